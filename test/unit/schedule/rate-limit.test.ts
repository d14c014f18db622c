import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FetchOutcome } from "../../../src/model/document.ts";
import type { SourceState } from "../../../src/model/source-state.ts";
import { askedWait, hostHold } from "../../../src/schedule/host-hold.ts";
import { afterPoll } from "../../../src/schedule/next-visit.ts";
import { quotaOf } from "../../../src/schedule/rate-limit.ts";
import { retryAfter } from "../../../src/schedule/server-hints.ts";
import { makeSource } from "../../support/make.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 2, 4, 12);
const date = new Date(NOW).toUTCString();
const settings = { every: 15 * MINUTE };

function answer(url: string, status: number, headers: Record<string, string> = {}): FetchOutcome {
  const said = { url, headers, ms: 1 };
  if (status === 304) return { kind: "not-modified", validators: {}, ...said };
  const code = status === 429 ? ("FETCH_RATE_LIMITED" as const) : (`FETCH_HTTP_${status}` as const);
  return { kind: "failure", code, message: "m", remedy: "r", status, ...said };
}
const ANY = "https://one.example/";

describe("what a refusal asks to be waited for", () => {
  test.each<[headers: Record<string, string>, ms: number | undefined]>([
    [{ ratelimit: '"default";r=0;t=50' }, 50_000],
    [{ ratelimit: '"burst";r=0;t=3, "daily";r=812;t=43200' }, 3_000],
    [{ ratelimit: '"burst";r=0;t=3, "daily";r=0;t=43200' }, 12 * HOUR],
    [{ ratelimit: "default;t=20;r=0" }, 20_000],
    [{ ratelimit: "limit=100, remaining=0, reset=50" }, 50_000],
    [{ ratelimit: "limit=100;remaining=0;reset=50" }, 50_000],
    [{ "ratelimit-limit": "10", "ratelimit-remaining": "0", "ratelimit-reset": "7" }, 7_000],
    [{ "ratelimit-reset": "60" }, 60_000],
    [{ "ratelimit-policy": '"default";q=1;w=60' }, 60_000],
    [{ "ratelimit-policy": "100;w=90" }, 90_000],
    [{ "ratelimit-policy": '10;w=1;comment="burst", 1000;w=3600' }, 1_000],
    [{ "x-ratelimit-reset": "42" }, 42_000],
    [{ "x-ratelimit-remaining": "0.0", "x-ratelimit-used": "101", "x-ratelimit-reset": "411" }, 411_000],
    [{ "x-rate-limit-remaining": "0", "x-rate-limit-reset": String(NOW / 1000 + 90) }, 90_000],
    [{ "x-ratelimit-reset": String(NOW / 1000 + 90), date: new Date(NOW - DAY).toUTCString() }, DAY + 90_000],
    [{ "x-ratelimit-reset": String(NOW + 5_000) }, 5_000],
    [{ "x-ratelimit-reset": new Date(NOW + 30_000).toISOString() }, 30_000],
    [{ "x-ratelimit-reset": new Date(NOW + 30_000).toUTCString(), date }, 30_000],
    [{ "x-ratelimit-remaining-requests": "0", "x-ratelimit-reset": "1m30s" }, 90_000],
    [{ "x-ratelimit-reset": "6.5s" }, 6_500],
    [{ "x-ratelimit-reset": "20ms" }, 20],
    [{ "x-ratelimit-remaining": "0", "x-ratelimit-reset-after": "1.25", "x-ratelimit-reset": "1" }, 1_250],
    [{ "x-ratelimit-remaining-minute": "0", "x-ratelimit-limit-minute": "1" }, MINUTE],
    [
      { "x-ratelimit-remaining-minute": "0", "x-ratelimit-remaining-hour": "55", "ratelimit-reset": "17" },
      17_000,
    ],
    [{ "x-ratelimit-remaining": "0, 900", "x-ratelimit-reset": "4, 3600" }, 4_000],
    [{ "retry-after": "5", "x-ratelimit-reset": "900" }, 5_000],
    [{ "retry-after": "soon", "ratelimit-reset": "30" }, 30_000],
    [{ "retry-after": String(NOW / 1000 + 45) }, 45_000],
    [{ "retry-after": String(NOW / 1000 - 45), "x-ratelimit-reset": "12" }, 12_000],
    [{ "x-ratelimit-reset": String(NOW / 1000 - 5) }, undefined],
    [{ "x-ratelimit-reset": "0" }, undefined],
    [{ "x-ratelimit-reset": "never", ratelimit: "garbage" }, undefined],
    [{ "x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "2m59.56s" }, 179_560],
    [{ "retry-after": "-5", "x-ratelimit-reset": "5" }, 5_000],
    [{ "retry-after": "2026-03-04T12:01:00Z", "x-ratelimit-reset": "2026-03-04T12:01:00Z" }, MINUTE],
    [{ "ratelimit-limit": "100;w=21600", "ratelimit-remaining": "0;w=21600" }, 6 * HOUR],
    [{ "x-ratelimit-requests-remaining": "0", "x-ratelimit-requests-reset": String(NOW + 33_000) }, 33_000],
    [
      {
        ...{ "x-ratelimit-perhour-remaining": "0", "x-ratelimit-perhour-reset": "1200" },
        ...{ "x-ratelimit-perday-remaining": "4000", "x-ratelimit-perday-reset": "80000" },
      },
      1_200_000,
    ],
    [{ "x-ratelimit-userremaining": "0", "x-ratelimit-userreset": String(NOW / 1000 + 600) }, 600_000],
    [{ "x-ratelimit-remaining": "0", "x-ratelimit-next": new Date(NOW + 59_000).toISOString() }, 59_000],
    [{ "x-rate-limit-remaining": "0", "x-rate-limit-retry-after-seconds": "30" }, 30_000],
    [{ "x-rate-limit-remaining": "0", "x-rate-limit-retry-after-milliseconds": "15000" }, 15_000],
    [
      {
        ...{ "x-hubspot-ratelimit-remaining": "0", "x-hubspot-ratelimit-max": "100" },
        "x-hubspot-ratelimit-interval-milliseconds": "10000",
      },
      10_000,
    ],
    [
      {
        "ratelimit-remaining": "0",
        "ratelimit-reset": "17",
        "ratelimit-resettime": new Date(NOW).toUTCString(),
      },
      17_000,
    ],
    [{}, undefined],
  ])("429 with %j", (headers, ms) => expect(askedWait(answer(ANY, 429, headers), NOW)?.ms).toBe(ms));

  test.each<[name: string, outcome: FetchOutcome, ms: number | undefined]>([
    [
      "403 that means 429",
      answer(ANY, 403, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "60" }),
      MINUTE,
    ],
    [
      "403 that does not",
      answer(ANY, 403, { "x-ratelimit-remaining": "9", "x-ratelimit-reset": "60" }),
      undefined,
    ],
    ["an answer with the last request", answer(ANY, 304, { ratelimit: '"m";r=0;t=60' }), MINUTE],
    ["an answer to the only request", answer(ANY, 304, { "ratelimit-policy": '"m";q=1;w=60' }), MINUTE],
    [
      "an answer with some left",
      answer(ANY, 304, { ratelimit: '"m";r=3;t=60', "ratelimit-policy": '"m";q=1;w=60' }),
      undefined,
    ],
    ["an answer of a generous server", answer(ANY, 304, { "ratelimit-policy": "100;w=60" }), undefined],
    [
      "an answer that spends a year",
      answer(ANY, 304, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "31536000" }),
      DAY,
    ],
    [
      "a 404 that spends the quota",
      answer(ANY, 404, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "9" }),
      9_000,
    ],
  ])("the domain is left alone after %s", (_name, outcome, ms) => {
    const hold = hostHold(outcome, NOW);
    expect(hold && hold.until - NOW).toBe(ms);
  });

  test("is never negative, endless or an exception, whatever the fields hold", () => {
    const names = [
      "ratelimit",
      "ratelimit-policy",
      "ratelimit-reset",
      "x-ratelimit-reset",
      "x-ratelimit-remaining",
    ];
    const text = fc.oneof(fc.string(), fc.stringMatching(/^[0-9;,=rtqw". -]{0,12}$/));
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names, "retry-after", "date"), text), (headers) => {
        const { spent, renewed } = quotaOf(headers, NOW);
        for (const found of [spent, renewed, retryAfter(headers, NOW)])
          expect(found === undefined || (found.ms > 0 && Number.isFinite(found.ms))).toBe(true);
      }),
    );
  });
});

/** A server that allows `most` requests in each `windowMs`, counted from the first of them. */
function limitedServer(windowMs: number, most: number, refusal: (ms: number) => Record<string, string>) {
  let [from, used] = [Number.NEGATIVE_INFINITY, 0];
  return (url: string, now: number) => {
    if (now - from >= windowMs) [from, used] = [now, 0];
    used += 1;
    return used <= most ? answer(url, 304) : answer(url, 429, refusal(from + windowMs - now));
  };
}

/** How the schedule deals with one domain, second by second: visits, leases and holds as in Redis. */
function pollDomain(feeds: number, ask: (url: string, now: number) => FetchOutcome, minutes: number) {
  const sources = Array.from({ length: feeds }, (_, n) => makeSource({ id: `s${n}`, url: `${ANY}${n}` }));
  const states = new Map<string, SourceState>();
  const due = new Map(sources.map(({ id }, n) => [id, NOW + n * 100]));
  const read = new Map<string, number>();
  let held = 0;
  for (let now = NOW; now < NOW + minutes * MINUTE; now += 1_000) {
    if (now < held) continue;
    const claimed = sources.filter(({ id }) => (due.get(id) ?? 0) <= now);
    claimed.sort((a, b) => (due.get(a.id) ?? 0) - (due.get(b.id) ?? 0));
    for (const { id } of claimed) due.set(id, now + 45_000);
    for (const source of claimed) {
      if (now < held) break;
      const outcome = ask(source.url, now);
      const given = {
        source,
        state: states.get(source.id),
        outcome,
        newEntries: 0,
        now,
        random: 0.5,
        settings,
      };
      const state = afterPoll(given);
      states.set(source.id, state);
      due.set(source.id, state.nextPollAt);
      if (outcome.kind !== "failure") read.set(source.id, read.get(source.id) ?? now - NOW);
      held = Math.max(held, hostHold(outcome, now)?.until ?? 0);
    }
  }
  return { read, states };
}

describe("twelve feeds on a server that allows one request a minute", () => {
  test.each<[told: string, refusal: (ms: number) => Record<string, string>]>([
    ["Retry-After", (ms) => ({ "retry-after": String(Math.ceil(ms / 1000)) })],
    ["RateLimit-Reset", (ms) => ({ "ratelimit-reset": String(Math.ceil(ms / 1000)) })],
    ["RateLimit", (ms) => ({ ratelimit: `"minute";r=0;t=${Math.ceil(ms / 1000)}` })],
    ["X-RateLimit-Reset", (ms) => ({ "x-ratelimit-reset": String(Math.ceil(ms / 1000)) })],
    ["RateLimit-Policy", () => ({ "ratelimit-policy": '"minute";q=1;w=60' })],
  ])("which its refusals tell in %s, are all read within 14 minutes", (_told, refusal) => {
    const { read } = pollDomain(12, limitedServer(MINUTE, 1, refusal), 14);
    expect(read.size).toBe(12);
  });

  test("and the refused ones are asked again after the stated seconds, not after an hour", () => {
    const refusal = (ms: number) => ({ "x-ratelimit-reset": String(Math.ceil(ms / 1000)) });
    const { states } = pollDomain(12, limitedServer(MINUTE, 1, refusal), 2);
    const waits = [...states.values()].map(({ nextPollAt, lastPollAt = 0 }) => nextPollAt - lastPollAt);
    const refused = [...states.values()].filter(({ failures }) => failures > 0);
    expect(refused.length).toBeGreaterThan(0);
    expect(
      Math.max(...refused.map(({ nextPollAt, lastPollAt = 0 }) => nextPollAt - lastPollAt)),
    ).toBeLessThan(2 * MINUTE);
    expect(waits.length).toBeLessThan(12); // the others were not asked, and are not failing
  });
});

test("a server that refuses everything for a few seconds is not asked every few seconds", () => {
  const { states } = pollDomain(1, (url) => answer(url, 429, { "retry-after": "2" }), 60);
  const [state] = [...states.values()];
  expect(state?.failures).toBeLessThan(12);
  expect(state?.failures).toBeGreaterThan(4);
});

test("what Lede waits of its own accord never passes a day, whatever chance adds", () => {
  const source = makeSource({ id: "one", url: ANY, every: undefined });
  const chance = fc.double({ min: 0, max: 1, noNaN: true });
  const status = fc.constantFrom(404, 410, 429, 500, 403);
  fc.assert(
    fc.property(fc.array(fc.tuple(status, chance), { minLength: 1, maxLength: 20 }), (polls) => {
      let state: SourceState | undefined;
      let now = NOW;
      for (const [code, random] of polls) {
        state = afterPoll({
          source,
          state,
          outcome: answer(ANY, code),
          newEntries: 0,
          now,
          random,
          settings,
        });
        if (state.goneAt !== undefined) return;
        expect(state.nextPollAt - now).toBeLessThanOrEqual(DAY);
        now = state.nextPollAt;
      }
    }),
  );
});
