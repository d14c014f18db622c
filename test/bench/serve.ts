import { type ChildProcess, fork, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { runTool } from "../judge/run-tool.ts";
import { startSampleServer } from "../judge/sample-server.ts";

/**
 * Requests a second and CPU a request, for a gzip 200 and a 304 of the same feed: Lede, a node:http server that
 * holds the same bytes and does nothing else, and nginx with gzip_static. Turns alternate, so that a busy machine
 * is busy for all.
 */
const NGINX = "nginx";
const SECONDS = Number(process.env["BENCH_SECONDS"] ?? 4);
const ROUNDS = 3;
const CONNECTIONS = 32;
const NAMES = ["node:http", "lede", "nginx"] as const;
const KINDS = ["200 gzip", "304"] as const;

interface Contender {
  readonly url: string;
  /** Everything whose CPU counts. */
  readonly pids: readonly number[];
  readonly stop: () => void;
}

interface Measured {
  readonly perSecond: number;
  /** µs of CPU a request, all processes of the server. */
  readonly cpu: number;
}

if (process.argv[2] === "serve") await serveAs(process.argv[3] ?? "");
else await main();

async function main(): Promise<void> {
  const dir = await mkdtemp(path.join(tmpdir(), "bench-serve-"));
  const lede = await startNode("lede", "");
  const contenders: Record<string, Contender> = { lede, "node:http": await startNode("node:http", lede.dir) };
  if ((await runTool("which", [NGINX])).status === 0) contenders["nginx"] = await startNginx(dir, lede.dir);
  else console.log("nginx is not there: apt-get install nginx-light");
  const results: Record<string, Measured[]> = {};
  for (let round = 0; round < ROUNDS; round++)
    for (const kind of KINDS)
      for (const name of NAMES) {
        const contender = contenders[name];
        if (!contender) continue;
        results[`${kind} ${name}`] ??= [];
        results[`${kind} ${name}`]?.push(await measure(contender, kind, dir));
      }
  for (const contender of Object.values(contenders)) contender.stop();
  await rm(dir, { recursive: true, force: true });
  report(results);
}

function report(results: Readonly<Record<string, readonly Measured[]>>): void {
  const rows = Object.entries(results).map(([what, turns]) => {
    const best = [...turns].sort((a, b) => a.cpu - b.cpu)[Math.floor(turns.length / 2)] ?? {
      perSecond: 0,
      cpu: 0,
    };
    return { what, perSecond: Math.round(best.perSecond), cpu: Math.round(best.cpu * 10) / 10 };
  });
  const of = (what: string) => rows.find((row) => row.what === what) ?? { perSecond: 0, cpu: 0 };
  const ratios = KINDS.map((kind) => ({
    kind,
    requests: of(`${kind} lede`).perSecond / of(`${kind} node:http`).perSecond,
    cpu: of(`${kind} node:http`).cpu / of(`${kind} lede`).cpu,
  }));
  if (process.argv.includes("--json")) {
    console.log(JSON.stringify({ rows, ratios }));
    return;
  }
  for (const row of rows)
    console.log(
      `${row.what.padEnd(20)} ${String(row.perSecond).padStart(7)} requests/s ${String(row.cpu).padStart(7)} µs CPU`,
    );
  for (const { kind, requests, cpu } of ratios)
    console.log(
      `${kind}: lede does ${requests.toFixed(2)} of the requests of node:http, ${cpu.toFixed(2)} of its thrift in CPU`,
    );
}

async function measure(
  { url, pids }: Contender,
  kind: (typeof KINDS)[number],
  dir: string,
): Promise<Measured> {
  const headers = { "accept-encoding": "gzip" };
  const first = await fetch(`${url}feed.atom`, { headers });
  await first.arrayBuffer();
  const script = path.join(dir, "request.lua");
  const condition = kind === "304" ? `wrk.headers["If-None-Match"] = '${first.headers.get("etag")}'\n` : "";
  await writeFile(script, `wrk.headers["Accept-Encoding"] = "gzip"\n${condition}`);
  const before = await cpuOf(pids);
  const { stdout, stderr } = await runTool("wrk", [
    "-t1",
    `-c${CONNECTIONS}`,
    `-d${SECONDS}s`,
    "-s",
    script,
    `${url}feed.atom`,
  ]);
  const used = (await cpuOf(pids)) - before;
  const requests = Number(/(\d+) requests in/.exec(stdout)?.[1]);
  if (!requests || /Non-2xx/.test(stdout)) throw new Error(`wrk: ${stdout}${stderr}`);
  return { perSecond: requests / SECONDS, cpu: (used / requests) * 1e6 };
}

/** Seconds of CPU so far: user and system, in ticks of 1/100 s. */
async function cpuOf(pids: readonly number[]): Promise<number> {
  const stats = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, "utf8")));
  return stats.reduce((sum, stat) => {
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return sum + (Number(fields[11]) + Number(fields[12])) / 100;
  }, 0);
}

async function startNode(name: string, dir: string): Promise<Contender & { readonly dir: string }> {
  const child: ChildProcess = fork(fileURLToPath(import.meta.url), ["serve", name, dir], {
    execArgv: process.execArgv,
  });
  const message = await new Promise<{ url: string; dir: string }>((resolve) =>
    child.once("message", resolve as never),
  );
  return { ...message, pids: child.pid ? [child.pid] : [], stop: () => void child.kill() };
}

async function startNginx(dir: string, root: string): Promise<Contender> {
  const port = 20_000 + (process.pid % 20_000);
  const config = path.join(dir, "nginx.conf");
  await writeFile(
    config,
    `daemon off; worker_processes 1; pid ${dir}/nginx.pid; error_log stderr; user root;
events {}
http { access_log off; types { application/atom+xml atom; } server { listen 127.0.0.1:${port}; root ${root}; gzip_static on; } }`,
  );
  const child = spawn(NGINX, ["-c", config], { stdio: "ignore" });
  await sleep(1_000);
  const workers = await runTool("pgrep", ["-P", String(child.pid)]);
  const pids = [child.pid ?? 0, ...workers.stdout.split("\n").filter(Boolean).map(Number)];
  return { url: `http://127.0.0.1:${port}/`, pids, stop: () => void child.kill("SIGQUIT") };
}

async function serveAs(name: string): Promise<void> {
  process.once("disconnect", () => process.exit()); // the bench died
  if (name === "lede") {
    const { url, dir } = await startSampleServer();
    process.send?.({ url, dir });
    return;
  }
  // The same work first: a process that has rendered an edition answers more slowly than one that never did.
  const rendered = await startSampleServer();
  await rendered.close();
  const dir = process.argv[4] ?? "";
  const bytes = await readFile(path.join(dir, "feed.atom.gz"));
  const etag = `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"`;
  const server = createServer((request, response) => {
    if (request.headers["if-none-match"] === etag) {
      response.writeHead(304, { etag }).end();
      return;
    }
    response
      .writeHead(200, {
        etag,
        "content-type": "application/atom+xml",
        "content-encoding": "gzip",
        "content-length": bytes.length,
      })
      .end(bytes);
  });
  server.listen(0, "127.0.0.1", () => {
    const address = server.address();
    if (address && typeof address === "object")
      process.send?.({ url: `http://127.0.0.1:${address.port}/`, dir });
  });
}
