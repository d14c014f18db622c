import { Buffer } from "node:buffer";
import { windows1252toString } from "@exodus/bytes/single-byte.js";

/** Valid multi-byte sequences for each stray byte, from which on a document passes for UTF-8. */
const VALID_PER_STRAY = 10;

/** UTF-8 that holds a few bytes of windows-1252, as templates with text pasted from elsewhere do. */
export interface MixedText {
  /** Positions of the bytes that belong to no valid sequence, in order. */
  readonly strays: readonly number[];
  /** Where the text ends: before a sequence that the end of the document cut short. */
  readonly end: number;
}

/**
 * Finds out whether the bytes are nearly UTF-8.
 *
 * @param allowed `strays: false` when the document says to be in another charset: then it must be valid
 *   UTF-8 but for its end
 * @returns undefined when the document is not nearly UTF-8
 */
export function nearlyUtf8(bytes: Uint8Array, allowed: { readonly strays: boolean }): MixedText | undefined {
  const { strays, valid, end } = findStrays(bytes);
  if (valid === 0 || strays.length * VALID_PER_STRAY > valid) return undefined;
  return strays.length > 0 && !allowed.strays ? undefined : { strays, end };
}

/** Text of the bytes from `from` to `to`: the valid sequences as UTF-8, each other byte as windows-1252. */
export function mixedText(bytes: Uint8Array, { strays }: MixedText, from: number, to: number): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: string[] = [];
  let done = from;
  for (let n = firstFrom(strays, from); n < strays.length; n++) {
    const at = strays[n] as number;
    if (at >= to) break;
    parts.push(buffer.toString("utf8", done, at), windows1252toString(bytes.subarray(at, at + 1)));
    done = at + 1;
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

/** Positions of bytes that belong to no valid sequence; `end` is before a sequence that the end cut short. */
function findStrays(bytes: Uint8Array): { strays: number[]; valid: number; end: number } {
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
    at += Math.max(length, 1);
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
