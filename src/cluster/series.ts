import type { EpochMs } from "../model/brand.ts";

/** What is compared of two articles of one outlet. */
export interface Headline {
  readonly title: string;
  readonly outlet?: string | undefined;
  readonly summary?: string | undefined;
  /** The article's own date, or when it was first seen. */
  readonly at?: EpochMs | undefined;
}

/** ms between two articles of one outlet and one title from which they are two: a briefing of the morning and the evening. */
const NOT_A_COPY_MS = 6 * 3_600_000;
const SAME_MOMENT_MS = 60_000;
/** Characters by which two texts are compared. */
const COMPARED = 60;
/** ms within which another number in the same words about the same place is the same event's: a toll that rises. */
const STILL_COUNTING_MS = 24 * 3_600_000;

/**
 * Whether two articles of one outlet are of one form and so two stories, whatever words they share: the same title on
 * two days, the same words about another place, number or date, two results under one label.
 */
export function areOfOneSeries(a: Headline, b: Headline): boolean {
  if (!a.outlet || a.outlet.toLowerCase() !== b.outlet?.toLowerCase()) return false;
  const distance = Math.abs((a.at ?? 0) - (b.at ?? 0));
  const [one, other] = [tokensOf(a.title), tokensOf(b.title)];
  const slot = differenceOf(one, other);
  if (!slot) return !isCopy(a, b, distance);
  return areResults(a.title, b.title) || isSlot(slot, { one, other, distance }) || haveSlots(one, other);
}

/** The same title twice: one text under two addresses when they are of one minute, or near and not told apart by their texts. */
function isCopy(a: Headline, b: Headline, distance: number): boolean {
  if (distance < SAME_MOMENT_MS) return true;
  const [one = "", other = ""] = [a.summary, b.summary].map((text) => text?.slice(0, COMPARED).toLowerCase());
  if (one !== "" && other !== "") return one === other && distance < STILL_COUNTING_MS;
  return distance < NOT_A_COPY_MS;
}

/** Words, numbers, and the signs that end a label. */
function tokensOf(title: string): readonly string[] {
  return title.match(/[\p{L}\p{M}'’]+|\p{N}[\p{N}\p{L}.,:/-]*|[:|–—]/gu) ?? [];
}

/** What stands between the beginning and the end that two titles share. */
interface Difference {
  readonly before: number;
  readonly after: number;
  readonly parts: readonly [readonly string[], readonly string[]];
}

/** undefined: the titles are the same. */
function differenceOf(one: readonly string[], other: readonly string[]): Difference | undefined {
  const same = (a: string | undefined, b: string | undefined) => a?.toLowerCase() === b?.toLowerCase();
  const least = Math.min(one.length, other.length);
  let before = 0;
  while (before < least && same(one[before], other[before])) before++;
  if (before === one.length && before === other.length) return undefined;
  let after = 0;
  while (after < least - before && same(one.at(-1 - after), other.at(-1 - after))) after++;
  const cut = (tokens: readonly string[]) => tokens.slice(before, tokens.length - after);
  return { before, after, parts: [cut(one), cut(other)] };
}

interface Titles {
  readonly one: readonly string[];
  readonly other: readonly string[];
  /** ms */
  readonly distance: number;
}

/** The titles are the same words but for names, numbers or dates in one place, and that is less than half of them. */
function isSlot({ before, after, parts }: Difference, { one, other, distance }: Titles): boolean {
  const shared = before + after;
  if (shared * 2 < Math.min(one.length, other.length) || parts.some((part) => part.length > 6)) return false;
  if (parts.some((part) => part.length === 0) || isMisspelling(parts)) return false;
  if (parts.every((part) => part.every(isNumber)))
    return !(
      distance < STILL_COUNTING_MS &&
      areCounts(parts) &&
      namesPlace(one, before) &&
      !isOrdinal(one, before)
    );
  const hidden = isTitleCase(one) || isTitleCase(other);
  const named =
    !hidden || OPENS_A_SLOT.test(one[before - 1] ?? "") || parts.every(([first = ""]) => CODE.test(first));
  return (
    named &&
    parts.every((part) => part.some(isName) && part.every((token) => isName(token) || isSmall(token)))
  );
}

/** As many words, and those that differ, less than half, are names or numbers in the same places: two of them at least. */
function haveSlots(one: readonly string[], other: readonly string[]): boolean {
  if (one.length !== other.length || isTitleCase(one) || isTitleCase(other)) return false;
  const differing = one.flatMap((token, n) =>
    token === other[n] ? [] : [[token, other[n] as string] as const],
  );
  const alike = ([a, b]: readonly [string, string]) => (isNumber(a) ? isNumber(b) : isName(a) && isName(b));
  return differing.length > 1 && differing.length * 2 <= one.length && differing.every(alike);
}

const CALENDAR =
  /^(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|januar|februar|märz|mai|juni|juli|okt|dez|lun|mar|mer|jeu|ven|sam|dim)[\p{L}]*$/iu;
/** Behind these a place, a name or a date follows. */
const OPENS_A_SLOT =
  /^(?:for|in|at|of|near|from|to|on|für|in|bei|aus|am|pour|à|en|dans|para|de|per|a|:|\||–|—)$/i;
/** The ticker of a share, a league, a country: a name even where every word has a capital. */
const CODE = /^\p{Lu}{1,5}$/u;
const SMALL =
  /^(?:the|and|of|de|la|le|les|el|los|las|du|des|der|die|das|den|von|van|und|et|y|e|i|da|do|di|del|della|vs?|versus|gegen|contre|contra|contro)$/i;

function isNumber(token: string): boolean {
  return /\p{N}/u.test(token) || CALENDAR.test(token);
}

function isName(token: string): boolean {
  return /^\p{Lu}/u.test(token) || isNumber(token);
}

function isSmall(token: string): boolean {
  return SMALL.test(token);
}

/** One word each, and these but a letter or two apart: the outlet mended its spelling. */
function isMisspelling([[one = "", ...more], [other = "", ...others]]: Difference["parts"]): boolean {
  if (more.length + others.length > 0 || isNumber(one) || isNumber(other)) return false;
  const longest = Math.max(one.length, other.length);
  let before = 0;
  while (before < longest && one[before] === other[before]) before++;
  let after = 0;
  while (after < longest - before && one.at(-1 - after) === other.at(-1 - after)) after++;
  return before > 0 && longest >= 5 && before + after >= longest - 2;
}

/** One whole number each: of dead, of jobs. */
function areCounts(parts: Difference["parts"]): boolean {
  return parts.every(
    (part) => part.length === 1 && /^[1-9]\d{0,2}(?:[.,]\d{3})*\p{Lo}*$/u.test(part[0] ?? ""),
  );
}

/** A name beyond the first word, or the number's own place. */
function namesPlace(tokens: readonly string[], at: number): boolean {
  if (!tokens.some((token) => /\p{Lu}|\p{Ll}/u.test(token))) return true; // a script without capitals
  return !isTitleCase(tokens) && tokens.some((token, n) => n > 0 && n !== at && /^\p{Lu}\p{L}/u.test(token));
}

/** The number is a date's, or an issue's. */
function isOrdinal(tokens: readonly string[], at: number): boolean {
  const [before = "", after = ""] = [tokens[at - 1], tokens[at + 1]];
  return CALENDAR.test(before) || CALENDAR.test(after) || ORDINAL.test(before);
}

const ORDINAL =
  /^(?:no|nr|n|num|vol|volume|issue|part|episode|ep|week|day|round|chapter|season|game|puzzle|quiz|edition|spiel|rätsel|folge|teil|ausgabe|woche|tag|runde|numéro|épisode|partie|semaine|jour|número|episodio|parte|semana|día|puntata|settimana|giorno)$/iu;

/** English headlines that give every word a capital hide their names. */
function isTitleCase(tokens: readonly string[]): boolean {
  const words = tokens.filter((token) => /^\p{L}{4,}/u.test(token));
  return words.length >= 4 && words.filter((token) => /^\p{Lu}/u.test(token)).length >= words.length * 0.8;
}

/** A label and a score: "FT: Leeds 0-0 Burnley". */
const RESULT = /^\s*([\p{L}\p{N}' -]{1,24}?)\s*[:|–—-]\s.*\b\d{1,3}\s?[-–:]\s?\d{1,3}\b/u;

function areResults(a: string, b: string): boolean {
  const [one, other] = [RESULT.exec(a)?.[1], RESULT.exec(b)?.[1]];
  return one !== undefined && one.toLowerCase() === other?.toLowerCase();
}
