import { readFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, test } from "vitest";
import type { Issue } from "../../src/model/edition.ts";
import { createNewsroom } from "../../src/pipeline/newsroom.ts";
import { lastSlot } from "../../src/schedule/issue-slots.ts";
import { FRONT_PAGE, TOLD_TWICE } from "../support/headlines.ts";
import { makeEntry } from "../support/make.ts";
import { startNewsroom } from "../support/newsroom.ts";

const HOUR = 3_600_000;
const DIGEST = { at: ["07:00", "18:00"], timezone: "Europe/Berlin", stories: 18 };
const OUTLETS = ["harbour", "courier", "beacon"];
const wire = (...more: string[]) =>
  [
    "link: https://wire.example/",
    "output: { dir: ./public }",
    "lead: { fullText: never, prefer: [harbour] }",
    `feeds: [{ id: morning, title: Morning wire, digest: ${JSON.stringify(DIGEST)} }]`,
    ...more,
    "sources:",
    ...OUTLETS.map(
      (id, n) => `  - { id: ${id}, url: "https://${id}.example/feed"${n === 2 ? ", tags: [Coast]" : ""} }`,
    ),
  ].join("\n");

type Room = Awaited<ReturnType<typeof startNewsroom>>;

const LEAD_TEXT = Array.from(
  { length: 8 },
  (_, n) =>
    `<p>Paragraph ${n} of the lead says what the ministers of both countries have come to discuss.</p>`,
).join("");

const item = (room: Room, outlet: string, slug: string, title: string, content?: string) =>
  makeEntry({
    id: `urn:${outlet}:${slug}`,
    link: `https://${outlet}.example/${slug}`,
    title,
    summary: "",
    content,
    // What leads is the news of the hour.
    published: room.now() - (slug === "lead" ? 0 : 6 * HOUR),
  });

/** The front page of three outlets: one article whole, and the headlines in turn. */
async function frontPage(room: Room): Promise<void> {
  for (const [n, outlet] of OUTLETS.entries()) {
    const own = FRONT_PAGE.flatMap((title, at) =>
      at % 3 === n ? [item(room, outlet, `h${at}`, title)] : [],
    );
    await room.takeIn(outlet, own);
  }
}

const LEAD = "Korean and Japanese Leaders Meet in Nagato as Fishing Talks Resume";
const LEADS = [
  LEAD,
  "Korean and Japanese Leaders Resume Fishing Talks in Nagato",
  "Korean, Japanese Leaders Meet in Nagato, Resume Fishing Talks",
];
/** Three outlets tell it, one of them whole. */
async function lead(room: Room, correction = ""): Promise<void> {
  for (const [n, outlet] of OUTLETS.entries())
    await room.takeIn(outlet, [
      item(room, outlet, "lead", `${correction}${LEADS[n]}`, n === 0 ? LEAD_TEXT : undefined),
    ]);
}

async function issues(room: Room): Promise<readonly Issue[]> {
  const known = await room.issues.all("morning");
  return [...known.values()].filter((one) => one !== undefined).sort((a, b) => a.at - b.at);
}

const published = (room: Room, file: string) =>
  readFile(path.join(room.folder, "public/morning", file), "utf8");
const headlinesIn = (html: string) => [...html.matchAll(/<li><a [^>]*>([^<]*)<\/a> <small>\(([^<]*)\)/g)];

/** Just after the next stated hour. */
function toNextHour(room: Room): void {
  const before = lastSlot(DIGEST, room.now()).id;
  while (lastSlot(DIGEST, room.now()).id === before) room.pass(60_000);
}

describe("an issue", () => {
  test("is the front page: the lead whole, the other headlines once each, with their outlets, by section", async () => {
    const room = await startNewsroom(wire());
    await frontPage(room);
    await lead(room);
    await room.publish();
    const [issue] = await issues(room);
    const slot = lastSlot(DIGEST, room.now());
    expect(issue).toMatchObject({
      id: slot.id,
      entryId: expect.stringMatching(`:issue/morning/${slot.id}$`),
    });
    expect(issue?.title).toMatch(
      /^\w+day \d{1,2} \w+, (?:morning|evening): Korean and Japanese Leaders Meet/,
    );
    expect(issue?.html).toContain(LEAD_TEXT);
    const lines = headlinesIn(issue?.html ?? "").map(([, title = "", outlets = ""]) => ({ title, outlets }));
    const stories = FRONT_PAGE.length - TOLD_TWICE.reduce((sum, told) => sum + told.length - 1, 0);
    expect(lines).toHaveLength(stories);
    expect(new Set(lines.map(({ title }) => title)).size).toBe(stories);
    const pact = lines.filter(({ title }) => title.includes("Norway") || title.includes("Norwegian"));
    expect(pact.map(({ outlets }) => outlets.split(", ").sort())).toEqual([
      [...new Set(TOLD_TWICE[0]?.map((n) => `${OUTLETS[n % 3]}.example`))].sort(),
    ]);
    expect([...(issue?.html ?? "").matchAll(/<h2>([^<]+)<\/h2>/g)].map(([, title]) => title)).toEqual([
      "Further stories",
      "Coast",
    ]);
  });

  test("stands in every format, and on a page of its own", async () => {
    const room = await startNewsroom(wire());
    await lead(room);
    await room.publish();
    const [issue] = await issues(room);
    const { items } = JSON.parse(await published(room, "feed.json"));
    expect(items).toMatchObject([
      {
        id: issue?.entryId,
        url: `https://wire.example/morning/${issue?.id}/`,
        title: issue?.title,
        content_html: expect.stringContaining(LEAD_TEXT),
      },
    ]);
    expect(await published(room, "feed.atom")).toContain(`<id>${issue?.entryId}</id>`);
    expect(await published(room, "feed.atom")).not.toContain("<source>");
    expect(await published(room, "feed.rss")).toContain(issue?.entryId);
    for (const page of ["index.html", `${issue?.id}/index.html`])
      expect(await published(room, page)).toContain("Paragraph 7 of the lead");
    expect(JSON.parse(await published(room, `${issue?.id}/issue.json`))).toEqual(issue);
  });

  test("never changes, whatever becomes of its stories, and the files stay byte for byte", async () => {
    const room = await startNewsroom(wire());
    await lead(room);
    await room.publish();
    const before = await Promise.all(
      ["feed.atom", "feed.rss", "feed.json"].map((name) => published(room, name)),
    );
    await lead(room, "Correction: ");
    await frontPage(room);
    await room.publish();
    await room.restart();
    await room.publish();
    expect(
      await Promise.all(["feed.atom", "feed.rss", "feed.json"].map((name) => published(room, name))),
    ).toEqual(before);
  });
});

describe("the stated hours", () => {
  test("bring an issue each, of what none before it told", async () => {
    const room = await startNewsroom(wire());
    await lead(room);
    await room.publish();
    await frontPage(room);
    await room.publish();
    expect(await issues(room)).toHaveLength(1);
    toNextHour(room);
    await room.publish();
    const [first, second] = await issues(room);
    expect(second?.id).toBe(lastSlot(DIGEST, room.now()).id);
    expect(second?.html).not.toContain("Korean and Japanese Leaders");
    expect(first?.told).toHaveLength(1);
    expect((await room.items("morning")).map(({ id }) => id)).toEqual([second?.entryId, first?.entryId]);
  });

  test("bring none where there is nothing new, also not when something comes after them", async () => {
    const room = await startNewsroom(wire());
    await lead(room);
    await room.publish();
    toNextHour(room);
    await room.publish();
    await frontPage(room);
    await room.publish();
    expect(await issues(room)).toHaveLength(1);
    toNextHour(room);
    await room.publish();
    expect(await issues(room)).toHaveLength(2);
  });

  test("that were missed while nothing ran bring one", async () => {
    const room = await startNewsroom(wire("edition: { window: 7d }"));
    await lead(room);
    await room.publish();
    await frontPage(room);
    for (let n = 0; n < 5; n++) toNextHour(room);
    await room.restart();
    await room.publish();
    await room.publish();
    const [, late] = await issues(room);
    expect(await issues(room)).toHaveLength(2);
    expect(late?.id).toBe(lastSlot(DIGEST, room.now()).id);
  });

  test("wait until what is due was asked, and no longer than three minutes", async () => {
    const room = await startNewsroom(wire());
    await lead(room);
    await room.publish("usual"); // the first round is not over
    room.pass(10_000);
    await room.publish("usual");
    expect(await issues(room)).toEqual([]);
    room.pass(HOUR / 10);
    await room.publish("usual");
    expect(await issues(room)).toHaveLength(1);
  });
});

describe("once", () => {
  test("of two who publish at a time", async () => {
    const room = await startNewsroom(wire());
    await lead(room);
    const other = createNewsroom(room, room.config);
    await other.takeOver();
    await Promise.all([room.publish(), other.publish({ feedId: "all", mode: "now" })]);
    const [issue] = await issues(room);
    expect(await issues(room)).toHaveLength(1);
    expect(JSON.parse(await published(room, `${issue?.id}/issue.json`))).toEqual(issue);
  });

  test("of one who dies between Redis and the files", async () => {
    const room = await startNewsroom(wire());
    await lead(room);
    const dying = {
      ...room,
      issues: {
        ...room.issues,
        put: async (...given: Parameters<typeof room.issues.put>) => {
          await room.issues.put(...given);
          throw new Error("killed");
        },
      },
    };
    const other = createNewsroom(dying, room.config);
    await other.takeOver();
    await expect(other.publish({ feedId: "all", mode: "now" })).rejects.toThrow("killed");
    const [before] = await issues(room);
    await frontPage(room);
    await room.restart();
    await room.publish();
    expect(await issues(room)).toEqual([before]);
    expect((await room.items("morning")).map(({ id, title }) => [id, title])).toEqual([
      [before?.entryId, before?.title],
    ]);
  });

  test("of a Redis that lost everything", async () => {
    const room = await startNewsroom(wire());
    await lead(room);
    await room.publish();
    const before = await issues(room);
    await room.redis.del(...(await room.redis.keys(`${room.keys.prefix.replace(/[{}]/g, "\\$&")}*`)));
    await frontPage(room);
    await room.restart();
    await room.publish();
    expect(await issues(room)).toEqual(before);
  });
});

test("a feed of issues chooses as any feed does", async () => {
  const room = await startNewsroom(
    wire().replace("title: Morning wire", 'title: Morning wire, keywords: ["/tariff/i"]'),
  );
  await frontPage(room);
  await lead(room);
  await room.publish();
  const [issue] = await issues(room);
  expect(issue?.html).not.toContain("Korean and Japanese Leaders");
  expect(issue?.html).toMatch(/tariff/i);
});

test.each([
  ["de", /^\w+, \d{1,2}\. \p{L}+, (?:Morgen|Abend): /u],
  ["fr", /^\p{L}+ \d{1,2} \p{L}+, (?:matin|soir): /u],
  ["ja", /^\d{1,2}月\d{1,2}日.+, (?:朝|夕方): /u],
])("its title is in the wire's language: %s", async (language, title) => {
  const room = await startNewsroom(wire(`language: ${language}`));
  await lead(room);
  await room.publish();
  expect((await issues(room))[0]?.title).toMatch(title);
});
