import { randomUUID } from "node:crypto";
import { existsSync, unlinkSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { discard, layAtOnce, makeFolder, renameAtOnce, writeNew } from "./files.ts";
import { DAY_MS } from "./time.ts";

/**
 * Something that exists once: whoever takes it has it, and nobody after him, whichever of them dies. Each is an empty file
 * that is taken by removing it, which no kill can interrupt, which wakes no other process and takes microseconds: of one
 * who died it tells whether he did what he took it for. Good on one machine, for processes with the same folder.
 */
export interface Tokens {
  /** Makes one. @returns its name; "" where nothing can be written */
  lay(): Promise<string>;
  /** @returns whether it was there to be taken */
  take(name: string): boolean;
  /** Nobody takes it any more. @returns whether nobody has; the same to whoever asks again, should this one die */
  annul(name: string): boolean;
  /** For whoever took it and sees that nothing came of it: it can be taken again. */
  putBack(name: string): void;
  /** Nobody will ask for it any more. */
  discard(name: string): void;
}

const NAME = /^[\w-]+$/;
const ANNULLED = ".annulled";

export function createTokens(folder: string): Tokens {
  let made: Promise<unknown> | undefined;
  const fileOf = (name: string) => path.join(folder, name);
  const remove = (name: string, ending: string) =>
    NAME.test(name) && succeeds(() => unlinkSync(fileOf(name) + ending));
  return {
    lay: async () => {
      const name = randomUUID();
      try {
        made ??= makeFolder(folder, 0o700).then(() => sweep(folder));
        await made;
        await writeNew(fileOf(name), "", 0o600);
        return name;
      } catch {
        made = undefined;
        return "";
      }
    },
    take: (name) => remove(name, ""),
    annul: (name) =>
      NAME.test(name) &&
      (succeeds(() => renameAtOnce(fileOf(name), fileOf(name) + ANNULLED)) ||
        existsSync(fileOf(name) + ANNULLED)),
    putBack: (name) => void (NAME.test(name) && succeeds(() => layAtOnce(fileOf(name)))),
    discard: (name) => {
      for (const ending of ["", ANNULLED]) remove(name, ending);
    },
  };
}

function succeeds(action: () => void): boolean {
  try {
    action();
    return true;
  } catch {
    return false;
  }
}

/** What was laid by one who died before he told anybody of it. */
async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const file = path.join(folder, name);
    const age = await stat(file).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    );
    if (age > 7 * DAY_MS) await discard(file);
  }
}
