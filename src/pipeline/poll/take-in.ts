import { bareTitle } from "../../dedupe/bare-title.ts";
import { type EntryKeys, hasNoPageOfItsOwn, keysOfFeed } from "../../dedupe/keys.ts";
import { domainOf } from "../../fetch/registrable-domain.ts";
import { dateOf } from "../../ground/time.ts";
import type { Article, ArticleDraft } from "../../model/article.ts";
import type { ArticleId, EpochMs, SourceId } from "../../model/brand.ts";
import type { FetchOutcome } from "../../model/document.ts";
import type { ParsedFeed } from "../../model/entry.ts";
import type { Failure } from "../../model/failure.ts";
import type { Source } from "../../model/source.ts";
import type { ReadPart } from "../../model/source-state.ts";
import { normalizeEntry } from "../../normalize/normalize-entry.ts";
import { createJudge, type Judge, refusal } from "../../normalize/rules.ts";
import type { ArticleStore } from "../../store/articles/article-store.ts";
import { entryOf } from "../../store/articles/article-store.ts";
import { type Claim, type Claims, claimedAt } from "../../store/claims/claims.ts";
import { ownFacts } from "../group/rulebook.ts";
import { type OutletOf, publishersOf } from "./publishers.ts";

/** What became of one document's entries. */
export interface TakenIn {
  readonly seen: number;
  readonly new: number;
  /** Known already: in this source, or from another one. */
  readonly duplicate: number;
  /** Unreadable, dropped by the source's rules, or older than every window. */
  readonly dropped: number;
  /** Articles whose text changed, or that a further source carries now: their stories are published anew. */
  readonly changed: number;
}

export const NOTHING_TAKEN: TakenIn = { seen: 0, new: 0, duplicate: 0, dropped: 0, changed: 0 };

/** What was made of a document. */
export interface TakenDocument {
  /** Present when a feed was read: not after 304, nor when the bytes are those of the last poll. */
  readonly feed: ParsedFeed | undefined;
  /** The document came and is no feed. */
  readonly parseFailure: Failure | undefined;
  /** False when the document breaks off: its entries count, its validators must not. */
  readonly complete: boolean;
  readonly taken: TakenIn;
  /** Of an index: the sitemaps that were read. */
  readonly parts?: readonly ReadPart[] | undefined;
  /** A server that was asked for more than the document wants to be left alone. */
  readonly refused?: FetchOutcome | undefined;
}

export interface TakeInDeps {
  readonly claims: Claims;
  readonly articles: ArticleStore;
  /** A source's feed address, by its id. */
  readonly feedUrl: (id: SourceId) => string | undefined;
  /** The outlet that the YAML gives to a domain. */
  readonly outletOf?: OutletOf;
  /** Default: one that remembers nothing of what took too long. */
  readonly judge?: Judge;
  /** ms; an article that is older is remembered as known and not stored. */
  readonly window: number;
}

export interface Document {
  readonly source: Source;
  readonly feed: ParsedFeed;
  readonly now: EpochMs;
  /** An earlier poll began and did not settle: what it claimed may not have been stored. */
  readonly interrupted: boolean;
  /** No poll of the source was settled before. */
  readonly first: boolean;
}

/**
 * normalize > dedupe: makes articles of a document's entries and stores those that are new. May run twice over the
 * same document: the second time everything is known.
 */
export async function takeIn(
  deps: TakeInDeps,
  { source, feed, now, interrupted, first }: Document,
): Promise<TakenIn> {
  const drafts: ArticleDraft[] = [];
  const publisherOf = publishersOf(feed, source, deps.outletOf);
  for (const entry of feed.entries) {
    const normalized = normalizeEntry(entry, feed, source, now, publisherOf(entry));
    if (normalized.kind === "article") drafts.push(normalized.draft);
  }
  const refused = refusedOf(deps, source, drafts);
  const isRefused = (draft: object) => refused.has(draft);
  if (first) ageBacklog(drafts, isRefused, now);
  const keys = keysOfFeed(drafts, [feed.link, feed.feedUrl, source.url]);
  const claims = await deps.claims.claimFeed(source.id, keys, now, { first });
  const claimed = pair(drafts, keys, claims);
  const lost = interrupted ? await lostOf(deps, claimed, now) : new Set<ArticleId>();
  const fresh = once(claimed.filter((c) => c.kind === "new" || lost.has(c.id)));
  const passed = new Set(feed.entries.flatMap((entry) => (entry.passed ? entry.id : [])));
  const wanted = fresh.filter(({ draft }) => now - dateOf(draft) <= deps.window && !passed.has(draft.guid));
  await deps.articles.add(wanted.map(articleOf));
  const withdrawn = await withdraw(deps, source.id, feed, now);
  const changed =
    withdrawn + (await takeChanges(deps, interrupted ? untold(claimed, fresh) : claimed.filter(isTold)));
  const seen = feed.entries.length + feed.skipped;
  const old = fresh.filter(({ draft }) => !isRefused(draft)).length;
  const taken = wanted.filter(({ draft }) => !isRefused(draft)).length;
  const dropped = seen - drafts.length + refused.size + (old - taken);
  return { seen, new: taken, duplicate: seen - dropped - taken, dropped, changed };
}

/**
 * What the source's own rules refuse now. It is stored like the rest, and shown by nobody as long as they do: an edit
 * of the rules counts for what is there already.
 */
function refusedOf(
  { judge = createJudge() }: Pick<TakeInDeps, "judge">,
  { keep, drop }: Pick<Source, "keep" | "drop">,
  drafts: readonly ArticleDraft[],
): ReadonlySet<object> {
  const rules = [...keep, ...drop];
  if (rules.length === 0) return new Set();
  const hits = judge.hits(rules, drafts.map(ownFacts));
  const kept = keep.filter((rule) => !judge.slow.has(rule));
  return new Set(
    drafts.filter((_, n) => refusal({ keep: kept, drop }, (rule) => hits[n]?.has(rule) ?? false)),
  );
}

/** Undated entries of a source's first document that count as of now. */
const NEWS_OF_BACKLOG = 5;
const BACKLOG_STEP_MS = 3_600_000;

/**
 * What a document without dates holds when it is first read is an archive, the newest first as feeds are: only the first
 * few are news, the others are taken to have come one an hour before them.
 */
function ageBacklog(drafts: ArticleDraft[], isRefused: (draft: object) => boolean, now: EpochMs): void {
  let undated = 0;
  for (const [n, draft] of drafts.entries()) {
    if (draft.publishedAt !== undefined || isRefused(draft)) continue;
    undated += 1;
    const hours = undated - NEWS_OF_BACKLOG;
    if (hours > 0) drafts[n] = { ...draft, seenAt: now - hours * BACKLOG_STEP_MS };
  }
}

/**
 * Marks what the publisher says that it took back (RFC 6721, `media:status`), unless it has said something newer of it
 * since. Only what the source speaks for itself: nobody takes back what another wrote.
 */
async function withdraw(
  { claims, articles }: TakeInDeps,
  sourceId: SourceId,
  feed: ParsedFeed,
  now: EpochMs,
): Promise<number> {
  const ids = takenBackIn(feed, now);
  if (ids.length === 0) return 0;
  const found = await claims.byGuid(sourceId, ids, now);
  const stored = await articles.load([...new Set(found.values())]);
  let marked = 0;
  for (const { article } of stored.filter((one) => one !== undefined)) {
    if (article.withdrawn || article.sourceId !== sourceId) continue;
    await articles.replace({ ...article, withdrawn: { at: now, by: "feed" } });
    marked += 1;
  }
  return marked;
}

function takenBackIn({ deleted = [], entries }: ParsedFeed, now: EpochMs): readonly string[] {
  const gone = new Map(deleted.map(({ ref, at }) => [ref, at ?? now]));
  for (const { id, deleted: isGone } of entries) if (id && isGone) gone.set(id, Number.POSITIVE_INFINITY);
  if (gone.size > 0)
    for (const { id, updated, published } of entries)
      if (id && (updated ?? published ?? 0) > (gone.get(id) ?? now)) gone.delete(id);
  return [...gone.keys()];
}

/** Articles that were claimed and not stored. One that is older than the window was, and has expired since. */
async function lostOf(
  { articles, window }: TakeInDeps,
  claimed: readonly ClaimedDraft[],
  now: EpochMs,
): Promise<ReadonlySet<ArticleId>> {
  return articles.missing(claimed.map(({ id }) => id).filter((id) => now - claimedAt(id) <= window));
}

/** Most entries of a document are known: only of the others an article is made. */
interface ClaimedDraft {
  readonly id: ArticleId;
  readonly kind: Claim["kind"];
  readonly draft: ArticleDraft;
}

/** An address that several items have is shown, and nobody's text is looked for there. */
function pair(
  drafts: readonly ArticleDraft[],
  keys: readonly EntryKeys[],
  claims: readonly Claim[],
): ClaimedDraft[] {
  return drafts.map((draft, n) => {
    const { articleId: id, kind } = claims[n] as Claim;
    const shared = kind !== "seen" && hasNoPageOfItsOwn(keys[n] as EntryKeys);
    if (kind !== "seen" && keys[n]?.kind === "guid") Object.assign(draft, { isGuidOwn: true });
    return { id, kind, draft: shared ? { ...draft, addresses: [] } : draft };
  });
}

/** The same article twice in one document is one article. */
function once(claimed: readonly ClaimedDraft[]): ClaimedDraft[] {
  return [...new Map(claimed.map((one) => [one.id, one])).values()];
}

/** Nobody else has the draft: it becomes the article, for a copy of its nineteen fields costs as much as hashing them. */
function articleOf({ id, draft }: ClaimedDraft): Article {
  return Object.assign(draft, { id });
}

/** What a claim tells once. */
function isTold({ kind }: ClaimedDraft): boolean {
  return kind === "joined" || kind === "edited";
}

/** After a poll that was cut short: what it was told may not have been written, and is only `seen` now. */
function untold(claimed: readonly ClaimedDraft[], fresh: readonly ClaimedDraft[]): readonly ClaimedDraft[] {
  const written = new Set(fresh.map(({ id }) => id));
  return once(claimed).filter(({ id }) => !written.has(id));
}

async function takeChanges(deps: TakeInDeps, told: readonly ClaimedDraft[]): Promise<number> {
  if (told.length === 0) return 0;
  const known = await deps.articles.load(told.map((c) => c.id));
  let changed = 0;
  for (const [n, claim] of told.entries()) {
    const stored = known[n];
    const before = stored?.article;
    const article = articleOf(claim);
    const isFurther = !stored?.sourceIds.includes(article.sourceId);
    // Also of one that its poll has claimed and not stored yet: nobody tells of this entry again.
    if (isFurther) await deps.articles.addEntry(article.id, entryOf(article));
    if (!before) continue;
    const better = isEdit(claim, before) ? edited(before, article) : spokenFor(deps, before, article);
    if (isFurther && !better) changed += 1;
    if (!better) continue;
    if (better.sourceId !== before.sourceId) await deps.articles.addEntry(article.id, entryOf(before));
    await deps.articles.replace(better);
    changed += 1;
  }
  return changed;
}

function isEdit({ kind, draft }: ClaimedDraft, before: Article): boolean {
  if (kind !== "seen") return kind === "edited";
  return draft.sourceId === before.sourceId && bareTitle(draft.title) !== bareTitle(before.title);
}

/** Headlines that are remembered. */
const MOST_CORRECTIONS = 10;

/** An edit changes the words and the address; who had it first, and when it was first seen, stays. */
function edited(before: Article, after: Article): Article | undefined {
  if (after.sourceId !== before.sourceId) return undefined;
  const { seenAt, publishedAt, title, corrections = [] } = before;
  const isRetitled = bareTitle(title) !== bareTitle(after.title);
  const told = isRetitled
    ? [...corrections, { at: after.seenAt, title }].slice(-MOST_CORRECTIONS)
    : corrections;
  return { ...after, seenAt, publishedAt, ...(told.length > 0 && { corrections: told }) };
}

/** The outlet that wrote an article speaks for it, also when an aggregator's feed was read first. */
function spokenFor({ feedUrl }: TakeInDeps, before: Article, after: Article): Article | undefined {
  if (isAtHome(before, feedUrl) || !isAtHome(after, feedUrl)) return undefined;
  return { ...after, seenAt: before.seenAt };
}

/** Whether an article stands on the site that its feed comes from. */
function isAtHome({ url, sourceId }: Article, feedUrl: TakeInDeps["feedUrl"]): boolean {
  return domainOf(url) === domainOf(feedUrl(sourceId) ?? "");
}
