import { kindNamed, ownText } from "./kinds.ts";
import type { Kind } from "./namespaces.ts";
import { addressOf, declarationsIn, type Home, type Scope, scopeWith } from "./namespaces.ts";

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
const MOST_REMEMBERED = 64;
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
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
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
