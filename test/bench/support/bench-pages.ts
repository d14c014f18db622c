import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { inventPage } from "../../support/invent-page.ts";

export const URL_OF_PAGE = "https://outlet.example/2026/11/22/story";

/** The first 24 pages of a folder of `.html` and `.html.gz` files; without one, 20 invented pages of real size. */
export function pagesFor(folder: string | undefined): Buffer[] {
  if (!folder) return Array.from({ length: 20 }, (_, i) => Buffer.from(inventPage(i, 120)));
  return readdirSync(folder)
    .filter((file) => /\.html(?:\.gz)?$/.test(file))
    .sort()
    .slice(0, 24)
    .map((file) => readFileSync(path.join(folder, file)))
    .map((bytes) => (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes));
}
