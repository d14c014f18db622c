/** What `scan` reports, in document order. Names and values are as written. */
export interface ScanSink {
  /** Character data, entities not decoded. */
  text(raw: string): void;
  /** The inside of a CDATA section. */
  cdata(text: string): void;
  /** `marks` as `readTag` fills them; only valid during the call. */
  open(name: string, marks: readonly number[], selfClosing: boolean): void;
  close(name: string): void;
  doctype(inside: string): void;
  /** True ends the scan. */
  readonly done: boolean;
}

/**
 * Reads markup as a lenient reader should: whatever is no tag is text, and no input is refused. Time is linear
 * in the length of the text, also for input made to be slow: every search that may fail is remembered.
 */
export function scan(text: string, sink: ScanSink): void {
  const find = rememberingSearches(text);
  const marks: number[] = [];
  let at = 0;
  while (at < text.length && !sink.done) {
    const open = text.indexOf("<", at);
    if (open < 0) {
      sink.text(text.slice(at));
      return;
    }
    if (open > at) sink.text(text.slice(at, open));
    const next = text.charCodeAt(open + 1);
    if (isNameStart(next)) at = scanTag(text, open, marks, sink);
    else if (next === SLASH) at = scanEndTag(text, open, sink);
    else if (next === BANG) at = scanDeclaration(text, open, find, sink);
    else if (next === QUESTION) at = endOfInstruction(text, open, find);
    else {
      sink.text("<");
      at = open + 1;
    }
  }
}

const TAB = 9;
const SPACE = 32;
const BANG = 33;
const DOUBLE_QUOTE = 34;
const SINGLE_QUOTE = 39;
const SLASH = 47;
const LESS = 60;
const EQUALS = 61;
const GREATER = 62;
const QUESTION = 63;

/** `indexOf` for positions that only grow: a needle is looked for at most once in any part of the text. */
function rememberingSearches(text: string): (needle: string, from: number) => number {
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

function isSpace(code: number): boolean {
  return code === SPACE || (code >= TAB && code <= 13);
}

function scanTag(text: string, open: number, marks: number[], sink: ScanSink): number {
  const nameEnd = endOfName(text, open + 1);
  const end = readTag(text, nameEnd, marks);
  if (end < 0) return text.length; // cut off within the tag
  const last = text.charCodeAt(end - 1);
  sink.open(text.slice(open + 1, nameEnd), marks, last === GREATER && text.charCodeAt(end - 2) === SLASH);
  return end;
}

/** First position from `at` on that cannot be part of a tag's name. */
export function endOfName(text: string, at: number): number {
  let end = at;
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (code === GREATER || code === SLASH || code === LESS || isSpace(code)) break;
  }
  return end;
}

/**
 * Reads the attributes of a start tag, quoted, unquoted, without value, or run together.
 *
 * @param at just after the tag's name
 * @param marks is emptied, then gets four positions for every attribute: start and end of name and of value
 * @returns the position after the tag; -1 when the text ends within it
 */
export function readTag(text: string, at: number, marks: number[]): number {
  marks.length = 0;
  let i = at;
  while (i < text.length) {
    const code = text.charCodeAt(i);
    if (code === GREATER) return i + 1;
    if (code === LESS) return i; // the tag was never closed: the next one begins
    if (code === SLASH || code === EQUALS || isQuote(code) || isSpace(code)) i += 1;
    else i = readAttribute(text, i, marks);
  }
  return -1;
}

function isQuote(code: number): boolean {
  return code === DOUBLE_QUOTE || code === SINGLE_QUOTE;
}

function readAttribute(text: string, start: number, marks: number[]): number {
  let nameEnd = start;
  while (nameEnd < text.length && !endsAttributeName(text.charCodeAt(nameEnd))) nameEnd += 1;
  let at = skipSpace(text, nameEnd);
  if (text.charCodeAt(at) !== EQUALS) {
    marks.push(start, nameEnd, nameEnd, nameEnd);
    return nameEnd;
  }
  at = skipSpace(text, at + 1);
  const quote = text.charCodeAt(at);
  const end = isQuote(quote) ? endOfQuoted(text, at + 1, quote) : -1;
  if (end >= 0) {
    marks.push(start, nameEnd, at + 1, end);
    return end + 1;
  }
  const valueEnd = endOfUnquoted(text, at);
  marks.push(start, nameEnd, at, valueEnd);
  return valueEnd;
}

function endsAttributeName(code: number): boolean {
  return code === EQUALS || code === GREATER || code === LESS || code === SLASH || isSpace(code);
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (isSpace(text.charCodeAt(at))) at += 1;
  return at;
}

/** -1 when the quote is never closed, or only after the end of an item: then the quote is a slip. */
function endOfQuoted(text: string, from: number, quote: number): number {
  const end = text.indexOf(quote === DOUBLE_QUOTE ? '"' : "'", from);
  if (end - from < 12) return end;
  const value = text.slice(from, end);
  return value.includes("</") && /<\/(?:item|entry)\b/i.test(value) ? -1 : end;
}

function endOfUnquoted(text: string, from: number): number {
  let end = from;
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (code === GREATER || code === LESS || isSpace(code)) break;
  }
  return end;
}

function scanEndTag(text: string, open: number, sink: ScanSink): number {
  const start = skipSpace(text, open + 2);
  const nameEnd = endOfName(text, start);
  if (nameEnd > start) sink.close(text.slice(start, nameEnd));
  for (let at = nameEnd; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === GREATER) return at + 1;
    if (code === LESS) return at;
  }
  return text.length;
}

type Search = ReturnType<typeof rememberingSearches>;

function scanDeclaration(text: string, open: number, find: Search, sink: ScanSink): number {
  if (text.startsWith("<![CDATA[", open)) {
    const end = find("]]>", open + 9);
    sink.cdata(end < 0 ? text.slice(open + 9) : text.slice(open + 9, end));
    return end < 0 ? text.length : end + 3;
  }
  if (text.startsWith("<!--", open)) {
    const end = find("-->", open + 4);
    if (end >= 0) return end + 3;
  }
  const close = find(">", open);
  if (close < 0) return text.length;
  const subset = text.startsWith("<!DOCTYPE", open) ? find("[", open) : -1;
  if (subset < 0 || subset > close) return close + 1;
  const end = find("]", subset);
  const after = end < 0 ? -1 : text.indexOf(">", end);
  if (after < 0) return close + 1;
  sink.doctype(text.slice(subset + 1, end));
  return after + 1;
}

/** An instruction without its `?` before the `>` ends at the `>`. */
function endOfInstruction(text: string, open: number, find: Search): number {
  const proper = find("?>", open + 2);
  const tag = find("<", open + 2);
  if (proper >= 0 && (tag < 0 || proper < tag)) return proper + 2;
  const close = find(">", open);
  return close < 0 ? text.length : close + 1;
}
