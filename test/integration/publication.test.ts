import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { dayOf } from "../../src/ground/time.ts";
import { makeEntry } from "../support/make.ts";
import { startNewsroom } from "../support/newsroom.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const wire = (...more: string[]) =>
  [
    "link: https://wire.example/",
    "output: { dir: ./public, formats: [json, atom] }",
    "lead: { fullText: never }",
    ...more,
    "sources:",
    '  - { id: harbour, url: "https://harbour.example/feed" }',
    '  - { id: roundup, url: "https://roundup.example/feed" }',
  ].join("\n");

type Room = Awaited<ReturnType<typeof startNewsroom>>;
const TITLES = [
  "Ferry returns to the old pier",
  "Tunnel under the river floods",
  "Mayor opens museum of clocks",
  "Strike closes all libraries",
];
const entry = (room: Room, n: number, host = "harbour.example") =>
  makeEntry({
    id: `urn:${n}`,
    link: `https://${host}/${n}`,
    title: TITLES[n] ?? "",
    summary: "",
    published: room.now() - n * 60_000,
  });

describe("composing", () => {
  test("no source has more stories than it may, and no edition more than it holds", async () => {
    const room = await startNewsroom(wire("edition: { stories: 2, perSource: 1 }"));
    await room.takeIn(
      "harbour",
      [0, 1, 2].map((n) => entry(room, n)),
    );
    await room.takeIn("roundup", [entry(room, 3, "roundup.example")]);
    await room.publish();
    expect((await room.items()).map(({ url }) => new URL(url).hostname).sort()).toEqual([
      "harbour.example",
      "roundup.example",
    ]);
  });

  test("a story leaves with the window, and the same edition twice changes no file", async () => {
    const room = await startNewsroom(wire("edition: { window: 24h }", "cluster: { window: 24h }"));
    await room.takeIn("harbour", [entry(room, 0)]);
    await room.publish();
    expect((await room.publish()).outputs.filter(({ changed }) => changed)).toEqual([]);
    room.pass(25 * HOUR);
    await room.takeIn("harbour", [entry(room, 1)]);
    await room.publish();
    expect((await room.items()).map(({ title }) => title)).toEqual([TITLES[1]]);
  });
});

describe("issuing", () => {
  test("an id and a date are kept through an edit, a change of lead and a take-over", async () => {
    const room = await startNewsroom(wire());
    await room.takeIn("harbour", [entry(room, 0)]);
    await room.publish();
    const [before] = await room.items();
    await room.takeIn("harbour", [{ ...entry(room, 0), title: "Ferry is back at the old pier" }]);
    await room.restart();
    await room.publish();
    expect(await room.items()).toMatchObject([
      { id: before?.id, date_published: before?.date_published, title: "Ferry is back at the old pier" },
    ]);
  });

  test("nothing is published once Redis has lost what readers know", async () => {
    const room = await startNewsroom(wire());
    await room.takeIn("harbour", [entry(room, 0)]);
    await room.redis.hdel(room.keys.meta, "data");
    await expect(room.publish()).rejects.toThrow("redis lost its data");
    await expect(room.items()).rejects.toThrow("ENOENT");
  });
});

describe("what the YAML names no more", () => {
  test("a feed and a format that are taken out of it end, and nothing that is not ours does", async () => {
    const feeds = "feeds: [{ id: coast, formats: [json, rss] }]";
    const room = await startNewsroom(wire(feeds));
    await room.takeIn("harbour", [entry(room, 0)]);
    await room.publish();
    const own = path.join(room.folder, "public/coast/own.html");
    await writeFile(own, "of somebody else");
    const there = async () =>
      (await readdir(path.join(room.folder, "public"), { recursive: true }))
        .filter(
          (name) =>
            /(?:feed|own|index|sources)\.\w+(?:\.gz)?$/.test(name) && !/^(?:story|archive)/.test(name),
        )
        .sort();
    expect(await there()).toEqual(
      expect.arrayContaining(["coast/feed.json", "coast/feed.rss.gz", "feed.atom", "feed.json"]),
    );
    await room.edit(wire().replace("[json, atom]", "[json]"));
    await room.publish();
    expect((await there()).filter((name) => !name.endsWith(".gz"))).toEqual([
      ...["coast/feed.json", "coast/feed.rss", "coast/own.html"],
      ...["feed.atom", "feed.json"],
    ]);
    for (const name of ["coast/feed.json", "coast/feed.rss", "feed.atom"])
      expect(await readFile(path.join(room.folder, "public", name), "utf8")).toContain("has ended");
    expect((await room.stories.statuses()).map(({ feedId }) => feedId)).toEqual(["main"]);
  });

  test("a page that was there before a format was asked for is not ours", async () => {
    const room = await startNewsroom(wire());
    await mkdir(path.join(room.folder, "public"), { recursive: true });
    await writeFile(path.join(room.folder, "public/index.html"), "of somebody else");
    await room.takeIn("harbour", [entry(room, 0)]);
    await room.publish();
    await room.edit(wire("title: Other"));
    await room.publish();
    expect(await readFile(path.join(room.folder, "public/index.html"), "utf8")).toBe("of somebody else");
  });
});

describe("archive days", () => {
  test("a day that is over has its document, once; the day that is not has one that nothing links to", async () => {
    const room = await startNewsroom(wire("edition: { window: 7d }"));
    const first = dayOf(room.now());
    await room.takeIn("harbour", [entry(room, 0)]);
    await room.publish();
    await room.redis.del(room.keys.turn("archive")); // ten minutes later
    await room.publish();
    const file = path.join(room.folder, "public/archive", `${first}.atom`);
    expect(await readFile(file, "utf8")).toContain(TITLES[0]);
    expect(await readFile(path.join(room.folder, "public/feed.atom"), "utf8")).not.toContain("prev-archive");
    room.pass(DAY);
    await room.redis.del(room.keys.turn("archive"));
    await room.takeIn("harbour", [entry(room, 1)]);
    await room.publish();
    expect(await readFile(path.join(room.folder, "public/feed.atom"), "utf8")).toContain(
      `archive/${first}.atom`,
    );
    const archived = await readFile(file, "utf8");
    room.pass(HOUR);
    await room.takeIn("harbour", [{ ...entry(room, 0), title: "Ferry is back" }]);
    await room.publish();
    expect(await readFile(file, "utf8")).toBe(archived);
  });

  test("another folder has documents of its own, and links to no other", async () => {
    const room = await startNewsroom(wire("edition: { window: 7d }"));
    const first = dayOf(room.now());
    await room.takeIn("harbour", [entry(room, 0)]);
    await room.publish();
    room.pass(DAY);
    await room.redis.del(room.keys.turn("archive"));
    await room.takeIn("harbour", [entry(room, 1)]);
    await room.publish();
    // As if the articles of an older day had expired.
    await room.stories.addArchivedDay("2026-01-02");
    await room.edit(wire("edition: { window: 7d }").replace("./public", path.join(room.folder, "elsewhere")));
    await room.publish();
    const elsewhere = path.join(room.folder, "elsewhere");
    expect(await readFile(path.join(elsewhere, "archive", `${first}.atom`), "utf8")).toContain(TITLES[0]);
    const feed = await readFile(path.join(elsewhere, "feed.atom"), "utf8");
    expect(feed).toContain(`archive/${first}.atom`);
    expect(feed).not.toContain("2026-01-02");
  });
});

describe("restoring", () => {
  test.each([
    { from: "JSON", without: /\.atom/ },
    { from: "Atom", without: /\.json/ },
  ])("an emptied Redis learns ids, dates and what was told from $from", async ({ without }) => {
    const room = await startNewsroom(wire());
    await room.takeIn("harbour", [entry(room, 0), entry(room, 1)]);
    await room.publish();
    const before = await room.items();
    const folder = path.join(room.folder, "public");
    for (const name of await readdir(folder, { recursive: true }))
      if (without.test(name)) await rm(path.join(folder, name));
    const keys = await room.redis.keys(`${room.keys.prefix.replace("{", "\\{")}*`);
    await room.redis.del(keys);
    await room.restart();
    const again = await room.takeIn("harbour", [entry(room, 0), entry(room, 1)]);
    expect(again.new).toBe(0);
    await room.publish();
    const told = ({ id, url, date_published }: (typeof before)[number]) => `${id} ${url} ${date_published}`;
    expect((await room.items()).map(told).sort()).toEqual(before.map(told).sort());
  });

  test("what was put back of a source that is configured no more is out of sight", async () => {
    const room = await startNewsroom(wire());
    await room.takeIn("harbour", [entry(room, 0)]);
    await room.takeIn("roundup", [entry(room, 1, "roundup.example")]);
    await room.publish();
    await room.redis.del(await room.redis.keys(`${room.keys.prefix.replace("{", "\\{")}*`));
    await room.edit(wire().replace(/\n {2}- \{ id: harbour.*/, ""));
    await room.restart();
    await room.publish();
    expect((await room.items()).map(({ title }) => title)).toEqual([TITLES[1]]);
  });
});
