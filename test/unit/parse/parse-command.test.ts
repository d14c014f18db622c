import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { startLoopback } from "../../support/loopback.ts";

const ROOT = path.resolve(import.meta.dirname, "../../..");
const fixture = (name: string) => path.join(ROOT, "test/fixtures/parse", name);

/** Runs `lede parse` from the sources. */
async function parse(args: readonly string[], input: string | Buffer = "") {
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "test/support/lede-from-source.mjs", "parse", ...args],
    { cwd: ROOT },
  );
  child.stdin.end(input);
  const [stdout, stderr, status] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise((resolve) => child.once("close", resolve)),
  ]);
  return { stdout, stderr, status };
}

describe("lede parse", () => {
  test("prints a feed for a person", async () => {
    const { stdout, status } = await parse([fixture("rss-2.0.xml")]);
    expect(status).toBe(0);
    expect(stdout).toContain(
      "The Harbour Post & Mail\nRSS · en-GB · 2 entries\nhttps://harbour-post.example/\nNews of the coast\n",
    );
    expect(stdout).toContain(
      "  1  Ferry & bridge reopen\n     2026-11-10 07:30 UTC · Ola Brook · from Coast Wire",
    );
    expect(stdout).toContain("  2  (no title)\n     no date · desk@harbour-post.example");
  });

  test("prints it for a machine, dates as ISO 8601 and null where there is none", async () => {
    const { stdout } = await parse([fixture("rss-2.0.xml"), "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true,
      feed: { title: "The Harbour Post & Mail", updated: "2026-11-10T08:00:00.000Z", published: null },
      items: [
        { id: "hp-1", published: "2026-11-10T07:30:00.000Z", source: { title: "Coast Wire" } },
        { title: null, source: null },
      ],
    });
  });

  test.each([
    { name: "as it is", pack: (bytes: Buffer) => bytes },
    { name: "packed by gzip", pack: gzipSync },
  ])("reads standard input, $name", async ({ pack }) => {
    const { stdout, status } = await parse(["-", "--json"], pack(await readFile(fixture("rss-2.0.xml"))));
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, feed: { title: "The Harbour Post & Mail" } });
  });

  test("answers every line, the ones that make no sense too", async () => {
    const rows = [
      JSON.stringify({ id: "a", path: fixture("json-feed-1.1.json"), url: "https://x.example/" }),
      "{ no row",
      JSON.stringify({ id: "b", path: "/no/such/file" }),
      "",
      JSON.stringify({ id: "e" }),
      JSON.stringify({ id: "c", path: path.join(ROOT, "package.json") }),
      JSON.stringify({ id: "d", path: fixture("atom-0.3.xml"), headers: { "content-type": "text/xml" } }),
    ];
    const { stdout, status } = await parse(["--jsonl"], rows.join("\n"));
    expect(status).toBe(0);
    expect(
      stdout
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toMatchObject([
      { id: "a", ok: true, items: [{ link: "https://x.example/7" }, {}] },
      { id: null, ok: false, error: "BAD_ROW" },
      { id: "b", ok: false, error: "BAD_ROW", message: "there is no file /no/such/file" },
      { id: "e", ok: false, error: "BAD_ROW", message: 'a row names a file: "path" is missing' },
      { id: "c", ok: false, error: "PARSE_NOT_A_FEED" },
      { id: "d", ok: true, items: [{ title: "First" }] },
    ]);
  });

  test("reads a file packed by gzip, and keeps control sequences from the terminal", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "lede-parse-"));
    const file = path.join(folder, "feed.xml.gz");
    await writeFile(file, gzipSync("<rss><channel><title>Ferries\u009b31m</title><item/></channel></rss>"));
    const { stdout, status } = await parse([file]);
    await rm(folder, { recursive: true });
    expect(status).toBe(0);
    expect(stdout).toContain("Ferries31m\nRSS · 1 entry\n");
  });

  test("fetches an address through the guard, which refuses this machine", async () => {
    const server = await startLoopback((_request, response) => response.end("<rss/>"));
    const { stdout, status } = await parse([server.url("/feed")]);
    await server.close();
    expect(stdout).toContain("FETCH_BLOCKED");
    expect(status).toBe(1);
    expect(server.received).toEqual([]);
  });

  test("says what was meant when nothing or no file is named", async () => {
    expect((await parse([])).status).toBe(2);
    expect(await parse(["/no/such/feed.xml"])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("/no/such/feed.xml"),
    });
    expect(await parse(["news.example/feed"])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("an address begins with https://"),
    });
    expect(await parse([path.join(ROOT, "test")])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("is a folder"),
    });
  });
});
