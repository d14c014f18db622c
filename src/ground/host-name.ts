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

/** Scripts whose letters nobody takes for those of another one. */
const UNLIKE =
  /^(?:[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー]+|\p{sc=Hangul}+|\p{sc=Arabic}+|\p{sc=Hebrew}+|\p{sc=Devanagari}+|\p{sc=Thai}+)$/u;
const LATIN = /^[\p{sc=Latin}\d-]+$/u;
/** Cyrillic and Greek can be made to look like Latin: only where the whole address is in one of them. */
const ALIKE = [/^[\p{sc=Cyrillic}\d.-]+$/u, /^[\p{sc=Greek}\d.-]+$/u];

/**
 * A host as a person reads it: `xn--kln-sna.example` is `köln.example`. One that may be made to look like another's stays
 * as name servers know it.
 */
export function readableHost(hostname: string): string {
  if (!hostname.includes("xn--")) return hostname;
  const told = domainToUnicode(hostname);
  const isClear = told.split(".").every((label) => LATIN.test(label) || UNLIKE.test(label));
  return told !== "" && (isClear || ALIKE.some((script) => script.test(told))) ? told : hostname;
}
