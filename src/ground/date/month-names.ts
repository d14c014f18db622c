/**
 * Languages whose names of months are known. Of two that call different months alike (`listopad` is November in
 * Poland, October in Croatia) the one that stands first here is right.
 */
const LANGUAGES =
  "en de fr es pt it nl ru pl cs uk sv da nb nn fi tr hu ro sk bg el sr sr-Latn hr bs sl mk be lt lv et is ca gl eu sq he ar ar-SY fa hi bn ta te ka hy az kk th id ms vi sw af cy ga mt fil km de-AT";

/** What is written beside the forms of ICU. */
const SPELLINGS: readonly (readonly [string, number])[] = [
  ["maerz", 3],
  ["mrz", 3],
  ["jaenner", 1],
  ["čvn", 6],
  ["čvc", 7],
  ["srp", 8],
];

const STYLES: readonly Intl.DateTimeFormatOptions[] = [
  { month: "long", day: "numeric" },
  { month: "short", day: "numeric" },
  { month: "long" },
];

const months = new Map<string, number>(
  SPELLINGS.map(([name, month]) => [name.normalize("NFD").replace(/\p{M}/gu, ""), month]),
);
/** Languages that nothing was asked of yet: each is loaded when those before it do not know a word. */
const waiting = LANGUAGES.split(" ");

/**
 * The month, 1-12, that a word of any of the known languages names, whole or abbreviated as ICU does or to any three
 * or more letters that only this month begins with. Accents and the case of letters mean nothing.
 */
export function monthOf(word: string): number | undefined {
  const name = plain(word);
  for (;;) {
    const known = months.get(name);
    if (known !== undefined) return known;
    const language = waiting.shift();
    if (language === undefined) return monthBeginning(name);
    loadMonths(language);
  }
}

/** ICU's own tables. A formatter costs 30 kB and a third of a millisecond: it is asked for the year and dropped. */
function loadMonths(language: string): void {
  for (const style of STYLES) {
    const calendar = { calendar: "gregory", numberingSystem: "latn", timeZone: "UTC" };
    const format = new Intl.DateTimeFormat(language, { ...style, ...calendar });
    for (let month = 1; month <= 12; month++) {
      const parts = format.formatToParts(Date.UTC(2026, month - 1, 15));
      const name = parts.find(({ type }) => type === "month")?.value ?? "";
      if (/^\D+$/.test(name)) addMonth(plain(name), month);
    }
  }
}

function addMonth(name: string, month: number): void {
  if (!months.has(name)) months.set(name, month);
}

const MOST_REMEMBERED = 2000;
const NO_MONTH = 0;
const beginnings = new Map<string, number>();

function monthBeginning(name: string): number | undefined {
  if (name.length < 3) return undefined;
  let month = beginnings.get(name);
  if (month === undefined) {
    month =
      only((whole) => whole.startsWith(name)) ??
      only((whole) => whole.length >= SHORTEST_STEM && name.startsWith(whole)) ??
      months.get(name.replace(/^ב/, "")) ??
      NO_MONTH;
    // Words come from documents, without end.
    if (beginnings.size < MOST_REMEMBERED) beginnings.set(` ${name}`.slice(1), month);
  }
  return month === NO_MONTH ? undefined : month;
}

/** Letters of a month that may have a case's ending behind it: `martxoaren`. */
const SHORTEST_STEM = 5;

/** The month of all names that `fits` takes; undefined when they are of none or of several. */
function only(fits: (whole: string) => boolean): number | undefined {
  const found = new Set([...months].filter(([whole]) => fits(whole)).map(([, month]) => month));
  return found.size === 1 ? [...found][0] : undefined;
}

/** `de març`, `d'abril` */
const CATALAN = /^d(?:e |['’])/;

/** Without the accents of letters that have them: in other scripts marks are letters. */
function plain(word: string): string {
  return word
    .toLowerCase()
    .replace(CATALAN, "")
    .normalize("NFD")
    .replace(/[\u0300-\u036f]|[.׳॰]$/g, "");
}
