import { isHostName } from "../ground/host-name.ts";
import { shorten, singleSpaced } from "../ground/text.ts";

/** What XML 1.0 section 2.2 forbids or discourages: controls but tab and line feed, and noncharacters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const ILLEGAL = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\uFDD0-\uFDEF\uFFFE\uFFFF]/g;
/** Any of those, or half of what may be a pair: most texts have none, and one look at them is enough. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const SUSPECT = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\uD800-\uDFFF\uFDD0-\uFDEF\uFFFE\uFFFF]/;
/** The last two of every plane above the first. */
const NONCHARACTERS =
  /[\uD83F\uD87F\uD8BF\uD8FF\uD93F\uD97F\uD9BF\uD9FF\uDA3F\uDA7F\uDABF\uDAFF\uDB3F\uDB7F\uDBBF\uDBFF][\uDFFE\uDFFF]/g;

/**
 * Text that every format may carry: lone surrogates become U+FFFD, line ends become `\n`, and the characters
 * that XML 1.0 forbids or discourages go. Loses nothing that a reader could see.
 */
export function legalText(text: string): string {
  if (!SUSPECT.test(text)) return text;
  return text
    .replace(/\r\n?/g, "\n")
    .replace(ILLEGAL, "")
    .replace(/\p{Surrogate}/gu, "\uFFFD")
    .replace(NONCHARACTERS, "");
}

/** One legal line of plain text: white space collapsed, direction marks closed, at most `limit` characters. */
export function legalLine(text: string | undefined, limit: number): string {
  if (!text) return "";
  // Far more than a line can show: keeps the work on a title of a megabyte small.
  const start = text.length > limit * 8 ? text.slice(0, limit * 8) : text;
  return closeDirections(shorten(singleSpaced(legalText(start)), limit));
}

const OVERRIDES = /[\u202D\u202E]/g;
const DIRECTIONS = /[\u202A-\u202C\u2066-\u2069]/g;

/** Overrides go, and what opens an embedding or an isolate is closed: a title must not turn the page around it. */
function closeDirections(line: string): string {
  if (!/[\u202A-\u202E\u2066-\u2069]/.test(line)) return line;
  const open: string[] = [];
  const kept = line.replace(OVERRIDES, "").replace(DIRECTIONS, (mark) => {
    if (mark !== "\u202C" && mark !== "\u2069") {
      open.push(mark >= "\u2066" ? "\u2069" : "\u202C");
      return mark;
    }
    if (open.at(-1) !== mark) return "";
    open.pop();
    return mark;
  });
  return kept + open.reverse().join("");
}

const LANGUAGES = new Intl.DisplayNames(["en"], { type: "language", fallback: "none" });

/** Asking Intl costs 20 µs, and a wire has few languages: tags by how they were written. */
const ANSWERS = new Map<string, string | undefined>();
const MOST_ANSWERS = 1_000;

/** A tag as BCP 47 writes it and a browser knows it, or undefined. */
export function legalLanguage(tag: string | undefined): string | undefined {
  if (!tag || tag.length > 35) return undefined;
  if (ANSWERS.has(tag)) return ANSWERS.get(tag);
  const language = askIntl(tag);
  if (ANSWERS.size < MOST_ANSWERS) ANSWERS.set(tag, language);
  return language;
}

function askIntl(tag: string): string | undefined {
  try {
    const [canonical] = Intl.getCanonicalLocales(tag.replaceAll("_", "-"));
    if (!canonical) return undefined;
    return LANGUAGES.of(canonical.split("-")[0] ?? "") && canonical !== "und" ? canonical : undefined;
  } catch {
    return undefined; // no language tag at all
  }
}

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
  if ((url.protocol !== "http:" && url.protocol !== "https:") || !isHostName(url.hostname)) return undefined;
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
