import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { startNewsroom } from "../support/newsroom.ts";

const WIRE = (more = "") =>
  [
    "link: https://wire.example/",
    "output: { dir: ./public, formats: [json, atom, rss] }",
    "lead: { fullText: never }",
    `sources: [{ id: roundup, url: "https://roundup.example/feed", name: The Roundup${more} }]`,
  ].join("\n");

interface Told {
  readonly title: string;
  readonly by?: string;
  readonly minutes?: number;
  readonly summary?: string;
}

/** One feed whose items name their publishers by `<source url>`. */
const roundup = (items: readonly Told[]) =>
  `<rss version="2.0"><channel><title>Roundup</title><link>https://roundup.example/</link>${items
    .map(({ title, by, minutes = 0, summary = "" }, n) => {
      const domain = `${by?.toLowerCase().replaceAll(" ", "-")}.example`;
      const link = by ? `https://${domain}/${n}` : `https://roundup.example/${n}`;
      const source = by ? `<source url="https://${domain}/rss">${by}</source>` : "";
      const date = new Date(Date.now() - minutes * 60_000).toUTCString();
      return `<item><title>${title}</title><link>${link}</link><description>${summary}</description><pubDate>${date}</pubDate>${source}</item>`;
    })
    .join("")}</channel></rss>`;

const SIX: readonly Told[] = [
  { title: "Harbour council approves new ferry terminal in Northgate", by: "Harbour Post", minutes: 5 },
  { title: "New ferry terminal in Northgate approved by harbour council", by: "Quay Times", minutes: 9 },
  { title: "Volcano on Sorrel Island erupts, thousands evacuated", by: "Pier News", minutes: 12 },
  { title: "Thousands evacuated as volcano erupts on Sorrel Island", by: "Harbour Post", minutes: 16 },
  { title: "Central bank of Merania cuts interest rate to 2.5 percent", by: "Quay Times", minutes: 20 },
  { title: "Merania's central bank cuts interest rate to 2.5 percent", by: "Pier News", minutes: 24 },
];

describe("six headlines of three publishers in one feed", () => {
  test("are three stories, each told by two of them under their own names", async () => {
    const room = await startNewsroom(WIRE());
    await room.takeDocument("roundup", roundup(SIX));
    await room.publish();
    const items = await room.items();
    expect(items).toHaveLength(3);
    const told = items.map((item) =>
      [item._source.outlet, ...(item._also?.items ?? []).map((one) => one.outlet)].sort(),
    );
    expect(told.sort()).toEqual([
      ["Harbour Post", "Pier News"],
      ["Harbour Post", "Quay Times"],
      ["Pier News", "Quay Times"],
    ]);
    for (const item of items) {
      expect(item._source.carrier).toEqual({
        title: "The Roundup",
        feed_url: "https://roundup.example/feed",
      });
      expect(item.authors).toEqual([{ name: item._source.outlet }]);
      expect(item.content_html).toContain("via The Roundup");
    }
  });

  test("have no text where the feed gives headlines of all that tell it", async () => {
    const line = (title: string, by: string) =>
      `&lt;li&gt;&lt;a href="https://roundup.example/${by.length}"&gt;${title}&lt;/a&gt;&amp;nbsp;&amp;nbsp;&lt;font color="#6f6f6f"&gt;${by}&lt;/font&gt;&lt;/li&gt;`;
    const lines = SIX.slice(0, 2).map(({ title, by = "" }) => line(title, by));
    const summary = `&lt;ol&gt;${lines.join("").repeat(10)}&lt;/ol&gt;`;
    const room = await startNewsroom(WIRE());
    await room.takeDocument("roundup", roundup([{ ...(SIX[0] as Told), summary }]));
    await room.publish();
    const [item] = await room.items();
    expect(item?.content_html).toMatch(/^<p><small>[\s\S]*via The Roundup/);
    expect(item?.content_html).not.toContain("<li>");
  });

  test("are one outlet's where the YAML says so", async () => {
    const room = await startNewsroom(WIRE(", outlet: The Roundup"));
    await room.takeDocument("roundup", roundup(SIX));
    await room.publish();
    const items = await room.items();
    expect(new Set(items.map((item) => item._source.outlet))).toEqual(new Set(["The Roundup"]));
    expect(items[0]?._source.carrier).toBeUndefined();
  });

  test("keep their publishers when Redis lost everything, in either format", async () => {
    for (const format of ["json", "atom"]) {
      const room = await startNewsroom(WIRE());
      await room.takeDocument("roundup", roundup(SIX));
      await room.publish();
      const before = await room.items();
      const atom = await readFile(path.join(room.folder, "public/feed.atom"), "utf8");
      expect(atom).toContain('<link rel="via" href="https://roundup.example/feed" title="The Roundup"/>');
      if (format === "atom") await rm(path.join(room.folder, "public/feed.json"));
      await room.redis.del(await room.redis.keys(`${room.keys.prefix}*`));
      await room.restart();
      await room.publish();
      const after = await room.items();
      expect(after.map(({ id, _source }) => [id, _source.outlet, _source.carrier])).toEqual(
        before.map(({ id, _source }) => [id, _source.outlet, _source.carrier]),
      );
    }
  });
});

test("a series of one publisher stays apart, whoever carries it", async () => {
  const room = await startNewsroom(WIRE());
  const series = ["Monday", "Tuesday", "Wednesday"].map((day, n) => ({
    title: `Morning tide table for Northgate: ${day}`,
    by: "Harbour Post",
    minutes: (n * 24 * 60) / 2,
  }));
  await room.takeDocument("roundup", roundup(series));
  await room.publish();
  expect(await room.items()).toHaveLength(3);
});

test("a publisher speaks once, be it by its own feed or by another's", async () => {
  const yaml = WIRE().replace(
    "sources: [",
    'sources: [{ id: post, url: "https://harbour-post.example/rss" }, ',
  );
  const room = await startNewsroom(yaml);
  const own = roundup([{ title: "Harbour council approves new ferry terminal in Northgate", minutes: 5 }]);
  await room.takeDocument("post", own.replaceAll("roundup.example", "harbour-post.example"));
  await room.takeDocument(
    "roundup",
    roundup([{ ...(SIX[0] as Told), title: `${SIX[0]?.title} - Harbour Post` }]),
  );
  await room.publish();
  const [item, ...others] = await room.items();
  expect(others).toEqual([]);
  expect(item?._also?.items ?? []).toEqual([]);
});

/** The words of a page that tells some stories twice, invented after one that does. */
const ONE_PAGE: readonly string[] = [
  "Merania-Talva Trade Framework Signals Major Shift in Tariffs, Energy, and Supply Chains",
  "Talvan Election: Sena Orvik Poised for Landslide Win Despite Record Snowfall",
  "Northgate Man Indicted for Alleged Threat Against Deputy Mayor, Faces Additional Charges",
  "Orvik Pushes Lisenne-Corda Peace Talks Before Summer Amid Escalating Attacks",
  "President Lifts 25% Tariff on Talvan Goods in Strategic Merania-Talva Trade and Energy Deal",
  "Lawmakers to Review Unredacted Harbour Authority Files Starting Monday",
  "President Says “Very Good Talks” Underway on Lisenne-Corda War as Peace Efforts Continue",
  "Missing Judge Dismisses Lawsuit Challenging Coffee Chain’s Hiring Policies",
];

test("a page that is the only source loses its repeats, and keeps its series apart", async () => {
  const room = await startNewsroom(WIRE());
  const tides = ["Monday", "Tuesday"].map((day) => `Tide table for Northgate harbour: ${day}`);
  await room.takeDocument(
    "roundup",
    roundup([...ONE_PAGE, ...tides].map((title, minutes) => ({ title, minutes }))),
  );
  await room.publish();
  const items = await room.items();
  expect(new Set(items.map((item) => item._source.outlet))).toEqual(new Set(["roundup.example"]));
  expect(items).toHaveLength(ONE_PAGE.length + tides.length - 2);
});
