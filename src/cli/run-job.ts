import type { Running } from "../../workers/running.ts";
import { loadConfig } from "../config/load.ts";
import { followConfig } from "../runtime/follow-config.ts";
import { openRuntime, type Runtime } from "../runtime/runtime.ts";
import type { Invocation } from "./command.ts";
import { runUntilStopped } from "./run-until-stopped.ts";

/** Starts a part of Lede, follows the YAML while it runs, and stops it on a signal. */
export async function runJob(
  { configFile, log }: Invocation,
  start: (runtime: Runtime) => Running | Promise<Running>,
): Promise<0 | 1> {
  const runtime = await openRuntime(await loadConfig(configFile), log);
  const started = await start(runtime);
  const follower = await followConfig(runtime);
  const everything = {
    close: async () => {
      follower.close();
      await started.close();
    },
  };
  return runUntilStopped(everything, runtime, log);
}
