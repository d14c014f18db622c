import { HOUR_MS } from "../ground/time.ts";
import type { ArticleId, EpochMs, SourceId, StoryId } from "../model/brand.ts";
import { LAYOUT } from "./layout.ts";

/** Every key that Lede keeps in Redis, beside BullMQ's own. What they are called: `layout.ts`. */
export interface Keys {
  readonly prefix: string;
  /** zset: registrable domain by the next moment it may be visited. */
  readonly hosts: string;
  /** zset of one domain: source id by due time; while it is polled, by the end of its lease. */
  readonly due: (host: string) => string;
  /** zset of one domain: requests in flight (`v:` a visit, `x:` an article page) by the end of their lease. */
  readonly inFlight: (host: string) => string;
  /** string with expiry: the domain asked to be left alone until then. */
  readonly hold: (host: string) => string;
  /** hash: `state` (SourceState), `host`, `open` (a poll began and did not settle). */
  readonly source: (id: SourceId) => string;
  /** hash: source id -> Masthead. */
  readonly mastheads: string;
  /** set of all configured source ids. */
  readonly sources: string;
  /** hash: id of a polled source -> ids of the sources that have the same feed, by spaces. */
  readonly same: string;
  /** hash: source id -> the round that asked for it now. */
  readonly forced: string;
  /** hash of one round: source id -> result. */
  readonly round: (id: string) => string;
  /**
   * hash of the articles that were claimed within the same second: `ID` (Article), `ID:s` (story id; where the story
   * began with the article, its Membership follows), `ID:x` (FullText).
   */
  readonly shelf: (id: ArticleId) => string;
  /** hash of the further entries of the articles of a shelf: `ID:SOURCE` -> StoredEntry. */
  readonly entries: (id: ArticleId) => string;
  /** zset: article id by the time it was seen; the window that the index is rebuilt from. */
  readonly articles: string;
  /** list: ids of new articles that no story has yet. */
  readonly incoming: string;
  /** hash: article id -> Membership, as `membership-text.ts` writes it, of those that joined it. */
  readonly story: (id: StoryId) => string;
  /** hash: merged story id -> the story that it became. */
  readonly redirects: string;
  /** string: Publication. */
  readonly publication: (id: StoryId) => string;
  /** zset of one day: story id by first publication. */
  readonly publishedOn: (day: string) => string;
  /** set: days that have an archive document. */
  readonly archivedDays: string;
  /** hash of one hour: counters. */
  readonly hour: (startsAt: EpochMs) => string;
  /** hash: counters since the installation began. */
  readonly running: string;
  /** list: articles whose text could not be had, newest first. */
  readonly extractionFailures: string;
  /** hash with expiry: a CSS selector of the source -> on how many pages one after another it has matched nothing. */
  readonly selectorMisses: (id: SourceId) => string;
  /** hash: feed id -> PublicationStatus. */
  readonly publications: string;
  /** string with expiry: who may write stories. */
  readonly writer: string;
  /** hash: source id -> Subscription at a WebSub hub. */
  readonly subscriptions: string;
  /** hash: callback token -> source id. */
  readonly subscriptionTokens: string;
  /** string with expiry: something that is done now and then was done. */
  readonly turn: (name: string) => string;
  /** string: Redis's clock when it was last looked at, ms. */
  readonly clock: string;
  /** zset: a process and what is wrong with it, by the moment until which this was said. */
  readonly troubles: string;
  /** string with expiry: since when a machine that polls has no network, ms. */
  readonly network: string;
  /** hash: facts of the installation (`data`, `tagBase`, `firstStart`; `mastheads`: how often one changed). */
  readonly meta: string;
  /** string with expiry: what became of a notice: `due`, `sending`, or how it ended. */
  readonly notice: (id: string) => string;
  /** hash: id -> Notice, of those that wait. */
  readonly notices: string;
  /** hash of one feed of issues: id of an issue -> Issue, or nothing where there was nothing new. */
  readonly issues: (feedId: string) => string;
  /** hash: address of a list -> ListState; `ADDRESS at` -> when that was written. */
  readonly lists: string;
}

/** @param prefix with its braces, `{lede}` */
export function createKeys(prefix: string): Keys {
  const under = (name: string) => `${prefix}:${name}`;
  const key = (name: string) => (id: string) => under(name) + id;
  const shelf = key(LAYOUT.SHELF);
  const entries = key(LAYOUT.ENTRIES);
  const hour = key(LAYOUT.HOUR);
  return {
    prefix,
    hosts: under(LAYOUT.HOSTS),
    due: key(LAYOUT.DUE),
    inFlight: key(LAYOUT.IN_FLIGHT),
    hold: key(LAYOUT.HOLD),
    source: key(LAYOUT.SOURCE),
    mastheads: under(LAYOUT.MASTHEADS),
    sources: under(LAYOUT.SOURCES),
    same: under(LAYOUT.SAME),
    forced: under(LAYOUT.FORCED),
    round: key(LAYOUT.ROUND),
    shelf: (id) => shelf(id.slice(0, LAYOUT.SHELF_LENGTH)),
    entries: (id) => entries(id.slice(0, LAYOUT.SHELF_LENGTH)),
    articles: under(LAYOUT.ARTICLES),
    incoming: under(LAYOUT.INCOMING),
    story: key(LAYOUT.STORY),
    redirects: under(LAYOUT.REDIRECTS),
    publication: key(LAYOUT.PUBLICATION),
    publishedOn: key(LAYOUT.PUBLISHED),
    archivedDays: under(LAYOUT.ARCHIVED_DAYS),
    hour: (startsAt) => hour(String(Math.floor(startsAt / HOUR_MS))),
    running: under(LAYOUT.RUNNING),
    extractionFailures: under(LAYOUT.EXTRACTION_FAILURES),
    selectorMisses: key(LAYOUT.SELECTOR_MISSES),
    publications: under(LAYOUT.PUBLICATIONS),
    writer: under(LAYOUT.WRITER),
    subscriptions: under(LAYOUT.SUBSCRIPTIONS),
    subscriptionTokens: under(LAYOUT.SUBSCRIPTION_TOKENS),
    turn: key(LAYOUT.TURN),
    clock: under(LAYOUT.CLOCK),
    troubles: under(LAYOUT.TROUBLES),
    network: under(LAYOUT.NETWORK),
    meta: under(LAYOUT.META),
    notice: key(LAYOUT.NOTICE),
    notices: under(LAYOUT.NOTICES),
    lists: under(LAYOUT.LISTS),
    issues: key(LAYOUT.ISSUES),
  };
}
