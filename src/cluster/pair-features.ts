import { HOUR_MS } from "../ground/time.ts";
import { type DocumentChunk, FLAG_BITS } from "./document-chunk.ts";
import { type DocumentStore, placeOf } from "./document-store.ts";
import { apart } from "./steps.ts";
import type { TermTable } from "./term-table.ts";
import { COUNTRY, ENTITY, IN_BODY, IN_SLUG, IN_TITLE, NAME_GOES_ON, NUMBER, QUOTED } from "./terms.ts";
import { GRAM_WORDS, gramLikeness } from "./title-grams.ts";

/** What is measured of two documents, in the order of the values. Most are 0-1. */
export const FEATURES = [
  "cosTitle",
  "cosHead",
  "cosAll",
  "cosBody",
  "cosEntity",
  "titleInOtherMost",
  "titleInOtherLeast",
  "unexplainedMost",
  "unexplainedLeast",
  "rarestShared",
  "secondRarest",
  "thirdRarest",
  "rarestInTitles",
  "secondInTitles",
  "thirdInTitles",
  "sharedWeight",
  "sharedTitleWeight",
  "sharedTerms",
  "sharedTitleTerms",
  "sharedEntities",
  "sharedTitleEntities",
  "conflictingNames",
  "namesApart",
  "oneName",
  "sharedNumbers",
  "conflictingNumbers",
  "sharedCountries",
  "conflictingCountries",
  "sharedQuoted",
  "letters",
  "jaccard",
  "hoursApart",
  "undated",
  "sameOutlet",
  "ownForms",
  "series",
  "rarestPlain",
  "secondPlain",
  "bodies",
  "shortest",
  "shortestTitle",
] as const;

export const FEATURE_COUNT = FEATURES.length;

const SHARED_NAMES = (["sharedEntities", "sharedNumbers", "sharedCountries"] as const).map((name) =>
  FEATURES.indexOf(name),
);

/** What a term of the address and one of the summary count beside one of the title. */
const [SLUG_SHARE, BODY_SHARE] = [0.85, 0.7];
/** What a word counts that goes on with a name. */
const NAME_SHARE = 0.6;
/** The headline, and the second one in the address. */
const IN_HEAD = IN_TITLE | IN_SLUG;
/** A word in at least so many documents of one outlet alone is a form of that outlet. */
const FORM = 3;

/** Sums over the terms of two documents, filled anew for each pair. */
class Sums {
  title = 0;
  head = 0;
  all = 0;
  body = 0;
  entity = 0;
  weight = 0;
  titleWeight = 0;
  terms = 0;
  /** Terms, of which a name of several words is one. */
  kinds = 0;
  titleTerms = 0;
  entities = 0;
  titleEntities = 0;
  numbers = 0;
  countries = 0;
  quoted = 0;
  forms = 0;
  one = 0;
  two = 0;
  three = 0;
  titleOne = 0;
  titleTwo = 0;
  titleThree = 0;
  plainOne = 0;
  plainTwo = 0;

  reset(): void {
    this.title = 0;
    this.head = 0;
    this.all = 0;
    this.body = 0;
    this.entity = 0;
    this.weight = 0;
    this.titleWeight = 0;
    this.terms = 0;
    this.kinds = 0;
    this.titleTerms = 0;
    this.entities = 0;
    this.titleEntities = 0;
    this.numbers = 0;
    this.countries = 0;
    this.quoted = 0;
    this.forms = 0;
    this.one = 0;
    this.two = 0;
    this.three = 0;
    this.titleOne = 0;
    this.titleTwo = 0;
    this.titleThree = 0;
    this.plainOne = 0;
    this.plainTwo = 0;
  }
}

/** Sums over one document's own terms, beside another. */
class Side {
  titleSquares = 0;
  headSquares = 0;
  allSquares = 0;
  bodySquares = 0;
  entitySquares = 0;
  weight = 0;
  titleTerms = 0;
  /** Of the title, in the other document anywhere. */
  explained = 0;
  /** The rarest term of the title that the other lacks, and the rarest that is no number. */
  unexplained = 0;
  unsaid = 0;
  /** Names, numbers and countries of the title that the other lacks: weight, and counts. */
  names = 0;
  nameCount = 0;
  numbers = 0;
  countries = 0;
  bits = 0;

  reset(): void {
    this.titleSquares = 0;
    this.headSquares = 0;
    this.allSquares = 0;
    this.bodySquares = 0;
    this.entitySquares = 0;
    this.weight = 0;
    this.titleTerms = 0;
    this.explained = 0;
    this.unexplained = 0;
    this.unsaid = 0;
    this.names = 0;
    this.nameCount = 0;
    this.numbers = 0;
    this.countries = 0;
    this.bits = 0;
  }
}

const sums = new Sums();
const [sideA, sideB] = [new Side(), new Side()];

/**
 * Writes the features of two documents into `into`: terms that both have, weighed by how rare they are now, and what
 * each title says that the other does not. Symmetric.
 */
export function pairFeatures(
  store: DocumentStore,
  table: TermTable,
  a: number,
  b: number,
  into: Float64Array,
): void {
  sums.reset();
  sideA.reset();
  sideB.reset();
  const [chunkA, chunkB] = [store.chunkOf(a), store.chunkOf(b)];
  const [i, j] = [placeOf(a), placeOf(b)];
  walk(table, chunkA, i, chunkB, j);
  const lengthA = (chunkA.start[i + 1] as number) - (chunkA.start[i] as number);
  const lengthB = (chunkB.start[j + 1] as number) - (chunkB.start[j] as number);
  const union = sideA.weight + sideB.weight - sums.weight;
  const inB = sideA.explained / (sideA.titleSquares || 1);
  const inA = sideB.explained / (sideB.titleSquares || 1);
  let n = 0;
  into[n++] = cosine(sums.title, sideA.titleSquares, sideB.titleSquares);
  into[n++] = cosine(sums.head, sideA.headSquares, sideB.headSquares);
  into[n++] = cosine(sums.all, sideA.allSquares, sideB.allSquares);
  const bodies = cosine(sums.body, sideA.bodySquares, sideB.bodySquares);
  into[n++] = bodies;
  into[n++] = cosine(sums.entity, sideA.entitySquares, sideB.entitySquares);
  into[n++] = Math.max(inA, inB);
  into[n++] = Math.min(inA, inB);
  into[n++] = Math.max(sideA.unexplained, sideB.unexplained) / 10;
  into[n++] = Math.min(sideA.unexplained, sideB.unexplained) / 10;
  into[n++] = sums.one / 10;
  into[n++] = sums.two / 10;
  into[n++] = sums.three / 10;
  into[n++] = sums.titleOne / 10;
  into[n++] = sums.titleTwo / 10;
  into[n++] = sums.titleThree / 10;
  into[n++] = Math.log1p(sums.weight) / 4;
  into[n++] = Math.log1p(sums.titleWeight) / 4;
  into[n++] = Math.min(1, sums.terms / 20);
  into[n++] = Math.min(1, sums.titleTerms / 6);
  into[n++] = Math.log1p(sums.entities) / 4;
  into[n++] = Math.min(1, sums.titleEntities / 15);
  into[n++] = (Math.min(sideA.names, sideB.names) / 10) * (sums.titleEntities > 0 ? 0.5 : 1);
  into[n++] = sideA.nameCount > 0 && sideB.nameCount > 0 && sums.entities === 0 ? 1 : 0;
  into[n++] = sums.kinds === 1 && sums.entities > 0 ? 1 : 0;
  into[n++] = Math.min(1, sums.numbers / 10);
  into[n++] = conflict(sideA.numbers, sideB.numbers, sums.numbers);
  into[n++] = Math.min(1, sums.countries / 2);
  into[n++] = conflict(sideA.countries, sideB.countries, sums.countries);
  into[n++] = Math.min(1, sums.quoted / 20);
  into[n++] = gramLikeness(chunkA.grams, i * GRAM_WORDS, chunkB.grams, j * GRAM_WORDS);
  into[n++] = union > 0 ? sums.weight / union : 0;
  const hours = apart(chunkA.dated[i] as number, chunkB.dated[j] as number) / HOUR_MS;
  into[n++] = distance(hours);
  into[n++] = Number.isNaN(hours) ? 1 : 0;
  const same = chunkA.outlet[i] !== 0 && chunkA.outlet[i] === chunkB.outlet[j];
  into[n++] = same ? 1 : 0;
  into[n++] = same ? sums.forms / (sums.weight || 1) : 0;
  into[n++] = same ? series(bodies) : 0;
  into[n++] = sums.plainOne / 10;
  into[n++] = sums.plainTwo / 10;
  into[n++] = sideA.bits & sideB.bits & IN_BODY ? 1 : 0;
  into[n++] = Math.min(1, Math.min(lengthA, lengthB) / 40);
  into[n++] = Math.min(1, Math.min(sideA.titleTerms, sideB.titleTerms) / 12);
}

/**
 * How alike two titles are that each say something rare that the other lacks, over texts that differ. A number that
 * changed, or a text that stayed, is an article told anew.
 */
function series(bodies: number): number {
  const apart = Math.min(sideA.unsaid, sideB.unsaid) / 10;
  return apart * cosine(sums.title, sideA.titleSquares, sideB.titleSquares) * (1 - bodies);
}

/** Whether two documents share a name, a number or a country, by their features. */
export function sharesNames(features: Float64Array): boolean {
  return SHARED_NAMES.some((n) => (features[n] as number) > 0);
}

function cosine(product: number, squaresA: number, squaresB: number): number {
  return product === 0 ? 0 : product / Math.sqrt(squaresA * squaresB);
}

function walk(table: TermTable, a: DocumentChunk, i: number, b: DocumentChunk, j: number): void {
  let k = a.start[i] as number;
  let m = b.start[j] as number;
  const endA = a.start[i + 1] as number;
  const endB = b.start[j + 1] as number;
  while (k < endA || m < endB) {
    const x = k < endA ? (a.terms[k] as number) : BEYOND;
    const y = m < endB ? (b.terms[m] as number) : BEYOND;
    const difference = (x >>> FLAG_BITS) - (y >>> FLAG_BITS);
    if (difference < 0) lack(sideA, x, table.idf(x >>> FLAG_BITS));
    else if (difference > 0) lack(sideB, y, table.idf(y >>> FLAG_BITS));
    else addShared(table, x >>> FLAG_BITS, x, y);
    if (difference <= 0) k++;
    if (difference >= 0) m++;
  }
}

/** Above every packed term. */
const BEYOND = 0xffffffff;

function shareOf(flags: number): number {
  const place = flags & IN_TITLE ? 1 : flags & IN_SLUG ? SLUG_SHARE : BODY_SHARE;
  return flags & NAME_GOES_ON ? place * NAME_SHARE : place;
}

function count(side: Side, flags: number, weight: number): void {
  const share = shareOf(flags);
  const square = weight * weight;
  side.weight += weight;
  side.bits |= flags;
  side.allSquares += square * share * share;
  if (flags & IN_BODY) side.bodySquares += square;
  if (flags & IN_HEAD) side.headSquares += square * share * share;
  if (flags & ENTITY) side.entitySquares += square;
  if (!(flags & IN_TITLE)) return;
  side.titleSquares += square;
  side.titleTerms++;
}

/** A term that the other document lacks. */
function lack(side: Side, flags: number, weight: number): void {
  count(side, flags, weight);
  if (!(flags & IN_TITLE)) return;
  if (weight > side.unexplained) side.unexplained = weight;
  if (!(flags & NUMBER) && weight > side.unsaid) side.unsaid = weight;
  if (flags & ENTITY) {
    side.names += weight;
    side.nameCount++;
  }
  if (flags & NUMBER) side.numbers++;
  if (flags & COUNTRY) side.countries++;
}

function addShared(table: TermTable, slot: number, flagsA: number, flagsB: number): void {
  const weight = table.idf(slot);
  count(sideA, flagsA, weight);
  count(sideB, flagsB, weight);
  const square = weight * weight;
  const both = flagsA & flagsB;
  const product = square * shareOf(flagsA) * shareOf(flagsB);
  sums.all += product;
  if (both & IN_BODY) sums.body += square;
  if (flagsA & IN_HEAD && flagsB & IN_HEAD) sums.head += product;
  if (flagsA & IN_TITLE) sideA.explained += square;
  if (flagsB & IN_TITLE) sideB.explained += square;
  sums.weight += weight;
  sums.terms++;
  if (table.outletsOf(slot) === 1 && table.documentsOf(slot) >= FORM) sums.forms += weight;
  addKinds(flagsA | flagsB, both, weight);
  if (both & IN_TITLE) addInTitles(weight, square, both);
}

/** Names, numbers and the like that both have. */
function addKinds(either: number, both: number, weight: number): void {
  if (either & ENTITY) sums.entities += weight;
  if (both & ENTITY) sums.entity += weight * weight;
  if (both & NUMBER) sums.numbers += weight;
  if (both & COUNTRY) sums.countries++;
  if (both & QUOTED) sums.quoted += weight;
  if (!(both & NAME_GOES_ON)) sums.kinds++;
  if (!(both & (NAME_GOES_ON | COUNTRY))) addRare(weight);
  if (!(either & (ENTITY | COUNTRY))) addPlain(weight);
}

function addInTitles(weight: number, square: number, both: number): void {
  sums.title += square;
  sums.titleWeight += weight;
  sums.titleTerms++;
  if (both & ENTITY) sums.titleEntities += weight;
  if (both & (NAME_GOES_ON | COUNTRY)) return; // a country is in the news every day
  if (weight > sums.titleOne) {
    sums.titleThree = sums.titleTwo;
    sums.titleTwo = sums.titleOne;
    sums.titleOne = weight;
  } else if (weight > sums.titleTwo) {
    sums.titleThree = sums.titleTwo;
    sums.titleTwo = weight;
  } else if (weight > sums.titleThree) sums.titleThree = weight;
}

/** What is shared beside names: one person is in many stories. */
function addPlain(weight: number): void {
  if (weight > sums.plainOne) {
    sums.plainTwo = sums.plainOne;
    sums.plainOne = weight;
  } else if (weight > sums.plainTwo) sums.plainTwo = weight;
}

function addRare(weight: number): void {
  if (weight > sums.one) {
    sums.three = sums.two;
    sums.two = sums.one;
    sums.one = weight;
  } else if (weight > sums.two) {
    sums.three = sums.two;
    sums.two = weight;
  } else if (weight > sums.three) sums.three = weight;
}

/** Unknown times count as near. 0 at once, 0.4 after a day, 0.6 after three, 1 after three weeks. */
function distance(hours: number): number {
  return Number.isNaN(hours) ? 0 : Math.min(1.5, Math.log1p(hours / 12) / Math.log1p(42));
}

/** Title terms of a kind that the other lacks: a conflict when both have some, less so when others are shared. */
function conflict(onlyA: number, onlyB: number, sharedOnes: number): number {
  if (onlyA > 0 && onlyB > 0) return sharedOnes === 0 ? 1 : 0.6;
  return onlyA + onlyB > 0 ? 0.3 : 0;
}
