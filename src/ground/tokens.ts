import { randomUUID } from "node:crypto";
import { existsSync, statSync, unlinkSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { uptime } from "node:os";
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
  /** For whoever has it and did nothing with it: it can be taken again. */
  putBack(name: string): void;
}

const NAME = /^[\w-]+$/;
const ANNULLED = ".annulled";

export function createTokens(folder: string): Tokens {
  let made: Promise<unknown> | undefined;
  const without = (name: string, remove: (file: string) => void) => {
    if (!NAME.test(name)) return false;
    try {
      const file = path.join(folder, name);
      // A disk that lost power may have forgotten that it was taken.
      if (statSync(file).mtimeMs < Date.now() - uptime() * 1_000) return false;
      remove(file);
      return true;
    } catch {
      return false;
    }
  };
  return {
    lay: async () => {
      const name = randomUUID();
      try {
        made ??= makeFolder(folder, 0o700).then(() => sweep(folder));
        await made;
        await writeNew(path.join(folder, name), "", 0o600);
        return name;
      } catch {
        made = undefined;
        return "";
      }
    },
    take: (name) => without(name, unlinkSync),
    annul: (name) =>
      without(name, (file) => renameAtOnce(file, `${file}${ANNULLED}`)) ||
      (NAME.test(name) && existsSync(path.join(folder, `${name}${ANNULLED}`))),
    putBack: (name) => {
      if (!NAME.test(name)) return;
      try {
        layAtOnce(path.join(folder, name));
      } catch {
        // then it counts as taken
      }
    },
  };
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
