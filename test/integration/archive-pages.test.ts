import { access, mkdir, readdir, readFile, utimes, writeFile } from "node:fs/promises";
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
    "output: { dir: ./public, formats: [json, atom, html] }",
    "lead: { fullText: never }",
    "edition: { window: 24h }",
    "cluster: { window: 24h }",
    ...more,
    "sources:",
    '  - { id: harbour, url: "https://harbour.example/feed" }',
    '  - { id: roundup, url: "https://roundup.example/feed", tags: [tech] }',
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

const read = (room: Room, name: string) => readFile(path.join(room.folder, "public", name), "utf8");
const isThere = (room: Room, name: string) =>
  access(path.join(room.folder, "public", name)).then(
    () => true,
    () => false,
  );
const pagesOf = (room: Room, folder = "story") =>
  readdir(path.join(room.folder, "public", folder)).catch(() => [] as string[]);

/** Links of a page to pages of the output that are not there. */
async function deadLinks(room: Room, name: string): Promise<string[]> {
  const links = [...(await read(room, name)).matchAll(/href="([^"#?:]*\/)(?:#[^"]*)?"/g)].map(
    (match) => match[1] ?? "",
  );
  const dead: string[] = [];
  for (const link of links) {
    const target = path.posix.join(path.posix.dirname(name), link, "index.html");
    if (!(await isThere(room, target))) dead.push(link);
  }
  return dead;
}

/** Noon, so that a test does not run over the end of a day. */
async function atNoon(yaml: string): Promise<Room> {
  const room = await startNewsroom(yaml);
  room.pass(DAY * 1.5 - (room.now() % DAY));
  return room;
}

describe("the archive as pages", () => {
  test("the first publication has a page of the day and a calendar, and every link leads somewhere", async () => {
    const room = await atNoon(wire("feeds: [{ id: tech, tags: [tech] }]"));
    await room.takeIn("harbour", [entry(room, 0), entry(room, 1)]);
    await room.takeIn("roundup", [entry(room, 2, "roundup.example")]);
    await room.publish();
    const today = dayOf(room.now());
    expect(await read(room, "index.html")).toContain('href="archive/"');
    expect(await read(room, "tech/index.html")).toContain('href="../archive/"');
    expect(await read(room, "archive/index.html")).toContain(`href="${today}/"`);
    const day = await read(room, `archive/${today}/index.html`);
    for (const title of TITLES.slice(0, 3)) expect(day).toContain(title);
    const [story] = await pagesOf(room);
    expect(await read(room, `story/${story}/index.html`)).toContain(`href="../../archive/${today}/"`);
    for (const page of [
      "index.html",
      "tech/index.html",
      "archive/index.html",
      `archive/${today}/index.html`,
      `story/${story}/index.html`,
    ])
      expect(await deadLinks(room, page), page).toEqual([]);
  });

  test("a story's page stays when its story leaves, and its day leads to it", async () => {
    const room = await atNoon(wire());
    await room.takeIn("harbour", [entry(room, 0)]);
    await room.publish();
    const [story] = await pagesOf(room);
    const day = dayOf(room.now());
    expect(await read(room, `archive/${day}/index.html`)).toContain("The day is not over");
    room.pass(2 * DAY);
    await room.takeIn("harbour", [entry(room, 1)]);
    await room.publish();
    expect(await read(room, "index.html")).not.toContain(TITLES[0]);
    const page = await read(room, `archive/${day}/index.html`);
    expect(page).toContain(`href="../../story/${story}/"`);
    expect(page).not.toContain("The day is not over");
    expect(await read(room, `story/${story}/index.html`)).toContain(TITLES[0]);
    expect(await read(room, `archive/${dayOf(room.now())}/index.html`)).toContain(`href="../${day}/"`);
    expect(await deadLinks(room, `archive/${day}/index.html`)).toEqual([]);
  });

  test("a day that is over never changes", async () => {
    const room = await atNoon(wire());
    await room.takeIn("harbour", [entry(room, 0)]);
    await room.publish();
    const day = dayOf(room.now());
    room.pass(DAY);
    await room.publish();
    const before = await Promise.all(
      ["/index.html", ".atom"].map((end) => read(room, `archive/${day}${end}`)),
    );
    await room.takeIn("roundup", [{ ...entry(room, 0, "roundup.example"), title: TITLES[0] ?? "" }]);
    room.pass(HOUR);
    await room.publish();
    await room.restart();
    room.pass(DAY);
    await room.publish();
    expect(
      await Promise.all(["/index.html", ".atom"].map((end) => read(room, `archive/${day}${end}`))),
    ).toEqual(before);
  });

  test("what the archive does not hold any more goes, with the pages of its stories, and nothing else", async () => {
    const room = await atNoon(wire());
    await room.takeIn("harbour", [entry(room, 0)]);
    await room.publish();
    const day = dayOf(room.now());
    const [first = ""] = await pagesOf(room);
    room.pass(2 * DAY);
    await room.takeIn("harbour", [entry(room, 1), entry(room, 2)]);
    await room.publish();
    const shown = (await pagesOf(room)).filter((id) => id !== first);
    const age = async (id: string, days: number) => {
      const at = new Date(room.now() - days * DAY);
      await utimes(path.join(room.folder, "public/story", id, "index.html"), at, at);
    };
    // Redis measures its turns by a clock of its own.
    const nextDay = () => room.redis.del(room.keys.turn("old-pages"), room.keys.turn("archive"));
    for (const id of [first, ...shown]) await age(id, 89);
    await nextDay();
    await room.publish();
    expect((await pagesOf(room)).sort()).toEqual([first, ...shown].sort());
    for (const id of [first, ...shown]) await age(id, 91);
    await mkdir(path.join(room.folder, "public/archive/2020-02-29"));
    await writeFile(path.join(room.folder, "public/archive/2020-02-29.atom.gz"), "");
    await writeFile(path.join(room.folder, "public/archive/2020-02-29.atom"), "");
    await nextDay();
    await room.publish();
    // Those that an edition shows stay, however old; the day of the other is held, but its page is as old as that.
    expect((await pagesOf(room)).sort()).toEqual(shown.sort());
    expect((await pagesOf(room, "archive")).filter((name) => name.startsWith("2020"))).toEqual([]);
    expect(await isThere(room, `archive/${day}/index.html`)).toBe(true);
  });

  test.each([
    { name: "a wire without pages has none", formats: "[json, atom]" },
    { name: "a wire of RSS alone has none", formats: "[rss]" },
  ])("$name", async ({ formats }) => {
    const room = await atNoon(wire().replace("[json, atom, html]", formats));
    await room.takeIn("harbour", [entry(room, 0)]);
    await room.publish();
    expect(await isThere(room, "archive/index.html")).toBe(false);
  });

  test("pages that are asked for later come with the days that are known", async () => {
    const room = await atNoon(wire().replace("[json, atom, html]", "[json, atom]"));
    await room.takeIn("harbour", [entry(room, 0)]);
    await room.publish();
    const day = dayOf(room.now());
    room.pass(DAY);
    await room.publish();
    const atom = await read(room, `archive/${day}.atom`);
    await room.edit(wire());
    await room.publish();
    expect(await read(room, `archive/${day}/index.html`)).toContain(TITLES[0]);
    expect(await read(room, `archive/${day}.atom`)).toBe(atom);
  });
});

describe("a story's page over time", () => {
  test("tells a correction beside what it corrects, and when the lead changed", async () => {
    const room = await atNoon(wire());
    await room.takeIn("harbour", [entry(room, 0)]);
    await room.publish();
    room.pass(2 * HOUR);
    await room.takeIn("harbour", [
      {
        ...entry(room, 1),
        id: "urn:c",
        link: "https://harbour.example/c",
        title: `CORRECTION: ${TITLES[0]}`,
        published: room.now(),
      },
    ]);
    await room.publish();
    const [story] = await pagesOf(room);
    const html = await read(room, `story/${story}/index.html`);
    expect(html).toContain(`CORRECTION: ${TITLES[0]}`);
    expect(html).toContain('<li class="superseded">');
    expect(html).toMatch(/<strong>Correction<\/strong>/);
    expect(html).toContain("2 hrs later");
    expect(html).toContain("led the story until");
    expect(html).toContain("leads the story since");
    expect(html).toContain("first to tell it");
    const day = await read(room, `archive/${dayOf(room.now())}/index.html`);
    expect(day.match(/Ferry returns to the old pier/g)?.length).toBeGreaterThan(0);
  });
});
