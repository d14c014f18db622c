import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { UsageError } from "../../src/cli/command.ts";
import { add } from "../../src/cli/commands/add.ts";
import { check } from "../../src/cli/commands/check.ts";
import { exportOpml } from "../../src/cli/commands/export.ts";
import { importOpml } from "../../src/cli/commands/import.ts";
import { loadConfig } from "../../src/config/load.ts";
import { invoke } from "../support/invoke.ts";
import { type Loopback, startLoopback } from "../support/loopback.ts";
import { freshPrefix } from "../support/redis.ts";
import { runLede } from "../support/run-lede.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const RSS = `<?xml version="1.0"?><rss version="2.0"><channel><title>The Harbour &amp; Sea</title><link>http://a.example/</link>
<description>d</description><item><title>Ferry late</title><link>http://a.example/1</link></item></channel></rss>`;
const PAGE = `<!doctype html><html><head><title>Harbour</title>
<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments.rss">
<link rel="alternate" type="application/rss+xml" title="News" href="/news.rss"></head><body>hello</body></html>`;
const LOCAL = "network: { allow: [127.0.0.1/32] }\n";

let site: Loopback;

beforeAll(async () => {
  site = await startLoopback((request, response) => {
    const page = {
      "/": PAGE,
      "/news.rss": RSS,
      "/comments.rss": RSS,
      "/about": "<!doctype html><p>no feeds</p>",
      "/several/page.html": `<!doctype html><link rel="alternate" type="application/rss+xml" href="feed.rss">`,
      "/based": `<!doctype html><base href="/several/"><link rel="alternate" type="application/rss+xml" href="feed.rss">`,
      "/several/feed.rss": RSS,
    }[request.url ?? ""];
    const moved = { "/moved": 301, "/lent": 302 }[request.url ?? ""];
    if (moved) return response.writeHead(moved, { location: "/several/feed.rss" }).end();
    const type = request.url?.endsWith(".rss") ? "application/rss+xml" : "text/html";
    return response.writeHead(page ? 200 : 404, { "content-type": type }).end(page ?? "not here");
  });
});
afterAll(() => site.close());

async function yaml(text: string): Promise<string> {
  const file = path.join(await temporaryFolder(), "lede.yaml");
  await writeFile(file, text);
  return file;
}

describe("lede check", () => {
  test("counts what a valid file holds", async () => {
    const file = await yaml("sources: [https://a.example/feed]\nfeeds: [{ id: tech }]\n");
    expect(await invoke(check, { config: file })).toEqual({
      status: 0,
      stdout: `${file} is valid: 1 source, 2 feeds`,
    });
  });

  test("shows every mistake and ends with 2", async () => {
    const file = await yaml(
      "titel: x\nedition: { window: 3 weeks }\nserve: { port: x }\nsources: [5, ftp://x]\n",
    );
    const { status, stdout, stderr } = await runLede(["check", "--config", file], {
      cwd: path.dirname(file),
    });
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(
      stderr
        .trim()
        .split("\n")
        .map((line) => line.replace("lede.yaml:", "").replace(/: .*/, "")),
    ).toEqual(["1:1", "2:20", "3:16", "4:11", "4:14"]);
  });

  test("gives the mistakes to a machine", async () => {
    const file = await yaml("sources: []\n");
    const { status, stdout } = await invoke(check, { config: file, options: { json: true } });
    expect(status).toBe(2);
    expect(JSON.parse(stdout)).toEqual({
      valid: false,
      code: "CONFIG_INVALID",
      mistakes: [{ line: 1, col: 10, message: "must name at least one feed" }],
    });
  });

  test("so does every command that reads the file", async () => {
    const file = await yaml("sources: []\n");
    const { status, stdout, stderr } = await runLede(["once", "--json", "--config", file], {
      cwd: path.dirname(file),
    });
    expect(status).toBe(2);
    expect(stderr.trim()).toBe("lede.yaml:1:10: must name at least one feed");
    expect(JSON.parse(stdout)).toEqual({ failure: { code: "CONFIG_INVALID", message: stderr.trim() } });
  });

  test("with --probe says what every source answers", async () => {
    const paths = ["/news.rss", "/gone.rss", "/"];
    const file = await yaml(`${LOCAL}sources: ${JSON.stringify(paths.map((at) => site.url(at)))}\n`);
    const { status, stdout } = await invoke(check, { config: file, options: { probe: true, json: true } });
    expect(status).toBe(1);
    const { probes } = JSON.parse(stdout) as { probes: object[] };
    expect(probes).toMatchObject([
      { ok: true, title: "The Harbour & Sea", entries: 1 },
      { ok: false, code: "FETCH_HTTP_404" },
      { ok: false, code: "PARSE_HTML", announced: expect.arrayContaining([site.url("/news.rss")]) },
    ]);
    const plain = await invoke(check, { config: file, options: { probe: true } });
    expect(plain.stdout).toContain("1 of 3 sources can be read");
    expect(plain.stdout).toMatch(/^FAILED .*FETCH_HTTP_404: /m);
  });
});

test("what happens on the way to an answer is told to a person in words, and in JSON to a machine", async () => {
  const file = await yaml(`${LOCAL}sources: ["${site.url("/gone.rss")}"]\n`);
  const run = (...more: string[]) =>
    runLede(["once", "--config", file, ...more], {
      cwd: path.dirname(file),
      env: { LEDE_PREFIX: freshPrefix() },
    });
  const [person, machine] = await Promise.all([run(), run("--json")]);
  expect(person.stderr).toMatch(/^lede: poll failed: .*FETCH_HTTP_404/m);
  expect(person.stderr).not.toMatch(/^\{/m);
  expect(machine.stderr).toMatch(/^\{"level":40,.*"code":"FETCH_HTTP_404"/m);
});

describe("lede add", () => {
  test("finds the feed of a page and appends it, comments kept", async () => {
    const file = await yaml(`# mine\n${LOCAL}sources:\n  - https://a.example/feed # first\n`);
    const { status, stdout } = await invoke(add, { config: file, args: [site.url("/")] });
    expect(status).toBe(0);
    expect(stdout).toContain("The Harbour & Sea");
    expect(await readFile(file, "utf8")).toBe(
      `# mine\n${LOCAL}sources:\n  - https://a.example/feed # first\n  - url: ${site.url("/news.rss")}\n    name: The Harbour & Sea\n`,
    );
    const again = await invoke(add, { config: file, args: [site.url("/")], options: { json: true } });
    expect(JSON.parse(again.stdout)).toMatchObject({ added: false, url: site.url("/news.rss") });
  });

  test.each([
    ["an empty list", "sources: [] # none yet\n"],
    ["nothing after the key", "sources:\n"],
    ["no such key", "title: Mine\n"],
  ])("fills a file with %s", async (_name, text) => {
    const file = await yaml(LOCAL + text);
    const { status } = await invoke(add, { config: file, args: [site.url("/news.rss")] });
    expect(status).toBe(0);
    expect((await loadConfig(file)).sources.map(({ url }) => url)).toEqual([site.url("/news.rss")]);
    const opml = await yaml(`<opml><body><outline xmlUrl="https://a.example/feed"/></body></opml>`);
    const other = await yaml(LOCAL + text);
    expect(await invoke(importOpml, { config: other, args: [opml] })).toMatchObject({ status: 0 });
  });

  test("of an address that is not there does not advise itself", async () => {
    const file = await yaml(`${LOCAL}sources: []\n`);
    const { stdout } = await invoke(add, {
      config: file,
      args: [site.url("/gone.rss")],
      options: { json: true },
    });
    const { failure } = JSON.parse(stdout) as { failure: { code: string; remedy: string } };
    expect(failure.code).toBe("FETCH_HTTP_404");
    expect(failure.remedy).not.toContain("lede add");
  });

  test("reports every other mistake first", async () => {
    const file = await yaml(`${LOCAL}titel: x\nsources: []\n`);
    const { status, stderr } = await runLede(["add", site.url("/news.rss"), "--config", file], {
      cwd: path.dirname(file),
    });
    expect(status).toBe(2);
    expect(stderr).toContain("titel");
    expect(await readFile(file, "utf8")).toBe(`${LOCAL}titel: x\nsources: []\n`);
  });

  test.each([
    ["/several/page.html", "/several/feed.rss"],
    ["/based", "/several/feed.rss"],
    ["/several/feed.rss", "/several/feed.rss"],
    ["/moved", "/several/feed.rss"],
    ["/lent", "/lent"],
  ])("%s leads to %s", async (asked, found) => {
    const file = await yaml(`${LOCAL}sources: [https://a.example/feed]\r\n`);
    const { stdout } = await invoke(add, { config: file, args: [site.url(asked)], options: { json: true } });
    expect(JSON.parse(stdout)).toMatchObject({ added: true, url: site.url(found) });
    expect((await loadConfig(file)).sources).toHaveLength(2);
  });

  test("makes the folder in which the file is to lie", async () => {
    const file = path.join(await temporaryFolder(), "new/lede.yaml");
    const opml = await yaml(`<opml><body><outline xmlUrl="https://a.example/feed"/></body></opml>`);
    expect(await invoke(importOpml, { config: file, args: [opml] })).toMatchObject({ status: 0 });
    expect(await readFile(file, "utf8")).toContain("https://a.example/feed");
  });

  test("leaves the file alone when there is no feed", async () => {
    const text = `${LOCAL}sources: [https://a.example/feed]\n`;
    const file = await yaml(text);
    const asked = { config: file, args: [site.url("/about")], options: { json: true } };
    const { status, stdout } = await invoke(add, asked);
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ failure: { code: "PARSE_HTML" } });
    expect(await readFile(file, "utf8")).toBe(text);
  });

  test("does not reach into the own network unless the YAML permits it", async () => {
    const file = await yaml("sources: [https://a.example/feed]\n");
    const asked = { config: file, args: [site.url("/")], options: { json: true } };
    const { status, stdout } = await invoke(add, asked);
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ failure: { code: "FETCH_BLOCKED" } });
  });
});

describe("lede import and lede export", () => {
  const outlines = (...addresses: readonly string[]) =>
    `<opml version="2.0"><body>${addresses.map((one) => `<outline text="T" type="rss" xmlUrl="${one}"/>`).join("")}</body></opml>`;

  test.each([
    {
      name: "a name and password",
      first: "https://reader:pass@a.example/feed",
      again: "https://reader:pass@a.example/feed",
    },
    {
      name: "a name and password the first time",
      first: "https://reader:pass@a.example/feed",
      again: "https://a.example/feed",
    },
    {
      name: "a name and password the second time",
      first: "https://a.example/feed",
      again: "https://x:y@a.example/feed",
    },
    { name: "a host in capitals", first: "https://a.example/feed", again: "https://A.Example/feed" },
    { name: "the usual port", first: "https://a.example/feed", again: "https://a.example:443/feed" },
  ])("an address with $name is there already when it is imported again", async ({ first, again }) => {
    const file = await yaml("title: Mine\n");
    const opml = path.join(path.dirname(file), "list.opml");
    for (const [address, said] of [
      [first, "added to"],
      [again, "there already: 1"],
    ] as const) {
      await writeFile(opml, outlines(address));
      expect((await invoke(importOpml, { config: file, args: [opml] })).stdout).toContain(said);
    }
    expect((await loadConfig(file)).sources).toHaveLength(1);
  });

  test("an address that is none is said to be left out", async () => {
    const file = await yaml("title: Mine\n");
    const opml = path.join(path.dirname(file), "list.opml");
    await writeFile(opml, outlines("https://a.example/feed", "not an address", "ftp://a.example/feed"));
    const { stdout, status } = await invoke(importOpml, { config: file, args: [opml] });
    expect(status).toBe(0);
    expect(stdout).toContain("added to");
    expect(stdout).toContain("left out, for it is no http(s) address: not an address\n");
    expect(stdout).toContain("left out, for it is no http(s) address: ftp://a.example/feed");
    await writeFile(opml, outlines("https://a.example/feed", "not an address"));
    const json = await invoke(importOpml, { config: file, args: [opml], options: { json: true } });
    expect(JSON.parse(json.stdout)).toEqual({ added: [], present: 1, refused: ["not an address"] });
  });

  test.each([
    ["a list in brackets", "sources: [https://x.example/feed]"],
    ["a list in lines", "sources:\n  - https://x.example/feed"],
    ["no list", "title: Mine"],
    ["nothing", ""],
  ])("a file that has %s ends with a line end afterwards", async (_name, text) => {
    const file = await yaml(text);
    const opml = path.join(path.dirname(file), "list.opml");
    await writeFile(opml, outlines("https://a.example/feed"));
    await invoke(importOpml, { config: file, args: [opml] });
    expect(await readFile(file, "utf8")).toMatch(/[^\n]\n$/);
    expect((await loadConfig(file)).sources.at(-1)?.url).toBe("https://a.example/feed");
  });

  test("one address twice in a list, with and without its password, is one source", async () => {
    const file = await yaml("");
    const opml = path.join(path.dirname(file), "list.opml");
    await writeFile(
      opml,
      outlines("https://r:p@a.example/feed", "https://a.example/feed", "https://b.example/feed"),
    );
    await invoke(importOpml, { config: file, args: [opml] });
    expect((await loadConfig(file)).sources.map(({ url }) => url)).toEqual([
      "https://a.example/feed",
      "https://b.example/feed",
    ]);
  });

  test("what the configuration would not take is left out, and said", async () => {
    const file = await yaml("sources: [{ id: b-example-feed, url: https://other.example/feed }]\n");
    const opml = path.join(path.dirname(file), "list.opml");
    await writeFile(
      opml,
      outlines("https://a.example/feed", "https://b.example/feed", `https://c.example/${"x".repeat(1_000)}`),
    );
    await invoke(importOpml, { config: file, args: [opml] });
    const urls = (await loadConfig(file)).sources.map(({ url }) => url);
    expect(urls).toEqual(expect.arrayContaining(["https://other.example/feed", "https://a.example/feed"]));
  });

  test("bring the feeds of another reader in, and out again", async () => {
    const folder = await temporaryFolder();
    const opml = path.join(folder, "subscriptions.opml");
    await writeFile(
      opml,
      `<?xml version="1.0"?><opml version="1.0"><head/><body><outline text="Sea">
      <outline text="Harbour &amp; Co" xmlUrl="https://a.example/feed"/>
      <outline text="Tides" xmlUrl="https://b.example/feed?x=1&amp;y=2"/></outline></body></opml>`,
    );
    const file = path.join(folder, "lede.yaml");
    expect((await invoke(importOpml, { config: file, args: [opml] })).stdout).toContain(
      "2; there already: 0",
    );
    expect((await invoke(importOpml, { config: file, args: [opml] })).stdout).toContain(
      "0; there already: 2",
    );
    const { sources } = await loadConfig(file, {});
    expect(sources).toMatchObject([
      { url: "https://a.example/feed", name: "Harbour & Co", tags: ["Sea"] },
      { url: "https://b.example/feed?x=1&y=2", name: "Tides", tags: ["Sea"] },
    ]);
    const exported = await invoke(exportOpml, { config: file });
    await writeFile(opml, exported.stdout);
    const second = path.join(folder, "second.yaml");
    await invoke(importOpml, { config: second, args: [opml] });
    expect((await loadConfig(second, {})).sources).toEqual(sources);
  });

  test("what is no feed comes back with its rule", async () => {
    const file = await yaml(`sources:
  - { url: "https://a.example/news", page: { items: "article.teaser", title: "h2", date: "time@datetime" } }
  - { url: "https://b.example/", page: {}, tags: [sea] }
  - { url: "https://c.example/v1", json: { items: data.articles, link: "$\\u007Burl}" } }
  - https://d.example/news-sitemap.xml
`);
    const { stdout } = await invoke(exportOpml, { config: file });
    expect(stdout.match(/type="link"/g)).toHaveLength(4);
    const opml = path.join(path.dirname(file), "list.opml");
    await writeFile(opml, stdout);
    for (const written of ["", 'sources: ["https://z.example/feed"]\n']) {
      const second = await yaml(written);
      await invoke(importOpml, { config: second, args: [opml] });
      const back = (await loadConfig(second, {})).sources.filter(({ url }) => !url.includes("z.example"));
      const plain = ({ url, page, json }: (typeof back)[number]) => ({ url, page, json });
      const before = (await loadConfig(file, {})).sources;
      expect(back.map(plain).sort((a, b) => (a.url < b.url ? -1 : 1))).toEqual(before.map(plain));
    }
  });

  test("a file that is no OPML is wrong usage", async () => {
    const file = await yaml("sources: [https://a.example/feed]\n");
    await expect(invoke(importOpml, { config: file, args: [file] })).rejects.toThrow(UsageError);
  });
});
