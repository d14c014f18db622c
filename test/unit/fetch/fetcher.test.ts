import { deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { describe, expect, onTestFinished, test } from "vitest";
import { createFetcher, type FetcherDeps } from "../../../src/fetch/create-fetcher.ts";
import type { FetchRequest } from "../../../src/model/document.ts";
import type { NetworkSettings } from "../../../src/model/source.ts";
import { settings } from "../../conformance/fetch/network-settings.ts";
import { render, type Script, startRawServer } from "../../conformance/fetch/raw-server.ts";

const FEED = "<rss version='2.0'><channel/></rss>";

const HALF = Buffer.from("<rss version='2.0'><channel><item><title>Half");

const inChunks = (body: Buffer) => Buffer.from(`${body.length.toString(16)}\r\n${body.toString()}\r\n`);

async function start(script: Script, network: Partial<NetworkSettings> = {}, deps: FetcherDeps = {}) {
  const server = await startRawServer(script);
  const fetcher = createFetcher({ ...settings, ...network }, deps);
  onTestFinished(async () => {
    await fetcher.close();
    await server.close();
  });
  const get = (path: string, request: Partial<FetchRequest> = {}) =>
    fetcher.fetch({ url: server.url(path), kind: "feed", ...request });
  return { server, fetcher, get };
}

describe("validators", () => {
  test("come back byte for byte, whatever bytes they are", async () => {
    const etag = '"caf\xe9 \xc3\xa9-gzip"';
    const { server, get } = await start((_request, _n, socket) => {
      socket.write(render({ headers: { ETag: etag }, body: FEED }));
      return undefined;
    });
    const first = await get("/");
    expect(first).toMatchObject({ kind: "document", validators: { etag } });
    await get("/", { validators: { etag } });
    expect(server.requests[1]?.headers["if-none-match"]).toBe(etag);
  });

  test("that cannot be written are left out rather than failing the request", async () => {
    const { server, get } = await start(() => ({ body: FEED }));
    const outcome = await get("/", { validators: { etag: "a\nb", lastModified: "\u20ac" } });
    expect(outcome.kind).toBe("document");
    expect(server.requests[0]?.headers).not.toHaveProperty("if-none-match");
  });

  test("are sent although the address carries a fragment", async () => {
    const { server, get } = await start(() => ({ headers: { ETag: '"1"' }, body: FEED }));
    const first = await get("/a#top");
    await get("/a#top", { validators: { etag: '"1"' }, validatorsFor: first.url });
    expect(server.requests[1]).toMatchObject({ target: "/a", headers: { "if-none-match": '"1"' } });
  });

  test("are not sent to an address that did not give them", async () => {
    const { server, get } = await start(() => ({ body: FEED }));
    await get("/a", { validators: { etag: '"1"' }, validatorsFor: server.url("/b") });
    expect(server.requests[0]?.headers).not.toHaveProperty("if-none-match");
  });
});

describe("bodies", () => {
  test.each([
    ["zlib deflate", "deflate", deflateSync(FEED)],
    ["raw deflate", "deflate", deflateRawSync(FEED)],
    ["two gzip members", "gzip", Buffer.concat([gzipSync(FEED.slice(0, 9)), gzipSync(FEED.slice(9))])],
    ["upper case coding", "GZIP", gzipSync(FEED)],
  ])("in %s are read", async (_name, coding, body) => {
    const { get } = await start(() => ({ headers: { "Content-Encoding": coding }, body }));
    const outcome = await get("/");
    expect(outcome.kind === "document" && Buffer.from(outcome.bytes).toString()).toBe(FEED);
  });

  test("that are gzip files are read as what they hold", async () => {
    const { get } = await start(() => ({
      headers: { "Content-Type": "application/gzip" },
      body: gzipSync(FEED),
    }));
    const outcome = await get("/feed.xml.gz");
    expect(outcome.kind === "document" && Buffer.from(outcome.bytes).toString()).toBe(FEED);
  });

  test("of pictures are refused for pages and taken for images", async () => {
    const png = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
    const { get } = await start((request) =>
      request.target === "/robots.txt" ? { status: 404 } : { body: png },
    );
    expect(await get("/a.png", { kind: "page" })).toMatchObject({ code: "EXTRACT_EMPTY" });
    expect((await get("/a.png", { kind: "image" })).kind).toBe("document");
  });

  test.each([
    ["damaged gzip", "gzip", Buffer.from("\x1f\x8b\x08nonsense", "latin1")],
    ["a coding that nobody asked for", "zstd", Buffer.from("\x28\xb5\x2f\xfd", "latin1")],
  ])("in %s are a failure", async (_name, coding, body) => {
    const { get } = await start(() => ({ headers: { "Content-Encoding": coding }, body }));
    expect(await get("/")).toMatchObject({ code: "FETCH_TRUNCATED" });
  });

  const cut: readonly [name: string, head: string, body: (feed: Buffer) => Buffer][] = [
    ["shorter than announced", "Content-Length: 500", (feed) => feed],
    ["without the last chunk", "Transfer-Encoding: chunked", inChunks],
    ["packed, shorter than announced", "Content-Encoding: gzip\r\nContent-Length: 500", (f) => gzipSync(f)],
  ];

  test.each(cut)("that are %s are a failure where their end is missing", async (_name, head, body) => {
    const { get } = await start((_request, _n, socket) => {
      socket.end(Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\n${head}\r\n\r\n`), body(HALF)]));
      return undefined;
    });
    expect(await get("/")).toMatchObject({ code: "FETCH_TRUNCATED" });
    expect(await get("/", { kind: "image" })).toMatchObject({ code: "FETCH_TRUNCATED" });
  });

  test.each(cut)("that are %s are read where their end is there", async (_name, head, body) => {
    const { get } = await start((_request, _n, socket) => {
      const whole = Buffer.from(`${FEED}\n<!-- 7 ms -->`);
      socket.end(Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\n${head}\r\n\r\n`), body(whole)]));
      return undefined;
    });
    const outcome = await get("/");
    expect(outcome.kind === "document" && Buffer.from(outcome.bytes).toString()).toContain(FEED);
  });

  test("that end and keep the connection waiting are read when the time is over", async () => {
    const script: Script = (_request, _n, socket) => {
      socket.write(render({ body: FEED, contentLength: 500 }));
      return undefined;
    };
    const { get } = await start(script, { timeout: 1_000 });
    expect((await get("/")).kind).toBe("document");
  });

  test("that announce more than the limit are not begun", async () => {
    const { get } = await start((_request, _n, socket) => {
      socket.write(render({ body: FEED, contentLength: 50_000_000 }));
      return undefined;
    });
    expect(await get("/")).toMatchObject({ code: "FETCH_TOO_LARGE" });
  });

  test("of a partial answer are not taken for the whole", async () => {
    const { get } = await start(() => ({ status: 206, body: FEED }));
    expect(await get("/")).toMatchObject({ code: "FETCH_HTTP_206" });
  });
});

test("a request on a kept connection that the server has just closed is sent again, once", async () => {
  const { server, get } = await start((_request, n, socket) => {
    if (n !== 2) return { body: FEED };
    socket.destroy();
    return undefined;
  });
  expect((await get("/1")).kind).toBe("document");
  expect((await get("/2")).kind).toBe("document");
  expect(server.requests.map(({ target }) => target)).toEqual(["/1", "/2", "/2"]);
});

test("a fresh connection that breaks is a failure and no more", async () => {
  const { server, get } = await start((_request, _n, socket) => {
    socket.destroy();
    return undefined;
  });
  expect(await get("/")).toMatchObject({ code: "FETCH_CONNECT" });
  expect(server.requests).toHaveLength(1);
});

test("something that is not HTTP is a failure that says so", async () => {
  const { get } = await start((_request, _n, socket) => {
    socket.write("220 mail.example ESMTP\r\n");
    return undefined;
  });
  expect(await get("/")).toMatchObject({
    code: "FETCH_CONNECT",
    message: expect.stringContaining("not HTTP"),
  });
});

test("a name with a dead IPv6 address is reached by its IPv4 address", async () => {
  const { server, fetcher } = await start(
    () => ({ body: FEED }),
    {},
    { lookUp: async () => ["::1", "127.0.0.1"] },
  );
  const outcome = await fetcher.fetch({ url: `http://dual.example:${server.port}/`, kind: "feed" });
  expect(outcome.kind).toBe("document");
});

test("a redirect to an address that is not escaped is followed as a browser follows it", async () => {
  const { server, get } = await start((request, _n, socket) => {
    if (request.target !== "/a") return { body: FEED };
    socket.write(Buffer.from("HTTP/1.1 302 X\r\nLocation: /nächste seite\r\nContent-Length: 0\r\n\r\n"));
    return undefined;
  });
  expect((await get("/a")).kind).toBe("document");
  expect(server.requests[1]?.target).toBe("/n%C3%A4chste%20seite");
});

test("informational answers are passed over", async () => {
  const { get } = await start((_request, _n, socket) => {
    socket.write("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n");
    socket.write(render({ body: FEED }));
    return undefined;
  });
  expect(await get("/")).toMatchObject({ kind: "document", status: 200 });
});

test("a failure names the hop at which it happened", async () => {
  const { server, get } = await start((request) =>
    request.target === "/a" ? { status: 302, headers: { Location: "/b" } } : { status: 429 },
  );
  expect(await get("/a")).toMatchObject({ code: "FETCH_RATE_LIMITED", url: server.url("/b"), status: 429 });
});

describe("a server that wants back what it gave", () => {
  const ask = async (given: string) => {
    const { get, server } = await start((request) =>
      request.headers["cookie"]?.includes("pass=1")
        ? { body: FEED }
        : request.target === "/feed"
          ? { status: 302, headers: { Location: "/gate" } }
          : { status: 302, headers: { Location: "/feed", "Set-Cookie": given } },
    );
    return { outcome: await get("/feed"), again: get, server };
  };

  test("is given it within the same fetch, and not with the next", async () => {
    const { outcome, again, server } = await ask(
      "a=b; Expires=Wed, 09 Jun 2027 10:18:14 GMT, pass=1; Path=/",
    );
    expect(outcome.kind).toBe("document");
    expect(server.requests.map(({ headers }) => headers["cookie"])).toEqual([
      undefined,
      undefined,
      "a=b; pass=1",
    ]);
    await again("/feed");
    expect(server.requests[3]?.headers["cookie"]).toBeUndefined();
  });

  test("is given nothing that is for https, for others, or taken back", async () => {
    const { outcome } = await ask("pass=1; Secure");
    expect(outcome).toMatchObject({ code: "FETCH_REDIRECT" });
    const { outcome: other } = await ask("pass=1; Max-Age=0");
    expect(other).toMatchObject({ code: "FETCH_REDIRECT" });
  });

  test("is one of a circle when it gives nothing", async () => {
    const { outcome, server } = await ask("");
    expect(outcome).toMatchObject({ code: "FETCH_REDIRECT" });
    expect(server.requests).toHaveLength(2);
  });
});

test("a chain is permanent only when every hop is", async () => {
  const hops: Record<string, [number, string]> = {
    "/a": [301, "/b"],
    "/b": [308, "/c"],
    "/x": [301, "/y"],
    "/y": [302, "/c"],
  };
  const { server, get } = await start((request) => {
    const [status, location] = hops[request.target] ?? [200, ""];
    return status === 200 ? { body: FEED } : { status, headers: { Location: location } };
  });
  expect(await get("/a")).toMatchObject({ permanentUrl: server.url("/c") });
  expect(await get("/x")).toMatchObject({ permanentUrl: undefined, url: server.url("/c") });
});

test("a caller's signal ends a fetch, in its turn or waiting for it", async () => {
  const { get } = await start(() => undefined);
  const stop = new AbortController();
  const outcomes = Promise.all([get("/1", { signal: stop.signal }), get("/2", { signal: stop.signal })]);
  stop.abort();
  expect(await outcomes).toMatchObject([{ aborted: true }, { aborted: true }]);
});

test("POSTs keep method and body on 307 and lose both on 303", async () => {
  const { server, get } = await start((request) => {
    const status = Number(request.target.slice(1));
    return status > 0 ? { status, headers: { Location: "/end" } } : { body: "ok" };
  });
  await get("/307", { kind: "hub", method: "POST", body: "a=b" });
  await get("/303", { kind: "hub", method: "POST", body: "a=b" });
  expect(
    server.requests.filter(({ target }) => target === "/end").map(({ method, body }) => method + body),
  ).toEqual(["POSTa=b", "GET"]);
});

describe("robots.txt", () => {
  const robots: Script = (request) => {
    if (request.target === "/robots.txt")
      return { body: "User-agent: lede\nDisallow: /private\n\nUser-agent: *\nDisallow: /" };
    return { headers: { "Content-Type": "text/html" }, body: "<html></html>" };
  };

  test("is asked once for the pages of a site, and obeyed", async () => {
    const { server, get } = await start(robots);
    expect(await get("/private/1", { kind: "page" })).toMatchObject({ code: "EXTRACT_REFUSED" });
    expect((await get("/open/1", { kind: "page" })).kind).toBe("document");
    expect((await get("/open/2", { kind: "page" })).kind).toBe("document");
    expect(server.requests.map(({ target }) => target)).toEqual(["/robots.txt", "/open/1", "/open/2"]);
  });

  test("is asked once, however many pages are wanted at the same moment", async () => {
    const { server, get } = await start(robots);
    await Promise.all(["/open/1", "/open/2", "/open/3"].map((path) => get(path, { kind: "page" })));
    expect(server.requests.filter(({ target }) => target === "/robots.txt")).toHaveLength(1);
  });

  test("is asked again after a day", async () => {
    let now = 0;
    const { server, get } = await start(robots, {}, { now: () => now });
    await get("/open/1", { kind: "page" });
    now += 25 * 3_600_000;
    await get("/open/2", { kind: "page" });
    expect(server.requests.filter(({ target }) => target === "/robots.txt")).toHaveLength(2);
  });

  test.each([
    [404, "document"],
    [503, "failure"],
  ])("answered with %i makes the page a %s", async (status, kind) => {
    const { get } = await start((request) =>
      request.target === "/robots.txt" ? { status } : { body: "<html></html>" },
    );
    expect((await get("/page", { kind: "page" })).kind).toBe(kind);
  });

  test("is not asked for feeds", async () => {
    const { server, get } = await start(robots);
    await get("/private/feed");
    expect(server.requests.map(({ target }) => target)).toEqual(["/private/feed"]);
  });
});

describe("through a proxy", () => {
  test("http goes through it, in absolute form", async () => {
    const proxy = await startRawServer(() => ({ body: FEED }));
    const { get } = await start(() => ({ body: "not this way" }), {
      proxy: proxy.url(""),
      allow: ["127.0.0.1/32"],
    });
    const outcome = await get("/feed", { url: "http://one.example/feed" });
    await proxy.close();
    expect(outcome.kind).toBe("document");
    expect(proxy.requests[0]).toMatchObject({ method: "GET", target: "http://one.example/feed" });
    expect(proxy.requests[0]?.headers["host"]).toBe("one.example");
  });

  test("inner addresses stay forbidden", async () => {
    const proxy = await startRawServer(() => ({ body: FEED }));
    const inner: FetcherDeps = { lookUp: async () => ["10.0.0.1"] };
    const { get } = await start(() => ({ body: FEED }), { proxy: proxy.url("") }, inner);
    expect(await get("/", { url: "http://intranet.example/" })).toMatchObject({ code: "FETCH_BLOCKED" });
    expect(await get("/", { url: "http://10.0.0.1/" })).toMatchObject({ code: "FETCH_BLOCKED" });
    expect(await get("/", { url: "http://proxy.localhost/" })).toMatchObject({ code: "FETCH_BLOCKED" });
    await proxy.close();
    expect(proxy.requests).toEqual([]);
  });
});
