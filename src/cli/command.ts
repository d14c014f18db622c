import type { Logger } from "pino";
import type { Veil } from "../config/veil.ts";

/** What a command is given. Results go to `print` (stdout), everything else to `log` (stderr). */
export interface Invocation {
  readonly args: readonly string[];
  /** Camel-cased flags, as cac gives them. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Absolute path of the YAML: `--config`, else `config/lede.yaml`. */
  readonly configFile: string;
  /** `--config` was given: the file must be there. */
  readonly configGiven: boolean;
  readonly json: boolean;
  /** One line on stdout. */
  readonly print: (line: string) => void;
  readonly log: Logger;
  /** What is hidden under it is in no line of `print` and `log`. */
  readonly veil: Veil;
}

/** Exit status: 0 done, 1 the work failed, 2 wrong usage or configuration. */
export type RunCommand = (invocation: Invocation) => Promise<0 | 1 | 2>;

/** A command as `main.ts` lists it; its module is loaded only when it is called. */
export interface Command {
  /** As cac wants it: `parse [target]`. */
  readonly usage: string;
  readonly description: string;
  readonly options: readonly (readonly [flag: string, description: string])[];
  /** What its argument may be, where that is a word of a list. */
  readonly choices?: readonly string[];
  /** What `--help` says beyond usage and options. */
  readonly help: CommandHelp;
  readonly load: () => Promise<RunCommand>;
}

/** For a person who asks what a command does. */
export interface CommandHelp {
  /** Some sentences. */
  readonly about: string;
  /** When it ends with status 0, and when with 1; 2 is wrong usage or configuration with every command. */
  readonly statuses: readonly [done: string, failed: string];
  /** One command line that does something sensible. */
  readonly example: string;
  /** A file of the package: `docs/operations.md`. */
  readonly more: string;
}

/** Options of every command. */
export const COMMON: Command["options"] = [
  ["--config <file>", "the YAML to use (default: config/lede.yaml)"],
  ["--json", "for machines"],
  ["-h, --help", "what a command does"],
  ["-v, --version", "of Lede"],
];

/** Wrong usage: shown as its message alone, exit status 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
