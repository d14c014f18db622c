import { lettersOf } from "../ground/text.ts";
import { farClaims, nearClaims, toldNames } from "./author-claims.ts";
import { cleanName, isDesk, isPerson } from "./author-name.ts";
import { outletTest } from "./outlet.ts";
import type { PageFacts } from "./page-facts.ts";
import type { Near } from "./shown-dates.ts";

/**
 * Who wrote it: JSON-LD, meta elements, what is marked or said by the headline, then what is anywhere else. Who is
 * told and nowhere shown gives way to who has signed by the headline: the one entered the page, the other wrote it. An
 * outlet that names itself, a desk or an alias is the author only where no person is named. Several are separated by
 * commas, or as the page has them.
 */
export function pageAuthor(facts: PageFacts, near: Near): string | undefined {
  const isOutlet = outletTest(facts);
  const clean = (names: readonly string[]) =>
    [...new Set(names.map((name) => cleanName(turned(name, near))))].filter((name) => name !== undefined);
  const personsOf = (names: readonly string[]) => names.filter((name) => isPerson(name) && !isOutlet(name));
  const all = toldNames(facts).map(clean);
  const told = all.map(personsOf).filter((persons) => persons.length > 0);
  const shown = told.find((persons) => persons.some((name) => isShown(name, near)));
  if (shown) return shown.join(", ");
  if (told[0]) return (signedBy(near, (names) => personsOf(clean(names))) ?? told[0]).join(", ");
  let other = all.find((names) => names.length > 0)?.[0];
  for (const { names, worth, sure } of anyClaims(facts, near)) {
    // Who is no person has still written it: a name that is merely likely is no better.
    const isBetter = sure || (worth === "signed" && isDesk(other ?? "")) || isOutlet(other ?? "");
    if (other && (worth === "far" || !isBetter)) break;
    const persons = personsOf(clean(names));
    if (persons.length > 0) return persons.join(", ");
    other ??= clean(names)[0];
  }
  return other;
}

/** The persons who have signed by the headline. */
function signedBy(near: Near, personsOf: (names: readonly string[]) => readonly string[]) {
  for (const { names, worth } of nearClaims(near)) {
    const persons = worth === "signed" ? personsOf(names) : [];
    if (persons.length > 0) return persons;
  }
  return undefined;
}

function* anyClaims(facts: PageFacts, near: Near) {
  yield* nearClaims(near);
  yield* farClaims(facts);
}

/** Whether a line by the headline has a name's last word. */
function isShown(name: string, { lines }: Near): boolean {
  const last = lettersOf(name.split(/[\s,]+/).at(-1) ?? "");
  return lines.some(({ text }) => lettersOf(text).includes(last));
}

/** `Quill, Ada`, as catalogues have it, where a line by the headline has it the other way round. */
function turned(name: string, { lines }: Near): string {
  const { last, first } = CATALOGUED.exec(name)?.groups ?? {};
  const usual = `${first} ${last}`;
  return last && lines.some(({ text }) => text.includes(usual)) ? usual : name;
}

const CATALOGUED = /^(?<last>\p{Lu}[\p{L}\p{M}'’-]+), (?<first>\p{Lu}[\p{L}\p{M}.'’-]+)$/u;
