import { Buffer } from "node:buffer";
import { windows1252toString } from "@exodus/bytes/single-byte.js";

/** UTF-8 that holds a few bytes of windows-1252, as templates with text pasted from elsewhere do. */
export interface MixedText {
  /** Where what belongs to no valid sequence begins, in order. */
  readonly strays: readonly number[];
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
  let done = from;
  for (let n = firstFrom(strays, from); n < strays.length; n++) {
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
  if (strayLength(bytes, at) > 1) return REPLACEMENT;
  // The first half of a letter before the end of a text, and not a letter that no word ends with.
  const half = HALVES.has(bytes[at] as number) && ENDS.has(bytes[at + 1] ?? 0x3c);
  return half ? REPLACEMENT : windows1252toString(bytes.subarray(at, at + 1));
}

/** First bytes of accented Latin, Greek and Cyrillic letters; as windows-1252 they are ÂÃÎÏÐÑ. */
const HALVES = new Set([0xc2, 0xc3, 0xce, 0xcf, 0xd0, 0xd1]);
/** `<`, `&`, `.`, `]` */
const ENDS = new Set([0x3c, 0x26, 0x2e, 0x5d]);

/** Bytes of a stray: of a character of three or four that lost its last ones those that are left. */
function strayLength(bytes: Uint8Array, at: number): number {
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
  let at = 0;
  while (at < bytes.length) {
    const lead = bytes[at] as number;
    if (lead < 0x80) {
      at += 1;
      continue;
    }
    const length = sequenceLength(bytes, at, lead);
    if (length === CUT_SHORT) return { strays, valid, end: at };
    if (length === 0) strays.push(at);
    else valid += 1;
    at += length === 0 ? strayLength(bytes, at) : length;
  }
  return { strays, valid, end: bytes.length };
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
