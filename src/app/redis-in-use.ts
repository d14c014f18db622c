import { mkdir, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Config } from "../model/config.ts";

/** Where an installation keeps what is its own: `LEDE_DATA`, else `./data`. */
export function dataFolder(...parts: string[]): string {
  return path.resolve(process.env["LEDE_DATA"] ?? "data", ...parts);
}

/** Which Redis a running process uses, whatever the YAML says by now: kept in a file of its data folder. */
interface Note {
  /** The YAML that it follows. */
  readonly file: string;
  /** What that said of Redis when the process started. */
  readonly configured: Config["redis"];
  /** Where that Redis is. */
  readonly url: string;
}

const FOLDER = "in-use";
/** A note that nobody renewed for so long is of a process that was killed, ms. */
const LIFE_MS = 20_000;

/** Notes which Redis this process uses. To be renewed every few seconds; a folder that cannot be written has no note. */
export async function noteRedisInUse({ file, redis }: Config, url: string) {
  const name = dataFolder(FOLDER, `${hostname()}-${process.pid}.json`);
  const note: Note = { file, configured: redis, url };
  await mkdir(path.dirname(name), { recursive: true })
    .then(() => writeFile(name, JSON.stringify(note), { mode: 0o600 })) // there may be a password in it
    .catch(() => {});
  return {
    renew: () => utimes(name, new Date(), new Date()).catch(() => {}),
    remove: () => rm(name, { force: true }).catch(() => {}),
  };
}

/** The configuration with the Redis of the process that runs by it, when it has edited another into the YAML since. */
export async function withRedisInUse(config: Config): Promise<Config> {
  const said = JSON.parse(JSON.stringify(config.redis)) as Config["redis"];
  const mine = (await freshNotes()).filter(({ file }) => file === config.file);
  const [other] = mine;
  if (!other || mine.some(({ configured }) => isDeepStrictEqual(configured, said))) return config;
  return { ...config, redis: { ...other.configured, url: other.url } };
}

async function freshNotes(): Promise<readonly Note[]> {
  const names = await readdir(dataFolder(FOLDER)).catch(() => []);
  const notes = names.map(async (name) => {
    const file = dataFolder(FOLDER, name);
    if (Date.now() - (await stat(file)).mtimeMs > LIFE_MS) return [];
    return [JSON.parse(await readFile(file, "utf8")) as Note];
  });
  return (await Promise.all(notes.map((note) => note.catch(() => [])))).flat();
}
