import type { ParsedFeed } from "../model/entry.ts";

/** Draft. */
export async function readWithRssParser(
  _text: string,
  _base: string | undefined,
): Promise<ParsedFeed | undefined> {
  return undefined;
}
