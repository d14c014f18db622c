import { CronExpressionParser } from "cron-parser";

/** Why a timetable cannot be used; undefined when it can. */
export function whyNotCron(expression: string): string | undefined {
  const fields = expression.trim().split(/\s+/);
  if (fields.length !== 5)
    return `a cron expression has five fields (minute hour day month weekday), this has ${fields.length}`;
  try {
    CronExpressionParser.parse(expression);
    return undefined;
  } catch (error) {
    return `not a cron expression: ${(error as Error).message}`;
  }
}
