import { type ChildProcess, spawn } from "node:child_process";
import { readFile, stat, truncate } from "node:fs/promises";
import { ask, open } from "./ask.ts";
import type { Places } from "./places.ts";
import { hasHole, isDamaged, setAside } from "./set-aside.ts";

const LONGEST_LOG = 2 ** 20;
/** A Redis that has not ended by then does not end by itself, ms. */
const STOP_MS = 30_000;
/** One that says nothing for so long, ms, is stopped or stuck: it still writes to the folder if it wakes. */
const SILENCE_MS = 5_000;

/**
 * AOF every second, and no snapshots. It is written anew when it has doubled, and only beyond 256 MB: what most wires
 * keep is small beside what they write, and so much is read in a second at a start. Not compressed: that took three
 * quarters of the time of writing it anew, to save 40 % of the file (docs/decisions/012).
 */
export const PERSISTENCE = {
  appendonly: "yes",
  appendfsync: "everysec",
  "auto-aof-rewrite-min-size": "256mb",
  "lazyfree-lazy-expire": "yes",
  rdbcompression: "no",
  save: "",
} as const;

/** How often a second it looks after itself; ten times, as is its habit, is most of what it does while nothing happens. */
const SELDOM_HZ = "4";

/** A private Redis that answers. */
export interface PrivateServer {
  /** Resolves when it has ended, whatever ended it. */
  readonly ended: Promise<void>;
  /** Where its files were moved to, because they were damaged; undefined: they were whole. */
  readonly setAside: string | undefined;
  /** Has it write what it holds and end; resolves when it has ended. */
  readonly stop: () => Promise<void>;
}

/** It ended over the content of its files. */
class DamagedFiles extends Error {
  override readonly name = "DamagedFiles";
}

/**
 * Takes over the Redis that already answers in the folder, or starts one there: AOF every second, no eviction, no
 * port, readable by its owner alone. Files that are damaged are set aside, and it starts with none.
 *
 * @param binary absolute path of redis-server or valkey-server
 * @throws Error with the last words of its log, when it ends before it answers
 */
export async function startServer(places: Places, binary: string): Promise<PrivateServer> {
  if (await isListening(places.redisSocket)) {
    if (await untilReady(places, undefined)) return guard(places, undefined);
    // What was found was about to end: now there is room for one of our own.
    return startServer(places, binary);
  }
  const moved = (await hasHole(places.dir)) ? await setAside(places.dir, Date.now()) : undefined;
  try {
    return { ...(await startOwn(places, binary)), setAside: moved };
  } catch (error) {
    // Damaged again with no files at all: it is not the files.
    if (!(error instanceof DamagedFiles) || moved !== undefined) throw error;
  }
  const folder = await setAside(places.dir, Date.now());
  return { ...(await startOwn(places, binary)), setAside: folder };
}

async function startOwn(places: Places, binary: string): Promise<PrivateServer> {
  const child = await launch(places, binary);
  await untilReady(places, child);
  return guard(places, child);
}

async function launch({ dir, redisSocket, logFile }: Places, binary: string): Promise<OwnServer> {
  const { size } = await stat(logFile).catch(() => ({ size: 0 }));
  if (size > LONGEST_LOG) await truncate(logFile);
  const settings = {
    port: "0",
    unixsocket: redisSocket,
    unixsocketperm: "700",
    dir,
    ...PERSISTENCE,
    maxmemory: "0",
    "maxmemory-policy": "noeviction",
    hz: SELDOM_HZ,
    daemonize: "no",
    logfile: logFile,
  };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  const child = spawn(binary, args, { cwd: dir, detached: true, stdio: "ignore" });
  return { child, logFrom: size > LONGEST_LOG ? 0 : size };
}

/** A server that was started here. */
interface OwnServer {
  readonly child: ChildProcess;
  /** Bytes of the log that were there before. */
  readonly logFrom: number;
}

/**
 * A large AOF takes long to read: no deadline, as long as it says that it is loading.
 * @returns false when what had been found has ended
 */
async function untilReady({ redisSocket, logFile }: Places, own: OwnServer | undefined): Promise<boolean> {
  let failed: Error | undefined;
  own?.child.once("error", (error) => {
    failed = error;
  });
  for (;;) {
    const askedAt = performance.now();
    const reply = await ask(redisSocket, "PING", SILENCE_MS);
    if (reply?.startsWith("+PONG")) return true;
    if (failed) throw failed;
    if (own && hasEnded(own.child)) throw lastWords(await logSince(logFile, own.logFrom));
    // No answer at once means that nobody listened, yet or any more; no answer for long, that somebody is stuck.
    if (reply === undefined && performance.now() - askedAt >= SILENCE_MS)
      throw new Error("its Redis holds on to the folder and does not answer");
    if (!own && !(await isListening(redisSocket))) return false;
    await pause(10);
  }
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

function lastWords(log: string): Error {
  const lines = log.trim().split("\n").slice(-3);
  const shown = lines.map((line) => line.replace(/^.*? [*#.-] /, "")).join(" / ");
  return new (isDamaged(log) ? DamagedFiles : Error)(`it ended at once: ${shown || "no log"}`);
}

async function logSince(logFile: string, from: number): Promise<string> {
  const log = await readFile(logFile).catch(() => Buffer.alloc(0));
  return log.subarray(from).toString();
}

async function guard(places: Places, own: OwnServer | undefined): Promise<PrivateServer> {
  const pid = await processId(places.redisSocket);
  const ended = own
    ? new Promise<void>((resolve) => own.child.once("exit", () => resolve()))
    : gone(places, pid);
  const stop = async () => {
    const patience = setTimeout(() => signal(pid, "SIGKILL"), STOP_MS);
    signal(pid, "SIGTERM");
    await ended;
    clearTimeout(patience);
  };
  return { ended, stop, setAside: undefined };
}

/** The end of a Redis that is not our child: its connection closes, and nobody listens any more. */
async function gone({ redisSocket }: Places, pid: number): Promise<void> {
  for (;;) {
    const connection = await open(redisSocket);
    if (!connection) break;
    await new Promise((resolve) => connection.resume().once("close", resolve));
  }
  // The socket goes a moment before the process does.
  for (let waited = 0; waited < 2_000 && signal(pid, 0); waited += 10) await pause(10);
}

async function processId(redisSocket: string): Promise<number> {
  const info = (await ask(redisSocket, "INFO server", 10_000)) ?? "";
  const pid = Number(/^process_id:(\d+)/m.exec(info)?.[1]);
  if (!pid) throw new Error("its Redis does not say which process it is");
  return pid;
}

function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false; // gone already
  }
}

async function isListening(socketPath: string): Promise<boolean> {
  const socket = await open(socketPath);
  socket?.destroy();
  return socket !== undefined;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
