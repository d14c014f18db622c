import { closeSync } from "node:fs";
import type { Logger } from "pino";
import type { OpenedRedis } from "../app/parts/redis.ts";
import { type Assemble, followConfig } from "../app/process.ts";
import type { Invocation } from "./command.ts";

/** Runs a process that follows the YAML, until a signal stops it. */
export async function runJob(
  invocation: Invocation,
  assemble: Assemble<Pick<OpenedRedis, "answering" | "url">>,
): Promise<0 | 1> {
  // A signal that comes while everything still starts is obeyed as well: nothing must be left behind.
  const signalled = stopSignal();
  const { close } = await followConfig(invocation, assemble);
  return runUntilStopped(invocation.log, signalled, close);
}

/** What was started is given this long to finish what it is doing. */
const DRAIN_MS = 16_000;
/** For connections to close once everything has ended. */
const LAST_MS = 3_000;

/** What a terminal, a closed terminal and a service manager send. */
const STOPPING = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
/** The key of a terminal reaches every process on it, and npm passes on what its child has had already, ms. */
const SAME_MS = 1_000;

/** Listens from now on; a second signal, later than that, ends the process at once, as does a start that hangs. */
function stopSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let firstAt: number | undefined;
    const stop = (signal: NodeJS.Signals) => {
      if (firstAt !== undefined && performance.now() - firstAt > SAME_MS) process.exit(1);
      if (firstAt !== undefined) return;
      firstAt = performance.now();
      setTimeout(() => process.exit(1), DRAIN_MS + LAST_MS).unref();
      if (signal === "SIGHUP") process.once("exit", leaveTerminal);
      resolve(signal);
    };
    for (const signal of STOPPING) process.on(signal, stop);
  });
}

/** Node ends by an abort where it cannot give the terminal its settings back because that is gone. */
function leaveTerminal(): void {
  for (const fd of [0, 1, 2]) {
    try {
      closeSync(fd);
    } catch {} // was closed before
  }
}

/**
 * Waits for the signal, then closes what was started within 20 s.
 *
 * @returns the exit status
 */
async function runUntilStopped(
  log: Logger,
  signalled: Promise<NodeJS.Signals>,
  close: () => Promise<void>,
): Promise<0 | 1> {
  const signal = await signalled;
  log.info({ signal }, "stopping");
  const ended = await Promise.race([close().then(() => true), deadline()]);
  if (!ended) log.warn("not everything ended in time; what was left is taken up at the next start");
  // Sockets of readers and a Redis that is away must not keep a stopped process alive.
  setTimeout(() => process.exit(ended ? 0 : 1), LAST_MS).unref();
  return ended ? 0 : 1;
}

function deadline(): Promise<false> {
  return new Promise((resolve) => setTimeout(() => resolve(false), DRAIN_MS).unref());
}
