import { Buffer } from "node:buffer";
import { randomFillSync } from "node:crypto";
import type { Redis } from "ioredis";
import { type EntryKeys, sourceHash } from "../../dedupe/keys.ts";
import { BASE64, fnv1a } from "../../ground/hash.ts";
import type { ArticleId, EpochMs, SourceId } from "../../model/brand.ts";
import { DATA_VERSION } from "../data-version.ts";
import { LAYOUT } from "../layout.ts";
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
  /**
   * Registers addresses learned later (a redirect's target, `rel=canonical`, `og:url`).
   *
   * @returns other articles that own one of them already: the same text, so the same story
   */
  addAliases(alias: Alias, now: EpochMs): Promise<readonly ArticleId[]>;
}

export interface KnownBefore {
  /** No poll of the source was settled before: what it has is hardly known, and not looked up first. */
  readonly first: boolean;
}

export interface Alias {
  readonly articleId: ArticleId;
  readonly sourceId: SourceId;
  readonly signature: string;
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

/** @param prefix with its braces, `{lede}`: all keys of a call live in one slot */
export function createClaims(redis: Redis, prefix: string, options: ClaimsOptions): Claims {
  const claimFeed = defineScript(redis, "claims/claim-feed-1");
  const claimAliases = defineScript(redis, "claims/claim-aliases-1");
  const beginning = `${prefix}:${LAYOUT.CLAIMS}`;
  const keys = [beginning];
  const span = Number.isFinite(options.windowMs) ? Math.max(1, Math.ceil(options.windowMs)) : 0;
  const random = options.random ?? randomPart;
  // Most entries are known in their source and stand as they did: that takes no script, which costs six times as much.
  const standing = async (source: string, entries: readonly EntryKeys[], now: EpochMs) => {
    const current = span > 0 ? Math.floor(now / span) : 0;
    const heads = entries.map(({ head }) => head);
    const values = await redis.hmget(`${beginning}:${current}:${source}`, ...heads);
    const claims = entries.map((entry, n) => readStanding(entry, values[n] ?? ""));
    const twice = repeated(heads);
    // Of entries with one key each is compared with the one before it: all of them are asked about.
    return twice.size === 0
      ? claims
      : claims.map((claim, n) => (twice.has(heads[n] ?? "") ? undefined : claim));
  };
  return {
    claimFeed: async (sourceId, entries, now, { first } = { first: false }) => {
      if (entries.length === 0) return [];
      const source = sourceHash(sourceId);
      const claims = first ? entries.map(() => undefined) : await standing(source, entries, now);
      if (claims.every((claim) => claim !== undefined)) return claims;
      const asked = { source, stem: ulidTime(now) + random(), claims };
      const head = [
        source,
        now,
        span,
        asked.stem,
        options.guarded ? DATA_VERSION : "",
        guidsOf(entries, claims),
      ];
      const outcomes = await claimFeed(keys, [...head, encodeEntries(entries, asked)]);
      return readClaims(outcomes as string, asked);
    },
    addAliases: async ({ articleId, sourceId, signature, urls }, now) => {
      if (urls.length === 0) return [];
      const args = [sourceHash(sourceId), now, span, articleId, signature, ...urls];
      return [...new Set((await claimAliases(keys, args)) as readonly ArticleId[])];
    },
  };
}

const { ID_LENGTH, SIZE_LENGTH } = LAYOUT;

function repeated(keys: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  return new Set(keys.filter((key) => seen.size === seen.add(key).size));
}

/** @param value what the current span has of the entry's head; "": nothing */
function readStanding(entry: EntryKeys, value: string): Claim | undefined {
  if (value.length === 0 || value.slice(ID_LENGTH) !== printOf(entry)) return undefined;
  return { kind: "seen", articleId: value.slice(0, ID_LENGTH) };
}

interface Asked {
  readonly source: string;
  /** What the ids of new articles begin with. */
  readonly stem: string;
  /** Of the entries that are not asked about. */
  readonly claims: readonly (Claim | undefined)[];
}

function guidsOf(entries: readonly EntryKeys[], claims: Asked["claims"]): number {
  return entries.filter(({ kind }, n) => kind === "guid" && claims[n]).length;
}

/** What `claim-feed-1.lua` is asked, as it is to be kept. In one piece: ioredis takes a microsecond for each argument. */
function encodeEntries(entries: readonly EntryKeys[], { source, stem, claims }: Asked): string {
  let text = "";
  for (const [n, entry] of entries.entries()) {
    if (claims[n]) continue;
    const id = idOf(stem, n);
    const keys = entry.head + id + printOf(entry) + id + source + entry.signature + entry.urls.join("");
    text += (entry.kind === "guid" ? "g" : "t") + String(keys.length).padStart(SIZE_LENGTH, "0") + keys;
  }
  return text;
}

/** Whether an entry stands as it did: its title, and its keys. */
function printOf({ head, urls, titleHash }: EntryKeys): string {
  return titleHash + shorten(head + urls.join(""));
}

/** Keys, which are hashes already, as four characters: whether they are the same as last time. */
function shorten(keys: string): string {
  const mixed = fnv1a(keys);
  let text = "";
  for (let bits = 0; bits < 6 * LAYOUT.KEYS_LENGTH; bits += 6) text += BASE64.charAt((mixed >>> bits) & 63);
  return text;
}

function readClaims(outcomes: string, { stem, claims }: Asked): readonly Claim[] {
  let at = 0;
  return claims.map((claim, n) => {
    if (claim) return claim;
    const kind = KINDS[outcomes.charAt(at++)] ?? "seen";
    if (kind === "new") return { kind, articleId: idOf(stem, n) };
    const articleId = outcomes.slice(at, at + ID_LENGTH);
    at += ID_LENGTH;
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

/** A document's article by its place in it, of a million. */
function idOf(stem: string, n: number): string {
  return (
    stem +
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
