import { type Logger, pino } from "pino";
import type { Veil } from "../config/veil.ts";

/** The program's logger: JSON lines on stderr, or readable ones on a terminal. Level: `LEDE_LOG`, default `info`. */
export function createLogger(veil: Veil): Logger {
  const level = process.env["LEDE_LOG"] ?? "info";
  const hooks = { streamWrite: (line: string) => veil.over(line) };
  if (!process.stderr.isTTY)
    return pino({ level, hooks, base: null }, pino.destination({ dest: 2, sync: true }));
  return pino({
    level,
    hooks,
    base: null,
    transport: {
      target: "pino-pretty",
      options: { destination: 2, translateTime: "HH:MM:ss", ignore: "pid,hostname" },
    },
  });
}
