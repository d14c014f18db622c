import { domainToUnicode } from "node:url";

/**
 * Whether a host, as a URL parser gives it, is one. A label that begins with `xn--` says that it stands for letters
 * beyond ASCII (RFC 5890); where it stands for none, no name server knows it. Node 20 and 22 refuse most of these
 * themselves, later ones let them through.
 */
export function isHostName(hostname: string): boolean {
  if (!hostname.includes("xn--")) return true;
  const told = domainToUnicode(hostname).split(".");
  return hostname.split(".").every((label, index) => {
    if (!label.startsWith("xn--")) return true;
    const meant = told[index] ?? "";
    return /[^\0-\x7f]/.test(meant) && !meant.startsWith("xn--");
  });
}
