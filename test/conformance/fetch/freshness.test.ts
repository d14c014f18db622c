import { describe, expect, test } from "vitest";
import { ofEveryForm } from "./forms.ts";
import { DAY, HOUR, MINUTE, rss, START, startPoller } from "./poller.ts";

const fixed = { source: { every: 15 * MINUTE } };
const httpDate = (ms: number) => new Date(ms).toUTCString();

ofEveryForm((documentOf) => {
  describe("pacing: how long the next poll waits, at 15 minutes by itself, after", () => {
    test.each<[name: string, control: string, wait: number]>([
      ["a short max-age", "max-age=60", 15 * MINUTE],
      ["max-age in capitals", "MAX-AGE=7200", 2 * HOUR],
      ["max-age in quotes", 'max-age="7200"', 2 * HOUR],
      ["max-age with spaces", "public , max-age = 7200", 2 * HOUR],
      ["max-age after a semicolon", "public; max-age=7200", 2 * HOUR],
      ["max-age beyond all numbers", "max-age=99999999999999999999", DAY],
      ["a negative max-age", "max-age=-1", 15 * MINUTE],
      ["a broken max-age", "max-age=7200.5", 15 * MINUTE],
      ["max-age inside another value", 'x="max-age=7200"', 15 * MINUTE],
      ["immutable", "max-age=7200, immutable", 2 * HOUR],
      ["must-revalidate", "must-revalidate, max-age=7200", 2 * HOUR],
      [
        "leave to serve stale copies",
        "max-age=3600, stale-while-revalidate=86400, stale-if-error=99999",
        HOUR,
      ],
      ["s-maxage, which is for shared caches", "s-maxage=7200", 15 * MINUTE],
      ["s-maxage beside max-age", "max-age=3600, s-maxage=7200", HOUR],
      ["no-cache for one field", 'no-cache="Set-Cookie", max-age=7200', 2 * HOUR],
      ["private for one field", 'private="X", max-age=7200', 2 * HOUR],
      ["no-cache for all of it", "no-cache, max-age=7200", 15 * MINUTE],
      ["no-store", "no-store, max-age=7200", 15 * MINUTE],
    ])("%s", async (_name, control, wait) => {
      const poller = await startPoller(
        [{ headers: { "Cache-Control": control }, body: documentOf() }],
        fixed,
      );
      await poller.poll();
      expect(poller.wait()).toBe(wait);
    });

    test.each<[name: string, headers: Record<string, string>, wait: number]>([
      ["an answer that is an hour old", { "Cache-Control": "max-age=7200", Age: "3600" }, HOUR],
      ["an answer older than it may be", { "Cache-Control": "max-age=7200", Age: "9000" }, 15 * MINUTE],
      ["Expires without Date", { Expires: httpDate(START + 2 * HOUR) }, 2 * HOUR],
      ["Expires in a year", { Expires: httpDate(START + 400 * DAY), Date: httpDate(START) }, DAY],
      ["Expires as RFC 850 writes it", { Expires: "Wednesday, 07-Jan-26 14:00:00 GMT" }, 2 * HOUR],
      ["Expires as asctime writes it", { Expires: "Wed Jan  7 14:00:00 2026" }, 2 * HOUR],
      ["Pragma, which is for requests", { Pragma: "no-cache", Expires: httpDate(START + HOUR) }, HOUR],
    ])("%s", async (_name, headers, wait) => {
      const poller = await startPoller([{ headers, body: documentOf() }], fixed);
      await poller.poll();
      expect(poller.wait()).toBe(wait);
    });
  });

  test("pacing: Cache-Control in two fields is one", async () => {
    const head = "HTTP/1.1 200 OK\r\nCache-Control: public\r\nCache-Control: max-age=7200";
    const poller = await startPoller((_request, _n, socket) => {
      socket.write(`${head}\r\nContent-Length: ${documentOf().length}\r\n\r\n${documentOf()}`);
      return undefined;
    }, fixed);
    await poller.poll();
    expect(poller.wait()).toBe(2 * HOUR);
  });

  describe("pacing: a source with a timetable", () => {
    const mornings = { source: { cron: "0 6-9 * * *", timezone: "UTC" } };

    test("is polled at its next time after the floor of a hint, not at the floor", async () => {
      const reply = { headers: { "Cache-Control": "max-age=5400" }, body: documentOf() };
      const poller = await startPoller([reply], mornings);
      poller.now = Date.UTC(2026, 0, 7, 6);
      await poller.poll();
      expect(poller.state?.nextPollAt).toBe(Date.UTC(2026, 0, 7, 8));
      poller.now = Date.UTC(2026, 0, 7, 9);
      await poller.poll();
      expect(poller.state?.nextPollAt).toBe(Date.UTC(2026, 0, 8, 6));
    });

    test("keeps to it when it fails", async () => {
      const poller = await startPoller([{ status: 429, headers: { "Retry-After": "7200" } }], mornings);
      poller.now = Date.UTC(2026, 0, 7, 8);
      await poller.poll();
      expect(poller.state?.nextPollAt).toBe(Date.UTC(2026, 0, 8, 6));
    });
  });
});

describe("pacing: what a feed asks for itself", () => {
  test.each<[name: string, channel: string, wait: number]>([
    ["ttl", "<ttl>60</ttl>", HOUR],
    ["ttl of a year", "<ttl>525600</ttl>", DAY],
    ["ttl 0", "<ttl>0</ttl>", 15 * MINUTE],
    ["a negative ttl", "<ttl>-5</ttl>", 15 * MINUTE],
    ["ttl in words", "<ttl>soon</ttl>", 15 * MINUTE],
    ["a period without frequency", "<sy:updatePeriod>daily</sy:updatePeriod>", DAY],
    [
      "a frequency of 0",
      "<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>",
      HOUR,
    ],
    ["a week", "<sy:updatePeriod>weekly</sy:updatePeriod>", DAY],
    [
      "a period that nobody knows",
      "<sy:updatePeriod>often</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>",
      15 * MINUTE,
    ],
  ])("%s", async (_name, channel, wait) => {
    const poller = await startPoller([{ body: rss({ channel }) }], fixed);
    await poller.poll();
    expect(poller.wait()).toBe(wait);
  });

  test("pacing: what the document asked for still counts after a 304", async () => {
    const reply = { headers: { ETag: '"1"' }, body: rss({ channel: "<ttl>120</ttl>" }) };
    const poller = await startPoller([reply, { status: 304 }], fixed);
    await poller.poll();
    await poller.pollWhenDue();
    expect(poller.wait()).toBe(2 * HOUR);
  });

  test("pacing: hour 24 is hour 0", async () => {
    const hours = [24, 1, 2].map((hour) => `<hour>${hour}</hour>`).join("");
    const poller = await startPoller([{ body: rss({ channel: `<skipHours>${hours}</skipHours>` }) }], fixed);
    poller.now = Date.UTC(2026, 0, 7, 23, 50);
    await poller.poll();
    expect(poller.state?.nextPollAt).toBe(Date.UTC(2026, 0, 8, 3));
  });
});
