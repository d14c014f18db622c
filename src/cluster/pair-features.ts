import { BODY_SHARE, type DocumentStore, STEP } from "./document-store.ts";
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
  "timesKnown",
  "bodies",
  "shortest",
  "crowd",
] as const;

export const FEATURE_COUNT = FEATURES.length;
const HOUR_MS = 3_600_000;
/** Hours at which `hoursApart` is 1. */
const FAR_HOURS = 72;
/** The crowd of documents that a pair was found in counts between these. */
const [FEWEST, MOST] = [50, 10_000];

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
}

const shared: Shared = emptyShared();

/**
 * Writes the features of two documents into `into`: terms that both have, weighed by how rare they were, in titles
 * and texts. Symmetric but for `crowd`, which is the later document's (`a`).
 */
export function pairFeatures(store: DocumentStore, a: number, b: number, into: Float64Array): void {
  reset();
  walkShared(store, a, b);
  const titleA = store.titleNorm[a] as number;
  const titleB = store.titleNorm[b] as number;
  const inB = Math.min(1, shared.ofA / (titleA * titleA));
  const inA = Math.min(1, shared.ofB / (titleB * titleB));
  const lengthA = (store.start[a + 1] as number) - (store.start[a] as number);
  const lengthB = (store.start[b + 1] as number) - (store.start[b] as number);
  const union = (store.weightSum[a] as number) + (store.weightSum[b] as number) - shared.sum;
  into[0] = shared.title / (titleA * titleB);
  into[1] = shared.all / ((store.allNorm[a] as number) * (store.allNorm[b] as number));
  into[2] = shared.entity / ((store.entityNorm[a] as number) * (store.entityNorm[b] as number));
  into[3] = shared.lead / ((store.leadNorm[a] as number) * (store.leadNorm[b] as number));
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
  const marks = (store.marks[a] as number) & (store.marks[b] as number);
  into[15] = marks & NUMBER && shared.numbers === 0 ? 1 : 0;
  into[17] = marks & COUNTRY && shared.countries === 0 ? 1 : 0;
  into[18] = union > 0 ? shared.sum / union : 0;
  const apart = Math.abs((store.time[a] as number) - (store.time[b] as number)) / HOUR_MS / FAR_HOURS;
  const known = !Number.isNaN(apart);
  into[19] = known ? Math.min(1, apart) : 0;
  into[20] = known ? 1 : 0;
  into[21] = marks & IN_BODY ? 1 : 0;
  into[22] = Math.min(1, Math.min(lengthA, lengthB) / 40);
  into[23] = Math.log(Math.max(FEWEST, Math.min(MOST, store.neighbours[a] as number))) / 10;
}

function walkShared({ start, hashes, weights, flags }: DocumentStore, a: number, b: number): void {
  let i = start[a] as number;
  let j = start[b] as number;
  const endA = start[a + 1] as number;
  const endB = start[b + 1] as number;
  while (i < endA && j < endB) {
    const x = hashes[i] as number;
    const y = hashes[j] as number;
    if (x < y) i++;
    else if (x > y) j++;
    else {
      addShared(
        (weights[i] as number) * STEP,
        flags[i] as number,
        (weights[j] as number) * STEP,
        flags[j] as number,
      );
      i++;
      j++;
    }
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
  if (both & NUMBER) shared.numbers += weight;
  if (both & COUNTRY) shared.countries++;
  shared.sum += weight;
  shared.terms++;
  addRare(weight);
}

function addEntity(both: number, weight: number, product: number): void {
  if (both & ENTITY) shared.entity += product;
  if (both & IN_TITLE) shared.titleEntities += weight;
  shared.entities += weight;
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
  Object.assign(shared, EMPTY);
  shared.rare[0] = 0;
  shared.rare[1] = 0;
  shared.rare[2] = 0;
}

const { rare: _rare, ...EMPTY } = emptyShared();

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
  };
}
