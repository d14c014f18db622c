import ipaddr from "ipaddr.js";
import { MIN_INTERVAL } from "./defaults.ts";
import { deriveId } from "./derive-id.ts";
import { type Complaint, nearest } from "./explain-issue.ts";
import type { YamlPath } from "./read-yaml.ts";
import { decoded } from "./secrets.ts";
import { formatDuration, parseDuration } from "./values.ts";

/** What a check is told about the file as a whole; the data is as written, valid or not. */
export interface Whole {
  readonly data: Readonly<Record<string, unknown>>;
  readonly sources: readonly WrittenSource[];
}

/** Words that are paths of the output or of the server already. */
const RESERVED = new Set([
  "main",
  "archive",
  "status",
  "queues",
  "metrics",
  "livez",
  "readyz",
  "websub",
  "health",
]);

/**
 * The mistakes that no single value shows: ids given twice, names of sources that are not there, intervals below the
 * minimum, a timetable that is no cron expression. Works on data that may have any other mistake as well.
 */
export async function checkWhole(data: unknown): Promise<Complaint[]> {
  if (!isMapping(data)) return [];
  const whole = wholeOf(data);
  return [
    ...duplicateSources(whole),
    ...feedIds(whole),
    ...unknownSections(whole),
    ...toldToHubs(whole),
    ...noticeIds(whole),
    ...listOf(data["notify"]).flatMap((rule, n) => headerFields(["notify", n], isMapping(rule) ? rule : {})),
    ...unknownPreferences(whole),
    ...tooOften(whole),
    ...contradictions(whole),
    ...fullTexts(whole),
    ...forms(whole),
    ...userAgentField(data),
    ...whole.sources.flatMap(({ path, fields }) => headerFields(path, fields)),
    ...(await timetables(whole)),
    ...(await selectors(whole)),
  ];
}

/** Looks at a file as a whole. */
export function wholeOf(data: Whole["data"]): Whole {
  return { data, sources: writtenSources(data) };
}

function duplicateSources({ sources }: Whole): Complaint[] {
  const byId = new Map<string, number>();
  const byUrl = new Map<string, number>();
  const found: Complaint[] = [];
  for (const [index, { id, url, path }] of sources.entries()) {
    const other = id === undefined ? undefined : byId.get(id);
    if (other !== undefined)
      found.push({ path: [...path, "id"], message: `source ${other + 1} has the id "${id}" already` });
    if (id !== undefined) byId.set(id, other ?? index);
    if (id !== undefined || url === undefined) continue;
    const same = byUrl.get(url);
    if (same === undefined) byUrl.set(url, index);
    else found.push({ path: [...path, "url"], message: `source ${same + 1} has this address already` });
  }
  return found;
}

function feedIds({ data }: Whole): Complaint[] {
  const seen = new Set<string>();
  return listOf(data["feeds"]).flatMap((feed, index) => {
    const id = isMapping(feed) ? textOf(feed["id"]) : undefined;
    if (id === undefined) return [];
    const path = ["feeds", index, "id"];
    if (RESERVED.has(id)) return [{ path, message: `"${id}" is taken by the program itself` }];
    if (seen.has(id)) return [{ path, message: `another feed has the id "${id}" already` }];
    seen.add(id);
    return [];
  });
}

/** A section is a further feed; each stands on the front page once. */
function unknownSections({ data }: Whole): Complaint[] {
  const output = data["output"];
  const page = isMapping(output) ? output["page"] : undefined;
  const sections = listOf(isMapping(page) ? page["sections"] : undefined);
  const ids = listOf(data["feeds"]).flatMap((feed) => (isMapping(feed) ? (textOf(feed["id"]) ?? []) : []));
  const digests = new Set(
    listOf(data["feeds"]).flatMap((feed) =>
      isMapping(feed) && feed["digest"] !== undefined ? (textOf(feed["id"]) ?? []) : [],
    ),
  );
  return sections.flatMap((name, index) => {
    if (typeof name !== "string") return [];
    const path = ["output", "page", "sections", index];
    if (sections.indexOf(name) < index) return [{ path, message: `"${name}" stands there already` }];
    if (digests.has(name)) return [{ path, message: `"${name}" is a digest, whose entries are whole pages` }];
    if (ids.includes(name)) return [];
    const near = nearest(name, ids);
    return [{ path, message: `no feed has the id "${name}"${near ? `: did you mean "${near}"?` : ""}` }];
  });
}

function noticeIds({ data }: Whole): Complaint[] {
  const seen = new Set<string>();
  return listOf(data["notify"]).flatMap((rule, index) => {
    const id = isMapping(rule) ? textOf(rule["id"]) : undefined;
    if (id === undefined || !seen.has(id)) {
      seen.add(id ?? "");
      return [];
    }
    return [{ path: ["notify", index, "id"], message: `another rule has the id "${id}" already` }];
  });
}

/** A hub is told every feed's address: with a token or a password in it, the hub has it, and tells it on. */
function toldToHubs({ data }: Whole): Complaint[] {
  const part = (name: string) => (isMapping(data[name]) ? data[name] : {});
  const link = URL.parse(textOf(data["link"])?.trim() ?? "");
  if (!link || listOf(part("websub")["hubs"]).length === 0) return [];
  const token = textOf(part("serve")["token"]);
  const isNamed = token !== undefined && token !== "" && decoded(link.href).includes(token);
  if (!isNamed && !link.username && !link.password) return [];
  const message =
    "holds a token, which every hub would be told: take the hubs away, or the token out of `link`";
  return [{ path: ["link"], message }];
}

function unknownPreferences({ data, sources }: Whole): Complaint[] {
  const lead = data["lead"];
  const ids = sources.map(({ id, url }) => id ?? (url && URL.parse(url) ? deriveId(url) : ""));
  return listOf(isMapping(lead) ? lead["prefer"] : undefined).flatMap((name, index) => {
    if (typeof name !== "string" || ids.includes(name)) return [];
    const near = nearest(name, ids);
    // A source that is not listed today (commented out, in another file) may still be preferred; a slip may not.
    if (!near) return [];
    return [
      { path: ["lead", "prefer", index], message: `no source has the id "${name}": did you mean "${near}"?` },
    ];
  });
}

/** `schedule` and every source: the places where a timetable may stand. */
function timed({ data, sources }: Whole): readonly Pick<WrittenSource, "path" | "fields">[] {
  const schedule = data["schedule"];
  return [...(isMapping(schedule) ? [{ path: ["schedule"], fields: schedule }] : []), ...sources];
}

/** Who is asked often has to have agreed to it: a server that `network.allow` opens is the user's own. */
function tooOften({ data, sources }: Whole): Complaint[] {
  const everywhere = allowed(data);
  const strangers = sources.filter(({ url, fields }) => !isOwn(url, [...everywhere, ...allowed(fields)]));
  const schedule = data["schedule"];
  const untimed = strangers.some(
    ({ fields }) => fields["every"] === undefined && fields["cron"] === undefined,
  );
  const bound = [
    ...(untimed && isMapping(schedule) ? [{ path: ["schedule"], fields: schedule }] : []),
    ...strangers,
  ];
  return bound.flatMap(({ path, fields }) => {
    const every = parseDuration(textOf(fields["every"]) ?? "");
    if (every === undefined || every >= MIN_INTERVAL) return [];
    const message = `no source is polled more often than every ${formatDuration(MIN_INTERVAL)}, but those of your own network (network.allow)`;
    return [{ path: [...path, "every"], message }];
  });
}

function allowed(fields: Readonly<Record<string, unknown>>): readonly string[] {
  const network = fields["network"];
  return listOf(isMapping(network) ? network["allow"] : undefined).filter(
    (block) => typeof block === "string",
  );
}

function contradictions(whole: Whole): Complaint[] {
  return timed(whole).flatMap(({ path, fields }) => {
    const found: Complaint[] = [];
    if (fields["every"] !== undefined && fields["cron"] !== undefined)
      found.push({ path, key: "cron", message: "either every or cron, not both" });
    const isAskedFor = path[0] === "schedule" && hasDigest(whole);
    if (fields["timezone"] !== undefined && fields["cron"] === undefined && !isAskedFor)
      found.push({ path, key: "timezone", message: "a time zone needs a cron expression" });
    return found;
  });
}

/** The hours of a digest are those of `schedule.timezone`. */
function hasDigest({ data }: Whole): boolean {
  return listOf(data["feeds"]).some((feed) => isMapping(feed) && feed["digest"] !== undefined);
}

/** A document is read in one way. */
function forms({ sources }: Whole): Complaint[] {
  return sources.flatMap(({ path, fields }) =>
    fields["page"] !== undefined && fields["json"] !== undefined
      ? [{ path, key: "json", message: "either page or json, not both" }]
      : [],
  );
}

function fullTexts({ sources }: Whole): Complaint[] {
  return sources.flatMap(({ path, fields }): Complaint[] => {
    const rule = fields["fullText"];
    if (!isMapping(rule) || rule["selector"] !== undefined) return [];
    const at = [...path, "fullText"];
    if (rule["remove"] !== undefined)
      return [{ path: at, key: "remove", message: 'needs a "selector": what is removed from' }];
    return rule["print"] === undefined ? [{ path: at, message: "must have a selector or print" }] : [];
  });
}

async function timetables(whole: Whole): Promise<Complaint[]> {
  const written = timed(whole).filter(({ fields }) => typeof fields["cron"] === "string");
  if (written.length === 0) return [];
  const { whyNotCron } = await import("./check-cron.ts"); // its parser takes longer to load than the rest together
  return written.flatMap(({ path, fields }) => {
    const message = whyNotCron(String(fields["cron"]));
    return message ? [{ path: [...path, "cron"], message }] : [];
  });
}

interface WrittenSelector {
  readonly path: YamlPath;
  readonly value: unknown;
}

function fullTextSelectors({ path, fields }: WrittenSource): WrittenSelector[] {
  const fullText = fields["fullText"];
  if (!isMapping(fullText)) return [];
  const remove = listOf(fullText["remove"]).map((value, index) => ({
    path: [...path, "fullText", "remove", index],
    value,
  }));
  return [{ path: [...path, "fullText", "selector"], value: fullText["selector"] }, ...remove];
}

/** Without the attribute that may stand behind one; an attribute alone is of the teaser itself. */
function pageSelectors({ path, fields }: WrittenSource): WrittenSelector[] {
  const page = fields["page"];
  if (!isMapping(page)) return [];
  return Object.entries(page).flatMap(([key, written]) => {
    const value = typeof written === "string" ? written.trim().replace(/@[a-z][\w:-]*$/i, "") : "";
    return key === "language" || value === "" ? [] : [{ path: [...path, "page", key], value }];
  });
}

async function selectors({ sources }: Whole): Promise<Complaint[]> {
  const written = sources.flatMap((source) => [...fullTextSelectors(source), ...pageSelectors(source)]);
  if (written.length === 0) return [];
  const { compile } = await import("css-select");
  return written.flatMap(({ path, value }) => {
    if (typeof value !== "string") return [];
    try {
      compile(value);
      return [];
    } catch (error) {
      return [{ path, message: `not a CSS selector: ${(error as Error).message}` }];
    }
  });
}

/** The name of a field (RFC 9110 section 5.1). */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** What a field may hold (RFC 9110 section 5.5): a line break would begin another field. */
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;
/** Fields that the connection itself owns. */
const OWNED = new Set([
  "host",
  "connection",
  "content-length",
  "transfer-encoding",
  "upgrade",
  "te",
  "trailer",
]);

const NOT_PERMITTED = "has characters that HTTP does not permit";

/** Mistakes in the `headers` of one source, or of one rule of `notify`. */
function headerFields(path: YamlPath, fields: WrittenSource["fields"]): Complaint[] {
  const headers = fields["headers"];
  if (!isMapping(headers)) return [];
  const at = [...path, "headers"];
  return Object.entries(headers).flatMap(([key, value]) => {
    const found: Complaint[] = [];
    if (!TOKEN.test(key)) found.push({ path: at, key, message: `"${key}" is not the name of a header` });
    if (OWNED.has(key.toLowerCase()))
      found.push({ path: at, key, message: `${key} is set by the connection itself` });
    if (!VALUE.test(textOf(value) ?? "")) found.push({ path: [...at, key], message: NOT_PERMITTED });
    return found;
  });
}

/** Mistakes in `network.userAgent`. */
function userAgentField(data: Readonly<Record<string, unknown>>): Complaint[] {
  const network = data["network"];
  const value = isMapping(network) ? textOf(network["userAgent"]) : undefined;
  return VALUE.test(value ?? "") ? [] : [{ path: ["network", "userAgent"], message: NOT_PERMITTED }];
}

/**
 * Whether an address lies in one of the blocks that the user opened: a server of his own network. Of names only
 * `localhost` is known without asking anyone.
 */
function isOwn(address: string | undefined, blocks: readonly string[]): boolean {
  const url = address === undefined ? null : URL.parse(address);
  if (!url) return false;
  const { hostname } = url;
  const bare = hostname === "localhost" ? "127.0.0.1" : hostname.replace(/^\[|\]$/g, "");
  return ipaddr.isValid(bare) && blocks.some((block) => holds(block, ipaddr.parse(bare)));
}

function holds(block: string, ip: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  if (!block.includes("/")) return ipaddr.isValid(block) && ipaddr.parse(block).toString() === ip.toString();
  if (!ipaddr.isValidCIDR(block)) return false;
  const [network, bits] = ipaddr.parseCIDR(block);
  return network.kind() === ip.kind() && ip.match(network, bits);
}

/** A source as it stands in the file, whatever else may be wrong with it. */
export interface WrittenSource {
  readonly path: YamlPath;
  readonly id: string | undefined;
  readonly url: string | undefined;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** The entries of `sources`, bare addresses included. */
function writtenSources(data: Readonly<Record<string, unknown>>): WrittenSource[] {
  return listOf(data["sources"]).map((written, index) => {
    const fields = isMapping(written) ? written : { url: written };
    const path = ["sources", index];
    return { path, id: textOf(fields["id"]), url: textOf(fields["url"] ?? fields["opml"])?.trim(), fields };
  });
}

export function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value as a list; nothing, when it is none. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
