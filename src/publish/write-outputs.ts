import { randomBytes } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { discard, inWords, makeFolder, putInPlace, syncFolder, writeNew } from "../ground/files.ts";
import type { OutputFormat } from "../model/edition.ts";
import type { OutputFile } from "./safe-edition.ts";

export interface WrittenFile {
  readonly path: string;
  /** Of the file itself, not of its compressed forms. */
  readonly bytes: number;
  readonly changed: boolean;
}

/** The output could not be written; what was there before is still there, whole. */
export class OutputError extends Error {
  override readonly name = "OutputError";
  /** `ENOSPC`, `EACCES` and so on. */
  readonly code: string;
  /** The cause in words: "no space left on device". */
  readonly reason: string;
  constructor(dir: string, cause: NodeJS.ErrnoException) {
    super(`the output could not be written under ${dir}: ${cause.message}`, { cause });
    this.code = cause.code ?? "UNKNOWN";
    this.reason = inWords(cause);
  }
}

/** Written whole, waiting to take its place. */
interface Prepared {
  readonly temporary: string;
  readonly target: string;
}

const TEMPORARY = /^\..+\.lede-tmp$/;
/** A temporary file older than this belongs to a publication that died. */
const STALE_MS = 10 * 60_000;

/**
 * Writes what changed, with `.gz` and `.br` beside it. First every new file is written whole and synced under a
 * temporary name, then all are renamed: readers see old or new, and a full disk leaves the old edition.
 *
 * @param confirm throws when this process may not write any more. Asked when everything waits under its temporary name:
 *   whoever takes over later clears these, so that a process which is stopped after it asked has nothing to rename
 * @throws OutputError when anything could not be written; nothing temporary stays behind
 */
export async function writeOutputs(
  dir: string,
  files: readonly OutputFile[],
  confirm?: () => Promise<void>,
): Promise<readonly WrittenFile[]> {
  const prepared: Prepared[] = [];
  try {
    const folders = [...new Set(files.map((file) => path.dirname(path.join(dir, file.path))))];
    for (const folder of folders) await prepareFolder(folder);
    const written: WrittenFile[] = [];
    for (const file of files) written.push(await prepare(dir, file, prepared));
    await confirm?.();
    for (const { temporary, target } of prepared) await putInPlace(temporary, target);
    const touched = new Set(prepared.map(({ target }) => path.dirname(target)));
    for (const folder of touched) await syncFolder(folder);
    return written;
  } catch (error) {
    await Promise.all(prepared.map(({ temporary }) => discard(temporary)));
    throw new OutputError(dir, error as NodeJS.ErrnoException);
  }
}

/**
 * Removes what publications that died left under the output folder, whatever its age: for the process that takes over,
 * when nobody else writes any more. On a small disk it is what keeps the next edition from being written.
 */
export async function clearUnfinished(dir: string): Promise<void> {
  const names = await readdir(dir, { recursive: true }).catch(() => []);
  for (const name of names) if (TEMPORARY.test(path.basename(name))) await discard(path.join(dir, name));
}

/** What each format of a feed is called. */
export const FILES: Readonly<Record<OutputFormat, string>> = {
  atom: "feed.atom",
  rss: "feed.rss",
  json: "feed.json",
  html: "index.html",
  opml: "sources.opml",
};

async function prepare(dir: string, file: OutputFile, prepared: Prepared[]): Promise<WrittenFile> {
  const target = path.join(dir, file.path);
  const result = { path: file.path, bytes: file.bytes.byteLength };
  if (await isThere(target, file)) return { ...result, changed: false };
  // The compressed forms first: a server that prefers them is never behind the file itself for long.
  for (const { suffix, bytes } of await compressFile(file))
    await writeTemporary(`${target}${suffix}`, bytes, prepared);
  await writeTemporary(target, file.bytes, prepared);
  return { ...result, changed: true };
}

/** The same bytes stand there, and their compressed forms with them. */
async function isThere(target: string, file: OutputFile): Promise<boolean> {
  const old = await readFile(target).catch(() => undefined);
  if (!old?.equals(file.bytes)) return false;
  if (!isCompressible(file.path)) return true;
  const forms = await Promise.all(
    [`${target}.gz`, `${target}.br`].map((form) => stat(form).catch(() => undefined)),
  );
  return forms.every((form) => form !== undefined && form.size > 0);
}

async function writeTemporary(target: string, bytes: Uint8Array, prepared: Prepared[]): Promise<void> {
  const unique = randomBytes(6).toString("hex");
  const temporary = path.join(path.dirname(target), `.${path.basename(target)}.${unique}.lede-tmp`);
  prepared.push({ temporary, target });
  await writeNew(temporary, bytes, 0o644);
}

/** Makes the folder, or clears it of what a publication that died left in it. */
async function prepareFolder(folder: string): Promise<void> {
  await makeFolder(folder);
  for (const name of await readdir(folder)) {
    if (!TEMPORARY.test(name)) continue;
    const file = path.join(folder, name);
    const age = Date.now() - ((await stat(file).catch(() => undefined))?.mtimeMs ?? Date.now());
    if (age > STALE_MS) await discard(file);
  }
}

const gzipAsync = promisify(gzip);
const brotliAsync = promisify(brotliCompress);

interface CompressedForm {
  readonly suffix: ".gz" | ".br";
  readonly bytes: Uint8Array;
}

/** Text is worth it; a PNG is compressed already. */
function isCompressible(path: string): boolean {
  return !path.endsWith(".png");
}

/**
 * The file as gzip and as brotli, off the event loop. The work is bounded: brotli's quality falls with size, from 7 for a
 * page to 4 for megabytes. 9 takes 20 ms more a file, however small it is, for half a per cent.
 */
async function compressFile(file: OutputFile): Promise<readonly CompressedForm[]> {
  if (!isCompressible(file.path)) return [];
  const [gz, br] = await Promise.all([
    gzipAsync(file.bytes, { level: file.bytes.byteLength > 4_000_000 ? 4 : 7 }),
    brotliAsync(file.bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: brotliQuality(file.bytes.byteLength),
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_SIZE_HINT]: file.bytes.byteLength,
        [constants.BROTLI_PARAM_LGWIN]: brotliWindow(file.bytes.byteLength),
      },
    }),
  ]);
  return [
    { suffix: ".gz", bytes: gz },
    { suffix: ".br", bytes: br },
  ];
}

function brotliQuality(size: number): number {
  if (size > 4_000_000) return 4;
  return size > 400_000 ? 5 : 7;
}

/** Bits: as far back as the file goes. The usual 22 take 33 MB of memory for a page of 2 kB. */
function brotliWindow(size: number): number {
  const bits = Math.ceil(Math.log2(size + 16));
  return Math.min(Math.max(bits, constants.BROTLI_MIN_WINDOW_BITS), 22);
}
