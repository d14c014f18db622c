import { execFile } from "node:child_process";
import { access, constants } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";

const NAMES = ["redis-server", "valkey-server"] as const;
const OLDEST = [6, 2] as const;

/** What PATH has of Redis servers. */
export interface FoundBinary {
  /** The first that is 6.2 or later, absolute. */
  readonly file: string | undefined;
  /** Version of the first that is older, where there is none that will do. */
  readonly tooOld: string | undefined;
}

/** Looks for a Redis server on PATH. */
export async function findBinary(searchPath: string | undefined): Promise<FoundBinary> {
  let tooOld: string | undefined;
  for (const name of NAMES) {
    for (const dir of (searchPath ?? "").split(path.delimiter)) {
      const file = path.resolve(dir, name);
      const version = dir === "" ? undefined : await versionOf(file);
      if (version === undefined) continue;
      if (isRecent(version)) return { file, tooOld: undefined };
      tooOld ??= version;
    }
  }
  return { file: undefined, tooOld };
}

/** undefined: it is not there, may not be run, or says nothing of the kind. */
async function versionOf(file: string): Promise<string | undefined> {
  try {
    await access(file, constants.X_OK);
    const { stdout } = await promisify(execFile)(file, ["--version"]);
    return /v=(\d+\.\d+(?:\.\d+)*)/.exec(stdout)?.[1];
  } catch {
    return undefined;
  }
}

function isRecent(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}
