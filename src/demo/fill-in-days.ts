const DAY_MS = 86_400_000;

/**
 * Puts weekdays where a text says `{day}` (that of the news), `{day-1}`, `{day+2}` and so on.
 *
 * @param language BCP 47: the language of the names
 * @param newsDay ms; its weekday, UTC, is `{day}`
 */
export function fillInDays(text: string, language: string, newsDay: number): string {
  const names = new Intl.DateTimeFormat(language, { weekday: "long", timeZone: "UTC" });
  return text.replace(/\{day([+-]\d)?\}/g, (_, shift) => names.format(newsDay + Number(shift ?? 0) * DAY_MS));
}
