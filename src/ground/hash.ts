import { codeUnitAt } from "./charset/code-unit.ts";

/** The alphabet of base64url: six bits a character. */
export const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** What FNV-1a of 32 bits begins with. */
export const FNV_START = 0x811c9dc5 | 0;

/** FNV-1a of what was hashed before and one unit more: for loops that hash what is no text of its own. */
export function fnvStep(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193);
}

/** FNV-1a of a text by its UTF-16 units: 32 bits, signed. Quick and even; no secret, and nobody's who means harm. */
export function fnv1a(text: string): number {
  let hash = FNV_START;
  const { length } = text;
  for (let n = 0; n < length; n++) hash = fnvStep(hash, codeUnitAt(text, n));
  return hash;
}

/** 24 bits of a number in four characters. */
export function fourDigits(number: number): string {
  let text = "";
  for (let bits = 0; bits < 24; bits += 6) text += BASE64.charAt((number >>> bits) & 63);
  return text;
}

/** A text in four characters: enough to say whether it is the same as last time. */
export function shortHash(text: string): string {
  const hash = fnv1a(text);
  return fourDigits(hash ^ (hash >>> 24));
}
