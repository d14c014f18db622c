import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { startNewsroom } from "../support/newsroom.ts";

const WIRE = [
  "link: https://wire.example/",
  "output: { dir: ./public, formats: [json, atom, rss] }",
  "lead: { fullText: never }",
  'sources: [{ id: harbour, url: "https://feeds.harbour.example/rss", name: Harbour Post }]',
].join("\n");

const minutesAgo = (n: number) => new Date(Math.floor(Date.now() / 1000) * 1000 - n * 60_000).toISOString();
const ago = [0, 10, 20, 30].map(minutesAgo);

const FEED = `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">
<id>tag:harbour.example,2020:feed</id><title>Harbour Post: all news</title><updated>${ago[1]}</updated>
<rights>All rights at the quay</rights>
<link rel="self" href="https://harbour.example/atom.xml"/><link href="https://harbour.example/"/>
<entry><id>tag:harbour.example,2026:ferry</id><title>Ferry returns to the old pier</title><updated>${ago[2]}</updated><published>${ago[3]}</published>
<link href="https://harbour.example/ferry"/><link rel="replies" type="text/html" href="https://talk.example/t/7"/>
<author><name>Ana Quay</name><email>ana@harbour.example</email><uri>https://harbour.example/ana</uri></author>
<author><name>Ben Pier</name></author>
<category term="transport" scheme="https://harbour.example/topics" label="Ships and trains"/><category term="Harbour"/>
<link rel="enclosure" href="https://cdn.example/ferry.mp3" type="audio/mpeg" length="1000"/><itunes:duration>1:05</itunes:duration>
<rights>CC BY</rights><content type="html">&lt;p&gt;The ferry is back at the old pier.&lt;/p&gt;</content></entry></feed>`;

async function published(feed = FEED) {
  const room = await startNewsroom(WIRE);
  await room.takeDocument("harbour", feed);
  await polled(room);
  await room.publish();
  const read = (name: string) => readFile(path.join(room.folder, "public", name), "utf8");
  return { room, read };
}

/** What a poll remembers of the document itself. */
async function polled({ schedule }: Awaited<ReturnType<typeof startNewsroom>>) {
  await schedule.sync([{ id: "harbour", host: "harbour.example", firstDue: 0 }]);
  const [visit] = await schedule.claim(1, 1);
  if (!visit?.claims[0]) throw new Error("nothing was due");
  const document = {
    title: "Harbour Post: all news",
    siteUrl: "https://harbour.example/",
    id: "tag:harbour.example,2020:feed",
    feedUrl: "https://harbour.example/atom.xml",
    rights: "All rights at the quay",
  };
  const state = { url: "https://feeds.harbour.example/rss", nextPollAt: 0, document };
  await schedule.settle(visit, visit.claims[0], { state, result: undefined } as never);
}

describe("an entry that stands alone", () => {
  test("keeps in Atom what its feed says of it and of itself", async () => {
    const atom = await (await published()).read("feed.atom");
    const entry = atom.slice(atom.indexOf("<entry"));
    for (const part of [
      "<id>tag:harbour.example,2026:ferry</id>",
      "<author><name>Ana Quay</name><uri>https://harbour.example/ana</uri><email>ana@harbour.example</email></author>",
      "<author><name>Ben Pier</name></author>",
      '<category term="transport" scheme="https://harbour.example/topics" label="Ships and trains"/>',
      '<category term="Harbour"/>',
      '<link rel="replies" type="text/html" href="https://talk.example/t/7"/>',
      '<link rel="via" href="https://feeds.harbour.example/rss"/>',
      "<itunes:duration>65</itunes:duration>",
      "<rights>CC BY</rights>",
    ])
      expect(entry).toContain(part);
    const source = entry.slice(entry.indexOf("<source>"));
    for (const part of [
      "<id>tag:harbour.example,2020:feed</id>",
      '<link rel="self" href="https://harbour.example/atom.xml"/>',
      '<link rel="alternate" type="text/html" href="https://harbour.example/"/>',
      `<updated>${new Date(ago[1] ?? "").toISOString()}</updated>`,
      "<rights>All rights at the quay</rights>",
    ])
      expect(source).toContain(part);
  });

  test("and in RSS", async () => {
    const rss = await (await published()).read("feed.rss");
    const item = rss.slice(rss.indexOf("<item>"));
    expect(item.match(/<dc:creator>[^<]*/g)).toEqual(["<dc:creator>Ana Quay", "<dc:creator>Ben Pier"]);
    for (const part of [
      '<guid isPermaLink="false">tag:harbour.example,2026:ferry</guid>',
      '<category domain="https://harbour.example/topics">Ships and trains</category>',
      "<category>Harbour</category>",
      "<comments>https://talk.example/t/7</comments>",
      "<itunes:duration>65</itunes:duration>",
    ])
      expect(item).toContain(part);
  });

  test("and in JSON Feed", async () => {
    const [item] = JSON.parse(await (await published()).read("feed.json")).items;
    expect(item).toMatchObject({
      id: "tag:harbour.example,2026:ferry",
      authors: [{ name: "Ana Quay", url: "https://harbour.example/ana" }, { name: "Ben Pier" }],
      tags: ["Ships and trains", "Harbour"],
      attachments: [{ duration_in_seconds: 65 }],
      _discussion: { url: "https://talk.example/t/7" },
    });
    expect(item.content_html).toContain('<a href="https://talk.example/t/7">Discussed at talk.example</a>');
  });
});

describe("an id that its publisher gave", () => {
  const entry = (id: string, n = 1) =>
    `<entry><id>${id}</id><title>${["Ferry returns", "Mayor opens museum of clocks"][n - 1]}</title><updated>${ago[2]}</updated><link href="https://harbour.example/${n}"/></entry>`;
  const feed = (...entries: string[]) =>
    `<feed xmlns="http://www.w3.org/2005/Atom"><id>tag:harbour.example,2020:feed</id><title>Harbour Post</title><updated>${ago[1]}</updated>${entries.join("")}</feed>`;

  test.each([
    { name: "is no IRI", id: "17" },
    { name: "is the site", id: "https://harbour.example/" },
    { name: "is another wire's story", id: "tag:other.example,2026-01-01:story/01JD0000000000000000000000" },
  ])("is none where it $name", async ({ id }) => {
    const { room } = await published(feed(entry(id)));
    expect((await room.items())[0]?.id).toMatch(/^tag:wire\.example,[\d-]+:story\/\w{26}$/);
  });

  test("is none where several entries have it", async () => {
    const shared = "https://harbour.example/news";
    const { room } = await published(feed(entry(shared, 1), entry(shared, 2)));
    const items = await room.items();
    expect(items).toHaveLength(2);
    for (const { id } of items) expect(id).toMatch(/^tag:wire\.example/);
  });

  test.each(["json", "atom"])("stays when Redis lost everything, read back from %s", async (format) => {
    const { room } = await published();
    const [before] = await room.items();
    const gone = format === "json" ? "feed.atom" : "feed.json";
    await rm(path.join(room.folder, "public", gone));
    await room.redis.del(await room.redis.keys(`${room.keys.prefix}*`));
    await room.restart();
    await room.takeDocument("harbour", FEED.replace("old pier</title>", "old pier at last</title>"));
    await room.publish();
    const [after] = await room.items();
    expect([after?.id, after?.date_published]).toEqual([before?.id, before?.date_published]);
  });
});
