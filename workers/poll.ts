import type { Config } from "../src/model/config.ts";
import { createPollOne } from "../src/pipeline/poll/poll-one.ts";
import { createPollWorker } from "../src/queue/poll-worker.ts";
import { runOnceSetUp } from "../src/runtime/run-once-set-up.ts";
import type { Runtime } from "../src/runtime/runtime.ts";
import { takeInDeps } from "../src/runtime/take-in-deps.ts";
import { LEAST_MS, type ScheduleSettings } from "../src/schedule/poll-settings.ts";
import type { Running } from "./running.ts";

/** Visits at the same time: sick servers each hold one for as long as a timeout. */
const CONCURRENCY = 64;
/** ms between two visits to a public domain. */
const GAP_MS = 100;

/** `lede worker poll`: fetches and reads feeds, and keeps what is new. */
export function startPoll(runtime: Runtime): Running {
  const { patient: connection, prefix, log, queues, schedule, stats, fetch, now } = runtime;
  const pollOne = () =>
    createPollOne({
      fetch,
      now,
      ...takeInDeps(runtime),
      random: Math.random,
      settings: settingsOf(runtime.config),
      source: (id) => runtime.sources.get(id),
      strike: schedule.strike,
      websub: websubOf(runtime),
    });
  let poll = pollOne();
  runtime.onReload(() => {
    poll = pollOne();
  });
  const worker = createPollWorker({
    connection,
    prefix,
    telemetry: runtime.telemetry,
    queues,
    schedule,
    log,
    now,
    concurrency: CONCURRENCY,
    perHost: runtime.config.network.perHost,
    gap: (host) => (isLocal(host) ? 0 : GAP_MS),
    count: (counters) => stats.count(now(), counters),
    poll: (source) => poll(source),
    autorun: false,
  });
  return runOnceSetUp(runtime, worker);
}

function websubOf({ config, subscriptions }: Runtime) {
  const { callback } = config.websub;
  return callback === undefined ? undefined : { callback, subscriptions };
}

/** An interval under the usual least was written by hand, and so is meant. */
function settingsOf({ schedule, sources }: Config): ScheduleSettings {
  const least = sources.reduce(
    (shortest, source) => Math.min(shortest, source.every ?? shortest),
    schedule.every,
  );
  return { every: schedule.every, least: Math.min(LEAST_MS, least) };
}

function isLocal(host: string): boolean {
  return /^(?:localhost|[\d.]+|\[.+\])(?::\d+)?$/.test(host);
}
