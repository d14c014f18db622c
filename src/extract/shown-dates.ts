import type { Element } from "domhandler";
import { isElsewhere, type Line } from "./byline.ts";
import { nameTokens } from "./name-tokens.ts";
import { type PageFacts, shortText } from "./page-facts.ts";
import { inWords, type Order, type PageDate, readDate, readMarkedDate } from "./read-date.ts";
import { attribute } from "./tree.ts";

/** What stands around the page's headline: its elements, and the short lines in them. */
export interface Near {
  readonly headline: Element | undefined;
  readonly elements: readonly Element[];
  readonly lines: readonly Line[];
}

/** Longer lines are sentences, in which a date is the story's. */
const LONGEST = 120;

/** The days in lines near the headline that do not say that they are those of a change, the nearest first. */
export function shownDates(near: Near, order: Order): PageDate[] {
  const short = near.lines.filter(
    ({ text, block }) => text.length <= LONGEST && /\d/.test(text) && !isElsewhere(block),
  );
  const dates = byDistance(short, ({ block }) => block, near).map(({ text }) =>
    readDate(inWords(publishedPart(text), order)),
  );
  const found = dates.filter((date) => date !== undefined);
  return found.length > 0 ? found : datelines(near, order);
}

const CHANGED =
  "(?:updated?|modified|edited|reviewed|aktualisier\\p{L}*|geändert|bearbeitet|mis à jour|modifi\\p{L}+|actualiza\\p{L}*|atualiza\\p{L}*|aggiorna\\p{L}*|bijgewerkt|gewijzigd|oppdatert|opdateret|uppdatera\\p{L}*|päivitetty|aktualizac\\p{L}*|zaktualizowa\\p{L}*|обновлен\\p{L}*|更新)";
/** Words before days of other things: of a person's membership, of an event, of rights. */
const OTHER =
  "(?:joined|registered|member since|born|registrier\\p{L}*|mitglied seit|dabei seit|geboren|inscrit|registrado|received|accepted|revised|eingegangen|angenommen|reçu|accepté|expires|valid until|gültig bis|deadline|findet|takes place|copyright|©)";
const PUBLISHED =
  "(?:published|posted|created|first|originally|veröffentlicht|erstellt|publiziert|publié\\p{L}*|publicad\\p{L}+|pubblicat\\p{L}+|gepubliceerd|publisert|publicerad|julkaistu|opublikowan\\p{L}+|опубликован\\p{L}*|公開)";
const PARTS = new RegExp(`(?<![\\p{sc=Latin}\\p{sc=Cyrillic}])(?=${CHANGED}|${OTHER}|${PUBLISHED})`, "iu");
const OF_OTHER = new RegExp(`^(?:${CHANGED}|${OTHER})`, "iu");

/** A line without what it says of changes. */
function publishedPart(line: string): string {
  return line
    .replaceAll("¦", " ")
    .split(PARTS)
    .filter((part) => !OF_OTHER.test(part))
    .join("");
}

/** A first line that begins with its day: `5 May 2026 – The ferry runs again`. */
function datelines({ elements }: Near, order: Order): PageDate[] {
  const blocks = elements.filter((e) => e.name === "p" || e.name === "div");
  const dates = blocks.map((block) => {
    const text = shortText(block, 90);
    const ends = [...text.matchAll(/\s*[)\]–—|:]|\s-\s|\.\s/g)].map(({ index }) => text.slice(0, index));
    const head = ends.find(
      (part) => part.length <= 60 && /\d{4}$/.test(part) && readDate(inWords(part, order)),
    );
    return head === undefined ? undefined : readDate(inWords(head, order));
  });
  return dates.filter((date) => date !== undefined);
}

/** Marked-up times near the headline that are not another article's nor of a change, the nearest first. */
export function timesNear(near: Near, order: Order): PageDate[] {
  return datesOf(
    byDistance(timesAmong(near.elements), (e) => e, near),
    order,
  );
}

/** What is marked as the day of publication anywhere, then the first times of the page. */
export function timesOfPage(facts: PageFacts, order: Order): PageDate | undefined {
  const prop = facts.elements.filter((e) => /datepublished|datecreated/i.test(e.attribs["itemprop"] ?? ""));
  const times = timesAmong(facts.elements);
  const marked = times.filter((e) => "pubdate" in e.attribs || nameTokens(e).includes("published"));
  return datesOf([...prop.slice(0, 5), ...marked.slice(0, 3), ...times.slice(0, 3)], order)[0];
}

function timesAmong(elements: readonly Element[]): Element[] {
  const times = elements.filter(
    (e) => (e.name === "time" || isOldTime(e)) && !isElsewhere(e) && !isOfChange(e),
  );
  return times.slice(0, 40);
}

/** What stood for `time` before there was one. */
const isOldTime = (element: Element) =>
  element.name === "abbr" && nameTokens(element).some((token) => token === "published" || token === "date");

const isOfChange = (element: Element) =>
  /datemodified/i.test(element.attribs["itemprop"] ?? "") ||
  (nameTokens(element).some((token) => /^(?:updated|modified)$/.test(token)) &&
    !nameTokens(element).includes("published")) ||
  OF_OTHER.test(shortText(element, 40));

const datesOf = (elements: readonly Element[], order: Order) =>
  elements.map((e) => readMarkedDate(dateText(e), order)).filter((date) => date !== undefined);

function byDistance<T>(
  items: readonly T[],
  elementOf: (item: T) => Element,
  { elements, headline }: Near,
): T[] {
  const places = new Map(elements.map((e, place) => [e, place]));
  const heading = headline ? (places.get(headline) ?? 0) : 0;
  const distance = (item: T) => Math.abs((places.get(elementOf(item)) ?? 0) - heading);
  return [...items].sort((a, b) => distance(a) - distance(b));
}

function dateText(element: Element): string {
  return (
    attribute(element, "datetime") ??
    attribute(element, "content") ??
    attribute(element, "title") ??
    shortText(element, 80)
  );
}

const DATE_NAMES = new Set(
  "date dateline datetime published publish pubdate timestamp time posted datum meta byline submitted info created kicker ressort autor author".split(
    " ",
  ),
);

/** Elements whose class or id speaks of a date, and then short lines anywhere before the text is over. */
export function namedDate(facts: PageFacts, order: Order): PageDate | undefined {
  const short = facts.elements.filter(
    (e) => e.name !== "script" && e.name !== "style" && e.name !== "option",
  );
  const named = short.filter((e) => nameTokens(e).some((token) => DATE_NAMES.has(token)));
  const fromNamed = firstDate(
    named.slice(0, 60).map((e) => inWords(shortText(e, 200), order)),
    order,
  );
  if (fromNamed) return fromNamed;
  const lines = short.filter((e) => e.children.length <= 3).slice(0, 3000);
  for (const line of lines) {
    const text = shortText(line, 121);
    const date = text.length <= 120 ? readDate(inWords(text, order)) : undefined;
    if (date) return date;
  }
  return undefined;
}

function firstDate(values: readonly (string | undefined)[], order: Order): PageDate | undefined {
  for (const value of values) {
    const date = readMarkedDate(value, order);
    if (date) return date;
  }
  return undefined;
}
