import { HOUR_MS } from "../ground/time.ts";
import { BODY_SHARE, type DocumentChunk, FLAG_BITS, STEP } from "./document-chunk.ts";
import { type DocumentStore, placeOf } from "./document-store.ts";
import { apart } from "./steps.ts";
import { COUNTRY, ENTITY, IN_BODY, IN_LEAD, IN_TITLE, NUMBER } from "./terms.ts";

/** What is measured of two documents, in the order of the values. Each is 0-1 or close to it. */
export const FEATURES = [
  "cosTitle",
  "cosAll",
  "cosEntity",
  "cosLead",
  "titleInOtherMost",
  "titleInOtherLeast",
  "rarestShared",
  "secondRarest",
  "thirdRarest",
  "sharedWeight",
  "sharedTerms",
  "sharedTitleTerms",
  "sharedEntities",
  "sharedTitleEntities",
  "sharedNumbers",
  "conflictingNumbers",
  "sharedCountries",
  "conflictingCountries",
  "jaccard",
  "hoursApart",
  "undated",
  "bodies",
  "shortest",
  "crowd",
] as const;

export const FEATURE_COUNT = FEATURES.length;

const SHARED_NAMES = (["sharedEntities", "sharedNumbers", "sharedCountries"] as const).map((name) =>
  FEATURES.indexOf(name),
);
/**
 * `hoursApart` is 0 up to a day and 1 at three: within a day, nearness in time says little that the words do not, and
 * labelled sets exaggerate it. Unknown times count as near.
 */
const [NEAR_HOURS, FAR_HOURS] = [24, 72];
/** The crowd of documents that a pair was found in counts between these. */
const [FEWEST, MOST] = [300, 10_000];

interface Shared {
  title: number;
  all: number;
  entity: number;
  lead: number;
  ofA: number;
  ofB: number;
  rare: [number, number, number];
  sum: number;
  terms: number;
  titleTerms: number;
  entities: number;
  titleEntities: number;
  numbers: number;
  countries: number;
  /** Title terms of the one that are somewhere in the other. */
  numbersOfA: number;
  numbersOfB: number;
  countriesOfA: number;
  countriesOfB: number;
}

const shared: Shared = emptyShared();

/**
 * Writes the features of two documents into `into`: terms that both have, weighed by how rare they were, in titles
 * and texts. Symmetric but for `crowd`, which is the later document's (`a`).
 */
export function pairFeatures(store: DocumentStore, a: number, b: number, into: Float64Array): void {
  reset();
  const [chunkA, chunkB] = [store.chunkOf(a), store.chunkOf(b)];
  const [i, j] = [placeOf(a), placeOf(b)];
  walkShared(chunkA, i, chunkB, j);
  const titleA = chunkA.titleNorm[i] as number;
  const titleB = chunkB.titleNorm[j] as number;
  const inB = Math.min(1, shared.ofA / (titleA * titleA));
  const inA = Math.min(1, shared.ofB / (titleB * titleB));
  const lengthA = (chunkA.start[i + 1] as number) - (chunkA.start[i] as number);
  const lengthB = (chunkB.start[j + 1] as number) - (chunkB.start[j] as number);
  const union = (chunkA.weightSum[i] as number) + (chunkB.weightSum[j] as number) - shared.sum;
  into[0] = shared.title / (titleA * titleB);
  into[1] = shared.all / ((chunkA.allNorm[i] as number) * (chunkB.allNorm[j] as number));
  into[2] = shared.entity / ((chunkA.entityNorm[i] as number) * (chunkB.entityNorm[j] as number));
  into[3] = shared.lead / ((chunkA.leadNorm[i] as number) * (chunkB.leadNorm[j] as number));
  into[4] = Math.max(inA, inB);
  into[5] = Math.min(inA, inB);
  into[6] = shared.rare[0] / 10;
  into[7] = shared.rare[1] / 10;
  into[8] = shared.rare[2] / 10;
  into[9] = Math.log1p(shared.sum) / 4;
  into[10] = Math.min(1, shared.terms / 20);
  into[11] = Math.min(1, shared.titleTerms / 6);
  into[12] = Math.log1p(shared.entities) / 4;
  into[13] = Math.min(1, shared.titleEntities / 15);
  into[14] = Math.min(1, shared.numbers / 10);
  into[16] = Math.min(1, shared.countries / 2);
  into[15] = conflict(
    (chunkA.titleNumbers[i] as number) - shared.numbersOfA,
    (chunkB.titleNumbers[j] as number) - shared.numbersOfB,
    shared.numbers,
  );
  into[17] = conflict(
    (chunkA.titleCountries[i] as number) - shared.countriesOfA,
    (chunkB.titleCountries[j] as number) - shared.countriesOfB,
    shared.countries,
  );
  into[18] = union > 0 ? shared.sum / union : 0;
  const hours = apart(chunkA.dated[i] as number, chunkB.dated[j] as number) / HOUR_MS;
  into[19] = distance(hours);
  into[20] = Number.isNaN(hours) ? 1 : 0;
  into[21] = (chunkA.marks[i] as number) & (chunkB.marks[j] as number) & IN_BODY ? 1 : 0;
  into[22] = Math.min(1, Math.min(lengthA, lengthB) / 40);
  into[23] = Math.log(Math.max(FEWEST, Math.min(MOST, chunkA.neighbours[i] as number))) / 10;
}

/** Whether two documents share a name, a number or a country, by their features. */
export function sharesNames(features: Float64Array): boolean {
  return SHARED_NAMES.some((n) => (features[n] as number) > 0);
}

function walkShared(a: DocumentChunk, i: number, b: DocumentChunk, j: number): void {
  const [termsA, termsB] = [a.terms, b.terms];
  let k = a.start[i] as number;
  let m = b.start[j] as number;
  const endA = a.start[i + 1] as number;
  const endB = b.start[j + 1] as number;
  while (k < endA && m < endB) {
    const x = termsA[k] as number;
    const y = termsB[m] as number;
    const difference = (x >>> FLAG_BITS) - (y >>> FLAG_BITS);
    if (difference < 0) k++;
    else if (difference > 0) m++;
    else addShared((a.weights[k++] as number) * STEP, x, (b.weights[m++] as number) * STEP, y);
  }
}

function addShared(weightA: number, flagsA: number, weightB: number, flagsB: number): void {
  const product = weightA * weightB;
  const weight = Math.min(weightA, weightB);
  const both = flagsA & flagsB;
  const either = flagsA | flagsB;
  if (both & IN_TITLE) {
    shared.title += product;
    shared.titleTerms++;
  }
  shared.all += product * (flagsA & IN_TITLE ? 1 : BODY_SHARE) * (flagsB & IN_TITLE ? 1 : BODY_SHARE);
  if (either & ENTITY) addEntity(both, weight, product);
  if (flagsA & (IN_TITLE | IN_LEAD) && flagsB & (IN_TITLE | IN_LEAD)) shared.lead += product;
  if (flagsA & IN_TITLE) shared.ofA += weightA * weightA;
  if (flagsB & IN_TITLE) shared.ofB += weightB * weightB;
  if (both & NUMBER) addNumber(flagsA, flagsB, weight);
  if (both & COUNTRY) addCountry(flagsA, flagsB);
  shared.sum += weight;
  shared.terms++;
  addRare(weight);
}

function addEntity(both: number, weight: number, product: number): void {
  if (both & ENTITY) shared.entity += product;
  if (both & IN_TITLE) shared.titleEntities += weight;
  shared.entities += weight;
}

function addNumber(flagsA: number, flagsB: number, weight: number): void {
  shared.numbers += weight;
  if (flagsA & IN_TITLE) shared.numbersOfA++;
  if (flagsB & IN_TITLE) shared.numbersOfB++;
}

function addCountry(flagsA: number, flagsB: number): void {
  shared.countries++;
  if (flagsA & IN_TITLE) shared.countriesOfA++;
  if (flagsB & IN_TITLE) shared.countriesOfB++;
}

/** Beyond 1 only where the window allows it, or dates are known from addresses alone. */
function distance(hours: number): number {
  if (Number.isNaN(hours) || hours <= NEAR_HOURS) return 0;
  if (hours <= FAR_HOURS) return (hours - NEAR_HOURS) / (FAR_HOURS - NEAR_HOURS);
  return 1 + Math.min(1, (hours - FAR_HOURS) / (7 * 24));
}

/** Title terms of a kind that the other lacks: a conflict when both have some, less so when others are shared. */
function conflict(onlyA: number, onlyB: number, sharedOnes: number): number {
  if (onlyA > 0 && onlyB > 0) return sharedOnes === 0 ? 1 : 0.6;
  return onlyA + onlyB > 0 ? 0.3 : 0;
}

function addRare(weight: number): void {
  const { rare } = shared;
  if (weight > rare[0]) {
    rare[2] = rare[1];
    rare[1] = rare[0];
    rare[0] = weight;
  } else if (weight > rare[1]) {
    rare[2] = rare[1];
    rare[1] = weight;
  } else if (weight > rare[2]) rare[2] = weight;
}

function reset(): void {
  shared.title = 0;
  shared.all = 0;
  shared.entity = 0;
  shared.lead = 0;
  shared.ofA = 0;
  shared.ofB = 0;
  shared.sum = 0;
  shared.terms = 0;
  shared.titleTerms = 0;
  shared.entities = 0;
  shared.titleEntities = 0;
  shared.numbers = 0;
  shared.countries = 0;
  shared.numbersOfA = 0;
  shared.numbersOfB = 0;
  shared.countriesOfA = 0;
  shared.countriesOfB = 0;
  shared.rare[0] = 0;
  shared.rare[1] = 0;
  shared.rare[2] = 0;
}

function emptyShared(): Shared {
  return {
    title: 0,
    all: 0,
    entity: 0,
    lead: 0,
    ofA: 0,
    ofB: 0,
    rare: [0, 0, 0],
    sum: 0,
    terms: 0,
    titleTerms: 0,
    entities: 0,
    titleEntities: 0,
    numbers: 0,
    countries: 0,
    numbersOfA: 0,
    numbersOfB: 0,
    countriesOfA: 0,
    countriesOfB: 0,
  };
}
