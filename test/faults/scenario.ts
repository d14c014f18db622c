import { setTimeout as sleep } from "node:timers/promises";
import type { Fault } from "./faults.ts";
import type { Verdict, Watched } from "./judge.ts";
import type { Recovery, Stage } from "./stage.ts";

export interface Row extends Recovery {
  readonly fault: string;
}

/** A recovery that takes longer counts as none. */
const PATIENCE_MS = 120_000;

/** Each fault as often as it wants, with its recovery. */
export async function strikeAll(
  stage: Stage,
  faults: readonly Fault[],
  say: (line: string) => void,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const { name, times, strike } of faults) {
    for (let n = 0; n < times; n++) {
      await strike(stage);
      const row = { fault: name, ...(await stage.measure(PATIENCE_MS)) };
      say(`${name}: polled after ${row.polledMs} ms, published after ${row.publishedMs} ms`);
      rows.push(row);
    }
  }
  return rows;
}

/** Kills and cuts at random moments, without waiting for recovery. Gives how many. */
export async function storm(stage: Stage, forMs: number): Promise<number> {
  const { lede, line, random } = stage;
  let strikes = 0;
  for (const until = Date.now() + forMs; Date.now() < until; strikes++) {
    await sleep(500 + 2_000 * random());
    if (random() < 0.15) {
      line.set("cut");
      await sleep(200 + 1_000 * random());
      line.set("open");
    } else lede.all[Math.floor(random() * lede.all.length)]?.kill();
  }
  return strikes;
}

export interface StageResult extends Verdict, Watched {
  readonly logged: number;
  readonly crashes: readonly string[];
  /** What ended a part by itself. */
  readonly fatal: readonly string[];
}

/** Waits for what was born last, then judges everything. */
export async function judgeStage(stage: Stage): Promise<StageResult> {
  stage.grow(0);
  const { judge, watcher, wire, lede } = stage;
  const deadline = Date.now() + PATIENCE_MS;
  const aside = new Set([...stage.setAside].map(({ id }) => id));
  const owed = wire.articles.filter(({ carriedBy }) => !carriedBy.every((id) => aside.has(id)));
  while (Date.now() < deadline && judge.verdict(owed).lost.length > 0) await sleep(500);
  return {
    ...judge.verdict(owed),
    ...watcher.verdict(),
    logged: lede.logged(),
    crashes: lede.crashes(),
    fatal: fatalLines(lede.log()),
  };
}

function fatalLines(log: string): readonly string[] {
  return log
    .split("\n")
    .filter((line) => line !== "" && (!line.startsWith("{") || line.includes('"level":60')));
}
