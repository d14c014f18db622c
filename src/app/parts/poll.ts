import type { Telemetry } from "bullmq";
import type { Redis } from "ioredis";
import type { Logger } from "pino";
import { domainOf } from "../../fetch/registrable-domain.ts";
import type { EpochMs } from "../../model/brand.ts";
import type { Config } from "../../model/config.ts";
import type { Fetch } from "../../model/document.ts";
import type { Source } from "../../model/source.ts";
import { createJudge } from "../../normalize/rules.ts";
import { windowOf } from "../../pipeline/group/window.ts";
import { createPollOne } from "../../pipeline/poll/claimed-source.ts";
import { createKeptNetwork } from "../../pipeline/poll/keep-network.ts";
import type { TakeInDeps } from "../../pipeline/poll/take-in.ts";
import { createPollWorker } from "../../queue/poll-worker.ts";
import type { Queues } from "../../queue/queues.ts";
import { scheduleSettings } from "../../schedule/given.ts";
import type { NetworkWatch } from "../../schedule/network-down.ts";
import type { Keys } from "../../store/keys.ts";
import { handed, type Part } from "../part.ts";
import { runOnceSetUp } from "../run-once-set-up.ts";
import type { Stores } from "./redis.ts";

export interface PollDeps {
  readonly patient: Redis;
  readonly keys: Keys;
  readonly telemetry: Telemetry | undefined;
  readonly queues: Queues;
  readonly stores: Stores;
  readonly fetch: Fetch;
  readonly now: () => EpochMs;
  readonly log: Logger;
}

type Reads = "sources" | "schedule" | "network" | "edition" | "cluster" | "websub";

/** Visits at the same time: sick servers each hold one for as long as a timeout. */
const CONCURRENCY = 64;
/** ms between two visits to a public domain. */
const GAP_MS = 100;

/** Fetches and reads feeds, and keeps what is new. */
export function pollPart(deps: PollDeps): Part<Reads> {
  const { patient, keys, telemetry, queues, stores, log, now } = deps;
  return {
    reads: ["sources", "schedule", "network", "edition", "cluster", "websub"],
    works: true,
    start: async (config) => {
      let { perHost } = config.network;
      let { sources } = config;
      const network = createKeptNetwork({ ...stores, log, sources: () => sources });
      let poll = pollOne(deps, config, network);
      const worker = createPollWorker({
        connection: patient,
        prefix: keys.prefix,
        telemetry,
        queues,
        schedule: stores.schedule,
        log,
        now,
        concurrency: CONCURRENCY,
        get perHost() {
          return perHost;
        },
        gap,
        count: (counters) => stores.stats.count(now(), counters),
        poll: (source) => poll(source),
        autorun: false,
      });
      const running = runOnceSetUp(deps, worker);
      const set = (next: Pick<Config, Reads>) => {
        poll = pollOne(deps, next, network);
        perHost = next.network.perHost;
        sources = next.sources;
      };
      return handed(undefined, set, running.close);
    },
  };
}

function pollOne({ fetch, now, stores }: PollDeps, config: Pick<Config, Reads>, network: NetworkWatch) {
  const { callback } = config.websub;
  const sources = byId(config.sources);
  return createPollOne({
    fetch,
    now,
    network,
    ...takeInDeps(stores, config),
    random: Math.random,
    gap,
    settings: scheduleSettings(config),
    source: (id) => sources.get(id),
    strike: stores.schedule.strike,
    websub: callback === undefined ? undefined : { callback, subscriptions: stores.subscriptions },
  });
}

/** What taking a document in needs, from a poll or from a hub. */
export function takeInDeps(
  { claims, articles }: Pick<Stores, "claims" | "articles">,
  config: Pick<Config, "sources" | "edition" | "cluster">,
): TakeInDeps {
  const sources = byId(config.sources);
  const given = config.sources.filter(({ isOutletGiven }) => isOutletGiven);
  const outlets = new Map(given.map(({ url, outlet }) => [domainOf(url), outlet]));
  return {
    claims,
    articles,
    window: windowOf(config),
    feedUrl: (id) => sources.get(id)?.url,
    outletOf: (domain) => outlets.get(domain),
    judge: createJudge(),
  };
}

export function byId(sources: readonly Source[]): ReadonlyMap<string, Source> {
  return new Map(sources.map((source) => [source.id, source]));
}

function gap(host: string): number {
  return isLocal(host) ? 0 : GAP_MS;
}

function isLocal(host: string): boolean {
  return /^(?:localhost|[\d.]+|\[.+\])(?::\d+)?$/.test(host);
}
