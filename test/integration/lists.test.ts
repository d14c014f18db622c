import path from "node:path";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { listsPart } from "../../src/app/parts/lists.ts";
import { supervise } from "../../src/app/supervise.ts";
import { parseConfig } from "../../src/config/load.ts";
import { createFetcher } from "../../src/fetch/create-fetcher.ts";
import { createKeys } from "../../src/store/keys.ts";
import { createListStore } from "../../src/store/list-store.ts";
import { createTroubleStore } from "../../src/store/trouble-store.ts";
import { type Loopback, startLoopback } from "../support/loopback.ts";
import { connectRedis, freshPrefix } from "../support/redis.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

// A list that somebody else keeps, read by rounds of a wire: one after the other, on the same Redis.

interface Answer {
  readonly status?: number;
  readonly body?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

let site: Loopback;
let answer: Answer;
let prefix: string;

const outline = (name: string, more = "") =>
  `<outline type="rss" text="${name}" xmlUrl="https://${name}.example/feed" ${more}/>`;
const opml = (...outlines: string[]) =>
  `<?xml version="1.0"?><opml version="2.0"><head><title>Science</title></head><body>${outlines.join("")}</body></opml>`;
const TWO = opml(outline("beacon"), outline("courier"));

beforeEach(async () => {
  process.env["LEDE_DATA"] = await temporaryFolder();
  prefix = freshPrefix();
  answer = { body: TWO };
  site = await startLoopback((_request, response) => {
    response.writeHead(answer.status ?? 200, { "content-type": "text/x-opml", ...answer.headers });
    response.end(answer.body ?? "");
  });
  onTestFinished(site.close);
});
afterEach(() => {
  delete process.env["LEDE_DATA"];
});

const yaml = (more = "", own = "") =>
  [
    "network: { allow: [127.0.0.1/32] }",
    "sources:",
    `  - { opml: "${site.url("/list.opml")}", every: 24h, tags: [science]${more} }`,
    own,
  ].join("\n");

/** One process, for as long as it takes to read its lists. */
async function round(text = yaml(), at = Date.now()) {
  const config = await parseConfig(path.resolve("lede.yaml"), text, {});
  const redis = connectRedis();
  const keys = createKeys(prefix);
  const log = pino({ level: "silent" });
  const { fetch, close } = createFetcher(config.network);
  const supervisor = supervise(config, log);
  const stores = { lists: createListStore(redis, keys), troubles: createTroubleStore(redis, keys) };
  try {
    await supervisor.start(listsPart({ stores, fetch, now: () => at, log }, supervisor, { round: true }));
    return {
      sources: supervisor.config.sources,
      ids: supervisor.config.sources.map(({ id }) => id),
      troubles: await stores.troubles.all(),
    };
  } finally {
    await supervisor.close();
    await close();
    redis.disconnect();
  }
}

async function emptyRedis(): Promise<void> {
  const redis = connectRedis();
  const keys = await redis.keys(`${prefix.replace(/[{}]/g, "\\$&")}*`);
  if (keys.length > 0) await redis.del(...keys);
  redis.disconnect();
}

describe("a list", () => {
  test("makes sources of its feeds, as the YAML says and no more", async () => {
    answer = { body: opml(outline("beacon", 'category="/tech" network="127.0.0.1" weight="9"')) };
    const { sources } = await round(yaml(', weight: 0.5, drop: [{ title: "/sport/i" }], fullText: never'));
    expect(sources).toMatchObject([
      {
        id: "beacon-example-feed",
        url: "https://beacon.example/feed",
        name: "beacon",
        outlet: "beacon.example",
        tags: ["science"],
        weight: 0.5,
        fullText: { mode: "never" },
        drop: [{ title: /sport/i }],
        headers: {},
        network: { allow: [], proxy: undefined },
      },
    ]);
  });

  test("lets go of what has left it, takes what is new, and keeps the ids of the others", async () => {
    await round();
    answer = { body: opml(outline("courier"), outline("gazette")) };
    expect((await round()).ids).toEqual(["courier-example-feed", "gazette-example-feed"]);
  });

  test("gives way to the YAML where both name a feed, and to the list before it", async () => {
    const own = [
      '  - { id: mine, url: "https://beacon.example/feed" }',
      `  - { opml: "${site.url("/other.opml")}" }`,
    ].join("\n");
    const { sources } = await round(yaml("", own));
    expect(sources.map(({ id, tags }) => [id, tags])).toEqual([
      ["mine", []],
      ["courier-example-feed", ["science"]],
    ]);
  });

  test("gives the same ids whatever its order", async () => {
    const twins = ["https://twin.example/a/b", "https://twin.example/a-b"].map(
      (url) => `<outline type="rss" text="twin" xmlUrl="${url}"/>`,
    );
    answer = { body: opml(...twins) };
    const before = (await round()).sources.map(({ id, url }) => [url, id]);
    answer = { body: opml(...twins.reverse()) };
    expect((await round()).sources.map(({ id, url }) => [url, id])).toEqual(before);
    expect(new Set(before.map(([, id]) => id)).size).toBe(2);
  });

  test("has its addresses' passwords sent and shown to nobody", async () => {
    answer = { body: opml('<outline type="rss" text="x" xmlUrl="https://me:pass@beacon.example/feed"/>') };
    expect((await round()).sources).toMatchObject([
      { url: "https://beacon.example/feed", headers: { authorization: expect.stringMatching(/^Basic /) } },
    ]);
  });

  test("that leaves the YAML takes its feeds along", async () => {
    await round();
    const without = yaml().replace(/ {2}- \{ opml.*\n/, '  - "https://harbour.example/feed"\n');
    expect((await round(without)).ids).toEqual(["harbour-example-feed"]);
  });

  test("is asked for only what is new", async () => {
    answer = { body: TWO, headers: { etag: '"v1"' } };
    await round();
    answer = { status: 304 };
    const { ids, troubles } = await round();
    expect(ids).toHaveLength(2);
    expect(troubles).toEqual([]);
    expect(site.received.at(-1)?.headers["if-none-match"]).toBe('"v1"');
  });
});

/** What the server of a list may come to. */
const BROKEN: readonly (Answer & { readonly name: string })[] = [
  { name: "is gone", status: 404 },
  { name: "is gone for good", status: 410 },
  { name: "is behind a login", status: 302, headers: { location: "http://10.0.0.1/login" } },
  { name: "has a fault", status: 500 },
  { name: "asks to wait", status: 429 },
  { name: "is empty", body: "" },
  { name: "is a page", body: "<!doctype html><html><body><h1>We have moved</h1></body></html>" },
  { name: "names no feed", body: opml() },
  { name: "names pages alone", body: opml('<outline type="link" text="x" url="https://beacon.example/"/>') },
  {
    name: "names what cannot be reached by http",
    body: opml('<outline type="rss" text="x" xmlUrl="file:///etc/passwd"/>'),
  },
  { name: "breaks off in the middle", body: TWO.slice(0, TWO.indexOf("courier") + 3) },
  { name: "breaks off after an outline", body: TWO.slice(0, TWO.indexOf("</body>")) },
  { name: "is shorter than announced", body: TWO.slice(0, 150), headers: { "content-length": "5000" } },
  { name: "is a feed", body: '<rss version="2.0"><channel><title>x</title></channel></rss>' },
  { name: "is JSON", body: '{"error":"quota"}' },
];

interface Written {
  readonly name: string;
  readonly body: string | Buffer;
  readonly url?: string;
}

describe("a list that", () => {
  test.each(BROKEN)(
    "$name leaves its feeds as they were, and says so",
    async (broken) => {
      await round();
      answer = broken;
      const { ids, troubles } = await round();
      expect(ids).toEqual(["beacon-example-feed", "courier-example-feed"]);
      expect(troubles).toEqual([
        expect.stringMatching(
          /^The list http:\/\/127.* cannot be read, since .* Its 2 feeds stay as they were\.$/,
        ),
      ]);
      answer = { body: opml(outline("gazette")) };
      expect((await round()).ids).toEqual(["gazette-example-feed"]);
    },
    60_000,
  );

  test("is away while Redis has lost everything leaves its feeds as they were", async () => {
    await round();
    await emptyRedis();
    answer = { status: 503 };
    expect((await round()).ids).toEqual(["beacon-example-feed", "courier-example-feed"]);
  });

  test.each<Written>([
    {
      name: "UTF-16",
      body: Buffer.from(
        `\ufeff${opml(outline("beacon")).replace('"1.0"', '"1.0" encoding="utf-16"')}`,
        "utf16le",
      ),
    },
    {
      name: "windows-1252 without saying so",
      body: Buffer.from(opml(outline("beacon", 'title="Caf\u00e9"')), "latin1"),
    },
    {
      name: "OPML 1.0 in upper case",
      body: '<OPML version="1.0"><BODY><OUTLINE TEXT="beacon" XMLURL="https://beacon.example/feed"/></BODY></OPML>',
    },
    {
      name: "folders in folders",
      body: opml(`<outline text="a"><outline text="b">${outline("beacon")}</outline></outline>`),
    },
    { name: "a comment at its end", body: `${opml(outline("beacon"))}\n<!-- made by hand -->\n` },
    {
      name: "feed: addresses",
      body: opml('<outline type="rss" text="x" xmlUrl="feed:https://beacon.example/feed"/>'),
    },
    {
      name: "ampersands that are not escaped",
      body: opml(
        '<outline type="rss" text="Tea & Toast" htmlUrl="https://beacon.example/?a=1&partner=rss" xmlUrl="https://beacon.example/feed?format=raw&feedname=1&copy=2"/>',
      ),
      url: "https://beacon.example/feed?format=raw&feedname=1&copy=2",
    },
    {
      name: "angles in a title",
      body: opml('<outline text="NYT > Top" title="NYT > Top" xmlUrl="https://beacon.example/feed"/>'),
    },
    { name: "commas between its outlines", body: opml(",", outline("beacon"), ",") },
    {
      name: "no type at all",
      body: opml('<outline text="x" xmlUrl="https://beacon.example/feed"></outline>'),
    },
    {
      name: "a type in capitals",
      body: opml('<outline type="RSS" text="x" xmlUrl="https://beacon.example/feed"/>'),
    },
    {
      name: "an address with a line break",
      body: opml('<outline text="x" xmlUrl="\n  https://beacon.example/feed\n"/>'),
    },
    {
      name: "quotes that are not escaped",
      body: opml('<outline text="fubar "baz"" type="rss" xmlUrl="https://beacon.example/feed"/>'),
    },
    {
      name: "entities of HTML that XML does not have",
      body: opml('<outline text="Caf&eacute;&nbsp;news" xmlUrl="https://beacon.example/feed"/>'),
    },
    {
      name: "a list with a document type",
      body: `<?xml version="1.0"?><!DOCTYPE opml [<!ENTITY x "y">]>${opml(outline("beacon")).replace(/^.*?\?>/, "")}`,
    },
  ])("is written as $name is read", async ({ body, url = "https://beacon.example/feed" }: Written) => {
    answer = { body };
    expect((await round()).sources.map((source) => source.url)).toEqual([url]);
  });
});
