import { fork } from "node:child_process";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { createFetcher } from "../../src/fetch/create-fetcher.ts";
import type { Source } from "../../src/model/source.ts";
import type { SourceState } from "../../src/model/source-state.ts";
import { afterPoll } from "../../src/schedule/after-poll.ts";
import { requestFor } from "../../src/schedule/request-for.ts";

/**
 * 10,000 sources on 50 hosts for two minutes (`--seconds 120`), every source due once a minute: half of the hosts are
 * well, the others answer after seconds, hang, break off or fail. No host may see more than one request at a time, the
 * healthy ones must not be late because of the sick, and memory must not grow.
 */
const HOSTS = 50;
const SOURCES = 10_000;
const EVERY_MS = 60_000;
const BODY = "<rss version='2.0'><channel><title>One</title></channel></rss>";
const seconds = Number(process.argv[process.argv.indexOf("--seconds") + 1]) || 120;
/** Before, all hosts are well for a while: what the machine itself makes late. */
const BASELINE_SECONDS = 40;

interface Load {
  readonly polls: { healthy: number; sick: number };
  /** From when a healthy source was due until its answer was there, ms. */
  readonly late: number[];
  readonly memory: number[];
}

if (process.argv.includes("--serve")) serve();
else await main();

/** Behaves by the host's number once it is told to: even ones stay well. */
function serve(): void {
  let allWell = true;
  const inFlight = new Map<string, number>();
  let most = 0;
  const server = createServer((request, response) => {
    const host = request.headers.host ?? "";
    const now = (inFlight.get(host) ?? 0) + 1;
    inFlight.set(host, now);
    most = Math.max(most, now);
    response.on("close", () => inFlight.set(host, (inFlight.get(host) ?? 1) - 1));
    answer(allWell ? 0 : Number(/\d+/.exec(host)?.[0]), response);
  });
  server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
  process.on("message", () => {
    allWell = false;
    process.send?.(most);
  });
}

function answer(host: number, response: ServerResponse): void {
  if (host % 2 === 0) return void response.end(BODY);
  const sick = [
    () => setTimeout(() => response.end(BODY), 3_000),
    () => response.writeHead(200).write(BODY.slice(0, 9)), // and then nothing more
    () => response.destroy(),
    () => response.writeHead(500).end(),
    () => {}, // never answers
  ];
  sick[((host - 1) / 2) % sick.length]?.();
}

async function main(): Promise<void> {
  const server = fork(fileURLToPath(import.meta.url), ["--serve"], { execArgv: ["--import", "tsx"] });
  const told = () =>
    new Promise<number>((resolve) => server.once("message", (value) => resolve(Number(value))));
  const port = await told();
  const baseline = await poll(port, BASELINE_SECONDS);
  const before = told();
  server.send("half of you are sick now");
  await before;
  const load = await poll(port, seconds);
  const most = told();
  server.send("how many were there at most?");
  report(baseline, load, await most);
  server.kill();
}

async function poll(port: number, duration: number): Promise<Load> {
  const settings = { allow: ["127.0.0.1/32"], proxy: undefined, contact: undefined, userAgent: "Bench/1" };
  const { fetch, close } = createFetcher(
    { ...settings, perHost: 1, maxBytes: 1_000_000, timeout: 5_000 },
    { lookUp: async () => ["127.0.0.1"] },
  );
  const load: Load = { polls: { healthy: 0, sick: 0 }, late: [], memory: [] };
  const begun = Date.now();
  const end = begun + duration * 1_000;

  async function follow(source: Source, host: number, firstDue: number): Promise<void> {
    let state: SourceState | undefined;
    for (let due = firstDue; due < end; due = state.nextPollAt) {
      await sleep(Math.max(0, due - Date.now()));
      if (Date.now() >= end) return;
      const outcome = await fetch(requestFor(source, state, Date.now()));
      const now = Date.now();
      if (host % 2 === 0) load.late.push(now - due);
      load.polls[host % 2 === 0 ? "healthy" : "sick"] += 1;
      const result = { source, state, outcome, newEntries: 0, now, random: Math.random() };
      state = afterPoll({ ...result, settings: { every: EVERY_MS, least: EVERY_MS } });
    }
  }

  const watch = setInterval(() => load.memory.push(process.memoryUsage().rss / 1e6), 1_000);
  const all = Array.from({ length: SOURCES }, (_, i) => {
    const host = i % HOSTS;
    const source = sourceAt(`http://host${host}.example:${port}/${i}`, i);
    return follow(source, host, begun + (i / SOURCES) * EVERY_MS);
  });
  await sleep(duration * 1_000);
  clearInterval(watch);
  await close();
  await Promise.all(all);
  return load;
}

function sourceAt(url: string, i: number): Source {
  return {
    id: `s${i}`,
    url,
    name: undefined,
    outlet: "One",
    every: EVERY_MS,
    cron: undefined,
    timezone: undefined,
    weight: 1,
    tags: [],
    fullText: { mode: "never" },
    keep: [],
    drop: [],
    headers: {},
    network: { allow: [], proxy: undefined },
    reader: "auto",
  };
}

function report(baseline: Load, { polls, late, memory }: Load, most: number): void {
  const mean = (some: readonly number[]) => Math.round(some.reduce((sum, mb) => sum + mb, 0) / some.length);
  const third = Math.floor(memory.length / 3);
  const figures = {
    seconds,
    polls,
    mostInFlightOnAHost: most,
    healthyLateMs: latenessOf(late),
    whenAllAreWellMs: latenessOf(baseline.late),
    memoryMb: { middle: mean(memory.slice(third, 2 * third)), end: mean(memory.slice(-third)) },
  };
  console.log(`${SOURCES} sources on ${HOSTS} hosts, half of them sick`);
  console.log(JSON.stringify(figures, undefined, 2));
  if (process.argv.includes("--json")) console.log(JSON.stringify({ bench: "hosts", ...figures }));
  process.exitCode = most <= 1 ? 0 : 1;
}

function latenessOf(late: readonly number[]) {
  const sorted = [...late].sort((a, b) => a - b);
  const at = (part: number) => Math.round(sorted[Math.floor((sorted.length - 1) * part)] ?? 0);
  return { median: at(0.5), p99: at(0.99), most: at(1) };
}
