import type { PacingHints } from "../model/entry.ts";
import { all, type Fields, fieldsOf, textOf } from "./xml/node.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const PERIODS: Readonly<Record<string, number>> = {
  hourly: HOUR,
  daily: DAY,
  weekly: 7 * DAY,
  monthly: 30 * DAY,
  yearly: 365 * DAY,
};
const DAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

/** Nothing is asked for. */
export const NO_PACING: PacingHints = {
  ttl: undefined,
  skipHours: [],
  skipDays: [],
  updatePeriod: undefined,
};

/** When the document wants to be asked again: RSS 2.0 `ttl`, `skipHours`, `skipDays`; the syndication module. */
export function pacingOf(fields: Fields): PacingHints {
  return {
    ttl: positive(textIn(fields, "ttl"), MINUTE),
    skipHours: listIn(fields, "skiphours", "hour", (text) =>
      /^\d{1,2}$/.test(text) ? Number(text) % 24 : -1,
    ),
    skipDays: listIn(fields, "skipdays", "day", (text) => DAYS.indexOf(text.toLowerCase())),
    updatePeriod: updatePeriodOf(fields),
  };
}

function updatePeriodOf(fields: Fields): number | undefined {
  const period = PERIODS[textIn(fields, "sy:updateperiod")?.toLowerCase() ?? ""];
  if (period === undefined) return undefined;
  return period / Math.max(1, positive(textIn(fields, "sy:updatefrequency"), 1) ?? 1);
}

function textIn(fields: Fields, name: string): string | undefined {
  const node = fields.get(name);
  return node && textOf(node).trim();
}

function positive(text: string | undefined, unit: number): number | undefined {
  const digits = /^\d{1,9}(?=$|[.,\s])/.exec(text ?? "")?.[0];
  return digits === undefined || Number(digits) === 0 ? undefined : Number(digits) * unit;
}

/** Hour 24 is hour 0; what is no hour or day is left out. */
function listIn(fields: Fields, outer: string, inner: string, read: (text: string) => number): number[] {
  const node = fields.get(outer);
  if (!node) return [];
  const values = [...all(fieldsOf(node), inner)].map((each) => read(textOf(each).trim()));
  return [...new Set(values)].filter((value) => value >= 0 && value < 24);
}
