import { codeUnitAt } from "../../ground/charset/code-unit.ts";

/** Characters that markup is made of. */
export const BANG = 33;
export const SLASH = 47;
export const LESS = 60;
export const GREATER = 62;
export const QUESTION = 63;
const TAB = 9;
const SPACE = 32;
const DOUBLE_QUOTE = 34;
const SINGLE_QUOTE = 39;
const EQUALS = 61;

/** Where the attributes of a tag stand: for each of them start and end of its name and of its value. */
export interface Marks {
  /** How many of the positions are this tag's. */
  count: number;
  readonly at: number[];
}

/** Positions kept of one tag: those of 250 attributes. With more it is no tag that anyone wrote, and ends with the next `>`. */
const MOST_MARKS = 1000;

/** An empty list, to be filled by `readTag`. */
export function noMarks(): Marks {
  return { count: 0, at: [] };
}

/** First position from `at` on that cannot be part of a tag's name. */
export function endOfName(text: string, at: number): number {
  let end = at;
  for (const { length } = text; end < length; end++) {
    const code = codeUnitAt(text, end);
    if (code === GREATER || code === SLASH || code === LESS || isSpace(code)) break;
  }
  return end;
}

/**
 * Reads the attributes of a start tag, quoted, unquoted, without value, or run together.
 *
 * @param at just after the tag's name
 * @param marks is emptied, then filled
 * @param last false: the text goes on, so that a quote may be closed later
 * @returns the position after the tag; -1 when the text ends within it
 */
export function readTag(text: string, at: number, marks: Marks, last = true): number {
  marks.count = 0;
  let i = at;
  const { length } = text;
  while (i < length) {
    const code = codeUnitAt(text, i);
    if (code === GREATER) return i + 1;
    if (code === LESS) return i; // the tag was never closed: the next one begins
    if (marks.count >= MOST_MARKS) return text.indexOf(">", i) + 1 || -1;
    if (code === SLASH || code === EQUALS || isQuote(code) || isSpace(code)) i += 1;
    else i = readAttribute(text, i, marks, last);
  }
  return -1;
}

function isQuote(code: number): boolean {
  return code === DOUBLE_QUOTE || code === SINGLE_QUOTE;
}

function readAttribute(text: string, start: number, marks: Marks, last: boolean): number {
  let nameEnd = start;
  const { length } = text;
  while (nameEnd < length && !endsAttributeName(codeUnitAt(text, nameEnd))) nameEnd += 1;
  let at = skipSpace(text, nameEnd);
  if (codeUnitAt(text, at) !== EQUALS) {
    mark(marks, start, nameEnd, nameEnd, nameEnd);
    return nameEnd;
  }
  at = skipSpace(text, at + 1);
  const quote = codeUnitAt(text, at);
  const end = isQuote(quote) ? endOfQuoted(text, at + 1, quote) : SLIP;
  if (end === OPEN_END && !last) return text.length;
  if (end >= 0) {
    mark(marks, start, nameEnd, at + 1, end);
    return end + 1;
  }
  const valueEnd = endOfUnquoted(text, at);
  mark(marks, start, nameEnd, at, valueEnd);
  return valueEnd;
}

function mark(marks: Marks, start: number, nameEnd: number, from: number, to: number): void {
  const { at } = marks;
  at[marks.count] = start;
  at[marks.count + 1] = nameEnd;
  at[marks.count + 2] = from;
  at[marks.count + 3] = to;
  marks.count += 4;
}

function endsAttributeName(code: number): boolean {
  return code === EQUALS || code === GREATER || code === LESS || code === SLASH || isSpace(code);
}

/** First position from `from` on that holds no white space. */
export function skipSpace(text: string, from: number): number {
  let at = from;
  while (isSpace(codeUnitAt(text, at))) at += 1;
  return at;
}

/** The quote is not closed in this text. */
const OPEN_END = -1;
/** There is no quote, or one that is closed only after the end of an item, which is a slip. */
const SLIP = -2;

function endOfQuoted(text: string, from: number, quote: number): number {
  const end = text.indexOf(quote === DOUBLE_QUOTE ? '"' : "'", from);
  if (end - from < 12) return end;
  const value = text.slice(from, end);
  return value.includes("</") && /<\/(?:item|entry)\b/i.test(value) ? SLIP : end;
}

function endOfUnquoted(text: string, from: number): number {
  let end = from;
  for (const { length } = text; end < length; end++) {
    const code = codeUnitAt(text, end);
    if (code === GREATER || code === LESS || isSpace(code)) break;
  }
  return end;
}

function isSpace(code: number): boolean {
  return code === SPACE || (code >= TAB && code <= 13);
}
