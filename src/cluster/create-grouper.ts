import { readPackageJson } from "../ground/package-file.ts";
import type { ArticleId, EpochMs, StoryId } from "../model/brand.ts";
import type { Reason } from "../model/story.ts";
import { createCandidateSearch } from "./candidates.ts";
import { easeOf, logOdds } from "./company.ts";
import { DocumentStore, placeOf } from "./document-store.ts";
import { createForesight } from "./foresight.ts";
import {
  type ClusterDoc,
  type Grouper,
  type GrouperOptions,
  type Grouping,
  type Merge,
  MOST_FORESEEN,
} from "./grouper.ts";
import { createLanguages } from "./languages.ts";
import { isNearCopy } from "./near-copy.ts";
import { createNeverRules } from "./never-rules.ts";
import { FEATURE_COUNT, pairFeatures, sharesNames } from "./pair-features.ts";
import { createPairModel, meanOfBest, odds, type PairModel, type PairWeights } from "./pair-model.ts";
import { type ReadDocument, readDocument } from "./reader.ts";
import { areOfOneSeries, type Headline } from "./series.ts";
import { apart } from "./steps.ts";
import { StoryTable } from "./story-table.ts";
import { createStoryTerms } from "./story-terms.ts";
import { hashTerm } from "./term-hash.ts";
import { loadTermPrior } from "./term-prior.ts";
import { TermTable } from "./term-table.ts";
import { createTermReader } from "./terms.ts";
import { datedAt } from "./url-date.ts";

export type { Grouper, Grouping } from "./grouper.ts";

/** Log odds against two articles of one outlet and one form: no likeness outweighs it. */
const OF_ONE_SERIES = -12;
/** Log odds of a pair below which nobody need look whether it is of one series. */
const OUT_OF_QUESTION = -3;
/**
 * Log odds against two articles in different languages that share no name, number or country: what they share then are
 * words of kindred languages that begin alike, `bibliothèque` and `biblioteca`, which tells a subject, not a story.
 */
const NAMELESS = -3;
/**
 * How likely it must be that an article belongs. A story told twice costs its reader a line; one that is hidden under
 * another costs the story (docs/decisions/006).
 */
const THRESHOLD = 0.65;
/** Documents that a new one is compared with, and those of them, the likeliest by the plain sum, that all trees look at. */
const [CANDIDATES, LOOKED_AT] = [16, 6];
/** Log odds below joining that no tree makes up for. */
const OUT_OF_REACH = 2.5;
/** Log odds below joining at which a story is out of the question. */
const FAR = 1;
/** Stories whose members are looked at beyond the candidates. */
const STORIES = 6;
const MEMBERS = 10;
/** Members of each side when two stories are compared. */
const MERGE_MEMBERS = 5;
/** Members beyond which a story grows no more. */
const LARGEST = 40;

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
  readonly #read;
  /** Log odds of `threshold`. */
  readonly #usualBar: number;
  /** Log odds that articles which were read ahead need not have, and those that the one at hand need not. */
  #ease = 0;
  #eased = 0;
  readonly #features = new Float64Array(FEATURE_COUNT);
  /** Of a wire of one source: whose articles came first. */
  #onlyOutlet: string | undefined;
  /** Sides of `never` rules by document. */
  readonly #sides = new Map<number, ReadonlySet<number>>();
  /** Of documents with an outlet. The titles are those that the desk holds too. */
  readonly #headlines = new Map<number, Headline>();
  readonly #store = new DocumentStore();
  readonly #stories = new StoryTable(this.#store);
  readonly #table;
  readonly #search;
  readonly #foresight;
  readonly #terms;
  readonly #candidates = new Int32Array(CANDIDATES);
  /** The features of the candidates, and what the plain sum makes of them. */
  readonly #measured = Array.from({ length: CANDIDATES }, () => new Float64Array(FEATURE_COUNT));
  readonly #plain = new Float64Array(CANDIDATES);
  /** Log odds of pairs with the document at hand. */
  readonly #pairs = new Map<number, number>();

  constructor(options: GrouperOptions, weights: PairWeights) {
    this.#options = options;
    this.#weights = weights;
    this.#model = createPairModel(weights);
    this.#across = createPairModel(weights.across);
    this.#never = createNeverRules(options.never ?? []);
    // Nothing is certain: with 1 nothing joins.
    const threshold = Math.max(0.001, options.threshold ?? THRESHOLD);
    this.#usualBar = logOdds(threshold);
    this.#table = new TermTable(options.prior ?? loadTermPrior(weights.priorDocuments));
    this.#read = createTermReader((hash) => this.#table.isName(hash));
    this.#foresight = createForesight(this.#table, this.#read);
    this.#search = createCandidateSearch(this.#table, this.#store);
    this.#terms = createStoryTerms(this.#store, this.#table);
  }

  get size(): number {
    return this.#store.alive;
  }

  /** Log odds at which the article at hand joins. */
  get #bar(): number {
    return this.#usualBar - this.#eased;
  }

  foresee(docs: readonly ClusterDoc[]): void {
    const fresh = docs.slice(0, MOST_FORESEEN).filter(({ id }) => this.#store.numberOf(id) < 0);
    const draft = this.#draft(fresh);
    this.#foresight.see(fresh, ({ id }) => draft.storyOf(id));
    this.#ease = easeOf(fresh.filter(({ id }) => draft.#hasCompany(id)).length, fresh.length);
  }

  /** Stories as they would be if each article counted for itself. */
  #draft(docs: readonly ClusterDoc[]): StreamingGrouper {
    const draft = new StreamingGrouper(this.#options, this.#weights);
    draft.#foresight.see(docs, () => undefined);
    for (const doc of docs) draft.add(doc);
    return draft;
  }

  #hasCompany(id: ArticleId): boolean {
    return this.#stories.size(this.#store.storyOf(this.#store.numberOf(id))) > 1;
  }

  add(doc: ClusterDoc): Grouping {
    const known = this.#store.numberOf(doc.id);
    if (known >= 0) return this.#alone(known);
    const { number, read } = this.#insert(doc);
    const ranked = this.#rankStories(number, read);
    const best = ranked[0];
    if (!best || best.score < this.#joinBar(best.story)) {
      this.#stories.create(doc.id as string, number);
      return this.#alone(number);
    }
    const members = this.#stories.sample(best.story, MEMBERS);
    this.#join(best.story, number);
    // As `restore` does: an outlet must not gain or lose its voice by a restart.
    for (const member of [best.with, ...members]) if (this.#noteCopy(number, member)) break;
    const reasons = this.#reasons(number, best.with);
    const merged = this.#mergeAround(number, ranked.slice(1));
    return {
      ...this.#alone(number),
      score: odds(best.score + this.#eased),
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
      this.#join(story, number);
      for (const member of members) if (this.#noteCopy(number, member)) break;
    }
    return this.#alone(number);
  }

  part(id: ArticleId, storyId: StoryId): void {
    const number = this.#store.numberOf(id);
    if (number < 0) return;
    this.#leave(number);
    const story = this.#stories.byId(storyId);
    if (story === undefined) this.#stories.create(storyId, number);
    else this.#join(story, number);
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
    this.#eased = this.#foresight.passed(doc.id) ? this.#ease : 0;
    const time = doc.publishedAt ?? doc.seenAt ?? Number.NaN;
    const outlet = doc.outlet && !this.#isOnlyOutlet(doc.outlet) ? hashTerm(doc.outlet.toLowerCase()) : 0;
    const read = readDocument(doc, outlet, this.#table, this.#read);
    const document = {
      id: doc.id,
      time,
      seenAt: doc.seenAt ?? time,
      dated: datedAt(doc),
      outlet,
      language: this.#languages.numberOf(doc.lang),
    };
    const number = this.#store.add(document, read.terms);
    const sides = this.#never.sides(doc);
    if (sides) this.#sides.set(number, sides);
    const { title, summary } = doc;
    const at = doc.publishedAt ?? doc.seenAt;
    if (doc.outlet) this.#headlines.set(number, { title, outlet: doc.outlet, summary, at });
    return { number, read };
  }

  /**
   * The outlet of a wire of one source, unless the source carries others too. Everything is of it, and every word a form
   * of its own: it is no evidence. Series are told one by one, `areOfOneSeries` decides.
   */
  #isOnlyOutlet(outlet: string): boolean {
    if (!this.#options.isOneSource) return false;
    this.#onlyOutlet ??= outlet;
    return this.#onlyOutlet === outlet;
  }

  #join(story: number, number: number): void {
    this.#terms.shared(number, this.#stories.sample(story, LARGEST), 1);
    this.#stories.join(story, number);
  }

  /** Every story that has a candidate, by its score; the document is made findable afterwards. */
  #rankStories(number: number, read: ReadDocument): readonly StoryScore[] {
    this.#pairs.clear();
    const found = this.#search.find(read.slots, read.weights, this.#candidates);
    const best = new Map<number, number>();
    for (const candidate of this.#likeliest(number, found)) {
      const story = this.#store.storyOf(candidate);
      const other = best.get(story);
      if (other === undefined || this.#pair(number, candidate) > this.#pair(number, other))
        best.set(story, candidate);
    }
    for (const slot of read.slots) this.#table.post(slot, number);
    // A story is as likely as its likest member at most.
    return [...best]
      .filter(([, member]) => this.#pair(number, member) >= this.#bar - FAR)
      .sort((a, b) => this.#pair(number, b[1]) - this.#pair(number, a[1]) || a[0] - b[0])
      .slice(0, STORIES)
      .filter(([story]) => this.#stories.size(story) < LARGEST)
      .filter(([story]) => !this.#forbidden([number], this.#stories.sample(story, LARGEST)))
      .map(([story, member]) => ({ story, score: this.#storyScore(number, story, member), with: member }))
      .sort((a, b) => b.score - a.score || a.story - b.story);
  }

  /** The candidates that the plain sum finds likeliest; their pairs are scored. */
  #likeliest(number: number, found: number): readonly number[] {
    const near: number[] = [];
    for (let n = 0; n < found; n++) {
      const candidate = this.#candidates[n] as number;
      const isFar = apart(this.#time(number), this.#time(candidate)) > this.#options.window;
      if (candidate === number || isFar) continue;
      const features = this.#measured[n] as Float64Array;
      pairFeatures(this.#store, this.#table, number, candidate, features);
      this.#plain[n] = this.#modelFor(number, candidate).plain(features);
      near.push(n);
    }
    near.sort((a, b) => (this.#plain[b] as number) - (this.#plain[a] as number));
    const hopeful = near
      .slice(0, LOOKED_AT)
      .filter((n) => (this.#plain[n] as number) > this.#bar - OUT_OF_REACH);
    return hopeful.map((n) => {
      const candidate = this.#candidates[n] as number;
      this.#pairs.set(candidate, this.#judge(number, candidate, this.#measured[n] as Float64Array));
      return candidate;
    });
  }

  /** Log odds of a pair with the document at hand. */
  #pair(number: number, other: number): number {
    const known = this.#pairs.get(other);
    if (known !== undefined) return known;
    const score = this.#compare(number, other);
    this.#pairs.set(other, score);
    return score;
  }

  /** Log odds that two documents tell one story. */
  #compare(number: number, other: number): number {
    pairFeatures(this.#store, this.#table, number, other, this.#features);
    return this.#judge(number, other, this.#features);
  }

  #judge(number: number, other: number, features: Float64Array): number {
    const model = this.#modelFor(number, other);
    const score = model.score(features) + this.#namelessPrior(model, features);
    return score < OUT_OF_QUESTION ? score : score + this.#seriesPrior(number, other);
  }

  #modelFor(a: number, b: number): PairModel {
    const [one, other] = [this.#language(a), this.#language(b)];
    return one === other || one === 0 || other === 0 ? this.#model : this.#across;
  }

  #seriesPrior(a: number, b: number): number {
    const [one, other] = [this.#headlines.get(a), this.#headlines.get(b)];
    return one && other && one.outlet === other.outlet && areOfOneSeries(one, other) ? OF_ONE_SERIES : 0;
  }

  #namelessPrior(model: PairModel, features: Float64Array): number {
    return model === this.#across && !sharesNames(features) ? NAMELESS : 0;
  }

  #time(n: number): number {
    return this.#store.chunkOf(n).time[placeOf(n)] as number;
  }

  #language(n: number): number {
    return this.#store.chunkOf(n).language[placeOf(n)] as number;
  }

  #storyScore(number: number, story: number, best: number): number {
    const scores = this.#stories.sample(story, MEMBERS).map((member) => this.#pair(number, member));
    return this.#blend(this.#pair(number, best), meanOfBest(scores));
  }

  #blend(best: number, mean: number): number {
    return this.#weights.bestShare * best + (1 - this.#weights.bestShare) * mean;
  }

  /** A second look: whether the story that a document came to is one with others that it is like. */
  #mergeAround(number: number, others: readonly StoryScore[]): readonly Merge[] {
    const merged: Merge[] = [];
    for (const { story, score } of others.slice(0, 3)) {
      const own = this.#store.storyOf(number);
      if (score < this.#bar - FAR || story === own || this.#stories.size(story) === 0) continue;
      if (this.#stories.size(own) + this.#stories.size(story) > LARGEST) continue;
      const together = this.#storiesScore(own, story);
      if (together < this.#mergeBar(own, story)) continue;
      this.#terms.merged(this.#stories.sample(own, LARGEST), this.#stories.sample(story, LARGEST));
      merged.push({ ...this.#stories.merge(own, story), score: odds(together + this.#eased) });
    }
    return merged;
  }

  #joinBar(story: number): number {
    return this.#bar + (this.#stories.size(story) === 1 ? this.#weights.singleMargin : 0);
  }

  /** A story of one is an article that came early: it joins as it would have, had it come late. */
  #mergeBar(a: number, b: number): number {
    if (this.#stories.size(a) === 1 && this.#stories.size(b) === 1)
      return this.#bar + this.#weights.singleMargin;
    return Math.min(this.#stories.size(a), this.#stories.size(b)) === 1
      ? this.#bar
      : this.#bar + this.#weights.mergeMargin;
  }

  /** Likeness of two stories: of their closest members and of all that are compared. */
  #storiesScore(a: number, b: number): number {
    const [ours, theirs] = [this.#stories.sample(a, MERGE_MEMBERS), this.#stories.sample(b, MERGE_MEMBERS)];
    if (this.#forbidden(this.#stories.sample(a, LARGEST), this.#stories.sample(b, LARGEST)))
      return Number.NEGATIVE_INFINITY;
    let sum = 0;
    let best = Number.NEGATIVE_INFINITY;
    for (const one of ours)
      for (const other of theirs) {
        const score = this.#compare(one, other);
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
    pairFeatures(this.#store, this.#table, number, other, this.#features);
    const model = this.#modelFor(number, other);
    const priors = {
      ofOneSeries: this.#seriesPrior(number, other),
      noSharedName: this.#namelessPrior(model, this.#features),
      muchCompany: this.#eased,
    };
    const given = Object.entries(priors)
      .filter(([, contribution]) => contribution !== 0)
      .map(([name, contribution]) => ({ name, value: 1, contribution }));
    return [...given, ...model.explain(this.#features)];
  }

  #noteCopy(number: number, member: number): boolean {
    pairFeatures(this.#store, this.#table, number, member, this.#features);
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

  #leave(number: number): void {
    const others = this.#stories.sample(this.#store.storyOf(number), LARGEST).filter((n) => n !== number);
    this.#terms.shared(number, others, -1);
    this.#stories.leave(number);
  }

  #drop(number: number): void {
    this.#leave(number);
    this.#table.forgetDocument(this.#store.slotsOf(number));
    this.#store.drop(number);
    this.#sides.delete(number);
    this.#headlines.delete(number);
  }
}
