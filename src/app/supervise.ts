import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import type { Logger } from "pino";
import type { Config } from "../model/config.ts";
import { type Change, type ConfigKey, type Part, Refused, type Running, type Section } from "./part.ts";

/** A process as its parts, and the one configuration that is in force in all of them. */
export interface Supervisor {
  /** Starts a part with the sections that it reads. What it gives is good until `close`. */
  start<Reads extends Section, Gives>(part: Part<Reads, Gives>): Promise<Gives>;
  /**
   * Puts another configuration in force, after the one before it. A section that a part refuses stays as it was for
   * every part, and is tried again until it is taken or edited.
   */
  change(wanted: Config): Promise<void>;
  /** From now on every wanted configuration is put in force as this makes it; the last one is so at once. */
  extend(extension: (wanted: Config) => Config): Promise<void>;
  /** What is in force: what was refused, or waits for the next start, has its old value. */
  readonly config: Config;
  /** What of the wanted configuration is not in force, and why: a sentence each. */
  readonly troubles: readonly string[];
  /** Ends the parts, each after those that were started after it; without those that do not end, after fourteen seconds. */
  close(): Promise<void>;
}

interface Kept {
  readonly part: Part<Section, unknown>;
  readonly running: Running<Section, unknown>;
}

interface Refusal {
  readonly keys: readonly ConfigKey[];
  readonly sentence: string;
}

interface Times {
  /** ms until what was refused is tried again: a port may be free by then. */
  readonly againMs: number;
  /** ms that the work in hand has to end by itself, before a server that hangs is waited for no longer. */
  readonly patienceMs: number;
  /** ms after which no part is waited for: one that needs a Redis that is away would never end. */
  readonly lastMs: number;
}

const TIMES: Times = { againMs: 5_000, patienceMs: 8_000, lastMs: 14_000 };

export function supervise(config: Config, log: Logger, times: Partial<Times> = {}): Supervisor {
  const { againMs, patienceMs, lastMs } = { ...TIMES, ...times };
  const all: Kept[] = [];
  let inForce = config;
  let troubles: readonly string[] = [];
  let turn: Promise<void> = Promise.resolve();
  let retry: NodeJS.Timeout | undefined;
  let edits = 0;
  let asked = config;
  let extension = (wanted: Config) => wanted;
  const take = async (edited: Config) => {
    const wanted = alike(inForce, edited);
    const late = fixedKeys(all, inForce, wanted);
    const { taken, refusals, changes } = await prepareAll(all, inForce, keeping(wanted, inForce, late));
    const changed = sectionsChanged(inForce, taken);
    inForce = taken;
    for (const { commit } of changes) {
      try {
        commit();
      } catch (err) {
        log.error({ err }, "a part could not be told of the new configuration");
      }
    }
    report(log, { changed, late, refusals, before: troubles });
    troubles = [...late.map(waitsForStart), ...refusals.map(({ sentence }) => sentence)];
    return refusals.length === 0;
  };
  const change = (wanted: Config): Promise<void> => {
    clearTimeout(retry);
    const edit = ++edits;
    asked = wanted;
    turn = turn.then(async () => {
      if (edit !== edits) return; // the one after it holds all that it says
      const whole = await take(extension(wanted)).catch((err: unknown) => {
        log.error({ err }, "the configuration could not be changed; trying again");
        return false;
      });
      if (!whole && edit === edits) retry = setTimeout(() => void change(wanted), againMs).unref();
    });
    return turn;
  };
  return {
    start: async (part) => {
      const running = await part.start(pick(inForce, part.reads));
      all.push({ part, running } as unknown as Kept);
      return running.gives;
    },
    change,
    extend: (next) => {
      extension = next;
      return change(asked);
    },
    get config() {
      return inForce;
    },
    get troubles() {
      return troubles;
    },
    close: async () => {
      edits += 1;
      clearTimeout(retry);
      const last = sleep(lastMs, undefined, { ref: false });
      await Promise.race([turn, last]);
      const giveUp = () => all.forEach(({ running }) => void running.giveUp?.());
      const patience = setTimeout(giveUp, patienceMs).unref();
      for (let one = all.pop(); one; one = all.pop()) {
        const together = [one];
        while (one.part.works && all.at(-1)?.part.works) together.push(all.pop() as Kept);
        const closing = Promise.all(together.map(({ running }) => running.close()));
        closing.catch(() => {}); // of one that is waited for no longer
        await Promise.race([closing, last]);
      }
      clearTimeout(patience);
    },
  };
}

interface Prepared {
  /** The wanted configuration without what was refused. */
  readonly taken: Config;
  readonly refusals: readonly Refusal[];
  readonly changes: readonly Change[];
}

/** Asks every part whose sections change to make ready; from the beginning, without them, when one refuses some. */
async function prepareAll(all: readonly Kept[], before: Config, wanted: Config): Promise<Prepared> {
  const changes: Change[] = [];
  for (const { part, running } of all) {
    if (changedOf(part.reads, before, wanted).length === 0) continue;
    try {
      changes.push(await running.prepare(pick(wanted, part.reads)));
    } catch (error) {
      for (const { abandon } of changes.reverse()) await abandon?.();
      const refusal = refusalOf(part, error, before, wanted);
      const rest = await prepareAll(all, before, keeping(wanted, before, refusal.keys));
      return { ...rest, refusals: [refusal, ...rest.refusals] };
    }
  }
  return { taken: wanted, refusals: [], changes };
}

/** Never nothing: what is refused must be less than what was wanted. */
function refusalOf(part: Part<Section, unknown>, error: unknown, before: Config, wanted: Config): Refusal {
  const named = error instanceof Refused ? error.keys : [];
  const changes = named.some((key) => !isDeepStrictEqual(valueAt(before, key), valueAt(wanted, key)));
  const keys = changes ? named : changedOf(part.reads, before, wanted);
  const message = error instanceof Error ? error.message : String(error);
  return { keys, sentence: `${keys.join(" and ")} cannot be put in force, the old value stays: ${message}` };
}

function fixedKeys(all: readonly Kept[], before: Config, wanted: Config): readonly Section[] {
  return changedOf([...new Set(all.flatMap(({ part }) => part.fixed ?? []))], before, wanted);
}

function waitsForStart(section: ConfigKey): string {
  return `${section} was edited: this takes effect at the next start, until then the old value stays in force.`;
}

/** The new configuration, with the very objects of the old one where it says the same: they are compared by identity. */
function alike(before: Config, after: Config): Config {
  const same = (Object.keys(after) as Section[]).filter((section) =>
    isDeepStrictEqual(before[section], after[section]),
  );
  return { ...after, ...pick(before, same) };
}

function changedOf(sections: readonly Section[], before: Config, after: Config): Section[] {
  return sections.filter((section) => before[section] !== after[section]);
}

function sectionsChanged(before: Config, after: Config): Section[] {
  return changedOf(Object.keys(after) as Section[], before, after);
}

function pick<Reads extends Section>(config: Config, sections: readonly Reads[]): Pick<Config, Reads> {
  return Object.fromEntries(sections.map((section) => [section, config[section]])) as Pick<Config, Reads>;
}

function valueAt(config: Config, key: ConfigKey): unknown {
  const [section, name] = key.split(".") as [Section, string | undefined];
  return name === undefined ? config[section] : (config[section] as Record<string, unknown>)[name];
}

/** The wanted configuration, with these keys as they were. */
function keeping(wanted: Config, before: Config, keys: readonly ConfigKey[]): Config {
  let kept: Record<string, unknown> = { ...wanted };
  for (const key of keys) {
    const [section, name] = key.split(".") as [Section, string | undefined];
    const value = valueAt(before, key);
    kept = {
      ...kept,
      [section]: name === undefined ? value : { ...(kept[section] as object), [name]: value },
    };
  }
  return alike(before, kept as unknown as Config);
}

interface Outcome {
  readonly changed: readonly Section[];
  readonly late: readonly Section[];
  readonly refusals: readonly Refusal[];
  /** Troubles that were told already. */
  readonly before: readonly string[];
}

/** What is refused again is not said again. */
function report(log: Logger, { changed, late, refusals, before }: Outcome): void {
  if (changed.length > 0) log.info({ changed }, "configuration changed");
  for (const section of late)
    if (!before.includes(waitsForStart(section))) log.warn({ section }, "takes effect at the next start");
  for (const { keys, sentence } of refusals)
    if (!before.includes(sentence)) log.error({ keys, reason: sentence }, "the old value stays in force");
}
