import { readFile } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { UsageError } from "./command.ts";

/** What stands for standard input where a file is asked for. */
export const STDIN = "-";

/**
 * The bytes of a file or of standard input, unpacked when they are gzip's.
 *
 * @param most of the unpacked bytes: beyond it nothing is read
 * @throws the error of the file system, or of the unpacking
 */
export async function readInput(target: string, most: number): Promise<Uint8Array> {
  const bytes = target === STDIN ? await buffer(process.stdin) : await readFile(target);
  const packed = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return packed ? await promisify(gunzip)(bytes, { maxOutputLength: most }) : bytes;
}

/**
 * The file that a row of a line tool names.
 *
 * @throws UsageError when it names none, or there is none
 */
export async function readRow({ path }: { readonly path?: unknown }, most: number): Promise<Uint8Array> {
  if (typeof path !== "string" || path === "") throw new UsageError('a row names a file: "path" is missing');
  return readInput(path, most).catch((error: NodeJS.ErrnoException) => {
    throw unreadInput(path, error);
  });
}

/** Why an input that a person named could not be read, as wrong usage. */
export function unreadInput(target: string, error: NodeJS.ErrnoException): UsageError {
  if (error.code === "EISDIR") return new UsageError(`${target} is a folder, not a file`);
  if (error.code !== "ENOENT") return new UsageError(`${target} cannot be read: ${error.message}`);
  const meant = /^[\w-]+(?:\.[\w-]+)+(?:[:/?].*)?$/.test(target) ? "; an address begins with https://" : "";
  return new UsageError(`there is no file ${target}${meant}`);
}
