// Node 20's own decoder is wrong for windows-1252
import { TextDecoder } from "@exodus/bytes/encoding.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectedOfDemo } from "../../../src/demo/expected.ts";
import { outlets } from "../../../src/demo/outlets.ts";
import { startWorld, type World } from "../../../src/demo/serve-world.ts";

const START = Date.UTC(2026, 4, 12, 9, 30);
const MINUTE = 60_000;

let world: World;
let now = START;
beforeAll(async () => {
  world = await startWorld({ now: () => now });
});
afterAll(() => world.close());

function urlOfSource(id: string): string {
  return world.sources.find((source) => source.id === id)?.url ?? "";
}

async function textOf(url: string, charset: string): Promise<string> {
  const bytes = await (await fetch(url)).arrayBuffer();
  return new TextDecoder(charset, { fatal: true }).decode(bytes);
}

/** Up to the first weekday that is filled in at the start. */
function lastParagraph(text: string): string {
  const [before = ""] = (text.trim().split("\n\n").at(-1) ?? "").split("{day");
  return before.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
}

const slugs = outlets.flatMap((outlet) => outlet.articles.map(({ slug }) => slug));

describe("the world's texts", () => {
  test("no two articles share a slug", () => expect(new Set(slugs).size).toBe(slugs.length));

  test("fill a front page", () => {
    expect(slugs.length).toBeGreaterThan(80);
    expect(slugs.length).toBeLessThan(150);
  });

  test("repeat the shape of one front page: a lead and seventeen headlines, one story three times, one twice", () => {
    const page = outlets.find(({ id }) => id === "meridian")?.articles.filter(({ round }) => !round) ?? [];
    const count = (story: string) => page.filter((article) => article.story === story).length;
    expect(page).toHaveLength(18);
    expect(["lisenne-treaty", "calvera-norhaven-trade", "sarmel-talks"].map(count)).toEqual([1, 3, 2]);
  });

  test("tell the lead story in the words of four outlets", () => {
    const tellers = outlets.filter((outlet) =>
      outlet.articles.some(({ story, round }) => story === "lisenne-treaty" && !round),
    );
    expect(tellers).toHaveLength(4);
  });

  test("hold every slug that is expected of them", () => {
    const { stories, repeated, syndicated, apart, walls, refused, leadArticle, corrected } = expectedOfDemo();
    const named = [[...stories.values()], [...repeated.keys()], syndicated, apart, walls, refused].flat(2);
    expect([...named, leadArticle, corrected].filter((slug) => !slugs.includes(slug))).toEqual([]);
  });
});

describe("the world on HTTP", () => {
  test.each([
    { name: "RSS 2.0", id: "meridian", type: "application/rss+xml", has: "<rss version" },
    { name: "RSS 1.0", id: "mirador", type: "application/rdf+xml", has: "<rdf:RDF" },
    { name: "Atom", id: "concordia", type: "application/atom+xml", has: "http://www.w3.org/2005/Atom" },
    { name: "JSON Feed", id: "orbit", type: "application/feed+json", has: "jsonfeed.org/version/1.1" },
  ])("serves $name", async ({ id, type, has }) => {
    const response = await fetch(urlOfSource(id));
    expect(response.headers.get("content-type")).toContain(type);
    expect(await response.text()).toContain(has);
  });

  test("writes windows-1252 as windows-1252", async () => {
    const bytes = Buffer.from(await (await fetch(urlOfSource("anzeiger"))).arrayBuffer());
    // "für" and the low quotation mark, which only windows-1252 has at 0x84
    expect(bytes.includes(Buffer.from([0x66, 0xfc, 0x72]))).toBe(true);
    expect(bytes.includes(0x84)).toBe(true);
  });

  test("writes Shift_JIS as Shift_JIS, feed and page", async () => {
    expect(await textOf(urlOfSource("shiokaze"), "shift_jis")).toContain("汐見町の朝市");
    expect(await textOf(world.urlOf("minatomachi-asaichi"), "shift_jis")).toContain("六十二の店");
  });

  test("names the weekdays of its news", async () => {
    // 12 May 2026 is a Tuesday
    expect(await textOf(world.urlOf("kestria-marovia-river-accord"), "utf-8")).toContain(
      "an agreement on Tuesday",
    );
    expect(await textOf(urlOfSource("anzeiger"), "windows-1252")).toContain("seit Montagmittag");
    expect(await textOf(urlOfSource("shiokaze"), "shift_jis")).toContain("港で火曜日");
  });

  test("dates every article before its start and within a day of it", async () => {
    const text = await textOf(urlOfSource("concordia"), "utf-8");
    const dates = [...text.matchAll(/<published>(.*?)</g)].map(([, date]) => Date.parse(date ?? ""));
    expect(dates.length).toBeGreaterThan(8);
    expect(dates.every((date) => date < START && date > START - 24 * 60 * MINUTE)).toBe(true);
  });

  test("answers 304 when nothing changed, and the text when nothing was known", async () => {
    const url = urlOfSource("harbour");
    const first = await fetch(url);
    const etag = first.headers.get("etag") ?? "";
    const modified = first.headers.get("last-modified") ?? "";
    const ask = (headers: Record<string, string>) => fetch(url, { headers }).then(({ status }) => status);
    expect(await ask({ "if-none-match": etag })).toBe(304);
    expect(await ask({ "if-modified-since": modified })).toBe(304);
    expect(await ask({ "if-none-match": '"another"', "if-modified-since": modified })).toBe(200);
    expect(await ask({})).toBe(200);
  });

  test("has one outlet that never says 304 and gives nothing to ask with", async () => {
    const response = await fetch(urlOfSource("touchline"));
    expect([response.status, response.headers.get("etag"), response.headers.get("last-modified")]).toEqual([
      200,
      null,
      null,
    ]);
  });

  test("has one that answers 500, and one that answers with a page that announces a feed", async () => {
    expect((await fetch(urlOfSource("tollgate"))).status).toBe(500);
    const page = await fetch(urlOfSource("oldmill"));
    expect(page.headers.get("content-type")).toContain("text/html");
    expect(await page.text()).toContain('rel="alternate"');
  });

  test("has a feed that no XML parser accepts", async () => {
    const text = await textOf(urlOfSource("lantern"), "utf-8");
    expect(text).toContain("&copy;");
    expect(text).not.toContain("</rss>");
    expect(text.match(/<item>/g)).toHaveLength(4);
  });

  test("leads through the proxy to the article's own page", async () => {
    const text = await textOf(urlOfSource("ledgerline"), "utf-8");
    const link = /<item>[\s\S]*?<link>(.*?)<\/link>/.exec(text)?.[1] ?? "";
    const response = await fetch(link);
    expect(link).toContain("/~r/");
    expect(response.status).toBe(200);
    expect(text).toContain(`<feedburner:origLink>${response.url.replace(/\?.*/, "")}</feedburner:origLink>`);
  });

  test.each(outlets.filter(({ articles }) => articles.length > 0))(
    "$name shows its articles in full",
    async (outlet) => {
      const article = outlet.articles.find(({ wall, copyOf, round }) => !wall && !copyOf && !round);
      const html = await textOf(world.urlOf(article?.slug ?? ""), outlet.charset);
      const last = lastParagraph(article?.text ?? "");
      expect(last.length).toBeGreaterThan(5);
      expect(html).toContain(last);
      expect(html).toContain('property="og:title"');
    },
  );

  test.each(expectedOfDemo().walls)("%s does not show its text", async (slug) => {
    const text =
      outlets.flatMap(({ articles }) => articles).find((article) => article.slug === slug)?.text ?? "";
    const html = await (await fetch(world.urlOf(slug))).text();
    expect(html).not.toContain(lastParagraph(text));
  });

  test("draws the pictures that its pages show", async () => {
    const html = await (await fetch(world.urlOf("lisenne-treaty-water-returns"))).text();
    const picture = /og:image" content="([^"]+)"/.exec(html)?.[1] ?? "";
    const bytes = Buffer.from(await (await fetch(picture)).arrayBuffer());
    expect(bytes.subarray(0, 8).toString("latin1")).toBe("\x89PNG\r\n\x1a\n");
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([960, 504]);
  });

  test("says 404 for what is not there", async () => {
    expect((await fetch(new URL("/nothing", urlOfSource("meridian")))).status).toBe(404);
  });
});

describe("as time passes", () => {
  test("new articles appear, and a title is corrected at the same address", async () => {
    const before = await textOf(urlOfSource("northline"), "utf-8");
    const address = world.urlOf("coach-crash-pass");
    now = START + MINUTE;
    world.advance();
    const after = await textOf(urlOfSource("northline"), "utf-8");
    expect(before).toContain("Seven hurt as coach");
    expect(after).toContain("Nine hurt, none seriously");
    expect(after).not.toContain("Seven hurt as coach");
    expect(world.urlOf("coach-crash-pass")).toBe(address);
    expect(before).not.toContain("president concedes");
    expect(after).toContain(`<pubDate>${new Date(now).toUTCString()}</pubDate>`);
  });
});
