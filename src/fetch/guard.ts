import { isIP } from "node:net";
import { type AllowList, whyNotReachable } from "./address-space.ts";
import { isBlockedPort } from "./blocked-ports.ts";

/** Always this machine, whatever a name server or a proxy makes of it (RFC 6761 section 6.3). */
const LOCALHOST = /(^|\.)localhost\.?$/;

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
  // Not `canParse`: once V8 has compiled it, Node 20 takes every letter beyond ASCII for a mistake.
  const url = typeof address === "string" ? URL.parse(address) : address;
  if (!url) return refuse("parse", "it is not a complete web address (it should begin with https://)");
  const reason = whyNotUrl(url);
  if (reason) return refuse("parse", reason);
  const unreachable = whyNotHost(url.hostname, allow);
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

function whyNotHost(hostname: string, allow: AllowList): string | undefined {
  if (!LOCALHOST.test(hostname)) {
    const literal = literalOf(hostname);
    return literal === undefined ? undefined : whyNotReachable(literal, allow);
  }
  return whyNotReachable("127.0.0.1", allow) && whyNotReachable("::1", allow);
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
