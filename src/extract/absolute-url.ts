import { isHostName } from "../ground/host-name.ts";

/**
 * The address as an absolute http(s) one.
 *
 * @returns undefined for anything else: other schemes, credentials in the address, what is no address at all
 */
export function absoluteUrl(address: string | undefined, baseUrl: string): string | undefined {
  const text = address?.trim();
  if (!text || text.length > 4096) return undefined;
  try {
    const url = new URL(text, baseUrl);
    if (url.protocol !== "http:" && url.protocol !== "https:") return undefined;
    if (url.username || url.password || !url.hostname || !isHostName(url.hostname)) return undefined;
    return url.href;
  } catch {
    return undefined;
  }
}

/** An address without query, fragment and last slash: what two links to one page have in common. */
export function bareAddress(address: string): string {
  return address.replace(/[?#].*$/, "").replace(/\/$/, "");
}
