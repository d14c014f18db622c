import { type Logger, pino, stdSerializers } from "pino";
import type { Veil } from "../config/veil.ts";

/** The program's logger: JSON lines on stderr, or readable ones on a terminal. Level: `LEDE_LOG`, default `info`. */
export async function createLogger(veil: Veil): Promise<Logger> {
  const level = process.env["LEDE_LOG"] ?? "info";
  const hooks = { streamWrite: (line: string) => veil.over(line) };
  const serializers = { err: errorForTheLog };
  const options = { level, hooks, serializers, base: null };
  if (!process.stderr.isTTY) return pino(options, pino.destination({ dest: 2, sync: true }));
  const { default: pretty } = await import("pino-pretty"); // CommonJS: in a bundle it has no other name
  const readable = pretty.prettyFactory({
    colorize: true,
    translateTime: "HH:MM:ss",
    ignore: "pid,hostname",
  });
  process.stderr.on("error", () => {}); // a terminal that is gone must not end what runs: it says so by a signal
  return pino(options, { write: (line: string) => process.stderr.write(readable(line)) });
}

/** For commands that answer a person: what the answer does not tell, as plain lines on stderr. */
export function createPlainLog(veil: Veil): Logger {
  const hooks = { streamWrite: (line: string) => veil.over(plainLine(line)) };
  const serializers = { err: errorForTheLog };
  return pino({ level: "warn", hooks, serializers, base: null }, pino.destination({ dest: 2, sync: true }));
}

interface LogLine {
  readonly level: number;
  readonly time: number;
  readonly msg: string;
  readonly err?: { readonly message: string; readonly stack: string };
}

function plainLine(line: string): string {
  const { level, time: _time, msg, err, ...details } = JSON.parse(line) as LogLine;
  // Of what ends the command a report needs to know where it happened.
  const reason = level >= (pino.levels.values["fatal"] ?? 60) ? err?.stack : err?.message;
  const told = [...Object.values(details).map(asText), ...(reason === undefined ? [] : [reason])];
  return `lede: ${[msg, ...told].join(": ")}\n`;
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Redis's client puts the refused command into the error: its arguments are a password, or a megabyte of articles. */
function errorForTheLog(error: Error): object {
  const { command, ...shown } = stdSerializers.err(error) as { command?: { name?: string } };
  return command?.name === undefined ? shown : { ...shown, command: command.name };
}
