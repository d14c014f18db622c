import path from "node:path";
import { getDomain } from "tldts";
import { readableHost } from "../ground/host-name.ts";
import type { Config } from "../model/config.ts";
import type { FeedSettings } from "../model/edition.ts";
import type { NoticeRule } from "../model/notice.ts";
import type {
  FilterRule,
  FullTextMode,
  FullTextRule,
  ListedFeed,
  NetworkSettings,
  Source,
  SourceList,
  WireRule,
} from "../model/source.ts";
import {
  defaultCluster,
  defaultDedupe,
  defaultDescription,
  defaultDigestStories,
  defaultEdition,
  defaultLeadWeights,
  defaultListEvery,
  defaultNetwork,
  defaultOutput,
  defaultPage,
  defaultSchedule,
  defaultServe,
  defaultTitle,
  userAgentFor,
} from "./defaults.ts";
import { deriveId, withHash } from "./derive-id.ts";
import type { Settings, SourceSettings, WireRuleSettings } from "./schema.ts";
import { decoded, shownAddress } from "./secrets.ts";

/**
 * Fills in every default. `output.dir` is taken from the folder that the program runs in.
 *
 * @param secrets what no output may show: a source's address is shown without them
 */
export function buildConfig(file: string, settings: Settings, secrets: readonly string[]): Config {
  const { lead, serve, websub, cluster } = settings;
  const edition = { ...defaultEdition, ...defined(settings.edition) };
  const output = { ...defaultOutput, ...defined(settings.output) };
  const main = {
    title: settings.title ?? defaultTitle,
    description: settings.description ?? defaultDescription,
    link: settings.link?.replace(/\/?$/, "/"),
    language: settings.language,
  };
  const hubs = websub?.hubs ?? [];
  return frozen({
    file,
    ...main,
    redis: { url: settings.redis?.url, allowEviction: settings.redis?.allowEviction ?? false },
    schedule: {
      every: settings.schedule?.every ?? defaultSchedule.every,
      cron: settings.schedule?.cron,
      timezone: settings.schedule?.timezone,
    },
    edition,
    lead: {
      prefer: lead?.prefer ?? [],
      fullText: lead?.fullText ?? "auto",
      weights: { ...defaultLeadWeights, ...defined(lead?.weights) },
    },
    dedupe: { ...defaultDedupe, ...defined(settings.dedupe) },
    cluster: {
      ...defaultCluster,
      threshold: cluster?.threshold,
      never: cluster?.never ?? [],
      ...defined(cluster),
    },
    output: {
      ...output,
      dir: path.resolve(output.dir),
      page: { ...defaultPage, ...defined(settings.output?.page) },
    },
    serve: { ...defaultServe, token: serve?.token, ...defined(serve) },
    websub: { hubs, callback: websub?.callback },
    network: network(settings),
    notify: notices(settings),
    keep: wireRules(settings.keep),
    drop: wireRules(settings.drop),
    houses: (settings.houses ?? []).map((house) => house.flatMap(namesOf)),
    sources: sources(settings, new Set(secrets)),
    lists: lists(settings, new Set(secrets)),
    secrets,
    feeds: feeds(settings, { ...main, ...edition, formats: output.formats, walls: output.walls, hubs }),
  });
}

/** The members that were given: an absent one must not hide its default. */
type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };
function defined<T extends object>(members: T | undefined): Defined<T> {
  return Object.fromEntries(Object.entries(members ?? {}).filter(([, v]) => v !== undefined)) as Defined<T>;
}

function network({ network: given }: Settings): NetworkSettings {
  return { ...defaultNetwork, userAgent: userAgentFor(given?.contact), ...defined(given) };
}

/** An id that was given goes before one that is derived; of two that are derived the first in the file. */
function sources(settings: Settings, secrets: ReadonlySet<string>): Source[] {
  const written = settings.sources.flatMap((source) =>
    typeof source === "string" ? { url: source } : "opml" in source ? [] : source,
  );
  const taken = new Set(written.flatMap((source) => ("id" in source && source.id ? [source.id] : [])));
  return written.map((source: SourceSettings) => {
    const { url, credentials } = withoutCredentials(source.url);
    const id = source.id ?? freeId(url, taken);
    taken.add(id);
    const built = buildSource(
      { ...source, id, url, headers: { ...credentials, ...source.headers } },
      settings,
    );
    const shownUrl = shownAddress(url, secrets);
    return shownUrl === undefined ? built : { ...built, shownUrl };
  });
}

function lists(settings: Settings, secrets: ReadonlySet<string>): SourceList[] {
  return settings.sources.flatMap((list) => {
    if (typeof list === "string" || !("opml" in list)) return [];
    const { opml, every = defaultListEvery, ...given } = list;
    const { url, credentials: headers } = withoutCredentials(opml);
    const { tags, weight, fullText, keep, drop } = buildSource({ ...given, url, id: "any" }, settings);
    const shownUrl = shownAddress(url, secrets);
    return {
      url,
      headers,
      every,
      each: { tags, weight, fullText, keep, drop },
      ...(shownUrl !== undefined && { shownUrl }),
    };
  });
}

/**
 * The configuration with the feeds that its lists name as sources, after those of the YAML, which come first where both
 * name one. A list says no more of a feed than its address and name: what may be reached, which headers are sent and how
 * often is polled is the wire's own.
 */
export function withLists(config: Config, feedsOf: (list: SourceList) => readonly ListedFeed[]): Config {
  if (config.lists.length === 0) return config;
  const known = new Set(config.sources.map(({ url }) => url));
  const taken = new Set(config.sources.map(({ id }) => id));
  const listed = config.lists.flatMap((list) =>
    [...feedsOf(list)]
      // An id depends on which feeds there are, not on their order.
      .sort((a, b) => (a.url < b.url ? -1 : 1))
      .flatMap((feed) => {
        const { url, credentials: headers } = withoutCredentials(feed.url);
        if (known.has(url)) return [];
        known.add(url);
        const id = freeId(url, taken);
        taken.add(id);
        const { name } = feed;
        const source = buildSource({ url, id, headers, ...(name !== undefined && { name }) }, config);
        const shownUrl = shownAddress(url, new Set(config.secrets));
        return { ...source, ...list.each, ...(shownUrl !== undefined && { shownUrl }) };
      }),
  );
  return { ...config, sources: [...config.sources, ...listed] };
}

/** An id that was given goes before one that is derived: from the host alone, for the path of a hook is its key. */
function notices({ notify = [] }: Settings): NoticeRule[] {
  const taken = new Set(notify.flatMap(({ id }) => id ?? []));
  return notify.map((written) => {
    const { url, credentials } = withoutCredentials(written.url);
    const host = deriveId(new URL(url).origin);
    const what = `${url} ${Object.entries(written.when).join(" ")}`;
    const id = written.id ?? (taken.has(host) ? withHash(host, what) : host);
    taken.add(id);
    return {
      id,
      url,
      when: defined(written.when),
      template: written.template,
      secret: written.secret,
      headers: { ...credentials, ...lowerCase(written.headers) },
      allow: written.network?.allow ?? [],
    };
  });
}

function lowerCase(headers: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function freeId(url: string, taken: ReadonlySet<string>): string {
  const id = deriveId(url);
  return taken.has(id) ? withHash(id, url) : id;
}

/** A name and password in an address would be shown wherever the address is: they become a header (RFC 7617). */
export function withoutCredentials(address: string): { url: string; credentials: Record<string, string> } {
  const url = new URL(address);
  if (!url.username && !url.password) return { url: address, credentials: {} };
  const pair = `${decoded(url.username)}:${decoded(url.password)}`;
  url.username = "";
  url.password = "";
  return { url: url.href, credentials: { authorization: `Basic ${Buffer.from(pair).toString("base64")}` } };
}

/** A source that nobody configured, with every default. */
export function plainSource(url: string, more: Pick<SourceSettings, "page"> = {}): Source {
  return buildSource({ ...more, url, id: "given" }, {});
}

/** What sources that say nothing themselves have of the wire. */
interface Shared {
  readonly schedule?:
    | { readonly cron?: string | undefined; readonly timezone?: string | undefined }
    | undefined;
  readonly lead?: { readonly fullText?: FullTextMode | undefined } | undefined;
}

function buildSource(source: SourceSettings & { readonly id: string }, { schedule, lead }: Shared): Source {
  const cron = source.cron ?? (source.every === undefined ? schedule?.cron : undefined);
  return {
    id: source.id,
    url: source.url,
    name: source.name,
    outlet: source.outlet ?? outletOf(source.url),
    ...(source.outlet !== undefined && { isOutletGiven: true }),
    every: source.every,
    cron,
    timezone: cron === undefined ? undefined : (source.timezone ?? schedule?.timezone),
    weight: source.weight ?? 1,
    tags: source.tags ?? [],
    fullText: fullTextRule(source.fullText ?? lead?.fullText ?? "auto"),
    keep: (source.keep ?? []).map(rule),
    drop: (source.drop ?? []).map(rule),
    headers: lowerCase(source.headers),
    network: { allow: source.network?.allow ?? [], proxy: source.network?.proxy },
    reader: source.reader ?? "auto",
    ...(source.page && { page: defined(source.page) }),
    ...(source.json && { json: defined(source.json) }),
  };
}

/**
 * The registrable domain, where platforms that give each customer a name of his own count as suffixes. Where there is
 * none, host and port: several outlets on one machine are still several.
 */
function outletOf(url: string): string {
  const { hostname, host } = new URL(url);
  return readableHost(getDomain(hostname, { allowPrivateDomains: true }) ?? host);
}

/** An outlet as articles may have it: as it is called, and its domain as addresses write it. */
function namesOf(outlet: string): readonly string[] {
  const name = outlet.toLowerCase();
  const host = URL.parse(`https://${name}/`)?.hostname;
  return host === undefined || !host.includes("xn--") || host === name ? [name] : [name, host];
}

function fullTextRule(given: NonNullable<SourceSettings["fullText"]>): FullTextRule {
  if (typeof given === "string") return { mode: given };
  const { selector, remove = [], print } = given;
  const printed = print && { print: { address: print[0], replacement: print[1] } };
  if (selector === undefined) return { mode: "always", ...printed };
  return { mode: "selector", selector, remove, ...printed };
}

function rule(given: NonNullable<SourceSettings["keep"]>[number]): FilterRule {
  return defined(given);
}

function wireRules(given: readonly WireRuleSettings[] = []): WireRule[] {
  return given.map(({ language, match = "lead", ...fields }) => {
    const languages = language && [language].flat().map((tag) => tag.replace(/-.*/, "").toLowerCase());
    return { ...defined(fields), ...(languages && { language: languages }), match } as WireRule;
  });
}

/** What a feed lets through that says nothing else. */
const EVERYTHING = { tags: [], languages: [], keywords: [], keep: [], drop: [], minOutlets: 1 };

function feeds(
  { feeds: further, schedule }: Settings,
  main: Omit<FeedSettings, keyof typeof EVERYTHING | "id" | "tagBase">,
): Config["feeds"] {
  const all = EVERYTHING;
  return [
    { id: "main", ...main, ...all },
    ...(further ?? []).map((feed) => ({
      ...main,
      ...all,
      title: `${main.title}: ${feed.id}`,
      ...defined({ ...feed, digest: undefined }),
      ...(feed.digest && {
        digest: {
          at: [...new Set(feed.digest.at)].sort(),
          timezone: feed.digest.timezone ?? schedule?.timezone ?? "UTC",
          stories: feed.digest.stories ?? defaultDigestStories,
        },
      }),
      keep: wireRules(feed.keep),
      drop: wireRules(feed.drop),
      id: feed.id,
      link: main.link && `${main.link}${feed.id}/`,
    })),
  ];
}

function frozen<T>(value: T): T {
  if (typeof value !== "object" || value === null || value instanceof RegExp) return value;
  for (const member of Object.values(value)) frozen(member);
  return Object.freeze(value);
}
