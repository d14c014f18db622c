import { createHash } from "node:crypto";
import { lstat, mkdtemp, readdir, readlink, realpath, stat, symlink, unlink } from "node:fs/promises";
import path from "node:path";
import { makeFolder } from "../../ground/files.ts";

/** Where the private Redis of one data folder has its things. */
export interface Places {
  /** The folder itself, without symbolic links. */
  readonly dir: string;
  readonly redisSocket: string;
  /** The keeper listens here: its lock, and what its users hold on to. */
  readonly keeperSocket: string;
  readonly logFile: string;
  /** The symbolic link by which a folder with a long path is reached. */
  readonly link: string | undefined;
}

/** A unix socket's path has to fit into 104 (macOS) or 108 bytes (Linux), the longest name of ours included. */
const LONGEST_DIR = 76;
const PLAIN = /^\/[^/?][^?]*$/;

/**
 * The places of a data folder, which is made when it is not there. A folder whose path is too long for the address of
 * a socket is reached through a short symbolic link.
 */
export async function placesOf(dataDir: string): Promise<Places> {
  await makeFolder(dataDir, 0o700);
  const dir = await realpath(dataDir);
  const short = Buffer.byteLength(dir) <= LONGEST_DIR && PLAIN.test(dir) ? dir : await shortPath(dir);
  return {
    dir,
    redisSocket: path.join(short, "redis.sock"),
    keeperSocket: path.join(short, "keeper.sock"),
    logFile: path.join(dir, "redis.log"),
    link: short === dir ? undefined : short,
  };
}

/** The same link for every process; another user's link of that name is not followed. */
async function shortPath(dir: string): Promise<string> {
  const name = createHash("sha256").update(dir).digest("hex").slice(0, 12);
  const link = `/tmp/${OWN}${name}`;
  await removeDangling();
  if (await linksTo(link, dir)) return link;
  const own = path.join(await mkdtemp("/tmp/lede-"), "d");
  await symlink(dir, own);
  return own;
}

const OWN = `lede-${process.getuid?.() ?? 0}-`;

/** Links to folders that were moved or removed since, by processes that were killed. */
async function removeDangling(): Promise<void> {
  const names = await readdir("/tmp").catch(() => []);
  for (const name of names.filter((one) => one.startsWith(OWN))) {
    const link = path.join("/tmp", name);
    const target = await readlink(link).catch(() => undefined);
    if (target !== undefined && !(await stat(link).catch(() => undefined)))
      await unlink(link).catch(() => {});
  }
}

async function linksTo(link: string, dir: string): Promise<boolean> {
  try {
    await symlink(dir, link);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  const { uid } = await lstat(link);
  return uid === (process.getuid?.() ?? uid) && (await readlink(link).catch(() => "")) === dir;
}
