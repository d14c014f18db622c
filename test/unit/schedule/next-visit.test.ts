import { describe, expect, test } from "vitest";
import type { FetchOutcome } from "../../../src/model/document.ts";
import type { Source } from "../../../src/model/source.ts";
import type { SourceDocument, SourceState } from "../../../src/model/source-state.ts";
import type { PollResult } from "../../../src/schedule/given.ts";
import { NEVER } from "../../../src/schedule/given.ts";
import { afterPoll } from "../../../src/schedule/next-visit.ts";
import { requestFor } from "../../../src/schedule/request-for.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 2, 4, 12);

const source: Source = {
  id: "one",
  url: "https://one.example/feed",
  name: undefined,
  outlet: "One",
  every: 15 * MINUTE,
  cron: undefined,
  timezone: undefined,
  weight: 1,
  tags: [],
  fullText: { mode: "auto" },
  keep: [],
  drop: [],
  headers: { authorization: "Basic dTpw" },
  network: { allow: [], proxy: undefined },
  reader: "auto",
};
const adaptive: Source = { ...source, every: undefined };
const described: SourceDocument = {
  hubs: [],
  skipHours: [],
  skipDays: [],
  reader: "lede",
  format: "rss",
  entries: 0,
  skipped: 0,
};

function document(given: Partial<Extract<FetchOutcome, { kind: "document" }>> = {}): FetchOutcome {
  return {
    kind: "document",
    url: source.url,
    permanentUrl: undefined,
    status: 200,
    headers: {},
    bytes: new Uint8Array(),
    validators: { etag: '"1"' },
    hash: "h",
    ms: 1,
    ...given,
  };
}

function failure(given: Partial<Extract<FetchOutcome, { kind: "failure" }>> = {}): FetchOutcome {
  const words = { message: "It did not work.", remedy: "Wait." };
  return {
    kind: "failure",
    code: "FETCH_HTTP_500",
    ...words,
    url: source.url,
    status: 500,
    headers: {},
    ms: 1,
    ...given,
  };
}

/** One poll after another, each when it is due. */
function pollThrough(outcomes: readonly FetchOutcome[], given: Partial<PollResult> = {}): SourceState[] {
  const states: SourceState[] = [];
  let now = NOW;
  for (const outcome of outcomes) {
    const state = states.at(-1) ?? given.state;
    const result = {
      source,
      outcome,
      newEntries: 0,
      random: 0,
      settings: { every: 15 * MINUTE },
      ...given,
      state,
      now,
    };
    states.push(afterPoll(outcome.kind === "document" ? { document: described, ...result } : result));
    now = states.at(-1)?.nextPollAt ?? now;
  }
  return states;
}

const waits = (states: readonly SourceState[]) =>
  states.map((state) => state.nextPollAt - (state.lastPollAt ?? 0));
const repeat = (outcome: FetchOutcome, times: number) => Array<FetchOutcome>(times).fill(outcome);

describe("failures", () => {
  test("wait twice as long each time, up to a day, and never end", () => {
    const states = pollThrough(repeat(failure(), 12));
    expect(waits(states).slice(0, 4)).toEqual([15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR]);
    expect(waits(states).at(-1)).toBe(DAY);
    expect(states.at(-1)).toMatchObject({ failures: 12, nextReason: "backoff", failure: { since: NOW } });
  });

  test("are forgotten with the first success", () => {
    const state = pollThrough([failure(), failure(), document()]).at(-1);
    expect(state?.failures).toBe(0);
    expect(state?.failure).toBeUndefined();
    expect(state?.nextReason).toBe("interval");
  });

  test("keep what is known: validators, document, rate", () => {
    const [good, bad] = pollThrough([document(), failure()]);
    expect(bad).toMatchObject({
      validators: { etag: '"1"' },
      document: described,
      rate: good?.rate,
      lastSuccessAt: NOW,
    });
  });

  test("of this machine's own network punish nobody", () => {
    const down = failure({ code: "FETCH_CONNECT", status: undefined });
    const states = pollThrough(repeat(down, 3), { networkDown: { since: NOW, local: false } });
    expect(states.at(-1)).toMatchObject({ failures: 0, nextReason: "network-down" });
    expect((states.at(-1)?.nextPollAt ?? 0) - NOW).toBeLessThan(15 * MINUTE);
  });

  test.each<[name: string, sources: number, local: boolean, hours: number, least: number, most: number]>([
    ["few sources", 3, false, 0, 20_000, 40_000],
    ["a hundred", 100, true, 12, 100_000, 200_000],
    ["a great many", 100_000, true, 12, 2 * MINUTE, 4 * MINUTE],
    ["few that may all be dead", 3, false, 12, 2 * MINUTE, 4 * MINUTE],
    ["few without a route", 3, true, 12, 20_000, 40_000],
  ])("of an outage are looked at again soon: %s", (_name, sources, local, hours, least, most) => {
    const down = failure({ code: "FETCH_DNS", status: undefined });
    const networkDown = { since: NOW - hours * HOUR, local };
    for (const random of [0, 0.5, 1]) {
      const given = { source, state: undefined, outcome: down, newEntries: 0, now: NOW, random, networkDown };
      const { nextPollAt } = afterPoll({ ...given, settings: { every: 15 * MINUTE, sources } });
      expect(nextPollAt - NOW).toBeGreaterThanOrEqual(least);
      expect(nextPollAt - NOW).toBeLessThanOrEqual(most);
    }
  });

  test("that are answers count even while the network is said to be down", () => {
    expect(pollThrough([failure()], { networkDown: { since: NOW, local: false } })[0]?.failures).toBe(1);
  });

  test("a stopped fetch leaves no trace", () => {
    const [before] = pollThrough([document()]);
    const after = afterPoll({
      source,
      state: before,
      outcome: failure({ aborted: true, status: undefined }),
      newEntries: 0,
      now: NOW + HOUR,
      random: 0,
      settings: { every: 15 * MINUTE },
    });
    expect(after).toBe(before);
  });
});

describe("410", () => {
  const gone = failure({ code: "FETCH_GONE", status: 410 });

  test("once is asked again a day later", () => {
    const [state] = pollThrough([gone]);
    expect(waits([state as SourceState])).toEqual([DAY]);
    expect(state?.goneAt).toBeUndefined();
  });

  test("twice ends the polling", () => {
    const state = pollThrough([gone, gone]).at(-1);
    expect(state).toMatchObject({ nextPollAt: NEVER, nextReason: "gone", goneAt: NOW + DAY });
  });

  test("twice within minutes, as a forced round would see it, does not", () => {
    const [first] = pollThrough([gone]);
    const again = { source, outcome: gone, newEntries: 0, random: 0, settings: { every: 15 * MINUTE } };
    expect(afterPoll({ ...again, state: first, now: NOW + MINUTE }).goneAt).toBeUndefined();
  });

  test("is forgotten when the configuration gives another address", () => {
    const ended = pollThrough([gone, gone]).at(-1);
    const moved = { ...source, url: "https://one.example/other" };
    const state = pollThrough([document({ url: moved.url })], { source: moved, state: ended }).at(-1);
    expect(state).toMatchObject({ url: moved.url, failures: 0 });
    expect(state?.goneAt).toBeUndefined();
  });
});

describe("the server's hints", () => {
  test.each([
    ["a 404 with a long max-age", 404, { "cache-control": "max-age=31536000" }, DAY],
    ["a 500 with Retry-After", 500, { "retry-after": "7200" }, 2 * HOUR],
    ["a 503 with a week and more", 503, { "retry-after": "6048000" }, 7 * DAY],
  ])("are kept after %s", (_name, status, headers, wait) => {
    expect(waits(pollThrough([failure({ status, code: `FETCH_HTTP_${status}`, headers })]))).toEqual([wait]);
  });

  test("beat a timetable, and chance only adds", () => {
    const daily = { ...source, every: undefined, cron: "*/10 * * * *" };
    const hinted = document({ headers: { "cache-control": "max-age=3600" } });
    expect(waits(pollThrough([hinted], { source: daily }))).toEqual([HOUR]);
    const [late] = waits(pollThrough([hinted], { source: daily, random: 1 }));
    expect(late).toBeGreaterThan(HOUR);
  });

  test("cannot hurry a source that was given a longer interval", () => {
    const rare = { ...source, every: 3 * DAY };
    const hinted = document({ headers: { "cache-control": "max-age=60" } });
    expect(waits(pollThrough([hinted], { source: rare }))).toEqual([3 * DAY]);
  });
});

test("a timetable is read in its own time zone", () => {
  const morning = { ...source, every: undefined, cron: "0 7 * * *", timezone: "America/New_York" };
  const [state] = pollThrough([document()], { source: morning });
  expect(state).toMatchObject({ nextPollAt: Date.UTC(2026, 2, 5, 12), nextReason: "cron" });
});

describe("the adaptive interval", () => {
  const every = (gap: number, count: number) => Array.from({ length: count }, (_, i) => NOW - i * gap);

  test("is short for a busy source from its first poll on, and long for a quiet one", () => {
    const busy = pollThrough([document()], { source: adaptive, entryTimes: every(10 * MINUTE, 50) });
    const hourly = pollThrough([document()], { source: adaptive, entryTimes: every(HOUR, 50) });
    const quiet = pollThrough([document()], { source: adaptive, entryTimes: every(30 * DAY, 10) });
    expect(waits(busy)).toEqual([15 * MINUTE]);
    expect(waits(hourly)[0]).toBeGreaterThan(20 * MINUTE);
    expect(waits(hourly)[0]).toBeLessThan(45 * MINUTE);
    expect(waits(quiet)[0]).toBeGreaterThan(6 * HOUR);
    expect(waits(quiet)[0]).toBeLessThanOrEqual(DAY);
  });

  test("grows while nothing comes", () => {
    const silent = repeat(document(), 1_000);
    const all = waits(pollThrough(silent, { source: adaptive, entryTimes: every(HOUR, 50) }));
    const sum = (some: readonly number[]) => some.reduce((total, wait) => total + wait, 0);
    expect(sum(all.slice(-50))).toBeGreaterThan(3 * sum(all.slice(0, 50)));
    expect(Math.max(...all)).toBeLessThanOrEqual(DAY);
  });

  test("is longer at night for a source that sleeps", () => {
    const days = Array.from({ length: 30 }, (_, day) => day);
    const entryTimes = days.flatMap((day) =>
      [9, 10, 11, 14, 15, 16].map((hour) => Date.UTC(2026, 2, 3 - day, hour)),
    );
    const at = (hour: number) => {
      const now = Date.UTC(2026, 2, 4, hour);
      const poll = {
        source: adaptive,
        state: undefined,
        outcome: document(),
        document: described,
        newEntries: 9,
      };
      return (
        afterPoll({ ...poll, entryTimes, now, random: 0, settings: { every: 15 * MINUTE } }).nextPollAt - now
      );
    };
    expect(at(0)).toBeGreaterThan(2 * at(9));
  });

  test("is shorter for a source that is trusted more", () => {
    const times = { entryTimes: every(HOUR, 50) };
    const [usual] = waits(pollThrough([document()], { source: adaptive, ...times }));
    const [trusted] = waits(pollThrough([document()], { source: { ...adaptive, weight: 4 }, ...times }));
    expect(trusted).toBeLessThan(usual ?? 0);
  });
});

describe("the request of the next poll", () => {
  test("drops configured headers when the feed has moved to another origin", () => {
    const [state] = pollThrough([document()]);
    const moved = { ...(state as SourceState), movedTo: "https://cdn.example/feed" };
    expect(requestFor(source, state, NOW).headers).toEqual(source.headers);
    expect(requestFor(source, moved, NOW)).not.toHaveProperty("headers");
    expect(requestFor(source, moved, NOW).url).toBe("https://cdn.example/feed");
  });

  test("is conditional only after a complete document", () => {
    const [broken] = pollThrough([document()], { complete: false });
    expect(requestFor(source, broken, NOW)).not.toHaveProperty("validators");
    const [good] = pollThrough([document()]);
    expect(requestFor(source, good, NOW)).toMatchObject({
      validators: { etag: '"1"' },
      validatorsFor: source.url,
    });
  });
});
