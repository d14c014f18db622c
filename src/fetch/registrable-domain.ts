import { getDomain } from "tldts";

/**
 * The key under which politeness is counted: the registrable domain of a host (`feeds.bbci.co.uk` -> `bbci.co.uk`),
 * where platforms that give each customer a name of his own count as suffixes (`a.blogspot.com` stays whole). An IP
 * address or a name without a known suffix is its own key.
 */
export function registrableDomain(host: string): string {
  const bare = host.toLowerCase().replace(/\.$/, "");
  return getDomain(bare, { allowPrivateDomains: true }) ?? bare;
}

/** As `registrableDomain`, of a URL; the text itself when it is none. */
export function domainOf(url: string): string {
  return URL.canParse(url) ? registrableDomain(new URL(url).hostname) : url;
}
