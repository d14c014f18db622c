import { getDomain } from "tldts";

/**
 * The registrable domain of a host (`feeds.bbci.co.uk` -> `bbci.co.uk`), where platforms that give each customer a name
 * of his own count as suffixes (`a.blogspot.com` stays whole). An IP address or a name without a known suffix is
 * itself.
 */
export function registrableDomain(host: string): string {
  const bare = host.toLowerCase().replace(/\.$/, "");
  return getDomain(bare, { allowPrivateDomains: true }) ?? bare;
}

/**
 * The key under which politeness is counted: the registrable domain of an address. Where there is none (an IP address,
 * `localhost`), the port belongs to it: several servers on one machine have nothing to do with each other, and what
 * one of them asks for must not silence the rest. The text itself when it is no address.
 */
export function domainOf(address: string): string {
  const url = URL.parse(address);
  if (!url) return address;
  const domain = registrableDomain(url.hostname);
  return url.port !== "" && getDomain(domain) === null ? `${domain}:${url.port}` : domain;
}
