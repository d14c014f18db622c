import { expect, test } from "vitest";
import { lastSlot } from "../../../src/schedule/issue-slots.ts";

const slots = (at: readonly string[], timezone: string, from: string, to: string, step = 10 * 60_000) => {
  const seen: string[] = [];
  for (let now = Date.parse(from); now <= Date.parse(to); now += step) {
    const slot = lastSlot({ at, timezone, stories: 18 }, now);
    const told = `${slot.id} ${new Date(slot.at).toISOString().slice(0, 16)}`;
    if (seen.at(-1) !== told) seen.push(told);
  }
  return seen;
};

test("morning and evening of a zone, by its own days", () =>
  expect(slots(["07:00", "18:00"], "Europe/Berlin", "2026-11-29T18:00:00Z", "2026-12-01T06:30:00Z")).toEqual([
    "2026-11-29-18 2026-11-29T17:00",
    "2026-11-30-07 2026-11-30T06:00",
    "2026-11-30-18 2026-11-30T17:00",
    "2026-12-01-07 2026-12-01T06:00",
  ]));

test.each([
  {
    name: "spring: the stated hour comes an hour earlier by UTC",
    at: ["07:00"],
    zone: "Europe/Berlin",
    span: ["2026-03-28T12:00:00Z", "2026-03-30T12:00:00Z"],
    wanted: [
      "2026-03-28-07 2026-03-28T06:00",
      "2026-03-29-07 2026-03-29T05:00",
      "2026-03-30-07 2026-03-30T05:00",
    ],
  },
  {
    name: "autumn: an hour later",
    at: ["07:00"],
    zone: "Europe/Berlin",
    span: ["2026-10-24T12:00:00Z", "2026-10-26T12:00:00Z"],
    wanted: [
      "2026-10-24-07 2026-10-24T05:00",
      "2026-10-25-07 2026-10-25T06:00",
      "2026-10-26-07 2026-10-26T06:00",
    ],
  },
  {
    name: "south of the equator",
    at: ["06:30"],
    zone: "Australia/Sydney",
    span: ["2026-10-03T00:00:00Z", "2026-10-05T00:00:00Z"],
    wanted: [
      "2026-10-03-0630 2026-10-02T20:30",
      "2026-10-04-0630 2026-10-03T19:30",
      "2026-10-05-0630 2026-10-04T19:30",
    ],
  },
  {
    name: "a zone that moves by half an hour",
    at: ["07:00"],
    zone: "Australia/Lord_Howe",
    span: ["2026-04-04T00:00:00Z", "2026-04-06T00:00:00Z"],
    wanted: [
      "2026-04-04-07 2026-04-03T20:00",
      "2026-04-05-07 2026-04-04T20:30",
      "2026-04-06-07 2026-04-05T20:30",
    ],
  },
])("$name", ({ at, zone, span: [from = "", to = ""], wanted }) =>
  expect(slots(at, zone, from, to)).toEqual(wanted),
);

test.each([
  { name: "an hour that spring leaves out", at: "02:30", zone: "Europe/Berlin", day: "2026-03-29" },
  { name: "an hour that autumn has twice", at: "02:30", zone: "Europe/Berlin", day: "2026-10-25" },
  {
    name: "an hour that spring leaves out in New York",
    at: "02:00",
    zone: "America/New_York",
    day: "2026-03-08",
  },
  {
    name: "an hour that autumn has twice in New York",
    at: "01:30",
    zone: "America/New_York",
    day: "2026-11-01",
  },
  { name: "midnight that a zone leaves out", at: "00:00", zone: "Africa/Cairo", day: "2026-04-24" },
])("$name has one id that day, and one the day before and after", ({ at, zone, day }) => {
  const dayMs = 86_400_000;
  const from = new Date(Date.parse(day) - dayMs).toISOString();
  const to = new Date(Date.parse(day) + 2 * dayMs).toISOString();
  const ids = slots([at], zone, from, to).map((told) => told.split(" ")[0]);
  const days = [-1, 0, 1].map((n) => new Date(Date.parse(day) + n * dayMs).toISOString().slice(0, 10));
  const suffix = at.endsWith(":00") ? at.slice(0, 2) : at.replace(":", "");
  for (const one of days) expect([...new Set(ids)]).toContain(`${one}-${suffix}`);
});
