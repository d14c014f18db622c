import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import type { SourceState } from "../../../src/model/source-state.ts";
import { ofEveryForm } from "./forms.ts";
import { codeOf, DAY, sourceAt, startPoller } from "./poller.ts";

ofEveryForm((documentOf, name) => {
  const D = "Tue, 06 Jan 2026 10:00:00 GMT";
  const LATER = "Wed, 07 Jan 2026 10:00:00 GMT";

  test("F01 first fetch unconditional", async () => {
    const poller = await startPoller([{ headers: { ETag: '"a"', "Last-Modified": D }, body: documentOf() }]);
    await poller.poll();
    expect(poller.server.requests).toHaveLength(1);
    const [request] = poller.server.requests;
    expect(request?.method).toBe("GET");
    expect(request?.headers).not.toHaveProperty("if-none-match");
    expect(request?.headers).not.toHaveProperty("if-modified-since");
  });

  test("F03 weak ETag kept weak", async () => {
    const poller = await startPoller([{ headers: { ETag: 'W/"x"' }, body: documentOf() }, { status: 304 }]);
    await poller.poll();
    const second = await poller.pollWhenDue();
    expect(poller.server.requests[1]?.headers["if-none-match"]).toBe('W/"x"');
    expect(second.outcome.kind).toBe("not-modified");
  });

  test("F06 only Last-Modified", async () => {
    const poller = await startPoller([{ headers: { "Last-Modified": D }, body: documentOf() }]);
    await poller.poll();
    await poller.pollWhenDue();
    expect(poller.server.requests[1]?.headers["if-modified-since"]).toBe(D);
    expect(poller.server.requests[1]?.headers).not.toHaveProperty("if-none-match");
  });

  test("F07 only ETag", async () => {
    const poller = await startPoller([{ headers: { ETag: '"x"' }, body: documentOf() }]);
    await poller.poll();
    await poller.pollWhenDue();
    expect(poller.server.requests[1]?.headers["if-none-match"]).toBe('"x"');
    expect(poller.server.requests[1]?.headers).not.toHaveProperty("if-modified-since");
  });

  test("F10 304 updates stored headers", async () => {
    const poller = await startPoller([
      { headers: { ETag: '"1"', "Last-Modified": D }, body: documentOf() },
      { status: 304, headers: { ETag: '"2"', "Last-Modified": LATER } },
      { status: 304 },
    ]);
    await poller.poll();
    await poller.pollWhenDue();
    await poller.pollWhenDue();
    expect(poller.server.requests[2]?.headers).toMatchObject({
      "if-none-match": '"2"',
      "if-modified-since": LATER,
    });
  });

  test("F11 304 without validators keeps old ones", async () => {
    const poller = await startPoller([{ headers: { ETag: '"1"' }, body: documentOf() }, { status: 304 }]);
    await poller.poll();
    await poller.pollWhenDue();
    await poller.pollWhenDue();
    expect(poller.server.requests[2]?.headers["if-none-match"]).toBe('"1"');
  });

  test("F12 validators survive restart", async () => {
    const before = await startPoller([{ headers: { ETag: '"1"' }, body: documentOf() }, { status: 304 }]);
    await before.poll();
    const stored = JSON.stringify(before.state);
    await before.fetcher.close();
    const { server } = before;
    const after = await startPoller([], { server }); // a new process: a new fetcher, and only what was stored
    after.state = JSON.parse(stored) as SourceState;
    const { outcome } = await after.pollWhenDue();
    expect(server.requests[1]?.headers["if-none-match"]).toBe('"1"');
    expect(outcome.kind).toBe("not-modified");
  });

  test("F13 validators are per final config URL", async () => {
    const poller = await startPoller([{ headers: { ETag: '"1"' }, body: documentOf() }]);
    await poller.poll();
    await poller.poll(sourceAt(poller.server.url("/other")));
    expect(poller.server.requests[1]?.target).toBe("/other");
    expect(poller.server.requests[1]?.headers).not.toHaveProperty("if-none-match");
  });

  test("F14 parse failure does not store validators", async () => {
    // Of a page nobody can tell that it breaks off: one that shows nothing.
    const broken = name === "a page" ? "<html>" : documentOf({ items: 6 }).slice(0, 400);
    const poller = await startPoller([{ headers: { ETag: '"1"' }, body: broken }, { body: documentOf() }]);
    await poller.poll();
    await poller.pollWhenDue();
    expect(poller.server.requests[1]?.headers).not.toHaveProperty("if-none-match");
    expect(poller.accepted.at(-1)?.entries).toHaveLength(2);
  });

  test("F15 truncated gzip does not store validators", async () => {
    const cut = gzipSync(documentOf({ items: 40 })).subarray(0, -10);
    const poller = await startPoller([
      { headers: { ETag: '"1"', "Content-Encoding": "gzip" }, body: cut },
      { body: documentOf() },
    ]);
    const { outcome } = await poller.poll();
    expect(codeOf(outcome)).toBe("FETCH_TRUNCATED");
    await poller.pollWhenDue();
    expect(poller.server.requests[1]?.headers).not.toHaveProperty("if-none-match");
  });

  test("F17 200 with identical body", async () => {
    const poller = await startPoller([
      { headers: { "Last-Modified": D }, body: documentOf() },
      { headers: { "Last-Modified": LATER }, body: documentOf() },
    ]);
    await poller.poll();
    const second = await poller.pollWhenDue();
    expect(second.outcome.kind).toBe("document");
    expect(second.feed).toBeUndefined();
    expect(poller.accepted).toHaveLength(1);
    await poller.pollWhenDue();
    expect(poller.server.requests[2]?.headers["if-modified-since"]).toBe(LATER);
  });

  test("F19 304 with Content-Length but no body", async () => {
    const poller = await startPoller([
      { headers: { ETag: '"1"' }, body: documentOf() },
      { status: 304, contentLength: 5_000 },
      { status: 304 },
    ]);
    await poller.poll();
    const second = await poller.pollWhenDue();
    expect(second.outcome.kind).toBe("not-modified");
    const third = await poller.pollWhenDue();
    expect(third.outcome.kind).toBe("not-modified");
    expect(poller.server.requests).toHaveLength(3);
    expect(poller.state?.failures).toBe(0);
  });

  test("F20 304 with illegal body", async () => {
    const poller = await startPoller((_request, n, socket) => {
      if (n === 1) return { headers: { ETag: '"1"' }, body: documentOf() };
      socket.write("HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\nhello");
      return undefined;
    });
    await poller.poll();
    const second = await poller.pollWhenDue();
    expect(second.outcome.kind).toBe("not-modified");
    expect(second.state.failures).toBe(0);
    const third = await poller.pollWhenDue();
    expect(third.outcome.kind).toBe("not-modified");
  });

  test("a full copy is asked for when the last one is more than eight days old", async () => {
    const poller = await startPoller([{ headers: { ETag: '"1"' }, body: documentOf() }, { status: 304 }]);
    await poller.poll();
    poller.now += 7 * DAY;
    await poller.poll();
    poller.now += DAY;
    await poller.poll();
    expect(poller.server.requests[1]?.headers["if-none-match"]).toBe('"1"');
    expect(poller.server.requests[2]?.headers).not.toHaveProperty("if-none-match");
  });

  test("304 to an unconditional request is a fault of the server, not news that there is none", async () => {
    const poller = await startPoller([{ status: 304 }]);
    const { outcome, state } = await poller.poll();
    expect(codeOf(outcome)).toBe("FETCH_HTTP_304");
    expect(state.failures).toBe(1);
  });
});
