import { type AnyNode, type Element, hasChildren, isTag, isText } from "domhandler";
import { monthOf } from "../../ground/date/month-names.ts";
import { isStoryPicture } from "../../ground/picture.ts";
import type { EpochMs } from "../../model/brand.ts";
import { absoluteUrl } from "../absolute-url.ts";
import { inWords, readDate, readMarkedDate } from "../read-date.ts";
import { attribute, elementsOf, findElement, SILENT, visibleText } from "../tree.ts";
import type { ListingPage } from "./teaser.ts";

/** Characters of a headline; what is longer is a text. */
const LONGEST_TITLE = 300;
const LONGEST_SUMMARY = 1000;
/** Characters of the shortest text that is a summary and no label. */
const SHORTEST_SUMMARY = 40;

/** One line or paragraph as a person sees it, and the element that it stands in. */
export interface Line {
  readonly element: Element;
  readonly text: string;
}

/** Elements within a line. */
const WITHIN = new Set(
  "em i b strong mark abbr q cite sub sup wbr u s small font a br time bdi bdo ruby".split(" "),
);
/** What is not shown, and readings above the letters. */
const UNREAD: ReadonlySet<string> = new Set([...SILENT, "rt", "rp"]);
const MOST_LINES = 200;

/**
 * The lines of a block in order: the text of each element that is more than emphasis within a text. `apart`: names of
 * elements that are lines of their own all the same.
 */
export function linesOf(root: Element, apart: ReadonlySet<string> = NONE): readonly Line[] {
  const lines: { element: Element; text: string }[] = [];
  for (const child of root.children) addLines(lines, child, { owner: root, apart });
  return lines
    .map(({ element, text }) => ({ element, text: text.replace(/\s+/g, " ").trim() }))
    .filter(({ text }) => text !== "");
}

interface Within {
  /** The element that text stands in. */
  readonly owner: Element;
  readonly apart: ReadonlySet<string>;
}

function addLines(
  lines: { element: Element; text: string }[],
  node: AnyNode,
  { owner, apart }: Within,
): void {
  if (lines.length > MOST_LINES) return;
  if (isText(node)) addText(lines, node.data, owner);
  if (!hasChildren(node) || (isTag(node) && UNREAD.has(node.name))) return;
  if (isTag(node) && node.name === "br") addText(lines, " ", owner);
  const isOwn = isTag(node) && !(WITHIN.has(node.name) && !apart.has(node.name));
  for (const child of node.children) addLines(lines, child, { owner: isOwn ? node : owner, apart });
}

function addText(lines: { element: Element; text: string }[], text: string, owner: Element): void {
  const last = lines.at(-1);
  if (last?.element === owner) last.text += text;
  else if (text.trim() !== "") lines.push({ element: owner, text });
}

const NONE: ReadonlySet<string> = new Set();

/** Words of a text; of scripts without spaces two letters are taken for one. */
export function wordCount(text: string): number {
  const dense = text.match(/[\p{sc=Han}\p{sc=Kana}\p{sc=Hira}\p{sc=Thai}]/gu)?.length ?? 0;
  const spaced = text
    .replace(/[\p{sc=Han}\p{sc=Kana}\p{sc=Hira}\p{sc=Thai}]/gu, " ")
    .match(/[\p{L}\p{N}]+(?:['’.-][\p{L}\p{N}]+)*/gu);
  return Math.ceil(dense / 2) + (spaced?.length ?? 0);
}

/** Fewer links to its own articles has no front page. */
export const FEW = 3;

/** Elements that set a headline apart within a block. */
export const BOLD = new Set(["b", "strong"]);

/** Words and characters of a headline that no heading says to be one. */
export function isLong(text: string): boolean {
  return (
    wordCount(text) >= 3 &&
    text.length >= (/[\p{sc=Han}\p{sc=Kana}\p{sc=Hira}\p{sc=Hangul}]/u.test(text) ? 8 : 15)
  );
}

/** A date as a page writes it; undefined when it is none. */
export function readWrittenDate(text: string | undefined, { monthFirst }: ListingPage): EpochMs | undefined {
  return readMarkedDate(text, { monthFirst })?.at;
}

/** The instant that a teaser is marked with: its `time`, what says it in its attributes, else a line that is a date. */
export function dateIn(block: Element, page: ListingPage): EpochMs | undefined {
  const elements = [block, ...elementsOf(block)];
  for (const element of elements) {
    const isMarked =
      element.name === "time" || /datepublished|datecreated/i.test(element.attribs["itemprop"] ?? "");
    if (!isMarked) continue;
    const told = attribute(element, "datetime") ?? attribute(element, "content");
    const at = readWrittenDate(told, page) ?? readWrittenDate(visibleText(element).slice(0, 100), page);
    if (at !== undefined) return at;
  }
  for (const element of elements) {
    const at = dateAbout(element, page);
    if (at !== undefined) return at;
  }
  const lines = linesOf(block).filter(({ text }) => text.length <= LONGEST_DATE && /\d/.test(text));
  return lines.map(({ text }) => readDate(inWords(text, page), page)?.at).find((at) => at !== undefined);
}

const DATED = /^data-(?:[a-z]+-)*(?:date|time|datetime|timestamp|published|created)(?:-[a-z]+)?$/;

/** What an element's attributes say where its text says "yesterday": `datetime`, `data-published`, a title with a year. */
function dateAbout({ name, attribs }: Element, page: ListingPage): EpochMs | undefined {
  const title = /^(?:a|img|iframe|svg)$/.test(name) ? undefined : attribs["title"];
  const told = Object.entries(attribs).filter(([key]) => key === "datetime" || DATED.test(key));
  return [...told.map(([, value]) => value), title]
    .filter(
      (value) =>
        value !== undefined && value.length <= LONGEST_DATE && /20\d\d|^1\d{9}(?:\d{3})?$/.test(value),
    )
    .map((value) => readWrittenDate(value, page))
    .find((at) => at !== undefined);
}

const LONGEST_DATE = 50;
const RELATIVE =
  /^\D{0,12}\d{1,2}\s*(?:m|h|d|s|min|mins|minutes?|hours?|hrs?|days?|weeks?|std|stunden?|minuten?|tagen?|heures?|jours?|horas?|minutos?|d[ií]as?|ore|minuti|giorni|uur|dagen|tim|timmar|dagar|time[rs]?|分|時間|小时|小時|日|天)\b.{0,12}$/iu;
const CLOCK = /^\D{0,12}\d{1,2}[:.h]\d{2}(?![./:]?\d).{0,12}$/i;
const BYLINE = /^(?:by|von|par|por|di|da|av|af|door|text|foto|photo)\s*:?\s+\p{Lu}/iu;

const COUNT =
  /^\W{0,3}\d[\d.,]*\s?[km]?\s+(?:comment|kommentar|coment[aá]rio|commenti\b|reacti(?:es|on)|комментари|коментар|komentarz|views?\b|likes?\b|shares?\b|replies\b|answers?\b|antwort|votes?\b|points?\b|photos?\b|fotos?\b)/iu;

/** A line that says when, by whom or how often, and not what. */
export function isAside(text: string, page: ListingPage): boolean {
  if (text.length > LONGEST_DATE) return false;
  if (RELATIVE.test(text) || CLOCK.test(text) || BYLINE.test(text) || COUNT.test(text)) return true;
  return isDateAlone(text) && readDate(inWords(text, page), page) !== undefined;
}

const AROUND_DATES =
  /^(?:posted|published|updated|on|at|of|the|am|vom|um|uhr|stand|le|el|il|den|der|de|del|kl|[ap]m|gmt|utc|[a-z]{2,6}day|.*tag|mittwoch|(?:lun|mar|mer|mi[ée]|jeu|jue|ven|vie|sam|s[áa]b|dim|dom|m[åa]n|tir|tis|ons|tor|fre|l[öø]r|s[öø]n|gio|seg|ter|qua|qui|sex).*)$/iu;

/** Whether there is nothing but a date in a line, and what stands around one: "Meeting of 12.11.2026" is a headline. */
function isDateAlone(text: string): boolean {
  if (!/\d{4}|\d[./]\d/.test(text)) return false;
  const words = text.match(/\p{L}[\p{L}\p{M}]*/gu) ?? [];
  return words.every(
    (word) => AROUND_DATES.test(word) || monthOf(word) !== undefined || /^[年月日년월일号號]$/u.test(word),
  );
}

const PRICE =
  /^(?:(?:from|ab|nur|only|dès|desde|da)\s)?(?:[€$£¥₹]|USD|EUR|GBP|CHF)\s?\d+(?:[.,]\d\d)?\W*$|^(?:(?:from|ab|nur|only|dès|desde|da)\s)?\d+[.,]\d\d\s?(?:€|£|EUR|CHF|kr|zł)\W*$/iu;

/** A line that says what a thing costs. */
export function isPrice(text: string): boolean {
  return text.length <= 25 && PRICE.test(text);
}

/** The headline of a block that is one teaser: of its headings the best, else of its links the longest text. */
export function headingIn(block: Element): string | undefined {
  const elements = [block, ...elementsOf(block)];
  const links = elements.filter(({ name }) => name === "a");
  return bestHeading(elements.filter(isHeading)) ?? longest(links) ?? links.map(spokenName).find(Boolean);
}

/** What a link is called that shows no text: by its label, its title, the words of its picture. */
export function spokenName(link: Element): string {
  const own = [attribute(link, "aria-label"), attribute(link, "title")];
  const words = [...own, ...elementsOf(link).map((element) => attribute(element, "alt"))];
  return (
    words
      .find((text) => text !== undefined && text.trim() !== "")
      ?.trim()
      .slice(0, LONGEST_TITLE) ?? ""
  );
}

/** `h1` to `h6`, and what says that it is one. */
export function isHeading(element: Element): boolean {
  return /^h[1-6]$/.test(element.name) || element.attribs["role"] === "heading";
}

/** Of several headings the highest that is more than a word above the headline. */
export function bestHeading(headings: readonly Element[]): string | undefined {
  const texts = headings
    .map((element) => ({ rank: rankOf(element), text: headlineOf(element) }))
    .filter(({ text }) => text !== "");
  const long = texts.filter(({ text }) => wordCount(text) >= LEAST_WORDS);
  const [best] = [...(long.length > 0 ? long : texts)].sort(
    (a, b) => a.rank - b.rank || b.text.length - a.text.length,
  );
  return best?.text;
}

/** Words of a headline that stands for itself. */
const LEAST_WORDS = 3;

function rankOf({ name, attribs }: Element): number {
  return Number(/^h([1-6])$/.exec(name)?.[1] ?? attribs["aria-level"] ?? 3);
}

function longest(elements: readonly Element[]): string | undefined {
  const texts = elements.map(headlineOf);
  return texts.sort((a, b) => b.length - a.length)[0] || undefined;
}

/** The text of a heading without the small lines, a kicker or a mark, that some put into it beside the headline. */
export function headlineOf(heading: Element): string {
  const lines = linesOf(heading, APART);
  const long = lines.filter(({ text }) => wordCount(text) > LEAST_WORDS);
  const isMixed = lines.length > 1 && long.length > 0 && long.length < lines.length;
  const hasReadings = elementsOf(heading).some(({ name }) => name === "rt");
  const text =
    isMixed || hasReadings
      ? (isMixed ? long : lines).map((line) => line.text).join(" ")
      : visibleText(heading);
  return text
    .replace(/[\u00ad\u200b]/g, "")
    .trim()
    .replace(ISOLATED, "$1")
    .slice(0, LONGEST_TITLE)
    .trim();
}

/** A text set apart as a whole from others of another direction. */
const ISOLATED = /^[\u200e\u200f]*[\u2066-\u2068]([^\u2066-\u2069]*)\u2069[\u200e\u200f]*$/u;

const APART = new Set(["small"]);

/** The longest line of a block beside its headline. */
export function textBelow(block: Element, title: string): string | undefined {
  const texts = linesOf(block)
    .map(({ text }) => text)
    .filter(
      (text) =>
        text.length >= SHORTEST_SUMMARY && text !== title && !title.includes(text) && !text.startsWith(title),
    );
  return texts.sort((a, b) => b.length - a.length)[0]?.slice(0, LONGEST_SUMMARY);
}

/** The address of the first picture of a block that can stand for its story. */
export function pictureIn(block: Element, { baseUrl }: ListingPage): string | undefined {
  const image = findElement(
    block,
    (element) => element.name === "img" && pictureAddress(element) !== undefined,
  );
  const url = absoluteUrl(image && pictureAddress(image), baseUrl);
  return url !== undefined && isStoryPicture({ url, className: image?.attribs["class"] }) ? url : undefined;
}

/** Pictures that wait until they are scrolled to have their address elsewhere, and a stand-in in `src`. */
function pictureAddress(image: Element): string | undefined {
  const names = ["data-src", "data-lazy-src", "data-original", "src", "data-srcset", "srcset"];
  const told = names.map((name) => attribute(image, name)).filter((value) => value !== undefined);
  return told
    .map((value) => value.split(/[\s,]+(?=\S)/)[0] ?? "")
    .find((value) => value !== "" && !value.startsWith("data:"));
}
