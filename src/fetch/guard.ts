import { isIP } from "node:net";
import { type AllowList, whyNotReachable } from "./address-space.ts";
import { isBlockedPort } from "./blocked-ports.ts";

/** The judgement on an address, made at the earliest stage that can make it. */
export type Verdict =
  | { readonly allowed: true; readonly url: URL }
  | { readonly allowed: false; readonly stage: "parse" | "literal"; readonly reason: string };

/**
 * Judges an absolute URL by what stands in it: http(s) only, no credentials, no port of a data store or of another
 * protocol, and no IP address that is not public, however it is spelled (the WHATWG parser reads octal, hexadecimal,
 * short and full-width forms). Names still have to be looked up: see `whyNotAnswers`.
 */
export function judgeUrl(address: string | URL, allow: AllowList = []): Verdict {
  const url = typeof address === "string" ? parse(address) : address;
  if (!url) return refuse("parse", "it is not a complete web address (it should begin with https://)");
  const reason = whyNotUrl(url);
  if (reason) return refuse("parse", reason);
  const literal = literalOf(url.hostname);
  const unreachable = literal === undefined ? undefined : whyNotReachable(literal, allow);
  return unreachable
    ? refuse("literal", `${url.hostname} is not public: ${unreachable}`)
    : { allowed: true, url };
}

/**
 * Judges what a name resolved to. Every answer has to pass: with one bad answer among good ones it would be chance
 * where the connection goes.
 */
export function whyNotAnswers(
  host: string,
  addresses: readonly string[],
  allow: AllowList = [],
): string | undefined {
  for (const address of addresses) {
    const reason = whyNotReachable(address, allow);
    if (reason) return `${host} points at ${address}, which is not public: ${reason}`;
  }
  return undefined;
}

/** The IP address that a URL's host spells, without brackets; undefined for a name. */
export function literalOf(hostname: string): string | undefined {
  const bare = hostname.startsWith("[") ? hostname.slice(1, -1) : hostname;
  return isIP(bare) ? bare : undefined;
}

function parse(address: string): URL | undefined {
  return URL.canParse(address) ? new URL(address) : undefined;
}

function whyNotUrl(url: URL): string | undefined {
  if (url.protocol !== "http:" && url.protocol !== "https:")
    return `only http and https are fetched, not ${url.protocol}`;
  if (url.username !== "" || url.password !== "")
    return "it carries a user name or password; give credentials under headers: instead";
  if (url.hostname === "") return "it names no host";
  if (url.port !== "" && isBlockedPort(Number(url.port)))
    return `port ${url.port} belongs to something that is not a web server`;
  return undefined;
}

function refuse(stage: "parse" | "literal", reason: string): Verdict {
  return { allowed: false, stage, reason };
}
