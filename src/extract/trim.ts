import { type Document, Element } from "domhandler";
import { lettersOf } from "../ground/text.ts";
import { absoluteUrl } from "./absolute-url.ts";
import { isCall, isCredit, isPointer } from "./aside-lines.ts";
import { isKicker } from "./headings.ts";
import { isPlayerLink } from "./player-link.ts";
import { readDate } from "./read-date.ts";
import { removeBlock, type TextBlock, textBlocks } from "./text-block.ts";
import { ancestors, elementsOf } from "./tree.ts";
import { wrapLooseText } from "./wrap-loose-text.ts";

/** What the lines are held against. */
interface Context {
  readonly title: string | undefined;
  readonly baseUrl: string;
}

type LineRule = (block: TextBlock, context: Context, next: TextBlock | undefined) => boolean;

/**
 * Takes out of an article's tree what is not its text: the headline at its head, lines of date and byline before
 * the first sentence, pointers to other articles between the paragraphs, and labels after the last sentence.
 */
export function trim(body: Document, title: string | undefined, baseUrl: string): void {
  const context = { title, baseUrl };
  wrapLooseText(body);
  const blocks = textBlocks(body);
  const left = () => blocks.filter(({ element }) => element.parent);
  markCredits(blocks);
  cutAtLastHeading(blocks);
  dropLines(left(), BETWEEN, context);
  dropPulled(left());
  dropLinkLines(left(), context);
  const head = left();
  dropLines(head.slice(0, Math.max(head.findIndex(isProse), 0)), AT_HEAD, context);
  const tail = left();
  const last = tail.findLastIndex(isProse);
  if (last >= 0) dropLines(tail.slice(last + 1), AT_TAIL, context);
}

/** Rules for lines anywhere. Each says what a line is on a page; `npm run bench -- extract-rules` measures each. */
export const BETWEEN: Record<string, LineRule> = {
  pointer: ({ text, linkShare, heading }) =>
    text.length <= 250 && isPointer(text) && (linkShare > 0.3 || isShortLabel(text, heading)),
  call: ({ text, linkShare }) =>
    text.length <= 250 && isCall(text) && !isPointer(text) && (linkShare > 0.15 || text.length <= 40),
};

/** Rules for the lines before the first sentence. A line of several words may be the beginning of a list. */
export const AT_HEAD: Record<string, LineRule> = {
  headline: ({ text }, { title }) => {
    const [own, headline] = [lettersOf(text), lettersOf(title ?? "")];
    return own !== "" && (own === headline || (own.length > 20 && headline.startsWith(own)));
  },
  dateOrByline: ({ text }) => text.length <= 120 && (readDate(text) !== undefined || BYLINE.test(text)),
  label: ({ element, text, heading }) =>
    !heading && !isTextLine(element) && (isLabel(text) || (text.length < 60 && isKicker(element))),
};

/** Rules for the lines after the last sentence. Signatures, sources and commands are lines of text. */
export const AT_TAIL: Record<string, LineRule> = {
  headingOfNothing: ({ element, heading }) => heading && !isTextLine(element),
  links: ({ element, linkShare }, { baseUrl }) =>
    linkShare > 0.5 && (!isTextLine(element) || leadsWithin(element, baseUrl)),
  dateOrByline: ({ element, text }) =>
    text.length < 120 && !isTextLine(element) && (readDate(text) !== undefined || BYLINE.test(text)),
  label: ({ element, text }) => !isTextLine(element) && (/[:：]$/.test(text) || isLabel(text)),
};

function dropLines(blocks: readonly TextBlock[], rules: Record<string, LineRule>, context: Context): void {
  const tests = Object.values(rules);
  const dropped = blocks.filter(
    (block, index) =>
      !isPlayerLink(block.element) && tests.some((test) => test(block, context, blocks[index + 1])),
  );
  for (const block of dropped) removeBlock(block.element);
}

const SENTENCE_END = /[.!?…。！？؟।:][\s"'”’»)\]」』]*$/u;
const BYLINE =
  /^(?:(?:written |posted |published |story |words )?by|von|par|por|door|di|af|av|автор|текст|text)[: ]\s*\p{Lu}/iu;

/** Reads like prose: long, or a sentence that ends as one; and not a link. */
function isProse({ text, linkShare, heading }: TextBlock): boolean {
  if (heading || linkShare > 0.7) return false;
  return (
    text.length >= 120 ||
    (text.length >= 25 && SENTENCE_END.test(text) && text.includes(" ")) ||
    isUnspaced(text)
  );
}

/** Scripts without spaces say as much in a third of the characters. */
function isUnspaced(text: string): boolean {
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{12}/u.test(text) && SENTENCE_END.test(text);
}

function isShortLabel(text: string, heading: boolean): boolean {
  return (text.length <= 40 || heading) && !/[.!?]$/.test(text);
}

/** One word or none, and no sentence. */
function isLabel(text: string): boolean {
  return !SENTENCE_END.test(text) && !/\p{L}.*\s\S*\p{L}/su.test(text) && !isUnspaced(text);
}

/** Lines that are of the text by what they are: items, cells, definitions, code, captions, quotations. */
const TEXT_LINES = new Set(["li", "td", "th", "dt", "dd", "pre", "figcaption", "caption", "blockquote"]);

function isTextLine(element: Element): boolean {
  return (
    TEXT_LINES.has(element.name) || (element.parent instanceof Element && TEXT_LINES.has(element.parent.name))
  );
}

/** Who made a picture stays with it, as a caption: republishing it without is a matter of law. */
function markCredits(blocks: readonly TextBlock[]): void {
  for (const { element, text } of blocks)
    if (isCredit(text) && /^(?:p|div|span)$/.test(element.name)) element.name = "figcaption";
}

/** Headings under which an article's own text is over: tags, comments, the author, other articles. */
const LAST_HEADING =
  /^\W*(?:tags?|topics?|keywords?|categor(?:y|ies)|filed under|comments?|leave a (?:reply|comment)|about the authors?|share(?: this)?(?: \w+)?|schlagw(?:ö|oe)rter|themen|stichwörter|kommentare?|etiquetas|temas|palavras-chave|mots[- ]clés|thèmes|теги|метки|комментарии|отзывы|tagged(?: with)?|references?|sources?)\s*[:(\d)]*\s*$/iu;
/** How much of the text may stand below such a heading. */
const REST = 0.35;

/** Cuts at the first heading, in the last part of the text, under which nothing of the article is found. */
function cutAtLastHeading(blocks: readonly TextBlock[]): void {
  const total = blocks.reduce((sum, block) => sum + block.text.length, 0);
  let before = 0;
  for (const [index, { text, heading }] of blocks.entries()) {
    const rest = (total - before) / total;
    before += text.length;
    if (rest > REST || text.length > 80) continue;
    const last =
      LAST_HEADING.test(text) ||
      (isPointer(text) && (heading || text.endsWith(":")) && isList(blocks.slice(index + 1)));
    if (!last) continue;
    for (const block of blocks.slice(index)) removeBlock(block.element);
    return;
  }
}

/** Mostly short lines, most of them links. */
function isList(blocks: readonly TextBlock[]): boolean {
  const prose = blocks.filter(
    (block) => isProse(block) && block.linkShare < 0.2 && block.element.name !== "li",
  );
  return prose.length <= 1;
}

/** Characters of a sentence that an editor shows twice. */
const PULLED = { least: 25, most: 300 };
const APART = new Set(["blockquote", "aside", "figure", "figcaption", "q"]);

/** Sentences of the text that are set apart from it a second time. */
function dropPulled(blocks: readonly TextBlock[]): void {
  const isApart = ({ element }: TextBlock) =>
    APART.has(element.name) || (element.parent instanceof Element && APART.has(element.parent.name));
  const text = blocks.flatMap((block) => (isProse(block) && !isApart(block) ? [lettersOf(block.text)] : []));
  for (const block of blocks.filter(isApart)) {
    const { length } = block.text;
    if (length < PULLED.least || length > PULLED.most) continue;
    if (text.some((paragraph) => paragraph.includes(lettersOf(block.text)))) removeBlock(block.element);
  }
}

/** Link lines that are more than this of an article are what it is made of. */
const MANY = 0.3;

/** Takes out the headlines of other articles, unless the text is a list of them. */
function dropLinkLines(blocks: readonly TextBlock[], { baseUrl }: Context): void {
  const total = blocks.reduce((sum, block) => sum + block.text.length, 0);
  const lists = introducedLists(blocks);
  const isAnnounced = (block: TextBlock) => lists.size > 0 && lists.has(listOf(block) as Element);
  const links = blocks.filter(
    (block, index) => isLinkLine(block, blocks[index + 1], baseUrl) && !isAnnounced(block),
  );
  const linkChars = links.reduce((sum, block) => sum + block.text.length, 0);
  if (linkChars < total * MANY) for (const block of links) removeBlock(block.element);
}

/**
 * A line that is one link, to the same site, and no sentence. What leads elsewhere is what the article speaks of; and
 * a heading with sentences below it is a heading, wherever it leads.
 */
function isLinkLine(block: TextBlock, next: TextBlock | undefined, baseUrl: string): boolean {
  const { text, linkShare, element, card } = block;
  // A cell with one link is a cell of a table; one with several is a menu.
  if (isPlayerLink(element) || (element.name === "td" && !isMenu(element))) return false;
  if (!card && (linkShare <= 0.8 || text.length <= 15 || /[.!?]$/.test(text))) return false;
  if (/^h[2-6]$/.test(element.name) && next && isProse(next)) return false;
  return leadsWithin(element, baseUrl);
}

/** The lists that a sentence above them announces, or counts, with more of the text below. */
function introducedLists(blocks: readonly TextBlock[]): ReadonlySet<Element> {
  const introduced = new Set<Element>();
  const last = blocks.findLastIndex(isProse);
  let before: Element | undefined;
  for (const [index, block] of blocks.entries()) {
    const list = listOf(block);
    const above = blocks[index - 1];
    if (list && list !== before && index < last && above && isProse(above) && !isPointer(above.text))
      if (list.name === "ol" || /[:：]$/.test(above.text)) introduced.add(list);
    before = list;
  }
  return introduced;
}

function listOf(block: TextBlock): Element | undefined {
  return ancestors(block.element).find((e) => e.name === "ul" || e.name === "ol");
}

const isMenu = (element: Element): boolean => elementsOf(element).filter((e) => e.name === "a").length > 1;

function leadsWithin(element: Element, baseUrl: string): boolean {
  const links = [...elementsOf(element), ...ancestors(element)].filter((e) => e.name === "a");
  return links.some((link) => isSameSite(absoluteUrl(link.attribs["href"], baseUrl), baseUrl));
}

function isSameSite(url: string | undefined, baseUrl: string): boolean {
  if (!url) return true;
  const [a, b] = [url, baseUrl].map((address) => new URL(address).hostname.replace(/^www\./, ""));
  return a === b || !!a?.endsWith(`.${b}`) || !!b?.endsWith(`.${a}`);
}
