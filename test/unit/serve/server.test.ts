import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { Writable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { pino } from "pino";
import { request } from "undici";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { writeOutputs } from "../../../src/publish/write-outputs.ts";
import { createServer, type ServerDeps } from "../../../src/serve/create-server.ts";
import { startSampleServer } from "../../judge/sample-server.ts";
import { sampleStatus } from "../../judge/sample-status.ts";

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

async function ask(
  url: string,
  options: { method?: "GET" | "HEAD" | "OPTIONS" | "POST"; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const { statusCode, headers, body } = await request(url, options);
  return { status: statusCode, headers, body: Buffer.from(await body.arrayBuffer()) };
}

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A server over an empty folder. */
async function serve(overrides: Partial<ServerDeps> = {}) {
  const dir = await mkdtemp(path.join(tmpdir(), "lede-serve-"));
  closing.push(() => rm(dir, { recursive: true, force: true }));
  const app = await createServer({
    settings: { host: "127.0.0.1", port: 0, trustProxy: false, token: undefined },
    dir,
    status: async () => sampleStatus(),
    metrics: async () => "up 1",
    ready: async () => ({ ok: true }),
    log: pino({ level: "silent" }),
    ...overrides,
  });
  const url = await app.listen({ host: "127.0.0.1", port: 0 });
  closing.push(() => app.close());
  return { dir, url };
}

const withToken = (token: string) => ({ host: "127.0.0.1", port: 0, trustProxy: false, token });

describe("the published files", () => {
  let sample: Awaited<ReturnType<typeof startSampleServer>>;
  beforeAll(async () => {
    sample = await startSampleServer();
  });
  afterAll(() => sample.close());

  test.each([
    { name: "feed.atom", type: "application/atom+xml; charset=utf-8" },
    { name: "feed.rss", type: "application/rss+xml; charset=utf-8" },
    { name: "feed.json", type: "application/feed+json; charset=utf-8" },
    { name: "sources.opml", type: "text/x-opml; charset=utf-8" },
    { name: "index.html", type: "text/html; charset=utf-8" },
    { name: "", type: "text/html; charset=utf-8" },
    { name: "style.css", type: "text/css; charset=utf-8" },
    { name: "icon.png", type: "image/png" },
    { name: "logo.png", type: "image/png" },
    { name: "favicon.ico", type: "image/png" },
    { name: "archive/2026-11-21.atom", type: "application/atom+xml; charset=utf-8" },
    { name: "story/01JD0000000000000000000000/", type: "text/html; charset=utf-8" },
  ])("are served as what they are: $name", async ({ name, type }) => {
    const { status, headers } = await ask(sample.url + name);
    expect(status).toBe(200);
    expect(headers["content-type"]).toBe(type);
    expect(headers["x-content-type-options"]).toBe("nosniff");
  });

  test("come as brotli, gzip or plain, each with a tag of its own", async () => {
    const [br, gz, plain] = await Promise.all(
      ["gzip, br", "gzip", "identity"].map((accepted) =>
        ask(`${sample.url}feed.atom`, { headers: { "accept-encoding": accepted } }),
      ),
    );
    expect([br, gz, plain].map((answer) => answer?.headers["content-encoding"])).toEqual([
      "br",
      "gzip",
      undefined,
    ]);
    expect(new Set([br, gz, plain].map((answer) => answer?.headers["etag"])).size).toBe(3);
    expect(br && brotliDecompressSync(br.body)).toEqual(plain?.body);
    expect(gz && gunzipSync(gz.body)).toEqual(plain?.body);
    expect(plain?.headers["vary"]).toBe("accept-encoding");
  });

  test.each(["gzip, br", "gzip", "identity"])("are not sent again for %s", async (accepted) => {
    const url = `${sample.url}feed.rss`;
    const headers = { "accept-encoding": accepted };
    const first = await ask(url, { headers });
    const etag = String(first.headers["etag"]);
    const again = await ask(url, { headers: { ...headers, "if-none-match": etag } });
    expect(again).toMatchObject({ status: 304, headers: { etag, vary: "accept-encoding" } });
    expect(again.body.byteLength).toBe(0);
    const since = { ...headers, "if-modified-since": String(first.headers["last-modified"]) };
    expect((await ask(url, { headers: since })).status).toBe(304);
    expect((await ask(url, { headers: { ...headers, "if-none-match": '"other"' } })).status).toBe(200);
  });

  test("answer HEAD like GET, without the bytes", async () => {
    const get = await ask(`${sample.url}feed.json`);
    const head = await ask(`${sample.url}feed.json`, { method: "HEAD" });
    expect(head.body.byteLength).toBe(0);
    for (const name of ["etag", "content-length", "content-type", "last-modified"])
      expect(head.headers[name]).toBe(get.headers[name]);
  });

  test("answer 200 to a client that asks for a delta, which breaks readers", async () => {
    const delta = await ask(`${sample.url}feed.atom`, {
      headers: { "a-im": "feed", "if-none-match": '"other"' },
    });
    expect(delta.status).toBe(200);
    expect(delta.headers["im"]).toBeUndefined();
  });

  test("can be fetched by a reader that runs in a browser, preflight and all", async () => {
    expect((await ask(`${sample.url}feed.json`)).headers["access-control-allow-origin"]).toBe("*");
    const preflight = await ask(`${sample.url}feed.json`, { method: "OPTIONS" });
    expect(preflight.status).toBe(204);
    expect(preflight.headers["access-control-allow-headers"]).toContain("If-None-Match");
  });

  test("allow pages no script but their own, no frame, no style but our own", async () => {
    const { headers, body } = await ask(sample.url);
    const policy = headers["content-security-policy"];
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe/);
    const script = /<script>(.*?)<\/script>/s.exec(body.toString())?.[1] ?? "";
    const hash = createHash("sha256").update(script).digest("base64");
    expect(policy).toContain(`script-src 'sha256-${hash}'`);
  });

  test("lead from a story's address without its slash to the one with it", async () => {
    const { status, headers } = await ask(`${sample.url}story/01JD0000000000000000000000`);
    expect(status).toBe(301);
    expect(headers["location"]).toBe("01JD0000000000000000000000/");
  });

  test.each([
    "../../etc/passwd",
    "..%2f..%2fetc/passwd",
    "%2e%2e/package.json",
    ".feed.atom.012345678901.lede-tmp",
    "feed.atom.gz",
    "archive/2026-11-19/",
    "story",
    "archive%2F",
    "coast%2findex.html",
    "a%00b",
    "%E0%A4%A",
    "story//x",
    "nothing.atom",
  ])("are all that is served: not %s", async (name) => {
    expect((await ask(sample.url + name)).status).toBeGreaterThanOrEqual(400);
  });

  test.each(["feed.atom", "", "story/01JD0000000000000000000000/", "status", "livez", "feed.json?x=1"])(
    "are had by a client that takes the server for a proxy: %s",
    async (name) => {
      const plain = await ask(sample.url + name);
      const { hostname, port } = new URL(sample.url);
      const asked = httpRequest({ hostname, port, path: `http://wire.example/${name}` }).end();
      const [response] = (await once(asked, "response")) as [IncomingMessage];
      response.resume();
      expect(response.statusCode).toBe(200);
      expect(response.headers["content-type"]).toBe(plain.headers["content-type"]);
    },
  );

  test("cannot be written", async () => {
    const { status, headers } = await ask(`${sample.url}feed.atom`, { method: "POST" });
    expect(status).toBe(405);
    expect(headers["allow"]).toBe("GET, HEAD, OPTIONS");
  });
});

describe("a publication by another process", () => {
  test("is seen within a moment, and the server waits for the first one", async () => {
    const { dir, url } = await serve();
    const waiting = await ask(`${url}/feed.atom`);
    expect(waiting).toMatchObject({ status: 503, headers: { "retry-after": "30" } });
    const page = await ask(`${url}/`);
    expect(page).toMatchObject({ status: 503, headers: { refresh: "5" } });
    expect(page.body.toString()).toContain("first edition is on its way");
    await writeOutputs(dir, [{ path: "feed.atom", bytes: Buffer.from("<one/>") }]);
    expect((await ask(`${url}/feed.atom`)).body.toString()).toBe("<one/>");
    expect((await ask(`${url}/feed.rss`)).status).toBe(404);
    await writeOutputs(dir, [{ path: "feed.atom", bytes: Buffer.from("<two/>") }]);
    await expect
      .poll(async () => (await ask(`${url}/feed.atom`)).body.toString(), { timeout: 10_000 })
      .toBe("<two/>");
  });

  test("that cannot come soon is not promised: the page says why", async () => {
    const obstacle = async () => "The network cannot be reached since 12:04 UTC.";
    const { url } = await serve({ obstacle });
    const page = (await ask(`${url}/`)).body.toString();
    expect(page).toContain("The network cannot be reached since 12:04 UTC.");
    expect(page).not.toContain("on its way");
    const broken = await serve({ obstacle: () => Promise.reject(new Error("redis is away")) });
    expect((await ask(`${broken.url}/`)).body.toString()).toContain("first edition is on its way");
  });

  test("never mixes two editions while it happens", async () => {
    const { dir, url } = await serve();
    const edition = (n: number) => Buffer.from(`<edition n="${n}">${String(n).repeat(2_000)}</edition>`);
    await writeOutputs(dir, [{ path: "feed.atom", bytes: edition(0) }]);
    let over = false;
    const reading = (async () => {
      while (!over) {
        const { body, headers } = await ask(`${url}/feed.atom`, { headers: { "accept-encoding": "gzip" } });
        const text = (headers["content-encoding"] ? gunzipSync(body) : body).toString();
        expect(text).toBe(edition(Number(/n="(\d+)"/.exec(text)?.[1])).toString());
      }
    })();
    for (let n = 1; n < 6; n++) {
      await writeOutputs(dir, [{ path: "feed.atom", bytes: edition(n) }]);
      await sleep(250);
    }
    over = true;
    await reading;
  });
});

describe("a private wire", () => {
  test("shows nothing but health without its token, and all with it", async () => {
    const { dir, url } = await serve({ settings: withToken("s3cret") });
    await writeOutputs(dir, [{ path: "feed.atom", bytes: Buffer.from("<one/>") }]);
    for (const name of ["/feed.atom", "/", "/status", "/metrics", "/status.json", "/t/wrong/feed.atom"]) {
      const refused = await ask(url + name);
      expect(refused.status).toBe(401);
      expect(refused.headers["www-authenticate"]).toContain("Basic");
    }
    for (const name of ["/livez", "/readyz"]) expect((await ask(url + name)).status).toBe(200);
    const bearer = await ask(`${url}/feed.atom`, { headers: { authorization: "Bearer s3cret" } });
    expect(bearer).toMatchObject({ status: 200, headers: { "cache-control": "private, max-age=60" } });
    expect((await ask(`${url}/t/s3cret/feed.atom`)).body.toString()).toBe("<one/>");
    expect((await ask(`${url}/t/s3cret/status`)).status).toBe(200);
  });

  test.each([
    { trustProxy: true, address: "203.0.113.9" },
    { trustProxy: false, address: "127.0.0.1" },
  ])(
    "logs who showed a wrong token, as it sees them with trustProxy: $trustProxy",
    async ({ trustProxy, address }) => {
      const lines: string[] = [];
      const sink = new Writable({
        write: (line, _encoding, done) => {
          lines.push(String(line));
          done();
        },
      });
      const settings = { ...withToken("s3cret"), trustProxy };
      const { url } = await serve({ settings, log: pino(sink) });
      const forwarded = { "x-forwarded-for": "203.0.113.9" };
      await ask(`${url}/feed.atom`, { headers: forwarded });
      expect(lines).toEqual([]);
      await ask(`${url}/t/guess1/feed.atom`, { headers: forwarded });
      await ask(`${url}/feed.atom`, { headers: { ...forwarded, authorization: "Bearer guess2" } });
      const said = lines.map((line) => JSON.parse(line) as { address: string; url: string });
      expect(said).toMatchObject([
        { address, url: "/t/…/feed.atom" },
        { address, url: "/feed.atom" },
      ]);
      expect(lines.join("")).not.toMatch(/guess/);
    },
  );

  test("keeps the token out of the log when something breaks", async () => {
    const lines: string[] = [];
    const sink = new Writable({
      write: (line, _encoding, done) => {
        lines.push(String(line));
        done();
      },
    });
    const { url } = await serve({
      settings: withToken("s3cret"),
      log: pino(sink),
      queues: async (app) => void app.get("/", () => Promise.reject(new Error("broken"))),
    });
    expect((await ask(`${url}/t/s3cret/queues/`)).status).toBe(500);
    expect(lines.join("")).toContain("broken");
    expect(lines.join("")).not.toContain("s3cret");
  });

  test("lets no other site act with a password that the browser remembers", async () => {
    const { url } = await serve({
      settings: withToken("s3cret"),
      queues: async (app) => void app.post("/retry", async () => "done"),
    });
    const headers = { authorization: "Bearer s3cret" };
    const post = (site: string) =>
      ask(`${url}/queues/retry`, { method: "POST", headers: { ...headers, "sec-fetch-site": site } });
    expect((await post("cross-site")).status).toBe(403);
    expect((await post("same-origin")).status).toBe(200);
    expect((await ask(`${url}/queues/retry`, { method: "POST" })).status).toBe(401);
  });
});

describe("what is plugged in", () => {
  test("answers for itself, outside the token where it must", async () => {
    const { url } = await serve({
      settings: withToken("s3cret"),
      websub: async (app) => void app.get("/websub/x", async () => "hub"),
    });
    expect((await ask(`${url}/websub/x`)).body.toString()).toBe("hub");
  });

  test("says where a story went that merged into another", async () => {
    const { url } = await serve({
      story: async (id) => (id === "OLD" ? { kind: "moved", to: "NEW" } : undefined),
    });
    expect(await ask(`${url}/story/OLD/`)).toMatchObject({ status: 301, headers: { location: "../NEW/" } });
    expect(await ask(`${url}/story/OLD`)).toMatchObject({ status: 301, headers: { location: "NEW/" } });
    expect((await ask(`${url}/story/NEW/`)).status).toBe(404);
  });

  test("shows a story that no file has", async () => {
    const { url } = await serve({ story: async () => ({ kind: "page", html: "<p>story</p>" }) });
    expect(await ask(`${url}/story/ANY`)).toMatchObject({ status: 301, headers: { location: "ANY/" } });
    expect((await ask(`${url}/story/ANY/`)).body.toString()).toBe("<p>story</p>");
  });

  test("serves the files although nobody can say where stories went", async () => {
    const { dir, url } = await serve({ story: () => Promise.reject(new Error("Redis is away")) });
    await writeOutputs(dir, [{ path: "story/A/index.html", bytes: Buffer.from("A") }]);
    expect((await ask(`${url}/story/A/`)).body.toString()).toBe("A");
  });

  test("works behind a proxy that passes its folder on", async () => {
    const { dir, url } = await serve({ basePath: "/wire/" });
    await writeOutputs(dir, [{ path: "feed.atom", bytes: Buffer.from("<one/>") }]);
    for (const name of ["/wire/feed.atom", "/feed.atom"]) expect((await ask(url + name)).status).toBe(200);
  });
});

describe("operations", () => {
  test("say whether the process lives and whether it is ready", async () => {
    const { url } = await serve({ ready: async () => ({ ok: false, reason: "Redis does not answer" }) });
    expect((await ask(`${url}/livez`)).status).toBe(200);
    expect(await ask(`${url}/readyz`)).toMatchObject({ status: 503 });
    expect((await ask(`${url}/readyz`)).body.toString()).toContain("Redis does not answer");
  });

  test("say that the status cannot be read, not that the server broke", async () => {
    const { url } = await serve({
      status: () => Promise.reject(new Error("away")),
      ready: () => Promise.reject(new Error("away")),
    });
    expect((await ask(`${url}/status`)).status).toBe(503);
    expect((await ask(`${url}/readyz`)).status).toBe(503);
  });

  test("give the status as a page and as JSON", async () => {
    const { url } = await serve();
    const page = await ask(`${url}/status`, { headers: { "accept-encoding": "gzip" } });
    const html = gunzipSync(page.body).toString();
    expect(html).toContain("FETCH_TIMEOUT");
    expect(html).toContain("Remove it, or give its new address.");
    expect(html.indexOf("Northern Mail")).toBeLessThan(html.indexOf("Harbour Post</a>"));
    expect(JSON.parse((await ask(`${url}/status.json`)).body.toString())).toMatchObject({
      totals: { stories: 96 },
    });
  });
});
