import type { Element } from "domhandler";
import { cleanName, countNames, isHandle, isPerson, isWholeName } from "./author-name.ts";
import { bylineNames, isAuthorLink, isOfReaders, linesOf, linkedNames, theOnlyByline } from "./byline.ts";
import { nameTokens } from "./name-tokens.ts";
import { metaValue, type PageFacts, shortText } from "./page-facts.ts";
import type { Near } from "./shown-dates.ts";
import { ancestors, attribute } from "./tree.ts";

const META = [
  "article:author",
  "og:article:author",
  "author",
  "dc.creator",
  "dcterms.creator",
  "byl",
  "byline",
  "sailthru.author",
  "parsely-author",
  "citation_author",
  "article.author",
  "article_author",
  "shareaholic:article_author_name",
  "dc.contributor",
  "authors",
  "cxenseparse:author",
  "rnews:creator",
  "vr:author",
];

/** Names that one place of a page gives, and what they are worth. */
export interface Claim {
  readonly names: readonly string[];
  /** `signed`: marked or said by the headline. `likely`: what an element's name or place promises. `far`: a last hope. */
  readonly worth: "signed" | "likely" | "far";
  /** Said in so many words, or marked in a standard's way, by the headline. */
  readonly sure?: boolean;
}

/** What the metadata say, of which a reader sees nothing: JSON-LD first. */
export function toldNames(facts: PageFacts): (readonly string[])[] {
  const metas = META.map((name) => facts.meta.get(name)?.filter((value) => !COMPANY.test(value)));
  const isLabelled = AUTHOR_LABEL.test(metaValue(facts, "twitter:label1")?.trim() ?? "");
  const told = [facts.linked?.authors, ...metas, isLabelled ? facts.meta.get("twitter:data1") : undefined];
  const topics = new Set(
    ["article:section", "article:tag", "keywords", "news_keywords"].flatMap((name) =>
      (facts.meta.get(name) ?? []).flatMap((value) => value.toLowerCase().split(/\s*[,;]\s*/)),
    ),
  );
  // People are keywords too: of one word nobody knows.
  const isTopic = (name: string) => topics.has(name.trim().toLowerCase()) && !isWholeName(name);
  return told.flatMap((names) => (names ? [names.filter((name) => !isTopic(name))] : []));
}

/** What stands by the headline, the surest first. */
export function* nearClaims({ elements, lines }: Near): Generator<Claim> {
  const [item, link, author, ...named] = markedGroups(elements);
  yield* each([item, link], (names) => ({ names, worth: "signed", sure: true }));
  yield* each([author], likely);
  yield { names: bylineNames(lines), worth: "signed" };
  yield* each(named, likely);
}

/** What stands anywhere, the surest first. */
export function* farClaims(facts: PageFacts): Generator<Claim> {
  const [item, link, ...named] = markedGroups(facts.elements);
  yield* each([item, link], likely);
  yield { names: theOnlyByline(linesOf(facts.elements)), worth: "likely" };
  const people = new Set((named[1] ?? []).filter((e) => !isOfReaders(e)).map((e) => shortText(e, 60)));
  if (people.size === 1) yield { names: [...people], worth: "likely" };
  yield* each(named, (names) => ({ names, worth: "far" }));
  const creator = facts.meta.get("twitter:creator") ?? [];
  yield { names: creator.filter((name) => !isHandle(name)), worth: "far" };
}

const likely = (names: readonly string[]): Claim => ({ names, worth: "likely" });

type Group = readonly Element[] | undefined;

function* each(groups: readonly Group[], claim: (names: readonly string[]) => Claim): Generator<Claim> {
  for (const group of groups) for (const names of namesOfGroup(group)) yield claim(names.filter(isLikely));
}

/** Of a company in the metadata one knows that it made the site, not that it wrote the article. */
const COMPANY = /\b(?:GmbH|mbH|UG|AG|KG|Ltd|LLC|Inc|S\.?r\.?l|B\.?V)\b\.?/;

/** What WordPress' share cards call the author; `twitter:label1` says what `twitter:data1` is. */
const AUTHOR_LABEL =
  /^(?:written by|author|verfasst von|geschrieben von|écrit par|rédigé par|escrito por|scritto da|geschreven door|skrevet av|skrevet af|skriven av|kirjoittanut|napisane przez|autor|napsal|yazan|автор|написано автором|συντάχθηκε από|作者|投稿者)\s*:?$/iu;

/** Names, or one word: what stands in an element that is named for its author may be anything. */
function isLikely(text: string): boolean {
  const name = cleanName(text);
  return (
    name !== undefined &&
    (isWholeName(name) || !isPerson(name) || !/\s/.test(name) || !/[\p{Lu}\p{Ll}]/u.test(name))
  );
}

/** Marked by microdata, by a relation, by a name, by a link to a page about them, and lines named as bylines. */
function markedGroups(elements: readonly Element[]): Element[][] {
  const own = elements.filter((e) => !NOT_NAMED.has(e.name) && !isInTeaser(e));
  return [
    own.filter((e) => /(?:^|\s)author(?:\s|$)/i.test(e.attribs["itemprop"] ?? "")),
    own.filter((e) => e.name === "a" && /(?:^|\s)author(?:\s|$)/i.test(e.attribs["rel"] ?? "")),
    own.filter((e) => isNamed(e, AUTHOR_NAMES)),
    own.filter(isAuthorLink),
    own.filter((e) => isNamed(e, BYLINE_NAMES)),
  ];
}

/** In a link that says more than a name: of another article. */
function isInTeaser(element: Element): boolean {
  const link = ancestors(element).find((around) => around.name === "a");
  return link !== undefined && shortText(link, 100).length > shortText(element, 100).length + 30;
}

/** Those of a group that name somebody, each with those that stand in one line with it. */
function* namesOfGroup(group: readonly Element[] = []): Generator<readonly string[]> {
  for (const element of group.slice(0, 8)) {
    if (isOfReaders(element)) continue;
    const line = group.filter(
      (e) => e === element || (e.parent === element.parent && e.name === element.name),
    );
    const together =
      line.length > 1 && element.parent ? cleanName(shortText(element.parent as Element, 150)) : "";
    yield together && isWholeName(together) && countNames(together) === line.length
      ? [together]
      : line.flatMap(namesOf);
  }
}

function namesOf(element: Element): readonly string[] {
  const said = attribute(element, "content");
  if (said) return [said];
  const text = shortText(element, 150);
  const inner = isWholeName(text) ? [] : linkedNames(element);
  return inner.length > 0 ? inner : [text];
}

const NOT_NAMED = new Set([
  "meta",
  "body",
  "article",
  "label",
  "input",
  "textarea",
  "form",
  "script",
  "style",
]);
const AUTHOR_NAMES = new Set(
  "author authors autor autoren autores autorin auteur auteurs autore autori writer authorname".split(" "),
);
const BYLINE_NAMES = new Set(["byline", "bylines", "username", "posted"]);

function isNamed(element: Element, names: ReadonlySet<string>): boolean {
  return nameTokens(element).some((token) => names.has(token));
}
