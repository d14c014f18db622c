import { Buffer, isAscii, isUtf8, transcode } from "node:buffer";
import { normalizeEncoding, TextDecoder } from "@exodus/bytes/encoding.js";
import { declaredInDocument, labelOfContentType, type TextKind } from "./declared.ts";
import { decodeMixed } from "./decode-mixed.ts";

export interface DecodedText {
  /** Without byte order mark. */
  readonly text: string;
  /** WHATWG name, lower case: `utf-8`, `windows-1252`, ... */
  readonly charset: string;
  /** Bytes that the charset does not have were replaced. */
  readonly replaced: boolean;
}

/**
 * Turns the bytes of a document into text, whatever they are labelled. What the bytes prove goes before what
 * anyone says of them: byte order mark; ISO-2022-JP escapes; UTF-16 patterns; valid UTF-8; then the label of
 * the transport, the document's own declaration, and windows-1252. (RFC 7303 and the Encoding Standard, in
 * the order that keeps most real feeds readable.) Never throws: an unknown label is no label.
 *
 * Node's own TextDecoder is not used: it turns 0x80-0x9F of windows-1252 into control characters.
 */
export function decodeText(
  bytes: Uint8Array,
  { contentType, kind }: { readonly contentType?: string | undefined; readonly kind: TextKind },
): DecodedText {
  const marked = byMark(bytes);
  if (marked) return marked;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (isAscii(bytes) && !buffer.includes(ESCAPE))
    return utf16ByPattern(bytes) ?? { text: buffer.toString("latin1"), charset: "utf-8", replaced: false };
  const proven = iso2022(bytes, buffer) ?? utf16ByPattern(bytes);
  if (proven) return proven;
  if (isUtf8(bytes)) return { text: utf8Text(bytes), charset: "utf-8", replaced: false };
  return byLabel(bytes, contentType, kind);
}

const ESCAPE = 0x1b;
const SHIFTS_TO_JAPANESE = ["\x1b$B", "\x1b$@", "\x1b(I"];
const REPLACEMENT = "\ufffd";

function byMark(bytes: Uint8Array): DecodedText | undefined {
  const [a, b, c] = bytes;
  if (a === 0xff && b === 0xfe) return decodeAs("utf-16le", bytes.subarray(2));
  if (a === 0xfe && b === 0xff) return decodeAs("utf-16be", bytes.subarray(2));
  if (a !== 0xef || b !== 0xbb || c !== 0xbf) return undefined;
  const rest = bytes.subarray(3);
  if (!isUtf8(rest)) return decodeMixed(rest, { strays: true }) ?? decodeAs("windows-1252", rest);
  // A second mark, from files joined end to end, is dropped too: as text it would stand before the document.
  const text = utf8Text(rest).replace(/^\ufeff+/, "");
  return { text, charset: "utf-8", replaced: false };
}

/** Text of valid UTF-8. By way of UTF-16 it is four times as fast as by `toString("utf8")`. */
function utf8Text(bytes: Uint8Array): string {
  return bytes.length === 0 ? "" : transcode(bytes, "utf8", "utf16le").toString("utf16le");
}

/** Its bytes are all ASCII, so that it passes for UTF-8; the escapes have no other meaning in markup. */
function iso2022(bytes: Uint8Array, buffer: Buffer): DecodedText | undefined {
  if (!buffer.includes(ESCAPE) || !isAscii(bytes)) return undefined;
  return SHIFTS_TO_JAPANESE.some((shift) => buffer.includes(shift))
    ? decodeAs("iso-2022-jp", bytes)
    : undefined;
}

/** UTF-16 without a mark: the first character of a document is ASCII, so that every other byte is zero. */
function utf16ByPattern(bytes: Uint8Array): DecodedText | undefined {
  const [a, b, c, d] = bytes;
  if (a === 0 && b !== 0 && c === 0 && d !== 0) return decodeAs("utf-16be", bytes);
  if (a !== 0 && b === 0 && c !== 0 && d === 0) return decodeAs("utf-16le", bytes);
  return undefined;
}

function byLabel(bytes: Uint8Array, contentType: string | undefined, kind: TextKind): DecodedText {
  const labels = [labelOfContentType(contentType), declaredInDocument(bytes, kind)].map(usableCharset);
  const other = labels.find((name) => name !== undefined && name !== "utf-8");
  const first = labels.find((name) => name !== undefined);
  const mixed = decodeMixed(bytes, { strays: first === undefined || first === "utf-8" });
  return mixed ?? decodeAs(other ?? "windows-1252", bytes);
}

/** A charset that these bytes may be in: UTF-16 and ISO-2022 would have been recognised by now. */
function usableCharset(label: string | undefined): string | undefined {
  const name = label === undefined ? null : normalizeEncoding(label);
  if (name === null || name === "replacement" || name === "x-user-defined") return undefined;
  return name.startsWith("utf-16") || name === "iso-2022-jp" ? undefined : name;
}

function decodeAs(charset: string, bytes: Uint8Array): DecodedText {
  const text = new TextDecoder(charset, { ignoreBOM: false }).decode(bytes);
  return { text, charset, replaced: text.includes(REPLACEMENT) };
}
