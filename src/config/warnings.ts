import { isKnownLanguage } from "../ground/language.ts";
import { isMapping, listOf, textOf, type Whole, type WrittenSource, wholeOf } from "./check-whole.ts";
import { deriveId } from "./derive-id.ts";
import { type Complaint, nearest } from "./explain-issue.ts";
import { formatDuration, parseDuration } from "./values.ts";

/**
 * What is valid and may yet not be what was meant: names that lead to nothing, values that cancel each other out. Of a
 * file that has no mistakes.
 */
export function warningsOf(data: unknown): Complaint[] {
  if (!isMapping(data)) return [];
  const whole = wholeOf(data);
  return [
    ...unknownPreferences(whole),
    ...unusedTags(whole),
    ...unknownLanguages(whole),
    ...sameAddresses(whole),
    ...hubsThatCannot(whole),
    ...windows(whole),
    ...dangers(whole),
    ...contradictoryRules(whole),
    ...emptyBounds(whole),
    ...flagsTurnedRound(whole),
    ...unheard(whole),
    ...houses(whole),
    ...outletsAskedFor(whole),
    ...contact(data),
  ];
}

type Mapping = Readonly<Record<string, unknown>>;

function under(data: Mapping, key: string): Mapping {
  const value = data[key];
  return isMapping(value) ? value : {};
}

/** What is in a list that somebody else keeps nobody knows from the YAML. */
function hasForeignLists({ sources }: Whole): boolean {
  return sources.some(({ fields }) => fields["opml"] !== undefined);
}

function idOf({ id, url }: WrittenSource): string {
  return id ?? (url && URL.parse(url) ? deriveId(url) : "");
}

function meant(name: string, known: readonly string[]): string {
  const same = known.find((one) => one.toLowerCase() === name.toLowerCase());
  const near = same ?? nearest(name, [...new Set(known)]);
  return near === undefined ? "" : `: did you mean "${near}"?`;
}

function unknownPreferences(whole: Whole): Complaint[] {
  const { data, sources } = whole;
  if (hasForeignLists(whole)) return [];
  const ids = sources.map(idOf);
  return listOf(under(data, "lead")["prefer"]).flatMap((name, index) => {
    if (typeof name !== "string" || ids.includes(name)) return [];
    const named = sources.find(({ fields }) =>
      [fields["name"], fields["outlet"]].some((one) => textOf(one)?.toLowerCase() === name.toLowerCase()),
    );
    const hint = named ? `: ids are meant, and "${name}" is called "${idOf(named)}"` : "";
    return [{ path: ["lead", "prefer", index], message: `no source has the id "${name}"${hint}` }];
  });
}

function unusedTags(whole: Whole): Complaint[] {
  if (hasForeignLists(whole)) return [];
  const known = whole.sources.flatMap(({ fields }) => listOf(fields["tags"]).map(String));
  return listOf(whole.data["feeds"]).flatMap((feed, index) =>
    listOf(isMapping(feed) ? feed["tags"] : undefined).flatMap((tag, n) => {
      if (known.includes(String(tag))) return [];
      const message = `no source has the tag "${tag}"${meant(String(tag), known)}`;
      return [{ path: ["feeds", index, "tags", n], message }];
    }),
  );
}

function unknownLanguages({ data, sources }: Whole): Complaint[] {
  const feeds = listOf(data["feeds"]).flatMap((feed, index) => {
    const path = ["feeds", index];
    if (!isMapping(feed)) return [];
    const listed = listOf(feed["languages"]).map((value, n) => ({ path: [...path, "languages", n], value }));
    return [{ path: [...path, "language"], value: feed["language"] }, ...listed];
  });
  const pages = sources.flatMap(({ path, fields }) =>
    ["page", "json"].map((form) => ({
      path: [...path, form, "language"],
      value: under(fields, form)["language"],
    })),
  );
  const rules = placesOfRules({ data, sources }).flatMap(({ path, fields }) =>
    ["keep", "drop"].flatMap((kind) =>
      listOf(fields[kind]).flatMap((rule, n) => {
        const written = isMapping(rule) ? rule["language"] : undefined;
        const at = [...path, kind, n, "language"];
        if (!Array.isArray(written)) return [{ path: at, value: written }];
        return written.map((value: unknown, index) => ({ path: [...at, index], value }));
      }),
    ),
  );
  return [{ path: ["language"], value: data["language"] }, ...feeds, ...pages, ...rules].flatMap(
    ({ path, value }) => {
      const tag = textOf(value);
      if (tag === undefined || isKnownLanguage(tag)) return [];
      return [
        { path, message: `"${tag}" is the tag of no language: codes are as in ISO 639, not of countries` },
      ];
    },
  );
}

/** Two sources of one address are a way to have two sets of rules; more often one of them was forgotten. */
function sameAddresses({ sources }: Whole): Complaint[] {
  const first = new Map<string, number>();
  return sources.flatMap((source, index) => {
    const url = source.url === undefined ? null : URL.parse(source.url);
    if (!url) return [];
    url.hash = "";
    const key = JSON.stringify([url.href, source.fields["headers"] ?? {}]);
    const other = first.get(key);
    first.set(key, other ?? index);
    const before = other === undefined ? undefined : sources[other];
    if (!before) return [];
    const message = `source ${(other ?? 0) + 1} ("${idOf(before)}") has this address too: it is polled once for both`;
    return [{ path: [...source.path, "url"], message }];
  });
}

const NOT_PUBLIC =
  /^(?:localhost|127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|\[)|\.(?:local|lan|internal|test)$/;

/** Hubs fetch what they are told of, and deliver to where they are told: both must be open to them. */
function hubsThatCannot({ data }: Whole): Complaint[] {
  const websub = under(data, "websub");
  const found: Complaint[] = [];
  if (listOf(websub["hubs"]).length > 0) {
    const path = ["websub", "hubs"];
    if (under(data, "serve")["token"] !== undefined)
      found.push({
        path,
        message: "hubs cannot fetch a private wire: with serve.token they are answered 401",
      });
    if (data["link"] === undefined)
      found.push({ path, message: 'hubs are told of nothing without "link", the address of this wire' });
  }
  for (const [path, address] of [
    [["link"], listOf(websub["hubs"]).length > 0 ? data["link"] : undefined],
    [["websub", "callback"], websub["callback"]],
  ] as const) {
    const host = URL.parse(textOf(address) ?? "")?.hostname;
    if (host !== undefined && NOT_PUBLIC.test(host))
      found.push({
        path: [...path],
        message: `hubs cannot reach ${host}: it is an address of this network alone`,
      });
  }
  return found;
}

/** As `edition.window` is by default. */
const EDITION_MS = 48 * 3_600_000;
const DEDUPE_MS = 14 * 86_400_000;

function windows({ data, sources }: Whole): Complaint[] {
  const ms = (value: unknown, otherwise: number) =>
    value === "all" ? Number.POSITIVE_INFINITY : (parseDuration(textOf(value) ?? "") ?? otherwise);
  const all = textOf(under(data, "edition")["window"]) === "all";
  const edition = ms(under(data, "edition")["window"], EDITION_MS);
  const found: Complaint[] = [];
  const dedupe = ms(under(data, "dedupe")["window"], DEDUPE_MS);
  const again = "what a feed still shows may be told again as new";
  if (!all && dedupe < edition)
    found.push({
      path: ["dedupe", "window"],
      message: `dedupe.window (${formatDuration(dedupe)}) is shorter than edition.window: ${again}`,
    });
  for (const [index, feed] of listOf(data["feeds"]).entries())
    if (isMapping(feed) && feed["window"] !== "all" && ms(feed["window"], 0) > dedupe)
      found.push({
        path: ["feeds", index, "window"],
        message: `longer than dedupe.window (${formatDuration(dedupe)}): ${again}`,
      });
  for (const { path, fields } of sources) {
    const every = parseDuration(textOf(fields["every"]) ?? "");
    if (every !== undefined && every > edition)
      found.push({
        path: [...path, "every"],
        message: "longer than edition.window: much of what it brings is too old by then to be shown",
      });
  }
  return found;
}

const SHORTEST_TOKEN = 12;

function dangers({ data, sources }: Whole): Complaint[] {
  const found: Complaint[] = [];
  const token = textOf(under(data, "serve")["token"]);
  if (token !== undefined && token.length > 0 && token.length < SHORTEST_TOKEN)
    found.push({
      path: ["serve", "token"],
      message: `a token of fewer than ${SHORTEST_TOKEN} characters can be guessed`,
    });
  const places: readonly Pick<WrittenSource, "path" | "fields">[] = [{ path: [], fields: data }, ...sources];
  for (const { path, fields } of places)
    for (const [n, block] of listOf(under(fields, "network")["allow"]).entries())
      if (/\/0+$/.test(String(block)))
        found.push({
          path: [...path, "network", "allow", n],
          message:
            "opens every address, those of this machine and of its network included, to whatever a feed names",
        });
  for (const { path, url, fields } of sources) {
    const secret = Object.keys(under(fields, "headers")).find((name) =>
      /^(?:authorization|cookie)$/i.test(name),
    );
    if (secret !== undefined && url?.startsWith("http:") && !NOT_PUBLIC.test(URL.parse(url)?.hostname ?? ""))
      found.push({
        path: [...path, "headers"],
        key: secret,
        message: "is sent in the clear to an http address",
      });
  }
  return found;
}

/** The wire, its feeds and its sources. */
function placesOfRules({ data, sources }: Whole): readonly Pick<WrittenSource, "path" | "fields">[] {
  const feeds = listOf(data["feeds"]).flatMap((fields, index) =>
    isMapping(fields) ? [{ path: ["feeds", index], fields }] : [],
  );
  return [{ path: [], fields: data }, ...feeds, ...sources];
}

/** What is kept and dropped by one rule never comes through. */
function contradictoryRules(whole: Whole): Complaint[] {
  return placesOfRules(whole).flatMap(({ path, fields }) => {
    const kept = new Set(listOf(fields["keep"]).map((rule) => JSON.stringify(rule)));
    return listOf(fields["drop"]).flatMap((rule, n) =>
      kept.has(JSON.stringify(rule))
        ? [{ path: [...path, "drop", n], message: "the same rule stands under keep: nothing passes both" }]
        : [],
    );
  });
}

/** `{ gt: 100, lt: 80 }`: nothing is both. */
function emptyBounds(whole: Whole): Complaint[] {
  const value = (bound: unknown) => parseDuration(textOf(bound) ?? "") ?? Number(bound);
  return placesOfRules(whole).flatMap(({ path, fields }) =>
    ["keep", "drop"].flatMap((kind) =>
      listOf(fields[kind]).flatMap((rule, n) =>
        ["words", "age"].flatMap((key): Complaint[] => {
          const { lt, gt } = under(isMapping(rule) ? rule : {}, key);
          if (!(value(lt) <= value(gt))) return [];
          return [{ path: [...path, kind, n, key], message: "nothing is both: the rule never hits" }];
        }),
      ),
    ),
  );
}

/** `(i?)`: a group that may hold an i, where the flag `(?i)` is meant. */
function flagsTurnedRound(whole: Whole): Complaint[] {
  const rules = placesOfRules(whole).flatMap(({ path, fields }) =>
    ["keep", "drop"].flatMap((kind) =>
      listOf(fields[kind]).map((rule, n) => ({
        path: [...path, kind, n],
        texts: isMapping(rule) ? rule : {},
      })),
    ),
  );
  const notices = listOf(whole.data["notify"]).map((rule, n) => ({
    path: ["notify", n, "when"],
    texts: under(isMapping(rule) ? rule : {}, "when"),
  }));
  return [...rules, ...notices].flatMap(({ path, texts }) =>
    Object.entries(texts).flatMap(([key, text]): Complaint[] => {
      const written = /^\/?(\(([imsux]+)\?\))/.exec(textOf(text) ?? "");
      if (!written) return [];
      const message = `${written[1]} is a group, and no flag: whatever the case is (?${written[2]}), or /…/${written[2]}`;
      return [{ path: [...path, key], message }];
    }),
  );
}

/** Keys that another key of the same mapping leaves without effect. */
function unheard({ data, sources }: Whole): Complaint[] {
  const readers = sources.flatMap(({ path, fields }): Complaint[] => {
    const form = ["page", "json"].find((key) => fields[key] !== undefined);
    if (form === undefined || fields["reader"] !== "rss-parser") return [];
    return [{ path, key: "reader", message: `is for feeds: what has "${form}" is read by that` }];
  });
  const sizes = listOf(data["feeds"]).flatMap((feed, index): Complaint[] => {
    if (!isMapping(feed) || feed["stories"] === undefined || feed["digest"] === undefined) return [];
    const message = "says nothing of a digest: digest.stories is how many an issue has";
    return [{ path: ["feeds", index], key: "stories", message }];
  });
  return [...readers, ...sizes];
}

/** Whom a feed carries nobody knows from the YAML: only what is nearly the name of a source's outlet is a slip. */
function houses({ data, sources }: Whole): Complaint[] {
  const known = sources.flatMap(({ url, fields }) => [
    ...[fields["outlet"], fields["name"]].flatMap((name) => textOf(name) ?? []),
    ...(URL.parse(url ?? "")?.hostname.replace(/^(?:www|feeds|rss)\./, "") ?? []),
  ]);
  const lower = new Set(known.map((name) => name.toLowerCase()));
  const first = new Map<string, number>();
  return listOf(data["houses"]).flatMap((house, index) =>
    listOf(house).flatMap((outlet, n): Complaint[] => {
      const name = String(outlet).toLowerCase();
      const path = ["houses", index, n];
      const other = first.get(name);
      first.set(name, other ?? index);
      if (other === index) return [{ path, message: `"${outlet}" stands in this house already` }];
      if (other !== undefined)
        return [
          { path, message: `"${outlet}" stands in house ${other + 1} already: it belongs to that one` },
        ];
      const near = lower.has(name) ? "" : meant(String(outlet), known);
      return near === "" ? [] : [{ path, message: `no source is of the outlet "${outlet}"${near}` }];
    }),
  );
}

function outletsAskedFor(whole: Whole): Complaint[] {
  const { data, sources } = whole;
  if (hasForeignLists(whole)) return [];
  return listOf(data["feeds"]).flatMap((feed, index) => {
    const asked = isMapping(feed) ? Number(feed["minOutlets"] ?? 0) : 0;
    if (asked <= sources.length) return [];
    const message = `more outlets than there are sources (${sources.length}): nothing may ever enter`;
    return [{ path: ["feeds", index, "minOutlets"], message }];
  });
}

function contact(data: Mapping): Complaint[] {
  const value = textOf(under(data, "network")["contact"]);
  if (value === undefined || /^(?:mailto:\S+@|https?:\/\/)\S+/i.test(value)) return [];
  const hint = /^\S+@\S+\.\S+$/.test(value) ? `: write mailto:${value}` : "";
  return [
    { path: ["network", "contact"], message: `is no address that a server's owner could write to${hint}` },
  ];
}
