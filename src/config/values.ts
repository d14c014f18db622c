import ipaddr from "ipaddr.js";
import * as z from "zod";
import { isTag, languageNamed } from "../ground/language.ts";
import { parseRedisAddress } from "../ground/redis-address.ts";
import type { NoticePreset, NoticeWord } from "../model/notice.ts";
import { compileExpression, compilePattern } from "./pattern.ts";

/** In an editor, `${NAME}` may stand where the program later sees the variable's value. */
const VARIABLE = "\\$\\{[A-Za-z_]\\w*(?::-[^{}]*)?\\}";
const DURATION = /^(\d+(?:\.\d+)?)(s|m|h|d)$/;
const SIZE = /^(\d+(?:\.\d+)?)(kb|mb|gb)$/i;
const UNITS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const BYTES = { kb: 2 ** 10, mb: 2 ** 20, gb: 2 ** 30 } as const;

/** `15m` -> ms; undefined when it is no duration. */
export function parseDuration(text: string): number | undefined {
  const [, amount, unit] = DURATION.exec(text.trim()) ?? [];
  return amount && unit ? Math.round(Number(amount) * UNITS[unit as keyof typeof UNITS]) : undefined;
}

/** ms -> the shortest text that says it: `90s`, `15m`, `2d`. */
export function formatDuration(ms: number): string {
  for (const unit of ["d", "h", "m"] as const)
    if (ms % UNITS[unit] === 0) return `${ms / UNITS[unit]}${unit}`;
  return `${ms / UNITS.s}s`;
}

function orVariable(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern}|${VARIABLE})$`);
}

/** Text with something in it. */
export const text = z.string().trim().min(1, "must not be empty");

/** A duration, ms inside. */
export function duration(min: string, max: string) {
  const range = { min: parseDuration(min) ?? 0, max: parseDuration(max) ?? 0 };
  return z
    .string({ error: "must be a duration such as 90s, 15m, 36h or 7d" })
    .regex(orVariable("\\d+(?:\\.\\d+)?[smhd]"), "must be a duration such as 90s, 15m, 36h or 7d")
    .transform((value) => parseDuration(value) ?? 0)
    .refine((ms) => ms >= range.min && ms <= range.max, `must be between ${min} and ${max}`);
}

/** A duration, or `all`: Infinity inside. */
export const window = z
  .string({ error: "must be a duration such as 36h or 7d, or all" })
  .regex(orVariable("\\d+(?:\\.\\d+)?[smhd]|all"), "must be a duration such as 36h or 7d, or all")
  .transform((value) => (value === "all" ? Number.POSITIVE_INFINITY : (parseDuration(value) ?? 0)))
  .refine((ms) => ms >= UNITS.m, "must be at least 1m");

/** A size, bytes inside. */
export const size = z
  .string({ error: "must be a size such as 512kb or 10mb" })
  .regex(orVariable("\\d+(?:\\.\\d+)?(?:kb|mb|gb|KB|MB|GB)"), "must be a size such as 512kb or 10mb")
  .transform((value) => {
    const [, amount, unit] = SIZE.exec(value) ?? [];
    return Math.round(Number(amount) * BYTES[(unit ?? "kb").toLowerCase() as keyof typeof BYTES]);
  })
  .refine((bytes) => bytes >= 2 ** 10 && bytes <= 2 ** 30, "must be between 1kb and 1gb");

/** A number; `${NAME}` arrives as text. */
export function number(min: number, max: number, whole: "whole" | "any" = "any") {
  const error = `must be a ${whole === "whole" ? "whole " : ""}number from ${min} to ${max}`;
  const kind = whole === "whole" ? z.int(error) : z.number(error);
  const written = z.string().regex(orVariable(whole === "whole" ? "\\d+" : "\\d+(?:\\.\\d+)?"), error);
  const inRange = (value: number) => value >= min && value <= max;
  return z.union([kind.min(min, error).max(max, error), written.transform(Number).refine(inRange, error)], {
    error,
  });
}

/** `{ lt: 80 }`, `{ gt: 80 }` or both, exclusive. */
export function bounds<T extends z.ZodType>(value: T) {
  return z
    .strictObject({ lt: value.optional(), gt: value.optional() })
    .refine(
      ({ lt, gt }) => lt !== undefined || gt !== undefined,
      "must have lt (less than) or gt (greater than)",
    );
}

/** true or false; `${NAME}` arrives as text. */
export const flag = z.union(
  [z.boolean(), z.enum(["true", "false"], "must be true or false").transform((value) => value === "true")],
  "must be true or false",
);

/** An absolute http(s) address, as `new URL` writes it. */
export const httpUrl = z
  .string({ error: "must be an http(s) address" })
  .trim()
  .refine(isHttp, "must be an absolute http(s) address, such as https://feeds.example/world.xml")
  .transform((value) => new URL(value).href);

/** Where a notice is sent. */
export const noticeUrl = z
  .string({ error: "must be an http(s) address" })
  .trim()
  .refine(isHttp, {
    error: ({ input }) =>
      `must be an absolute http(s) address, such as https://ntfy.example/wire${meantBy(input)}`,
  })
  .transform((value) => new URL(value).href);

/** Presets of ours by what Apprise calls their places. */
const APPRISE_SCHEMES: Readonly<Record<string, string>> = {
  ntfy: "ntfy",
  gotify: "gotify",
  matrix: "matrix",
  discord: "discord",
  slack: "slack",
  mmost: "mattermost",
  json: "json",
};

/** Of an address in the language of Apprise, `ntfys://name:word@push.example/topic`, how it is written here. */
function meantBy(value: unknown): string {
  const scheme = /^([a-z]+):\/\//i.exec(String(value).trim())?.[1]?.toLowerCase();
  if (scheme === undefined) return "";
  const preset = APPRISE_SCHEMES[scheme] ?? APPRISE_SCHEMES[scheme.replace(/s$/, "")];
  if (preset) return `; ${scheme}:// is how Apprise has it: here that is https://… with template: ${preset}`;
  return `; ${scheme}:// is for Apprise: give the address of your Apprise API, https://…/notify/KEY`;
}

function isHttp(value: string): boolean {
  return /^https?:$/.test(URL.parse(value)?.protocol ?? "");
}

/** Where Redis is, as written; `parseRedisAddress` reads it again. What is wrong is said without a word of it. */
export const redisAddress = text.superRefine((value, context) => {
  try {
    parseRedisAddress(value);
  } catch (error) {
    context.addIssue((error as Error).message);
  }
});

/** A CIDR block; a single address is a block of its own. */
export const cidr = z
  .string({ error: "must be a CIDR block, such as 192.168.1.0/24" })
  .trim()
  .refine(isBlock, "must be a CIDR block, such as 192.168.1.0/24 or fd00::/8")
  .transform((value) =>
    value.includes("/") ? value : `${value}/${ipaddr.parse(value).kind() === "ipv4" ? 32 : 128}`,
  );

function isBlock(value: string): boolean {
  if (!value.includes("/"))
    return ipaddr.isValid(value) && (value.includes(":") || /^\d+(\.\d+){3}$/.test(value));
  return ipaddr.isValidCIDR(value) && (value.includes(":") || /^\d+(\.\d+){3}\//.test(value));
}

function compiled(compile: (value: string) => RegExp) {
  return text.transform((value, context) => {
    try {
      return compile(value);
    } catch (error) {
      const reason = (error as Error).message.replace(/^Invalid regular expression: /, "");
      context.addIssue(`not a regular expression: ${reason}`);
      return z.NEVER;
    }
  });
}

/** A pattern of a rule. */
export const pattern = compiled(compilePattern);
/** A side of a `cluster.never` pair. */
export const expression = compiled(compileExpression);

/** A language tag, RFC 5646. */
export const language = text
  .refine(isTag, { error: ({ input }) => `must be a language tag such as en or pt-BR${tagFor(input)}` })
  .transform((value) => Intl.getCanonicalLocales(value)[0] ?? value);

/** What was meant by the name of a language, in English or in itself: nobody but a mistake asks for it. */
function tagFor(input: unknown): string {
  const name = String(input).trim().replaceAll("_", "-");
  const meant = isTag(name.toLowerCase()) ? name : languageNamed(name);
  return meant === undefined ? "" : `: "${meant}" is meant`;
}

/** A time of the day, `07:00`. */
export const clockTime = z
  .string({ error: "must be a time such as 07:00" })
  .regex(orVariable("(?:[01]?\\d|2[0-3]):[0-5]\\d"), "must be a time such as 07:00")
  .transform((value) => value.padStart(5, "0"));

/** A name of the time zone database. */
export const timezone = text.refine((value) => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: value }) !== undefined;
  } catch {
    return false;
  }
}, "must be a time zone such as Europe/Paris");

/** Whom a notice can be written for. */
export const NOTICE_PRESETS = [
  "json",
  "ntfy",
  "gotify",
  "apprise",
  "slack",
  "discord",
  "mattermost",
  "matrix",
] as const satisfies readonly NoticePreset[];

const NOTICE_WORDS: readonly NoticeWord[] = [
  "title",
  "url",
  "page",
  "outlet",
  "outlets",
  "summary",
  "why",
  "rule",
];

/** A preset of `notify:`, or the message itself. */
export const template = text.superRefine((value, context) => {
  if ((NOTICE_PRESETS as readonly string[]).includes(value)) return;
  const named = [...value.matchAll(/\{\{\s*(\w*)\s*\}\}/g)].map(([, name = ""]) => name);
  const unknown = named.find((name) => !(NOTICE_WORDS as readonly string[]).includes(name));
  if (unknown !== undefined)
    context.addIssue(
      `{{${unknown}}} is not known: there are ${NOTICE_WORDS.map((word) => `{{${word}}}`).join(", ")}`,
    );
  else if (named.length === 0)
    context.addIssue(`must be ${NOTICE_PRESETS.join(", ")}, or a text with {{title}} in it`);
});

/** Lower-case letters, digits and dashes: part of paths and of job names. */
export const id = z
  .string({ error: "must be lower-case letters, digits and dashes" })
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, "must be lower-case letters, digits and dashes (at most 64)");
