import { existsSync, readFileSync } from "node:fs";

/** A JSON file of this folder. `tsc` copies none: from `dist/src/cluster` it is three folders up. */
export function readData<T>(file: string): T {
  const beside = new URL(file, import.meta.url);
  const place = existsSync(beside) ? beside : new URL(`../../../src/cluster/${file}`, import.meta.url);
  return JSON.parse(readFileSync(place, "utf8")) as T;
}
