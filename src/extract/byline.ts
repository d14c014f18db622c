import { type AnyNode, type Element, isTag, isText } from "domhandler";
import { AND, cleanName, isWholeName, NAME } from "./author-name.ts";
import { nameTokens } from "./name-tokens.ts";
import { shortText } from "./page-facts.ts";
import { ancestors, attribute, BLOCKS, elementsOf, SILENT } from "./tree.ts";

/** Stands in a line where an element begins or ends: no name goes across. */
const EDGE = "¦";

const BY =
  "(?:[Bb][Yy]|[Vv][Oo][Nn]|[Pp][Aa][Rr]|[Pp][Oo][Rr]|[Dd]i|DI|[Dd]oor|DOOR|[Aa][fv]|AF|AV|Oleh|Του|Της|Από|Od|Írta|Yazan|[Aa]utor(?:in|en|es|a|e|i)?|AUTOR(?:IN)?|Auteure?s?|Authors?|Texte?|Tekst|Autrice|Автор|Текст)(?:\\s*(?:&|\\+|und|and|et|/)\\s*(?:[Ff]otos?|[Pp]hotos?|[Bb]ild(?:er)?|[Ii]nterview|[Vv]ideo))?";
const BEFORE =
  "(?:[Ww]ritten|Words|Story|Text|Report|Posted|Published|Interview|Analysis|Essay|Bericht|Geschrieben|Verfasst|Publié|Publicado|Escrito|Scritto|Ein (?:Interview|Beitrag|Kommentar|Bericht|Artikel|Gastbeitrag)|Eine (?:Analyse|Reportage|Recherche|Kolumne|Rezension))[ :]+";
const NAMES = `${NAME}(?:${EDGE}?${AND}${EDGE}?${NAME})*`;
/** A line that is a byline, or ends as one behind a date. */
const BYLINE = new RegExp(
  `^[\\s–—-]*(?:${BEFORE})?${BY}\\s*:?[\\s${EDGE}]+:?[\\s${EDGE}]*(${NAMES})|\\d(?:\\s*[AaPp]\\.?[Mm]\\.?)?(?:\\s+[A-Z]{2,4})?\\s+by[\\s${EDGE}]+(${NAME})${EDGE}?\\)?$`,
  "u",
);
/** A line that says who wrote, of which one word may be the name. */
const TOLD =
  /^(?:.*\d\s+)?(?:posted by|written by|published by|geschrieben von|verfasst von|eingestellt von|veröffentlicht von|publié par|écrit par|publicado por|escrito por|scritto da|pubblicato da|geschreven door|geplaatst door|skrevet av|skrevet af|skriven av|kirjoittanut|napisał|dodał|autor(?:in)?:|author:|auteure?:|autore:|автор:|著者[:：]|作者[:：]|责任编辑[:：]|記者[:：]|ライター[:：]|文[=＝:：])[\s¦]*([^\s¦][^¦]{0,60}?)(?:\s+(?:on|am|le|el|il|op|den|em|in|um)\s.*|¦.*|\s*[|•·,@(（].*|\s+\d.*)?$/iu;
/** A date, and behind it who wrote. */
const AFTER_DATE =
  /\d(?:\s*(?:uhr|h|am|pm))?[\s,|•·–¦-]+(?:von|by|par|por|door|di|av|af)[\s¦]+(\p{Lu}[\p{L}'’-]+)(?:¦|\)?$)/iu;
const ONLY_LABEL =
  /^(?:by|von|par|por|door|di|av|af|autor(?:in|en|innen|es|a|e|i)?(?:[:*]innen)?|authors?|auteure?s?|written by|words|interview|geschrieben von|verfasst von|écrit par|escrito por|scritto da|geschreven door|автор|著者|ライター|作者)\s*:?$/iu;
/** Behind a name that a date went on with. */
const MONTH =
  /\s+(?:jan|feb|mar|apr|ma[iy]|june?|juni|july?|juli|aug|sept?|o[ck]t|nov|de[cz])(?:\p{L}{3,})?\.?$/iu;

/** What a person sees as one line: the texts of a block between its line breaks and the blocks in it. */
export interface Line {
  readonly text: string;
  readonly block: Element;
}

/** Longer lines are sentences. */
const LONGEST = 160;

/** The short lines of these elements' own, in document order. */
export function linesOf(elements: readonly Element[]): Line[] {
  const places = new Map(elements.map((element, place) => [element, place]));
  const lines: (Line & { readonly place: number })[] = [];
  for (const block of elements) {
    if (!BLOCKS.has(block.name) || HEADINGS.has(block.name)) continue;
    for (const { text, after } of textsOf(block)) {
      // Half a place behind: what an element ends with has its own line before.
      const place = after ? (places.get(after) ?? places.size) + 0.5 : (places.get(block) ?? 0);
      lines.push({ text, block, place });
    }
  }
  return lines.sort((a, b) => a.place - b.place);
}

const HEADINGS = new Set(["h1", "option"]);

interface OwnText {
  readonly text: string;
  /** The last element that ends before it, where it does not begin the block. */
  readonly after: Element | undefined;
}

function textsOf(block: Element): OwnText[] {
  const found: OwnText[] = [];
  let text = "";
  let after: Element | undefined;
  const close = () => {
    const line = text
      .replace(/\s+/g, " ")
      .replace(/[\s¦]*¦[\s¦]*/g, EDGE)
      .replace(/^[\s¦]+|[\s¦]+$/g, "");
    if (line.length > 1 && line.length <= LONGEST) found.push({ text: line, after });
    text = "";
  };
  const add = (node: AnyNode): void => {
    if (isText(node)) text += text.length > 3 * LONGEST ? "" : node.data;
    else if (!isTag(node) || SILENT.has(node.name)) return;
    else if (node.name === "br" || BLOCKS.has(node.name)) {
      close();
      after = lastWithin(node);
    } else {
      text += EDGE;
      node.children.forEach(add);
      text += EDGE;
    }
  };
  block.children.forEach(add);
  close();
  return found;
}

function lastWithin(element: Element): Element {
  const last = element.children.findLast(isTag);
  return last ? lastWithin(last) : element;
}

/** The names of the first of these lines that says who wrote, in any of the languages known. */
export function bylineNames(lines: readonly Line[]): readonly string[] {
  for (const [place, line] of lines.entries()) {
    const names = namesOfLine(line.text) ?? namesBehindLabel(line.text, lines[place + 1]?.text);
    if (names && !isElsewhere(line.block)) return [names];
  }
  return [];
}

/** A byline far from the headline counts where the page has one: of several, most are of other articles. */
export function theOnlyByline(lines: readonly Line[]): readonly string[] {
  const found = lines.flatMap((line, place) => {
    const names = namesOfLine(line.text) ?? namesBehindLabel(line.text, lines[place + 1]?.text);
    return names && !isElsewhere(line.block) ? [names] : [];
  });
  return new Set(found).size === 1 ? found.slice(0, 1) : [];
}

/** Several names are joined as the page joins them. */
function namesOfLine(line: string): string | undefined {
  const match = BYLINE.exec(line);
  const names = match?.[1] ?? match?.[2];
  if (names && match)
    return `${names}${furtherNames(line.slice(match[0].length))}`
      .replaceAll(EDGE, " ")
      .replace(/\s+/g, " ")
      .replace(/ ,/g, ",")
      .replace(MONTH, "");
  if (line.length > 80) return undefined;
  const told = TOLD.exec(line)?.[1];
  if (!told) return AFTER_DATE.exec(line)?.[1];
  if (!cleanName(told)) return undefined;
  // `Author: <a>Attorney</a> Ada Quill`: a trade may be an element of its own.
  const whole = line.slice(line.indexOf(told)).replaceAll(EDGE, " ");
  return isWholeName(whole) ? whole : told;
}

/** `By <b>Ada Quill</b>, pilot, and <b>Bo Reed</b>`: the names that are elements of their own, each after a comma. */
function furtherNames(rest: string): string {
  const found = rest.match(FURTHER);
  return found?.[1] ? `, ${found[1]}${furtherNames(rest.slice(found[0].length))}` : "";
}

const FURTHER = new RegExp(
  `^${EDGE}?,[^${EDGE}]{1,40}(?:,|\\s(?:and|und|et|y|e|en|og|och|i|&))\\s*${EDGE}(${NAME})(?=${EDGE}|$)`,
  "u",
);

/** `<h4>Author</h4><p>Ada Quill</p>` */
function namesBehindLabel(label: string, next: string | undefined): string | undefined {
  if (!next || !ONLY_LABEL.test(label)) return undefined;
  const name =
    next
      .split(EDGE)[0]
      ?.replace(/\s*\/\s*[\p{Lu}\d-]{2,8}$/u, "")
      .replace(/[\s,]+$/, "") ?? "";
  return isWholeName(name) ? name : undefined;
}

/** Folders of an address that hold a page for each person who writes. */
const PEOPLE =
  /(?:^|\/)(?:authors?|autor(?:en|es|in|innen)?|auteurs?|autori?|profiles?|profil|editors?|staff|news-?team|our-team|reporters?|journalists?|journalisten|contributors?|columnists?|writers?|experten|redactie|redaktion|redakteure?|bio)\/[^/?#]+/i;

/** Whether an element is a link to a page about the person whom it names. */
export const isAuthorLink = (e: Element): boolean =>
  e.name === "a" && PEOPLE.test(attribute(e, "href") ?? "") && isWholeName(shortText(e, 60));

/** The names in an element that are links, or are called names. */
export function linkedNames(element: Element): readonly string[] {
  const inner = elementsOf(element).slice(0, 60);
  const marked = inner.filter(
    (e) =>
      e.name === "a" || e.attribs["itemprop"] === "name" || nameTokens(e).some((token) => CALLED.has(token)),
  );
  return [...new Set(marked.map((e) => shortText(e, 80)).filter(isWholeName))];
}

const CALLED = new Set(["name", "fn", "authorname"]);

const READERS = new Set(
  "comment comments commentlist respond reviews forum testimonial testimonials quote".split(" "),
);

/** In a form, in what is quoted, or among what readers wrote. */
export function isOfReaders(element: Element): boolean {
  return [element, ...ancestors(element)].some(
    (e) =>
      e.name === "form" ||
      e.name === "blockquote" ||
      (e.name !== "body" && nameTokens(e).some((token) => READERS.has(token))),
  );
}

export function isElsewhere(element: Element): boolean {
  return (
    isOfReaders(element) || ancestors(element).some((e) => /^(?:a|nav|aside)$/.test(e.name) || isOfOthers(e))
  );
}

/** Named as what leads to other articles. */
const isOfOthers = (element: Element) =>
  element.name !== "body" && nameTokens(element).some((token) => OTHERS.has(token));
const OTHERS = new Set(["related", "recommended", "recommendations", "suggested", "suggestions", "teasers"]);
