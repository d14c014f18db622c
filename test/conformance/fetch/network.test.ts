import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { createFetcher } from "../../../src/fetch/create-fetcher.ts";
import { startLoopback } from "../../support/loopback.ts";
import { settings } from "./network-settings.ts";
import { rss } from "./poller.ts";
import { startRawServer } from "./raw-server.ts";

const pem = (name: string) =>
  readFileSync(new URL(`../../fixtures/http/tls/${name}`, import.meta.url), "utf8");

describe("F102 bad certificate", () => {
  async function fetchFrom(certificate: string) {
    let asked = 0;
    const server = createServer(
      { key: pem(`${certificate}.key`), cert: pem(`${certificate}.pem`) },
      (_, response) => {
        asked += 1;
        response.end(rss());
      },
    );
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const fetcher = createFetcher(settings, { lookUp: async () => ["127.0.0.1"], ca: pem("ca.pem") });
    onTestFinished(async () => {
      await fetcher.close();
      server.close();
    });
    const outcome = await fetcher.fetch({ url: `https://example.org:${port}/feed`, kind: "feed" });
    return { outcome, asked: () => asked };
  }

  test.each([
    ["self-signed", "self"],
    ["expired", "expired"],
    ["wrong host", "other"],
  ])("F102 %s", async (_name, certificate) => {
    const { outcome, asked } = await fetchFrom(certificate);
    expect(outcome).toMatchObject({
      kind: "failure",
      code: "FETCH_TLS",
      remedy: expect.stringMatching(/\w/),
    });
    expect(asked()).toBe(0);
  });

  test("F102 a server without TLS is told apart from a bad certificate", async () => {
    const server = await startLoopback((_, response) => response.end(rss()));
    const fetcher = createFetcher(settings);
    const outcome = await fetcher.fetch({
      url: server.url("/feed").replace("http:", "https:"),
      kind: "feed",
    });
    await fetcher.close();
    await server.close();
    expect(outcome).toMatchObject({
      code: "FETCH_TLS",
      message: expect.stringContaining("does not speak https"),
    });
  });

  test("F102 a good one is accepted", async () => {
    const { outcome } = await fetchFrom("good");
    expect(outcome.kind).toBe("document");
  });
});

describe("a redirect from https to http", () => {
  async function followDown(headers?: Record<string, string>) {
    const plain = await startRawServer(() => ({ body: rss() }));
    const secure = createServer({ key: pem("good.key"), cert: pem("good.pem") }, (_, response) => {
      response.writeHead(301, { location: `http://example.org:${plain.port}/feed` }).end();
    });
    await new Promise<void>((resolve) => secure.listen(0, "127.0.0.1", resolve));
    const { port } = secure.address() as AddressInfo;
    const fetcher = createFetcher(settings, { lookUp: async () => ["127.0.0.1"], ca: pem("ca.pem") });
    onTestFinished(async () => {
      await Promise.all([fetcher.close(), plain.close()]);
      secure.close();
    });
    const url = `https://example.org:${port}/feed`;
    const outcome = await fetcher.fetch({ url, kind: "feed", ...(headers ? { headers } : {}) });
    return { outcome, plain };
  }

  test.each([[undefined], [{ "Accept-Language": "de" }]])(
    "is followed with %j, and not believed",
    async (headers) => {
      const { outcome } = await followDown(headers);
      expect(outcome).toMatchObject({ kind: "document", permanentUrl: undefined });
    },
  );

  test.each([[{ Authorization: "Basic dTpw" }], [{ "X-Api-Key": "k" }], [{ Cookie: "a=b" }]])(
    "is refused with %j",
    async (headers) => {
      const { outcome, plain } = await followDown(headers);
      expect(outcome).toMatchObject({ code: "FETCH_REDIRECT", message: expect.stringContaining("private") });
      expect(plain.requests).toEqual([]);
    },
  );
});

describe("F103 IDN, IPv6 literal, trailing dot host", () => {
  test.each([
    ["http://bücher.example", "xn--bcher-kva.example", "127.0.0.1"],
    ["http://one.example.", "one.example.", "127.0.0.1"],
    ["http://[::1]", "[::1]", "::1"],
  ])("F103 %s", async (origin, host, address) => {
    const server = await startRawServer(() => ({ body: rss() }), { host: address });
    const fetcher = createFetcher(settings, { lookUp: async () => [address] });
    const outcome = await fetcher.fetch({ url: `${origin}:${server.port}/feed`, kind: "feed" });
    await fetcher.close();
    await server.close();
    expect(outcome.kind).toBe("document");
    expect(server.requests[0]?.headers["host"]).toBe(`${host}:${server.port}`);
  });
});

describe("F105 DNS failure and slow DNS", () => {
  test("F105 a name that does not exist is told apart from other failures", async () => {
    const missing = Object.assign(new Error("queryA ENOTFOUND"), { code: "ENOTFOUND" });
    const fetcher = createFetcher(settings, { lookUp: () => Promise.reject(missing) });
    const outcome = await fetcher.fetch({ url: "http://nobody.example/feed", kind: "feed" });
    await fetcher.close();
    expect(outcome).toMatchObject({ code: "FETCH_DNS", message: "There is no host named nobody.example." });
  });

  test("F105 a slow look-up counts inside the total deadline and stalls nobody else", async () => {
    const server = await startRawServer(() => ({ body: rss() }));
    const never = new Promise<readonly string[]>(() => {});
    const fetcher = createFetcher(
      { ...settings, timeout: 400 },
      { lookUp: (name) => (name.startsWith("slow") ? never : Promise.resolve(["127.0.0.1"])) },
    );
    const order: string[] = [];
    const fetchOf = async (name: string) => {
      const outcome = await fetcher.fetch({ url: `http://${name}.example:${server.port}/`, kind: "feed" });
      order.push(`${name} ${outcome.kind === "failure" ? outcome.code : outcome.kind}`);
    };
    await Promise.all(["slow1", "slow2", "slow3", "slow4", "slow5", "quick"].map(fetchOf));
    await fetcher.close();
    await server.close();
    expect(order[0]).toBe("quick document");
    expect(order.slice(1).sort()).toEqual([1, 2, 3, 4, 5].map((i) => `slow${i} FETCH_TIMEOUT`));
  });
});
