import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { makeEntry } from "../support/make.ts";
import { startNewsroom } from "../support/newsroom.ts";

const HOUR = 3_600_000;
const sources = [
  "sources:",
  '  - { id: harbour, url: "https://harbour.example/feed", tags: [coast] }',
  '  - { id: roundup, url: "https://roundup.example/feed" }',
];

// What each feed that has nothing says: on its page and in every format.
test.each([
  { name: "no source has its tags", feed: "{ id: odd, tags: [nowhere] }", says: "no source has the tags" },
  {
    name: "its words fit nothing",
    feed: "{ id: odd, keywords: [zeppelin] }",
    says: "none that this feed takes",
  },
  {
    name: "its language is another",
    feed: "{ id: odd, languages: [fr] }",
    says: "none that this feed takes",
  },
  {
    name: "too few outlets tell anything",
    feed: "{ id: odd, minOutlets: 3 }",
    says: "none that this feed takes",
  },
  {
    name: "nothing is as new as that",
    feed: "{ id: odd, window: 1h }",
    says: "in its window of time (1 hr)",
  },
  {
    name: "the same in German",
    feed: "{ id: odd, tags: [nowhere], language: de }",
    says: "Keine Quelle trägt",
  },
])("an empty feed says why: $name", async ({ feed, says }) => {
  const room = await startNewsroom(
    [`feeds: [${feed}]`, "output: { dir: ./public }", "lead: { fullText: never }", ...sources].join("\n"),
  );
  await room.takeIn("harbour", [
    makeEntry({ id: "1", link: "https://harbour.example/1", published: room.now() - 3 * HOUR }),
  ]);
  await room.publish();
  for (const file of ["index.html", "feed.atom", "feed.rss", "feed.json"]) {
    const text = await readFile(path.join(room.folder, "public/odd", file), "utf8");
    expect(text, file).toContain(says);
    expect(await readFile(path.join(room.folder, "public", file), "utf8"), file).not.toContain(says);
  }
});
