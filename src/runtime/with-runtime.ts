import type { Logger } from "pino";
import { loadConfig } from "../config/load.ts";
import { openRuntime, type Runtime } from "./runtime.ts";

/** Opens the runtime of a configuration for as long as `work` takes, and closes it whatever happens. */
export async function withRuntime<T>(
  { configFile, log }: { readonly configFile: string; readonly log: Logger },
  work: (runtime: Runtime) => Promise<T>,
): Promise<T> {
  const runtime = await openRuntime(await loadConfig(configFile), log);
  try {
    return await work(runtime);
  } finally {
    await runtime.close();
  }
}
