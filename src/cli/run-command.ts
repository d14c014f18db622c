import path from "node:path";
import { ConfigError } from "../config/config-error.ts";
import { createVeil } from "../config/veil.ts";
import { RedisAddressError } from "../ground/redis-address.ts";
import type { ListenError } from "../serve/door.ts";
import type { DataVersionError } from "../store/data-version.ts";
import type { RedisUnavailable } from "../store/redis-server/redis-unavailable.ts";
import { type Command, type Invocation, UsageError } from "./command.ts";
import { createLogger, createPlainLog } from "./log.ts";
import { keepAllocatorSmall } from "./small-allocator.ts";
import { keepYoungGenerationSmall } from "./young-generation.ts";

/** Commands that run for good: their log is all that they say. */
const SERVICES = /^(?:run|worker|schedule|serve)\b/;
/** Commands that stay in memory. */
const STAYS = /^(?:run|worker|schedule|serve|demo)\b/;

/** A command and what the command line gives it. */
export interface Chosen {
  readonly command: Command;
  readonly args: readonly string[];
  /** Camel-cased flags, as cac gives them. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** Gives its exit status. @throws UsageError */
export async function runCommand({ command, args, options }: Chosen): Promise<number> {
  const stays = STAYS.test(command.usage);
  if (stays) keepAllocatorSmall();
  const veil = createVeil();
  const forPerson = options["json"] !== true && !SERVICES.test(command.usage);
  const log =
    forPerson && process.env["LEDE_LOG"] === undefined ? createPlainLog(veil) : await createLogger(veil);
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
  if (stays) keepYoungGenerationSmall(); // before the program is loaded
  try {
    return await (await command.load())(invocation);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    return tell(error, invocation);
  }
}

/** Says what happened: in a sentence for a person where it was foreseen, in the log where it was not. */
async function tell(error: unknown, invocation: Invocation): Promise<1 | 2> {
  if (error instanceof RedisAddressError) {
    const { mistakeAt } = await import("../config/load.ts");
    const mistake = await mistakeAt(invocation.configFile, ["redis", "url"], error.message);
    return failed(mistake, mistake.message, 2, invocation);
  }
  if (error instanceof ConfigError) return failed(error, error.message, 2, invocation);
  if (isNamed<RedisUnavailable | DataVersionError>(error, "RedisUnavailable", "DataVersionError"))
    return failed(error, `lede: ${error.code}: ${error.message}`, 1, invocation);
  if (isNamed<ListenError>(error, "ListenError")) return spoken(`lede: ${error.message}`, 1);
  invocation.log.fatal({ err: error }, "the command failed");
  return 1;
}

/** By its name: the classes come with the whole client of Redis and the server, which most commands never load. */
function isNamed<Known extends Error>(error: unknown, ...names: readonly Known["name"][]): error is Known {
  return error instanceof Error && names.includes(error.name);
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
