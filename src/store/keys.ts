import { HOUR_MS } from "../ground/time.ts";
import type { ArticleId, EpochMs, SourceId, StoryId } from "../model/brand.ts";

/** Every key that Lede keeps in Redis, beside BullMQ's own and the claims. One hash tag: one Redis Cluster slot. */
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
  /** hash: source id -> the round that asked for it now. */
  readonly forced: string;
  /** hash of one round: source id -> result. */
  readonly round: (id: string) => string;
  /**
   * hash of the articles that were claimed within the same second: `ID` (Article), `ID:s` (story id; where the story
   * began with the article, its Membership follows), `ID:x` (FullText).
   */
  readonly shelf: (id: ArticleId) => string;
  /** hash of an article that several sources carry: source id -> StoredEntry. */
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
  /** hash: facts of the installation (`data`, `tagBase`, `firstStart`; `mastheads`: how often one changed). */
  readonly meta: string;
}

/** Characters of a ULID that are the same for 1,024 ms. */
const SHELF = 8;

/** @param prefix with its braces, `{lede}` */
export function createKeys(prefix: string): Keys {
  const key = (...parts: (string | number)[]) => [prefix, ...parts].join(":");
  return {
    prefix,
    hosts: key("hosts"),
    due: (host) => key("due", host),
    inFlight: (host) => key("in-flight", host),
    hold: (host) => key("hold", host),
    source: (id) => key("source", id),
    mastheads: key("mastheads"),
    sources: key("sources"),
    forced: key("forced"),
    round: (id) => key("round", id),
    shelf: (id) => key("shelf", id.slice(0, SHELF)),
    entries: (id) => key("entries", id),
    articles: key("articles"),
    incoming: key("incoming"),
    story: (id) => key("story", id),
    redirects: key("redirects"),
    publication: (id) => key("publication", id),
    publishedOn: (day) => key("published", day),
    archivedDays: key("archived-days"),
    hour: (startsAt) => key("hour", Math.floor(startsAt / HOUR_MS)),
    running: key("running"),
    extractionFailures: key("extraction-failures"),
    publications: key("publications"),
    writer: key("writer"),
    subscriptions: key("subscriptions"),
    subscriptionTokens: key("subscription-tokens"),
    turn: (name) => key("turn", name),
    clock: key("clock"),
    meta: key("meta"),
  };
}
