import type { Worker } from "bullmq";
import { awaitSetUp } from "./await-set-up.ts";
import type { Runtime } from "./runtime.ts";

/**
 * Lets a worker take jobs as soon as there is a store to work with: what is claimed from one that is not set up fails,
 * and a source that failed so three times would be held for poison.
 *
 * @param worker made with `autorun: false`
 */
export function runOnceSetUp(
  runtime: Pick<Runtime, "patient" | "keys" | "log">,
  worker: Worker,
): { close(): Promise<void> } {
  const closing = new AbortController();
  const start = async () => {
    await awaitSetUp(runtime, closing.signal);
    if (!closing.signal.aborted) await worker.run();
  };
  start().catch((err: unknown) => {
    if (!closing.signal.aborted) runtime.log.error({ err, worker: worker.name }, "worker did not start");
  });
  return {
    close: async () => {
      closing.abort();
      await worker.close();
    },
  };
}
