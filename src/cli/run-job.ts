import type { Running } from "../../workers/running.ts";
import { followConfig } from "../runtime/follow-config.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { withRuntime } from "../runtime/with-runtime.ts";
import type { Invocation } from "./command.ts";
import { runUntilStopped, stopSignal } from "./run-until-stopped.ts";

/** Starts a part of Lede, follows the YAML while it runs, and stops it on a signal. */
export function runJob(
  invocation: Invocation,
  start: (runtime: Runtime) => Running | Promise<Running>,
): Promise<0 | 1> {
  // A signal that comes while everything still starts is obeyed as well: nothing must be left behind.
  const signalled = stopSignal();
  return withRuntime(invocation, async (runtime) => {
    const started = await start(runtime);
    const follower = await followConfig(runtime);
    return runUntilStopped(invocation.log, signalled, async () => {
      follower.close();
      await started.close();
    });
  });
}
