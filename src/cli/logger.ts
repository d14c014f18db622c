import { type Logger, pino, stdSerializers } from "pino";
import type { Veil } from "../config/veil.ts";

/** The program's logger: JSON lines on stderr, or readable ones on a terminal. Level: `LEDE_LOG`, default `info`. */
export function createLogger(veil: Veil): Logger {
  const level = process.env["LEDE_LOG"] ?? "info";
  const hooks = { streamWrite: (line: string) => veil.over(line) };
  const serializers = { err: errorForTheLog };
  if (!process.stderr.isTTY)
    return pino({ level, hooks, serializers, base: null }, pino.destination({ dest: 2, sync: true }));
  return pino({
    level,
    hooks,
    serializers,
    base: null,
    transport: {
      target: "pino-pretty",
      options: { destination: 2, translateTime: "HH:MM:ss", ignore: "pid,hostname" },
    },
  });
}

/** Redis's client puts the refused command into the error: its arguments are a password, or a megabyte of articles. */
function errorForTheLog(error: Error): object {
  const { command, ...shown } = stdSerializers.err(error) as { command?: { name?: string } };
  return command?.name === undefined ? shown : { ...shown, command: command.name };
}
