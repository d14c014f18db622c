import type { Config } from "../model/config.ts";

/** A part of the configuration that a part of a process can say it reads. */
export type Section = keyof Config;

/**
 * A part of a process: what it reads of the configuration, and how it starts with exactly that. It is started once and
 * handed other values when they change; what it gives to others is good for as long as it runs.
 */
export interface Part<Reads extends Section, Gives = void> {
  readonly reads: readonly Reads[];
  /** Sections of these that stay as they were at the start: they take effect at the next one. */
  readonly fixed?: readonly Reads[];
  /** It has work in hand: parts of the kind that were started one after the other are ended together. */
  readonly works?: boolean;
  start(config: Pick<Config, Reads>): Promise<Running<Reads, Gives>>;
}

export interface Running<Reads extends Section, Gives = void> {
  readonly gives: Gives;
  /**
   * Makes ready for other values: opens what they need, builds what is made of them. Those of before are in force until
   * `commit`. Waits neither for Redis nor for work in hand: a token that leaked must end at once.
   *
   * @throws Refused, or any error: then the values of before stay in force in the whole process, and it is tried again
   */
  prepare(config: Pick<Config, Reads>): Change | Promise<Change>;
  /** Gives up what it does for other parts: they are ending, and have waited long enough for it. */
  giveUp?(): void;
  /** Lets the work in hand finish, then ends. */
  close(): Promise<void>;
}

/** New values that are ready to be put in force. */
export interface Change {
  /** Cannot fail, for the other parts commit as well; what takes long goes on behind it. */
  readonly commit: () => void;
  /** Gives back what was opened: another part refused its values. */
  readonly abandon?: () => Promise<void>;
}

/** A section, or one of its keys: `serve.port`. */
export type ConfigKey = Section | `${Section}.${string}`;

/** Values that cannot be put in force now. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly keys: readonly ConfigKey[];
  constructor(keys: readonly ConfigKey[], message: string, cause?: unknown) {
    super(message, { cause });
    this.keys = keys;
  }
}

/** A part that needs nothing but to be told. */
export function handed<Reads extends Section, Gives>(
  gives: Gives,
  set: (config: Pick<Config, Reads>) => void,
  close: () => Promise<void>,
): Running<Reads, Gives> {
  return { gives, prepare: (config) => ({ commit: () => set(config) }), close };
}
