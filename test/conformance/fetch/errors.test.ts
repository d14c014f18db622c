import { describe, expect, test } from "vitest";
import { ofEveryForm } from "./forms.ts";
import { codeOf, DAY, HOUR, MINUTE, START, startPoller } from "./poller.ts";

const PAGE = `<!DOCTYPE html><html><head><link rel="alternate" type="application/rss+xml" href="/real.xml"></head><body><p>Hi</p></body></html>`;
const HTML = { headers: { "Content-Type": "text/html", ETag: '"h"' }, body: PAGE };

const fixed = { source: { every: 15 * MINUTE } };

ofEveryForm((documentOf) => {
  test("F43 429 without hint", async () => {
    const poller = await startPoller([{ status: 429 }], fixed);
    const waits: number[] = [];
    for (let poll = 0; poll < 4; poll += 1) {
      await poller.pollWhenDue();
      waits.push(poller.wait());
    }
    expect(waits).toEqual([HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR]);
  });

  test("F44 503 Retry-After", async () => {
    const poller = await startPoller([{ status: 503, headers: { "Retry-After": "120" } }], fixed);
    await poller.poll();
    expect(poller.wait()).toBe(15 * MINUTE);
    const patient = await startPoller([{ status: 503, headers: { "Retry-After": "7200" } }], fixed);
    await patient.poll();
    expect(patient.wait()).toBe(2 * HOUR);
    expect(patient.state?.nextReason).toBe("retry-after");
  });

  describe("F45 Retry-After garbage / negative / huge", () => {
    test.each([
      ["soon", HOUR],
      ["-5", HOUR],
      ["999999999", 7 * DAY],
      ["99999999999999999999999999", 7 * DAY],
      [new Date(START + 3 * HOUR).toUTCString(), 3 * HOUR],
      [new Date(START - HOUR).toUTCString(), HOUR],
    ])("F45 Retry-After: %s", async (field, wait) => {
      const poller = await startPoller([{ status: 429, headers: { "Retry-After": field } }], fixed);
      poller.random = field.startsWith("9") ? 1 : 0;
      await poller.poll();
      expect(poller.wait()).toBe(wait);
    });
  });

  describe("F46 Retry-After on 200 / 301", () => {
    test("F46 on 200 it is a floor", async () => {
      const reply = { headers: { "Retry-After": "600" }, body: documentOf() };
      const poller = await startPoller([reply], { source: { every: 5 * MINUTE } });
      await poller.poll();
      expect(poller.wait()).toBe(10 * MINUTE);
    });

    test("F46 on 301 it is waited for, and then the redirect is followed", async () => {
      const poller = await startPoller((request) =>
        request.target === "/feed"
          ? { status: 301, headers: { Location: "/new", "Retry-After": "600" } }
          : { body: documentOf() },
      );
      await poller.poll();
      expect(poller.server.requests.map(({ target }) => target)).toEqual(["/feed"]);
      expect(poller.wait()).toBe(10 * MINUTE);
      expect(poller.state?.failures).toBe(0);
      await poller.pollWhenDue();
      expect(poller.server.requests.map(({ target }) => target)).toEqual(["/feed", "/feed", "/new"]);
      expect(poller.accepted).toHaveLength(1);
    });
  });

  test.each([401, 403])("F51 401/403: %i", async (status) => {
    const poller = await startPoller([{ headers: { ETag: '"1"' }, body: documentOf() }, { status }], fixed);
    await poller.poll();
    poller.now += 15 * MINUTE;
    const since = poller.now;
    const { outcome } = await poller.poll();
    expect(codeOf(outcome)).toBe(`FETCH_HTTP_${status}`);
    expect(poller.wait()).toBe(HOUR);
    expect(poller.accepted).toHaveLength(1);
    expect(poller.state).toMatchObject({
      validators: { etag: '"1"' },
      document: { entries: 2 },
      failure: { since, message: expect.stringContaining(`${status}`), remedy: expect.stringMatching(/\w/) },
    });
  });

  test("F52 403 challenge page", async () => {
    const headers = { "cf-mitigated": "challenge", "Content-Type": "text/html" };
    const poller = await startPoller([{ status: 403, headers, body: "<html>Just a moment</html>" }], fixed);
    const { outcome } = await poller.poll();
    await poller.pollWhenDue();
    expect(outcome).toMatchObject({
      code: "FETCH_HTTP_403",
      message: expect.stringContaining("bot challenge"),
    });
    const agents = poller.server.requests.map((request) => request.headers["user-agent"]);
    expect(agents).toEqual(Array(2).fill("Lede/0.1.0 (+mailto:editor@example.org)"));
  });

  describe("F53 200 HTML instead of feed", () => {
    test("F53 later: a failure, the old items stay, its validators are not stored", async () => {
      const poller = await startPoller([{ headers: { ETag: '"1"' }, body: documentOf() }, HTML, HTML], fixed);
      await poller.poll();
      await poller.pollWhenDue();
      await poller.pollWhenDue();
      expect(poller.accepted).toHaveLength(1);
      expect(poller.state).toMatchObject({ failures: 2, validators: { etag: '"1"' } });
      expect(poller.server.requests[2]?.headers["if-none-match"]).not.toBe('"h"');
    });
  });
});

test("F53 at the first poll: says where the feed is", async () => {
  const poller = await startPoller([HTML]);
  const { parseFailure, state } = await poller.poll();
  expect(parseFailure).toMatchObject({ code: "PARSE_HTML" });
  expect(`${parseFailure?.message} ${parseFailure?.remedy}`).toContain("/real.xml");
  expect(state.validators).toEqual({});
});

test("F47 no inline retry on 4xx/429/503", async () => {
  const statuses = [429, 503, 404, 500];
  const pollers = await Promise.all(
    statuses.map((status) => startPoller([{ status, headers: { "Retry-After": "1" } }], fixed)),
  );
  await Promise.all(pollers.map((poller) => poller.poll()));
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  expect(pollers.map(({ server }) => server.requests.length)).toEqual([1, 1, 1, 1]);
});
