import { expect, test } from "vitest";
import type { Part, Section } from "../../../src/app/part.ts";
import { extractPart } from "../../../src/app/parts/extract.ts";
import { fetcherPart } from "../../../src/app/parts/fetcher.ts";
import { pollPart } from "../../../src/app/parts/poll.ts";
import { publishPart } from "../../../src/app/parts/publish.ts";
import { redisPart } from "../../../src/app/parts/redis.ts";
import { schedulePart } from "../../../src/app/parts/schedule.ts";
import { servePart } from "../../../src/app/parts/serve.ts";
import { schemaKeys } from "../../support/schema-keys.ts";

/** What they say that they read: nothing is started. */
const nothing = {} as never;
const parts: readonly Part<Section, unknown>[] = [
  redisPart(nothing),
  fetcherPart(),
  servePart(nothing),
  publishPart(nothing),
  extractPart(nothing),
  pollPart(nothing),
  schedulePart(nothing),
];
/** Of the main feed, which is the first of `feeds`. */
const IN_FEEDS = ["title", "description", "language"];

test("every section of the YAML is read by a part: an edit of one that none reads would do nothing", () => {
  const read = new Set<string>([...parts.flatMap((part) => part.reads), ...IN_FEEDS]);
  const sections = new Set(schemaKeys().map((key) => key.split(/[.[]/)[0] ?? ""));
  expect([...sections].filter((section) => !read.has(section))).toEqual([]);
});

test("what is fixed is read by the part that fixes it", () => {
  for (const { reads, fixed = [] } of parts) expect(reads).toEqual(expect.arrayContaining([...fixed]));
});
