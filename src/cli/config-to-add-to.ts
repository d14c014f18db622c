import { access, readFile } from "node:fs/promises";
import path from "node:path";
import { ConfigError } from "../config/config-error.ts";
import { appendSources } from "../config/edit.ts";
import { parseConfig } from "../config/load.ts";
import type { Config } from "../model/config.ts";
import type { Invocation } from "./command.ts";
import { veiledConfig } from "./veiled-config.ts";

const PLACEHOLDER = "https://placeholder.example/";

/**
 * The configuration that sources are about to be added to; undefined when there is no file yet. That it names no
 * source so far is no mistake here.
 *
 * @throws ConfigError with every other mistake: they are reported before anything is added
 */
export async function configToAddTo(
  invocation: Pick<Invocation, "configFile" | "veil">,
): Promise<Config | undefined> {
  const { configFile, veil } = invocation;
  if (!(await fileIsThere(configFile))) return undefined;
  try {
    return await veiledConfig(invocation);
  } catch (error) {
    const config = error instanceof ConfigError ? await withoutSources(configFile) : undefined;
    if (!config) throw error;
    veil.hide(config.secrets ?? []);
    return config;
  }
}

/** Read as if one source were there already; undefined when there are other mistakes. */
async function withoutSources(file: string): Promise<Config | undefined> {
  try {
    const text = (await readFile(file, "utf8")).replace(/^\uFEFF/, "");
    const filled = appendSources(file, text, [{ url: PLACEHOLDER }]);
    const config = await parseConfig(path.resolve(file), filled, process.env);
    return { ...config, sources: config.sources.filter(({ url }) => url !== PLACEHOLDER) };
  } catch {
    return undefined;
  }
}

/** Whether there is something at the path. */
function fileIsThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
