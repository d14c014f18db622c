import type { EpochMs, SourceId } from "./brand.ts";
import type { Validators } from "./document.ts";
import type { FailureCode } from "./failure.ts";
import type { ListedFeed } from "./source.ts";

/** What Lede remembers of a source between polls. Plain JSON; undefined members are left out when stored. */
export interface SourceState {
  /** The configured address that the rest belongs to: another address starts afresh. */
  readonly url: string;
  readonly validators: Validators;
  /** The address that gave the validators: they are sent to no other. */
  readonly validatorsFor?: string | undefined;
  /** Other sources that have the same feed, and had what was read of it. */
  readonly same?: readonly SourceId[] | undefined;
  /** Of the last complete document. */
  readonly hash?: string | undefined;
  /** `max-age` of the last answer that had one, ms: a 304 that says nothing leaves it as it was. */
  readonly maxAge?: number | undefined;
  readonly lastPollAt?: EpochMs | undefined;
  /** Last 200 or 304. */
  readonly lastSuccessAt?: EpochMs | undefined;
  /** Last unconditional 200: after eight days the next request is unconditional again. */
  readonly lastFullAt?: EpochMs | undefined;
  /** `NEVER` (the last instant that a Date can hold) for a source that is gone. */
  readonly nextPollAt: EpochMs;
  /** Why then: `interval`, `max-age`, `retry-after`, `skip-hours`, `backoff`, ... */
  readonly nextReason: string;
  readonly failures: number;
  readonly failure?: SourceFailure | undefined;
  /** What the configuration said of its interval at the last poll: see `paceOf`. */
  readonly pace?: string | undefined;
  /** Where a hub delivers its news, when one did at the last poll. */
  readonly callback?: string | undefined;
  /** A permanent redirect that is being watched: persists after three polls over at least 24 h. */
  readonly moved?: { readonly to: string; readonly since: EpochMs; readonly polls: number } | undefined;
  /** Confirmed permanent address; used instead of `url`. */
  readonly movedTo?: string | undefined;
  /** A redirect asked to be waited for (Retry-After), and `nextPollAt` is when it may be followed. */
  readonly redirectWait?: boolean | undefined;
  /** The first of the 410s that came one after another. */
  readonly goneSince?: EpochMs | undefined;
  /** 410 or a confirmed end; polled no more until the configuration changes. */
  readonly goneAt?: EpochMs | undefined;
  /** Decayed new entries a day (half-life 10 d) and when that was true. */
  readonly rate?: { readonly perDay: number; readonly at: EpochMs } | undefined;
  /** New entries by hour of the day (24, UTC) and by day of the week (7, Monday first), decayed. */
  readonly hours?: readonly number[] | undefined;
  readonly days?: readonly number[] | undefined;
  /** Of a sitemap index: the sitemaps that were read last. */
  readonly parts?: readonly ReadPart[] | undefined;
  /** The rule that the last document was read by: another one reads it anew. */
  readonly rule?: string | undefined;
  /** From the last document: title, site, hubs, pacing hints. */
  readonly document?: SourceDocument | undefined;
}

/** A sitemap of an index as it was read last. */
export interface ReadPart {
  readonly url: string;
  /** `lastmod` of the index then. */
  readonly changed?: EpochMs | undefined;
  readonly validators: Validators;
  readonly hash: string;
}

/** What Lede remembers of a list of sources between two looks at it. Plain JSON. */
export interface ListState {
  readonly url: string;
  readonly validators: Validators;
  /** The address that gave the validators. */
  readonly validatorsFor?: string | undefined;
  /** Of the last list that was whole. */
  readonly feeds: readonly ListedFeed[];
  readonly checkedAt: EpochMs;
  /** When the feeds were last seen to be so. */
  readonly readAt?: EpochMs | undefined;
  readonly failure?: SourceFailure | undefined;
}

export interface SourceFailure {
  readonly code: FailureCode;
  readonly message: string;
  readonly remedy: string;
  readonly since: EpochMs;
}

/** What a publication says of a source; of its last document. */
export interface Masthead {
  readonly title?: string | undefined;
  readonly siteUrl?: string | undefined;
  /** The feed's own id, as written, address and licence (RFC 4287 section 4.2.11). */
  readonly id?: string | undefined;
  readonly feedUrl?: string | undefined;
  readonly rights?: string | undefined;
  /** As `ParsedFeed` names it. */
  readonly format?: string | undefined;
}

export interface SourceDocument extends Masthead {
  readonly language?: string | undefined;
  readonly icon?: string | undefined;
  readonly hubs: readonly string[];
  /** ms, from ttl and sy: */
  readonly minInterval?: number | undefined;
  readonly skipHours: readonly number[];
  readonly skipDays: readonly number[];
  readonly reader: string;
  readonly format: string;
  readonly entries: number;
  readonly skipped: number;
}
