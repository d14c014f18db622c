import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, connect, type Server } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { createFetcher } from "../../../src/fetch/create-fetcher.ts";
import type { FetchRequest } from "../../../src/model/document.ts";
import { settings } from "./network-settings.ts";
import { rss } from "./poller.ts";

const pem = (name: string) =>
  readFileSync(new URL(`../../fixtures/http/tls/${name}`, import.meta.url), "utf8");

async function portOf(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** A proxy that leads every tunnel to this machine, or refuses them; and what it was asked. */
async function startProxy(refusal?: number) {
  const asked: string[] = [];
  const server = createServer(({ method, url, headers }, response) => {
    asked.push(`${method} ${url} ${headers["proxy-authorization"]}`);
    response.setHeader("connection", "close").end(rss());
  });
  server.on("connect", ({ url = "", headers }, socket) => {
    asked.push(`CONNECT ${url} ${headers["proxy-authorization"]}`);
    socket.on("error", () => {});
    if (refusal) return socket.end(`HTTP/1.1 ${refusal} X\r\n\r\n`);
    const onward = connect(Number(url.split(":")[1]), "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      onward.pipe(socket).pipe(onward);
    });
    return onward.on("error", () => socket.destroy());
  });
  return { asked, port: await portOf(server) };
}

async function getThrough(proxy: string, url: string, request: Partial<FetchRequest> = {}) {
  const fetcher = createFetcher(
    { ...settings, proxy, timeout: 5_000 },
    { lookUp: async () => ["93.184.215.14"], ca: pem("ca.pem") },
  );
  const outcome = await fetcher.fetch({ url, kind: "feed", ...request });
  await fetcher.close();
  return outcome;
}

async function startSecure(certificate: string): Promise<number> {
  const options = { key: pem(`${certificate}.key`), cert: pem(`${certificate}.pem`) };
  return portOf(
    createTlsServer(options, (_, response) => response.setHeader("connection", "close").end(rss())),
  );
}

test("identity: http goes through a proxy with its own password, which the site never sees", async () => {
  const { asked, port } = await startProxy();
  const outcome = await getThrough(`http://user:p%40ss@127.0.0.1:${port}`, "http://example.org/feed");
  expect(outcome.kind).toBe("document");
  expect(asked).toEqual(["GET http://example.org/feed Basic dXNlcjpwQHNz"]);
});

test("identity: https goes through a tunnel, in which the site's certificate counts", async () => {
  const [{ asked, port }, good, expired] = await Promise.all([
    startProxy(),
    startSecure("good"),
    startSecure("expired"),
  ]);
  const proxy = `http://127.0.0.1:${port}`;
  expect((await getThrough(proxy, `https://example.org:${good}/feed`)).kind).toBe("document");
  expect(await getThrough(proxy, `https://example.org:${expired}/feed`)).toMatchObject({ code: "FETCH_TLS" });
  expect(asked).toEqual([
    `CONNECT example.org:${good} undefined`,
    `CONNECT example.org:${expired} undefined`,
  ]);
});

test("identity: a source's own proxy is used in place of the program's", async () => {
  const { asked, port } = await startProxy();
  const request = { proxy: `http://127.0.0.1:${port}` };
  const outcome = await getThrough("http://127.0.0.1:1", "http://example.org/feed", request);
  expect(outcome.kind).toBe("document");
  expect(asked).toHaveLength(1);
});

test.each([
  [407, "password"],
  [403, "log"],
  [502, "log"],
])("errors: a proxy that answers %i is named, and not the site blamed", async (status, remedy) => {
  const { port } = await startProxy(status);
  expect(await getThrough(`http://127.0.0.1:${port}`, "https://example.org/feed")).toMatchObject({
    code: "FETCH_CONNECT",
    message: `The proxy 127.0.0.1:${port} does not lead to example.org (HTTP ${status}).`,
    remedy: expect.stringContaining(remedy),
    status: undefined,
  });
});

test.each(["http://example.org/feed", "https://example.org/feed"])(
  "errors: a proxy that is not there is this machine's own trouble: %s",
  async (url) => {
    expect(await getThrough("http://127.0.0.1:1", url)).toMatchObject({
      code: "FETCH_CONNECT",
      message: expect.stringContaining("127.0.0.1:1 refuses connections"),
      local: true,
    });
  },
);
