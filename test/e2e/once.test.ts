import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { OnceSummary } from "../../src/cli/commands/once.ts";
import { expectedOfDemo } from "../../src/demo/expected.ts";
import { writeDemoConfig } from "../../src/demo/prepare-demo.ts";
import { startWorld, type World } from "../../src/demo/serve-world.ts";
import { judgeDemoFeed } from "../support/demo-verdict.ts";
import { startLoopback } from "../support/loopback.ts";
import { freshPrefix } from "../support/redis.ts";
import { type LedeOptions, runLede } from "../support/run-lede.ts";

const expected = expectedOfDemo();
let world: World;
let folder: string;
let options: LedeOptions;

async function once(config = "lede.yaml"): Promise<OnceSummary> {
  const { status, stdout, stderr } = await runLede(["once", "--json", "--config", config], options);
  if (status !== 0) throw new Error(`lede once ended with ${status}: ${stderr}`);
  return JSON.parse(stdout) as OnceSummary;
}

const published = (file: string) => readFile(path.join(folder, "public", file), "utf8");

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "lede-once-"));
  options = { cwd: folder, env: { LEDE_PREFIX: freshPrefix() } };
  world = await startWorld({ now: Date.now });
  await writeFile(
    path.join(folder, "lede.yaml"),
    writeDemoConfig(world, { outputDir: path.join(folder, "public"), port: 8080, pollSeconds: 20 }),
  );
});
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true, force: true });
});

describe("one round over the demo's outlets", () => {
  let first: OnceSummary;
  beforeAll(async () => {
    first = await once();
  }, 120_000);

  test("reads every source but those that fail, and says why those do", () => {
    const failures = new Map(first.sources.failures.map(({ id, code }) => [id, code]));
    expect(failures).toEqual(expected.failing);
    expect(first.sources.ok).toBe(first.sources.total - expected.failing.size);
  });

  test("counts each article once, however many feeds list it", () => {
    expect(first.articles).toBe(expected.articlesByRound[0]);
    expect(first.entries.new).toBe(expected.articlesByRound[0]);
  });

  test("publishes every article exactly once, mixes no stories, and tells few of them twice", async () => {
    const feed = JSON.parse(await published("feed.json"));
    expectNoStranger(judgeDemoFeed(feed));
  });

  test("leads with the story that most outlets tell, in full", () => {
    expect(first.lead?.url).toContain(expected.leadArticle);
    expect(first.lead?.fullText).toBe(true);
  });

  test("publishes every format, and the further feeds", () => {
    const paths = first.outputs.map((output) =>
      path.relative(folder, path.resolve(folder, "public", output.path)),
    );
    for (const file of [
      "feed.atom",
      "feed.rss",
      "feed.json",
      "index.html",
      "sources.opml",
      "science/feed.atom",
    ]) {
      expect(paths).toContain(path.join("public", file));
    }
  });

  test("explains an article: its entries, its story, and why it has no full text", async () => {
    const wall = (JSON.parse(await published("feed.json")) as { items: { url: string }[] }).items.find(
      ({ url }) => expected.walls.some((slug) => url.includes(slug)),
    );
    const { status, stdout } = await runLede(["explain", wall?.url ?? "", "--config", "lede.yaml"], options);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^ {2}no full text: .+\. \[EXTRACT_WALL\]$/m);
    expect(stdout).toMatch(/^entries: \d+$/m);
    expect(stdout).toMatch(/^story \S+, published as tag:/m);
    expect(stdout).toMatch(/^why this lead:$/m);
  });

  test("publishes no wall as full text", async () => {
    const feed = JSON.parse(await published("feed.json")) as {
      items: { url: string; content_html: string }[];
    };
    const walled = feed.items.filter(({ url }) => expected.walls.some((slug) => url.includes(slug)));
    for (const { content_html } of walled)
      expect(content_html).not.toMatch(/subscribe to read|accept all cookies/i);
  });
});

describe("a second round over unchanged outlets", () => {
  test("finds nothing new and leaves every file as it was", async () => {
    const before = await published("feed.atom");
    const second = await once();
    expect(second.entries.new).toBe(0);
    expect(second.sources.notModified).toBeGreaterThan(second.sources.ok);
    expect(second.outputs.filter((output) => output.changed)).toEqual([]);
    expect(await published("feed.atom")).toBe(before);
  }, 120_000);
});

describe("a round after time has passed", () => {
  test("takes the news in, keeps the ids of what was there, and announces a correction as an update", async () => {
    const before = JSON.parse(await published("feed.json")) as {
      items: { id: string; date_published: string }[];
    };
    world.advance();
    const third = await once();
    // Whoever did not answer has brought nothing: its reason is of more use than the count.
    expect(new Map(third.sources.failures.map(({ id, code }) => [id, code]))).toEqual(expected.failing);
    expect(third.articles).toBe(expected.articlesByRound[1]);
    const feed = JSON.parse(await published("feed.json"));
    expectNoStranger(judgeDemoFeed(feed, 1));
    const after = new Map((feed.items as typeof before.items).map((item) => [item.id, item]));
    for (const item of before.items) expect(after.get(item.id)?.date_published).toBe(item.date_published);
  }, 120_000);
});

describe("a round in which every source fails", () => {
  test("ends with 1, says why for each, and leaves the last publication alone", async () => {
    const before = await published("feed.atom");
    await writeFile(
      path.join(folder, "down.yaml"),
      [
        "output: { dir: ./public }",
        "sources:",
        "  - { id: a, url: http://127.0.0.1:9/feed, network: { allow: [127.0.0.1/32] } }",
        "  - { id: b, url: http://localhost.invalid/feed }",
      ].join("\n"),
    );
    const { status, stdout } = await runLede(["once", "--json", "--config", "down.yaml"], {
      ...options,
      env: { LEDE_PREFIX: freshPrefix() },
    });
    expect(status).toBe(1);
    const { sources, outputs } = JSON.parse(stdout) as OnceSummary;
    expect(sources.failures.map(({ id }) => id).sort()).toEqual(["a", "b"]);
    for (const { message } of sources.failures) expect(message.length).toBeGreaterThan(10);
    expect(outputs).toEqual([]);
    expect(await published("feed.atom")).toBe(before);
  }, 60_000);
});

test("a round that cannot write its files tells what it polled and ends with 1", async () => {
  const [source] = world.sources;
  const yaml = [
    "output: { dir: ./lede.yaml/x }",
    "lead: { fullText: never }",
    "network: { allow: [127.0.0.1/32] }",
    `sources: ["${source?.url}"]`,
  ];
  await writeFile(path.join(folder, "unwritable.yaml"), yaml.join("\n"));
  const { status, stdout, stderr } = await runLede(["once", "--json", "--config", "unwritable.yaml"], {
    ...options,
    env: { LEDE_PREFIX: freshPrefix() },
  });
  expect(status).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ sources: { ok: 1, failed: 0 }, outputs: [] });
  expect(stderr).toMatch(/^lede: the output could not be written under /m);
}, 60_000);

describe("a server that wants to be left alone", () => {
  test("is asked no more, however many sources it has, and each of them is told", async () => {
    let asked = 0;
    const busy = await startLoopback((request, response) => {
      asked += 1;
      if (asked === 5) return void response.writeHead(429, { "retry-after": "3600" }).end();
      const n = request.url?.slice(1);
      response.end(
        `<rss version="2.0"><channel><title>Quay ${n}</title><item><guid>${n}</guid><title>Boat ${n} is in the harbour</title><link>${busy.url(`/boat/${n}`)}</link></item></channel></rss>`,
      );
    });
    const sources = Array.from({ length: 45 }, (_, n) => `{ id: quay-${n}, url: "${busy.url(`/${n}`)}" }`);
    const yaml = path.join(folder, "busy.yaml");
    await writeFile(
      yaml,
      `network: { allow: [127.0.0.0/8] }\nlead: { fullText: never }\noutput: { dir: ./busy, formats: [json] }\nsources: [${sources.join(", ")}]\n`,
    );
    const env = { LEDE_PREFIX: freshPrefix() };
    const { stdout } = await runLede(["once", "--json", "--config", yaml], { cwd: folder, env });
    await busy.close();
    const summary = JSON.parse(stdout) as OnceSummary;
    expect(asked).toBe(5);
    expect(summary.sources).toMatchObject({ total: 45, ok: 4, notModified: 0, failed: 41 });
    expect(new Set(summary.sources.failures.map(({ code }) => code))).toEqual(
      new Set(["FETCH_RATE_LIMITED"]),
    );
    expect(summary.entries.new).toBe(4);
  });

  test("silences nobody else on its machine", async () => {
    const busy = await startLoopback((_request, response) => {
      response.writeHead(429, { "retry-after": "600" }).end();
    });
    const [good] = world.sources;
    await writeFile(
      path.join(folder, "busy.yaml"),
      [
        "output: { dir: ./busy }",
        "lead: { fullText: never }",
        "network: { allow: [127.0.0.1/32] }",
        "sources:",
        `  - { id: busy, url: "${busy.url("/feed")}" }`,
        `  - { id: good, url: "${good?.url}" }`,
      ].join("\n"),
    );
    const { status, stdout } = await runLede(["once", "--json", "--config", "busy.yaml"], {
      ...options,
      env: { LEDE_PREFIX: freshPrefix() },
    });
    await busy.close();
    expect(status).toBe(0);
    const { sources } = JSON.parse(stdout) as OnceSummary;
    expect(sources.failures.map(({ id, code }) => [id, code])).toEqual([["busy", "FETCH_RATE_LIMITED"]]);
    expect(sources.ok).toBe(1);
  }, 60_000);
});

test("a selector that matches nothing is told in its source's line, until the YAML has another", async () => {
  const prefix = { ...options, env: { LEDE_PREFIX: freshPrefix() } };
  const [good] = world.sources;
  const write = (selector: string) =>
    writeFile(
      path.join(folder, "selector.yaml"),
      [
        "output: { dir: ./selector }",
        "network: { allow: [127.0.0.1/32] }",
        "sources:",
        `  - { id: good, url: "${good?.url}", fullText: { selector: "${selector}" } }`,
      ].join("\n"),
    );
  const told = async () => (await runLede(["status", "--config", "selector.yaml"], prefix)).stdout;
  await write("main .renamed-since");
  await runLede(["once", "--config", "selector.yaml"], prefix);
  expect(await told()).toMatch(
    /ok +good: read .*; its selector "main \.renamed-since" matches nothing on its last (?:\d+ pages|page), where the text/,
  );
  await write("main article");
  expect(await told()).not.toContain("its selector");
}, 60_000);

test("an address that nobody reported is answered in a sentence", async () => {
  const { status, stdout, stderr } = await runLede(
    ["explain", "http://nowhere.example/x", "--config", "lede.yaml"],
    options,
  );
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toContain(
    "lede: no article, story, source or feed is known by this address or id: http://nowhere.example/x\n",
  );
}, 60_000);

/** A story told twice costs its reader a line, one hidden under another costs the story: a few of the first are borne. */
function expectNoStranger(verdict: ReturnType<typeof judgeDemoFeed>): void {
  expect(verdict).toMatchObject({ missing: [], repeated: [], mixed: [] });
  expect(verdict.split.length).toBeLessThanOrEqual(3);
}
