import { type FSWatcher, watch } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Config } from "../model/config.ts";
import { ConfigError } from "./config-error.ts";
import { loadConfig, parseConfig } from "./load.ts";
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
  /** A file that is empty or away is about to be written: so long it is waited for, ms. */
  readonly patience?: number;
}

export interface ConfigWatch {
  readonly close: () => void;
}

/**
 * Watches the YAML: its folder, since editors put a new file in the place of the old one, which a watch of the file
 * itself would not survive. Calls back only when the text has changed, once for each text and in the order in which they
 * were written; one that is overtaken by the next may be left out. Does not keep the process alive.
 */
export async function watchConfig(options: WatchConfigOptions): Promise<ConfigWatch> {
  const { file, env = process.env, debounce = 200, lookEvery = 5_000, patience = 3_000 } = options;
  let seen = await textOf(file);
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  let cutOff = false;
  let looking = false;
  let again = false;
  const look = async () => {
    const text = await settledText(file, seen, { debounce, patience });
    if (closed) return;
    if (text !== seen) {
      seen = text;
      await report(options, text, env, () => closed);
    }
    const isCutOff = await isReplacedElsewhere(file);
    if (isCutOff && !cutOff)
      options.onMistakes(new ConfigError(file, [{ line: 1, col: 1, message: CUT_OFF }]));
    cutOff = isCutOff;
  };
  /** One look at a time: what an older text says must not come after what a newer one does. */
  const lookOn = async () => {
    while (again && !closed) {
      again = false;
      await look();
    }
    looking = false;
  };
  const soon = () => {
    again = true;
    if (looking) return;
    looking = true;
    void lookOn();
  };
  const folder = watchFolder(path.dirname(path.resolve(file)), () => {
    clearTimeout(timer);
    timer = setTimeout(soon, debounce).unref();
  });
  const regular = setInterval(soon, lookEvery).unref();
  return {
    close: () => {
      closed = true;
      clearTimeout(timer);
      clearInterval(regular);
      folder?.close();
    },
  };
}

async function report(
  { file, onConfig, onMistakes }: WatchConfigOptions,
  text: string | undefined,
  env: Environment,
  isClosed: () => boolean,
): Promise<void> {
  try {
    // A file that is not there, or may not be read: loading it says why.
    const config = await (text === undefined
      ? loadConfig(file, env)
      : parseConfig(path.resolve(file), text, env));
    if (!isClosed()) onConfig(config);
  } catch (error) {
    if (!isClosed()) onMistakes(error instanceof ConfigError ? error : unforeseen(file, error));
  }
}

/** A fault of ours: no edit may end a wire that runs. */
function unforeseen(file: string, error: unknown): ConfigError {
  return new ConfigError(file, [{ line: 1, col: 1, message: `cannot be read: ${String(error)}` }]);
}

/**
 * The text once it stays the same: where nobody reports changes, a look may come in the middle of one. Many programs
 * empty a file before they write it, or take it away, and some stop for breath in between.
 */
async function settledText(
  file: string,
  seen: string | undefined,
  { debounce, patience }: { readonly debounce: number; readonly patience: number },
): Promise<string | undefined> {
  const enough = performance.now() + patience;
  let text = await textOf(file);
  for (let before = seen; text !== seen; text = await textOf(file)) {
    const isWhole = text !== undefined && text.trim() !== "";
    if (text === before && (isWhole || performance.now() > enough)) break;
    before = text;
    await sleep(debounce, undefined, { ref: false });
  }
  return text;
}

const CUT_OFF =
  "another file was put in the place of this one where it is mounted, and no edit can be seen here any more: mount its folder instead of the file, and start anew";

/** A container that a single file was mounted into keeps that very file, which has no name left. */
async function isReplacedElsewhere(file: string): Promise<boolean> {
  return stat(file).then(
    ({ nlink }) => nlink === 0,
    () => false,
  );
}

/** undefined also while an editor has moved the old file away and not yet the new one there. */
async function textOf(file: string): Promise<string | undefined> {
  return readFile(file, "utf8").then(
    (text) => text.replace(/^\uFEFF/, ""),
    () => undefined,
  );
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
