import { mkdtemp, rm } from "node:fs/promises";
import { createServer as createHttpServer, request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import type { FastifyInstance } from "fastify";
import { pino } from "pino";
import { afterEach, describe, expect, test } from "vitest";
import { writeOutputs } from "../../../src/publish/write-outputs.ts";
import { createServer, type ServerDeps } from "../../../src/serve/create-server.ts";
import { sampleFiles } from "../../judge/sample-server.ts";
import { sampleStatus } from "../../judge/sample-status.ts";

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** The sample as a wire whose `link` names a folder, and a proxy in front of it that hands the folder on or strips it. */
async function behindProxy(strips: boolean, overrides: Partial<ServerDeps> = {}): Promise<string> {
  const dir = await mkdtemp(path.join(tmpdir(), "lede-sub-"));
  closing.push(() => rm(dir, { recursive: true }));
  const app = await createServer({
    settings: { host: "127.0.0.1", port: 0, trustProxy: false, token: undefined },
    dir,
    basePath: "/wire/",
    status: async () => sampleStatus(),
    metrics: async () => "",
    ready: async () => ({ ok: true }),
    log: pino({ level: "silent" }),
    ...overrides,
  });
  closing.push(() => app.close());
  const upstream = new URL(await app.listen({ host: "127.0.0.1", port: 0 }));
  await writeOutputs(dir, sampleFiles({ link: "https://wire.example/wire/" }, "https://pictures.example/"));
  const proxy = createHttpServer((request, response) => {
    const own = request.url ?? "/";
    if (!own.startsWith("/wire")) {
      response.writeHead(404).end("not of this wire");
      return;
    }
    const asked = strips ? own.slice("/wire".length) || "/" : own;
    const to = { port: upstream.port, method: request.method, path: asked, headers: request.headers };
    httpRequest(to, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    }).end();
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  closing.push(() => new Promise((resolve) => proxy.close(resolve)));
  return `http://127.0.0.1:${(proxy.address() as AddressInfo).port}/wire/`;
}

const OWN = /<(?:a|link)\b[^>]*\shref="((?!https?:|feed:|data:|#|mailto:)[^"]*)"/g;

/** Every address of the wire's own that can be reached by links from a page, and how it answers. */
async function crawl(start: string): Promise<Map<string, number>> {
  const seen = new Map<string, number>();
  const waiting = [start];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [plain = ""] = next.split("#");
    if (seen.has(plain)) continue;
    const answer = await fetch(plain);
    seen.set(plain, answer.status);
    const text = await answer.text();
    if (!answer.headers.get("content-type")?.startsWith("text/html")) continue;
    for (const [, href = ""] of text.matchAll(OWN))
      waiting.push(new URL(href.replaceAll("&amp;", "&"), answer.url).href);
  }
  return seen;
}

const board = async (app: FastifyInstance) => {
  const page =
    '<html><head><base href="/queues/" /><link href="https://fonts.example/css2?family=X" rel="stylesheet"><link href="static/a.css" rel="stylesheet"></head></html>';
  app.get("/", (_request, reply) => reply.type("text/html").send(page));
};
const withToken = { host: "127.0.0.1", port: 0, trustProxy: false, token: "s3cret" };

describe.each([
  { name: "a proxy that hands its folder on", strips: false },
  { name: "a proxy that strips its folder", strips: true },
])("behind $name", ({ strips }) => {
  test("every link of every page leads to something of the wire", async () => {
    const wire = await behindProxy(strips);
    const seen = await crawl(wire);
    expect([...seen].filter(([, status]) => status !== 200)).toEqual([]);
    expect([...seen.keys()].filter((url) => !url.startsWith(wire))).toEqual([]);
    expect(seen.size).toBeGreaterThan(30);
  });

  test.each(["coast", "archive", "archive/2026-11-21", "story/01JD0000000000000000000000"])(
    "%s leads to the address with its slash",
    async (name) => {
      const answer = await fetch((await behindProxy(strips)) + name);
      expect(answer.status).toBe(200);
      expect(new URL(answer.url).pathname).toBe(`/wire/${name}/`);
    },
  );

  test.each(["nothing-here", "deep/er/nothing", "story/NONE/"])(
    "the page for %s leads back",
    async (name) => {
      const wire = await behindProxy(strips);
      const answer = await fetch(wire + name);
      expect(answer.status).toBe(404);
      for (const [, href = ""] of (await answer.text()).matchAll(OWN)) {
        const target = new URL(href, wire + name);
        expect(target.href.startsWith(wire)).toBe(true);
        expect((await fetch(target)).status).toBe(200);
      }
    },
  );

  test("a private wire is whole under its token: pages, subscribe address, status, board", async () => {
    const wire = await behindProxy(strips, { settings: withToken, queues: board });
    const own = `${wire}t/s3cret/`;
    const seen = await crawl(own);
    expect([...seen].filter(([, status]) => status !== 200)).toEqual([]);
    expect([...seen.keys()].filter((url) => !url.startsWith(own))).toEqual([]);
    for (const folder of ["", "coast/"]) {
      const page = await (await fetch(own + folder)).text();
      expect(page).toContain(`href="feed:https://wire.example/wire/t/s3cret/${folder}feed.atom"`);
      expect(page).toMatch(new RegExp(`>https://wire\\.example/wire/t/s3cret/${folder}feed\\.atom</code>`));
    }
    const queues = await fetch(`${own}queues/`);
    const html = await queues.text();
    expect(html).toContain('<base href="/wire/t/s3cret/queues/"');
    expect(html).not.toContain("fonts.example");
    expect(html).toContain("static/a.css");
    expect(Object.fromEntries(queues.headers)).toMatchObject({
      "x-frame-options": "DENY",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "content-security-policy": expect.stringContaining("default-src 'none'"),
    });
  });

  test("who shows the token otherwise is shown the address without it", async () => {
    const wire = await behindProxy(strips, { settings: withToken });
    const page = await fetch(wire, { headers: { authorization: "Bearer s3cret" } });
    const text = await page.text();
    expect(text).toContain(">https://wire.example/wire/feed.atom</code>");
    expect(text).not.toContain("s3cret");
    expect((await fetch(`${wire}t/wrong/`)).status).toBe(401);
    expect((await fetch(`${wire}t/wrong`)).status).toBe(401);
  });
});

test.each(["/wire", "/wire?x=1"])("the folder without its slash is not the front page: %s", async (name) => {
  const wire = await behindProxy(false);
  const answer = await fetch(new URL(name, wire), { redirect: "manual" });
  expect(answer.status).toBe(301);
  expect(answer.headers.get("location")).toBe("wire/");
});

test("nor is the token without its slash", async () => {
  const wire = await behindProxy(false, { settings: withToken });
  const answer = await fetch(`${wire}t/s3cret`, { redirect: "manual" });
  expect(answer.status).toBe(301);
  expect(answer.headers.get("location")).toBe("s3cret/");
});

test("an address that holds the token already is not given another", async () => {
  const dir = await mkdtemp(path.join(tmpdir(), "lede-sub-"));
  closing.push(() => rm(dir, { recursive: true }));
  const wire = await behindProxy(false, { settings: withToken, dir });
  await writeOutputs(
    dir,
    sampleFiles({ link: "https://wire.example/t/s3cret/" }, "https://pictures.example/"),
  );
  const page = await (await fetch(`${wire}t/s3cret/`)).text();
  expect(page).toContain(">https://wire.example/t/s3cret/feed.atom</code>");
});
