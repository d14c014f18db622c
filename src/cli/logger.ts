import { type Logger, pino } from "pino";

/** The program's logger: JSON lines on stderr, or readable ones on a terminal. Level: `LEDE_LOG`, default `info`. */
export function createLogger(): Logger {
  const level = process.env["LEDE_LOG"] ?? "info";
  const redact = {
    paths: ["*.headers.authorization", "*.headers.cookie", "headers.authorization", "token"],
    censor: "[secret]",
  };
  if (!process.stderr.isTTY)
    return pino({ level, redact, base: null }, pino.destination({ dest: 2, sync: true }));
  return pino({
    level,
    redact,
    base: null,
    transport: {
      target: "pino-pretty",
      options: { destination: 2, translateTime: "HH:MM:ss", ignore: "pid,hostname" },
    },
  });
}
