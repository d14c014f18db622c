import { createLogger } from "../../../src/cli/logger.ts";
import { loadConfig } from "../../../src/config/load.ts";
import { createVeil } from "../../../src/config/veil.ts";
import { openRuntime, type Runtime } from "../../../src/runtime/runtime.ts";
import { setUpStore } from "../../../src/runtime/set-up-store.ts";
import { startPoll } from "../../../workers/poll.ts";
import { startSchedule } from "../../../workers/schedule.ts";

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
const runtime = watched(await openRuntime(await loadConfig(configFile), createLogger(veil), veil));
await setUpStore(runtime); // a publish worker's part, of which there is none here
const workers = [await startSchedule(runtime), startPoll(runtime)];
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
function watched(opened: Runtime): Runtime {
  const due = new Map<string, number>();
  const { schedule, fetch } = opened;
  const begin: typeof schedule.begin = async (visit) => {
    const begun = await schedule.begin(visit);
    for (const { state } of begun) if (state) due.set(state.url, state.nextPollAt);
    return begun;
  };
  const timed: typeof fetch = (request, ...more) => {
    const dueAt = due.get(request.url);
    if (dueAt !== undefined) polls.push({ host: new URL(request.url).hostname, late: Date.now() - dueAt });
    due.delete(request.url);
    return fetch(request, ...more);
  };
  return Object.create(opened, {
    schedule: { value: { ...schedule, begin } },
    fetch: { value: timed },
  }) as Runtime;
}

async function close(): Promise<void> {
  await Promise.all(workers.map((worker) => worker.close()));
  await runtime.close();
  process.exit(0);
}
