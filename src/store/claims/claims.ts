import { Buffer } from "node:buffer";
import { randomFillSync } from "node:crypto";
import type { Redis } from "ioredis";
import { type EntryKeys, headOfGuid, PLACE_LENGTH, sourceHash, urlKey } from "../../dedupe/keys.ts";
import { shortHash } from "../../ground/hash.ts";
import type { ArticleId, EpochMs, SourceId } from "../../model/brand.ts";
import { inPipeline } from "../batch.ts";
import { DATA_VERSION } from "../data-version.ts";
import { defineScript } from "../script.ts";

/** What an entry turned out to be. */
export interface Claim {
  /**
   * `new`: the first entry of an article. `seen`: this source had it before, in whatever document. `joined`: the
   * article is known from another source. `edited`: known in this source, under another title.
   */
  readonly kind: "new" | "seen" | "joined" | "edited";
  /** A ULID: its first ten characters say when the article was first claimed. */
  readonly articleId: ArticleId;
}

export interface Claims {
  /**
   * Claims all entries of one document, atomically those that may be new: of any number of processes that claim
   * overlapping keys, one is told `new`, the others its article. An entry that returns after the window is `seen`
   * as long as its tombstone lasts (two windows at least).
   */
  claimFeed(
    sourceId: SourceId,
    entries: readonly EntryKeys[],
    now: EpochMs,
    known?: KnownBefore,
  ): Promise<readonly Claim[]>;
  /** Which entries the source had before, by their heads (`headOfAddress`). Claims nothing. */
  known(sourceId: SourceId, heads: readonly string[], now: EpochMs): Promise<readonly boolean[]>;
  /** The article that an address belongs to, stored or not, by which source it was claimed; undefined: nobody claimed it. */
  ownerOf(address: string, now: EpochMs): Promise<Owner | undefined>;
  /** The articles that a source's entries of these guids are; of others nothing. */
  byGuid(sourceId: SourceId, guids: readonly string[], now: EpochMs): Promise<ReadonlyMap<string, ArticleId>>;
  /**
   * Registers addresses learned later (a redirect's target, `rel=canonical`, `og:url`).
   *
   * @returns other articles that own one of them already: the same text, so the same story
   */
  addAliases(alias: Alias, now: EpochMs): Promise<readonly ArticleId[]>;
}

export interface Owner {
  readonly articleId: ArticleId;
  /** Whether a source is the one that had it first. */
  readonly isOf: (id: SourceId) => boolean;
}

export interface KnownBefore {
  /** No poll of the source was settled before: what it has is hardly known, and not looked up first. */
  readonly first: boolean;
}

export interface Alias {
  readonly articleId: ArticleId;
  readonly sourceId: SourceId;
  /** As of its entry. */
  readonly marks: string;
  readonly urls: readonly string[];
}

export interface ClaimsOptions {
  /** ms; keys outlive it twice over. Infinity: kept for ever. */
  readonly windowMs: number;
  /** Twelve characters of Crockford's base 32; default: random. */
  readonly random?: () => string;
  /** Refuse while nobody has set the store up: a Redis that lost its data would call everything new. */
  readonly guarded?: boolean;
}

const KINDS: Readonly<Record<string, Claim["kind"]>> = { n: "new", s: "seen", j: "joined", e: "edited" };

/** Spans are of one length whatever the window, which may be changed: keys must be found again. */
const SPAN_MS = 14 * 86_400_000;
const FOR_EVER = -1;

/** @param prefix with its braces, `{lede}`: all keys of a call live in one slot */
export function createClaims(redis: Redis, prefix: string, options: ClaimsOptions): Claims {
  const claimFeed = defineScript(redis, "claims/claim-feed-1");
  const claimAliases = defineScript(redis, "claims/claim-aliases-1");
  const keys = [`${prefix}:claims`];
  const { windowMs } = options;
  const back = Number.isFinite(windowMs) ? Math.max(1, Math.ceil((2 * windowMs) / SPAN_MS)) : FOR_EVER;
  const random = options.random ?? randomPart;
  // Most entries are known in their source and stand as they did: that takes no script, which costs six times as much.
  const standing = async (source: string, entries: readonly EntryKeys[], now: EpochMs) => {
    const current = back === FOR_EVER ? 0 : Math.floor(now / SPAN_MS);
    const heads = entries.map(({ head }) => head);
    const values = await redis.hmget(`${prefix}:claims:${current}:${source}`, ...heads);
    return entries.map((entry, n) => readStanding(entry, values[n] ?? ""));
  };
  return {
    claimFeed: async (sourceId, all, now, { first } = { first: false }) => {
      if (all.length === 0) return [];
      const source = sourceHash(sourceId);
      const entries = distinct(all);
      const stood = first ? [] : await standing(source, entries, now);
      if (!first && stood.every((claim) => claim !== undefined)) return forAll(all, entries, stood);
      // What guids and links are worth shows in the whole document; one of a huge archive need not be looked at whole.
      const claims = entries.map((_, n) => (entries.length > MOST_LOOKED_AT ? stood[n] : undefined));
      const asked = { stem: ulidTime(now) + random(), claims };
      const stand = claims.flatMap((claim) => claim?.articleId ?? []).join("");
      const version = options.guarded ? DATA_VERSION : "";
      const settings = [source, now, SPAN_MS, back, asked.stem, version, stand, guidsOf(entries, claims)];
      const outcomes = await claimFeed(keys, [...settings, encodeEntries(entries, asked)]);
      return forAll(all, entries, readClaims(outcomes as string, asked));
    },
    known: async (sourceId, heads, now) => {
      const current = back === FOR_EVER ? 0 : Math.floor(now / SPAN_MS);
      const found: boolean[] = [];
      for (let from = 0; from < heads.length; from += MOST_HEADS) {
        const some = heads.slice(from, from + MOST_HEADS);
        const ask = (span: number) =>
          redis.hmget(`${prefix}:claims:${span}:${sourceHash(sourceId)}`, ...some);
        const [here, before] = await Promise.all([ask(current), ask(current - 1)]);
        found.push(...some.map((_, n) => Boolean(here[n] ?? before[n])));
      }
      return found;
    },
    ownerOf: async (address, now) => {
      const key = urlKey(address);
      if (key === undefined) return undefined;
      const current = Math.floor(now / SPAN_MS);
      // As far back as a window reaches; 0 is for what is kept for ever.
      const spans = [0, ...Array.from({ length: MOST_SPANS }, (_, n) => current - n)];
      const values = await inPipeline(redis, (batch) => {
        for (const span of spans)
          batch.hget(`${prefix}:claims:${span}:${key.slice(0, PLACE_LENGTH)}`, key.slice(PLACE_LENGTH));
      });
      const owner = values.find((value) => typeof value === "string" && value.length > ID) as
        | string
        | undefined;
      if (owner === undefined) return undefined;
      const source = owner.slice(ID, ID + SOURCE);
      return { articleId: owner.slice(0, ID), isOf: (id) => sourceHash(id) === source };
    },
    byGuid: async (sourceId, guids, now) => {
      const found = new Map<string, ArticleId>();
      const heads = guids.flatMap((guid) => headOfGuid(sourceId, guid) ?? []);
      if (heads.length < guids.length) return found;
      const current = Math.floor(now / SPAN_MS);
      for (const span of [0, current - 1, current]) {
        const name = `${prefix}:claims:${span}:${sourceHash(sourceId)}`;
        const values = heads.length === 0 ? [] : await redis.hmget(name, ...heads);
        for (const [n, value] of values.entries())
          if (value && value.length > ID) found.set(guids[n] as string, value.slice(0, ID));
      }
      return found;
    },
    addAliases: async ({ articleId, sourceId, marks, urls }, now) => {
      if (urls.length === 0) return [];
      const args = [sourceHash(sourceId), now, SPAN_MS, back, articleId, marks, ...urls];
      return [...new Set((await claimAliases(keys, args)) as readonly ArticleId[])];
    },
  };
}

/** Entries of a document of which also those are asked about that stand as they did. */
const MOST_LOOKED_AT = 250;
/** Heads that are looked up with one command. */
const MOST_HEADS = 2_000;
/** Spans that are looked at for one address: half a year. */
const MOST_SPANS = 14;
/** Characters of an article's id. */
const ID = 26;
/** Characters of a source's hash. */
const SOURCE = 4;

/** Each item of the document once: entries that are one item have one head. */
function distinct(entries: readonly EntryKeys[]): readonly EntryKeys[] {
  const byHead = new Map(entries.map((entry) => [entry.head, entry]));
  return byHead.size === entries.length ? entries : [...byHead.values()];
}

/** The second entry of an item is the article of the first. */
function forAll(
  all: readonly EntryKeys[],
  entries: readonly EntryKeys[],
  claims: readonly Claim[],
): readonly Claim[] {
  if (all === entries) return claims;
  const byHead = new Map(entries.map(({ head }, n) => [head, claims[n] as Claim]));
  const told = new Set<string>();
  return all.map(({ head }) => {
    const claim = byHead.get(head) as Claim;
    if (!told.has(head)) {
      told.add(head);
      return claim;
    }
    return { kind: "seen", articleId: claim.articleId };
  });
}

/** Where in what is kept of a head its keys and its title stand: see `claim-feed-1.lua`. */
const [KEYS_AT, TITLE_AT] = [26, 34];

/** @param value what the current span has of the entry's head; "": nothing */
function readStanding(entry: EntryKeys, value: string): Claim | undefined {
  if (value.slice(KEYS_AT, KEYS_AT + 4) !== keysHash(entry)) return undefined;
  if (value.slice(TITLE_AT, TITLE_AT + 4) !== entry.marks.slice(0, 4)) return undefined;
  return { kind: "seen", articleId: value.slice(0, ID) };
}

interface Asked {
  /** What the ids of new articles begin with. */
  readonly stem: string;
  /** Of the entries that are not asked about. */
  readonly claims: readonly (Claim | undefined)[];
}

function guidsOf(entries: readonly EntryKeys[], claims: Asked["claims"]): number {
  return entries.filter(({ kind }, n) => kind === "guid" && claims[n]).length;
}

/** What `claim-feed-1.lua` is asked. In one piece: ioredis takes a microsecond for each argument. */
function encodeEntries(entries: readonly EntryKeys[], { claims }: Asked): string {
  let text = "";
  for (const [n, entry] of entries.entries()) {
    if (claims[n]) continue;
    const { head, content, flags, marks, urls } = entry;
    const rest = `${head}${content}${keysHash(entry)}${flags}${endOfId(claims.length - 1 - n)}${marks}${urls.join("")}`;
    text += (entry.kind === "guid" ? "g" : "c") + String(rest.length).padStart(5, "0") + rest;
  }
  return text;
}

/** Whether an entry stands as it did: its guid, title, date and addresses. */
function keysHash({ head, content, urls }: EntryKeys): string {
  return shortHash(head + content + urls.join(""));
}

function readClaims(outcomes: string, { stem, claims }: Asked): readonly Claim[] {
  let at = 0;
  return claims.map((claim, n) => {
    if (claim) return claim;
    const kind = KINDS[outcomes.charAt(at++)] ?? "seen";
    if (kind === "new") return { kind, articleId: stem + endOfId(claims.length - 1 - n) };
    const articleId = outcomes.slice(at, at + ID);
    at += ID;
    return { kind, articleId };
  });
}

const BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/** Characters of a ULID that tell its time. */
const TIME = 10;

/** When an article was claimed first. */
export function claimedAt(id: ArticleId): EpochMs {
  let time = 0;
  for (let n = 0; n < TIME; n++) time = time * 32 + BASE32.indexOf(id.charAt(n));
  return time;
}

/** The first ten characters of a ULID. */
function ulidTime(now: EpochMs): string {
  let rest = now;
  let text = "";
  for (let n = 0; n < TIME; n++) {
    text = BASE32.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

/**
 * Tells the articles of a document apart, a million of them. Counted from its end: of articles without dates the first
 * of the document is the newest, and ids sort as their articles do.
 */
function endOfId(n: number): string {
  return (
    BASE32.charAt((n >>> 15) & 31) +
    BASE32.charAt((n >>> 10) & 31) +
    BASE32.charAt((n >>> 5) & 31) +
    BASE32.charAt(n & 31)
  );
}

const RANDOM = 12;
/** Asking the system for twelve bytes takes as long as asking for a thousand. */
const pool = { bytes: Buffer.alloc(RANDOM * 100), at: RANDOM * 100 };

/** Of twelve characters; the four that are missing tell the articles of one document apart. */
function randomPart(): string {
  if (pool.at === pool.bytes.length) {
    randomFillSync(pool.bytes);
    pool.at = 0;
  }
  let text = "";
  for (const end = pool.at + RANDOM; pool.at < end; pool.at++)
    text += BASE32.charAt((pool.bytes[pool.at] as number) & 31);
  return text;
}
