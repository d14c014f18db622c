import { type ChildProcess, execFileSync, fork, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { SMALL_ALLOCATOR } from "../../../src/cli/small-allocator.ts";
import { freePort } from "../../support/free-port.ts";
import { machine } from "../support/machine.ts";
import { table } from "../support/table.ts";
import { inTemporaryFolder } from "../support/temporary-folder.ts";
import { cpuBetween, processesOf, type Seen } from "./processes.ts";

/**
 * What Lede takes of a machine: memory by number of sources, CPU of the short commands, time to the first page, what it
 * does while nothing is due. `--sources 20,100` chooses the sizes, `--settle 600` the seconds before what is settled
 * is read, `--lede FILE` another checkout's `lede.mjs`, `--only commands|run|publication|roles|demo` one part.
 */
const { values: flags } = parseArgs({
  options: {
    sources: { type: "string", default: "20,100" },
    settle: { type: "string", default: "120" },
    idle: { type: "string", default: "60" },
    lede: { type: "string", default: path.resolve(import.meta.dirname, "../../../src/cli/lede.mjs") },
    only: { type: "string" },
  },
});
const bin = path.resolve(flags.lede);
const root = path.resolve(bin, "../../..");
const settleMs = Number(flags.settle) * 1_000;
const idleMs = Number(flags.idle) * 1_000;
/** Of a feed of the farm. */
const ITEMS = 20;
/** ms in which a publication is over, and in which what happens anyway is measured for comparison. */
const PUBLICATION_MS = 4_000;
const PUBLICATIONS = 5;
const rows: string[][] = [];
const note = (name: string, now: string, goal: string) => {
  rows.push([name, now, goal]);
  console.log(`${name}: ${now} (goal ${goal})`);
};

if (path.resolve(root) === path.resolve(import.meta.dirname, "../../.."))
  execFileSync("npm", ["run", "--silent", "build"]);
if (isWanted("commands")) await commands();
if (isWanted("run")) for (const size of flags.sources.split(",").map(Number)) await run(size);
if (isWanted("publication")) for (const size of [50, 500]) await publications(size);
if (isWanted("roles")) await roles(100);
if (isWanted("demo")) await demo();
for (const line of table(["", "now", "goal"], rows)) console.log(line);
console.log(machine());

function isWanted(part: string): boolean {
  return flags.only === undefined || flags.only === part;
}

/** CPU of the short commands, the least of five, beside that of Node itself. */
async function commands(): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    const feed = path.join(folder, "feed.xml");
    const item = (n: number) => `<item><title>Item ${n}</title><link>https://a.example/${n}</link></item>`;
    const items = Array.from({ length: 20 }, (_, n) => item(n)).join("");
    await writeFile(feed, `<rss version="2.0"><channel><title>A</title>${items}</channel></rss>`);
    note("node -e 0, CPU s", cpuOf(["-e", "0"]), "");
    note("--version", cpuOf([bin, "--version"]), ".15");
    note("--help", cpuOf([bin, "--help"]), ".15");
    note("check", cpuOf([bin, "check", "--config", path.join(root, "config/lede.yaml")]), ".3");
    note("parse FILE", cpuOf([bin, "parse", feed]), ".3");
  });
}

function cpuOf(args: readonly string[]): string {
  const runs = Array.from({ length: 5 }, () => {
    const before = childrenCpu();
    spawnSync(process.execPath, args, { stdio: "ignore", env: { ...process.env, LEDE_LOG: "silent" } });
    return childrenCpu() - before;
  });
  return Math.min(...runs).toFixed(2);
}

/** Seconds of CPU of the processes that have ended, from the shell's `times`. */
function childrenCpu(): number {
  const stat = execFileSync("cat", [`/proc/${process.pid}/stat`], { encoding: "utf8" });
  const [user = 0, system = 0] = stat
    .slice(stat.lastIndexOf(")") + 2)
    .split(" ")
    .slice(13, 15)
    .map(Number);
  return (user + system) / 100;
}

interface Farm {
  readonly process: ChildProcess;
  readonly urls: readonly string[];
}

async function withFarm<T>(outlets: number, work: (farm: Farm) => Promise<T>): Promise<T> {
  const farm = fork(path.join(import.meta.dirname, "farm.ts"), [String(outlets)]);
  try {
    const [{ port }] = (await once(farm, "message")) as [{ port: number }];
    const host = (n: number) => `127.0.1.${1 + (n % Math.min(25, outlets))}:${port}`;
    return await work({
      process: farm,
      urls: Array.from({ length: outlets }, (_, n) => `http://${host(n)}/feed/${n}`),
    });
  } finally {
    farm.disconnect();
    await once(farm, "exit");
  }
}

async function writeWire(folder: string, urls: readonly string[], every: string): Promise<string> {
  const config = path.join(folder, "lede.yaml");
  await mkdir(path.join(folder, "data"), { recursive: true });
  await writeFile(
    config,
    `schedule: { every: ${every} }
output: { dir: "${folder}/public" }
serve: { port: ${await freePort()} }
network: { allow: [127.0.0.0/8] }
sources:
${urls.map((url, n) => `  - { id: s${n}, outlet: o${n}.example, url: "${url}", every: ${every} }`).join("\n")}
`,
  );
  return config;
}

function startLede(folder: string, args: readonly string[], data = path.join(folder, "data")): ChildProcess {
  const env = {
    ...("execve" in process ? {} : SMALL_ALLOCATOR), // as the unit and the image of docs/install.md
    ...process.env,
    LEDE_DATA: data,
    LEDE_REDIS: "private",
    LEDE_LOG: process.env["LEDE_LOG"] ?? "error",
    REDIS_URL: "",
  };
  return spawn(process.execPath, [bin, ...args], {
    cwd: folder,
    env,
    stdio: ["ignore", "ignore", "inherit"],
  });
}

async function run(size: number): Promise<void> {
  await withFarm(size, (farm) =>
    inTemporaryFolder(async (folder) => {
      const config = await writeWire(folder, farm.urls, "12h");
      const startedAt = performance.now();
      const lede = startLede(folder, ["run", "--config", config]);
      try {
        await untilThere(path.join(folder, "public/index.html"));
        const firstPage = (performance.now() - startedAt) / 1_000;
        note(`run, ${size} sources: first page, s`, firstPage.toFixed(1), size === 20 ? "5" : "");
        await sleep(settleMs);
        const settled = processesOf(folder);
        note(`run, ${size} sources: settled, MB`, apart(settled), settledGoal(size));
        note(
          `run, ${size} sources: peak resident of node, MB`,
          mb(peakOf(settled)),
          size === 100 ? "170" : size === 1_000 ? "260" : "",
        );
        await idle(folder, size);
      } finally {
        await stop(lede);
      }
    }),
  );
}

function settledGoal(size: number): string {
  return { 20: "90", 100: "95", 1000: "160" }[size] ?? "";
}

/** What is done while nothing is due, as an hour of it. */
async function idle(folder: string, size: number): Promise<void> {
  const before = processesOf(folder);
  await sleep(idleMs);
  const after = processesOf(folder);
  const hours = idleMs / 3_600_000;
  const written = sum(after, "written") - sum(before, "written");
  const cpu = cpuBetween(before, after);
  note(`run, ${size} sources, idle: MB written an hour`, (written / 1e6 / hours).toFixed(1), "1");
  note(`run, ${size} sources, idle: CPU s an hour`, (cpu / 1_000 / hours).toFixed(0), "10");
}

/** One new article of one source that is polled every few seconds, while nothing else is due and no text is waited for. */
async function publications(size: number): Promise<void> {
  await withFarm(size, (farm) =>
    inTemporaryFolder(async (folder) => {
      const config = await writeWire(folder, farm.urls, "12h");
      const yaml = (await readFile(config, "utf8")).replace(
        "every: 12h }\n  - { id: s1,",
        "every: 11s }\n  - { id: s1,",
      );
      await writeFile(config, `${yaml}lead: { fullText: never }\n`);
      const lede = startLede(folder, ["run", "--config", config]);
      try {
        await untilThere(path.join(folder, "public/index.html"));
        await sleep(settleMs);
        await onePublication(farm, folder, size);
      } finally {
        await stop(lede);
      }
    }),
  );
}

async function onePublication(farm: Farm, folder: string, size: number): Promise<void> {
  const feed = path.join(folder, "public/feed.json");
  const cpu: number[] = [];
  const waits: number[] = [];
  for (let n = 0; n < PUBLICATIONS; n++) {
    const quiet = await cpuOfNext(folder, PUBLICATION_MS);
    const before = (await stat(feed)).mtimeMs;
    const read = once(farm.process, "message");
    farm.process.send(0);
    const [{ readAt }] = (await read) as [{ readAt: number }];
    cpu.push((await cpuOfNext(folder, PUBLICATION_MS)) - quiet);
    while ((await stat(feed)).mtimeMs === before) await sleep(50);
    waits.push((await stat(feed)).mtimeMs - readAt);
  }
  const articles = (size * ITEMS).toLocaleString("en");
  note(`${articles} articles, one more: CPU s`, (median(cpu) / 1_000).toFixed(2), ".1");
  note(`${articles} articles, one more: read to published, s`, (median(waits) / 1_000).toFixed(2), "1");
}

/** CPU that the wire takes in the next `ms`, ms. */
async function cpuOfNext(folder: string, ms: number): Promise<number> {
  const before = processesOf(folder);
  await sleep(ms);
  return cpuBetween(before, processesOf(folder));
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

async function roles(size: number): Promise<void> {
  await withFarm(size, (farm) =>
    inTemporaryFolder(async (folder) => {
      const config = await writeWire(folder, farm.urls, "12h");
      const all = [["worker", "publish"], ["worker", "extract"], ["worker", "poll"], ["serve"], ["schedule"]];
      const started = all.map((args) => startLede(folder, [...args, "--config", config]));
      try {
        await untilThere(path.join(folder, "public/index.html"));
        await sleep(settleMs);
        note(`roles apart, ${size} sources: settled, MB`, apart(processesOf(folder)), "330");
      } finally {
        await Promise.all(started.map(stop));
      }
    }),
  );
}

async function demo(): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    const lede = startLede(folder, ["demo", "--port", String(await freePort())], folder);
    try {
      await untilThere(path.join(folder, "data/demo/public/index.html"));
      await sleep(180_000);
      const seen = processesOf(folder);
      note("demo after 3 min, MB", apart(seen), "160");
      note("demo, peak resident of node, MB", mb(peakOf(seen)), "240");
    } finally {
      await stop(lede);
    }
  });
}

function apart(seen: readonly Seen[]): string {
  const each = seen.map(({ name, pss }) => `${name} ${mb(pss)}`).join(", ");
  return `${mb(sum(seen, "pss"))} (${each})`;
}

function sum(seen: readonly Seen[], field: "pss" | "written"): number {
  return seen.reduce((total, one) => total + one[field], 0);
}

function peakOf(seen: readonly Seen[]): number {
  return Math.max(...seen.filter(({ name }) => name === "node").map(({ peak }) => peak));
}

function mb(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}

async function untilThere(file: string): Promise<void> {
  for (const deadline = Date.now() + 600_000; !existsSync(file); await sleep(50))
    if (Date.now() > deadline) throw new Error(`${file} was not written within ten minutes`);
}

async function stop(lede: ChildProcess): Promise<void> {
  if (lede.exitCode !== null) return;
  const ended = once(lede, "exit");
  lede.kill("SIGTERM");
  await ended;
}
