import { type Document, Element } from "domhandler";
import { isCall, isCredit, isPointer } from "./aside-lines.ts";
import { nameTokens } from "./name-tokens.ts";
import { isPlayerLink } from "./players.ts";
import { readDate } from "./read-date.ts";
import { removeBlock, type TextBlock, textBlocks } from "./text-block.ts";
import { wrapLooseText } from "./wrap-loose-text.ts";

/**
 * Takes out of an article's tree what is not its text: the headline at its head, lines of date and byline before
 * the first sentence, pointers to other articles between the paragraphs, and what follows the last sentence.
 */
export function trim(body: Document, title: string | undefined): void {
  wrapLooseText(body);
  cutAtLastHeading(body);
  dropAsides(body);
  trimHead(textBlocks(body), title);
  trimTail(textBlocks(body));
}

const SENTENCE_END = /[.!?…。！？؟।:][\s"'”’»)\]」』]*$/u;

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

function dropAsides(body: Document): void {
  const blocks = textBlocks(body);
  const total = blocks.reduce((sum, block) => sum + block.text.length, 0);
  const isPulled = pulledFrom(blocks.filter(isProse));
  const asides = blocks.filter((block) => isAside(block) || isPulled(block));
  const links = linkLines(blocks);
  const linkChars = links.reduce((sum, block) => sum + block.text.length, 0);
  for (const block of asides) removeBlock(block.element);
  if (linkChars < total * 0.3) for (const block of links) removeBlock(block.element);
}

/** Headings under which an article's own text is over: tags, comments, the author, other articles. */
const LAST_HEADING =
  /^\W*(?:tags?|topics?|keywords?|categor(?:y|ies)|filed under|comments?|leave a (?:reply|comment)|about the authors?|share(?: this)?(?: \w+)?|schlagw(?:ö|oe)rter|themen|stichwörter|kommentare?|etiquetas|temas|palavras-chave|mots[- ]clés|thèmes|теги|метки|комментарии|отзывы|tagged(?: with)?|references?|sources?)\s*[:(\d)]*\s*$/iu;
/** How much of the text may stand below such a heading. */
const REST = 0.35;

/** Cuts at the first heading, in the last part of the text, under which nothing of the article is found. */
function cutAtLastHeading(body: Document): void {
  const blocks = textBlocks(body);
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

function isAside(block: TextBlock): boolean {
  if (isPlayerLink(block.element)) return false;
  const { text, linkShare, heading } = block;
  if (isCredit(text)) return true;
  if (text.length > 250) return false;
  const short = text.length <= 40 || heading;
  if (isPointer(text)) return linkShare > 0.3 || (short && !/[.!?]$/.test(text));
  return isCall(text) && (linkShare > 0.15 || text.length <= 40);
}

/** Characters of a sentence that an editor shows twice. */
const PULLED = { least: 25, most: 300 };

/** Tells sentences of the text that are set apart from it a second time. */
function pulledFrom(prose: readonly TextBlock[]): (block: TextBlock) => boolean {
  const paragraphs = prose.map((block) => ({ block, own: bare(block.text) }));
  return (block) => {
    if (block.text.length < PULLED.least || block.text.length > PULLED.most || !isSetApart(block))
      return false;
    const own = bare(block.text);
    return paragraphs.some(
      (other) => other.block !== block && !isSetApart(other.block) && other.own.includes(own),
    );
  };
}

const APART = new Set(["blockquote", "aside", "figure", "figcaption", "q"]);

function isSetApart({ element }: TextBlock): boolean {
  return APART.has(element.name) || (element.parent instanceof Element && APART.has(element.parent.name));
}

/** Headlines of other articles: blocks that are one link and no sentence. */
function linkLines(blocks: readonly TextBlock[]): TextBlock[] {
  return blocks.filter(
    ({ text, linkShare, element, card }) =>
      !isPlayerLink(element) &&
      (card || (linkShare > 0.8 && text.length > 15 && !/[.!?]$/.test(text) && element.name !== "td")),
  );
}

/** More short lines than this in a row are a list of something: ingredients, results, addresses. */
const FEW = 7;

function trimHead(blocks: readonly TextBlock[], title: string | undefined): void {
  const head = blocks.slice(0, Math.max(blocks.findIndex(isProse), 0));
  const few = head.length <= FEW;
  for (const block of head) if (isHeadLine(block, title, few)) removeBlock(block.element);
}

const bare = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
const BYLINE =
  /^(?:(?:written |posted |published |story |words )?by|von|par|por|door|di|af|av|автор|текст|text)[: ]\s*\p{Lu}/iu;

/** The title again, a date, a byline, a label. */
function isHeadLine(block: TextBlock, title: string | undefined, few: boolean): boolean {
  if (isPlayerLink(block.element)) return false;
  const { text, heading } = block;
  const own = bare(text);
  const headline = bare(title ?? "");
  if (own && (own === headline || (own.length > 20 && headline.startsWith(own)))) return true;
  if (text.length > 120) return false;
  if (readDate(text) || BYLINE.test(text)) return true;
  return few && !heading && text.length < 60 && !SENTENCE_END.test(text);
}

function trimTail(blocks: readonly TextBlock[]): void {
  const last = blocks.findLastIndex(isProse);
  if (last < 0) return;
  const tail = blocks.slice(last + 1);
  const few = tail.filter((block) => block.linkShare < 0.5).length <= FEW;
  for (const block of tail) if (isTailLine(block, few)) removeBlock(block.element);
}

/** After the last sentence: a heading with nothing below it, a date, a source, tags. Items of a list stay. */
function isTailLine({ element, text, heading, linkShare }: TextBlock, few: boolean): boolean {
  if (isPlayerLink(element)) return false;
  if (heading || linkShare > 0.5) return true;
  if (element.name === "li" || element.name === "td" || element.name === "th")
    return nameTokens(element).includes("tag");
  return few && (text.length < 60 || readDate(text) !== undefined);
}
