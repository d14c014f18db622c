/** Scripts that settle the language, or nearly so, in the order in which they are looked for. */
const SCRIPTS: readonly (readonly [RegExp, string])[] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/u, "ja"],
  [/\p{Script=Hangul}/u, "ko"],
  [/\p{Script=Han}/u, "zh"],
  [/[іїєґ]/iu, "uk"],
  [/\p{Script=Cyrillic}/u, "ru"],
  [/\p{Script=Greek}/u, "el"],
  [/\p{Script=Hebrew}/u, "he"],
  [/\p{Script=Arabic}/u, "ar"],
  [/\p{Script=Devanagari}/u, "hi"],
  [/\p{Script=Thai}/u, "th"],
];

/** Some character of a script that may be in the list: most titles have none. */
const NOT_LATIN = /[\u0370-\u1dff\u1f00-\u1fff\u2c00-\ud7ff\uf900-\uffff]|[\ud800-\udbff]/;

/**
 * The language of an entry: what it says of itself, else what its feed says, else what its script tells.
 *
 * @returns a BCP 47 primary subtag in lower case; undefined for unmarked text in the Latin script
 */
export function languageOf(declared: string | undefined, title: string): string | undefined {
  const primary = /^\s*([a-z]{2,3})(?:[-_]|\s*$)/i.exec(declared ?? "")?.[1]?.toLowerCase();
  // An English-marked feed with Japanese headlines is common (a template's default): the script knows better.
  if (primary && primary !== "en" && primary !== "und") return primary;
  const written = NOT_LATIN.test(title) ? SCRIPTS.find(([script]) => script.test(title))?.[1] : undefined;
  return written ?? primary;
}
