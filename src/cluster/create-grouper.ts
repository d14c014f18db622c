import type { ArticleId, EpochMs, StoryId } from "../model/brand.ts";
import type { Reason } from "../model/story.ts";
import { createCandidateSearch } from "./candidates.ts";
import { createCrowd } from "./crowd.ts";
import { DocumentStore } from "./document-store.ts";
import type { ClusterDoc, Grouper, GrouperOptions, Grouping, Merge } from "./grouper.ts";
import { isNearCopy } from "./near-copy.ts";
import { createNeverRules } from "./never-rules.ts";
import { FEATURE_COUNT, pairFeatures } from "./pair-features.ts";
import { createPairModel, type PairWeights } from "./pair-model.ts";
import { readData } from "./read-data.ts";
import { indexedSlots, type ReadDocument, readDocument } from "./reader.ts";
import { createStoryTable } from "./story-table.ts";
import { hashTerm } from "./term-hash.ts";
import { loadTermPrior } from "./term-prior.ts";
import { createTermTable } from "./term-table.ts";
import { createTermReader } from "./terms.ts";
import { datedAt } from "./url-date.ts";

export type { Grouper, Grouping } from "./grouper.ts";

/**
 * Log odds against two articles of one outlet telling one story. An outlet tells a story once, and then what followed;
 * what looks alike in it is most often a series with a fixed form: quakes, quarterly profits, scores. The labelled sets
 * name no outlets, so this is set by hand (docs/decisions/006).
 */
const SAME_OUTLET = -2.75;
/** Documents that a new one is compared with. */
const CANDIDATES = 40;
/** Candidates in a row that are out of the question, after which the rest, which share less, are not compared. */
const PATIENCE = 8;
/** Log odds below joining at which a document, or a story, is out of the question. */
const FAR = 1;
/** Stories whose members are looked at beyond the candidates. */
const STORIES = 6;
const MEMBERS = 6;
/** Members of each side when two stories are compared. */
const MERGE_MEMBERS = 5;
/** Members beyond which a story grows no more by merging. */
const LARGEST_MERGE = 120;
/** Forgotten documents take up room until they are so many, and this share of all. */
const [WASTE, WASTE_SHARE] = [1_000, 0.25];

/** A grouper without documents. Building the prior's table takes some ten milliseconds. */
export function createGrouper(options: GrouperOptions): Grouper {
  const weights = options.weights ?? readData<PairWeights>("weights.json");
  return new StreamingGrouper(options, weights);
}

interface StoryScore {
  readonly story: number;
  /** Log odds. */
  readonly score: number;
  /** The member that is most alike. */
  readonly with: number;
}

class StreamingGrouper implements Grouper {
  readonly #options: GrouperOptions;
  readonly #weights: PairWeights;
  readonly #model;
  readonly #never;
  readonly #read = createTermReader();
  /** Log odds at which an article joins, and at which two stories merge. */
  readonly #join: number;
  readonly #merge: number;
  readonly #features = new Float64Array(FEATURE_COUNT);
  readonly #numbers = new Map<ArticleId, number>();
  /** Sides of `never` rules by document. */
  readonly #sides = new Map<number, ReadonlySet<number>>();
  readonly #copies = new Map<number, number>();
  #store = new DocumentStore();
  #stories = createStoryTable(this.#store);
  #crowd;
  #table;
  #search;
  /** Log odds of pairs with the document at hand. */
  readonly #pairs = new Map<number, number>();

  constructor(options: GrouperOptions, weights: PairWeights) {
    this.#options = options;
    this.#weights = weights;
    this.#model = createPairModel(weights);
    this.#never = createNeverRules(options.never ?? []);
    const threshold = Math.min(0.999, Math.max(0.001, options.threshold ?? 0.5));
    this.#join = Math.log(threshold / (1 - threshold));
    this.#merge = this.#join + weights.mergeMargin;
    this.#crowd = createCrowd(options.window);
    this.#table = createTermTable(loadTermPrior(weights.priorDocuments));
    this.#search = createCandidateSearch(this.#table, (n) => this.#isAlive(n));
  }

  get size(): number {
    return this.#numbers.size;
  }

  add(doc: ClusterDoc): Grouping {
    const known = this.#numbers.get(doc.id);
    if (known !== undefined) return this.#alone(known);
    const { number, read } = this.#insert(doc);
    const ranked = this.#rankStories(number, read);
    const best = ranked[0];
    if (!best || best.score < this.#join) {
      this.#stories.join(this.#stories.create(doc.id as string, this.#seenAt(number)), number);
      return this.#alone(number);
    }
    const reasons = this.#reasons(number, best.with);
    this.#stories.join(best.story, number);
    this.#noteCopy(number, best.with);
    const merged = this.#mergeAround(number, ranked.slice(1));
    return {
      ...this.#alone(number),
      score: odds(best.score),
      with: this.#store.ids[best.with],
      reasons,
      merged,
    };
  }

  restore(doc: ClusterDoc, storyId: StoryId): Pick<Grouping, "syndicatedOf"> {
    const known = this.#numbers.get(doc.id);
    if (known !== undefined) return this.#alone(known);
    const { number, read } = this.#insert(doc);
    for (const slot of read.slots) this.#table.post(slot, number);
    const story = this.#stories.byId(storyId) ?? this.#stories.create(storyId, this.#seenAt(number));
    const members = this.#stories.sample(story, MEMBERS);
    this.#stories.join(story, number);
    for (const member of members) if (this.#noteCopy(number, member)) break;
    return this.#alone(number);
  }

  enrich(id: ArticleId, doc: ClusterDoc): readonly Merge[] {
    const before = this.#numbers.get(id);
    if (before === undefined) return [];
    const story = this.#store.story[before] as number;
    const seenAt = this.#seenAt(before);
    const { number, read } = this.#insert({ ...doc, id, seenAt: Number.isNaN(seenAt) ? undefined : seenAt });
    this.#stories.join(story, number);
    this.#crowd.remove(this.#store.time[before] as number);
    this.#drop(before);
    const ranked = this.#rankStories(number, read).filter((one) => one.story !== story);
    return this.#mergeAround(number, ranked);
  }

  forget(before: EpochMs): void {
    const { time, seenAt, ids, size } = this.#store;
    for (let n = 0; n < size; n++) {
      const dated = time[n] as number;
      if (!this.#isAlive(n) || dated >= before || (seenAt[n] as number) >= before || Number.isNaN(dated))
        continue;
      this.#crowd.remove(dated);
      this.#drop(n);
      this.#numbers.delete(ids[n] as ArticleId);
    }
    const waste = size - this.#numbers.size;
    if (waste > WASTE && waste > size * WASTE_SHARE) this.#compact();
  }

  storyOf(id: ArticleId): StoryId | undefined {
    const number = this.#numbers.get(id);
    return number === undefined ? undefined : this.#stories.id(this.#store.story[number] as number);
  }

  #isAlive(n: number): boolean {
    return (this.#store.story[n] as number) >= 0;
  }

  #seenAt(n: number): EpochMs {
    return this.#store.seenAt[n] as number;
  }

  /** Reads a document and makes it findable; it has no story yet. */
  #insert(doc: ClusterDoc): { number: number; read: ReadDocument } {
    const time = doc.publishedAt ?? doc.seenAt ?? Number.NaN;
    const read = readDocument(doc, this.#table, this.#read);
    this.#crowd.add(time);
    const document = {
      id: doc.id,
      time,
      seenAt: doc.seenAt ?? time,
      dated: datedAt(doc),
      outlet: doc.outlet ? hashTerm(doc.outlet.toLowerCase()) : 0,
      story: -1,
      neighbours: this.#crowd.around(time),
    };
    const number = this.#store.add(document, read.terms);
    this.#numbers.set(doc.id, number);
    const sides = this.#never.sides(doc);
    if (sides) this.#sides.set(number, sides);
    return { number, read };
  }

  /** Every story that has a candidate, by its score; the document is made findable afterwards. */
  #rankStories(number: number, read: ReadDocument): readonly StoryScore[] {
    this.#pairs.clear();
    const best = new Map<number, number>();
    let misses = 0;
    for (const candidate of this.#search.find(read.slots, read.weights, CANDIDATES)) {
      if (candidate === number || this.#tooFar(number, candidate)) continue;
      if (misses === PATIENCE) break;
      const score = this.#pair(number, candidate, this.#join - FAR);
      misses = score < this.#join - FAR ? misses + 1 : 0;
      if (misses > 0) continue;
      const story = this.#store.story[candidate] as number;
      const other = best.get(story);
      if (other === undefined || score > this.#pair(number, other)) best.set(story, candidate);
    }
    for (const slot of read.slots) this.#table.post(slot, number);
    return [...best]
      .sort((a, b) => this.#pair(number, b[1]) - this.#pair(number, a[1]) || a[0] - b[0])
      .slice(0, STORIES)
      .filter(([story]) => !this.#forbidden([number], this.#stories.sample(story, LARGEST_MERGE)))
      .map(([story, member]) => ({ story, score: this.#storyScore(number, story, member), with: member }))
      .sort((a, b) => b.score - a.score || a.story - b.story);
  }

  #tooFar(a: number, b: number): boolean {
    return Math.abs((this.#store.time[a] as number) - (this.#store.time[b] as number)) > this.#options.window;
  }

  /** Log odds of a pair with the document at hand; below `least` any lower number. */
  #pair(number: number, other: number, least = Number.NEGATIVE_INFINITY): number {
    const known = this.#pairs.get(other);
    if (known !== undefined) return known;
    const score = this.#compare(number, other, least);
    if (score >= least) this.#pairs.set(other, score);
    return score;
  }

  /** Log odds that two documents tell one story; below `least` any lower number. */
  #compare(number: number, other: number, least = Number.NEGATIVE_INFINITY): number {
    pairFeatures(this.#store, number, other, this.#features);
    const prior = this.#outletPrior(number, other);
    return this.#model.score(this.#features, least - prior) + prior;
  }

  #outletPrior(a: number, b: number): number {
    const outlet = this.#store.outlet[a] as number;
    return outlet !== 0 && outlet === this.#store.outlet[b] ? SAME_OUTLET : 0;
  }

  #storyScore(number: number, story: number, best: number): number {
    const members = this.#stories.sample(story, MEMBERS);
    let sum = 0;
    for (const member of members) sum += this.#pair(number, member);
    return this.#blend(this.#pair(number, best), sum / members.length);
  }

  #blend(best: number, mean: number): number {
    return this.#weights.bestShare * best + (1 - this.#weights.bestShare) * mean;
  }

  /** A second look: whether the story that a document came to is one with others that it is like. */
  #mergeAround(number: number, others: readonly StoryScore[]): readonly Merge[] {
    const merged: Merge[] = [];
    for (const { story, score } of others.slice(0, 3)) {
      const own = this.#store.story[number] as number;
      if (score < this.#join - FAR || story === own || this.#stories.size(story) === 0) continue;
      if (this.#stories.size(own) + this.#stories.size(story) > LARGEST_MERGE) continue;
      const together = this.#storiesScore(own, story);
      if (together < this.#mergeBar(own, story)) continue;
      const { from, into } = this.#stories.merge(own, story);
      merged.push({ from: this.#stories.id(from), into: this.#stories.id(into), score: odds(together) });
    }
    return merged;
  }

  /** A story of one is an article that came early: it joins as it would have, had it come late. */
  #mergeBar(a: number, b: number): number {
    return Math.min(this.#stories.size(a), this.#stories.size(b)) === 1 ? this.#join : this.#merge;
  }

  /** Likeness of two stories: of their closest members and of all that are compared. */
  #storiesScore(a: number, b: number): number {
    const [ours, theirs] = [this.#stories.sample(a, MERGE_MEMBERS), this.#stories.sample(b, MERGE_MEMBERS)];
    if (this.#forbidden(this.#stories.sample(a, LARGEST_MERGE), this.#stories.sample(b, LARGEST_MERGE)))
      return Number.NEGATIVE_INFINITY;
    let sum = 0;
    let best = Number.NEGATIVE_INFINITY;
    for (const one of ours)
      for (const other of theirs) {
        const score = this.#compare(Math.max(one, other), Math.min(one, other));
        sum += score;
        best = Math.max(best, score);
      }
    return this.#blend(best, sum / (ours.length * theirs.length));
  }

  #forbidden(ours: readonly number[], theirs: readonly number[]): boolean {
    if (this.#sides.size === 0) return false;
    return ours.some((a) => theirs.some((b) => this.#never.forbids(this.#sides.get(a), this.#sides.get(b))));
  }

  #reasons(number: number, other: number): readonly Reason[] {
    pairFeatures(this.#store, number, other, this.#features);
    const reasons = this.#model.explain(this.#features);
    const prior = this.#outletPrior(number, other);
    return prior === 0 ? reasons : [{ name: "sameOutlet", value: 1, contribution: prior }, ...reasons];
  }

  #noteCopy(number: number, member: number): boolean {
    pairFeatures(this.#store, number, member, this.#features);
    if (!isNearCopy(this.#features)) return false;
    this.#copies.set(number, this.#copies.get(member) ?? member);
    return true;
  }

  /** What is known of a document without comparing it again. */
  #alone(number: number): Grouping {
    const copied = this.#copies.get(number);
    return {
      storyId: this.#stories.id(this.#store.story[number] as number),
      score: undefined,
      with: undefined,
      reasons: [],
      merged: [],
      syndicatedOf: copied === undefined ? undefined : this.#store.ids[copied],
    };
  }

  #drop(number: number): void {
    this.#stories.leave(number);
    this.#store.story[number] = -1;
    this.#sides.delete(number);
    this.#copies.delete(number);
  }

  /** Moves what is alive into new arrays. Frequencies fade by what is gone. */
  #compact(): void {
    const old = this.#store;
    const stories = this.#stories;
    const [sides, copies] = [new Map(this.#sides), new Map(this.#copies)];
    this.#table = this.#table.faded(this.#numbers.size / old.size);
    this.#store = new DocumentStore();
    this.#stories = createStoryTable(this.#store);
    this.#search = createCandidateSearch(this.#table, (n) => this.#isAlive(n));
    this.#sides.clear();
    this.#copies.clear();
    const moved = new Map<number, number>();
    for (let n = 0; n < old.size; n++) {
      if ((old.story[n] as number) < 0) continue;
      const number = this.#move(old, n);
      moved.set(n, number);
      const story = old.story[n] as number;
      const id = stories.id(story);
      this.#stories.join(
        this.#stories.byId(id) ?? this.#stories.create(id, stories.createdAt(story)),
        number,
      );
      const side = sides.get(n);
      if (side) this.#sides.set(number, side);
      const original = moved.get(copies.get(n) ?? -1);
      if (original !== undefined) this.#copies.set(number, original);
    }
  }

  #move(old: DocumentStore, n: number): number {
    const terms = old.termsOf(n);
    const document = {
      id: old.ids[n] as string,
      time: old.time[n] as number,
      seenAt: old.seenAt[n] as number,
      dated: old.dated[n] as number,
      outlet: old.outlet[n] as number,
      story: -1,
      neighbours: old.neighbours[n] as number,
    };
    const number = this.#store.add(document, terms);
    this.#numbers.set(document.id, number);
    for (const slot of indexedSlots(terms, this.#table)) this.#table.post(slot, number);
    return number;
  }
}

function odds(score: number): number {
  return 1 / (1 + Math.exp(-score));
}
