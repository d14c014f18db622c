import { CronExpressionParser } from "cron-parser";
import type { EpochMs } from "../model/brand.ts";

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
