import { codeUnitAt } from "../../ground/charset/code-unit.ts";

/** The prefix that the readers know a namespace by; the empty one is RSS, whose elements have none. */
const PREFIXES: Readonly<Record<string, string>> = {
  "http://www.w3.org/2005/atom": "atom",
  "http://purl.org/atom/ns#": "atom",
  "http://example.com/newformat#": "atom",
  "http://example.com/necho": "atom",
  "http://purl.org/echo": "atom",
  "uri/of/echo/namespace#": "atom",
  "http://purl.org/pie": "atom",
  "http://example.com/pie": "atom",
  "http://purl.org/rss/1.0": "",
  "http://my.netscape.com/rdf/simple/0.9": "",
  "http://channel.netscape.com/rdf/simple/0.9": "",
  "http://my.netscape.com/publish/formats/rss-0.91.dtd": "",
  "http://backend.userland.com/rss": "",
  "http://backend.userland.com/rss2": "",
  "http://blogs.law.harvard.edu/tech/rss": "",
  "http://cyber.law.harvard.edu/rss/rss.html": "",
  "http://purl.org/net/rss1.1#": "",
  "http://backend.userland.com/rss191": "",
  "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
  "http://www.w3.org/xml/1998/namespace": "xml",
  "http://www.w3.org/1999/xhtml": "xhtml",
  "http://www.w3.org/2000/svg": "svg",
  "http://www.w3.org/1998/math/mathml": "math",
  "http://purl.org/dc/elements/1.0": "dc",
  "http://purl.org/dc/elements/1.1": "dc",
  "http://purl.org/metadata/dublin_core#": "dc",
  "http://purl.org/dc/terms": "dcterms",
  "http://purl.org/rss/1.0/modules/content": "content",
  "http://purl.org/rss/1.0/modules/syndication": "sy",
  "http://purl.org/rss/1.0/modules/slash": "slash",
  "http://purl.org/rss/1.0/modules/rss2": "",
  "http://purl.oclc.org/net/rss_2.0/enc#": "",
  "http://search.yahoo.com/mrss": "media",
  "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
  "http://example.com/dtds/podcast-1.0.dtd": "itunes",
  "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
  "http://webns.net/mvcb": "admin",
  "http://www.w3.org/2003/01/geo/wgs84_pos#": "geo",
  "http://web.resource.org/cc": "cc",
  "http://backend.userland.com/creativecommonsrssmodule": "creativecommons",
  "http://purl.org/syndication/thread/1.0": "thr",
  "http://www.google.com/schemas/play-podcasts/1.0/play-podcasts.xsd": "googleplay",
  "https://podcastindex.org/namespace/1.0": "podcast",
  "http://purl.org/atompub/tombstones/1.0": "at",
};

/** Prefixes that documents use without declaring them, or declare wrongly. */
const USUAL_PREFIXES: Readonly<Record<string, string>> = {
  atom: "atom",
  atom10: "atom",
  atom03: "atom",
  a10: "atom",
  rss: "",
  rdf: "rdf",
  xml: "xml",
  xhtml: "xhtml",
  dc: "dc",
  dcterms: "dcterms",
  dct: "dcterms",
  content: "content",
  sy: "sy",
  media: "media",
  itunes: "itunes",
  feedburner: "feedburner",
  admin: "admin",
  cc: "cc",
  creativecommons: "creativecommons",
  googleplay: "googleplay",
};

/** What the tree has to know of an element: all of it follows from the name that readers know it by. */
export interface Kind {
  /** As `knownName` gives it. */
  readonly name: string;
  /** The tag in lower case: end tags are matched without regard to case. */
  readonly tag: string;
  /** An item or entry. */
  readonly entry: boolean;
  /** Entries stand in it. */
  readonly holder: boolean;
  /** White space between the elements within it means nothing. */
  readonly container: boolean;
  /** It holds one line. */
  readonly line: boolean;
  /** Within an element that holds one line it means that the line's end tag was forgotten. */
  readonly field: boolean;
}

/** What the prefixes mean in one part of a document. */
export interface Scope {
  readonly outer: Scope | undefined;
  /** Addresses by prefix, both in the form of `comparable`. */
  readonly declared: ReadonlyMap<string, string>;
  /** Kinds of the tags that were met in this scope already. */
  readonly kinds: Map<string, Kind>;
}

/** A scope for an element that declares namespaces, by prefix. */
export function scopeWith(declarations: ReadonlyMap<string, string>, outer: Scope | undefined): Scope {
  const declared = new Map<string, string>();
  for (const [prefix, uri] of declarations) declared.set(prefix.toLowerCase(), comparable(uri));
  return { outer, declared, kinds: new Map() };
}

/** The namespaces that an element declares, by prefix; undefined when it declares none. */
export function declarationsIn(attributes: readonly string[]): Map<string, string> | undefined {
  let declarations: Map<string, string> | undefined;
  for (let i = 0; i < attributes.length; i += 2) {
    const name = attributes[i] as string;
    if (!name.startsWith("xmlns")) continue;
    if (name !== "xmlns" && codeUnitAt(name, 5) !== COLON) continue;
    declarations ??= new Map();
    declarations.set(name.slice(6), attributes[i + 1] as string);
  }
  return declarations;
}

const COLON = 58;

/** Publishers differ in case, scheme and final slash of one and the same namespace. */
function comparable(uri: string): string {
  return uri
    .trim()
    .toLowerCase()
    .replace(/^https:/, "http:")
    .replace(/\/+$/, "");
}

/** The address that a prefix stands for; undefined when it is not declared. */
export function addressOf(scope: Scope, prefix: string): string | undefined {
  for (let at: Scope | undefined = scope; at; at = at.outer) {
    const uri = at.declared.get(prefix);
    if (uri !== undefined) return uri;
  }
  return undefined;
}

/**
 * The attributes of an element with the prefix taken off those that are named by the element's own namespace:
 * `ns:href` of a link is its `href`, although namespaces in XML say that an attribute without prefix has none.
 */
export function ownAttributes(scope: Scope, tag: string, attributes: readonly string[]): readonly string[] {
  let plain: string[] | undefined;
  for (let i = 0; i < attributes.length; i += 2) {
    const name = attributes[i] as string;
    const colon = name.indexOf(":");
    if (colon < 0 || name.startsWith("xml")) continue;
    const uri = addressOf(scope, name.slice(0, colon));
    if (uri === undefined || uri !== addressOf(scope, prefixOf(tag.toLowerCase()))) continue;
    plain ??= [...attributes];
    plain[i] = name.slice(colon + 1);
  }
  return plain ?? attributes;
}

function prefixOf(name: string): string {
  const colon = name.indexOf(":");
  return colon < 0 ? "" : name.slice(0, colon);
}

/**
 * The name that readers know an element by: lower case, with the usual prefix of its namespace, or none when it
 * belongs to the namespace of the document's root (`home`). `pubDate` is `pubdate`, an Atom feed's `a:entry`
 * is `entry`, an Atom link in RSS is `atom:link`, whatever the document's own prefixes.
 */
export function knownName(scope: Scope, tag: string, home: Home): string {
  const lower = tag.toLowerCase();
  const colon = lower.indexOf(":");
  const space = spaceOf(scope, prefixOf(lower), home);
  return space === "" ? lower.slice(colon + 1) : `${space}:${lower.slice(colon + 1)}`;
}

/** The namespace whose elements are called without a prefix: the root's own. */
export interface Home {
  readonly uri: string | undefined;
  readonly space: string;
}

function spaceOf(scope: Scope, prefix: string, home: Home): string {
  const uri = addressOf(scope, prefix);
  const space = uri === undefined ? USUAL_PREFIXES[prefix] : PREFIXES_BY_COMPARABLE.get(uri);
  if (uri !== undefined && uri === home.uri) return "";
  if (space !== undefined) return space === home.space ? "" : space;
  if (prefix === "") return uri === undefined || uri === "" ? "" : "?";
  const usual = USUAL_PREFIXES[prefix] ?? prefix;
  return usual === home.space ? "" : usual;
}

const PREFIXES_BY_COMPARABLE = new Map(
  Object.entries(PREFIXES).map(([uri, prefix]) => [comparable(uri), prefix]),
);
