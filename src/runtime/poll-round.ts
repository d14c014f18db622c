import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { RoundResult } from "../queue/poll-worker.ts";
import { claimDue } from "../queue/tick-worker.ts";
import type { PolledSource } from "./polled-sources.ts";
import type { Runtime } from "./runtime.ts";
import { syncSources } from "./sync-sources.ts";

const LOOK_MS = 50;
/** A worker that died with a claim: its sources are asked for again after their lease. */
const ASK_AGAIN_MS = 60_000;

/**
 * Polls every source now, through the queue, and waits for the results. A domain that asked to be left alone is not
 * asked: its sources count as failed.
 */
export async function pollRound(
  runtime: Runtime,
  progress: (done: number, total: number) => void,
): Promise<ReadonlyMap<string, RoundResult>> {
  const { polled, same } = await syncSources(runtime);
  const { config, schedule } = runtime;
  const round = randomUUID();
  const { free, held } = await splitHeld(runtime, polled);
  let askedAt = 0;
  for (let answered = 0; answered < free.length; answered = await schedule.roundSize(round)) {
    progress(answered + held.size + same.size, config.sources.length);
    if (Date.now() - askedAt > ASK_AGAIN_MS) {
      await askFor(runtime, free, round);
      askedAt = Date.now();
    }
    await claimDue(runtime);
    await sleep(LOOK_MS);
  }
  const results = (await schedule.roundResults(round)) as ReadonlyMap<string, RoundResult>;
  const twins = [...same.keys()].map((id) => [id, READ_ELSEWHERE] as const);
  return new Map([...twins, ...held, ...results]);
}

/** The same feed under another address: it was read once. */
const READ_ELSEWHERE: RoundResult = { kind: "not-modified", seen: 0, new: 0, duplicate: 0, dropped: 0 };

async function askFor(
  { schedule }: Runtime,
  sources: readonly { id: string; host: string }[],
  round: string,
): Promise<void> {
  const results = await schedule.roundResults(round);
  await schedule.force(
    sources.filter((source) => !results.has(source.id)),
    round,
  );
}

async function splitHeld({ schedule, now }: Runtime, all: readonly PolledSource[]) {
  const hosts = [...new Set(all.map((s) => s.host))];
  const holds = new Map((await schedule.holds(hosts)).map((ms, n) => [hosts[n] as string, ms]));
  const held = new Map<string, RoundResult>();
  for (const { id, host } of all) {
    const ms = holds.get(host) ?? 0;
    if (ms > 0) held.set(id, rateLimited(host, now() + ms));
  }
  return { free: all.filter((s) => !held.has(s.id)), held };
}

function rateLimited(host: string, until: number): RoundResult {
  const message = `not asked: ${host} wants to be left alone until ${new Date(until).toISOString()}`;
  return { kind: "failed", code: "FETCH_RATE_LIMITED", message };
}
