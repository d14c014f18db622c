import { CronExpressionParser } from "cron-parser";
import type { EpochMs } from "../model/brand.ts";
import type { Source } from "../model/source.ts";

/** ms from `now` to the next instant of a cron expression; undefined when it cannot be read or never comes. */
export function cronWait(cron: string, timezone: string | undefined, now: EpochMs): number | undefined {
  try {
    const expression = CronExpressionParser.parse(cron, {
      currentDate: new Date(now),
      ...(timezone ? { tz: timezone } : {}),
    });
    return expression.next().getTime() - now;
  } catch {
    return undefined;
  }
}

/** The first instant of a source's timetable at or after another; undefined for a source that has none. */
export function timetableOf({
  cron,
  timezone,
}: Pick<Source, "cron" | "timezone">): ((at: EpochMs) => EpochMs) | undefined {
  if (cron === undefined) return undefined;
  return (at) => at - 1 + (cronWait(cron, timezone, at - 1) ?? 1);
}
