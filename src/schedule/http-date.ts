const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/** `Sun, 06 Nov 1994 08:49:37 GMT`, and `Sunday, 06-Nov-94 08:49:37 GMT` of RFC 850. */
const DAY_FIRST =
  /^(?:[a-z]+,)?\s*(\d{1,2})[\s-]([a-z]{3})[a-z]*[\s-](\d{2}|\d{4})\s+(\d{1,2}):(\d{2}):(\d{2})(?:\s+(?:GMT|UTC|[+-]0000))?$/i;
/** `Sun Nov  6 08:49:37 1994`, as C's asctime writes it. */
const ASCTIME = /^[a-z]{3}\s+([a-z]{3})\s+(\d{1,2})\s+(\d{2}):(\d{2}):(\d{2})\s+(\d{4})$/i;

/**
 * Reads an HTTP-date in its three forms (RFC 9110 section 5.6.7). All are GMT, whatever they say. A year of two digits
 * is the nearest one that is at most fifty years ahead of `now`.
 *
 * @returns ms since the epoch; undefined for text that is none of the three, as `0` and `-1` in Expires
 */
export function parseHttpDate(text: string, now: number): number | undefined {
  const trimmed = text.trim();
  const dayFirst = DAY_FIRST.exec(trimmed);
  if (dayFirst) {
    const [, day, month, year, ...time] = dayFirst;
    return instant(fullYear(year ?? "", now), month, day, time);
  }
  const asctime = ASCTIME.exec(trimmed);
  if (!asctime) return undefined;
  const [, month, day, hour, minute, second, year] = asctime;
  return instant(Number(year), month, day, [hour, minute, second]);
}

function fullYear(text: string, now: number): number {
  if (text.length === 4) return Number(text);
  const thisYear = new Date(now).getUTCFullYear();
  const year = thisYear - (thisYear % 100) + Number(text);
  return year > thisYear + 50 ? year - 100 : year;
}

function instant(
  year: number,
  monthName: string | undefined,
  day: string | undefined,
  time: readonly (string | undefined)[],
): number | undefined {
  const month = MONTHS.indexOf((monthName ?? "").toLowerCase());
  const [hour = 0, minute = 0, second = 0] = time.map(Number);
  const value = Date.UTC(year, month, Number(day), hour, minute, second);
  return month < 0 || hour > 23 || minute > 59 || second > 60 || Number.isNaN(value) ? undefined : value;
}
