import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { makeFolder, putInPlace } from "../../ground/files.ts";

const AOF_DIR = "appendonlydir";
const MANIFEST = "appendonly.aof.manifest";
/** Keeper's and Redis's doors stay where they are: somebody listens there. */
const DOORS = /^(?:keeper|redis)\.sock/;

/** What Redis writes into its log when it ends over the content of its files. */
const DAMAGE =
  /Bad file format reading the append only|Unknown command '.*' reading the append only|Unexpected end of file reading the append only|AOF MANIFEST FILE ERROR|Unable to obtain the AOF file .* No such file|Internal error in RDB|Wrong RDB checksum|Wrong signature trying to load|BUG REPORT START|Guru Meditation/i;
/** What looks like damage and is none: a newer server's files, a machine without memory, a disk that cannot be read. */
const NO_DAMAGE = /Can't handle RDB format|Out Of Memory|Input\/output error|Permission denied/i;

/**
 * Whether a Redis that ended at its start did so because its files are damaged, so that no further start can help.
 *
 * @param log what it wrote since it was started
 */
export function isDamaged(log: string): boolean {
  return DAMAGE.test(log) && !NO_DAMAGE.test(log);
}

/**
 * Damage that Redis starts over in silence, and then lacks what was in those files: its list of files is gone, or the
 * base that the list names is empty.
 *
 * @param dir the data folder of a Redis that does not run
 */
export async function hasHole(dir: string): Promise<boolean> {
  const folder = path.join(dir, AOF_DIR);
  const names: readonly string[] = await readdir(folder).catch(() => []);
  if (!names.includes(MANIFEST)) return names.some((name) => /\.(?:base|incr)\.(?:rdb|aof)$/.test(name));
  const manifest = await readFile(path.join(folder, MANIFEST), "utf8").catch(() => "");
  const [, base] = /^file (\S+) seq \d+ type b/m.exec(manifest) ?? [];
  if (base === undefined) return false;
  const found = await stat(path.join(folder, base)).catch(() => undefined);
  return found?.size === 0;
}

/**
 * Moves what a private Redis kept out of its way, into a folder beside its own: `redis.damaged-2026-11-30`. Where that
 * cannot be made (the folder is a disk of its own, or what is above it is not ours), into one inside it.
 *
 * @returns the new folder
 */
export async function setAside(dir: string, now: number): Promise<string> {
  const day = new Date(now).toISOString().slice(0, 10);
  const beside = await freeName(`${dir}.damaged-${day}`);
  try {
    await moveAll(dir, beside);
    return beside;
  } catch {
    const inside = await freeName(path.join(dir, `damaged-${day}`));
    await moveAll(dir, inside);
    return inside;
  }
}

async function moveAll(dir: string, to: string): Promise<void> {
  await makeFolder(to, 0o700);
  for (const name of await readdir(dir))
    if (!DOORS.test(name) && !name.startsWith("damaged-"))
      await putInPlace(path.join(dir, name), path.join(to, name));
}

async function freeName(name: string): Promise<string> {
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? name : `${name}-${n}`;
    if (!(await stat(candidate).catch(() => undefined))) return candidate;
  }
}

/** Folders that were set aside and are still there, oldest first. */
export async function foldersSetAside(dir: string): Promise<readonly string[]> {
  const list = async (where: string, prefix: string) =>
    (await readdir(where).catch(() => []))
      .filter((name) => name.startsWith(prefix))
      .map((name) => path.join(where, name));
  const beside = await list(path.dirname(dir), `${path.basename(dir)}.damaged-`);
  return [...beside, ...(await list(dir, "damaged-"))].sort();
}
