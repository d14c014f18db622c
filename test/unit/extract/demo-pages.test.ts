import { describe, expect, test } from "vitest";
import { outlets } from "../../../src/demo/outlets.ts";
import { placeArticles } from "../../../src/demo/serve-world.ts";
import { writeArticlePage } from "../../../src/demo/write-page.ts";
import { extractPage } from "../../../src/extract/extract-page.ts";

const origins = new Map(outlets.map((outlet) => [outlet.id, `http://${outlet.id}.example`]));
const now = Date.parse("2026-11-22T12:00:00Z");
const placed = placeArticles({ rounds: [now, now, now], origins });
const pages = placed.map((one) => {
  const others = placed.filter((other) => other.outlet === one.outlet && other !== one);
  const bytes = Buffer.from(writeArticlePage(one, others));
  const headers = { "content-type": "text/html; charset=utf-8" };
  return { name: `${one.outlet.id}/${one.article.slug}`, one, page: { url: one.url, bytes, headers } };
});
const bare = (text: string) => text.replace(/<[^>]+>|\s+/g, "");

describe("pages in the manners of a dozen houses", () => {
  test.each(pages.filter(({ one }) => !one.article.wall))(
    "$name gives its text, no more and no less",
    ({ one, page }) => {
      const extraction = extractPage(page);
      const text = extraction.kind === "text" ? extraction.text : extraction.message;
      expect(bare(text)).toBe(bare(one.paragraphs.join("\n")));
    },
  );

  test.each(pages.filter(({ one }) => one.article.wall))("$name is seen to be a wall", ({ page }) => {
    expect(extractPage(page)).toMatchObject({ kind: "failure", code: "EXTRACT_WALL" });
  });
});
