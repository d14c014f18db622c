import { Buffer, isAscii, isUtf8, transcode } from "node:buffer";
import { TextDecoder } from "@exodus/bytes/encoding.js";
import { type Labels, labelsOf, type TextKind, usualCharsets } from "./declared.ts";
import { type MixedText, mixedText, readAsUtf8, type Utf8Reading } from "./decode-mixed.ts";

export interface DecodedText {
  /** Without byte order mark. */
  readonly text: string;
  /** WHATWG name, lower case: `utf-8`, `windows-1252`, ... */
  readonly charset: string;
  /** Bytes that the charset does not have were replaced. */
  readonly replaced: boolean;
}

export interface DecodeOptions {
  readonly contentType?: string | undefined;
  readonly kind: TextKind;
}

/** What the bytes of a document are, before they become text. */
export interface Decoding {
  /** WHATWG name, lower case. */
  readonly charset: string;
  /** Without byte order mark. */
  readonly bytes: Uint8Array;
  /** How UTF-8 is to be read; undefined: `charset` is another one. */
  readonly utf8: "ascii" | "valid" | MixedText | undefined;
}

/**
 * Finds out what the bytes of a document are, whatever they are labelled. What the bytes prove goes before what
 * anyone says of them: byte order mark; ISO-2022-JP escapes; UTF-16 patterns; valid UTF-8, or nearly; then the label of
 * the transport, the document's own declaration, the language, and windows-1252. (RFC 7303 and the Encoding Standard,
 * in the order that keeps most real feeds readable.) Never throws: an unknown label is no label.
 */
export function decodingOf(bytes: Uint8Array, { contentType, kind }: DecodeOptions): Decoding {
  const marked = byMark(bytes);
  if (marked) return marked;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (isAscii(bytes) && !buffer.includes(ESCAPE))
    return utf16ByPattern(bytes) ?? { bytes, charset: "utf-8", utf8: "ascii" };
  const proven = iso2022(bytes, buffer) ?? utf16ByPattern(bytes);
  if (proven) return proven;
  if (isUtf8(bytes)) return { bytes, charset: "utf-8", utf8: "valid" };
  return byLabel(bytes, labelsOf(bytes, contentType, kind));
}

/**
 * Turns the bytes of a document into text, as `decodingOf` finds them to be.
 *
 * Node's own TextDecoder is not used: it turns 0x80-0x9F of windows-1252 into control characters.
 */
export function decodeText(document: Uint8Array, options: DecodeOptions): DecodedText {
  const { charset, bytes, utf8 } = decodingOf(document, options);
  if (utf8 === undefined) {
    const text = new TextDecoder(charset, { ignoreBOM: false }).decode(bytes);
    return { text, charset, replaced: text.includes(REPLACEMENT) };
  }
  if (typeof utf8 === "string") return { text: utf8Text(bytes, 0, bytes.length), charset, replaced: false };
  const replaced = utf8.wrong > 0 || utf8.end < bytes.length;
  return { text: mixedText(bytes, utf8, 0, utf8.end), charset, replaced };
}

/** A part of a document: its bytes, and the text that they are. */
export interface Piece {
  readonly bytes: Uint8Array;
  readonly text: string;
}

/**
 * The text of a document in pieces of about so many bytes, each made when it is asked for: a large one is never
 * whole in memory, and no step takes long.
 */
export function* piecesOf({ charset, bytes, utf8 }: Decoding, size: number): Generator<Piece> {
  if (utf8 === undefined) {
    yield* otherPieces(charset, bytes, size);
    return;
  }
  const whole = typeof utf8 === "string";
  const end = whole ? bytes.length : utf8.end;
  for (let from = 0; from < end; ) {
    const to = from + size >= end ? end : startOfCharacter(bytes, from + size);
    const text = whole ? utf8Text(bytes, from, to) : mixedText(bytes, utf8, from, to);
    yield { bytes: bytes.subarray(from, to), text };
    from = to;
  }
}

function* otherPieces(charset: string, bytes: Uint8Array, size: number): Generator<Piece> {
  const decoder = new TextDecoder(charset, { ignoreBOM: false });
  for (let from = 0; from < bytes.length; from += size) {
    const part = bytes.subarray(from, from + size);
    yield { bytes: part, text: decoder.decode(part, { stream: from + size < bytes.length }) };
  }
}

/** The start of the character that the byte at `at` belongs to, in UTF-8. */
function startOfCharacter(bytes: Uint8Array, at: number): number {
  for (let back = 0; back < 4; back++) if (((bytes[at - back] as number) & 0xc0) !== 0x80) return at - back;
  return at;
}

const ESCAPE = 0x1b;
const SHIFTS_TO_JAPANESE = ["\x1b$B", "\x1b$@", "\x1b(I"];
const REPLACEMENT = "\ufffd";

function byMark(bytes: Uint8Array): Decoding | undefined {
  const [a, b] = bytes;
  if (a === 0xff && b === 0xfe) return inCharset("utf-16le", bytes.subarray(2));
  if (a === 0xfe && b === 0xff) return inCharset("utf-16be", bytes.subarray(2));
  if (!beginsWithMark(bytes)) return undefined;
  let rest = bytes;
  // A second mark, from files joined end to end, is dropped too: as text it would stand before the document.
  while (beginsWithMark(rest)) rest = rest.subarray(3);
  if (isUtf8(rest)) return { charset: "utf-8", bytes: rest, utf8: "valid" };
  return byLabel(rest, { transport: "utf-8", document: undefined, language: undefined });
}

function beginsWithMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

/** Text of valid UTF-8. By way of UTF-16 it is four times as fast as by `toString("utf8")`. */
function utf8Text(bytes: Uint8Array, from: number, to: number): string {
  const part = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from);
  if (isAscii(part)) return part.toString("latin1");
  return transcode(part, "utf8", "utf16le").toString("utf16le");
}

/** Its bytes are all ASCII, so that it passes for UTF-8; the escapes have no other meaning in markup. */
function iso2022(bytes: Uint8Array, buffer: Buffer): Decoding | undefined {
  if (!buffer.includes(ESCAPE) || !isAscii(bytes)) return undefined;
  return SHIFTS_TO_JAPANESE.some((shift) => buffer.includes(shift))
    ? inCharset("iso-2022-jp", bytes)
    : undefined;
}

/** UTF-16 without a mark: the first character of a document is ASCII, so that every other byte is zero. */
function utf16ByPattern(bytes: Uint8Array): Decoding | undefined {
  const [a, b, c, d] = bytes;
  if (a === 0 && b !== 0 && c === 0 && d !== 0) return inCharset("utf-16be", bytes);
  if (a !== 0 && b === 0 && c !== 0 && d === 0) return inCharset("utf-16le", bytes);
  return undefined;
}

/** Bytes that are no valid UTF-8, not as a whole. */
function byLabel(bytes: Uint8Array, labels: Labels): Decoding {
  const label = likelierOf(bytes, labels);
  const said = label === undefined || labels.transport === "utf-8" || labels.document === "utf-8";
  const reading = readAsUtf8(bytes);
  if (passesForUtf8(bytes, reading, said ? undefined : label))
    return { charset: "utf-8", bytes, utf8: reading };
  if (label !== undefined && !DEFAULTS.has(label)) return inCharset(label, bytes);
  const usual = holdsRuns(bytes) ? usualCharsets(labels.language) : [];
  const fitting = usual.find((charset) => !isMultiByte(charset) || fits(charset, bytes));
  return inCharset(fitting ?? label ?? "windows-1252", bytes);
}

/** Charsets that servers and templates name without having looked. */
const DEFAULTS = new Set(["windows-1252", "iso-8859-15"]);

/**
 * The label to go by, UTF-8 aside, which the bytes are not. The transport's goes first, unless it is a default that
 * the document contradicts, or one that the bytes do not fit while they fit the document's own.
 */
function likelierOf(bytes: Uint8Array, { transport, document }: Labels): string | undefined {
  const [first, second] = [transport, document].filter((name) => name !== undefined && name !== "utf-8");
  if (first === undefined || second === undefined || first === second) return first;
  if (DEFAULTS.has(first)) return isPlausible(second, bytes) ? second : first;
  return isMultiByte(first) && !fits(first, bytes) && isPlausible(second, bytes) ? second : first;
}

/** Scripts whose letters all are above ASCII: in a text of them such bytes stand side by side. */
const OWN_LETTERS = /^(?:windows-125[1356]|windows-874|koi8|iso-8859-[5678]$|x-mac-cyrillic|ibm866)/;

function isPlausible(charset: string, bytes: Uint8Array): boolean {
  if (isMultiByte(charset)) return fits(charset, bytes);
  return !OWN_LETTERS.test(charset) || holdsRuns(bytes);
}

/** Valid sequences for each stray that UTF-8 must have against a label of another kind. */
const VALID_PER_STRAY = { unsaid: 1, single: 4, multi: 10 };

/** @param label what the document is said to be in, when nobody says that it is UTF-8 */
function passesForUtf8(bytes: Uint8Array, { valid, wrong }: Utf8Reading, label: string | undefined): boolean {
  if (valid === 0) return false;
  if (label === undefined) return valid > VALID_PER_STRAY.unsaid * wrong;
  if (!isMultiByte(label)) return valid >= VALID_PER_STRAY.single * wrong;
  if (wrong === 0) return true;
  return valid >= VALID_PER_STRAY.multi * wrong && !fits(label, bytes);
}

function isMultiByte(charset: string): boolean {
  return /^(?:gb|big5|euc-|shift_jis)/.test(charset);
}

/** How many bytes are looked at to tell one charset or script from another. */
const LOOKED_AT = 256 * 1024;
/** Characters for each one that a charset does not have, from which on it is the document's. */
const FITTING_PER_MISFIT = 20;

/** The bytes are text in this charset but for a slip here and there. */
function fits(charset: string, bytes: Uint8Array): boolean {
  const decoder = new TextDecoder(charset, { ignoreBOM: false });
  const text = decoder.decode(bytes.subarray(0, LOOKED_AT), { stream: true });
  const foreign = text.match(/[^\0-\x7f]/g)?.length ?? 0;
  const misfits = text.split(REPLACEMENT).length - 1;
  return misfits * FITTING_PER_MISFIT <= foreign;
}

/** Most bytes above ASCII have another one beside them: they are no accents in Latin text. */
function holdsRuns(bytes: Uint8Array): boolean {
  let high = 0;
  let paired = 0;
  for (let at = 0; at < Math.min(bytes.length, LOOKED_AT); at++) {
    if ((bytes[at] as number) < 0x80) continue;
    high += 1;
    if ((bytes[at - 1] ?? 0) >= 0x80 || (bytes[at + 1] ?? 0) >= 0x80) paired += 1;
  }
  return paired * 2 > high;
}

function inCharset(charset: string, bytes: Uint8Array): Decoding {
  return { charset, bytes, utf8: undefined };
}
