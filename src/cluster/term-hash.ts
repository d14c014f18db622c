import { fnv1a } from "../ground/hash.ts";

/** 32 bits: FNV-1a with a final mix; never 0. */
export function hashTerm(text: string): number {
  let hash = fnv1a(text);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0 || 1;
}
