import type { Logger } from "pino";

/** What was started is given this long to finish what it is doing. */
const DRAIN_MS = 16_000;
/** For connections to close once everything has ended. */
const LAST_MS = 3_000;

/**
 * Waits for SIGTERM or SIGINT, then closes what was started within 20 s; a second signal ends the process at once.
 *
 * @returns the exit status
 */
export async function runUntilStopped(log: Logger, close: () => Promise<void>): Promise<0 | 1> {
  const signal = await stopSignal();
  log.info({ signal }, "stopping");
  const ended = await Promise.race([close().then(() => true), deadline()]);
  if (!ended) log.warn("not everything ended in time; what was left is taken up at the next start");
  // Sockets of readers and a Redis that is away must not keep a stopped process alive.
  setTimeout(() => process.exit(ended ? 0 : 1), LAST_MS).unref();
  return ended ? 0 : 1;
}

function stopSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    const stop = (signal: NodeJS.Signals) => {
      process.once("SIGTERM", () => process.exit(1));
      process.once("SIGINT", () => process.exit(1));
      resolve(signal);
    };
    process.once("SIGTERM", stop);
    process.once("SIGINT", stop);
  });
}

function deadline(): Promise<false> {
  return new Promise((resolve) => setTimeout(() => resolve(false), DRAIN_MS).unref());
}
