import { limits } from "./limits.ts";

const ABSOLUTE = /^[a-z][a-z0-9+.-]*:/i;

/**
 * An address as written in a document, made absolute. Absolute ones stay as they are written; white space that
 * a line break brought in is taken out. Without a base relative ones stay relative.
 */
export function resolveAddress(written: string | undefined, base: string | undefined): string | undefined {
  let address = written?.trim();
  if (!address || address.length > limits.line) return undefined;
  if (/[\n\r\t]/.test(address))
    address = address
      .split(/[\n\r\t]+/)
      .map((part) => part.trim())
      .join("");
  if (base === undefined || ABSOLUTE.test(address)) return address;
  return joinPlainPath(address, base) ?? URL.parse(address, base)?.href ?? address;
}

/** Absolute paths that a URL parser would not change, which is most of the relative addresses in feeds. */
const PLAIN_PATH =
  /^\/(?:[\w-][\w.~!$&'()*+,;=:@-]*(?:\/[\w-][\w.~!$&'()*+,;=:@-]*)*\/?)?(?:\?[\w.~!$&()*+,;=:@/?-]*)?$/;
const ORIGIN = /^https?:\/\/[a-z0-9.-]+(?::\d+)?(?=[/?#]|$)/;

/** A parser costs a microsecond, and full text may have hundreds of such addresses. */
function joinPlainPath(path: string, base: string): string | undefined {
  if (path.length > 300 || !PLAIN_PATH.test(path)) return undefined;
  const origin = ORIGIN.exec(base)?.[0];
  return origin && !origin.endsWith(":80") && !origin.endsWith(":443") ? origin + path : undefined;
}

/** An http(s) address, and not a relative one or another kind of name. */
export function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s]+$/i.test(text);
}

/**
 * What relative addresses in an entry's text are relative to: its own page, as its author saw them there. An entry
 * that leads to another site, as those of link blogs do, is at home on its feed's.
 *
 * @param site the feed's page
 */
export function pageBase(link: string | undefined, site: string | undefined): string | undefined {
  if (link === undefined || link.length > limits.base) return undefined;
  if (site !== undefined && site.length > SHORTEST_SITE && link.startsWith(site)) return link;
  return isWebAddress(link) && (site === undefined || isSameSite(link, site)) ? link : undefined;
}

/** Characters of `https://a/`. */
const SHORTEST_SITE = 10;

/** Their hosts end alike: `www.harbour.example` and `blog.harbour.example`. */
function isSameSite(a: string, b: string): boolean {
  const [one, other] = [hostOf(a), hostOf(b)];
  if (one === other) return true;
  const end = (host: string) => host.toLowerCase().split(".").slice(-2).join(".");
  return end(one) === end(other);
}

/** With the port, as it is written. */
function hostOf(url: string): string {
  return /^https?:\/\/(?:[^/?#@]*@)?([^/?#]+)/i.exec(url)?.[1] ?? "";
}
