import { type FSWatcher, watch } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Config } from "../model/config.ts";
import { ConfigError } from "./config-error.ts";
import { loadConfig } from "./load.ts";
import type { Environment } from "./read-yaml.ts";

export interface WatchConfigOptions {
  readonly file: string;
  readonly env?: Environment;
  /** A valid edit. The one before it has stayed in force until now. */
  readonly onConfig: (config: Config) => void;
  /** An edit that cannot be used: what was in force stays in force. */
  readonly onMistakes: (error: ConfigError) => void;
  /** Quiet time after the last change, ms: editors write in several steps. */
  readonly debounce?: number;
  /** Where the system reports no changes (network and container mounts), the file is looked at this often, ms. */
  readonly lookEvery?: number;
}

export interface ConfigWatch {
  readonly close: () => void;
}

/**
 * Watches the YAML: its folder, since editors put a new file in the place of the old one, which a watch of the file
 * itself would not survive. Calls back only when the text has changed. Does not keep the process alive.
 */
export async function watchConfig(options: WatchConfigOptions): Promise<ConfigWatch> {
  const { file, env = process.env, debounce = 200, lookEvery = 5_000 } = options;
  let seen = await textOf(file);
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  const look = async () => {
    const text = await textOf(file);
    if (closed || text === seen) return;
    seen = text;
    await report(options, env, () => closed);
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void look(), debounce).unref();
  };
  const folder = watchFolder(path.dirname(path.resolve(file)), soon);
  const looking = setInterval(() => void look(), lookEvery).unref();
  return {
    close: () => {
      closed = true;
      clearTimeout(timer);
      clearInterval(looking);
      folder?.close();
    },
  };
}

async function report(
  { file, onConfig, onMistakes }: WatchConfigOptions,
  env: Environment,
  isClosed: () => boolean,
): Promise<void> {
  try {
    const config = await loadConfig(file, env);
    if (!isClosed()) onConfig(config);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    if (!isClosed()) onMistakes(error);
  }
}

/** undefined also while an editor has moved the old file away and not yet the new one there. */
async function textOf(file: string): Promise<string | undefined> {
  return readFile(file, "utf8").catch(() => undefined);
}

/** Any change in the folder counts: a mounted configuration changes by a link beside the file. */
function watchFolder(folder: string, onChange: () => void): FSWatcher | undefined {
  try {
    const watcher = watch(folder, { persistent: false }, onChange);
    watcher.on("error", () => watcher.close()); // the regular look goes on
    return watcher;
  } catch {
    return undefined; // no watches left on this system, or none on this file system
  }
}
