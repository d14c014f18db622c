import { setTimeout as sleep } from "node:timers/promises";
import { isSetUp } from "../store/data-version.ts";
import type { Runtime } from "./runtime.ts";

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
export async function awaitSetUp(
  { patient, keys, log }: Pick<Runtime, "patient" | "keys" | "log">,
  signal?: AbortSignal,
): Promise<void> {
  const sayAt = Date.now() + SAY_AFTER_MS;
  let said = false;
  while (!signal?.aborted && !(await isSetUp(patient, keys))) {
    if (!said && Date.now() > sayAt) log.warn(WAITING);
    said ||= Date.now() > sayAt;
    await sleep(LOOK_MS);
  }
}
