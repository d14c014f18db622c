/** Languages whose month names are known, the more usual in feeds first: of two that disagree the first is right. */
const LANGUAGES =
  "en de fr es it pt nl ru el hu pl sv da nb fi cs sk ro uk bg sr hr sl tr lt lv et ca gl is id he ar fa hi".split(
    " ",
  );

/** Spellings that ICU does not have: feeds' own abbreviations, old orthography, full-form Latin Serbian. */
const FURTHER: Readonly<Record<string, number>> = {
  sept: 9,
  jän: 1,
  jaenner: 1,
  jänner: 1,
  mrz: 3,
  maerz: 3,
  mär: 3,
  avr: 4,
  fév: 2,
  fev: 2,
  déc: 12,
  aout: 8,
  août: 8,
  ene: 1,
  abr: 4,
  ago: 8,
  dic: 12,
  gen: 1,
  mag: 5,
  giu: 6,
  lug: 7,
  set: 9,
  ott: 10,
  dez: 12,
  okt: 10,
  ιούν: 6,
  ιουν: 6,
  ιούλ: 7,
  ιουλ: 7,
  αύγ: 8,
  αυγ: 8,
  σεπ: 9,
  οκτ: 10,
  νοέ: 11,
  νοε: 11,
  δεκ: 12,
  μαϊ: 5,
  μαι: 5,
  μάϊ: 5,
  μαρ: 3,
  φεβ: 2,
  ιαν: 1,
  απρ: 4,
  mäj: 5,
};

let names: ReadonlyMap<string, number> | undefined;

/** The month, 1-12, that a word of any of the known languages names, whole or abbreviated. */
export function monthOf(word: string): number | undefined {
  names ??= collectNames(); // 40 ms, once, and most feeds never get here
  return names.get(word) ?? names.get(withoutMarks(word));
}

/** Accents are often left out; compared without them when the word as written is not known. */
function withoutMarks(word: string): string {
  return word.normalize("NFD").replace(/\p{M}/gu, "");
}

function collectNames(): Map<string, number> {
  const collected = new Map<string, number>();
  const add = (name: string, month: number) => {
    const word = name
      .toLowerCase()
      .replace(/[.\u200f]/g, "")
      .trim();
    if (!/^\p{L}[\p{L}\p{M}]+$/u.test(word)) return;
    for (const form of [word, withoutMarks(word)]) if (!collected.has(form)) collected.set(form, month);
  };
  for (const [name, month] of Object.entries(FURTHER)) collected.set(name, month);
  for (const language of LANGUAGES) for (const [name, month] of namesIn(language)) add(name, month);
  return collected;
}

function* namesIn(language: string): Generator<[string, number]> {
  const formats = (["long", "short"] as const).flatMap((month) => [
    new Intl.DateTimeFormat(language, { month, timeZone: "UTC", calendar: "gregory" }),
    new Intl.DateTimeFormat(language, { month, day: "numeric", timeZone: "UTC", calendar: "gregory" }),
  ]);
  for (const format of formats)
    for (let month = 1; month <= 12; month++) {
      const part = format.formatToParts(Date.UTC(2024, month - 1, 15)).find(({ type }) => type === "month");
      if (part) yield [part.value, month];
    }
}
