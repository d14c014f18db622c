import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inventPage } from "../../support/invent-page.ts";
import { startLoopback } from "../../support/loopback.ts";

const ROOT = path.resolve(import.meta.dirname, "../../..");
let dir: string;

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "lede-extract-"));
  await writeFile(path.join(dir, "page.html"), inventPage(1));
  await writeFile(path.join(dir, "page.html.gz"), gzipSync(inventPage(2)));
  await writeFile(
    path.join(dir, "wall.html"),
    "<!doctype html><title>Access denied</title><p>Access denied.</p>",
  );
});
afterAll(() => rm(dir, { recursive: true }));

function lede(args: readonly string[], input = ""): Promise<{ status: number | null; lines: string[] }> {
  return new Promise((resolve) => {
    const child = spawn(
      "node",
      ["--import", "tsx", "test/support/lede-from-source.mjs", "extract", ...args],
      { cwd: ROOT },
    );
    let out = "";
    child.stdout.on("data", (chunk) => {
      out += chunk;
    });
    child.on("close", (status) => resolve({ status, lines: out.trim().split("\n") }));
    child.stdin.end(input);
  });
}

test("reads a page from standard input", async () => {
  const { status, lines } = await lede(["-", "--json", "--url", "https://outlet.example/1"], inventPage(1));
  expect(status).toBe(0);
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({ ok: true, title: "Ferry 1 to run again" });
});

test("answers every line, bad ones too, and never stops for one", async () => {
  const rows = [
    JSON.stringify({ id: "a", path: path.join(dir, "page.html"), url: "https://outlet.example/1" }),
    JSON.stringify({ id: "b", path: path.join(dir, "page.html.gz"), url: "https://outlet.example/2" }),
    JSON.stringify({ id: "c", path: path.join(dir, "wall.html"), url: "https://outlet.example/3" }),
    JSON.stringify({ id: "d", path: path.join(dir, "nowhere.html") }),
    "no json",
  ];
  const { status, lines } = await lede(["--jsonl"], rows.join("\n"));
  const answers = new Map(lines.map((line) => JSON.parse(line)).map((answer) => [answer.id, answer]));
  expect(status).toBe(0);
  expect(answers.get("a")).toMatchObject({
    ok: true,
    title: "Ferry 1 to run again",
    lang: "en",
    date: "2026-11-22T08:00:00Z",
    wall: null,
  });
  expect(answers.get("b")).toMatchObject({ ok: true, title: "Ferry 2 to run again" });
  expect(answers.get("c")).toMatchObject({ ok: false, wall: "blocked", text: "Access denied." });
  expect(answers.get("d")).toMatchObject({ ok: false, error: expect.stringContaining("there is no file") });
  expect(answers.get(null)).toMatchObject({ ok: false });
});

test("says of an address what its server answered in place of a page", async () => {
  const site = await startLoopback((request, response) => {
    if (request.url === "/robots.txt") return response.writeHead(404).end();
    if (request.url === "/report")
      return response.setHeader("content-type", "application/pdf").end("%PDF-1.4 ...");
    return response.writeHead(404, { "content-type": "text/html" }).end("<h1>Gone</h1>");
  });
  const config = path.join(dir, "lede.yaml");
  await writeFile(config, `network: { allow: [127.0.0.1/32] }\nsources: [${site.url("/feed")}]\n`);
  const [missing, pdf, unallowed] = await Promise.all([
    lede(["--config", config, site.url("/nowhere")]),
    lede(["--config", config, "--json", site.url("/report")]),
    lede([site.url("/nowhere")]),
  ]);
  await site.close();
  expect([missing.status, pdf.status, unallowed.status]).toEqual([1, 1, 1]);
  expect(missing.lines.join("\n")).toMatch(
    /FETCH_HTTP_404: 127\.0\.0\.1:\d+ has no such page \(HTTP 404\)\./,
  );
  expect(missing.lines.join("\n")).not.toContain("feed");
  expect(JSON.parse(pdf.lines[0] ?? "")).toMatchObject({
    ok: false,
    code: "EXTRACT_EMPTY",
    error: `${site.url("/report")} is a PDF, not a page to read.`,
    text: "",
    html: "",
  });
  expect(unallowed.lines.join("\n")).toContain("FETCH_BLOCKED");
});

test("shows a person the article, or why it has none", async () => {
  const [page, wall, none, folder] = await Promise.all([
    lede([path.join(dir, "page.html")]),
    lede([path.join(dir, "wall.html")]),
    lede([path.join(dir, "nowhere.html")]),
    lede([dir]),
  ]);
  expect(page.status).toBe(0);
  expect(page.lines).toContain("title: Ferry 1 to run again");
  expect(wall.status).toBe(1);
  expect(wall.lines.join("\n")).toContain("EXTRACT_WALL");
  expect([none.status, folder.status]).toEqual([2, 2]);
});

test("takes the rule of the source to which the address belongs, and says which selector matches nothing", async () => {
  const config = path.join(dir, "lede.yaml");
  await writeFile(
    config,
    'sources:\n  - url: https://feeds.outlet.example/a\n    fullText: { selector: "div.gone" }\n',
  );
  const page = path.join(dir, "page.html");
  const [ruled, other, tried] = await Promise.all([
    lede([page, "--json", "--config", config, "--url", "https://www.outlet.example/x"]),
    lede([page, "--json", "--config", config, "--url", "https://elsewhere.example/x"]),
    lede([page, "--json", "--selector", "p:nth-of-type(-n+4)"]),
  ]);
  const answers = [ruled, other, tried].map(({ lines }) => JSON.parse(lines.at(-1) ?? "{}"));
  expect(answers[0]).toMatchObject({ ok: true, warning: expect.stringContaining("div.gone") });
  expect(answers[1]).not.toHaveProperty("warning");
  expect(answers[2]).toMatchObject({ ok: true });
  expect(answers[2].words).toBeLessThan(answers[0].words);
}, 120_000);

test("gives the text of what is refused, for looking", async () => {
  const { status, lines } = await lede([path.join(dir, "wall.html"), "--json"]);
  expect(status).toBe(1);
  expect(JSON.parse(lines.at(-1) ?? "{}")).toMatchObject({
    ok: false,
    wall: "blocked",
    text: "Access denied.",
  });
}, 120_000);
