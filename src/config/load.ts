import { readFile } from "node:fs/promises";
import path from "node:path";
import type * as z from "zod";
import type { Config } from "../model/config.ts";
import { buildConfig } from "./build-config.ts";
import { checkWhole } from "./check-whole.ts";
import { ConfigError, type Mistake } from "./config-error.ts";
import { type Complaint, explainIssues } from "./explain-issue.ts";
import { type Environment, readYaml, type YamlPath, type YamlReading } from "./read-yaml.ts";
import { configSchema } from "./schema.ts";
import { secretsOf } from "./secrets.ts";
import { redisAddress } from "./values.ts";
import { warningsOf } from "./warnings.ts";

/**
 * Reads `lede.yaml`.
 *
 * @param file path of the YAML
 * @param env what `${NAME}` stands for
 * @throws ConfigError with every mistake in the file, or that there is no such file
 */
export async function loadConfig(file: string, env: Environment = process.env): Promise<Config> {
  const absolute = path.resolve(file);
  return parseConfig(absolute, await readText(absolute), env);
}

/** As `loadConfig`, of a text that has been read already. */
export async function parseConfig(file: string, text: string, env: Environment): Promise<Config> {
  if (TOO_DEEP.test(text)) throw tooDeep(file);
  return parse(file, text, env).catch((error: Error) => {
    throw error instanceof RangeError ? tooDeep(file) : error;
  });
}

/** What is valid in a file and may yet not be what was meant, each with its place. The file has no mistakes. */
export async function warningsIn(file: string): Promise<readonly Mistake[]> {
  const reading = readYaml(await readText(path.resolve(file)), process.env);
  return inOrder(locate(warningsOf(withoutNulls(reading.data ?? {})), reading));
}

/** The YAML parser takes time by the square of the depth, and ends beyond the stack. */
const TOO_DEEP = /(?:[-?] ){64}|(?:[[{][ \t]*){64}|(?:\w+: ){64}/;

function tooDeep(file: string): ConfigError {
  return new ConfigError(file, [{ line: 1, col: 1, message: "its parts are nested too deeply" }]);
}

async function parse(file: string, text: string, env: Environment): Promise<Config> {
  const reading = readYaml(text, env);
  const data = withoutNulls(reading.data ?? {});
  const parsed = configSchema.safeParse(data, { reportInput: true });
  const issues = parsed.success ? [] : explainIssues(parsed.error.issues, (at) => keysAt(configSchema, at));
  const complaints = [...issues, ...(await checkWhole(data))];
  const mistakes = [...reading.mistakes, ...locate(complaints, reading), ...ofEnvironment(data, env)];
  if (mistakes.length > 0 || !parsed.success) throw new ConfigError(file, inOrder(mistakes));
  const secrets = secretsOf(parsed.data, reading.filledIn, env["REDIS_URL"]);
  return buildConfig(file, parsed.data, secrets);
}

/** REDIS_URL stands for `redis.url` where the file names none. */
function ofEnvironment(data: unknown, env: Environment): readonly Mistake[] {
  const named = (data as { redis?: { url?: unknown } }).redis?.url;
  const checked = redisAddress.safeParse(env["REDIS_URL"] || "/none");
  if (named !== undefined || checked.success) return [];
  const [issue] = checked.error.issues;
  return [{ line: 1, col: 1, message: `the environment's REDIS_URL ${issue?.message}` }];
}

/**
 * A mistake that only shows when the settings are used, with its place in the file.
 *
 * @param at path of the value; where the file does not have it, its beginning is named
 */
export async function mistakeAt(file: string, at: YamlPath, message: string): Promise<ConfigError> {
  const absolute = path.resolve(file);
  const reading = readYaml(await readText(absolute), process.env);
  return new ConfigError(absolute, [reading.at(reading.offsetOf(at), message)]);
}

async function readText(file: string): Promise<string> {
  try {
    return (await readFile(file, "utf8")).replace(/^\uFEFF/, "");
  } catch (error) {
    throw new ConfigError(file, [{ line: 1, col: 1, message: whyNotRead(error as NodeJS.ErrnoException) }]);
  }
}

function whyNotRead({ code, message }: NodeJS.ErrnoException): string {
  if (code === "ENOENT") return 'there is no such file: "lede init" makes one, "--config FILE" names another';
  if (code === "EISDIR") return "this is a folder: name the YAML file in it";
  if (code === "EACCES") return "the file may not be read by this user";
  return `cannot be read: ${message}`;
}

/** `feeds:` with nothing after it, or with every line commented out, says nothing. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(members.map(([key, member]) => [key, withoutNulls(member)]));
}

/** Where the parser only guessed at the structure, what the schema says about that structure would mislead. */
function locate(complaints: readonly Complaint[], reading: YamlReading): Mistake[] {
  const placed = complaints.map((complaint) => ({ ...complaint, offset: offsetOf(complaint, reading) }));
  return placed
    .filter(({ offset }) => !reading.absent.has(offset))
    .filter(({ offset, message, structural }) => {
      if (reading.brokenFrom === Number.POSITIVE_INFINITY) return true;
      return !structural || (offset < reading.brokenFrom && !message.endsWith("is missing"));
    })
    .map(({ offset, message }) => reading.at(offset, message));
}

function offsetOf({ path: at, key }: Complaint, reading: YamlReading): number {
  return key === undefined ? reading.offsetOf(at) : reading.offsetOfKey(at, key);
}

function inOrder(mistakes: readonly Mistake[]): Mistake[] {
  const once = new Map(mistakes.map((mistake) => [JSON.stringify(mistake), mistake]));
  return [...once.values()].sort((a, b) => a.line - b.line || a.col - b.col);
}

type Schema = z.core.$ZodType;

/** The keys that a schema knows for the mapping at a path. */
function keysAt(schema: Schema, path: YamlPath): readonly string[] {
  let found = objectsIn(schema);
  for (const step of path) {
    found = found.flatMap((at) => objectsIn(at.shape[String(step)] ?? at.shape["*"]));
  }
  return found.flatMap((object) => Object.keys(object.shape).filter((key) => key !== "*"));
}

/** What a list holds is reached by any index, written `*`. */
interface Shape {
  readonly shape: Readonly<Record<string, Schema>>;
}

function objectsIn(schema: Schema | undefined): Shape[] {
  const def = (schema as z.core.$ZodTypes | undefined)?._zod.def;
  if (!def) return [];
  if (def.type === "object") return [def as Shape];
  if (def.type === "optional") return objectsIn(def.innerType);
  if (def.type === "union") return def.options.flatMap((option) => objectsIn(option));
  if (def.type === "array") return [{ shape: { "*": def.element } }];
  return [];
}
