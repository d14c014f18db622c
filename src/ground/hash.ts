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
