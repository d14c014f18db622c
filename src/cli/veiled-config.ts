import { loadConfig } from "../config/load.ts";
import type { Config } from "../model/config.ts";
import type { Invocation } from "./command.ts";

/** Reads the YAML of a command; what is secret in it is in no line that follows. */
export async function veiledConfig({
  configFile,
  veil,
}: Pick<Invocation, "configFile" | "veil">): Promise<Config> {
  const config = await loadConfig(configFile);
  veil.hide(config.secrets ?? []);
  return config;
}
