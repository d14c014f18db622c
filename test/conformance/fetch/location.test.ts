import { describe, expect, test } from "vitest";
import { ofFeedAndPage } from "./forms.ts";
import { codeOf, DAY, HOUR, START, sourceAt, startPoller } from "./poller.ts";

ofFeedAndPage((documentOf) => {
  describe("redirect: a Location is read as a browser reads it", () => {
    test.each([
      ["new", "/new"],
      ["./new", "/new"],
      ["../../new", "/new"],
      ["/new", "/new"],
      ["?new", "/feed?new"],
      ["/new#part", "/new"],
      ["  /new  ", "/new"],
      ["/a b", "/a%20b"],
      ["/a%2Fb", "/a%2Fb"],
      ["/caf\xe9", "/caf%E9"],
      ["/caf\xc3\xa9", "/caf%C3%A9"],
    ])("%j", async (location, target) => {
      const poller = await startPoller((request) =>
        request.target === "/feed"
          ? { status: 302, headers: { Location: location } }
          : { body: documentOf() },
      );
      expect((await poller.poll()).outcome.kind).toBe("document");
      expect(poller.server.requests[1]?.target).toBe(target);
    });

    test("without a scheme", async () => {
      const poller = await startPoller((request) =>
        request.target === "/feed"
          ? { status: 302, headers: { Location: poller.server.url("/new").replace("http:", "") } }
          : { body: documentOf() },
      );
      expect((await poller.poll()).outcome.kind).toBe("document");
    });
  });

  test.each<[string, Record<string, string>, string]>([
    ["missing", {}, "FETCH_REDIRECT"],
    ["empty", { Location: "" }, "FETCH_REDIRECT"],
    ["no address", { Location: "http://" }, "FETCH_REDIRECT"],
    ["a mail address", { Location: "mailto:editor@one.example" }, "FETCH_BLOCKED"],
  ])("redirect: a Location that is %s ends the fetch", async (_name, headers, code) => {
    const poller = await startPoller([{ status: 301, headers }]);
    expect(codeOf((await poller.poll()).outcome)).toBe(code);
    expect(poller.server.requests).toHaveLength(1);
  });

  test.each([300, 304, 305, 306])("redirect: %i is none, whatever its Location", async (status) => {
    const poller = await startPoller([{ status, headers: { Location: "/new" } }]);
    expect(codeOf((await poller.poll()).outcome)).toBe(`FETCH_HTTP_${status}`);
    expect(poller.server.requests).toHaveLength(1);
  });

  test("redirect: a Retry-After that is a date is waited for", async () => {
    const headers = { Location: "/new", "Retry-After": new Date(START + HOUR).toUTCString() };
    const poller = await startPoller((request) =>
      request.target === "/feed" ? { status: 301, headers } : { body: documentOf() },
    );
    await poller.poll();
    expect(poller.server.requests).toHaveLength(1);
    expect(poller.wait()).toBe(HOUR);
    await poller.pollWhenDue();
    expect(poller.accepted).toHaveLength(1);
  });

  test("redirect: a permanent one whose target changes is not believed", async () => {
    let to = "/a";
    const poller = await startPoller((request) =>
      request.target === "/feed" ? { status: 301, headers: { Location: to } } : { body: documentOf() },
    );
    for (let poll = 0; poll < 6; poll += 1) {
      await poller.poll();
      poller.now += DAY;
      to = to === "/a" ? "/b" : "/a";
    }
    expect(poller.state).not.toHaveProperty("movedTo");
  });

  test("redirect: polls that end in 304 count, and the new address gets its validators", async () => {
    const poller = await startPoller((request) => {
      if (request.target === "/feed") return { status: 308, headers: { Location: "/new" } };
      return request.headers["if-none-match"]
        ? { status: 304 }
        : { headers: { ETag: '"1"' }, body: documentOf() };
    });
    for (let poll = 0; poll < 3; poll += 1) {
      await poller.poll();
      poller.now += DAY;
    }
    expect(poller.state?.movedTo).toBe(poller.server.url("/new"));
    await poller.poll();
    expect(poller.server.requests.at(-1)).toMatchObject({
      target: "/new",
      headers: { "if-none-match": '"1"' },
    });
  });

  test("redirect: a believed one is forgotten with the configured address", async () => {
    const poller = await startPoller((request) =>
      request.target === "/feed" ? { status: 301, headers: { Location: "/new" } } : { body: documentOf() },
    );
    for (let poll = 0; poll < 3; poll += 1) {
      await poller.poll();
      poller.now += DAY;
    }
    await poller.poll(sourceAt(poller.server.url("/other")));
    expect(poller.server.requests.at(-1)?.target).toBe("/other");
  });
});
