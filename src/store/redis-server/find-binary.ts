import { execFile } from "node:child_process";
import { access, constants } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";

const NAMES = ["redis-server", "valkey-server"] as const;
const OLDEST = [6, 2] as const;

/** The Redis server to be had on PATH: the first that is 6.2 or later. undefined: none. */
export async function findBinary(searchPath: string | undefined): Promise<string | undefined> {
  for (const name of NAMES) {
    for (const dir of (searchPath ?? "").split(path.delimiter)) {
      const file = path.resolve(dir, name);
      if (dir !== "" && (await isExecutable(file)) && (await isRecent(file))) return file;
    }
  }
  return undefined;
}

async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}

async function isRecent(file: string): Promise<boolean> {
  try {
    const { stdout } = await promisify(execFile)(file, ["--version"]);
    const [, major, minor] = /v=(\d+)\.(\d+)/.exec(stdout) ?? [];
    return Number(major) > OLDEST[0] || (Number(major) === OLDEST[0] && Number(minor) >= OLDEST[1]);
  } catch {
    return false;
  }
}
