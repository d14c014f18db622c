import { DAY_MS, dayOf } from "../ground/time.ts";
import type { EpochMs } from "../model/brand.ts";
import type { DigestSettings } from "../model/edition.ts";

/** A stated hour of a day: once, whatever the clocks do. */
export interface Slot {
  /** `2026-11-30-07`; `2026-11-30-0730` where the hour is not whole. */
  readonly id: string;
  /** When it comes: of an hour that the clocks have twice the first, of one that they leave out as if they had not. */
  readonly at: EpochMs;
  /** Hour of the day as stated. */
  readonly hour: number;
}

/**
 * The newest stated hour that has come. Not by a cron expression: backwards over an hour that the clocks leave out, its
 * reader finds none of that day, or none at all.
 */
export function lastSlot({ at, timezone }: DigestSettings, now: EpochMs): Slot {
  const clock = clockOf(timezone);
  const today = clock(now);
  const slots = [1, 0, -1, -2].flatMap((days) => {
    const day = dayOf(today + days * DAY_MS);
    return at.map((time) => slotOf(day, time, clock));
  });
  return slots
    .filter((slot) => slot.at <= now)
    .reduce((newest, slot) => (slot.at > newest.at ? slot : newest));
}

function slotOf(day: string, time: string, clock: (at: EpochMs) => EpochMs): Slot {
  const [hours = "", minutes = ""] = time.split(":");
  const wall = Date.parse(`${day}T${time}:00Z`);
  const offsetAt = (at: EpochMs) => clock(at) - at;
  const before = wall - offsetAt(wall - DAY_MS);
  const possible = [before, wall - offsetAt(wall + DAY_MS)].filter((one) => clock(one) === wall);
  const at = possible.length > 0 ? Math.min(...possible) : before;
  return { id: `${day}-${hours}${minutes === "00" ? "" : minutes}`, at, hour: Number(hours) };
}

/** What the clocks of a zone show at an instant, as if they showed UTC. */
function clockOf(timeZone: string): (at: EpochMs) => EpochMs {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
  return (at) => Date.parse(`${format.format(Math.floor(at / 1_000) * 1_000).replace(" ", "T")}Z`);
}
