import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FetchOutcome } from "../../../src/model/document.ts";
import { afterSkips } from "../../../src/schedule/due.ts";
import { hostHold } from "../../../src/schedule/host-hold.ts";
import { isComplete } from "../../../src/schedule/is-complete.ts";
import {
  createNetworkWatch,
  isNetworkDown,
  type NetworkSign,
  networkSign,
  withSign,
} from "../../../src/schedule/network-down.ts";
import { freshness, parseHttpDate, retryAfter } from "../../../src/schedule/server-hints.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW = Date.UTC(2026, 2, 4, 12);

function failed(code: string, status?: number, headers = {}, local = false): FetchOutcome {
  const words = { message: "m", remedy: "r", url: "https://one.example/", ms: 1 };
  return { kind: "failure", code: code as "FETCH_DNS", status, headers, local, ...words };
}

describe("HTTP dates", () => {
  test.each([
    ["Sun, 06 Nov 1994 08:49:37 GMT", Date.UTC(1994, 10, 6, 8, 49, 37)],
    ["Sunday, 06-Nov-94 08:49:37 GMT", Date.UTC(1994, 10, 6, 8, 49, 37)],
    ["Sun Nov  6 08:49:37 1994", Date.UTC(1994, 10, 6, 8, 49, 37)],
    ["Wed, 01-Jan-30 00:00:00 GMT", Date.UTC(2030, 0, 1)],
    ["0", undefined],
    ["-1", undefined],
    ["", undefined],
    ["tomorrow", undefined],
    ["Sun, 06 Foo 1994 08:49:37 GMT", undefined],
    ["Sun, 06 Nov 1994 25:49:37 GMT", undefined],
  ])("%j", (text, expected) => expect(parseHttpDate(text, NOW)).toBe(expected));

  test("what toUTCString writes is read back", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_102_444_800 }), (seconds) => {
        expect(parseHttpDate(new Date(seconds * 1000).toUTCString(), NOW)).toBe(seconds * 1000);
      }),
    );
  });
});

describe("freshness", () => {
  test.each([
    [{ "cache-control": "public, max-age=600" }, 600_000],
    [{ "cache-control": 'MAX-AGE="600"' }, 600_000],
    [{ "cache-control": "max-age=600, max-age=9000" }, 600_000],
    [{ "cache-control": "max-age=600", age: "500" }, 100_000],
    [{ "cache-control": "max-age=600", age: "700" }, undefined],
    [{ "cache-control": "s-maxage=600" }, undefined],
    [{ "cache-control": "max-age=-5" }, undefined],
    [{ "cache-control": "max-age=1.5" }, undefined],
    [{ "cache-control": "max-age=600, no-cache" }, undefined],
    [{ "cache-control": "max-age=0", expires: "Wed, 04 Mar 2026 15:00:00 GMT" }, undefined],
    [{ expires: "Wed, 04 Mar 2026 15:00:00 GMT" }, 3 * HOUR],
    [{ date: "Wed, 04 Mar 2026 14:00:00 GMT", expires: "Wed, 04 Mar 2026 15:00:00 GMT" }, HOUR],
    [{}, undefined],
  ])("%j", (headers, ms) => expect(freshness(headers, NOW)?.ms).toBe(ms));

  test("never throws and is never negative, whatever the fields hold", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (control, expires, age) => {
        const hint = freshness({ "cache-control": control, expires, age }, NOW);
        const after = retryAfter({ "retry-after": control, date: expires }, NOW);
        expect(hint === undefined || hint.ms > 0).toBe(true);
        expect(after === undefined || after.ms > 0).toBe(true);
      }),
    );
  });
});

describe("hours and days to be skipped", () => {
  test("of every hour or every day mean nothing", () => {
    const hours = Array.from({ length: 24 }, (_, hour) => hour);
    expect(afterSkips(NOW, { skipHours: hours, skipDays: [] })).toBe(NOW);
    expect(afterSkips(NOW, { skipHours: [], skipDays: [0, 1, 2, 3, 4, 5, 6] })).toBe(NOW);
  });

  test("are passed over to an instant that is allowed, and never backwards", () => {
    const skips = fc.record({
      skipHours: fc.uniqueArray(fc.integer({ min: 0, max: 23 }), { maxLength: 23 }),
      skipDays: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { maxLength: 6 }),
    });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), skips, (at, given) => {
        const after = new Date(afterSkips(at, given));
        expect(after.getTime()).toBeGreaterThanOrEqual(at);
        expect(given.skipHours).not.toContain(after.getUTCHours());
        expect(given.skipDays).not.toContain(after.getUTCDay());
      }),
    );
  });
});

describe("a hold of a whole domain", () => {
  test.each([
    ["429 with Retry-After", failed("FETCH_RATE_LIMITED", 429, { "retry-after": "120" }), 120_000],
    ["503 with Retry-After", failed("FETCH_HTTP_503", 503, { "retry-after": "120" }), 120_000],
    ["429 for a year", failed("FETCH_RATE_LIMITED", 429, { "retry-after": "31536000" }), 7 * 24 * HOUR],
    ["429 without", failed("FETCH_RATE_LIMITED", 429), 10 * MINUTE],
    ["503 without", failed("FETCH_HTTP_503", 503), undefined],
    ["404 with Retry-After", failed("FETCH_HTTP_404", 404, { "retry-after": "120" }), undefined],
  ])("after %s", (_name, outcome, ms) => {
    const hold = hostHold(outcome, NOW);
    expect(hold && hold.until - NOW).toBe(ms);
  });
});

describe("the network is down", () => {
  const signsOf = (outcomes: readonly (readonly [string, FetchOutcome])[]) =>
    outcomes.reduce<readonly NetworkSign[]>(
      (signs, [domain, outcome], i) => withSign(signs, networkSign(outcome, domain, NOW + i)),
      [],
    );
  const dns = failed("FETCH_DNS");
  const noRoute = failed("FETCH_CONNECT", undefined, {}, true);

  test.each<[string, readonly (readonly [string, FetchOutcome])[], boolean]>([
    [
      "three domains fail in a row",
      [
        ["a", dns],
        ["b", dns],
        ["c", dns],
      ],
      true,
    ],
    [
      "one domain fails three times",
      [
        ["a", dns],
        ["a", dns],
        ["a", dns],
      ],
      false,
    ],
    [
      "two domains fail, one for want of a route",
      [
        ["a", dns],
        ["b", noRoute],
      ],
      true,
    ],
    [
      "two domains fail",
      [
        ["a", dns],
        ["b", dns],
      ],
      false,
    ],
    [
      "something answered since, if only a 500",
      [
        ["a", dns],
        ["b", dns],
        ["d", failed("FETCH_HTTP_500", 500)],
        ["c", dns],
      ],
      false,
    ],
    [
      "only addresses that are forbidden",
      [
        ["a", failed("FETCH_BLOCKED")],
        ["b", failed("FETCH_BLOCKED")],
        ["c", failed("FETCH_BLOCKED")],
      ],
      false,
    ],
  ])("when %s", (_name, outcomes, down) => {
    expect(isNetworkDown(signsOf(outcomes), NOW + 1_000)).toBe(down);
  });

  test.each<[string, readonly (readonly [string, FetchOutcome])[], machines: number, boolean]>([
    ["for want of a route, where one outlet is all there is", [["a.example", noRoute]], 1, true],
    ["for a name, where one outlet is all there is", [["a.example", dns]], 1, false],
    [
      "although this machine answers itself",
      [
        ["a.example", dns],
        ["b.example", dns],
        ["127.0.0.1", failed("FETCH_HTTP_404", 404)],
        ["c.example", dns],
      ],
      4,
      true,
    ],
    [
      "although a neighbour answers",
      [
        ["a.example", dns],
        ["b.example", noRoute],
        ["printer.lan", failed("FETCH_HTTP_404", 404)],
      ],
      3,
      true,
    ],
    [
      "not when only neighbours are asked, and one answers",
      [
        ["127.0.0.1", noRoute],
        ["127.0.0.2", noRoute],
        ["127.0.0.3", failed("FETCH_HTTP_404", 404)],
      ],
      3,
      false,
    ],
  ])("%s", (_name, outcomes, machines, down) => {
    expect(isNetworkDown(signsOf(outcomes), NOW + 1_000, machines)).toBe(down);
  });

  test("for as long as nothing answers, whatever time passes between the signs", () => {
    const watch = createNetworkWatch();
    for (const domain of ["a", "b", "c"]) watch(dns, domain, NOW);
    expect(watch(dns, "a", NOW + HOUR)).toEqual({ since: NOW, local: false });
    expect(watch(failed("FETCH_HTTP_500", 500), "b", NOW + 2 * HOUR)).toBeUndefined();
    expect(watch(dns, "a", NOW + 2 * HOUR)).toBeUndefined();
  });

  test("no longer, when the signs are old", () => {
    const signs = signsOf([
      ["a", dns],
      ["b", dns],
      ["c", dns],
    ]);
    expect(isNetworkDown(signs, NOW + 5 * MINUTE)).toBe(false);
  });
});

describe("a complete document", () => {
  test.each<[string, string | Buffer, boolean]>([
    ["RSS", "<rss><channel/></rss>", true],
    ["RSS with a counter behind it", "<rss></rss>\n<!-- 0.2 s -->", true],
    ["Atom with a prefix", "<a:feed></a:feed >", true],
    ["RDF", "<rdf:RDF></rdf:RDF>", true],
    ["UTF-16", Buffer.from("\ufeff<rss></rss>", "utf16le"), true],
    ["JSON", '\n{"items": []}\n', true],
    ["broken RSS", "<rss><channel><item><title>a]", false],
    ["broken JSON", '{"items": [{"a": 1}, ', false],
    ["nothing", "", false],
  ])("%s", (_name, text, complete) => expect(isComplete(Buffer.from(text as string))).toBe(complete));
});
