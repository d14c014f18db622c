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
/** Of a host by name: numbers may be written in many ways, and `xn--` may be no name at all. */
const ORIGIN = /^https?:\/\/(?:(?!xn--)[a-z0-9-]+\.)*(?!xn--)[a-z][a-z0-9-]*(?::[1-9]\d{0,3})?(?=[/?#]|$)/;

/** A parser costs a microsecond, and full text may have hundreds of such addresses. */
function joinPlainPath(path: string, base: string): string | undefined {
  if (path.length > 300 || !PLAIN_PATH.test(path)) return undefined;
  const origin = ORIGIN.exec(base)?.[0];
  return origin && !origin.endsWith(":80") && !origin.endsWith(":443") ? origin + path : undefined;
}

/** What templates write where they have no address. */
const NO_ADDRESS =
  /^(?:\/?(?:null|undefined|none|nil|nan)\/?|n\.?\/?a\.?|false|true|unknown|tb[ad]|todo|\(null\)|about:blank|https?:\/\/(?:null|undefined|none|n\/?a)?\/?|[-–—_.#?*]+|\{\{.*\}\}|\$\{.*\}|%[a-z_]+%|\[[a-z _]+\])$/i;
/** Nothing to be repaired, unless an `&amp;` is left in it: nearly all. */
const WELL_WRITTEN = /^https?:\/\/(?!https?[:/])[^\s/?#&]+\S*$/i;
/** One scheme or several, whole or with a sign missing, before a host. */
const SCHEMES =
  /^(?:h?h?t?tt?ps?:?\/{1,3}\s*)*?(h?h?t?tt?p(s?)):?\/{1,3}\s*(?=[\p{L}\p{N}[])(?!h?ttps?:?\/)/iu;

/**
 * The address of a link as `resolveAddress` gives it, where it is one: "null" and its like are none, and what can be
 * read in one way only is repaired (a scheme twice or cut, none before `www.` or the host of `base`, `&amp;` escaped twice).
 */
export function linkAddress(written: string | undefined, base: string | undefined): string | undefined {
  const text = written?.trim();
  if (!text || text.length > limits.line) return undefined;
  if (WELL_WRITTEN.test(text) && !text.includes("&amp;")) return text;
  if (NO_ADDRESS.test(text)) return undefined;
  return resolveAddress(repaired(text, base), base);
}

function repaired(text: string, base: string | undefined): string {
  const query = text.indexOf("?");
  const whole = query < 0 ? text : text.slice(0, query) + text.slice(query).replace(/&(?:amp;)+/gi, "&");
  if (/^www\.[^\s/?#]+\.[^\s/?#.]{2,}(?:[/?#:]|$)/i.test(whole)) return `https://${whole}`;
  if (/^https?:\\/i.test(whole)) return whole.replaceAll("\\", "/");
  const host = base === undefined ? undefined : URL.parse(base)?.host.replace(/^www\./, "");
  if (host?.includes(".") && whole.toLowerCase().startsWith(`${host}/`)) return `https://${whole}`;
  return whole.replace(SCHEMES, (_, _scheme: string, secure: string) => `http${secure.toLowerCase()}://`);
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
  if (link.includes("/~r/") || COUNTER.test(link)) return undefined;
  if (site !== undefined && site.length > SHORTEST_SITE && link.startsWith(site)) return link;
  return isWebAddress(link) && (site === undefined || isSameSite(link, site)) ? link : undefined;
}

/** Addresses of services that count who reads on, and know nothing of what stands beside the page. */
const COUNTER = /^https?:\/\/(?:feeds?\d?|feedproxy|rss|clicks?|track|go|redirect|links?)\.(?=[^/]*\.)/i;
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
