import { addressBehind } from "../../dedupe/redirect-wrappers.ts";
import { domainOf, registrableDomain } from "../../fetch/registrable-domain.ts";
import { readableHost } from "../../ground/host-name.ts";
import { lettersOf } from "../../ground/text.ts";
import type { Origin } from "../../model/article.ts";
import type { Entry, EntrySource, ParsedFeed } from "../../model/entry.ts";
import type { Source } from "../../model/source.ts";
import type { Carried } from "../../normalize/normalize-entry.ts";

/** The outlet that the YAML gives to sources of a domain: what others carry of it is that outlet's too. */
export type OutletOf = (domain: string) => string | undefined;

/**
 * Says of every entry of a document whose text it is, where that is not the document's own publisher: by what the entry
 * names (`source`, `atom:source`, Bing's and Dublin Core's publishers), else, in a document that gathers the pages of
 * many, by where it leads.
 *
 * @returns undefined for an entry of the source itself, and for all of one whose outlet the YAML gives
 */
export function publishersOf(
  feed: ParsedFeed,
  source: Source,
  outletOf: OutletOf = () => undefined,
): (entry: Entry) => Carried | undefined {
  if (source.isOutletGiven) return () => undefined;
  const document = readDocument(feed, source);
  return (entry) => {
    const place = placeOf(entry, document);
    const found = named(entry, place, document) ?? gathered(entry, place, document);
    if (!found) return undefined;
    const outlet = found.domain === undefined ? undefined : outletOf(found.domain);
    const origin: Origin = {
      ...originOf(entry.source, found),
      title: outlet ?? found.name,
      voice: outlet ?? found.domain ?? voiceOf(found.name),
    };
    const names = [found.name, ...(found.domain === undefined ? [] : [found.domain])];
    return { origin, names, url: place.url };
  };
}

/** Where an entry leads, and whose that is. */
interface Place {
  readonly url: string | undefined;
  /** Registrable domain of a publisher other than the document's; undefined: it leads to the document's own or a portal. */
  readonly domain: string | undefined;
}

interface Publisher {
  readonly name: string;
  /** Undefined where only a name is known. */
  readonly domain: string | undefined;
}

/** What the document as a whole tells. */
interface Gathering {
  /** Domains that are the document's own. */
  readonly own: ReadonlySet<string>;
  readonly title: string | undefined;
  /** Its entries lead to pages of many publishers, and are not what one person says of them. */
  readonly mixed: boolean;
  /** Whether each entry names a publisher, and not all the same; a paper that names an agency here and there is no gatherer. */
  readonly names: "each" | "some";
  /** Domains that several different sources of its entries share: of somebody who passes feeds on. */
  readonly passers: ReadonlySet<string>;
  /** How each domain's titles begin or end, where all of them do. */
  readonly labels: ReadonlyMap<string, string>;
}

/** Hosts that pass other publishers' feeds on, or show their texts. */
const PASSERS =
  /^(?:feedburner\.com|feedproxy\.google\.com|google\.com|feedblitz\.com|feedpress\.(?:me|it)|feedly\.com|inoreader\.com|theoldreader\.com|newsblur\.com|rss\.app|rsshub\.app|politepaul\.com|politepol\.com|fetchrss\.com|feed43\.com|feedity\.com|fivefilters\.org|morss\.it|kill-the-newsletter\.com|openrss\.org|feedspot\.com|rss-bridge\.org|rss2json\.com|yahooapis\.com|bing\.com|msn\.com|yahoo\.com|yahoo\.co\.jp|aol\.com|newsbreak\.com|smartnews\.com|flipboard\.com|apple\.news|t\.co|bit\.ly|ift\.tt|dlvr\.it|buff\.ly|ow\.ly|trib\.al|tinyurl\.com|flip\.it)$/;
/** Where the first part of the path says whose it is. */
const SHARED_HOSTS =
  /^(?:medium\.com|youtube\.com|reddit\.com|github\.com|x\.com|twitter\.com|t\.me|facebook\.com|instagram\.com|tiktok\.com|vk\.com|gitlab\.com|tumblr\.com|livejournal\.com)$/;

function readDocument(feed: ParsedFeed, source: Source): Gathering {
  const own = new Set(
    [source.url, feed.link, feed.feedUrl].flatMap((url) => (isWeb(url) ? [domainOf(url)] : [])),
  );
  const places = feed.entries.map((entry) => placeOf(entry, { own }));
  return {
    own,
    title: feed.title,
    mixed: isMixed(feed.entries, places),
    names: namesIn(feed, own),
    passers: passersIn(feed.entries, places),
    labels: labelsOf(feed.entries, places),
  };
}

function isWeb(url: string | undefined): url is string {
  return url !== undefined && /^https?:\/\//i.test(url);
}

function placeOf({ link }: Entry, { own }: Pick<Gathering, "own">): Place {
  if (!isWeb(link)) return { url: link, domain: undefined };
  const url = addressBehind(link, (host) => own.has(registrableDomain(host)));
  const domain = publisherAt(url);
  return { url, domain: domain === undefined || own.has(domainOf(url)) ? undefined : domain };
}

/** By what the publisher of an address is told from others: its registrable domain, on a shared host with what follows. */
function publisherAt(address: string): string | undefined {
  const domain = domainOf(address);
  if (PASSERS.test(domain)) return undefined;
  const url = URL.parse(address);
  if (!url || !SHARED_HOSTS.test(domain)) return domain;
  if (url.hostname.split(".").length > 2 && !/^(?:www|m|old|new|mobile)\./.test(url.hostname))
    return url.hostname;
  const [first = "", second = ""] = url.pathname.split("/").filter((part) => part !== "");
  const who = /^(?:channel|user|c|r|u|in|profile|feeds)$/.test(first) ? `${first}/${second}` : first;
  return /^(?:@|channel\/|user\/|c\/|r\/|u\/)/.test(who) || /^(?:github|x|twitter|gitlab)\.com$/.test(domain)
    ? `${domain}/${who}`
    : domain;
}

/** What the entry itself names. */
function named(entry: Entry, place: Place, document: Gathering): Publisher | undefined {
  const { source } = entry;
  const addresses = [source?.siteUrl, source?.url].filter(isWeb);
  const foreign = addresses.find((url) => isForeign(url, document));
  if (foreign !== undefined) {
    const domain = publisherAt(foreign) as string;
    return {
      name: nameOf(source?.title, domain) ?? nameByTitle(entry, domain, document) ?? readableHost(domain),
      domain,
    };
  }
  const name = line(source?.title) ?? publisherNamed(entry.publisher);
  if (name === undefined || isSame(name, document.title)) return undefined;
  // A section, or the paper's own name in other words.
  const isPassedOn = addresses.some((url) => !document.own.has(domainOf(url)));
  if (addresses.length > 0 && !isPassedOn && place.domain === undefined) return undefined;
  if (place.domain !== undefined) return { name, domain: place.domain };
  const isTold = isPassedOn || document.names === "each" || endsWith(entry.title, name);
  return isTold ? { name, domain: undefined } : undefined;
}

function isForeign(url: string, { own, passers }: Gathering): boolean {
  const domain = domainOf(url);
  return !own.has(domain) && !passers.has(domain) && publisherAt(url) !== undefined;
}

/** Bing names whose text it is that MSN shows. */
function publisherNamed(name: string | undefined): string | undefined {
  return line(name?.replace(/\s+(?:on|via|für|auf|sur|en|su)\s+(?:MSN|Yahoo|AOL)(?:\.com)?(?:\s.*)?$/i, ""));
}

function line(name: string | undefined): string | undefined {
  const text = name?.trim();
  return text && text.length <= 120 ? text : undefined;
}

/** The name of a source, unless it only repeats an address. */
function nameOf(title: string | undefined, domain: string): string | undefined {
  const name = line(title);
  return name !== undefined && !/^https?:\/\//i.test(name) && name !== domain ? name : undefined;
}

/** Whom an entry of a mixed document leads to. */
function gathered(entry: Entry, place: Place, document: Gathering): Publisher | undefined {
  if (!document.mixed || place.domain === undefined) return undefined;
  return {
    name: nameByTitle(entry, place.domain, document) ?? readableHost(place.domain),
    domain: place.domain,
  };
}

/** The name that titles or authors give to a domain: as all its titles have it, or as the domain spells it. */
function nameByTitle(entry: Entry, domain: string, { labels }: Gathering): string | undefined {
  const label = labels.get(domain);
  if (label !== undefined) return label;
  const said = [entry.author, ...endsOf(entry.title)];
  return said.find((name) => name !== undefined && spells(domain, name));
}

/** `harbourpost.example` is the Harbour Post's. */
function spells(domain: string, name: string): boolean {
  const [label = ""] = domain.split(".");
  const [one, other] = [lettersOf(label), lettersOf(name).replace(/^the/, "")];
  return (
    one.length >= 4 && (one === other || one === lettersOf(name) || lettersOf(domain) === lettersOf(name))
  );
}

/** What stands before the first colon, and behind the last dash, of a title. */
function endsOf(title: string | undefined): readonly (string | undefined)[] {
  const text = title ?? "";
  const behind = /\s[-–—|·]\s+((?:(?!\s[-–—|·]\s).){2,60})$/u.exec(text)?.[1];
  return [/^(.{2,60}?):\s+\S/u.exec(text)?.[1], behind];
}

function endsWith(title: string | undefined, name: string): boolean {
  return endsOf(title).some((end) => isSame(end, name));
}

function isSame(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && lettersOf(a) === lettersOf(b);
}

/** Entries that lead elsewhere for a document to gather the pages of others: so many, and to so many domains. */
const MIXED_SHARE = 0.6;
const MIXED_DOMAINS = 2;
const MIXED_ENTRIES = 3;

/** One who links to others and writes what he thinks of it gathers nothing: all his entries have one author. */
function isMixed(entries: readonly Entry[], places: readonly Place[]): boolean {
  const foreign = places.filter(({ domain }) => domain !== undefined);
  const domains = new Set(foreign.map(({ domain }) => domain));
  if (domains.size < MIXED_DOMAINS || foreign.length < MIXED_ENTRIES) return false;
  if (foreign.length < entries.length * MIXED_SHARE) return false;
  const [first] = entries;
  return first?.author === undefined || entries.some(({ author }) => author !== first.author);
}

function namesIn({ entries, title }: ParsedFeed, own: ReadonlySet<string>): Gathering["names"] {
  const names = entries.map((entry) => line(entry.publisher) ?? line(entry.source?.title));
  const isGatherer =
    [...own].some((domain) => PASSERS.test(domain)) || entries.every((entry) => entry.publisher);
  const different = new Set(names.map((name) => lettersOf(name ?? "")));
  return isGatherer &&
    !names.includes(undefined) &&
    !different.has(lettersOf(title ?? "")) &&
    different.size > 1
    ? "each"
    : "some";
}

/** A domain under which the entries' sources have several names, and their pages stand on several domains. */
function passersIn(entries: readonly Entry[], places: readonly Place[]): ReadonlySet<string> {
  const seen = new Map<string, { names: Set<string>; domains: Set<string> }>();
  for (const [n, { source }] of entries.entries()) {
    const url = source?.siteUrl ?? source?.url;
    const domain = places[n]?.domain;
    if (!isWeb(url) || domain === undefined || source?.title === undefined) continue;
    const one = seen.get(domainOf(url)) ?? { names: new Set(), domains: new Set() };
    seen.set(domainOf(url), one);
    one.names.add(lettersOf(source.title));
    one.domains.add(domain);
  }
  const isPasser = ([domain, { names, domains }]: [string, { names: Set<string>; domains: Set<string> }]) =>
    names.size > 1 && domains.size > 1 && !domains.has(domain);
  return new Set([...seen].filter(isPasser).map(([domain]) => domain));
}

/**
 * `Blog: Title` or `Title - Paper`: the same for all entries of a domain, another one for each domain, and so in the whole
 * document, as planets and search pages have it.
 */
function labelsOf(entries: readonly Entry[], places: readonly Place[]): ReadonlyMap<string, string> {
  for (const side of [0, 1]) {
    const labels = new Map<string, string>();
    let holds = 0;
    for (const [n, entry] of entries.entries()) {
      const domain = places[n]?.domain;
      const label = endsOf(entry.title)[side];
      if (domain === undefined || label === undefined) continue;
      if ((labels.get(domain) ?? label) !== label) break;
      labels.set(domain, label);
      holds += 1;
    }
    const isTold = labels.size > 1 && new Set(labels.values()).size === labels.size;
    if (isTold && holds >= entries.length * 0.9) return labels;
  }
  return new Map();
}

/** What the entry says of its first feed. RSS has the site's page as often where it asks for the feed. */
function originOf(source: EntrySource | undefined, { domain }: Publisher): Omit<Origin, "title" | "voice"> {
  const { url, siteUrl, id, updated, rights } = source ?? { url: undefined };
  const page =
    url !== undefined && siteUrl === undefined && /^https?:\/\/[^/]+\/?$/i.test(url) ? url : siteUrl;
  const root = domain === undefined || /[/:]/.test(domain) ? undefined : `https://${domain}/`;
  const site = page ?? root;
  return {
    url: url === page ? undefined : url,
    ...(site !== undefined && { siteUrl: site }),
    ...(id !== undefined && { id }),
    ...(updated !== undefined && { updatedAt: updated }),
    ...(rights !== undefined && { rights }),
  };
}

/** A name alone; one that is written as a domain is one. */
function voiceOf(name: string): string {
  const lower = name.toLowerCase();
  return /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(lower) ? registrableDomain(lower) : lower;
}
