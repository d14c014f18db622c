import { getHeapSpaceStatistics, setFlagsFromString } from "node:v8";

/** Bytes: both halves of 4 MB. Smaller ones cost CPU, larger ones only memory. */
const ENOUGH = 8_000_000;
const MOST_ROUNDS = 200;

/**
 * Keeps the heap's young generation at two halves of 4 MB for as long as the process runs: V8 doubles it to 32 MB (64 on
 * some versions) whenever much is alive at once, as at start, and gives nothing of it back while there is work. Its flag
 * is read each time that it would grow; so it is made to grow by objects that live for a moment (some 20 ms), and then
 * told not to.
 */
export function keepYoungGenerationSmall(): void {
  const alive: object[] = [];
  for (let round = 0; sizeNow() < ENOUGH && round < MOST_ROUNDS; round++)
    for (let n = 0; n < 4_000; n++) alive.push({ n });
  setFlagsFromString("--semi-space-growth-factor=1");
  setFlagsFromString("--optimize-for-size");
}

function sizeNow(): number {
  return getHeapSpaceStatistics().find(({ space_name }) => space_name === "new_space")?.space_size ?? ENOUGH;
}
