import { setTimeout as pause } from "node:timers/promises";
import type { Logger } from "pino";
import { inWords } from "../../ground/files.ts";
import {
  describeRedisAddress,
  parseRedisAddress,
  type RedisAddress,
  RedisAddressError,
} from "../../ground/redis-address.ts";
import { open } from "./ask.ts";
import { explainRefusal, isLasting } from "./explain-refusal.ts";
import { findBinary } from "./find-binary.ts";
import { inspectRedis, type RedisFacts } from "./inspect-redis.ts";
import { RedisLease } from "./lease.ts";
import { type Places, placesOf } from "./places.ts";
import { RedisUnavailable } from "./redis-unavailable.ts";
import { foldersSetAside } from "./set-aside.ts";

export interface ResolveRedisOptions {
  /** `redis.url` of the YAML. */
  readonly url?: string | undefined;
  /** One that was named may throw keys away. */
  readonly allowEviction?: boolean;
  /** Folder of the private instance; made when it is needed. */
  readonly dataDir: string;
  readonly log: Logger;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Port of the machine's own Redis. */
  readonly port?: number;
  /** ms to wait for a Redis that was named: it may be starting up beside us. */
  readonly patience?: number;
}

/** A Redis to work with. */
export interface ResolvedRedis {
  /** As `parseRedisAddress` reads it. */
  readonly url: string;
  /** One of the nodes of a Redis Cluster. */
  readonly cluster: boolean;
  /** Private: it ends with the last process that uses it. */
  readonly owned: boolean;
  /** For a person; without the password. */
  readonly describe: string;
  /** Sentences about what happened to it, for as long as they matter. */
  readonly warnings: () => Promise<readonly string[]>;
  /** Gives it back. Of the last user of a private Redis: resolves when that has ended. */
  readonly release: () => Promise<void>;
}

const INSTALL =
  'Install Redis 6.2 or later ("apt-get install redis-server", "dnf install redis", "brew install redis"), or name one with redis.url in the YAML or REDIS_URL.';

const FOLDER = "Let this user write there, or name another folder with LEDE_DATA.";

/** A server that is installed and does not start is not helped by installing it. */
function remedyFor({ message }: Error, { logFile }: Places): string {
  if (/EACCES|EPERM|EROFS|[Pp]ermission denied|[Rr]ead-only file system/.test(message)) return FOLDER;
  if (/ENOSPC|[Nn]o space left/.test(message)) return "Make room on that disk.";
  return `Its log is ${logFile}.`;
}

/**
 * Finds a Redis, in the order of the documentation: the one that was named; the private one that still runs; the
 * machine's own, when it is fit; a private one, started.
 *
 * @throws RedisUnavailable; RedisAddressError when what was named is not there on the server
 */
export async function resolveRedis(options: ResolveRedisOptions): Promise<ResolvedRedis> {
  const named = options.url ?? (options.env["REDIS_URL"] || undefined);
  if (named) return useNamed(named, options);
  const places = await placesOf(options.dataDir).catch((error: unknown) => {
    throw new RedisUnavailable(
      `The private Redis cannot have the folder ${options.dataDir}: ${inWords(error)}.`,
      FOLDER,
      error,
    );
  });
  if (await isPrivateRunning(places)) return usePrivate(places, options);
  // The demo keeps to itself: it leaves no keys in a Redis that others use.
  const local = options.env["LEDE_REDIS"] === "private" ? undefined : await useLocal(options);
  return local ?? usePrivate(places, options);
}

async function useNamed(url: string, options: ResolveRedisOptions): Promise<ResolvedRedis> {
  const address = parseRedisAddress(url);
  const describe = describeRedisAddress(address);
  const found = await patiently(address, options.patience ?? 5_000);
  const misfit = misfitOf(found, address, options);
  if (misfit) throw misfit;
  if (found.eviction !== undefined)
    options.log.warn({ redis: describe, policy: found.eviction }, "redis may throw away keys, as allowed");
  const { cluster } = found;
  return {
    url,
    cluster,
    owned: false,
    describe: cluster ? `${describe}, a cluster` : describe,
    warnings: async () => [],
    release: async () => {},
  };
}

/** Why a Redis that was named and answers cannot be worked with. */
function misfitOf(found: RedisFacts, address: RedisAddress, options: ResolveRedisOptions): Error | undefined {
  const at = `Redis at ${describeRedisAddress(address)}`;
  const misnamed = (what: string) =>
    new RedisAddressError(options.url === undefined ? `the environment's REDIS_URL ${what}` : what);
  if (!found.recent)
    return new RedisUnavailable(`${at} is version ${found.version}.`, "6.2 or later is needed.");
  if (found.noDatabase !== undefined)
    return misnamed(`names database ${address.database}, which cannot be had: ${found.noDatabase}`);
  if (!found.cluster && address.master === undefined && address.nodes.length > 1)
    return misnamed("names several servers that are no cluster: name the master, or its sentinels");
  if (found.replica && !found.cluster)
    return new RedisUnavailable(
      found.replica === "read-only" ? `${at} is a read-only replica.` : `${at} is a replica.`,
      "Name its master, or a name that leads to whichever is the master.",
    );
  if (found.eviction !== undefined && !options.allowEviction)
    return new RedisUnavailable(
      `${at} throws keys away when its memory is full (maxmemory-policy ${found.eviction}), and with them queues, schedule and what was published.`,
      "Set maxmemory-policy noeviction, or say redis: { allowEviction: true } in the YAML.",
    );
  return undefined;
}

/** A Redis that was just started reads its data first: as long as it says so, there is no other deadline. */
const LOADING_MS = 300_000;

/** Right after a failover, a name may still lead to what is a replica by now. */
async function patiently(address: RedisAddress, patience: number): Promise<RedisFacts> {
  const since = Date.now();
  for (;;) {
    const late = Date.now() - since > patience;
    try {
      const found = await inspectRedis(address);
      if (late || found.replica === undefined || found.cluster) return found;
    } catch (error) {
      const loading = String(error).includes("LOADING") && Date.now() - since < LOADING_MS;
      if ((late && !loading) || isLasting(error)) throw await explainRefusal(address, error);
    }
    await pause(250);
  }
}

async function isPrivateRunning({ keeperSocket, redisSocket }: Places): Promise<boolean> {
  for (const socketPath of [keeperSocket, redisSocket]) {
    const socket = await open(socketPath);
    socket?.destroy();
    if (socket) return true;
  }
  return false;
}

/** The machine's own Redis, unless it is too old, throws keys away, or is part of something larger. */
async function useLocal({ port = 6379, log }: ResolveRedisOptions): Promise<ResolvedRedis | undefined> {
  const url = `redis://127.0.0.1:${port}`;
  const found = await inspectRedis(parseRedisAddress(url), 500).catch(() => undefined);
  if (!found) return undefined;
  if (found.recent && found.eviction === undefined && found.replica === undefined && !found.cluster)
    return {
      url,
      cluster: false,
      owned: false,
      describe: url,
      warnings: async () => [],
      release: async () => {},
    };
  log.info({ redis: url, ...found }, "the redis of this machine is not fit: using a private one");
  return undefined;
}

async function usePrivate(places: Places, { log, env }: ResolveRedisOptions): Promise<ResolvedRedis> {
  const { file: binary, tooOld } = await findBinary(env["PATH"]);
  if (!binary && !(await isPrivateRunning(places)))
    throw new RedisUnavailable(
      tooOld === undefined
        ? "There is no Redis on this machine."
        : `The only Redis on this machine is version ${tooOld}.`,
      INSTALL,
    );
  const onRenewed = () => log.warn({ dir: places.dir }, "the keeper of the private redis was replaced");
  const onSetAside = (folder: string) =>
    log.warn(
      { folder },
      "the private redis could not read its files: they were set aside, new ones are filled from what is published",
    );
  const lease = new RedisLease({ places, binary: binary ?? "", onRenewed, onSetAside });
  await lease.take().catch((error: Error) => {
    throw new RedisUnavailable(
      `The private Redis in ${places.dir} cannot be used: ${error.message}.`,
      remedyFor(error, places),
      error,
    );
  });
  const describe = `private, in ${places.dir}`;
  return {
    url: places.redisSocket,
    cluster: false,
    owned: true,
    describe,
    warnings: async () => (await foldersSetAside(places.dir)).map(asideInWords),
    release: () => lease.release(),
  };
}

function asideInWords(folder: string): string {
  return `The private Redis could not read its files: they are in ${folder}, and what was published filled new ones. Remove that folder when you need it no longer.`;
}
