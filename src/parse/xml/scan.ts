import { codeUnitAt } from "../../ground/charset/code-unit.ts";
import {
  BANG,
  endOfName,
  GREATER,
  LESS,
  type Marks,
  noMarks,
  QUESTION,
  readTag,
  SLASH,
  skipSpace,
} from "./tag.ts";

/** What a scan reports, in document order. Names and values are as written. */
export interface ScanSink {
  /** Character data: what `text` holds between two positions, entities not decoded. */
  text(text: string, from: number, to: number): void;
  /** The inside of a CDATA section. */
  cdata(inside: string): void;
  /** `marks` are positions in `text`; only valid during the call. */
  open(text: string, name: string, marks: Marks, selfClosing: boolean): void;
  /** An end tag; its name lies between two positions. */
  close(text: string, from: number, to: number): void;
  doctype(inside: string): void;
  /** True ends the scan. */
  readonly done: boolean;
}

/** Reads one text as a `Scanner` does. */
export function scan(text: string, sink: ScanSink): void {
  scanText(placeIn(text, sink, true), 0, text.length);
}

/** Characters read in one step. */
const STEP = 64 * 1024;

/**
 * Reads markup as a lenient reader should: whatever is no tag is text, and no input is refused. The text may come
 * in pieces, cut anywhere: what a piece has only the beginning of waits for the next ones. Time is linear in the
 * length of the text, also for input made to be slow: every search that may fail is remembered, and a beginning is
 * looked at again only when the text has doubled.
 */
export class Scanner {
  readonly #sink: ScanSink;
  #place: Place;
  #at = 0;
  /** Length that the text must have before it is worth while to look at it again. */
  #wanted = 0;

  constructor(sink: ScanSink) {
    this.#sink = sink;
    this.#place = placeIn("", sink, false);
  }

  /** @param last there are no further pieces */
  write(piece: string, last: boolean): void {
    const waiting = this.#place.text.slice(this.#at);
    this.#place = placeIn(waiting + piece, this.#sink, last);
    this.#at = 0;
  }

  /** Reads on in what was written. True when there is more of it to be read at once. */
  step(): boolean {
    const { text, last } = this.#place;
    if (text.length < this.#wanted && !last) return false;
    const until = this.#at + STEP;
    this.#at = scanText(this.#place, this.#at, until);
    const more = this.#at >= until && this.#at < text.length && !this.#sink.done;
    if (!more) this.#wanted = 2 * (text.length - this.#at);
    return more;
  }
}

/** Where in a text a scan is. */
interface Place {
  readonly text: string;
  /** The last `<`. */
  open: number;
  readonly find: Search;
  readonly sink: ScanSink;
  readonly marks: Marks;
  /** The text ends here: nothing is still to come. */
  readonly last: boolean;
}

function placeIn(text: string, sink: ScanSink, last: boolean): Place {
  return { text, open: 0, find: rememberingSearches(text), sink, last, marks: noMarks() };
}

/** Reads from `from` to `until` or somewhat further. Returns the position up to which the text was read. */
function scanText(place: Place, from: number, until: number): number {
  const { text, sink, last } = place;
  const end = Math.min(until, text.length);
  let at = from;
  while (at < end && !sink.done) {
    const open = text.indexOf("<", at);
    if (open < 0) return scanRest(place, at);
    if (!last && text.length - open < LONGEST_OPENING) return at;
    if (open > at) sink.text(text, at, open);
    place.open = open;
    at = scanMarkup(place);
    if (at < 0) return last ? text.length : open;
  }
  return at;
}

/** There is no further markup in this text: it may end within the character data, or in the next text. */
function scanRest({ text, sink, last }: Place, at: number): number {
  if (!last) return at;
  sink.text(text, at, text.length);
  return text.length;
}

/** Position after the markup; -1 when the text ends within it. */
function scanMarkup(place: Place): number {
  const { text, open, sink } = place;
  const next = codeUnitAt(text, open + 1);
  if (isNameStart(next)) return scanTag(place);
  if (next === SLASH) return scanEndTag(place);
  if (next === BANG) return scanDeclaration(place);
  if (next === QUESTION) return endOfInstruction(place);
  sink.text(text, open, open + 1);
  return open + 1;
}

/** Characters of `<![CDATA[` and `<!DOCTYPE`. */
const LONGEST_OPENING = 9;

type Search = (needle: string, from: number) => number;

/** `indexOf` for positions that only grow: a needle is looked for at most once in any part of the text. */
function rememberingSearches(text: string): Search {
  const found = new Map<string, number>();
  return (needle, from) => {
    const last = found.get(needle);
    if (last !== undefined && (last < 0 || last >= from)) return last;
    const position = text.indexOf(needle, from);
    found.set(needle, position);
    return position;
  };
}

function isNameStart(code: number): boolean {
  return (
    (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code === 58 || code > 127
  );
}

function scanTag({ text, open, sink, last, marks }: Place): number {
  const nameEnd = endOfName(text, open + 1);
  const end = readTag(text, nameEnd, marks, last);
  if (end < 0) return -1;
  const closing = codeUnitAt(text, end - 1) === GREATER && codeUnitAt(text, end - 2) === SLASH;
  sink.open(text, text.slice(open + 1, nameEnd), marks, closing);
  return end;
}

function scanEndTag({ text, open, sink, last }: Place): number {
  const start = skipSpace(text, open + 2);
  const nameEnd = endOfName(text, start);
  const end = endOfEndTag(text, nameEnd);
  if (end < 0 && !last) return -1;
  if (nameEnd > start) sink.close(text, start, nameEnd);
  return end < 0 ? text.length : end;
}

function endOfEndTag(text: string, from: number): number {
  const { length } = text;
  for (let at = from; at < length; at++) {
    const code = codeUnitAt(text, at);
    if (code === GREATER) return at + 1;
    if (code === LESS) return at;
  }
  return -1;
}

function scanDeclaration(place: Place): number {
  const { text, open, find, last } = place;
  if (text.startsWith("<![CDATA[", open)) return scanSection(place);
  if (text.startsWith("<!--", open)) {
    const end = find("-->", open + 4);
    if (end >= 0) return end + 3;
    if (!last) return -1; // of a comment that nothing ends only the first tag is one
  }
  const close = find(">", open);
  if (close < 0) return -1;
  const subset = text.startsWith("<!DOCTYPE", open) ? find("[", open) : -1;
  return subset < 0 || subset > close ? close + 1 : scanSubset(place, subset, close);
}

function scanSection(place: Place): number {
  const { text, open, find, sink, last } = place;
  const start = open + LONGEST_OPENING;
  const end = find("]]>", start);
  if (end < 0 && !last) return -1;
  const entryEnd = endOfEntry(find, start);
  const isForgotten = entryEnd >= 0 && (end < 0 || (entryEnd < end && isBefore(find, entryEnd, end)));
  const until = isForgotten ? endOfElement(place, entryEnd) : end < 0 ? text.length : end;
  sink.cdata(text.slice(start, until));
  return isForgotten || end < 0 ? until : end + 3;
}

/** Another section begins between the two: what ends it ends none that began before. */
function isBefore(find: Search, from: number, end: number): boolean {
  const next = find("<![CDATA[", from);
  return next >= 0 && next < end;
}

/** Elements that hold one section; few, since each is another search through the text. */
const BEFORE_SECTION =
  /<(title|link|guid|description|content:encoded|content|summary|category|author|dc:creator|pubDate)(?:\s[^<>]*)?>\s*$/;

/** Where the element ends that the section is the beginning of; `latest` when it does not. */
function endOfElement({ text, open, find }: Place, latest: number): number {
  const name = BEFORE_SECTION.exec(text.slice(Math.max(0, text.lastIndexOf("<", open - 1)), open))?.[1];
  const end = name === undefined ? -1 : find(`</${name}>`, open);
  return end < 0 || end > latest ? latest : end;
}

/** Documents have one or the other: in a long one the search for what is not there costs most. */
function endOfEntry(find: Search, from: number): number {
  const item = find("</item>", from);
  return item < 0 ? find("</entry>", from) : item;
}

/** The declarations within a document type; without an end it is one tag. */
function scanSubset({ text, find, sink, last }: Place, subset: number, close: number): number {
  const end = find("]", subset);
  const after = end < 0 ? -1 : text.indexOf(">", end);
  if (after < 0) return last ? close + 1 : -1;
  sink.doctype(text.slice(subset + 1, end));
  return after + 1;
}

/** An instruction without its `?` before the `>` ends at the `>`. */
function endOfInstruction({ open, find, last }: Place): number {
  const proper = find("?>", open + 2);
  const tag = find("<", open + 2);
  if (proper >= 0 && (tag < 0 || proper < tag)) return proper + 2;
  if (tag < 0 && !last) return -1;
  const close = find(">", open);
  return close < 0 ? -1 : close + 1;
}
