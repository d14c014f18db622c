import { type Home, type Kind, knownName, type Scope } from "./namespaces.ts";

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
export function kindNamed(known: string, tag: string): Kind {
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
export function ownText(text: string): string {
  return ` ${text}`.slice(1);
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(" "));
}
