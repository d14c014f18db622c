import { expect, test } from "vitest";
import { DAY_MS, HOUR_MS } from "../../../src/ground/time.ts";
import type { EpochMs } from "../../../src/model/brand.ts";
import { newestParts } from "../../../src/pipeline/listing/newest-parts.ts";

const NOW = Date.UTC(2026, 10, 30, 12) as EpochMs;
const WINDOW = 2 * DAY_MS;

type Part = string | readonly [path: string, hoursAgo: number];

const chosen = (...parts: readonly Part[]) =>
  newestParts(
    parts.map((part) => {
      const [path, hoursAgo] = typeof part === "string" ? [part, undefined] : part;
      const changed = hoursAgo === undefined ? undefined : ((NOW - hoursAgo * HOUR_MS) as EpochMs);
      return { url: `https://news.quay.example/${path}`, changed };
    }),
    NOW,
    WINDOW,
  ).map(({ url }) => url.replace("https://news.quay.example/", ""));

const numbers = (count: number) => Array.from({ length: count }, (_, n) => `posts-${n + 1}.xml`);

test.each<{ readonly name: string; readonly parts: readonly Part[]; readonly first: readonly string[] }>([
  {
    name: "the one for news, though others changed later",
    parts: [
      ["post-1.xml", 1],
      ["post-2.xml", 2],
      ["post-3.xml", 3],
      ["post-4.xml", 4],
      ["news-sitemap.xml", 5],
    ],
    first: ["news-sitemap.xml", "post-1.xml", "post-2.xml", "post-3.xml"],
  },
  {
    name: "the one for news that has no date, or an old one",
    parts: [["post-1.xml", 1], "googlenews.xml", ["latest.xml", 9_000]],
    first: ["latest.xml", "googlenews.xml", "post-1.xml"],
  },
  { name: "of numbered ones both ends", parts: numbers(9), first: ["posts-1.xml", "posts-9.xml"] },
  {
    name: "of those that all changed at once both ends",
    parts: numbers(9).map((path) => [path, 30] as const),
    first: ["posts-1.xml", "posts-9.xml"],
  },
  {
    name: "of days that are asked for by year, month and day",
    parts: ["s.xml?yyyy=2026&mm=11&dd=28", "s.xml?yyyy=2019&mm=01&dd=01", "s.xml?yyyy=2026&mm=11&dd=30"],
    first: ["s.xml?yyyy=2026&mm=11&dd=30", "s.xml?yyyy=2026&mm=11&dd=28"],
  },
  {
    name: "of years",
    parts: ["s-2024.xml", "s-2025.xml", "s-2026.xml", "s-2023.xml"],
    first: ["s-2026.xml"],
  },
  {
    name: "of months by name",
    parts: ["s/2026/september", "s/2026/october", "s/2026/november", "s/2025/november"],
    first: ["s/2026/november"],
  },
  {
    name: "nothing old where all are for news",
    parts: [
      "news/2026-07.xml",
      "news/2026-08.xml",
      "news/2026-09.xml",
      "news/2026-10.xml",
      "news/2026-11.xml",
    ],
    first: ["news/2026-11.xml"],
  },
])("of an index is asked for $name", ({ parts, first }) => {
  expect(chosen(...parts).slice(0, first.length)).toEqual(first);
  if (first.length === 1) expect(chosen(...parts)).toHaveLength(1);
});
