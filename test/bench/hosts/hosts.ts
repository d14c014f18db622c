import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startPrivateRedis } from "../support/private-redis.ts";
import { table } from "../support/table.ts";
import { inTemporaryFolder } from "../support/temporary-folder.ts";
import type { Reported } from "./watched-wire.ts";

/**
 * 10,000 sources on 50 hosts, each due once a minute, through the real scheduler, a poll worker and Redis: first all hosts
 * are well, then half of them answer after seconds, hang, break off or fail, for two minutes (`--seconds 120`). No host
 * may see more than one request at a time, the healthy must not be late because of the sick, memory must not grow.
 */
const HOSTS = 50;
const SOURCES = 10_000;
const EVERY_S = 60;
const seconds = Number(process.argv[process.argv.indexOf("--seconds") + 1]) || 120;

await inTemporaryFolder(async (folder) => {
  const servers = start("sick-hosts.ts", [`${HOSTS}`]);
  const port = await told<number>(servers);
  const redis = await startPrivateRedis(folder);
  const configFile = path.join(folder, "lede.yaml");
  await writeFile(configFile, yaml(port, redis.socket));
  const wire = start("watched-wire.ts", [configFile], { LEDE_DATA: folder });
  try {
    await told(wire);
    await followed(wire, 2 * EVERY_S + 15); // every first poll, spread wide by chance
    const well = await followed(wire, EVERY_S);
    await asked<number>(servers, "half of you are ill now");
    const ill = await followed(wire, seconds);
    report(well, ill, await asked<number>(servers, "how many at most?"));
  } finally {
    wire.disconnect();
    await once(wire, "exit");
    servers.kill();
    await redis.stop();
  }
});

function start(file: string, args: readonly string[], env: Record<string, string> = {}): ChildProcess {
  return fork(path.join(import.meta.dirname, file), args, {
    env: { ...process.env, LEDE_LOG: "error", ...env },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
}

async function told<T>(child: ChildProcess): Promise<T> {
  const [message] = await once(child, "message");
  return message as T;
}

function asked<T>(child: ChildProcess, question: string): Promise<T> {
  const answer = told<T>(child);
  child.send(question);
  return answer;
}

/** What the wire did in the next seconds. */
async function followed(wire: ChildProcess, length: number): Promise<Reported> {
  await asked(wire, "from now on");
  await sleep(length * 1_000);
  return asked<Reported>(wire, "what was there?");
}

function yaml(port: number, socket: string): string {
  const sources = Array.from({ length: SOURCES }, (_, i) => {
    const host = `127.0.0.${1 + (i % HOSTS)}`;
    return `  - { id: s${i}, outlet: "${host}", url: "http://${host}:${port}/${i}", every: ${EVERY_S}s }`;
  });
  return `redis: { url: "${socket}" }
network: { allow: [127.0.0.0/8], timeout: 5s }
schedule: { every: ${EVERY_S}s }
link: http://127.0.0.1/
sources:
${sources.join("\n")}
`;
}

function report(well: Reported, ill: Reported, mostInFlight: number): void {
  const rows = [
    ["all are well", latenessOf(well, isHealthy), well],
    ["half are ill", latenessOf(ill, isHealthy), ill],
  ] as const;
  console.log(
    `${SOURCES} sources on ${HOSTS} hosts, each due every ${EVERY_S} s; half of the hosts fall ill\n`,
  );
  for (const line of table(
    [
      "",
      "polls",
      "of healthy hosts",
      "late by: median",
      "99 %",
      "most",
      "memory MB, begin",
      "end",
      "CPU ms/poll",
    ],
    rows.map(([name, late, all]) => [
      name,
      `${all.polls.length}`,
      `${late.count}`,
      `${late.median} ms`,
      `${late.p99} ms`,
      `${late.most} ms`,
      `${meanMb(all.memory.slice(0, 20))}`,
      `${meanMb(all.memory.slice(-20))}`,
      (all.cpuMs / Math.max(1, all.polls.length)).toFixed(2),
    ]),
  ))
    console.log(line);
  console.log(`most requests in flight at one host: ${mostInFlight}`);
  if (process.argv.includes("--json"))
    console.log(JSON.stringify({ bench: "hosts", mostInFlight, well: rows[0][1], ill: rows[1][1] }));
  process.exitCode = mostInFlight <= 1 ? 0 : 1;
}

function isHealthy(host: string): boolean {
  return Number(host.split(".").at(-1)) % 2 === 0;
}

function latenessOf({ polls }: Reported, wanted: (host: string) => boolean) {
  const sorted = polls.filter((poll) => wanted(poll.host)).map((poll) => poll.late);
  sorted.sort((a, b) => a - b);
  const at = (part: number) => Math.round(sorted[Math.floor((sorted.length - 1) * part)] ?? 0);
  return { count: sorted.length, median: at(0.5), p99: at(0.99), most: at(1) };
}

function meanMb(bytes: readonly number[]): number {
  return Math.round(bytes.reduce((sum, b) => sum + b, 0) / Math.max(1, bytes.length) / 1e6);
}
