import type { Element } from "domhandler";
import { nameTokens } from "./name-tokens.ts";
import { type PageFacts, shortText } from "./page-facts.ts";
import { attribute } from "./tree.ts";

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
  "twitter:data1x",
  "authors",
  "cxenseparse:author",
  "rnews:creator",
];

/** Who wrote it: JSON-LD, meta elements, marked-up names, then the line that begins with "by". */
export function pageAuthor(facts: PageFacts): string | undefined {
  const linked = cleanNames(facts.linked?.authors ?? []);
  if (linked) return linked;
  for (const name of META) {
    const found = cleanNames(facts.meta.get(name) ?? []);
    if (found) return found;
  }
  return markedAuthor(facts);
}

function markedAuthor(facts: PageFacts): string | undefined {
  const candidates: readonly (readonly Element[])[] = [
    facts.elements.filter((e) => /(?:^|\s)author(?:\s|$)/i.test(e.attribs["itemprop"] ?? "")),
    facts.elements.filter((e) => e.name === "a" && /(?:^|\s)author(?:\s|$)/i.test(e.attribs["rel"] ?? "")),
    facts.elements.filter((e) => isNamed(e, AUTHOR_NAMES)),
    facts.elements.filter((e) => isNamed(e, BYLINE_NAMES)),
  ];
  for (const group of candidates) {
    for (const element of group.slice(0, 8)) {
      const name = cleanName(attribute(element, "content") ?? shortText(element, 150));
      if (name) return name;
    }
  }
  return undefined;
}

const AUTHOR_NAMES = new Set(["author", "authors", "autor", "auteur", "autore", "writer", "authorname"]);
const BYLINE_NAMES = new Set(["byline", "bylines", "username", "posted"]);

function isNamed(element: Element, names: ReadonlySet<string>): boolean {
  return (
    element.name !== "meta" &&
    element.name !== "body" &&
    element.name !== "article" &&
    nameTokens(element).some((token) => names.has(token))
  );
}

function cleanNames(names: readonly string[]): string | undefined {
  const clean = names.map(cleanName).filter((name) => name !== undefined);
  return clean.length > 0 ? [...new Set(clean)].join(", ") : undefined;
}

const LEAD =
  /^(?:(?:written|posted|published|story|text|words|article|review|submitted|reported|opinion)\s+)?(?:by|von|par|por|door|di|af|av|autor(?:in)?|author|text|auteur)\s*[:\s]\s*/i;

/** A name as a person would write it; undefined for addresses, sites, sentences and placeholders. */
function cleanName(text: string): string | undefined {
  const name = text
    .replace(/\s+/g, " ")
    .replace(LEAD, "")
    .replace(
      /\s*(?:[|•·]|\bon\b \w+ \d|\d{1,2}[./:]\d|\b(?:19|20)\d\d\b|\bUpdated\b|\bPublished\b|[–—-] ).*$/,
      "",
    )
    .replace(/\s*\([^)]*\)?\s*$/, "")
    .replace(/^[\s,:;–—-]+|[\s,:;–—-]+$/g, "")
    .trim();
  if (name.length < 2 || name.length > 100 || /https?:|www\.|[{}<>]|^@|\.(?:com|org|net)\b$/i.test(name))
    return undefined;
  if (!/\p{L}/u.test(name) || name.split(" ").length > 14) return undefined;
  return /^(?:admin(?:istrator)?|author|editor|staff|webmaster|null|undefined|none|guest|anonymous|redaktion)$/i.test(
    name,
  )
    ? undefined
    : name;
}
