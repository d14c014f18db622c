import { fetcherPart } from "../../../src/app/parts/fetcher.ts";
import { pollPart } from "../../../src/app/parts/poll.ts";
import { redisPart, type Stores } from "../../../src/app/parts/redis.ts";
import { schedulePart } from "../../../src/app/parts/schedule.ts";
import { supervise } from "../../../src/app/supervise.ts";
import { createLogger } from "../../../src/cli/log.ts";
import { loadConfig } from "../../../src/config/load.ts";
import { createVeil } from "../../../src/config/veil.ts";
import type { Fetch } from "../../../src/model/document.ts";
import { setUpStore } from "../../../src/pipeline/restore/set-up-store.ts";

/**
 * Lede's scheduler and a poll worker in one process, as `lede run` has them, given the YAML. Watched from outside only:
 * a poll is late by the time from when the state in Redis says that it is due until its request goes out.
 */
export interface Watched {
  readonly host: string;
  /** ms */
  readonly late: number;
}

export interface Reported {
  readonly polls: readonly Watched[];
  /** Resident memory, bytes, once a second. */
  readonly memory: readonly number[];
  readonly cpuMs: number;
}

const [configFile = ""] = process.argv.slice(2);
let polls: Watched[] = [];
let memory: number[] = [];
let cpu = process.cpuUsage();
const veil = createVeil();
const log = await createLogger(veil);
const supervisor = supervise(await loadConfig(configFile), log);
const opened = await supervisor.start(redisPart({ log }));
const fetcher = await supervisor.start(fetcherPart());
const deps = { ...opened, log, now: Date.now, ...watched(opened.stores, fetcher.fetch) };
await setUpStore({ ...deps, ...deps.stores }, supervisor.config); // a publish worker's part, of which there is none here
await supervisor.start(schedulePart(deps));
await supervisor.start(pollPart(deps));
setInterval(() => memory.push(process.memoryUsage.rss()), 1_000).unref();
process.on("message", () => {
  const used = process.cpuUsage(cpu);
  process.send?.({ polls, memory, cpuMs: (used.user + used.system) / 1_000 } satisfies Reported);
  polls = [];
  memory = [];
  cpu = process.cpuUsage();
});
process.on("disconnect", () => close().catch(() => process.exit(1)));
process.send?.("running");

/** The first poll of a source is left out: its due time is not in its state. */
function watched(stores: Stores, fetch: Fetch) {
  const due = new Map<string, number>();
  const { schedule } = stores;
  const begin: typeof schedule.begin = async (visit) => {
    const begun = await schedule.begin(visit);
    for (const { state } of begun) if (state) due.set(state.url, state.nextPollAt);
    return begun;
  };
  const timed: Fetch = (request) => {
    const dueAt = due.get(request.url);
    if (dueAt !== undefined) polls.push({ host: new URL(request.url).hostname, late: Date.now() - dueAt });
    due.delete(request.url);
    return fetch(request);
  };
  return { stores: { ...stores, schedule: { ...schedule, begin } }, fetch: timed };
}

async function close(): Promise<void> {
  await supervisor.close();
  process.exit(0);
}
