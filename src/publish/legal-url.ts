/** What the WHATWG serializer leaves in a path, query or fragment although RFC 3986 does not allow it there. */
const NOT_IN_URI = /[`{}|\\^[\]<>"]/g;
const BARE_PERCENT = /%(?![0-9A-Fa-f]{2})/g;
const LONGEST = 2083;

/** An absolute http(s) address that is a URI by RFC 3986 as well, or undefined. */
export function legalUrl(text: string | undefined): string | undefined {
  if (!text || text.length > LONGEST) return undefined;
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return undefined;
  }
  if (url.protocol !== "http:" && url.protocol !== "https:") return undefined;
  const rest = `${url.pathname}${url.search}${url.hash}`;
  return `${url.href.slice(0, url.href.length - rest.length)}${escapeRest(rest)}`;
}

function escapeRest(rest: string): string {
  return rest.replace(BARE_PERCENT, "%25").replace(NOT_IN_URI, (c) => `%${hex(c)}`);
}

function hex(character: string): string {
  return character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0");
}

/** An absolute IRI of any scheme, as atom:id wants it (RFC 4287 section 4.2.6), or undefined. */
export function legalId(text: string | undefined): string | undefined {
  return text &&
    text.length <= 1000 &&
    /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`[\]%]+$/i.test(text) &&
    isAscii(text)
    ? text
    : undefined;
}

function isAscii(text: string): boolean {
  return /^[\x21-\x7E]*$/.test(text);
}
