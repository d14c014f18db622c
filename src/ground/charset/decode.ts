import { Buffer, isAscii, isUtf8, transcode } from "node:buffer";
import { normalizeEncoding, TextDecoder } from "@exodus/bytes/encoding.js";
import { declaredInDocument, labelOfContentType, type TextKind } from "./declared.ts";
import { type MixedText, mixedText, nearlyUtf8 } from "./decode-mixed.ts";

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
 * anyone says of them: byte order mark; ISO-2022-JP escapes; UTF-16 patterns; valid UTF-8; then the label of
 * the transport, the document's own declaration, and windows-1252. (RFC 7303 and the Encoding Standard, in
 * the order that keeps most real feeds readable.) Never throws: an unknown label is no label.
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
  return byLabel(bytes, contentType, kind);
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
  const replaced = utf8.strays.length > 0 || utf8.end < bytes.length;
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
  const mixed = nearlyUtf8(rest, { strays: true });
  return mixed ? { charset: "utf-8", bytes: rest, utf8: mixed } : inCharset("windows-1252", rest);
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

function byLabel(bytes: Uint8Array, contentType: string | undefined, kind: TextKind): Decoding {
  const labels = [labelOfContentType(contentType), declaredInDocument(bytes, kind)].map(usableCharset);
  const other = labels.find((name) => name !== undefined && name !== "utf-8");
  const first = labels.find((name) => name !== undefined);
  const mixed = nearlyUtf8(bytes, { strays: first === undefined || first === "utf-8" });
  return mixed ? { charset: "utf-8", bytes, utf8: mixed } : inCharset(other ?? "windows-1252", bytes);
}

/** A charset that these bytes may be in: UTF-16 and ISO-2022 would have been recognised by now. */
function usableCharset(label: string | undefined): string | undefined {
  const name = label === undefined ? null : normalizeEncoding(label);
  if (name === null || name === "replacement" || name === "x-user-defined") return undefined;
  return name.startsWith("utf-16") || name === "iso-2022-jp" ? undefined : name;
}

function inCharset(charset: string, bytes: Uint8Array): Decoding {
  return { charset, bytes, utf8: undefined };
}
