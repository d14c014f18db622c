import { setTimeout as sleep } from "node:timers/promises";
import { isSetUp } from "../store/data-version.ts";
import type { Runtime } from "./runtime.ts";

const LOOK_MS = 100;
const SAY_AFTER_MS = 10_000;

/** Waits until the publishing process has told Redis what readers know: before that everything would be new. */
export async function awaitSetUp({
  patient,
  keys,
  log,
}: Pick<Runtime, "patient" | "keys" | "log">): Promise<void> {
  const sayAt = Date.now() + SAY_AFTER_MS;
  let said = false;
  while (!(await isSetUp(patient, keys))) {
    if (!said && Date.now() > sayAt) log.warn("redis is empty: waiting for a publish worker to set it up");
    said ||= Date.now() > sayAt;
    await sleep(LOOK_MS);
  }
}
