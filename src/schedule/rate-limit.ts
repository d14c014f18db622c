import { DAY_MS, HOUR_MS, MINUTE_MS } from "../ground/time.ts";
import type { ResponseHeaders } from "../model/document.ts";
import { type Hint, hint, parseHttpDate, serverTime } from "./server-hints.ts";

/** What an answer says of its server's quota for this client. */
export interface Quota {
  /** Nothing is left of it, and it is renewed after so long. */
  readonly spent: Hint | undefined;
  /** When it is renewed, whatever is left of it: what a refusal asks to be waited for. */
  readonly renewed: Hint | undefined;
}

/** One limit of perhaps several: for a minute, for a day. */
interface Limit {
  readonly remaining: number | undefined;
  /** ms until it is renewed, where that is said. */
  readonly reset: number | undefined;
  /** ms: the time that the limit is counted over. */
  readonly window?: number | undefined;
}

/**
 * Reads the fields in which servers tell their quotas: `RateLimit` and `RateLimit-Policy` in each shape that the IETF's
 * drafts have given them, and the many that came before, `X-RateLimit-Remaining` with its `X-RateLimit-Reset` and whatever
 * else has these words in its name. A reset is seconds, a duration, an instant of the Unix clock or a date, by how it
 * looks; instants are counted from the server's own `Date`.
 */
export function quotaOf(headers: ResponseHeaders, now: number): Quota {
  const limits = [...itemsOf(headers), ...pairsOf(headers, now), ...policiesOf(headers)];
  const spent = limits.filter(({ remaining }) => remaining !== undefined && remaining < 1);
  // Of several that are spent the last to be renewed counts: until then every request is refused.
  const resets = limits.flatMap(({ reset }) => (reset ? [reset] : []));
  const said = resets.length > 0 ? Math.max(...resets) : undefined;
  const until = Math.max(0, ...spent.map(({ reset, window }) => reset ?? said ?? window ?? 0));
  const windows = limits.flatMap(({ window }) => (window ? [window] : []));
  const soonest = Math.min(...(resets.length > 0 ? resets : windows));
  const renewed = until > 0 ? until : soonest;
  return {
    spent: hint(until, "rate-limit"),
    renewed: hint(Number.isFinite(renewed) ? renewed : 0, "rate-limit"),
  };
}

/** `"default";r=0;t=30`, of which there may be several, and `limit=10, remaining=0, reset=30` of earlier drafts. */
function itemsOf({ ratelimit = "" }: ResponseHeaders): Limit[] {
  const old = parametersOf(ratelimit.replaceAll(",", ";"));
  if (old.has("remaining") || old.has("reset"))
    return [{ remaining: old.get("remaining"), reset: inMs(old.get("reset")) }];
  return ratelimit.split(",").map((item) => {
    const parameters = parametersOf(item);
    return { remaining: parameters.get("r"), reset: inMs(parameters.get("t")) };
  });
}

/** `"default";q=10;w=60` and `10;w=60`. A quota of one request is spent by the request that it was told to. */
function policiesOf(headers: ResponseHeaders): Limit[] {
  return (headers["ratelimit-policy"] ?? "").split(",").map((policy) => {
    const parameters = parametersOf(policy);
    const quota = parameters.get("q") ?? Number.parseInt(policy, 10);
    const untold = headers["ratelimit"] === undefined && headers["ratelimit-remaining"] === undefined;
    return {
      remaining: quota === 1 && untold ? 0 : undefined,
      reset: undefined,
      window: inMs(parameters.get("w")),
    };
  });
}

/** `x-ratelimit-requests-remaining`, `x-hubspot-ratelimit-remaining`, `x-rate-limit-retry-after-seconds`. */
const FIELD = /^((?:x-)?(?:[a-z]+-)?rate-?limit)-([a-z-]+)$/;
/** What a field says, by words of its name, the best first; what is left of the name is what the limit counts. */
const ROLES: readonly (readonly [role: Role, words: RegExp, unit: number | undefined])[] = [
  ["remaining", /remaining/, undefined],
  ["reset", /(?:reset|retry)-?after-?(?:milliseconds|ms)/, 1],
  ["reset", /reset-?after(?:-?seconds)?/, undefined],
  ["reset", /reset(?:-?time)?|next|retry-?after(?:-?seconds)?/, undefined],
  ["window", /(?:interval|window)-?(?:milliseconds|ms)/, 1],
];
/** The time that a limit is counted over may be its name. */
const WINDOWS: readonly (readonly [name: RegExp, ms: number])[] = [
  [/second/, 1_000],
  [/minute/, MINUTE_MS],
  [/hour/, HOUR_MS],
  [/da(?:y|ily)/, DAY_MS],
];

type Role = "remaining" | "reset" | "window";
/** What the fields of one limit say, as written. */
type Written = Partial<Record<Role, string>>;

/** `X-RateLimit-Remaining: 0` with `X-RateLimit-Reset: 30` beside it, of each thing that is counted. */
function pairsOf(headers: ResponseHeaders, now: number): Limit[] {
  const families = familiesOf(headers);
  return [...families.values()].flatMap((limits) =>
    [...limits].flatMap(([counted, { remaining, reset: own, window }]) => {
      const reset = own ?? limits.get("")?.reset ?? headers["ratelimit-reset"];
      if (remaining === undefined && (counted !== "" || reset === undefined)) return [];
      const counts = WINDOWS.find(([name]) => name.test(counted))?.[1];
      return inLists(remaining, reset).map(([left, until]) => ({
        remaining: left === undefined ? undefined : numberIn(left),
        reset: until === undefined ? undefined : timeUntil(until, headers, now),
        window: counts ?? (window === undefined ? inMs(parametersOf(left ?? "").get("w")) : numberIn(window)),
      }));
    }),
  );
}

/** By how the fields begin, then by what is counted: "" where nothing is named. */
function familiesOf(headers: ResponseHeaders): ReadonlyMap<string, ReadonlyMap<string, Written>> {
  const families = new Map<string, Map<string, Written>>();
  const fields = ROLES.flatMap((role) =>
    Object.entries(headers).flatMap(([name, value]) => fieldOf(name, value, role)),
  );
  for (const { family, counted, role, said } of fields) {
    const limits = families.get(family) ?? new Map<string, Written>();
    families.set(family, limits.set(counted, { [role]: said, ...limits.get(counted) }));
  }
  return families;
}

/** A field in one of its roles, or none. */
function fieldOf(name: string, value: string | undefined, [role, words, unit]: (typeof ROLES)[number]) {
  const [, family = "", rest = ""] = FIELD.exec(name) ?? [];
  if (value === undefined || !words.test(rest)) return [];
  const counted = rest.replace(words, "").replace(/^-+|-+$/g, "");
  const said = unit !== undefined && role === "reset" ? `${value}ms` : value;
  return [{ family, counted, role, said }];
}

type Pair = readonly [remaining: string | undefined, reset: string | undefined];

/** Several limits may stand in one field, in the same order in both. */
function inLists(remaining: string | undefined, reset: string | undefined): readonly Pair[] {
  const left = remaining?.split(",") ?? [];
  const until = reset?.split(",") ?? [];
  if (left.length < 2 || left.length !== until.length) return [[remaining, reset]];
  return left.map((one, n) => [one, until[n]]);
}

/** `;name=number` of a structured field, lower case; numbers may be quoted. What is no number is passed over. */
function parametersOf(item: string): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const [, name = "", value = ""] of item.matchAll(
    /(?:^|;)\s*([a-z]+)\s*=\s*"?(-?\d[\d.]*)"?\s*(?=;|$)/gi,
  ))
    found.set(name.toLowerCase(), Number(value));
  return found;
}

function inMs(seconds: number | undefined): number | undefined {
  return seconds === undefined || Number.isNaN(seconds) ? undefined : seconds * 1_000;
}

function numberIn(text: string): number | undefined {
  const value = Number.parseFloat(text);
  return Number.isNaN(value) ? undefined : value;
}

/** No quota is counted over thirty years: such a number of seconds is an instant, and a greater one is in ms. */
const LEAST_INSTANT_S = 1e9;
const LEAST_INSTANT_MS = 1e11;
/** `1m30s`, `6.5s`, `20ms`: durations as Go writes them. */
const DURATION = /^(?:(\d+)h)?(?:(\d+)m(?!s))?(?:(\d+(?:\.\d+)?)s)?(?:(\d+(?:\.\d+)?)ms)?$/;

/**
 * For how many ms to wait until what a field names; it may have passed.
 *
 * @returns undefined for text that names no time
 */
function timeUntil(text: string, headers: ResponseHeaders, now: number): number | undefined {
  const trimmed = text.trim().replace(/^"(.*)"$/, "$1");
  if (/^\d+(?:\.\d+)?$/.test(trimmed)) {
    const value = Number(trimmed);
    if (value < LEAST_INSTANT_S) return value * 1_000;
    return (value < LEAST_INSTANT_MS ? value * 1_000 : value) - serverTime(headers, now);
  }
  const [, hours = 0, minutes = 0, seconds = 0, ms = 0] = DURATION.exec(trimmed) ?? [];
  if (trimmed !== "" && DURATION.test(trimmed))
    return Number(hours) * HOUR_MS + Number(minutes) * MINUTE_MS + Number(seconds) * 1_000 + Number(ms);
  const date =
    parseHttpDate(trimmed, now) ?? (/^\d{4}-\d\d-\d\dT/.test(trimmed) ? Date.parse(trimmed) : undefined);
  return date === undefined || Number.isNaN(date) ? undefined : date - serverTime(headers, now);
}
