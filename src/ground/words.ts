import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { packagePath } from "./package-file.ts";

/** A text for each of the language's plural categories (Unicode CLDR): `one`, `few`, `other`. `{n}` is the number. */
type Plural = Readonly<Record<string, string>>;
type CountKey = "stories" | "fromOutlets" | "reports" | "toldBy" | "more" | "others";

/** Languages that have a catalogue under another name. */
const OTHER_NAMES: Readonly<Record<string, string>> = { no: "nb", nn: "nb", iw: "he", tl: "en" };

/** What Lede says itself, on pages and in feeds, in one language. */
export interface Words {
  /** BCP 47, of the numbers and dates: the one that was asked for, or English. */
  readonly language: string;
  /** @param values what stands for `{name}` in the text */
  readonly say: (key: string, values?: Readonly<Record<string, string>>) => string;
  /** A number as the language writes it. */
  readonly number: (n: number) => string;
  /** A text with a number, in the plural that the number asks for. */
  readonly count: (key: CountKey, n: number) => string;
  /** Hours and minutes, or days and hours: `2 hr 10 min`. */
  readonly duration: (ms: number) => string;
  /** `34 MB` */
  readonly size: (bytes: number) => string;
}

/**
 * The words of a language, from `words/LANGUAGE.json`; those of English where there are none, and for a word that a
 * catalogue lacks. A new language is a new file.
 *
 * @param language BCP 47; undefined: English
 */
export function wordsIn(language: string | undefined): Words {
  const own = language === undefined ? undefined : catalogueOf(language);
  const english = readCatalogue("en");
  const said = own ? language : undefined;
  const locale = said ?? "en-GB";
  const plurals = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale);
  const text = (key: string) => own?.[key] ?? english[key];
  return {
    language: said ?? "en",
    say: (key, values = {}) => fill(String(text(key) ?? key), values),
    count: (key, n) => {
      const forms = text(key) as Plural;
      return fill(forms[plurals.select(n)] ?? forms["other"] ?? "", { n: numbers.format(n) });
    },
    number: (n) => numbers.format(n),
    duration: (ms) => duration(locale, ms),
    size: (bytes) =>
      bytes < 1_000_000
        ? unit(locale, bytes / 1_000, "kilobyte")
        : unit(locale, bytes / 1_000_000, "megabyte"),
  };
}

const RIGHT_TO_LEFT =
  /^(?:ar|arc|ckb|dv|fa|he|iw|ks|ku|nqo|pnb|ps|sd|syr|ug|ur|yi)\b(?!-(?:latn|cyrl|deva)\b)|-(?:arab|hebr|thaa|syrc|nkoo|adlm)\b/i;

/** The way that a language is written. */
export function directionOf(language: string): "ltr" | "rtl" {
  return RIGHT_TO_LEFT.test(language) ? "rtl" : "ltr";
}

/** Whether Lede has words of its own in a language. */
export function hasWords(language: string): boolean {
  return catalogueOf(language) !== undefined;
}

type Catalogue = Readonly<Record<string, string | Plural>>;

function catalogueOf(language: string): Catalogue | undefined {
  const [base = ""] = language.toLowerCase().split("-");
  const name = OTHER_NAMES[base] ?? base;
  return /^[a-z]{2,3}$/.test(name) && existsSync(fileOf(name)) ? readCatalogue(name) : undefined;
}

function readCatalogue(name: string): Catalogue {
  return JSON.parse(readFileSync(fileOf(name), "utf8")) as Catalogue;
}

function fileOf(name: string): string {
  return path.join(packagePath("src/ground/words"), `${name}.json`);
}

function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

function unit(locale: string, value: number, name: string): string {
  const format = { style: "unit", unit: name, unitDisplay: "short", maximumFractionDigits: 0 } as const;
  return new Intl.NumberFormat(locale, format).format(value);
}

function duration(locale: string, ms: number): string {
  const minutes = Math.max(1, Math.round(ms / MINUTE));
  const rest = minutes % 60;
  if (ms < MINUTE) return unit(locale, Math.max(1, ms / 1_000), "second");
  if (minutes < 60) return unit(locale, minutes, "minute");
  if (ms >= 2 * DAY) return unit(locale, ms / DAY, "day");
  const hours = unit(locale, Math.floor(minutes / 60), "hour");
  return rest === 0 ? hours : `${hours} ${unit(locale, rest, "minute")}`;
}
