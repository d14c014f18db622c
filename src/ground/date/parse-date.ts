import type { EpochMs } from "../../model/brand.ts";
import { readIsoDate } from "./iso.ts";
import { readWrittenDate } from "./written.ts";

/** Longer texts are prose. */
const LONGEST = 100;

/**
 * Reads a date in any form that feeds use: RFC 822, 850, 2822 and 3339, all of ISO 8601 that has a year,
 * asctime, seconds or milliseconds since 1970, database forms, month names of thirty-five languages. Without a zone
 * it is UTC, never the host's. What is not certain is undefined: `03/04/2024` may be either month.
 *
 * @returns ms since the epoch, greater than zero. Never throws.
 */
export function parseDate(written: string | undefined): EpochMs | undefined {
  const text = written?.trim() ?? "";
  if (text === "" || text.length > LONGEST) return undefined;
  const instant = readUsual(text) ?? readIsoDate(text) ?? readEpoch(text) ?? readWrittenDate(text);
  return instant !== undefined && instant > 0 && instant < LAST ? instant : undefined;
}

/** The end of the year 9999: later ones cannot be written as RFC 3339. */
const LAST = 253_402_300_800_000;

const RFC_822 =
  /^(?:[A-Za-z]{3}, )?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d) (?:GMT|([+-])(\d\d)(\d\d))$/;
const RFC_3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:Z|([+-])(\d\d):(\d\d))$/;
const MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

/** The two forms that nearly all feeds use, as they should be written: the readers below know them too. */
function readUsual(text: string): number | undefined {
  let match = RFC_822.exec(text);
  if (match) {
    const month = MONTHS.indexOf(match[2] as string);
    return month % 3 === 0 ? usual(match, Number(match[3]), month / 3, Number(match[1])) : undefined;
  }
  match = RFC_3339.exec(text);
  return match ? usual(match, Number(match[1]), Number(match[2]) - 1, Number(match[3])) : undefined;
}

function usual(match: RegExpExecArray, year: number, month: number, day: number): number | undefined {
  const [hour, minute, second] = [Number(match[4]), Number(match[5]), Number(match[6])];
  const offset = match[7] === undefined ? 0 : Number(match[8]) * 60 + Number(match[9]);
  // What is rare or wrong is left to the careful readers.
  if (
    month < 0 ||
    month > 11 ||
    day < 1 ||
    day > 28 ||
    hour > 23 ||
    minute > 59 ||
    second > 59 ||
    offset > 840
  )
    return undefined;
  return Date.UTC(year, month, day, hour, minute, second) + (match[7] === "-" ? offset : -offset) * 60_000;
}

function readEpoch(text: string): number | undefined {
  if (/^\d{9,10}(?:\.\d+)?$/.test(text)) return Math.round(Number(text) * 1000);
  return /^\d{12,13}$/.test(text) ? Number(text) : undefined;
}
