import path from "node:path";

/** One thing that is wrong in the YAML; line and column count from 1. */
export interface Mistake {
  readonly line: number;
  readonly col: number;
  readonly message: string;
}

/**
 * The configuration cannot be used. The message is what a person sees: every mistake on a line of its own, as
 * `file:line:col: message`, in the order of the file. Exit status 2.
 */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly code = "CONFIG_INVALID";
  readonly file: string;
  readonly mistakes: readonly Mistake[];

  constructor(file: string, mistakes: readonly Mistake[]) {
    const shown = displayPath(file);
    super(mistakes.map(({ line, col, message }) => `${shown}:${line}:${col}: ${message}`).join("\n"));
    this.file = file;
    this.mistakes = mistakes;
  }
}

/** A path as a person would type it from here. */
export function displayPath(file: string): string {
  const relative = path.relative(process.cwd(), file);
  return relative === "" || relative.startsWith("..") ? file : relative;
}
