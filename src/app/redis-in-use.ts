import { readdir, readFile, stat, utimes } from "node:fs/promises";
import { hostname } from "node:os";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { discard, makeFolder, writeWhole } from "../ground/files.ts";
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
  /** Where that Redis is; undefined: a password is needed, which no file of ours may hold. */
  readonly url: string | undefined;
}

const FOLDER = "in-use";
/** A note that nobody renewed for so long is of a process that was killed, ms. */
const LIFE_MS = 45_000;

/** Notes which Redis this process uses. To be renewed every quarter of a minute; a folder that cannot be written has no note. */
export async function noteRedisInUse({ file, redis }: Config, url: string) {
  const name = dataFolder(FOLDER, `${hostname()}-${process.pid}.json`);
  const place = redis.url ?? url;
  const note: Note = { file, configured: shown(redis), url: open(place) === place ? place : undefined };
  await makeFolder(path.dirname(name))
    .then(() => writeWhole(name, JSON.stringify(note), { mode: 0o600 }))
    .catch(() => {});
  return {
    renew: () => utimes(name, new Date(), new Date()).catch(() => {}),
    remove: () => discard(name),
  };
}

/** What a command that asks something of a wire runs with. */
export interface AdaptedConfig {
  readonly config: Config;
  /** What it should say of that, in sentences. */
  readonly troubles: readonly string[];
}

/** The configuration with the Redis of the process that runs by it, when another was written into the YAML since. */
export async function withRedisInUse(config: Config): Promise<AdaptedConfig> {
  const notes = (await freshNotes()).filter(({ file }) => file === config.file);
  const isSame = ({ configured }: Note) => isDeepStrictEqual(configured, shown(config.redis));
  const [other] = notes;
  if (!other || notes.some(isSame)) return { config, troubles: [] };
  if (other.url === undefined) return { config, troubles: [ELSEWHERE] };
  return { config: { ...config, redis: { ...other.configured, url: other.url } }, troubles: [] };
}

const ELSEWHERE =
  "redis was edited: this takes effect at the next start. What runs now uses another Redis than this command, and is not shown.";

/** Without passwords, and as it comes back from a file. */
function shown({ url, ...rest }: Config["redis"]): Config["redis"] {
  return JSON.parse(JSON.stringify({ ...rest, url: url && open(url) })) as Config["redis"];
}

function open(url: string): string {
  return url.replace(/\/\/[^@]*@/, "//").replace(/\w*password=[^&]*/gi, "");
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
