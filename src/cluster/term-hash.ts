import { codeUnitAt } from "../ground/charset/code-unit.ts";

/** 32 bits: FNV-1a with a final mix; never 0. */
export function hashTerm(text: string): number {
  let hash = 0x811c9dc5;
  const { length } = text;
  for (let i = 0; i < length; i++) hash = Math.imul(hash ^ codeUnitAt(text, i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0 || 1;
}
