import {
  addressOf,
  declarationsIn,
  type Home,
  type Kind,
  knownName,
  type Scope,
  scopeWith,
} from "./namespaces.ts";

const ENTRIES = words("item entry");
const HOLDERS = words("rss rdf:rdf channel feed items");
const CONTAINERS = words("rss rdf:rdf channel feed items item entry image author source media:group");
const LINES = words(
  "title link guid pubdate id updated published comments generator language copyright lastbuilddate dc:date dc:creator",
);
const FIELDS = words(
  "title link guid pubdate id updated published description item entry category content summary author content:encoded enclosure comments",
);

/** Names come from documents, without end; what is over this is worked out each time. */
const MOST_REMEMBERED = 1000;

/** The kind of an element with this tag, where the prefixes mean what `scope` says. */
export function kindOf(scope: Scope, tag: string, home: Home): Kind {
  const known = scope.kinds.get(tag);
  if (known) return known;
  const kind = kindNamed(knownName(scope, tag, home), tag);
  if (scope.kinds.size < MOST_REMEMBERED) scope.kinds.set(ownText(tag), kind);
  return kind;
}

/** The kind of an element whose known name is settled. */
function kindNamed(known: string, tag: string): Kind {
  const name = ownText(known);
  return {
    name,
    tag: ownText(tag.toLowerCase()),
    entry: ENTRIES.has(name),
    holder: HOLDERS.has(name),
    container: CONTAINERS.has(name),
    line: LINES.has(name),
    field: FIELDS.has(name),
  };
}

/** The text without the document that it was cut from: as long as a cut is kept, V8 keeps the whole. */
function ownText(text: string): string {
  return ` ${text}`.slice(1);
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(" "));
}

/** An element that a feed can begin with, and what its own declarations make of the names in the document. */
export interface Root {
  readonly kind: Kind;
  readonly scope: Scope;
  readonly home: Home;
}

const ROOTS: ReadonlySet<string> = new Set(["rss", "rdf", "feed", "channel", "item", "entry"]);
/** In a web page only these begin a feed: it may have items of its own. */
const FORMATS: ReadonlySet<string> = new Set(["rss", "rdf", "feed"]);

/** A feed can begin with an element of this name. */
export function canBeRoot(tag: string, inPage: boolean): boolean {
  return (inPage ? FORMATS : ROOTS).has(localName(tag));
}

/** The name without its prefix, in lower case. */
export function localName(tag: string): string {
  return tag.slice(tag.indexOf(":") + 1).toLowerCase();
}

/**
 * Roots that were met already. A server reads the same feeds again and again, and their beginnings are alike: what
 * was found out about the names in one document holds for the next one with the same root.
 */
const remembered = new Map<string, Root>();
const MOST_ROOTS = 64;
const LONGEST_REMEMBERED = 4000;

const NONE: ReadonlyMap<string, string> = new Map();

/** The root that this tag opens. */
export function rootOf(tag: string, attributes: readonly string[]): Root {
  const declarations = declarationsIn(attributes) ?? NONE;
  const key = `${tag} ${[...declarations].join(" ")}`;
  const known = remembered.get(key);
  if (known) return known;
  const own = new Map([...declarations].map(([prefix, uri]) => [ownText(prefix), ownText(uri)]));
  const root = newRoot(tag, own);
  if (key.length > LONGEST_REMEMBERED) return root;
  if (remembered.size >= MOST_ROOTS) remembered.clear();
  remembered.set(ownText(key), root);
  return root;
}

function newRoot(tag: string, declarations: ReadonlyMap<string, string>): Root {
  const local = localName(tag);
  const scope = scopeWith(declarations, undefined);
  const colon = tag.indexOf(":");
  const uri = addressOf(scope, colon < 0 ? "" : tag.slice(0, colon).toLowerCase());
  return {
    kind: kindNamed(local === "rdf" ? "rdf:rdf" : local, tag),
    scope,
    home: {
      uri: local === "rdf" ? undefined : uri,
      space: local === "feed" || local === "entry" ? "atom" : "",
    },
  };
}
