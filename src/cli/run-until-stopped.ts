import type { Logger } from "pino";

/** What was started is given this long to finish what it is doing. */
const DRAIN_MS = 16_000;
/** For connections to close once everything has ended. */
const LAST_MS = 3_000;

/** Listens for SIGTERM and SIGINT from now on; a second one ends the process at once, as does a start that hangs. */
export function stopSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    const stop = (signal: NodeJS.Signals) => {
      process.once("SIGTERM", () => process.exit(1));
      process.once("SIGINT", () => process.exit(1));
      setTimeout(() => process.exit(1), DRAIN_MS + LAST_MS).unref();
      resolve(signal);
    };
    process.once("SIGTERM", stop);
    process.once("SIGINT", stop);
  });
}

/**
 * Waits for the signal, then closes what was started within 20 s.
 *
 * @returns the exit status
 */
export async function runUntilStopped(
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
