import path from "node:path";
import { cac } from "cac";
import { type Logger, pino, stdSerializers } from "pino";
import { ConfigError } from "../config/config-error.ts";
import { mistakeAt } from "../config/load.ts";
import { createVeil, type Veil } from "../config/veil.ts";
import { VERSION } from "../ground/package-file.ts";
import { RedisAddressError } from "../ground/redis-address.ts";
import { ListenError } from "../serve/door.ts";
import { DataVersionError } from "../store/data-version.ts";
import { RedisUnavailable } from "../store/redis-server/redis-unavailable.ts";
import { type Command, type Invocation, UsageError } from "./command.ts";
import { commands } from "./commands.ts";
import { STDIN } from "./read-input.ts";

/** The parser of command lines would take `-` for a flag without a name. */
const HIDDEN_DASH = "\0-";

/** Runs one command line and gives its exit status. */
export async function main(argv: readonly string[]): Promise<number> {
  const cli = cac("lede");
  let chosen: { command: Command; args: string[]; options: Record<string, unknown> } | undefined;
  for (const command of commands) {
    const entry = cli.command(command.usage, command.description);
    for (const [flag, description] of command.options) entry.option(flag, description);
    entry.action((...values: unknown[]) => {
      const options = values.pop() as Record<string, unknown>;
      const args = values.flat().filter((v) => v !== undefined) as string[];
      chosen = { command, args: args.map((arg) => (arg === HIDDEN_DASH ? STDIN : arg)), options };
    });
  }
  cli.option("--config <file>", "the YAML to use", { default: "config/lede.yaml" });
  cli.option("--json", "for machines");
  cli.help();
  cli.version(VERSION);
  try {
    cli.parse(
      argv.map((arg) => (arg === STDIN ? HIDDEN_DASH : arg)),
      { run: false },
    );
    if (cli.options["help"] || cli.options["version"]) return 0;
    if (!cli.matchedCommand)
      throw new UsageError(cli.args[0] ? `there is no command "${cli.args[0]}"` : "which command?");
    await cli.runMatchedCommand();
  } catch (error) {
    return usageFailure(error);
  }
  return chosen ? run(chosen) : 2;
}

async function run({
  command,
  args,
  options,
}: {
  command: Command;
  args: string[];
  options: Record<string, unknown>;
}) {
  const veil = createVeil();
  const forPerson = options["json"] !== true && !SERVICES.test(command.usage);
  const log =
    forPerson && process.env["LEDE_LOG"] === undefined ? createPlainLog(veil) : await createLogger(veil);
  // Whoever reads our output may have read enough of it (`| head`). A terminal that is gone says so by a signal as well.
  process.stdout.on("error", ({ code }: NodeJS.ErrnoException) => {
    if (code !== "EIO") process.exit(code === "EPIPE" ? 0 : 1);
  });
  const invocation: Invocation = {
    args,
    options,
    configFile: path.resolve(String(options["config"])),
    configGiven: process.argv.some((arg) => arg.startsWith("--config")),
    json: options["json"] === true,
    print: (line) => process.stdout.write(`${veil.over(line)}\n`),
    log,
    veil,
  };
  try {
    return await (await command.load())(invocation);
  } catch (error) {
    if (error instanceof UsageError) return usageFailure(error);
    if (error instanceof RedisAddressError) {
      const mistake = await mistakeAt(invocation.configFile, ["redis", "url"], error.message);
      return failed(mistake, mistake.message, 2, invocation);
    }
    if (error instanceof ConfigError) return failed(error, error.message, 2, invocation);
    if (error instanceof RedisUnavailable || error instanceof DataVersionError)
      return failed(error, `lede: ${error.code}: ${error.message}`, 1, invocation);
    if (error instanceof ListenError) return spoken(`lede: ${error.message}`, 1);
    log.fatal({ err: error }, "the command failed");
    return 1;
  }
}

/** A failure with a code: its sentence for a person, and its object where a machine reads. */
function failed<Status extends number>(
  { code, message }: ConfigError | RedisUnavailable | DataVersionError,
  text: string,
  status: Status,
  { json, print, veil }: Invocation,
): Status {
  if (json) print(JSON.stringify({ failure: { code, message } }));
  return spoken(veil.over(text), status);
}

/** An error that a person can mend: its own words, without a trace. */
function spoken<Status extends number>(text: string, status: Status): Status {
  process.stderr.write(`${text}\n`);
  return status;
}

function usageFailure(error: unknown): 2 {
  process.stderr.write(
    `lede: ${error instanceof Error ? error.message : String(error)}\nlede --help lists the commands.\n`,
  );
  return 2;
}

/** The program's logger: JSON lines on stderr, or readable ones on a terminal. Level: `LEDE_LOG`, default `info`. */
export async function createLogger(veil: Veil): Promise<Logger> {
  const level = process.env["LEDE_LOG"] ?? "info";
  const hooks = { streamWrite: (line: string) => veil.over(line) };
  const serializers = { err: errorForTheLog };
  const options = { level, hooks, serializers, base: null };
  if (!process.stderr.isTTY) return pino(options, pino.destination({ dest: 2, sync: true }));
  const { prettyFactory } = await import("pino-pretty");
  const readable = prettyFactory({ colorize: true, translateTime: "HH:MM:ss", ignore: "pid,hostname" });
  process.stderr.on("error", () => {}); // a terminal that is gone must not end what runs: it says so by a signal
  return pino(options, { write: (line: string) => process.stderr.write(readable(line)) });
}

/** Commands that run for good: their log is all that they say. */
const SERVICES = /^(?:run|worker|schedule|serve)\b/;

/** For commands that answer a person: what the answer does not tell, as plain lines on stderr. */
function createPlainLog(veil: Veil): Logger {
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
