import { parseRedisAddress } from "../ground/redis-address.ts";
import type { Settings, SourceSettings } from "./schema.ts";

/** Parameters of an address whose value is a key, whatever the site calls it. */
const KEY_NAME =
  /(?:^|[_-])(?:(?:api|access|auth|private|rss|feed)?[_-]?(?:key|token|auth|hash)|secret|pass(?:word|wd)?|pwd|sig(?:nature)?|sid|session(?:id)?|jwt|credential)s?$/i;
/** Header fields that every request may carry and that say nothing secret. */
const OPEN_HEADERS = /^(?:accept(?:-.*)?|user-agent|referer|origin|cache-control|from|dnt)$/i;

/**
 * Everything in the settings that is for the servers it is sent to and for nobody else: the wire's token, header values,
 * passwords in addresses, keys in a source's address.
 *
 * @param filledIn what stood for `${NAME}`: in the address of a source it is meant to be private
 * @param redisUrl of the environment, when the settings name none
 */
export function secretsOf(
  { serve, redis, network, notify = [], sources }: Settings,
  filledIn: ReadonlySet<string>,
  redisUrl: string | undefined,
): readonly string[] {
  const found = new Set<string>();
  const add = (...texts: (string | null | undefined)[]) => {
    for (const text of texts) if (text) found.add(text);
  };
  const addHeaders = (headers: Readonly<Record<string, string>> = {}) => {
    for (const [name, value] of Object.entries(headers))
      if (!OPEN_HEADERS.test(name)) add(value, ...credentials(value));
  };
  add(serve?.token);
  add(...redisPasswords(redis?.url ?? redisUrl), ...passwordsIn(network?.proxy));
  for (const { url, secret, headers } of notify) {
    add(secret, ...passwordsIn(url), ...keysIn(url, filledIn), ...longParts(url));
    addHeaders(headers);
  }
  for (const source of sources) {
    const { url, headers, network: own } = asSource(source);
    add(...passwordsIn(url), ...passwordsIn(own?.proxy), ...keysIn(url, filledIn));
    addHeaders(headers);
  }
  return [...found];
}

function asSource(source: Settings["sources"][number]): Pick<SourceSettings, "url" | "headers" | "network"> {
  if (typeof source === "string") return { url: source };
  return "opml" in source ? { url: source.opml } : source;
}

/** `Bearer TOKEN`, `Basic BASE64`: what stands after the scheme, and what that decodes to. */
function credentials(value: string): readonly string[] {
  const [, scheme = "", shown = ""] = /^(\w+) +(\S+)$/.exec(value) ?? [];
  if (!/^basic$/i.test(scheme)) return [shown];
  const pair = Buffer.from(shown, "base64").toString();
  return [shown, pair, pair.slice(pair.indexOf(":") + 1)];
}

/** Whoever knows the path of a hook may write to its room. */
function longParts(address: string): readonly string[] {
  return new URL(address).pathname.split("/").filter((part) => part.length >= 16);
}

function redisPasswords(address: string | undefined): readonly (string | undefined)[] {
  if (!address) return [];
  const { password, sentinelPassword } = parseRedisAddress(address);
  return [password, sentinelPassword];
}

function passwordsIn(address: string | undefined): readonly string[] {
  const url = address ? URL.parse(address) : null;
  if (!url) return [];
  const { username, password, searchParams } = url;
  const plain = decoded(password);
  const pair = password ? Buffer.from(`${decoded(username)}:${plain}`).toString("base64") : "";
  return [password, plain, pair, searchParams.get("password") ?? ""];
}

/** Percent signs that encode nothing stand for themselves. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function keysIn(address: string, filledIn: ReadonlySet<string>): readonly string[] {
  const url = new URL(address);
  const keys = [...url.searchParams].filter(([name]) => KEY_NAME.test(name)).map(([, value]) => value);
  const rest = address.slice(address.indexOf(url.host) + url.host.length);
  return [...keys, ...[...filledIn].filter((value) => value.length > 5 && rest.includes(value))];
}

/**
 * A source's address as everybody may see it: without the parameters that hold a secret; where one stands elsewhere,
 * no more than the site. undefined: there is nothing to hide.
 */
export function shownAddress(address: string, secrets: ReadonlySet<string>): string | undefined {
  const url = new URL(address);
  const holds = (text: string) => [...secrets].some((secret) => text.includes(secret));
  if (!holds(address) && !holds(decoded(address))) return undefined;
  for (const [name, value] of [...url.searchParams])
    if (secrets.has(value) || holds(value)) url.searchParams.delete(name);
  return holds(url.href) || holds(decoded(url.href)) ? `${url.origin}/` : url.href;
}
