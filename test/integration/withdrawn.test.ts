import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { createExtractor } from "../../src/extract/create-extractor.ts";
import type { FetchOutcome, FetchRequest } from "../../src/model/document.ts";
import { attachFullText } from "../../src/pipeline/edition/attach-full-text.ts";
import { startNewsroom } from "../support/newsroom.ts";

const HOUR = 3_600_000;
const YAML = [
  "link: https://wire.example/",
  "output: { dir: ./public, formats: [json, atom] }",
  "edition: { window: 7d }",
  "cluster: { window: 7d }",
  "sources:",
  '  - { id: harbour, url: "https://harbour.example/feed" }',
  '  - { id: quay, url: "https://quay.example/feed" }',
].join("\n");
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

interface Told {
  readonly id: string;
  readonly title: string;
  readonly updated?: string;
  readonly host?: string;
}

const entry = ({ id, title, updated = ago(60), host = "harbour.example" }: Told) =>
  `<entry><id>${id}</id><title>${title}</title><updated>${updated}</updated><published>${ago(90)}</published><link href="https://${host}/${id.split(":").pop()}"/><summary>About it.</summary></entry>`;
const feed = (...parts: string[]) =>
  `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0"><id>tag:harbour.example,2020:feed</id><title>Harbour</title><updated>${ago(1)}</updated>${parts.join("")}</feed>`;
const FERRY = { id: "tag:harbour.example,2026:ferry", title: "Ferry returns to the old pier" };
const CLOCKS = { id: "tag:harbour.example,2026:clocks", title: "Mayor opens museum of clocks" };
const tombstone = (ref: string, when = ago(5)) => `<at:deleted-entry ref="${ref}" when="${when}"/>`;

type Room = Awaited<ReturnType<typeof startNewsroom>>;
const told = async (room: Room) => {
  room.pass(60_000);
  await room.publish();
  return (await room.items()).map(({ title }) => title).sort();
};

describe("an entry that its feed takes back", () => {
  test("says so for one edition, and then leaves", async () => {
    const room = await startNewsroom(YAML);
    await room.takeDocument("harbour", feed(entry(FERRY), entry(CLOCKS)));
    expect(await told(room)).toEqual([FERRY.title, CLOCKS.title]);
    const before = (await room.items()).find(({ title }) => title === FERRY.title);
    expect(await room.takeDocument("harbour", feed(tombstone(FERRY.id), entry(CLOCKS)))).toMatchObject({
      changed: 1,
    });
    expect(await told(room)).toEqual([CLOCKS.title, `Withdrawn: ${FERRY.title}`]);
    const item = (await room.items()).find(({ title }) => title.startsWith("Withdrawn"));
    expect(item).toMatchObject({
      id: before?.id,
      tags: ["withdrawn"],
      date_published: before?.date_published,
    });
    expect(item?.content_html).not.toContain("About it");
    const atom = await readFile(path.join(room.folder, "public/feed.atom"), "utf8");
    expect(atom).toContain('<category term="withdrawn"/>');
    expect(atom).not.toContain("at:");
    expect(await told(room)).toEqual([CLOCKS.title]);
    expect(await told(room)).toEqual([CLOCKS.title]);
  });

  test("is said once over a restart", async () => {
    const room = await startNewsroom(YAML);
    await room.takeDocument("harbour", feed(entry(FERRY), entry(CLOCKS)));
    await told(room);
    await room.takeDocument("harbour", feed(tombstone(FERRY.id), entry(CLOCKS)));
    await room.restart();
    expect(await told(room)).toEqual([CLOCKS.title, `Withdrawn: ${FERRY.title}`]);
    await room.restart();
    expect(await told(room)).toEqual([CLOCKS.title]);
  });

  test.each([
    {
      name: "an older tombstone than the entry beside it",
      document: feed(tombstone(FERRY.id, ago(120)), entry(FERRY)),
    },
    {
      name: "a tombstone of something unknown",
      document: feed(tombstone("tag:harbour.example,2026:other"), entry(FERRY)),
    },
    { name: "a tombstone without a reference", document: feed("<at:deleted-entry/>", entry(FERRY)) },
  ])("$name takes nothing back", async ({ document }) => {
    const room = await startNewsroom(YAML);
    await room.takeDocument("harbour", feed(entry(FERRY)));
    await told(room);
    await room.takeDocument("harbour", document);
    expect(await told(room)).toEqual([FERRY.title]);
  });

  test("another source cannot take it back", async () => {
    const room = await startNewsroom(YAML);
    await room.takeDocument("harbour", feed(entry(FERRY)));
    await room.takeDocument("quay", feed(tombstone(FERRY.id)));
    expect(await told(room)).toEqual([FERRY.title]);
  });

  test("comes back with its entry", async () => {
    const room = await startNewsroom(YAML);
    await room.takeDocument("harbour", feed(entry(FERRY), entry(CLOCKS)));
    await told(room);
    await room.takeDocument("harbour", feed(tombstone(FERRY.id), entry(CLOCKS)));
    await told(room);
    const again = { ...FERRY, title: "Ferry returns to the old pier, at noon", updated: ago(0) };
    await room.takeDocument("harbour", feed(entry(again), entry(CLOCKS)));
    expect(await told(room)).toEqual([again.title, CLOCKS.title]);
  });

  test("in RSS by a tombstone in the channel, or by the state of its media", async () => {
    const item = (id: string, title: string, more = "") =>
      `<item><guid isPermaLink="false">${id}</guid><title>${title}</title><link>https://harbour.example/${id}</link><pubDate>${new Date(Date.now() - HOUR).toUTCString()}</pubDate>${more}</item>`;
    const rss = (...parts: string[]) =>
      `<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/" xmlns:at="http://purl.org/atompub/tombstones/1.0"><channel><title>Harbour</title><link>https://harbour.example/</link>${parts.join("")}</channel></rss>`;
    const room = await startNewsroom(YAML);
    await room.takeDocument(
      "harbour",
      rss(item("a1", FERRY.title), item("b2", CLOCKS.title), item("c3", "Tunnel under the river floods")),
    );
    await told(room);
    await room.takeDocument(
      "harbour",
      rss(
        tombstone("a1"),
        item("b2", CLOCKS.title, '<media:status state="deleted"/>'),
        item("c3", "Tunnel under the river floods"),
      ),
    );
    expect(await told(room)).toEqual([
      "Tunnel under the river floods",
      `Withdrawn: ${FERRY.title}`,
      `Withdrawn: ${CLOCKS.title}`,
    ]);
  });

  test("leaves a story that others tell to them", async () => {
    const room = await startNewsroom(YAML);
    await room.takeDocument("harbour", feed(entry(FERRY)));
    const other = {
      id: "tag:quay.example,2026:1",
      title: "Ferry returns to old pier in the harbour",
      host: "quay.example",
    };
    await room.takeDocument("quay", feed(entry(other)).replaceAll("harbour.example", "quay.example"));
    const before = await told(room);
    expect(before).toHaveLength(1);
    await room.takeDocument("harbour", feed(tombstone(FERRY.id)));
    expect(await told(room)).toEqual([other.title]);
    expect((await room.items())[0]?._also?.items ?? []).toEqual([]);
  });
});

describe("an article whose page is gone", () => {
  const extractor = createExtractor({ threads: 1 });
  afterAll(() => extractor.close());

  async function wire(answers: (request: FetchRequest) => number) {
    const room = await startNewsroom(YAML);
    const words = "The ferry is back at the old pier, and the harbour is glad of it. ".repeat(40);
    const page = Buffer.from(
      `<html><body><article><h1>${FERRY.title}</h1><p>${words}</p></article></body></html>`,
    );
    const fetch = async (request: FetchRequest) => {
      const status = answers(request);
      const common = { url: request.url, status, headers: {}, ms: 1, validators: {} };
      const code = status === 410 ? "FETCH_GONE" : `FETCH_HTTP_${status}`;
      return (
        status === 200
          ? { ...common, kind: "document", bytes: page, hash: "h", permanentUrl: undefined }
          : { ...common, kind: "failure", code, message: `HTTP ${status}`, remedy: "" }
      ) as FetchOutcome;
    };
    const source = (id: string) => room.config.sources.find((one) => one.id === id);
    const deps = { ...room, fetch, extractor, perHost: 1, source, now: room.now };
    /** What the extractor does when it is asked. */
    const look = async () => {
      const ids = await room.articles.since(0);
      for (const id of ids) await attachFullText(deps as never, id);
    };
    await room.takeDocument("harbour", feed(entry(FERRY)));
    return { room, look };
  }

  test("410 says so: it is told for one edition", async () => {
    const { room, look } = await wire(() => 410);
    await room.publish();
    await look();
    expect(await told(room)).toEqual([`Withdrawn: ${FERRY.title}`]);
    expect(await told(room)).toEqual([]);
  });

  test("404 may be a mistake: it counts when it is the same an hour later", async () => {
    const { room, look } = await wire(() => 404);
    await look();
    expect(await told(room)).toEqual([FERRY.title]);
    room.pass(2 * HOUR);
    await look();
    expect(await told(room)).toEqual([`Withdrawn: ${FERRY.title}`]);
    expect(await told(room)).toEqual([]);
  });

  test.each([
    { name: "410", status: 410, looks: 1 },
    { name: "404, twice", status: 404, looks: 2 },
  ])("a page that was read before is looked at again: $name", async ({ status, looks }) => {
    let now = 200;
    const { room, look } = await wire(() => now);
    await look();
    expect(await told(room)).toEqual([FERRY.title]);
    now = status;
    await look();
    expect(await told(room)).toEqual([FERRY.title]);
    for (let n = 0; n < looks; n++) {
      room.pass(2 * HOUR);
      await look();
    }
    expect(await told(room)).toEqual([`Withdrawn: ${FERRY.title}`]);
  });

  test.each([
    {
      name: "a server that refuses HEAD",
      answers: ({ method }: FetchRequest) => (method === "HEAD" ? 404 : 200),
    },
    { name: "a server that is down", answers: ({ method }: FetchRequest) => (method ? 503 : 200) },
  ])("$name takes nothing back", async ({ answers }) => {
    const { room, look } = await wire(answers);
    for (let n = 0; n < 4; n++) {
      await look();
      room.pass(5 * HOUR);
    }
    expect(await told(room)).toEqual([FERRY.title]);
  });
});

test("the headlines that an article had before stand on its story's page", async () => {
  const room = await startNewsroom(YAML.replace("[json, atom]", "[json, html]"));
  await room.takeDocument("harbour", feed(entry(FERRY)));
  await told(room);
  const edited = { ...FERRY, title: "Ferry returns to the new pier", updated: ago(0) };
  await room.takeDocument("harbour", feed(entry(edited)));
  expect(await told(room)).toEqual([edited.title]);
  const stories = path.join(room.folder, "public/story");
  const [id = ""] = await readdir(stories);
  const page = await readFile(path.join(stories, id, "index.html"), "utf8");
  expect(page).toMatch(
    /<h3>Corrections<\/h3>[\s\S]*Until <time[^>]*>[^<]*<\/time>: Ferry returns to the old pier/,
  );
});
