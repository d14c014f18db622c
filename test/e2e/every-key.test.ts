import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { type Newsstand, openNewsstand } from "../support/newsstand.ts";
import { freshPrefix } from "../support/redis.ts";
import { runLede } from "../support/run-lede.ts";
import { schemaKeys } from "../support/schema-keys.ts";

// One file that has every key once: it is valid, and the program does what it says.

const FILE = path.resolve("test/fixtures/config/every-key.yaml");
const env = {
  ...{ LEDE_PREFIX: freshPrefix(), LEDE_TOKEN: "token-of-the-wire", NOTIFY_SECRET: "secret-of-notices" },
  TOKEN: "token-of-a-source",
};
let folder: string;
let stand: Newsstand;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "lede-test-"));
  stand = await openNewsstand();
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await stand.close();
});

type Node = Readonly<Record<string, unknown>>;

/** As `schemaKeys` writes them: `feeds[].id`. */
function keysOf(node: unknown, at: string): string[] {
  if (typeof node !== "object" || node === null || /(?:^|\.)(?:keep|drop|headers)$/.test(at)) return [at];
  if (Array.isArray(node)) return [at, ...node.flatMap((one) => keysOf(one, `${at}[]`))];
  return [at, ...Object.entries(node).flatMap(([key, one]) => keysOf(one, at ? `${at}.${key}` : key))];
}

test("it is valid, and no key is missing but those that another one excludes", async () => {
  const { status, stdout, stderr } = await runLede(["check", "--json", "--config", FILE], {
    cwd: folder,
    env,
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(JSON.parse(stdout)).toMatchObject({ valid: true, mistakes: [] });
  const used = new Set(keysOf(parse(await readFile(FILE, "utf8")), ""));
  const missing = schemaKeys().filter((key) => !used.has(key));
  expect(missing.filter((key) => !LEFT_OUT.test(key))).toEqual([]);
});

/** Alternatives of what is there, what goes through a proxy, and what further feeds have from the main one. */
const LEFT_OUT =
  /^(?:schedule\.(?:cron|timezone)|.*\.proxy|.*\.print|sources\[\]\.(?:reader|page|json|opml)|sources\[\]\.(?:page|json)\..*|feeds\[\]\.(?:description|language|languages|keywords|stories|window|perSource|formats)|notify\[\]\.(?:id|template|headers|network\.allow|when\.(?:keyword|lead|sourceFailing)))$/;

const DATE = new Date().toISOString();

test("one round does it", async () => {
  const at = (place: string) => `${stand.origin}/${place}`;
  stand.tell("world", { title: "Ferry returns to the old pier after a year of repairs" });
  stand.tell("bbc", { title: "Old pier sees ferry return as trade with the isles grows" });
  stand.tell("reuters", { title: "Ferry back at old pier: repairs took a year and cost millions" });
  stand.tell("listed", { title: "Glaciers of the north are measured anew by balloon" });
  stand.answer = (request, response) => {
    const [type, body] = answers(at)[request.url ?? ""] ?? ["text/plain", ""];
    response.writeHead(body ? 200 : 404, { "content-type": type }).end(body);
  };
  const file = parse(await readFile(FILE, "utf8")) as Node & { sources: (string | Node)[] };
  const places = ["world", "bbc", "reuters", "science.opml", "news-sitemap.xml", "club", "api"];
  const sources = file.sources.map((source, n) => {
    const url = at(places[n] ?? "");
    if (typeof source === "string") return url;
    return { ...source, ["opml" in source ? "opml" : "url"]: url };
  });
  const wire = {
    ...{ ...file, redis: undefined, sources },
    lead: { ...(file["lead"] as Node), fullText: "never" },
    drop: [{ title: "/horoscope/i" }, { wall: "paid" }],
    network: { allow: ["127.0.0.1/32"], timeout: "5s" },
    websub: { hubs: [at("hub")], callback: "https://wire.example/websub" },
    notify: [{ ...(file["notify"] as Node[])[0], url: at("notices") }],
  };
  await writeFile(path.join(folder, "lede.yaml"), stringify(wire));
  const { status, stdout, stderr } = await runLede(["once", "--json", "--config", "lede.yaml"], {
    cwd: folder,
    env,
  });
  expect(status, stderr).toBe(0);
  const { sources: read } = JSON.parse(stdout);
  expect(read.failures).toEqual([]);
  const feed = JSON.parse(await readFile(path.join(folder, "public/feed.json"), "utf8"));
  const titles = (feed.items as { title: string }[]).map(({ title }) => title).join("\n");
  for (const word of ["erry", "Glaciers", "lighthouse", "regatta", "oysters"]) expect(titles).toContain(word);
  expect(await readdir(path.join(folder, "public"))).toEqual(expect.arrayContaining(["tech", "big"]));
  const big = JSON.parse(await readFile(path.join(folder, "public/big/feed.json"), "utf8"));
  expect(big.items).toHaveLength(1);
  expect(stand.asked("/hub")).toBeGreaterThan(0);
  expect(stand.received.some(({ headers }) => headers.authorization === "Bearer token-of-a-source")).toBe(
    true,
  );
}, 60_000);

function answers(at: (place: string) => string): Readonly<Record<string, readonly [string, string]>> {
  return {
    "/science.opml": [
      "text/x-opml",
      `<opml version="2.0"><body><outline text="Listed" type="rss" xmlUrl="${at("listed")}"/></body></opml>`,
    ],
    "/news-sitemap.xml": [
      "application/xml",
      `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>${at("paper/1")}</loc><news:news><news:publication><news:name>Paper</news:name><news:language>en</news:language></news:publication><news:publication_date>${DATE}</news:publication_date><news:title>Keeper leaves the lighthouse of Skerry after forty years</news:title></news:news></url></urlset>`,
    ],
    "/club": [
      "text/html",
      `<html><body>${[1, 2, 3].map((n) => `<article class="teaser"><h2>Club wins regatta number ${n} of the summer</h2><a href="/club/${n}">more</a><time datetime="${DATE}"></time><p class="dek">On the bay.</p></article>`).join("")}</body></html>`,
    ],
    "/api": [
      "application/json",
      JSON.stringify({
        data: { articles: [{ headline: "Beds of oysters grow back", url: at("api/1"), publishedAt: DATE }] },
      }),
    ],
    "/hub": ["text/plain", "noted"],
    "/notices": ["text/plain", "heard"],
  };
}
