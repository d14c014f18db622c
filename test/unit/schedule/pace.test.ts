import { expect, test } from "vitest";
import type { SourceState } from "../../../src/model/source-state.ts";
import { dueAtNewPace } from "../../../src/schedule/pace.ts";
import { makeSource, NOON } from "../../support/make.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const settings = { every: 15 * 60_000, least: 1_000 };

/** Polled an hour ago, when the YAML said `every: 24h`. */
const state: SourceState = {
  url: "https://harbour.example/feed",
  validators: {},
  failures: 0,
  lastPollAt: NOON - HOUR,
  lastSuccessAt: NOON - HOUR,
  nextPollAt: NOON + 23 * HOUR,
  nextReason: "interval",
  pace: `every ${DAY}`,
};

test.each([
  { name: "a shorter interval counts from the last poll", source: { every: 2 * HOUR }, due: NOON + HOUR },
  { name: "one that has passed is due at once", source: { every: 10_000 }, due: NOON - HOUR + 10_000 },
  { name: "a longer one changes nothing", source: { every: 2 * DAY }, due: undefined },
  { name: "the same one changes nothing", source: { every: DAY }, due: undefined },
  { name: "an interval that adapts begins where it may", source: {}, due: NOON - HOUR + 15 * 60_000 },
  { name: "a timetable counts from now", source: { cron: "30 11,12 * * *" }, due: NOON + HOUR / 2 },
  {
    name: "a time zone alone",
    source: { cron: "0 16 * * *", timezone: "Asia/Kolkata" },
    due: NOON + 22.5 * HOUR,
  },
])("$name", ({ source, due }) => {
  expect(dueAtNewPace(makeSource(source), state, settings, NOON)).toBe(due);
});

test.each([
  { name: "max-age", more: { maxAge: 3 * HOUR }, due: NOON + 2 * HOUR },
  {
    name: "ttl",
    more: {
      document: {
        hubs: [],
        minInterval: 4 * HOUR,
        skipHours: [],
        skipDays: [],
        reader: "lede",
        format: "rss",
        entries: 1,
        skipped: 0,
      },
    },
    due: NOON + 3 * HOUR,
  },
  { name: "Retry-After", more: { nextReason: "retry-after" }, due: undefined },
  { name: "the end of the feed", more: { nextReason: "gone", failures: 2 }, due: undefined },
  { name: "a hub", more: { nextReason: "websub" }, due: undefined },
  { name: "quarantine", more: { nextReason: "quarantine", failures: 1 }, due: undefined },
])("what a server asked for stands: $name", ({ more, due }) => {
  expect(dueAtNewPace(makeSource({ every: 10_000 }), { ...state, ...more }, settings, NOON)).toBe(due);
});

test.each([
  { code: "FETCH_CONNECT", failures: 1, due: NOON - HOUR + 600_000 },
  { code: "FETCH_CONNECT", failures: 3, due: NOON - HOUR + 4 * 600_000 },
  { code: "FETCH_HTTP_404", failures: 2, due: NOON + HOUR },
] as const)(
  "a source that fails ($code, $failures times) backs off from its new interval",
  ({ code, failures, due }) => {
    const failure = { code, message: "", remedy: "", since: NOON - DAY };
    const failing = { ...state, nextReason: "backoff", failures, failure };
    expect(dueAtNewPace(makeSource({ every: 600_000 }), failing, settings, NOON)).toBe(due);
  },
);

test.each([
  { name: "is no more", callback: undefined, due: NOON - HOUR / 2 },
  { name: "is another", callback: "https://wire.example/new", due: NOON - HOUR / 2 },
  { name: "is the same", callback: "https://wire.example/hub", due: undefined },
])("a source that a hub delivers is polled as others when its callback $name", ({ callback, due }) => {
  const pushed = { ...state, nextReason: "websub", callback: "https://wire.example/hub" };
  const source = makeSource({ every: HOUR / 2 });
  expect(dueAtNewPace(source, pushed, { ...settings, callback }, NOON)).toBe(due);
});

test("what was learnt at another address says nothing", () => {
  const source = makeSource({ url: "https://harbour.example/new", every: 10_000 });
  expect(dueAtNewPace(source, state, settings, NOON)).toBeUndefined();
});
