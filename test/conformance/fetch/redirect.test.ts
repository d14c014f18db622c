import { describe, expect, test } from "vitest";
import { ofEveryForm } from "./forms.ts";
import { codeOf, DAY, HOUR, MINUTE, startPoller } from "./poller.ts";
import { type RawServer, startRawServer } from "./raw-server.ts";

ofEveryForm((documentOf) => {
  const targets = (server: RawServer) => server.requests.map(({ target }) => target);
  const fixed = { source: { every: 15 * MINUTE } };

  describe("F58 308 like 301; 302/303/307 never persist", () => {
    test.each([301, 308])("F58 %i is believed after three polls over a day", async (status) => {
      const poller = await startPoller((request) =>
        request.target === "/feed" ? { status, headers: { Location: "/new" } } : { body: documentOf() },
      );
      for (const after of [0, HOUR, HOUR]) {
        poller.now += after;
        await poller.poll();
      }
      expect(poller.state?.movedTo).toBeUndefined(); // three polls, but no day yet
      poller.now += DAY;
      await poller.poll();
      expect(poller.state?.movedTo).toBe(poller.server.url("/new"));
      poller.server.requests.length = 0;
      await poller.pollWhenDue();
      expect(targets(poller.server)).toEqual(["/new"]);
    });

    test.each([302, 303, 307])("F58 %i: the next poll starts at the original address", async (status) => {
      const poller = await startPoller((request) =>
        request.target === "/feed" ? { status, headers: { Location: "/tmp" } } : { body: documentOf() },
      );
      for (let poll = 0; poll < 5; poll += 1) {
        await poller.poll();
        poller.now += DAY;
      }
      expect(targets(poller.server)).toEqual(Array(5).fill(["/feed", "/tmp"]).flat());
      expect(poller.state).not.toHaveProperty("movedTo");
    });
  });

  test("F60 persisted URL later fails", async () => {
    let gone = false;
    const poller = await startPoller((request) => {
      if (request.target === "/new") return gone ? { status: 404 } : { body: documentOf() };
      return gone ? { body: documentOf({ items: 3 }) } : { status: 301, headers: { Location: "/new" } };
    }, fixed);
    for (const after of [0, DAY, DAY]) {
      poller.now += after;
      await poller.poll();
    }
    expect(poller.state?.movedTo).toBe(poller.server.url("/new"));
    gone = true;
    poller.server.requests.length = 0;
    await poller.pollWhenDue();
    expect(poller.wait()).toBe(15 * MINUTE);
    await poller.pollWhenDue();
    expect(targets(poller.server)).toEqual(["/new", "/feed"]);
    expect(poller.state).toMatchObject({ failures: 0 });
    expect(poller.accepted.at(-1)?.entries).toHaveLength(3);
  });

  test("F61 captive-portal 301", async () => {
    const portal = await startRawServer(() => ({
      headers: { "Content-Type": "text/html" },
      body: "<html><body>Log in to the hotel's network</body></html>",
    }));
    const poller = await startPoller([{ status: 301, headers: { Location: portal.url("/login.html") } }]);
    for (let poll = 0; poll < 5; poll += 1) {
      await poller.poll();
      poller.now += DAY;
    }
    await portal.close();
    expect(poller.state).not.toHaveProperty("moved");
    expect(poller.state).not.toHaveProperty("movedTo");
    expect(targets(poller.server)).toEqual(Array(5).fill("/feed"));
  });

  describe("F62 loop A<->B; self loop", () => {
    test.each([
      ["between two addresses", (target: string) => (target === "/feed" ? "/b" : "/feed"), 2],
      ["onto itself", () => "/feed", 1],
      ["through ever new addresses", (target: string) => `${target}x`, 10],
    ])("F62 %s", async (_name, next, requests) => {
      const poller = await startPoller((request) => ({
        status: 302,
        headers: { Location: next(request.target) },
      }));
      const { outcome } = await poller.poll();
      expect(codeOf(outcome)).toBe("FETCH_REDIRECT");
      expect(poller.server.requests).toHaveLength(requests);
    });
  });

  test("F65 validators on redirect", async () => {
    const poller = await startPoller((request) => {
      if (request.target === "/feed") return { status: 301, headers: { Location: "/new" } };
      return request.headers["if-none-match"] === '"n"'
        ? { status: 304 }
        : { headers: { ETag: '"n"' }, body: documentOf() };
    });
    await poller.poll();
    const { outcome } = await poller.pollWhenDue();
    expect(outcome.kind).toBe("not-modified");
    const [, , original, final] = poller.server.requests;
    expect(original?.headers).not.toHaveProperty("if-none-match");
    expect(final?.headers["if-none-match"]).toBe('"n"');
  });

  test("F66 auth and custom headers not leaked cross-origin", async () => {
    const other = await startRawServer(() => ({ body: documentOf() }));
    const headers = { Authorization: "Basic dTpw", "X-Api-Key": "k", Cookie: "a=b" };
    const poller = await startPoller([{ status: 302, headers: { Location: other.url("/feed") } }], {
      source: { headers },
    });
    await poller.poll();
    await other.close();
    expect(poller.server.requests[0]?.headers).toMatchObject({
      authorization: "Basic dTpw",
      "x-api-key": "k",
    });
    expect(Object.keys(other.requests[0]?.headers ?? {}).sort()).toEqual([
      "accept",
      "accept-encoding",
      "connection",
      "host",
      "user-agent",
    ]);
    expect(poller.accepted).toHaveLength(1);
  });

  test.each(["file:///etc/passwd", "data:text/xml,<rss/>", "http://10.0.0.1/", "http://[::ffff:a00:1]/"])(
    "F67 to private / file: / data: %s",
    async (location) => {
      const poller = await startPoller([{ status: 302, headers: { Location: location } }]);
      const { outcome } = await poller.poll();
      expect(codeOf(outcome)).toBe("FETCH_BLOCKED");
    },
  );
});
