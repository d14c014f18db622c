import { isDeepStrictEqual } from "node:util";
import type { Logger } from "pino";
import { loadConfig } from "../config/load.ts";
import type { Veil } from "../config/veil.ts";
import { watchConfig } from "../config/watch.ts";
import type { EpochMs } from "../model/brand.ts";
import type { Config } from "../model/config.ts";
import { thisProcess } from "../store/trouble-store.ts";
import type { OpenedRedis } from "./parts/redis.ts";
import { type AdaptedConfig, noteRedisInUse } from "./redis-in-use.ts";
import { type Supervisor, supervise } from "./supervise.ts";

/** What the command line gives a process. */
export interface ProcessDeps {
  readonly configFile: string;
  readonly log: Logger;
  readonly veil: Veil;
}

/** What every part may be given of its process. */
export interface Ground extends Omit<ProcessDeps, "configFile"> {
  readonly now: () => EpochMs;
  /** What is wrong with this process: sentences for `/status`. */
  readonly troubles: () => readonly string[];
}

/** Starts the parts that a process is made of, in their order. */
export type Assemble<Assembled> = (supervisor: Supervisor, ground: Ground) => Promise<Assembled>;

/**
 * Assembles a process for as long as `work` takes, and ends it whatever happens.
 *
 * @param adapt makes of the YAML what this process runs with
 */
export async function withProcess<Assembled, Result>(
  deps: ProcessDeps,
  assemble: Assemble<Assembled>,
  work: (assembled: Assembled, config: Config) => Promise<Result>,
  adapt: (config: Config) => Promise<AdaptedConfig> = async (config) => ({ config, troubles: [] }),
): Promise<Result> {
  const { config, troubles } = await adapt(await loadConfig(deps.configFile));
  deps.veil.hide(config.secrets ?? []);
  const supervisor = supervise(config, deps.log);
  try {
    const ground = { ...deps, now: Date.now, troubles: () => troubles };
    const assembled = await assemble(supervisor, ground);
    return await work(assembled, supervisor.config);
  } finally {
    await supervisor.close();
  }
}

/** What is wrong is looked at this often, told again this often, and forgotten when nobody says it any more, ms. */
const LOOK_MS = 1_000;
const AGAIN_MS = 5_000;
const LIFE_MS = 20_000;
/** Which Redis is in use is noted anew this often, ms: each time is a write to the disk. */
const NOTE_MS = 15_000;

/**
 * Assembles a process that puts every valid edit of the YAML in force, from its start on. A bad one is reported and
 * changes nothing; `/status` and `lede status` of any process say so too.
 */
export async function followConfig(
  deps: ProcessDeps,
  assemble: Assemble<Pick<OpenedRedis, "answering" | "url">>,
): Promise<{ close(): Promise<void> }> {
  const { configFile: file, log, veil } = deps;
  let supervisor: Supervisor | undefined;
  let edited: Config | undefined;
  let mistakes: string | undefined;
  // Begun before the file is read: an edit that comes while everything starts is one more edit.
  const watch = await watchConfig({
    file,
    onConfig: (config) => {
      veil.hide(config.secrets ?? []);
      mistakes = undefined;
      edited = config;
      void supervisor?.change(config);
    },
    onMistakes: ({ code, message }) => {
      mistakes = `The YAML has mistakes, the last good one stays in force (${code}): ${message.replaceAll("\n", "; ")}`;
      log.error({ code, mistakes: message }, "the new configuration has mistakes; the last good one stays");
    },
  });
  const troubles = () => [...(mistakes === undefined ? [] : [mistakes]), ...(supervisor?.troubles ?? [])];
  try {
    const config = await loadConfig(file);
    veil.hide(config.secrets ?? []);
    supervisor = supervise(config, log);
    const { answering, url } = await assemble(supervisor, { ...deps, now: Date.now, troubles });
    const teller = createTeller(answering.troubles, () => troubles().map(veil.over));
    const note = await noteRedisInUse(config, url);
    const timers = [
      setInterval(() => void teller.tell(), LOOK_MS).unref(),
      setInterval(() => void note.renew(), NOTE_MS).unref(),
    ];
    if (edited) void supervisor.change(edited);
    const { close } = supervisor;
    return {
      close: async () => {
        watch.close();
        for (const timer of timers) clearInterval(timer);
        await Promise.all([teller.leave(), note.remove()]);
        await close();
      },
    };
  } catch (error) {
    watch.close();
    await supervisor?.close();
    throw error;
  }
}

/** Says what is wrong with this process where others can read it; nothing is said while nothing is wrong. */
function createTeller(store: OpenedRedis["answering"]["troubles"], troubles: () => readonly string[]) {
  let said: readonly string[] = [];
  let saidAt = 0;
  const say = async (sentences: readonly string[]) => {
    const isSame = isDeepStrictEqual(said, sentences);
    if (isSame && (sentences.length === 0 || performance.now() - saidAt < AGAIN_MS)) return;
    // A Redis that is away is told the next time; its absence is trouble enough.
    await store.tell(thisProcess(), sentences, LIFE_MS).then(
      () => {
        said = sentences;
        saidAt = performance.now();
      },
      () => {},
    );
  };
  return { tell: () => say(troubles()), leave: () => say([]) };
}
