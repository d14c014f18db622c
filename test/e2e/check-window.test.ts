import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Newsstand, openNewsstand } from "../support/newsstand.ts";
import { freshPrefix } from "../support/redis.ts";
import { runLede } from "../support/run-lede.ts";

// The whole program over pages with pay gates, and what `lede check` says of an edit before it is made.

let stand: Newsstand;
let folder: string;
const env = { LEDE_PREFIX: freshPrefix() };

const run = (...args: string[]) => runLede(args, { cwd: folder, env });
const yaml = (more: object = {}) =>
  JSON.stringify({
    output: { dir: "./public", formats: ["json", "atom"] },
    network: { allow: ["127.0.0.1/32"] },
    sources: ["herald", "courier", "tribune", "gazette"].map((id, n) => ({
      ...{ id, outlet: id, url: `${stand.origin}/${id}`, weight: 9 - n },
    })),
    ...more,
  });
interface Item {
  readonly title: string;
  readonly url: string;
  readonly content_html: string;
  readonly _source: { readonly outlet: string; readonly wall?: string };
}
const items = async (): Promise<readonly Item[]> =>
  JSON.parse(await readFile(path.join(folder, "public/feed.json"), "utf8")).items;

const SENTENCE = "The harbour board met again and agreed on what was to be done before the winter comes. ";
const page = (title: string, paid: boolean) =>
  `<html><head><title>${title}</title><script type="application/ld+json">${JSON.stringify({
    ...{
      "@context": "https://schema.org",
      "@type": "NewsArticle",
      headline: title,
      isAccessibleForFree: !paid,
    },
  })}</script></head><body><article><h1>${title}</h1>${
    paid
      ? `<p>${SENTENCE}</p><div class="paywall"><p>Subscribe to continue reading this article. Already a subscriber? Log in.</p></div>`
      : `<p>${SENTENCE}</p>`.repeat(14)
  }</article></body></html>`;

beforeAll(async () => {
  stand = await openNewsstand();
  stand.answer = (request, response) => {
    const name = request.url ?? "";
    const title = stand.titleOf(name);
    if (name.startsWith("/tribune")) return response.writeHead(402).end("pay");
    return response
      .writeHead(title ? 200 : 404, { "content-type": "text/html" })
      .end(page(title, !name.startsWith("/gazette")));
  };
  folder = await mkdtemp(path.join(tmpdir(), "lede-test-"));
  stand.tell("herald", { title: "Ferry returns to the old pier after a year of repairs" });
  stand.tell("courier", { title: "Old pier sees ferry return, passengers cheer captain Morrow" });
  stand.tell("tribune", { title: "Ferry back at old pier: repairs took a year and cost millions" });
  stand.tell("gazette", { title: "Year of repairs over, ferry is at its old pier again" });
  stand.tell("herald", { title: "Glassmakers of the quay strike over wages" });
  await writeFile(path.join(folder, "lede.yaml"), yaml());
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await stand.close();
});

test("one round finds the article that is free, behind three that are not", async () => {
  const { status, stderr } = await run("once", "--config", "lede.yaml");
  expect({ status, stderr: status === 0 ? "" : stderr }).toEqual({ status: 0, stderr: "" });
  const [ferry, strike] = (await items()).toSorted((a, b) => (a.title < b.title ? 1 : -1));
  expect(ferry?._source).toMatchObject({ outlet: "gazette" });
  expect(ferry?.content_html).toContain("harbour board met");
  expect(ferry?.content_html).toMatch(/\(herald\) \(for subscribers\)/);
  expect(ferry?.content_html).toContain("Told by 4 outlets");
  expect(strike?._source.wall).toBe("paid");
  expect(strike?.content_html).toContain("(for subscribers)");
}, 60_000);

test("--rules and --diff say what a file would do, for people and for machines, and then it does it", async () => {
  const edit = { drop: [{ wall: "paid" }, { title: "/^nothing/" }], feeds: [{ id: "big", minOutlets: 4 }] };
  await writeFile(path.join(folder, "edited.yaml"), yaml(edit));
  const told = await run("check", "--rules", "--diff", "--config", "edited.yaml");
  expect(told.status).toBe(0);
  expect(told.stdout.split("\n")).toEqual(
    expect.arrayContaining([
      "edited.yaml is valid: 4 sources, 2 feeds",
      "drop[0] (wall paid): 4 articles, 1 story",
      "drop[1] (title /^nothing/): 0 articles, 0 stories",
      "main: 1 story would go, 0 come",
      "  - Glassmakers of the quay strike over wages (herald): drop[0]: wall paid",
      "big: would be new, with 1 story",
    ]),
  );
  const json = JSON.parse((await run("check", "--diff", "--json", "--config", "edited.yaml")).stdout);
  expect(json).toMatchObject({ valid: true, sources: 4, feeds: 2, mistakes: [], diff: { go: 1, come: 1 } });
  expect(json.rules).toBeUndefined();
  expect(json.diff.feeds[0]).toMatchObject({ id: "main", kind: "kept", go: [{ why: "drop[0]: wall paid" }] });
  await run("once", "--config", "edited.yaml");
  expect((await items()).map(({ _source }) => _source.outlet)).toEqual(["gazette"]);
  const same = await run("check", "--diff", "--config", "edited.yaml");
  expect(same.stdout).toContain("nothing would change in what is published now");
}, 60_000);
