import type { Socket } from "node:net";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { describe, expect, onTestFinished, test } from "vitest";
import { createFetcher } from "../../../src/fetch/create-fetcher.ts";
import { ofEveryForm } from "./forms.ts";
import { settings } from "./network-settings.ts";
import { codeOf, rss, START, startPoller } from "./poller.ts";
import { type RawServer, startRawServer } from "./raw-server.ts";

const head = (fields: string) => `HTTP/1.1 200 OK\r\n${fields}\r\n\r\n`;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function endsItself(server: RawServer): Promise<void> {
  for (let i = 0; i < 50 && server.open() > 0; i += 1) await pause(10);
  expect(server.open()).toBe(0);
}

ofEveryForm((documentOf) => {
  describe("F70 br bomb, nested encodings", () => {
    const zeros = Buffer.alloc(16_000_000);

    test.each([
      ["br", brotliCompressSync(zeros)],
      ["gzip", gzipSync(zeros)],
      ["gzip, br", brotliCompressSync(gzipSync(zeros))],
    ])("F70 %s that unpacks to 16 MB", async (coding, body) => {
      const poller = await startPoller([{ headers: { "Content-Encoding": coding }, body }]);
      const { outcome } = await poller.poll();
      expect(codeOf(outcome)).toBe("FETCH_TOO_LARGE");
    });

    test("F70 more than two codings", async () => {
      let body: Buffer = Buffer.from(documentOf());
      for (let i = 0; i < 8; i += 1) body = gzipSync(body);
      const coding = Array(8).fill("gzip").join(", ");
      const poller = await startPoller([{ headers: { "Content-Encoding": coding }, body }]);
      const { outcome } = await poller.poll();
      expect(codeOf(outcome)).toBe("FETCH_TOO_LARGE");
    });

    test("F70 two codings are read", async () => {
      const body = brotliCompressSync(gzipSync(documentOf()));
      const poller = await startPoller([{ headers: { "Content-Encoding": "gzip, br" }, body }]);
      await poller.poll();
      expect(poller.accepted).toHaveLength(1);
    });
  });

  test("F71 endless plain body", async () => {
    const chunk = `4000\r\n${"<item/>".repeat(2_341).slice(0, 0x4000)}\r\n`;
    const poller = await startPoller((_request, _n, socket) => {
      socket.write(head("Transfer-Encoding: chunked"));
      const more = () => {
        while (!socket.destroyed && socket.write(chunk));
      };
      socket.on("drain", more);
      more();
      return undefined;
    });
    const { outcome } = await poller.poll();
    expect(codeOf(outcome)).toBe("FETCH_TOO_LARGE");
    await endsItself(poller.server);
  });

  test("F72 slow-loris body", async () => {
    const poller = await startPoller(
      (_request, _n, socket) => {
        socket.write(head("Transfer-Encoding: chunked"));
        const timer = setInterval(() => socket.write("1\r\nx\r\n"), 20);
        socket.on("close", () => clearInterval(timer));
        return undefined;
      },
      { network: { timeout: 300 } },
    );
    const { outcome } = await poller.poll();
    expect(codeOf(outcome)).toBe("FETCH_TIMEOUT");
    await endsItself(poller.server);
  });

  describe("F73 slow headers / silent accept", () => {
    const drip = (socket: Socket) => {
      socket.write("HTTP/1.1 200 OK\r\n");
      const timer = setInterval(() => socket.write("X-A: b\r\n"), 20);
      socket.on("close", () => clearInterval(timer));
      return undefined;
    };

    test.each([
      ["headers dripped", drip],
      ["accept then silence", () => undefined],
    ])("F73 %s", async (_name, behave) => {
      const poller = await startPoller((_request, _n, socket) => behave(socket), {
        fetcher: { headersTimeout: 200 },
      });
      const { outcome } = await poller.poll();
      expect(codeOf(outcome)).toBe("FETCH_TIMEOUT");
      expect(outcome.ms).toBeLessThan(1_200);
      await endsItself(poller.server);
    });
  });

  test.each([
    ["40 kB header", `X-Big: ${"a".repeat(40_000)}`],
    ["10k headers", Array.from({ length: 10_000 }, (_, i) => `X-${i}: a`).join("\r\n")],
    ["64 kB Set-Cookie", `Set-Cookie: a=${"b".repeat(64_000)}`],
  ])("F74 huge header block, 10k headers, 64 kB Set-Cookie: %s", async (_name, fields) => {
    const poller = await startPoller((_request, n, socket) => {
      if (n > 1) return { body: documentOf() };
      socket.write(head(`${fields}\r\nContent-Length: 0`));
      return undefined;
    });
    const { outcome } = await poller.poll();
    expect(codeOf(outcome)).toBe("FETCH_TOO_LARGE");
    const second = await poller.pollWhenDue();
    expect(second.feed?.entries).toHaveLength(2);
  });
});

test.each([
  ["200 video/mp4", "video/mp4", Buffer.from("\0\0\0\x20ftypisom", "latin1")],
  ["PNG magic", "text/xml", Buffer.from("\x89PNG\r\n\x1a\n", "latin1")],
  ["audio without known magic", "audio/mpeg", Buffer.from("\xff\xe0????", "latin1")],
])("F76 media instead of feed: %s", async (_name, type, start) => {
  let sent = 0;
  const poller = await startPoller((_request, _n, socket) => {
    socket.write(head(`Content-Type: ${type}\r\nContent-Length: 1000000`));
    sent = start.length;
    socket.write(start);
    const timer = setInterval(() => {
      sent += 16_384;
      socket.write(Buffer.alloc(16_384));
    }, 20);
    socket.on("close", () => clearInterval(timer));
    return undefined;
  });
  const { outcome } = await poller.poll();
  expect(codeOf(outcome)).toBe("PARSE_NOT_A_FEED");
  await endsItself(poller.server);
  expect(sent).toBeLessThanOrEqual(65_536);
});

/** A server that answers after a moment and remembers how many requests it had at once. */
async function startBusyServer(): Promise<{ server: RawServer; most: () => number }> {
  let now = 0;
  let most = 0;
  const server = await startRawServer(async () => {
    now += 1;
    most = Math.max(most, now);
    await pause(10);
    now -= 1;
    return { body: rss() };
  });
  onTestFinished(server.close);
  return { server, most: () => most };
}

describe("F77 per-host concurrency", () => {
  test.each([1, 2])("F77 never more than %i of 50 in flight, pages and feeds together", async (perHost) => {
    const { server, most } = await startBusyServer();
    const fetcher = createFetcher({ ...settings, perHost }, { lookUp: async () => ["127.0.0.1"] });
    onTestFinished(fetcher.close);
    const hosts = ["example.com", "feeds.example.com", "www.example.com"];
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        fetcher.fetch({
          url: `http://${hosts[i % 3]}:${server.port}/${i}`,
          kind: i % 5 === 0 ? "image" : "feed",
        }),
      ),
    );
    expect(outcomes.filter(({ kind }) => kind === "document")).toHaveLength(50);
    expect(most()).toBe(perHost);
  });
});

test("F78 global concurrency", async () => {
  const { server, most } = await startBusyServer();
  const fetcher = createFetcher(settings, { lookUp: async () => ["127.0.0.1"], inFlight: 7 });
  onTestFinished(fetcher.close);
  const outcomes = await Promise.all(
    Array.from({ length: 500 }, (_, i) =>
      fetcher.fetch({ url: `http://site${i}.example:${server.port}/`, kind: "feed" }),
    ),
  );
  expect(outcomes.filter(({ kind }) => kind === "document")).toHaveLength(500);
  expect(most()).toBe(7);
});

test("F79 keep-alive reuse", async () => {
  const server = await startRawServer(() => ({ headers: { "Keep-Alive": "timeout=3" }, body: rss() }));
  const fetcher = createFetcher(settings);
  onTestFinished(async () => {
    await fetcher.close();
    await server.close();
  });
  for (let i = 0; i < 20; i += 1) await fetcher.fetch({ url: server.url(`/${i}`), kind: "feed" });
  expect(server.requests).toHaveLength(20);
  expect(server.connections()).toBe(1);
  for (let i = 0; i < 100 && server.open() > 0; i += 1) await pause(100);
  expect(server.open()).toBe(0); // the idle connection was closed by us: the server never does
});

test("F80 graceful stop", async () => {
  const poller = await startPoller((_request, n, socket) => {
    if (n === 1) return { headers: { ETag: '"1"' }, body: rss() };
    socket.write(`${head('ETag: "2"\r\nTransfer-Encoding: chunked')}5\r\n<rss>\r\n`);
    return undefined;
  });
  await poller.poll();
  const before = JSON.stringify(poller.state);
  const polling = poller.pollWhenDue();
  while (poller.server.requests.length < 2) await pause(5);
  await poller.fetcher.close();
  const { outcome } = await polling;
  expect(outcome).toMatchObject({ kind: "failure", aborted: true });
  expect(JSON.stringify(poller.state)).toBe(before);
  expect(poller.accepted).toHaveLength(1);
  expect(poller.now).toBeGreaterThan(START);
});

test.each<[name: string, fields: string, body: string]>([
  ["announces more than is taken", "Content-Length: 99000000", "<rss>"],
  [
    "sends a film",
    "Transfer-Encoding: chunked\r\nContent-Type: video/mp4",
    "10\r\n\0\0\0\x18ftypmp42\0\0\0\0\r\n",
  ],
])("an answer that %s costs one connection, and no empty one after it", async (_name, fields, body) => {
  const poller = await startPoller((_request, _n, socket) => {
    socket.write(head(fields) + body);
    return undefined;
  });
  const { outcome } = await poller.poll();
  expect(outcome.kind).toBe("failure");
  await endsItself(poller.server);
  await pause(300); // an empty one would come at once
  expect(poller.server.connections()).toBe(1);
  // What is asked next is not refused for that.
  await Promise.all([poller.poll(), poller.poll()]);
  expect(poller.server.requests).toHaveLength(3);
});
