import { readPackageJson } from "../ground/package-file.ts";
import type { ArticleId, EpochMs, StoryId } from "../model/brand.ts";
import type { Reason } from "../model/story.ts";
import { createCandidateSearch } from "./candidates.ts";
import { createCrowd } from "./crowd.ts";
import { DocumentStore, placeOf } from "./document-store.ts";
import type { ClusterDoc, Grouper, GrouperOptions, Grouping, Merge } from "./grouper.ts";
import { createLanguages } from "./languages.ts";
import { isNearCopy } from "./near-copy.ts";
import { createNeverRules } from "./never-rules.ts";
import { FEATURE_COUNT, pairFeatures, sharesNames } from "./pair-features.ts";
import { createPairModel, type PairModel, type PairWeights } from "./pair-model.ts";
import { type ReadDocument, readDocument } from "./reader.ts";
import { areOfOneSeries, type Headline } from "./series.ts";
import { apart, fromSteps } from "./steps.ts";
import { StoryTable } from "./story-table.ts";
import { hashTerm } from "./term-hash.ts";
import { loadTermPrior } from "./term-prior.ts";
import { TermTable } from "./term-table.ts";
import { createTermReader } from "./terms.ts";
import { datedAt } from "./url-date.ts";

export type { Grouper, Grouping } from "./grouper.ts";

/**
 * Log odds against two articles of one outlet telling one story. An outlet tells a story once, and then what followed;
 * what looks alike in it is most often a series with a fixed form: quakes, quarterly profits, scores. The labelled sets
 * name no outlets, so this is set by hand (docs/decisions/006).
 */
const SAME_OUTLET = -2.75;
/** Log odds against two articles of one outlet and one form: no likeness outweighs it. */
const OF_ONE_SERIES = -12;
/**
 * Log odds against two articles in different languages that share no name, number or country: what they share then are
 * words of kindred languages that begin alike, `bibliothèque` and `biblioteca`, which tells a subject, not a story.
 */
const NAMELESS = -3;
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

/** A grouper without documents. Building the prior's table takes some ten milliseconds. */
export function createGrouper(options: GrouperOptions): Grouper {
  const weights = options.weights ?? readPackageJson<PairWeights>("src/cluster/weights.json");
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
  readonly #across;
  readonly #languages = createLanguages();
  readonly #never;
  readonly #read = createTermReader();
  /** Log odds at which an article joins, and at which two stories merge. */
  readonly #join: number;
  readonly #merge: number;
  readonly #features = new Float64Array(FEATURE_COUNT);
  /** Sides of `never` rules by document. */
  readonly #sides = new Map<number, ReadonlySet<number>>();
  /** Of documents with an outlet. The titles are those that the desk holds too. */
  readonly #headlines = new Map<number, Headline>();
  readonly #store = new DocumentStore();
  readonly #stories = new StoryTable(this.#store);
  readonly #crowd;
  readonly #table;
  readonly #search;
  readonly #candidates = new Int32Array(CANDIDATES);
  /** Log odds of pairs with the document at hand. */
  readonly #pairs = new Map<number, number>();

  constructor(options: GrouperOptions, weights: PairWeights) {
    this.#options = options;
    this.#weights = weights;
    this.#model = createPairModel(weights);
    this.#across = createPairModel(weights.across);
    this.#never = createNeverRules(options.never ?? []);
    const threshold = Math.min(0.999, Math.max(0.001, options.threshold ?? 0.5));
    this.#join = Math.log(threshold / (1 - threshold));
    this.#merge = this.#join + weights.mergeMargin;
    this.#crowd = createCrowd(options.window);
    this.#table = new TermTable(loadTermPrior(weights.priorDocuments));
    this.#search = createCandidateSearch(this.#table, this.#store);
  }

  get size(): number {
    return this.#store.alive;
  }

  add(doc: ClusterDoc): Grouping {
    const known = this.#store.numberOf(doc.id);
    if (known >= 0) return this.#alone(known);
    const { number, read } = this.#insert(doc);
    const ranked = this.#rankStories(number, read);
    const best = ranked[0];
    if (!best || best.score < this.#join) {
      this.#stories.create(doc.id as string, number);
      return this.#alone(number);
    }
    this.#stories.join(best.story, number);
    this.#noteCopy(number, best.with);
    const reasons = this.#reasons(number, best.with);
    const merged = this.#mergeAround(number, ranked.slice(1));
    return {
      ...this.#alone(number),
      score: odds(best.score),
      with: this.#store.idOf(best.with),
      reasons,
      merged,
    };
  }

  restore(doc: ClusterDoc, storyId: StoryId): Pick<Grouping, "syndicatedOf"> {
    const known = this.#store.numberOf(doc.id);
    if (known >= 0) return this.#alone(known);
    const { number, read } = this.#insert(doc);
    for (const slot of read.slots) this.#table.post(slot, number);
    const story = this.#stories.byId(storyId);
    if (story === undefined) this.#stories.create(storyId, number);
    else {
      const members = this.#stories.sample(story, MEMBERS);
      this.#stories.join(story, number);
      for (const member of members) if (this.#noteCopy(number, member)) break;
    }
    return this.#alone(number);
  }

  enrich(id: ArticleId, doc: ClusterDoc): readonly Merge[] {
    const before = this.#store.numberOf(id);
    if (before < 0) return [];
    const story = this.#store.storyOf(before);
    const seenAt = fromSteps(this.#store.chunkOf(before).seenAt[placeOf(before)] as number);
    const { number, read } = this.#insert({ ...doc, id, seenAt: Number.isNaN(seenAt) ? undefined : seenAt });
    this.#stories.join(story, number);
    this.#drop(before);
    const ranked = this.#rankStories(number, read).filter((one) => one.story !== story);
    return this.#mergeAround(number, ranked);
  }

  forget(before: EpochMs): void {
    for (const number of this.#store.before(before)) this.#drop(number);
  }

  storyOf(id: ArticleId): StoryId | undefined {
    const number = this.#store.numberOf(id);
    return number < 0 ? undefined : this.#stories.id(this.#store.storyOf(number));
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
      language: this.#languages.numberOf(doc.lang),
      neighbours: this.#crowd.around(time),
    };
    const number = this.#store.add(document, read.terms);
    const sides = this.#never.sides(doc);
    if (sides) this.#sides.set(number, sides);
    const { title, outlet, summary } = doc;
    if (outlet) this.#headlines.set(number, { title, outlet, summary, at: doc.publishedAt ?? doc.seenAt });
    return { number, read };
  }

  /** Every story that has a candidate, by its score; the document is made findable afterwards. */
  #rankStories(number: number, read: ReadDocument): readonly StoryScore[] {
    this.#pairs.clear();
    const best = new Map<number, number>();
    let misses = 0;
    const found = this.#search.find(read.slots, read.weights, this.#candidates);
    for (let n = 0; n < found; n++) {
      const candidate = this.#candidates[n] as number;
      if (candidate === number || this.#tooFar(number, candidate)) continue;
      if (misses === PATIENCE) break;
      const score = this.#pair(number, candidate, this.#join - FAR);
      misses = score < this.#join - FAR ? misses + 1 : 0;
      if (misses > 0) continue;
      const story = this.#store.storyOf(candidate);
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
    return apart(this.#time(a), this.#time(b)) > this.#options.window;
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
    const model = this.#modelFor(number, other);
    const prior = this.#outletPrior(number, other) + this.#namelessPrior(model);
    return model.score(this.#features, least - prior) + prior;
  }

  #modelFor(a: number, b: number): PairModel {
    const [one, other] = [this.#language(a), this.#language(b)];
    return one === other || one === 0 || other === 0 ? this.#model : this.#across;
  }

  #outletPrior(a: number, b: number): number {
    const outlet = this.#outlet(a);
    if (outlet === 0 || outlet !== this.#outlet(b)) return 0;
    const [one, other] = [this.#headlines.get(a), this.#headlines.get(b)];
    return one && other && areOfOneSeries(one, other) ? OF_ONE_SERIES : SAME_OUTLET;
  }

  /** Of the pair whose features were read last. */
  #namelessPrior(model: PairModel): number {
    return model === this.#across && !sharesNames(this.#features) ? NAMELESS : 0;
  }

  #time(n: number): number {
    return this.#store.chunkOf(n).time[placeOf(n)] as number;
  }

  #language(n: number): number {
    return this.#store.chunkOf(n).language[placeOf(n)] as number;
  }

  #outlet(n: number): number {
    return this.#store.chunkOf(n).outlet[placeOf(n)] as number;
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
      const own = this.#store.storyOf(number);
      if (score < this.#join - FAR || story === own || this.#stories.size(story) === 0) continue;
      if (this.#stories.size(own) + this.#stories.size(story) > LARGEST_MERGE) continue;
      const together = this.#storiesScore(own, story);
      if (together < this.#mergeBar(own, story)) continue;
      merged.push({ ...this.#stories.merge(own, story), score: odds(together) });
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

  /** Of the pair whose features were read last. */
  #reasons(number: number, other: number): readonly Reason[] {
    const model = this.#modelFor(number, other);
    const priors = { sameOutlet: this.#outletPrior(number, other), noSharedName: this.#namelessPrior(model) };
    const given = Object.entries(priors).map(([name, contribution]) => ({ name, value: 1, contribution }));
    return [...given.filter(({ contribution }) => contribution !== 0), ...model.explain(this.#features)];
  }

  #noteCopy(number: number, member: number): boolean {
    pairFeatures(this.#store, number, member, this.#features);
    if (!isNearCopy(this.#features)) return false;
    const original = this.#originalOf(member);
    this.#store.chunkOf(number).copyOf[placeOf(number)] = original < 0 ? member : original;
    return true;
  }

  /** The document that another one repeats; -1: none that is there. */
  #originalOf(number: number): number {
    const original = this.#store.chunkOf(number).copyOf[placeOf(number)] as number;
    return original >= 0 && this.#store.isAlive(original) ? original : -1;
  }

  /** What is known of a document without comparing it again. */
  #alone(number: number): Grouping {
    const original = this.#originalOf(number);
    return {
      storyId: this.#stories.id(this.#store.storyOf(number)),
      score: undefined,
      with: undefined,
      reasons: [],
      merged: [],
      syndicatedOf: original < 0 ? undefined : this.#store.idOf(original),
    };
  }

  #drop(number: number): void {
    this.#crowd.remove(fromSteps(this.#store.chunkOf(number).time[placeOf(number)] as number));
    this.#stories.leave(number);
    this.#table.forgetDocument(this.#store.slotsOf(number));
    this.#store.drop(number);
    this.#sides.delete(number);
    this.#headlines.delete(number);
  }
}

function odds(score: number): number {
  return 1 / (1 + Math.exp(-score));
}
