import { randomBytes } from "node:crypto";
import type { Redis } from "ioredis";
import { type EntryKeys, sourceHash } from "../dedupe/keys.ts";
import type { ArticleId, EpochMs, SourceId } from "../model/brand.ts";
import { defineScript } from "./script.ts";

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
   * Claims all entries of one document in one round trip, atomically: of any number of processes that claim
   * overlapping keys, one is told `new`, the others its article. An entry that returns after the window is `seen`
   * as long as its tombstone lasts (two windows at least).
   */
  claimFeed(sourceId: SourceId, entries: readonly EntryKeys[], now: EpochMs): Promise<readonly Claim[]>;
  /**
   * Registers addresses learned later (a redirect's target, `rel=canonical`, `og:url`).
   *
   * @returns other articles that own one of them already: the same text, so the same story
   */
  addAliases(alias: Alias, now: EpochMs): Promise<readonly ArticleId[]>;
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
  /** Thirteen characters of Crockford's base 32; default: random. */
  readonly random?: () => string;
  /** Refuse while nobody has set the store up: a Redis that lost its data would call everything new. */
  readonly guarded?: boolean;
}

const KINDS: Readonly<Record<string, Claim["kind"]>> = { n: "new", s: "seen", j: "joined", e: "edited" };

/** @param prefix with its braces, `{lede}`: all keys of a call live in one slot */
export function createClaims(redis: Redis, prefix: string, options: ClaimsOptions): Claims {
  const claimFeed = defineScript(redis, "claim-feed-1");
  const claimAliases = defineScript(redis, "claim-aliases-1");
  const keys = [`${prefix}:claims`];
  const span = Number.isFinite(options.windowMs) ? Math.max(1, Math.ceil(options.windowMs)) : 0;
  const random = options.random ?? randomPart;
  return {
    claimFeed: async (sourceId, entries, now) => {
      if (entries.length === 0) return [];
      const stem = ulidTime(now) + random();
      const lines = entries.map(encodeEntry).join("\n");
      const guarded = options.guarded ? 1 : 0;
      const args = [sourceHash(sourceId), now, span, stem, guarded, lines];
      const outcomes = (await claimFeed(keys, args)) as string;
      return entries.map((_, n) => readClaim(outcomes, n * OUTCOME));
    },
    addAliases: async ({ articleId, sourceId, signature, urls }, now) => {
      if (urls.length === 0) return [];
      const args = [sourceHash(sourceId), now, span, articleId, signature, ...urls];
      return [...new Set((await claimAliases(keys, args)) as readonly ArticleId[])];
    },
  };
}

function encodeEntry({ kind, head, urls, titleHash, signature }: EntryKeys): string {
  const all = head + urls.join("");
  return (kind === "guid" ? "g" : "t") + titleHash + shorten(all) + signature + all;
}

const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** Keys, which are hashes already, as four characters: whether they are the same as last time. */
function shorten(keys: string): string {
  let mixed = 0x811c9dc5;
  for (let n = 0; n < keys.length; n++) mixed = Math.imul(mixed ^ keys.charCodeAt(n), 0x01000193);
  let text = "";
  for (let bits = 0; bits < 24; bits += 6) text += BASE64.charAt((mixed >>> bits) & 63);
  return text;
}

/** Characters of an outcome: its letter and the article's id. */
const OUTCOME = 27;

function readClaim(outcomes: string, at: number): Claim {
  const kind = KINDS[outcomes.charAt(at)] ?? "seen";
  return { kind, articleId: outcomes.slice(at + 1, at + OUTCOME) };
}

const BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** The first ten characters of a ULID. */
function ulidTime(now: EpochMs): string {
  let rest = now;
  let text = "";
  for (let n = 0; n < 10; n++) {
    text = BASE32.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

/** The three characters that are missing count the articles of one document. */
function randomPart(): string {
  let text = "";
  for (const byte of randomBytes(13)) text += BASE32.charAt(byte & 31);
  return text;
}
