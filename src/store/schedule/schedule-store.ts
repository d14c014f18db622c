import { randomUUID } from "node:crypto";
import type { Redis } from "ioredis";
import type { EpochMs, SourceId } from "../../model/brand.ts";
import type { Masthead, SourceState } from "../../model/source-state.ts";
import { grouped, inPipeline, inTransaction } from "../batch.ts";
import type { Keys } from "../keys.ts";
import { defineScript, type LuaValue } from "../script.ts";
import { createRedisClock } from "./redis-clock.ts";
import { turnBack } from "./turn-back.ts";

/** Sources of one domain that a worker is to poll, one after the other. */
export interface Visit {
  readonly host: string;
  readonly token: string;
  readonly claims: readonly Claimed[];
}

export interface Claimed {
  readonly sourceId: SourceId;
  /** End of the lease that it was claimed with: what makes the claim ours. */
  readonly leaseEnd: number;
  /** The round that waits for it, of `lede once`. */
  readonly round: string | undefined;
}

export interface BegunSource extends Claimed {
  readonly state: SourceState | undefined;
  /** An earlier poll began and did not settle: what it had claimed may not have been stored. */
  readonly interrupted: boolean;
  /** Other sources that have the same feed: what is read here is theirs too. */
  readonly same: readonly SourceId[];
}

export interface Settlement {
  readonly state: SourceState;
  /** JSON for the round that waits, if one does. */
  readonly result: unknown;
}

export interface ScheduledSource {
  readonly id: SourceId;
  readonly host: string;
  /** Due time for a source that Redis does not know yet. */
  readonly firstDue: EpochMs;
  /** Its address is another than the one that was polled: it is due as if it were new. */
  readonly isChanged?: boolean;
}

export interface DueSource {
  readonly id: SourceId;
  readonly host: string;
  readonly due: EpochMs;
  /** When its state says that it is polled next. */
  readonly insteadOf: EpochMs;
}

export interface ScheduleStore {
  /**
   * Makes Redis know exactly these sources; known ones keep their due time. Returns how many were added and removed.
   *
   * @param same sources that are not polled, and the one that is polled for each
   */
  sync(
    sources: readonly ScheduledSource[],
    same?: ReadonlyMap<SourceId, SourceId>,
  ): Promise<{ added: number; removed: number }>;
  /** Sources that have the same feed as this one, which is polled for them. */
  sameAs(id: SourceId): Promise<readonly SourceId[]>;
  /** Makes sources due earlier than they were; one that is being polled, or was meanwhile, is left alone. */
  bringForward(sources: readonly DueSource[]): Promise<void>;
  /** Whether Redis knows any source at all: one that lost its data knows none. */
  isEmpty(): Promise<boolean>;
  /** By how many ms the clock was set back since the last look; 0: it was not. */
  clockSetBack(): Promise<number>;
  /** For how many ms nobody has looked at the clock, as whoever keeps the schedule does; undefined: nobody ever did. */
  silentFor(): Promise<number | undefined>;
  /** Moves all that waits by so many ms. */
  turnBack(ms: number): Promise<void>;
  /** Whether there may be anything to claim: cheaper than a claim that finds nothing. */
  isAnyDue(): Promise<boolean>;
  claim(visits: number, sourcesPerVisit: number): Promise<readonly Visit[]>;
  begin(visit: Visit): Promise<readonly BegunSource[]>;
  settle(visit: Visit, claimed: Claimed, settlement: Settlement): Promise<boolean>;
  /** @param holdMs the domain asked to be left alone for so long; 0: it did not. Gives whether more is due there. */
  end(visit: Visit, gapMs: number, holdMs: number): Promise<boolean>;
  /** Makes sources due now; their results go to the round. */
  force(sourceIds: readonly { id: SourceId; host: string }[], round: string): Promise<void>;
  /** Takes back what `force` asked for, and gives those that nobody had claimed: no result will come of them. */
  release(ids: readonly SourceId[]): Promise<readonly SourceId[]>;
  /** Notes that a poll that was interrupted before begins again; gives how often in a row. */
  strike(id: SourceId): Promise<number>;
  /** The worker outlived a poll that was interrupted, as others may have been by what interrupted this one. */
  takeBackStrikes(id: SourceId): Promise<void>;
  /** Tells a waiting round about a source that was claimed and not polled. */
  answer(claimed: Claimed, result: unknown): Promise<void>;
  /** The domain asked to be left alone for so long. */
  hold(host: string, ms: number): Promise<void>;
  /** For how many ms each domain asked to be left alone; 0: it did not. */
  holds(hosts: readonly string[]): Promise<readonly number[]>;
  roundSize(round: string): Promise<number>;
  roundResults(round: string): Promise<ReadonlyMap<SourceId, unknown>>;
  /** A place beside the visits for one request to a domain: true, or in how many ms to ask again. */
  takeHost(host: string, token: string, mostInFlight: number): Promise<true | number>;
  releaseHost(host: string, token: string): Promise<void>;
  states(ids: readonly SourceId[]): Promise<readonly (SourceState | undefined)[]>;
  mastheads(ids: readonly SourceId[]): Promise<readonly (Masthead | undefined)[]>;
  /** Grows whenever a masthead changes. */
  mastheadsVersion(): Promise<number>;
}

/** @param leaseMs how long a worker may be silent before its sources are given to another */
export function createScheduleStore(redis: Redis, keys: Keys, leaseMs: number): ScheduleStore {
  const claimVisits = defineScript(redis, "schedule/claim-visits-1");
  const beginVisit = defineScript(redis, "schedule/begin-visit-1");
  const settlePoll = defineScript(redis, "schedule/settle-poll-1");
  const endVisit = defineScript(redis, "schedule/end-visit-1");
  const bringForward = defineScript(redis, "schedule/bring-forward-1");
  const toRedis = createRedisClock(redis);
  const lookAtClock = defineScript(redis, "schedule/look-at-clock-1");
  const takeHost = defineScript(redis, "schedule/take-host-1");
  const holdHost = defineScript(redis, "schedule/hold-host-1");
  return {
    sync: async (sources, same = new Map()) => {
      await saveSame(redis, keys, same);
      const due = await Promise.all(
        sources.map(async (one) => ({ ...one, firstDue: await toRedis(one.firstDue) })),
      );
      return syncSources(redis, keys, due);
    },
    bringForward: async (sources) => {
      for (let i = 0; i < sources.length; i += 1_000) {
        const rows = sources
          .slice(i, i + 1_000)
          .map(async ({ id, host, due, insteadOf }) => [host, id, await toRedis(due), due, insteadOf]);
        await bringForward([keys.hosts], [leaseMs, ...(await Promise.all(rows)).flat()]);
      }
    },
    sameAs: async (id) => idsIn(await redis.hget(keys.same, id)),
    isEmpty: async () => (await redis.exists(keys.sources)) === 0,
    clockSetBack: async () => Number(await lookAtClock([keys.clock], [])),
    silentFor: async () => {
      const [looked, [seconds]] = await Promise.all([redis.get(keys.clock), redis.time()]);
      return looked === null ? undefined : Math.max(0, Number(seconds) * 1_000 - Number(looked));
    },
    turnBack: (ms) => turnBack(redis, keys, ms),
    isAnyDue: async () => {
      const [time, first] = (await inPipeline(redis, (batch) =>
        batch.time().zrange(keys.hosts, "0", "0", "WITHSCORES"),
      )) as [[seconds: string, micros: string], [host?: string, due?: string]];
      return (
        Number(first[1] ?? Number.POSITIVE_INFINITY) <= Number(time[0]) * 1_000 + Number(time[1]) / 1_000
      );
    },
    claim: async (visits, perVisit) =>
      ((await claimVisits([keys.hosts], [visits, perVisit, leaseMs, randomUUID()])) as LuaValue[][]).map(
        readVisit,
      ),
    begin: async (visit) => {
      const pairs = visit.claims.flatMap((c) => [c.sourceId, c.leaseEnd]);
      const found = (await beginVisit(
        [keys.hosts],
        [visit.host, visit.token, leaseMs, ...pairs],
      )) as string[];
      return readBegun(visit, found);
    },
    settle: async (visit, { sourceId, leaseEnd, round }, { state, result }) => {
      const { host, token } = visit;
      const claim = [host, token, sourceId, leaseEnd];
      const settled = [JSON.stringify(state), Math.ceil(await toRedis(state.nextPollAt)), leaseMs];
      const answer = round === undefined ? ["", ""] : [round, JSON.stringify(result)];
      const last = [...answer, JSON.stringify(mastheadOf(state))];
      return (await settlePoll([keys.hosts], [...claim, ...settled, ...last])) === 1;
    },
    end: async (visit, gapMs, holdMs) =>
      (await endVisit([keys.hosts], [visit.host, visit.token, gapMs, Math.ceil(holdMs)])) === 1,
    force: (sources, round) => forceSources(redis, keys, sources, round),
    release: (ids) => releaseSources(redis, keys, ids),
    strike: (id) => redis.hincrby(keys.source(id), "strikes", 1),
    takeBackStrikes: async (id) => {
      await redis.hdel(keys.source(id), "strikes");
    },
    answer: async ({ round, sourceId }, result) => {
      if (round) await redis.hset(keys.round(round), sourceId, JSON.stringify(result));
    },
    hold: async (host, ms) => {
      await holdHost([keys.hosts], [host, Math.ceil(ms)]);
    },
    holds: (hosts) => Promise.all(hosts.map(async (host) => Math.max(0, await redis.pttl(keys.hold(host))))),
    roundSize: (round) => redis.hlen(keys.round(round)),
    roundResults: async (round) => {
      const found = await redis.hgetall(keys.round(round));
      return new Map(Object.entries(found).map(([id, text]) => [id, JSON.parse(text) as unknown]));
    },
    takeHost: async (host, token, most) => {
      const wait = Number(await takeHost([keys.hosts], [host, `x:${token}`, leaseMs, most]));
      return wait === 0 ? true : wait;
    },
    releaseHost: async (host, token) => {
      await redis.zrem(keys.inFlight(host), `x:${token}`);
    },
    states: (ids) => loadStates(redis, keys, ids),
    mastheads: (ids) => loadMastheads(redis, keys, ids),
    mastheadsVersion: async () => Number((await redis.hget(keys.meta, "mastheads")) ?? 0),
  };
}

function readVisit(row: LuaValue[]): Visit {
  const [host, token, ...rest] = row as string[];
  const claims: Claimed[] = [];
  for (let i = 0; i + 2 < rest.length; i += 3) {
    claims.push({
      sourceId: rest[i] as SourceId,
      leaseEnd: Number(rest[i + 1]),
      round: rest[i + 2] || undefined,
    });
  }
  return { host: host as string, token: token as string, claims };
}

function readBegun(visit: Visit, found: readonly string[]): BegunSource[] {
  const begun: BegunSource[] = [];
  for (let i = 0; i < found.length; i += 4) {
    const claimed = visit.claims.find((c) => c.sourceId === found[i]);
    const [state, open, same] = found.slice(i + 1, i + 4);
    if (claimed)
      begun.push({ ...claimed, state: parseState(state), interrupted: open === "1", same: idsIn(same) });
  }
  return begun;
}

/** @param text ids by spaces */
function idsIn(text: string | null | undefined): readonly SourceId[] {
  return text ? text.split(" ") : [];
}

async function saveSame(redis: Redis, keys: Keys, same: ReadonlyMap<SourceId, SourceId>): Promise<void> {
  const groups = grouped([...same], ([, polled]) => polled);
  await inTransaction(redis, (batch) => {
    batch.del(keys.same);
    for (const [polled, all] of groups) batch.hset(keys.same, polled, all.map(([id]) => id).join(" "));
  });
}

function parseState(text: string | null | undefined): SourceState | undefined {
  return text ? (JSON.parse(text) as SourceState) : undefined;
}

async function loadStates(
  redis: Redis,
  keys: Keys,
  ids: readonly SourceId[],
): Promise<(SourceState | undefined)[]> {
  const states: (SourceState | undefined)[] = [];
  for (let i = 0; i < ids.length; i += 1_000) {
    const texts = await inPipeline(redis, (batch) => {
      for (const id of ids.slice(i, i + 1_000)) batch.hget(keys.source(id), "state");
    });
    for (const text of texts) states.push(parseState(text as string | null));
  }
  return states;
}

function mastheadOf({ document }: SourceState): Masthead {
  const { title, siteUrl, id, feedUrl, rights, format } = document ?? {};
  return { title, siteUrl, id, feedUrl, rights, format };
}

async function loadMastheads(
  redis: Redis,
  keys: Keys,
  ids: readonly SourceId[],
): Promise<(Masthead | undefined)[]> {
  const mastheads: (Masthead | undefined)[] = [];
  for (let i = 0; i < ids.length; i += 1_000) {
    const texts = await redis.hmget(keys.mastheads, ...ids.slice(i, i + 1_000));
    for (const text of texts) mastheads.push(text ? (JSON.parse(text) as Masthead) : undefined);
  }
  return mastheads;
}

/** Bit by bit: asked for a million at once, Redis answers nobody else for a second. */
async function knownSources(redis: Redis, keys: Keys): Promise<Set<string>> {
  const known = new Set<string>();
  for await (const some of redis.sscanStream(keys.sources, { count: 1_000 }))
    for (const id of some as string[]) known.add(id);
  return known;
}

/** In batches, since a pipeline of a million commands would hold them all in memory. */
async function syncSources(redis: Redis, keys: Keys, sources: readonly ScheduledSource[]) {
  const known = await knownSources(redis, keys);
  const wanted = new Map(sources.map((s) => [s.id as string, s]));
  const added = sources.filter((s) => !known.has(s.id));
  const removed = [...known].filter((id) => !wanted.has(id));
  for (let i = 0; i < added.length; i += 1_000) await addSources(redis, keys, added.slice(i, i + 1_000));
  for (const id of removed) await removeSource(redis, keys, id);
  await moveHosts(
    redis,
    keys,
    sources.filter((s) => known.has(s.id)),
  );
  const changed = sources.filter((s) => known.has(s.id) && s.isChanged);
  for (let i = 0; i < changed.length; i += 1_000) await beginAgain(redis, keys, changed.slice(i, i + 1_000));
  return { added: added.length, removed: removed.length };
}

/** All of them or none: one that is known, but has no due time, would wait for ever. */
async function addSources(redis: Redis, keys: Keys, sources: readonly ScheduledSource[]): Promise<void> {
  await inTransaction(redis, (batch) => {
    for (const { id, host, firstDue } of sources) {
      batch.zadd(keys.due(host), "NX", firstDue, id);
      batch.zadd(keys.hosts, "LT", firstDue, host);
      batch.hset(keys.source(id), "host", host);
      batch.persist(keys.source(id));
      batch.sadd(keys.sources, id);
    }
  });
}

/** What the old address asked for (a wait of days, its end) is nothing to the new one. */
async function beginAgain(redis: Redis, keys: Keys, sources: readonly ScheduledSource[]): Promise<void> {
  await inTransaction(redis, (batch) => {
    for (const { id, host, firstDue } of sources) {
      batch.zadd(keys.due(host), "LT", firstDue, id);
      batch.zadd(keys.hosts, "LT", firstDue, host);
    }
  });
}

/** What was learnt of it stays for 30 days: a source that is commented out for a while is not announced again. */
async function removeSource(redis: Redis, keys: Keys, id: SourceId): Promise<void> {
  const host = await redis.hget(keys.source(id), "host");
  await inTransaction(redis, (batch) => {
    if (host) batch.zrem(keys.due(host), id);
    batch.srem(keys.sources, id);
    batch.hdel(keys.mastheads, id);
    batch.expire(keys.source(id), 30 * 86_400);
  });
}

/** A source whose address moved to another domain waits in that domain's queue from now on; lost entries come back. */
async function moveHosts(redis: Redis, keys: Keys, sources: readonly ScheduledSource[]): Promise<void> {
  for (let i = 0; i < sources.length; i += 1_000) {
    const some = sources.slice(i, i + 1_000);
    const found = (await inPipeline(redis, (batch) => {
      for (const { id, host } of some) batch.hget(keys.source(id), "host").zscore(keys.due(host), id);
    })) as (string | null)[];
    const astray = some.filter((s, n) => found[2 * n] !== s.host || found[2 * n + 1] === null);
    for (const [n, source] of some.entries()) {
      const old = found[2 * n];
      if (old && old !== source.host) await redis.zrem(keys.due(old), source.id);
    }
    if (astray.length > 0) await addSources(redis, keys, astray);
    await repairHosts(redis, keys, new Set(some.map((s) => s.host)));
  }
}

/** A domain with sources but without a next visit would never be visited again. */
async function repairHosts(redis: Redis, keys: Keys, hosts: ReadonlySet<string>): Promise<void> {
  const list = [...hosts];
  const firsts = (await inPipeline(redis, (batch) => {
    for (const host of list) batch.zrange(keys.due(host), 0, "0", "WITHSCORES");
  })) as string[][];
  await inPipeline(redis, (batch) => {
    for (const [n, host] of list.entries()) {
      const score = firsts[n]?.[1];
      if (score) batch.zadd(keys.hosts, "NX", score, host);
    }
  });
}

async function forceSources(
  redis: Redis,
  keys: Keys,
  sources: readonly { id: SourceId; host: string }[],
  round: string,
) {
  for (let i = 0; i < sources.length; i += 1_000)
    await inTransaction(redis, (batch) => {
      for (const { id, host } of sources.slice(i, i + 1_000)) {
        batch.hset(keys.forced, id, round);
        // Since ever, not since now: what is due is decided by the clock of Redis, which may be behind ours.
        batch.zadd(keys.due(host), "LT", 0, id);
        batch.zadd(keys.hosts, "LT", 0, host);
      }
      batch.expire(keys.forced, 3_600);
    });
}

async function releaseSources(
  redis: Redis,
  keys: Keys,
  ids: readonly SourceId[],
): Promise<readonly SourceId[]> {
  if (ids.length === 0) return [];
  const found = await inPipeline(redis, (batch) => {
    for (const id of ids) batch.hdel(keys.forced, id);
  });
  return ids.filter((_, n) => found[n] === 1);
}
