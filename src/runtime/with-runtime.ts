import type { Logger } from "pino";
import { loadConfig } from "../config/load.ts";
import type { Veil } from "../config/veil.ts";
import { openRuntime, type Runtime } from "./runtime.ts";

/** Opens the runtime of a configuration for as long as `work` takes, and closes it whatever happens. */
export async function withRuntime<T>(
  { configFile, log, veil }: { readonly configFile: string; readonly log: Logger; readonly veil: Veil },
  work: (runtime: Runtime) => Promise<T>,
): Promise<T> {
  const config = await loadConfig(configFile);
  veil.hide(config.secrets ?? []);
  const runtime = await openRuntime(config, log, veil);
  try {
    return await work(runtime);
  } finally {
    await runtime.close();
  }
}
