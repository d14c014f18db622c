import { brotliCompressSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { ofEveryForm } from "./forms.ts";
import { rss, startPoller } from "./poller.ts";

ofEveryForm((documentOf) => {
  async function firstRequest(options: Parameters<typeof startPoller>[1] = {}) {
    const poller = await startPoller([{ body: documentOf() }], options);
    await poller.poll();
    return poller.server.requests[0]?.headers ?? {};
  }

  test("F81 User-Agent", async () => {
    const headers = await firstRequest();
    expect(headers["user-agent"]).toMatch(/^Lede\/\d+\.\d+\.\d+ \(\+(https?:\/\/|mailto:)\S+\)$/);
    expect(headers["user-agent"]).not.toMatch(/mozilla|chrome|safari/i);
    const own = await firstRequest({
      network: { userAgent: "Wire/2 (+https://wire.example/bot)", contact: undefined },
    });
    expect(own["user-agent"]).toBe("Wire/2 (+https://wire.example/bot)");
  });

  describe("F83 Accept-Encoding", () => {
    test.each([
      ["gzip", gzipSync(documentOf())],
      ["x-gzip", gzipSync(documentOf())],
      ["br", brotliCompressSync(documentOf())],
      ["identity", Buffer.from(documentOf())],
      ["gzip", Buffer.from(documentOf())], // labelled, and not done
    ])("F83 an answer in %s is read", async (coding, body) => {
      const poller = await startPoller([{ headers: { "Content-Encoding": coding }, body }]);
      await poller.poll();
      expect(poller.server.requests[0]?.headers["accept-encoding"]).toBe("gzip, br");
      expect(poller.accepted[0]?.entries).toHaveLength(2);
    });

    test("F83 a server that ignores it is read", async () => {
      const poller = await startPoller([{ body: documentOf() }]);
      await poller.poll();
      expect(poller.accepted[0]?.entries).toHaveLength(2);
    });
  });

  test("F84 no cookies, Referer, Origin, sec-fetch-*, cache-busting query", async () => {
    const path = "/feed?A=%7e%2F&b=&c";
    const poller = await startPoller([{ headers: { "Set-Cookie": "a=b" }, body: documentOf() }], { path });
    await poller.poll();
    await poller.pollWhenDue();
    const [, second] = poller.server.requests;
    const names = Object.keys(second?.headers ?? {});
    expect(names.sort()).toEqual(["accept", "accept-encoding", "connection", "host", "user-agent"]);
    expect(second?.target).toBe(path);
  });

  test("F85 GET only", async () => {
    const poller = await startPoller([{ body: documentOf() }]);
    await poller.poll();
    await poller.pollWhenDue();
    expect(poller.server.requests.map(({ method, target }) => `${method} ${target}`)).toEqual([
      "GET /feed",
      "GET /feed",
    ]);
  });
});

test("F82 Accept", async () => {
  const poller = await startPoller([{ body: rss() }]);
  await poller.poll();
  const { accept = "" } = poller.server.requests[0]?.headers ?? {};
  const types = accept.split(",").map((type) => type.trim());
  expect(types).toEqual(
    expect.arrayContaining([
      "application/atom+xml",
      "application/rss+xml",
      "application/feed+json",
      "*/*;q=0.1",
    ]),
  );
  expect(accept).toMatch(/application\/xml;q=0\.\d/);
});

test.each([
  ["a page", { page: {} }, /^text\/html,/],
  ["JSON by a rule", { json: {} }, /^application\/json, /],
])("%s is asked for as what it is", async (_name, source, wanted) => {
  const poller = await startPoller([{ body: rss() }], { source });
  await poller.poll();
  expect(poller.server.requests[0]?.headers["accept"]).toMatch(wanted);
});
