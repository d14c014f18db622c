import { describe, expect, test } from "vitest";
import { ofEveryForm } from "./forms.ts";
import { codeOf, startPoller } from "./poller.ts";
import { type Reply, render } from "./raw-server.ts";

ofEveryForm((documentOf, name) => {
  const D = "Tue, 06 Jan 2026 10:00:00 GMT";
  const fixed = { source: { every: 900_000 } };

  /** The conditions of the n-th request, after the server's answers so far. */
  async function conditions(replies: readonly Reply[], options = fixed) {
    const poller = await startPoller(replies, options);
    for (let i = 0; i < replies.length; i += 1) await poller.pollWhenDue();
    return poller.server.requests.map(({ headers }) => [
      headers["if-none-match"],
      headers["if-modified-since"],
    ]);
  }

  test.each([
    "abc",
    "W/abc",
    'w/"x"',
    'W/""',
    '""',
    '"',
    "'x'",
    "*",
    '"a,b"',
    '"1", "2"',
    '"a\\"b"',
    '"abc"-gzip',
  ])("conditional: an ETag comes back as it was written: %s", async (etag) => {
    const asked = await conditions([{ headers: { ETag: etag }, body: documentOf() }, { status: 304 }]);
    expect(asked[1]).toEqual([etag, undefined]);
  });

  test.each(["2026-01-06T10:00:00Z", "Tue, 6 Jan 2026 10:00:00 +0100", "Tuesday, 06-Jan-26 10:00:00 GMT"])(
    "conditional: a Last-Modified comes back as it was written: %s",
    async (date) => {
      const asked = await conditions([
        { headers: { "Last-Modified": date }, body: documentOf() },
        { status: 304 },
      ]);
      expect(asked[1]).toEqual([undefined, date]);
    },
  );

  test.each([
    "Thu, 01 Jan 1970 00:00:00 GMT",
    "Tue, 01 Jan 1980 00:00:01 GMT",
    "Tue, 06 Jan 2099 10:00:00 GMT",
    "0",
    "-1",
  ])("conditional: by a Last-Modified that never changes nothing would ever be new: %s", async (date) => {
    const alone = { headers: { "Last-Modified": date }, body: documentOf() };
    const both = { headers: { "Last-Modified": date, ETag: `"${date}"` }, body: documentOf() };
    const told = { headers: { "Last-Modified": date, ETag: '"1"' }, body: documentOf() };
    expect((await conditions([alone, alone]))[1]).toEqual([undefined, undefined]);
    expect((await conditions([both, both]))[1]).toEqual([undefined, undefined]);
    expect((await conditions([told, { status: 304 }]))[1]).toEqual(['"1"', undefined]);
  });

  test("conditional: of a field that comes twice the first counts", async () => {
    const head = `HTTP/1.1 200 OK\r\nETag: "1"\r\nETag: "2"\r\nLast-Modified: ${D}\r\nLast-Modified: ${D}`;
    const poller = await startPoller((_request, _n, socket) => {
      socket.write(`${head}\r\nContent-Length: ${documentOf().length}\r\n\r\n${documentOf()}`);
      return undefined;
    });
    await poller.poll();
    await poller.pollWhenDue();
    expect(poller.server.requests[1]?.headers).toMatchObject({
      "if-none-match": '"1"',
      "if-modified-since": D,
    });
  });

  test("conditional: each 200 replaces both validators, also with none", async () => {
    const asked = await conditions([
      { headers: { ETag: '"1"', "Last-Modified": D }, body: documentOf() },
      { headers: { ETag: '"2"' }, body: documentOf({ items: 3 }) },
      { body: documentOf({ items: 4 }) },
      { body: documentOf({ items: 4 }) },
    ]);
    expect(asked.slice(1)).toEqual([
      ['"1"', D],
      ['"2"', undefined],
      [undefined, undefined],
    ]);
  });

  describe("conditional: what is not a complete feed leaves the validators of the last one in force", () => {
    const first: Reply = { headers: { ETag: '"1"' }, body: documentOf() };

    test.each<[string, Reply]>([
      ["a fault of the server", { status: 500, headers: { ETag: '"e"' } }],
      [
        "half a document",
        {
          headers: { ETag: '"2"' },
          body: name === "a page" ? "<html>" : documentOf({ items: 9 }).slice(0, 500),
        },
      ],
      ["an empty document", { headers: { ETag: '"0"' }, body: "" }],
      ["204", { status: 204, headers: { ETag: '"0"' } }],
      ["205", { status: 205, headers: { ETag: '"0"' } }],
      ["a part of it (206)", { status: 206, headers: { ETag: '"0"' }, body: documentOf() }],
    ])("%s", async (_name, reply) => {
      const asked = await conditions([first, reply, { status: 304 }]);
      expect(asked[2]).toEqual(['"1"', undefined]);
    });

    test("a chunked body that is cut off", async () => {
      const poller = await startPoller((_request, n, socket) => {
        if (n !== 2) return first;
        socket.end('HTTP/1.1 200 OK\r\nETag: "2"\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<?xml\r\n');
        return undefined;
      }, fixed);
      await poller.poll();
      const { outcome } = await poller.pollWhenDue();
      await poller.pollWhenDue();
      expect(codeOf(outcome)).toBe("FETCH_TRUNCATED");
      expect(poller.server.requests[2]?.headers["if-none-match"]).toBe('"1"');
    });
  });

  test.each([203, 226])("conditional: %i is as good as 200", async (status) => {
    const asked = await conditions([
      { status, headers: { ETag: '"1"' }, body: documentOf() },
      { status: 304 },
    ]);
    expect(asked[1]).toEqual(['"1"', undefined]);
  });

  test("conditional: a server that answers 412 is asked without conditions", async () => {
    const asked = await conditions([
      { headers: { ETag: '"1"' }, body: documentOf() },
      { status: 412 },
      { body: documentOf() },
    ]);
    expect(asked[2]).toEqual([undefined, undefined]);
  });

  test("conditional: a redirect that leads elsewhere than before takes no validators along", async () => {
    let to = "/a";
    const poller = await startPoller((request) =>
      request.target === "/feed"
        ? { status: 302, headers: { Location: to } }
        : { headers: { ETag: `"${request.target}"` }, body: documentOf() },
    );
    await poller.poll();
    to = "/b";
    await poller.pollWhenDue();
    const last = poller.server.requests.at(-1);
    expect(last?.target).toBe("/b");
    expect(last?.headers).not.toHaveProperty("if-none-match");
  });

  test("conditional: an empty document is called empty", async () => {
    const poller = await startPoller((_request, _n, socket) => {
      socket.write(render({ status: 204 }));
      return undefined;
    });
    const { outcome, parseFailure } = await poller.poll();
    expect(outcome.kind === "failure" ? outcome : parseFailure).toMatchObject({
      code: name === "a page" ? "PARSE_NO_ITEMS" : "PARSE_NOT_A_FEED",
      message: expect.stringContaining("empty"),
    });
  });
});
