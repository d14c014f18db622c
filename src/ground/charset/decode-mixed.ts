import { Buffer } from "node:buffer";
import { windows1252toString } from "@exodus/bytes/single-byte.js";

/** UTF-8 that holds a few bytes of windows-1252, as templates with text pasted from elsewhere do. */
export interface MixedText {
  /** Where what belongs to no valid sequence begins, in order. */
  readonly strays: readonly number[];
  /** How many of them are no text of UTF-8 at all, not even a character written as two surrogates. */
  readonly wrong: number;
  /** Where the text ends: before a sequence that the end of the document cut short. */
  readonly end: number;
}

/** What bytes would be if they were read as UTF-8. */
export interface Utf8Reading extends MixedText {
  /** How many sequences of more than one byte are valid. */
  readonly valid: number;
}

/**
 * Text of the bytes from `from` to `to`: the valid sequences as UTF-8, of a character that was cut in two the mark for
 * that, each other byte as windows-1252.
 */
export function mixedText(bytes: Uint8Array, { strays }: MixedText, from: number, to: number): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: string[] = [];
  const first = firstFrom(strays, from);
  const before = strays[first - 1];
  // The second half of a pair that the part before this one ended with.
  let done = before === undefined ? from : Math.max(from, before + strayLength(bytes, before));
  for (let n = first; n < strays.length; n++) {
    const at = strays[n] as number;
    if (at >= to) break;
    parts.push(buffer.toString("utf8", done, at), strayText(bytes, at));
    done = at + strayLength(bytes, at);
  }
  parts.push(buffer.toString("utf8", done, to));
  return parts.join("");
}

/** Index of the first of the sorted numbers that is not below `least`. */
function firstFrom(sorted: readonly number[], least: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

const REPLACEMENT = "\ufffd";

function strayText(bytes: Uint8Array, at: number): string {
  if (isPair(bytes, at)) return String.fromCharCode(codeUnit(bytes, at), codeUnit(bytes, at + PAIR / 2));
  if (strayLength(bytes, at) > 1) return REPLACEMENT;
  // The first half of a letter before the end of a text, and not a letter that no word ends with.
  const half = HALVES.has(bytes[at] as number) && ENDS.has(bytes[at + 1] ?? 0x3c);
  return half ? REPLACEMENT : windows1252toString(bytes.subarray(at, at + 1));
}

/** First bytes of accented Latin, Greek and Cyrillic letters; as windows-1252 they are ÂÃÎÏÐÑ. */
const HALVES = new Set([0xc2, 0xc3, 0xce, 0xcf, 0xd0, 0xd1]);
/** `<`, `&`, `.`, `]` */
const ENDS = new Set([0x3c, 0x26, 0x2e, 0x5d]);

/** Bytes of a character above U+FFFF as CESU-8 has it, and with it some databases: each of its surrogates in three. */
const PAIR = 6;

function isPair(bytes: Uint8Array, at: number): boolean {
  return isSurrogate(bytes, at, 0xa0) && isSurrogate(bytes, at + PAIR / 2, 0xb0);
}

/** @param kind first byte of sixteen: 0xa0 of the first surrogates, 0xb0 of the second */
function isSurrogate(bytes: Uint8Array, at: number, kind: number): boolean {
  return (
    bytes[at] === 0xed && ((bytes[at + 1] ?? 0) & 0xf0) === kind && ((bytes[at + 2] ?? 0) & 0xc0) === 0x80
  );
}

function codeUnit(bytes: Uint8Array, at: number): number {
  return 0xd000 | (((bytes[at + 1] as number) & 0x3f) << 6) | ((bytes[at + 2] as number) & 0x3f);
}

/** Bytes of a stray: of a character of three or four that lost its last ones those that are left. */
function strayLength(bytes: Uint8Array, at: number): number {
  if (isPair(bytes, at)) return PAIR;
  const lead = bytes[at] as number;
  const most = lead < 0xe0 || lead > 0xf4 ? 1 : lead < 0xf0 ? 2 : 3;
  let length = 1;
  while (length < most && isContinuation(bytes, at + length, length === 1 ? lead : undefined)) length += 1;
  return length;
}

function isContinuation(bytes: Uint8Array, at: number, lead: number | undefined): boolean {
  const byte = bytes[at] ?? 0;
  return (byte & 0xc0) === 0x80 && (lead === undefined || secondFits(lead, byte));
}

/** Reads bytes as UTF-8 would be. `end` is before a sequence that the end of the document cut short. */
export function readAsUtf8(bytes: Uint8Array): Utf8Reading {
  const strays: number[] = [];
  let valid = 0;
  let pairs = 0;
  let at = 0;
  while (at < bytes.length) {
    const lead = bytes[at] as number;
    if (lead < 0x80) {
      at += 1;
      continue;
    }
    const length = sequenceLength(bytes, at, lead);
    if (length === CUT_SHORT) return { strays, valid, wrong: strays.length - pairs, end: at };
    if (length === 0) strays.push(at);
    const isText = length > 0 || isPair(bytes, at);
    if (isText) valid += 1;
    if (isText && length === 0) pairs += 1;
    at += length === 0 ? strayLength(bytes, at) : length;
  }
  return { strays, valid, wrong: strays.length - pairs, end: bytes.length };
}

const CUT_SHORT = -1;

/** Length of the valid sequence at `at` (Unicode table 3-7), 0 when there is none. */
function sequenceLength(bytes: Uint8Array, at: number, lead: number): number {
  const length = lead < 0xc2 || lead > 0xf4 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  for (let i = 1; i < length; i++) {
    if (at + i >= bytes.length) return CUT_SHORT;
    const byte = bytes[at + i] as number;
    if ((byte & 0xc0) !== 0x80 || (i === 1 && !secondFits(lead, byte))) return 0;
  }
  return length;
}

function secondFits(lead: number, second: number): boolean {
  if (lead === 0xe0) return second >= 0xa0;
  if (lead === 0xed) return second < 0xa0;
  if (lead === 0xf0) return second >= 0x90;
  return lead !== 0xf4 || second < 0x90;
}
