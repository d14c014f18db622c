import { mkdir, writeFile } from "node:fs/promises";
import { Session } from "node:inspector/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { extractPart } from "../../../src/app/parts/extract.ts";
import { fetcherPart } from "../../../src/app/parts/fetcher.ts";
import { pollPart } from "../../../src/app/parts/poll.ts";
import { publishPart } from "../../../src/app/parts/publish.ts";
import { redisPart } from "../../../src/app/parts/redis.ts";
import { pollRound, publishRound } from "../../../src/app/round.ts";
import { supervise } from "../../../src/app/supervise.ts";
import { createLogger } from "../../../src/cli/log.ts";
import { loadConfig } from "../../../src/config/load.ts";
import { createVeil } from "../../../src/config/veil.ts";
import { openBareRoom } from "./open-bare-room.ts";

/**
 * Lede as it runs for weeks: opened once, then a round whenever the parent says so. Given the YAML; `--warm` another
 * one, whose feeds it polls first, as start-up; `--profiles` a folder for CPU profiles; `--bare` to leave out grouping and
 * extraction. The folder for its own data comes as LEDE_DATA.
 */
export interface Asked {
  readonly round: number;
}

export interface Started {
  /** Until a round could have begun. */
  readonly startMs: number;
}

export interface Answered {
  /** Trigger to publication. */
  readonly wallMs: number;
  /** This process and its threads, until the queues were empty again. */
  readonly cpuMs: number;
  readonly peakBytes: number;
  readonly entries: number;
  readonly failed: readonly string[];
  readonly stories: number;
}

const { positionals, values: flags } = parseArgs({
  allowPositionals: true,
  options: {
    bare: { type: "boolean", default: false },
    profiles: { type: "string" },
    warm: { type: "string" },
  },
});
const [configFile = ""] = positionals;
const { profiles } = flags;
const startedAt = performance.now();
const veil = createVeil();
const log = await createLogger(veil);
const supervisor = supervise(await loadConfig(flags.warm ?? configFile), log);
const opened = await supervisor.start(redisPart({ log }));
const lede = { ...opened, log, now: Date.now, ...(await supervisor.start(fetcherPart())) };
await supervisor.start(publishPart({ ...lede, ...(flags.bare && { open: openBareRoom }) }));
if (!flags.bare) await supervisor.start(extractPart(lede));
await supervisor.start(pollPart(lede));
const startMs = Math.round(performance.now() - startedAt);
if (flags.warm) await warmUp();
process.on("message", (asked: Asked) => {
  profiled(asked.round, () => oneRound()).then((answer) => process.send?.(answer), fail);
});
process.on("disconnect", () => close().catch(fail));
process.send?.({ startMs } satisfies Started);

/** Code that has run for weeks is compiled: other feeds are polled before the ones that count. */
async function warmUp(): Promise<void> {
  for (let n = 0; n < 2; n++) await oneRound();
  await supervisor.change(await loadConfig(configFile));
}

async function oneRound(): Promise<Answered> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  const results = [...(await pollRound(lede, supervisor.config, () => {})).values()];
  const published = await publishRound(lede, () => {});
  const wallMs = performance.now() - start;
  await untilQuiet();
  const used = process.cpuUsage(cpu);
  return {
    wallMs,
    cpuMs: (used.user + used.system) / 1_000,
    peakBytes: process.resourceUsage().maxRSS * 1_024,
    entries: results.reduce((sum, result) => sum + (result.kind === "failed" ? 0 : result.seen), 0),
    failed: results.flatMap((result) =>
      result.kind === "failed" ? [`${result.code}: ${result.message}`] : [],
    ),
    stories: published.stories,
  };
}

/** Polls ask for a publication some seconds later: its cost belongs to the round. */
async function untilQuiet(): Promise<void> {
  const { queues } = opened;
  for (;;) {
    const counts = await Promise.all(
      [queues.poll, queues.extract, queues.publish].map((queue) =>
        queue.getJobCountByTypes("waiting", "active", "delayed", "prioritized"),
      ),
    );
    if (counts.every((count) => count === 0)) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

async function profiled(round: number, run: () => Promise<Answered>): Promise<Answered> {
  if (!profiles) return run();
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.setSamplingInterval", { interval: 500 });
  await session.post("Profiler.start");
  const answer = await run();
  const { profile } = await session.post("Profiler.stop");
  session.disconnect();
  await mkdir(profiles, { recursive: true });
  await writeFile(path.join(profiles, `round-${round}.cpuprofile`), JSON.stringify(profile));
  return answer;
}

async function close(): Promise<void> {
  await supervisor.close();
  process.exit(0);
}

function fail(error: unknown): never {
  console.error(error);
  process.exit(1);
}
