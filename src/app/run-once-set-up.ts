import { setTimeout as sleep } from "node:timers/promises";
import type { Worker } from "bullmq";
import type { Redis } from "ioredis";
import type { Logger } from "pino";
import { isSetUp } from "../store/data-version.ts";
import type { Keys } from "../store/keys.ts";

export interface AwaitDeps {
  /** Commands wait while Redis is away. */
  readonly patient: Redis;
  readonly keys: Keys;
  readonly log: Logger;
}

const LOOK_MS = 100;
const SAY_AFTER_MS = 10_000;
const WAITING =
  "redis is empty, or of an earlier version of Lede: waiting for a publish worker of this version to set it up";

/**
 * Waits until the publishing process has told Redis what readers know, and has brought forward what an earlier version
 * kept there: before that everything would be new.
 *
 * @param signal ends the wait, within moments
 */
export async function awaitSetUp({ patient, keys, log }: AwaitDeps, signal?: AbortSignal): Promise<void> {
  const sayAt = Date.now() + SAY_AFTER_MS;
  let said = false;
  while (!signal?.aborted && !(await isSetUp(patient, keys))) {
    if (!said && Date.now() > sayAt) log.warn(WAITING);
    said ||= Date.now() > sayAt;
    await sleep(LOOK_MS);
  }
}

/**
 * Lets a worker take jobs as soon as there is a store to work with: what is claimed from one that is not set up fails,
 * and a source that failed so three times would be held for poison.
 *
 * @param worker made with `autorun: false`
 */
export function runOnceSetUp(deps: AwaitDeps, worker: Worker): { close(): Promise<void> } {
  const closing = new AbortController();
  const start = async () => {
    await awaitSetUp(deps, closing.signal);
    if (!closing.signal.aborted) await worker.run();
  };
  start().catch((err: unknown) => {
    if (!closing.signal.aborted) deps.log.error({ err, worker: worker.name }, "worker did not start");
  });
  return {
    close: async () => {
      closing.abort();
      await worker.close();
    },
  };
}
