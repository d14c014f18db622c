import type { Element } from "domhandler";
import { bylineNames, cleanName, linkedNames } from "./byline.ts";
import { nameTokens } from "./name-tokens.ts";
import { metaValue, type PageFacts, shortText } from "./page-facts.ts";
import { ancestors, attribute } from "./tree.ts";

const META = [
  "author",
  "article:author",
  "og:article:author",
  "dc.creator",
  "dcterms.creator",
  "byl",
  "sailthru.author",
  "parsely-author",
  "citation_author",
  "article.author",
  "dc.contributor",
  "authors",
  "cxenseparse:author",
  "rnews:creator",
];

/**
 * Who wrote it: JSON-LD, meta elements, marked-up names, links to an author's page, then the line that begins with
 * "by". An outlet that names itself is the author only where no person is named. Several are separated by commas.
 */
export function pageAuthor(facts: PageFacts): string | undefined {
  const outlets = outletsOf(facts);
  let outlet: string | undefined;
  for (const names of claims(facts)) {
    const clean = [...new Set(names.map((name) => cleanName(name)).filter((name) => name !== undefined))];
    const persons = clean.filter((name) => !outlets.has(bare(name)));
    if (persons.length > 0) return persons.join(", ");
    outlet ??= clean[0];
  }
  return outlet;
}

/** From the surest to the least sure; each is read only when those before it named nobody. */
function* claims(facts: PageFacts): Generator<readonly string[]> {
  yield facts.linked?.authors ?? [];
  for (const name of META) yield facts.meta.get(name) ?? [];
  if (/^(?:written by|author|verfasst von|écrit par|escrito por|scritto da)$/i.test(labelOfCard(facts)))
    yield facts.meta.get("twitter:data1") ?? [];
  for (const group of markedGroups(facts))
    for (const element of group.slice(0, 8)) yield [attribute(element, "content") ?? shortText(element, 150)];
  yield linkedNames(facts);
  yield bylineNames(facts);
}

/** WordPress' share cards: `twitter:label1` says what `twitter:data1` is. */
const labelOfCard = (facts: PageFacts) => metaValue(facts, "twitter:label1")?.trim() ?? "";

function markedGroups(facts: PageFacts): Element[][] {
  const own = facts.elements.filter((e) => !NOT_NAMED.has(e.name));
  return [
    own.filter((e) => /(?:^|\s)author(?:\s|$)/i.test(e.attribs["itemprop"] ?? "")),
    own.filter((e) => e.name === "a" && /(?:^|\s)author(?:\s|$)/i.test(e.attribs["rel"] ?? "")),
    own.filter((e) => isNamed(e, AUTHOR_NAMES)),
    own.filter((e) => isNamed(e, BYLINE_NAMES)),
  ];
}

const NOT_NAMED = new Set(["meta", "body", "article", "label", "input", "textarea", "form"]);
const AUTHOR_NAMES = new Set(
  "author authors autor autoren autores autorin auteur auteurs autore autori writer authorname".split(" "),
);
const BYLINE_NAMES = new Set(["byline", "bylines", "username", "posted"]);
const READERS = new Set(["comment", "comments", "commentlist", "respond", "reviews", "forum"]);

function isNamed(element: Element, names: ReadonlySet<string>): boolean {
  return nameTokens(element).some((token) => names.has(token)) && !isOfReaders(element);
}

/** In a form, or among the comments. */
function isOfReaders(element: Element): boolean {
  return [element, ...ancestors(element)].some(
    (e) => e.name === "form" || (e.name !== "body" && nameTokens(e).some((token) => READERS.has(token))),
  );
}

const bare = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

/** What the outlet calls itself, and who says of themselves that they are an organization. */
function outletsOf(facts: PageFacts): ReadonlySet<string> {
  const host = new URL(facts.url).hostname.replace(/^www\./, "");
  const names = [
    metaValue(facts, "og:site_name"),
    metaValue(facts, "application-name"),
    metaValue(facts, "publisher"),
    facts.linked?.publisher,
    ...(facts.linked?.organizations ?? []),
    host,
    host.split(".").slice(0, -1).join("."),
  ];
  return new Set(names.flatMap((name) => (name ? [bare(name)] : [])));
}
