import { appendFile, readdir, readFile, truncate, writeFile } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Redis } from "ioredis";
import type { Fault } from "./faults.ts";
import type { Stage } from "./stage.ts";

interface Files {
  readonly base: string;
  readonly incr: string;
  readonly manifest: string;
}

/** What a power cut and a bad disk do to the private Redis: its files are damaged under it, then it dies. */
export const DAMAGED_FILES: readonly Fault[] = [
  damaged("zeros at the end of", ({ incr }) => appendFile(incr, Buffer.alloc(4_096))),
  damaged("rubbish in", async ({ incr }) => {
    const content = await readFile(incr);
    const middle = Math.floor(content.length / 2);
    await writeFile(incr, content.fill(7, middle, middle + 2_000));
  }),
  damaged("a cut base of", async ({ base }) => truncate(base, 60)),
  damaged("an empty manifest of", ({ manifest }) => truncate(manifest, 0)),
  damaged("no base of", ({ base }) => truncate(base, 0)),
];

function damaged(what: string, damage: (files: Files) => Promise<unknown>): Fault {
  return {
    name: `${what} the private Redis's files`,
    times: 1,
    strike: async (stage) => {
      const dir = path.join(stage.folder, "data/redis");
      const redis = new Redis(path.join(dir, "redis.sock"));
      redis.on("error", () => {});
      await redis.bgrewriteaof().catch(() => {});
      let info = "";
      while (!info.includes("aof_rewrite_in_progress:0")) {
        await sleep(200);
        info = await redis.info("persistence");
      }
      const pid = Number(/process_id:(\d+)/.exec(await redis.info("server"))?.[1]);
      redis.disconnect();
      await sleep(2_000); // some commands come after the base
      await damage(await filesIn(path.join(dir, "appendonlydir")));
      process.kill(pid, "SIGKILL");
      await untilSetAside(stage, dir);
    },
  };
}

async function filesIn(folder: string): Promise<Files> {
  const names = await readdir(folder);
  const file = (end: string) => path.join(folder, names.filter((name) => name.endsWith(end)).at(-1) ?? end);
  return { base: file(".rdb"), incr: file(".incr.aof"), manifest: file(".manifest") };
}

const setAside = new Map<Stage, number>();

/** @throws when nothing was set aside in time */
async function untilSetAside(stage: Stage, dir: string): Promise<void> {
  const expected = (setAside.get(stage) ?? 0) + 1;
  setAside.set(stage, expected);
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await sleep(100)) {
    const names = await readdir(path.dirname(dir));
    if (names.filter((name) => name.startsWith("redis.damaged-")).length >= expected) return;
  }
  throw new Error("damaged files were not set aside");
}

const MB = 1024 * 1024;

/** A stranger's posts that never end: none of them may cost memory. */
export const UNFINISHED_POSTS: Fault = {
  name: "100 unfinished posts to the hubs' address",
  times: 1,
  strike: async ({ lede, statusUrl }) => {
    const pid = lede.all[0]?.pid() ?? 0;
    const before = await residentOf(pid);
    const { port } = new URL(statusUrl);
    const sockets = Array.from({ length: 100 }, (_, n) => unfinishedPost(Number(port), `guess-${n}`));
    await sleep(10_000);
    const grown = (await residentOf(pid)) - before;
    for (const socket of sockets) socket.destroy();
    console.log(`100 unfinished posts: resident grew by ${Math.round(grown / MB)} MB`);
    if (grown > 100 * MB) throw new Error(`unfinished posts took ${Math.round(grown / MB)} MB`);
  },
};

function unfinishedPost(port: number, token: string): Socket {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => {}).on("data", () => {});
  const head = `POST /websub/${token} HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nX-Hub-Signature: sha256=00\r\n`;
  socket.write(`${head}Content-Length: ${9 * MB}\r\n\r\n`);
  socket.write(Buffer.alloc(8 * MB));
  return socket;
}

/** Bytes. */
async function residentOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
}
