import type { Redis } from "ioredis";
import { DAY_MS, dayOf } from "../../ground/time.ts";
import type { ArticleId, FeedId, StoryId } from "../../model/brand.ts";
import type { PublicationStatus } from "../../model/status.ts";
import type { Membership, Publication, Reason } from "../../model/story.ts";
import { inPipeline } from "../batch.ts";
import { isSetUp } from "../data-version.ts";
import type { Keys } from "../keys.ts";
import { defineScript } from "../script.ts";

/** What the grouping decided for one article. */
export interface Assignment {
  readonly storyId: StoryId;
  readonly membership: Membership;
  /** Stories that became `storyId` through this article. */
  readonly absorbed: readonly StoryId[];
}

/** An article that leaves a story for another. */
export interface Parting extends Omit<Assignment, "absorbed"> {
  readonly from: StoryId;
}

export interface StoryStore {
  /**
   * Writes what was decided and takes the articles off the queue, in one transaction.
   *
   * @param writer token of the writer's lease, here and below: nothing is written, and it throws, when another has it, or
   *   nobody; default: whoever asks may write
   */
  assign(assignments: readonly Assignment[], taken: readonly ArticleId[], writer?: string): Promise<void>;
  /** Writes that articles left their stories. Cut short between its two halves, it is decided and done again. */
  part(partings: readonly Parting[], writer?: string): Promise<void>;
  /** The story that an id stands for today. */
  resolve(id: StoryId): Promise<StoryId>;
  /** Every story that became another, and the one that it is today, through however many merges. */
  heirs(): Promise<ReadonlyMap<StoryId, StoryId>>;
  /** Of each story its members, in the order in which they joined; none for a story that became another. */
  members(ids: readonly StoryId[]): Promise<ReadonlyMap<StoryId, readonly Membership[]>>;
  publications(ids: readonly StoryId[]): Promise<ReadonlyMap<StoryId, Publication>>;
  /** Written before any file: a story that a reader has seen never gets another id or date. */
  savePublications(all: ReadonlyMap<StoryId, Publication>, writer?: string): Promise<void>;
  /** Stories first published on a day (`YYYY-MM-DD`, UTC), oldest first. */
  publishedOn(day: string): Promise<readonly StoryId[]>;
  /** Days that have an archive document, in no order. */
  archivedDays(): Promise<readonly string[]>;
  addArchivedDay(day: string): Promise<void>;
  forgetArchivedDay(day: string): Promise<void>;
  saveStatus(status: PublicationStatus, writer?: string): Promise<void>;
  forgetStatus(feedId: FeedId, writer?: string): Promise<void>;
  statuses(): Promise<readonly PublicationStatus[]>;
  /** A fact of the installation, kept from its first start. */
  fact(name: string, initial: string): Promise<string>;
  /** Whether so many ms have passed since it was last true for that name. */
  takeTurn(name: string, ms: number): Promise<boolean>;
  /** Whether somebody has set the store up. */
  isSetUp(): Promise<boolean>;
  /** Puts a fact back that a lost Redis forgot. */
  recall(name: string, value: string): Promise<void>;
}

/** Readers keep an entry's id for long: a story that comes back within this time is the same one. */
const PUBLICATION_LIFETIME_MS = 90 * DAY_MS;

/** A command of Redis in its words. */
type Command = readonly (string | number)[];

/** @param lifetimeMs how long a story is kept after its last member came */
export function createStoryStore(redis: Redis, keys: Keys, lifetimeMs: number): StoryStore {
  const assignStories = defineScript(redis, "stories/assign-stories-1");
  const writing = defineScript(redis, "stories/as-writer-1");
  const asWriter = async (commands: readonly Command[], writer = "") => {
    const words = commands.flatMap((command) => [command.length, ...command]);
    if (words.length > 0) await writing([keys.writer], [writer, ...words]);
  };
  const lifetime = Number.isFinite(lifetimeMs) ? Math.ceil(lifetimeMs) : 0;
  const assign: StoryStore["assign"] = async (assignments, taken, writer = "") => {
    const written = assignments.flatMap(({ storyId, membership, absorbed }) => [
      storyId,
      membership.articleId,
      writeMembership(membership),
      absorbed.join(" "),
    ]);
    await assignStories([keys.incoming], [lifetime, taken.join(" "), writer, ...written]);
  };
  return {
    assign,
    part: async (partings, writer) => {
      if (partings.length === 0) return;
      await asWriter(leaving(keys, partings), writer);
      await assign(
        partings.map((parting) => ({ ...parting, absorbed: [] })),
        [],
        writer,
      );
    },
    resolve: async (id) => (await loadHeirs(redis, keys)).get(id) ?? id,
    heirs: () => loadHeirs(redis, keys),
    members: (ids) => loadMembers(redis, keys, ids),
    publications: (ids) => loadPublications(redis, keys, ids),
    savePublications: (all, writer) => asWriter(savingPublications(keys, all), writer),
    publishedOn: async (day) => (await redis.zrange(keys.publishedOn(day), 0, "-1")) as StoryId[],
    archivedDays: () => redis.smembers(keys.archivedDays),
    addArchivedDay: async (day) => {
      await redis.sadd(keys.archivedDays, day);
    },
    forgetArchivedDay: async (day) => {
      await redis.srem(keys.archivedDays, day);
    },
    saveStatus: (status, writer) =>
      asWriter([["HSET", keys.publications, status.feedId, JSON.stringify(status)]], writer),
    forgetStatus: (feedId, writer) => asWriter([["HDEL", keys.publications, feedId]], writer),
    statuses: async () =>
      Object.values(await redis.hgetall(keys.publications)).map(
        (text) => JSON.parse(text) as PublicationStatus,
      ),
    fact: async (name, initial) => {
      await redis.hsetnx(keys.meta, name, initial);
      return (await redis.hget(keys.meta, name)) ?? initial;
    },
    takeTurn: async (name, ms) => (await redis.set(keys.turn(name), "1", "PX", ms, "NX")) === "OK",
    isSetUp: () => isSetUp(redis, keys),
    recall: async (name, value) => {
      await redis.hset(keys.meta, name, value);
    },
  };
}

async function loadMembers(
  redis: Redis,
  keys: Keys,
  ids: readonly StoryId[],
): Promise<Map<StoryId, readonly Membership[]>> {
  const found = await inPipeline(redis, (batch) => {
    for (const id of ids) batch.hgetall(keys.story(id)).hget(keys.shelf(id as string), `${id}:s`);
  });
  return new Map(
    ids.map((id, n) => {
      const joined = found[2 * n] as Readonly<Record<string, string>>;
      const began = found[2 * n + 1] as string | null;
      return [
        id,
        inOrder(began?.startsWith(`${id} `) ? { ...joined, [id]: began.slice(id.length + 1) } : joined),
      ];
    }),
  );
}

/** Of joining: a hash gives its fields in any order. */
function inOrder(texts: Readonly<Record<string, string>>): readonly Membership[] {
  const members = Object.entries(texts).map(([id, text]) => readMembership(id, text));
  return members.sort((a, b) => a.joinedAt - b.joinedAt || (a.articleId < b.articleId ? -1 : 1));
}

/** The one place that follows redirects, which chain where a story merged twice. */
async function loadHeirs(redis: Redis, keys: Keys): Promise<ReadonlyMap<StoryId, StoryId>> {
  const next = new Map(Object.entries(await redis.hgetall(keys.redirects)) as [StoryId, StoryId][]);
  const heirs = new Map<StoryId, StoryId>();
  for (const from of next.keys()) {
    const passed = new Set<StoryId>();
    let heir = from;
    // Stories that became one another would be a fault, and must not hang everything.
    for (let to = next.get(heir); to !== undefined && !passed.has(heir); to = next.get(heir)) {
      passed.add(heir);
      heir = heirs.get(to) ?? to;
    }
    heirs.set(from, heir);
  }
  return heirs;
}

async function loadPublications(
  redis: Redis,
  keys: Keys,
  ids: readonly StoryId[],
): Promise<Map<StoryId, Publication>> {
  const found = new Map<StoryId, Publication>();
  if (ids.length === 0) return found;
  const texts = await redis.mget(ids.map((id) => keys.publication(id)));
  for (const [n, text] of texts.entries())
    if (text) found.set(ids[n] as StoryId, JSON.parse(text) as Publication);
  return found;
}

function savingPublications(keys: Keys, all: ReadonlyMap<StoryId, Publication>): readonly Command[] {
  return [...all].flatMap(([id, publication]): Command[] => {
    const day = keys.publishedOn(dayOf(publication.announcedAt));
    return [
      ["SET", keys.publication(id), JSON.stringify(publication), "PX", PUBLICATION_LIFETIME_MS],
      ["ZADD", day, publication.announcedAt, id],
      ["PEXPIRE", day, PUBLICATION_LIFETIME_MS],
    ];
  });
}

/** They are no members any more, and a story that becomes one of its own again stands for no other. */
function leaving(keys: Keys, partings: readonly Parting[]): readonly Command[] {
  return partings.flatMap(({ from, storyId, membership }): Command[] => [
    ["HDEL", keys.story(from), membership.articleId],
    ["HDEL", keys.redirects, storyId],
  ]);
}

const NOTHING = "-";

/**
 * A membership as it is stored under its article's id: when it joined, its score, whom it is most like, then
 * `name:value:contribution` for each reason, to four digits. A third of the same as JSON, and a third of all articles
 * have some twenty reasons.
 */
export function writeMembership({ joinedAt, score, with: other, reasons }: Membership): string {
  let text = `${joinedAt} ${score === undefined ? NOTHING : digits(score)} ${other ?? NOTHING}`;
  for (const { name, value, contribution } of reasons)
    text += ` ${name}:${digits(value)}:${digits(contribution)}`;
  return text;
}

/** @param text of `writeMembership` */
export function readMembership(articleId: ArticleId, text: string): Membership {
  const [joinedAt, score, other, ...reasons] = text.split(" ");
  return {
    articleId,
    joinedAt: Number(joinedAt),
    score: score === NOTHING ? undefined : Number(score),
    with: other === NOTHING ? undefined : (other as ArticleId),
    reasons: reasons.map(readReason),
  };
}

function readReason(text: string): Reason {
  const [name = "", value, contribution] = text.split(":");
  return { name, value: Number(value), contribution: Number(contribution) };
}

function digits(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
