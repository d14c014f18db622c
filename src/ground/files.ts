import { randomBytes } from "node:crypto";
import { renameSync, writeFileSync } from "node:fs";
import { chmod, mkdir, open, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { getSystemErrorMap } from "node:util";

/** Something on the disk could not be made or written. The message names it, and says why in words. */
export class FileError extends Error {
  override readonly name = "FileError";
  /** `ENOSPC`, `EACCES` and so on. */
  readonly code: string;
  readonly path: string;

  constructor(what: string, file: string, cause: unknown) {
    super(`${what} ${file}: ${inWords(cause)}`, { cause });
    this.code = (cause as NodeJS.ErrnoException).code ?? "UNKNOWN";
    this.path = file;
  }
}

/** What the system says: "no space left on device", without the call and the path that Node puts around it. */
export function inWords(error: unknown): string {
  if (error instanceof FileError) return inWords(error.cause);
  const { errno, message } = error as NodeJS.ErrnoException;
  return (errno === undefined ? undefined : getSystemErrorMap().get(errno)?.[1]) ?? message;
}

/**
 * Makes a folder and those above it that are missing. Step by step: Node's recursive `mkdir` reports a read-only file
 * system, and much else, as a folder that is not there.
 *
 * @throws FileError
 */
export async function makeFolder(folder: string, mode = 0o777): Promise<void> {
  try {
    await mkdir(folder, { mode });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" && path.dirname(folder) !== folder) {
      await makeFolder(path.dirname(folder), mode);
      return makeFolder(folder, mode);
    }
    if (await isFolder(folder)) return;
    throw new FileError("cannot make the folder", folder, error);
  }
}

async function isFolder(name: string): Promise<boolean> {
  return stat(name).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

export interface WriteOptions {
  /** Of a file that was not there; one that was there keeps its own. */
  readonly mode?: number;
  /** The name it has until it is whole; in the same folder. */
  readonly temporary?: string;
}

/**
 * Replaces a file as a whole: written under another name, on the disk to the last byte, then renamed. Nobody reads half
 * of it, and a power cut leaves the old or the new.
 *
 * @throws FileError; the old file is still there, and nothing else is left behind
 */
export async function writeWhole(file: string, content: string | Uint8Array, options: WriteOptions = {}) {
  const temporary = options.temporary ?? `${file}.${randomBytes(6).toString("hex")}.tmp`;
  const mode = await stat(file).then(
    (found) => found.mode,
    () => undefined,
  );
  await writeNew(temporary, content, options.mode);
  try {
    if (mode !== undefined) await chmod(temporary, mode);
    await putInPlace(temporary, file);
    await syncFolder(path.dirname(file));
  } catch (error) {
    await discard(temporary);
    throw error;
  }
}

/**
 * Writes a file that is not there yet, on the disk to the last byte.
 *
 * @throws FileError; then it is not there
 */
export async function writeNew(file: string, content: string | Uint8Array, mode = 0o666): Promise<void> {
  try {
    const handle = await open(file, "wx", mode);
    try {
      await handle.writeFile(content);
      await handle.datasync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") await discard(file);
    throw new FileError("cannot write", file, error);
  }
}

/** Gives a file that is whole its name. @throws FileError */
export async function putInPlace(temporary: string, file: string): Promise<void> {
  await rename(temporary, file).catch((error: unknown) => {
    throw new FileError("cannot replace", file, error);
  });
}

/** What cannot be removed does no harm beyond the room that it takes. */
export async function discard(file: string): Promise<void> {
  await rm(file, { force: true }).catch(() => {});
}

/**
 * Renames a file before anything else happens in this process: for what must be done whole whoever is killed.
 *
 * @throws when it is not there
 */
export function renameAtOnce(file: string, target: string): void {
  renameSync(file, target);
}

/**
 * Makes an empty file of its owner's alone, as `renameAtOnce` does.
 *
 * @throws when it is there
 */
export function layAtOnce(file: string): void {
  writeFileSync(file, "", { flag: "wx", mode: 0o600 });
}

/** Makes the renames of a folder last through a power cut; not every file system lets a folder be synced. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r").catch(() => undefined);
  await handle?.sync().catch(() => {});
  await handle?.close().catch(() => {});
}

/** In the id of the last entry of a feed that has ended, and so in every last document. */
const ENDED = /tag:[^\s"'<>]{1,300}:feed\/[\w-]{1,64}\/ended\b/;
/** Bytes; a last document says one thing. */
const LARGEST = 16_384;

/** Whether a document is the last one of a feed that has ended: nobody is to be told that it lives. */
export function saysEnded(document: Buffer | string): boolean {
  return document.length <= LARGEST && ENDED.test(document.toString());
}
