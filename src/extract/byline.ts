import type { Element } from "domhandler";
import { type PageFacts, shortText } from "./page-facts.ts";
import { attribute } from "./tree.ts";

/** A name: two to four words with capitals, small particles between them. */
const NAME =
  "\\p{Lu}[\\p{L}\\p{M}.'’-]*(?:\\s+(?:(?:de|del|della|di|da|dos|du|des|la|le|van|von|vom|der|den|ter|ten|el|al|bin|af|av|zu)\\s+)*\\p{Lu}[\\p{L}\\p{M}.'’-]+){1,3}";
const AND = "(?:\\s*,\\s*|\\s+(?:and|und|et|y|e|en|og|och|i|&)\\s+)";
const BY =
  "(?:[Bb][Yy]|[Vv][Oo][Nn]|[Pp][Aa][Rr]|[Pp][Oo][Rr]|[Dd]i|DI|[Dd]oor|[Aa][fv]|Του|Της|Por:|Autor(?:in|es?)?|Auteure?s?|Author|Texte?|Autore|Автор|Текст)";
/** A line that is a byline, or ends as one behind a date. */
const BYLINE = new RegExp(
  `^(?:(?:Written|Words|Story|Text|Report|Posted|Published|Interview)[ :]+)?${BY}\\s*:?\\s+(${NAME}(?:${AND}${NAME})*)|\\d\\s+by\\s+(${NAME})$`,
  "u",
);
const MONTH = /\s+(?:jan|feb|mar|apr|ma[iyj]|jun|jul|aug|sep|o[ck]t|nov|de[cz])\p{L}*$/iu;

/** Elements before and after the headline among which a byline stands. */
const NEAR = { before: 30, after: 120 };

/** The elements around the page's headline: where its byline and date are. */
function nearHeadline(facts: PageFacts): readonly Element[] {
  const at = facts.elements.findIndex((e) => e.name === "h1");
  if (at < 0) return facts.elements.slice(0, NEAR.after);
  return facts.elements.slice(Math.max(at - NEAR.before, 0), at + NEAR.after);
}

/** The first line near the headline that begins with "by" and a name, in any of the languages known. */
export function bylineNames(facts: PageFacts): readonly string[] {
  for (const element of nearHeadline(facts)) {
    if (SILENT.has(element.name)) continue;
    const line = shortText(element, 161);
    const match = line.length <= 160 ? line.match(BYLINE) : null;
    const names = match?.[1] ?? match?.[2];
    if (names) return names.split(new RegExp(AND, "u")).map((name) => name.replace(MONTH, ""));
  }
  return [];
}

const SILENT = new Set(["script", "style", "noscript", "option", "h1", "h2", "title", "head"]);

/** Folders of an address that hold a page for each person who writes. */
const PEOPLE =
  /\/(?:authors?|autor(?:en|es|in)?|auteurs?|autori?|profiles?|people|editors?|staff|reporters?|journalists?|contributors?|columnists?|writers?|redactie|redaktion|bio)\/[^/?#]+/i;
const WHOLE_NAME = new RegExp(`^${NAME}$`, "u");

/** Names near the headline that lead to an author's page; those that stand in one line belong together. */
export function linkedNames(facts: PageFacts): readonly string[] {
  const links = nearHeadline(facts).filter(
    (e) => e.name === "a" && PEOPLE.test(attribute(e, "href") ?? "") && WHOLE_NAME.test(shortText(e, 60)),
  );
  const line = links[0]?.parent;
  return links.filter((e) => e.parent === line).map((e) => shortText(e, 60));
}

const LEAD =
  /^(?:(?:written|posted|published|story|text|words|article|review|submitted|reported|opinion|interview)\s+)?(?:by|von|par|por|door|di|af|av|autor(?:in|es)?|author|text|auteure?|autore|από|автор|текст|記者|著者|執筆|取材・文|文|ライター|作者|记者|撰文|글)(?:\s*[:：・／/＝=]\s*|\s+)/iu;
const ONLY_LEAD = /^(?:by|von|par|por|door|di|af|av|author|autor|auteur|written by|posted by)$/i;
/** What stands behind a name: a date, a place, a trade. */
const BEHIND =
  /\s*(?:[|•·]|\bon\b \w+ \d|\d{1,2}[./:]\d|\b(?:19|20)\d\d\b|\bUpdated\b|\bPublished\b|[–—-] ).*$/;
/** A preposition that a date stood behind. */
const BEFORE_DATE = /\s+(?:am|on|le|el|il|op|den|em|dne|dnia)$/;
/** Placeholders, labels and accounts that stand where a name should. */
const NOBODY =
  /^(?:\w*admin(?:istrator)?|(?:no )?author|editor|staff|webmaster|null|undefined|none|guest|anonymous|redaktion|name|log ?in|register|profile?|published|posted|updated|publiziert|veröffentlicht|aktualisiert|publié|publicado|pubblicato|gepubliceerd)$|^(?:posted|published|updated|veröffentlicht|publiziert|aktualisiert|publié|publicado|pubblicato) (?:on|am|le|el|il)?\b|#|^\p{L}+\.? \d{1,2}(?:st|nd|rd|th)?$|^\d/iu;
/** An account: one word in small letters with digits or underscores in it. */
const ACCOUNT = /^(?=.*[\d_])[a-z][\w.-]*$/;

/** A name as a person would write it; undefined for addresses, sites, sentences and placeholders. */
export function cleanName(text: string): string | undefined {
  const name = text
    .slice(0, 300)
    .replace(/[\u00ad\u200b\ufeff]/g, "")
    .replace(/\s+/g, " ")
    .trim()
    .replace(LEAD, "")
    .replace(BEHIND, "")
    .replace(/\s*[(（][^)）]*[)）]?\s*$/, "")
    .replace(BEFORE_DATE, "")
    .replace(/^[\s,:;–—-]+|[\s,:;–—*-]+$/g, "")
    .trim();
  if (name.length < 2 || name.length > 100 || /https?:|www\.|[{}<>]|^@|\.(?:com|org|net)\b$/i.test(name))
    return undefined;
  if (!/\p{L}/u.test(name) || name.split(" ").length > 14 || ONLY_LEAD.test(name)) return undefined;
  return NOBODY.test(name) || ACCOUNT.test(name) ? undefined : name;
}
