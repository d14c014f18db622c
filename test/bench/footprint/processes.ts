import { readdirSync, readFileSync } from "node:fs";

/** A process of a wire: the program, the keeper of its Redis, the Redis. */
export interface Seen {
  readonly pid: number;
  readonly name: string;
  /** Proportional set size, bytes: memory that is shared counts by its share. */
  readonly pss: number;
  /** Highest resident size so far, bytes. */
  readonly peak: number;
  /** CPU since it started, ms, by thread that lives. */
  readonly threads: ReadonlyMap<string, number>;
  /** Written to disk since it started, bytes. */
  readonly written: number;
}

/** Every process whose command line or environment names the folder: what belongs to one wire. Linux only. */
export function processesOf(folder: string): Seen[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((name) => {
      try {
        const text = (file: string) => readFileSync(`/proc/${name}/${file}`, "utf8");
        const command = text("cmdline").replaceAll("\0", " ");
        if (!command.includes(folder) && !text("environ").includes(folder)) return [];
        return [seen(Number(name), command, text)];
      } catch {
        return []; // it has ended meanwhile
      }
    });
}

/** What living threads took between two looks, ms; a thread that ended meanwhile is not counted. */
export function cpuBetween(before: readonly Seen[], after: readonly Seen[]): number {
  const then = new Map(before.flatMap(({ threads }) => [...threads]));
  const grown = after.flatMap(({ threads }) => [...threads].map(([id, ms]) => ms - (then.get(id) ?? 0)));
  return grown.reduce((sum, ms) => sum + ms, 0);
}

/** By the scheduler's own count: a tick of the clock misses work of a millisecond, or takes it for ten. */
function threadsOf(pid: number): ReadonlyMap<string, number> {
  const folder = `/proc/${pid}/task`;
  const cpuOf = (thread: string) =>
    Number(readFileSync(`${folder}/${thread}/schedstat`, "utf8").split(" ")[0]) / 1e6;
  return new Map(readdirSync(folder).map((thread) => [thread, cpuOf(thread)]));
}

function seen(pid: number, command: string, text: (file: string) => string): Seen {
  const number = (file: string, pattern: RegExp) => Number(pattern.exec(text(file))?.[1] ?? 0);
  return {
    pid,
    name: /keeper\./.test(command) ? "keeper" : /redis-server|valkey-server/.test(command) ? "redis" : "node",
    pss: number("smaps_rollup", /^Pss:\s+(\d+)/m) * 1_024,
    peak: number("status", /^VmHWM:\s+(\d+)/m) * 1_024,
    threads: threadsOf(pid),
    written: number("io", /^write_bytes: (\d+)/m),
  };
}
