import { readdirSync, readFileSync } from "node:fs";

/** A process of a wire: the program, the keeper of its Redis, the Redis. */
export interface Seen {
  readonly pid: number;
  readonly name: string;
  /** Proportional set size, bytes: memory that is shared counts by its share. */
  readonly pss: number;
  /** Highest resident size so far, bytes. */
  readonly peak: number;
  /** CPU since it started, ms. */
  readonly cpu: number;
  /** Written to disk since it started, bytes. */
  readonly written: number;
}

const TICK_MS = 10;

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

function seen(pid: number, command: string, text: (file: string) => string): Seen {
  const number = (file: string, pattern: RegExp) => Number(pattern.exec(text(file))?.[1] ?? 0);
  const stat = text("stat");
  const [user = 0, system = 0] = stat
    .slice(stat.lastIndexOf(")") + 2)
    .split(" ")
    .slice(11, 13)
    .map(Number);
  return {
    pid,
    name: /keeper\./.test(command) ? "keeper" : /redis-server|valkey-server/.test(command) ? "redis" : "node",
    pss: number("smaps_rollup", /^Pss:\s+(\d+)/m) * 1_024,
    peak: number("status", /^VmHWM:\s+(\d+)/m) * 1_024,
    cpu: (user + system) * TICK_MS,
    written: number("io", /^write_bytes: (\d+)/m),
  };
}
