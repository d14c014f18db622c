import { isHostName } from "../ground/host-name.ts";
import { mayWrapInPath, unwrapRedirect } from "./redirect-wrappers.ts";
import { isTrackingFragment, isTrackingParameter, mayBeId } from "./tracking-parameters.ts";

/**
 * The form of an address that two spellings of one page share: a key, never shown to a reader. Scheme, `www`,
 * mobile and AMP hosts, default ports, tracking parameters, index pages and trailing slashes go; the rest of the
 * query is sorted; fragments stay unless they only track.
 *
 * @returns undefined for what identifies no article: another scheme than http(s), an unreadable address, a site's
 *   root
 */
export function canonicalUrl(address: string): string | undefined {
  const text = address.trim();
  return plainly(text) ?? thoroughly(text);
}

/** Lower-case host, path of unreserved characters, no more: nearly all addresses, for which the rules are few. */
const PLAIN = /^https?:\/\/((?:[a-z0-9-]+\.)+[a-z]{2,})((?:\/[a-zA-Z0-9_~-][a-zA-Z0-9_~.-]*)+)\/?$/;
/** What is left out of such a path. */
const LEFT_OUT = /[/.]amp(?:[/.]|$)|\/(?:index|default)\./i;
const MOST_HOSTS = 10_000;
/** Host -> its canonical form, "": a host with rules of its own. */
const plainHosts = new Map<string, string>();

/** @returns undefined where only `thoroughly` knows */
function plainly(text: string): string | undefined {
  const [, host, path] = PLAIN.exec(text) ?? [];
  if (host === undefined || path === undefined || LEFT_OUT.test(path)) return undefined;
  const form = plainHosts.get(host) ?? plainForm(host);
  return form === "" ? undefined : form + path;
}

function plainForm(host: string): string {
  const url = URL.parse(`https://${host}/`);
  if (url?.hostname !== host || !isHostName(host)) return "";
  const form = canonicalHost(url);
  const plain = mayWrapInPath(host) || /^youtu(?:be\.com|\.be)$/.test(form) ? "" : form;
  if (plainHosts.size >= MOST_HOSTS) plainHosts.clear();
  // Not under `host` itself: a piece of a document's text holds on to the whole of it.
  plainHosts.set(url.hostname, plain);
  return plain;
}

function thoroughly(text: string): string | undefined {
  const parsed = /^https?:\/\//i.test(text) ? URL.parse(text) : null;
  if (!parsed || !isHostName(parsed.hostname)) return undefined;
  const url = unwrapRedirect(parsed);
  const host = canonicalHost(url);
  const video = youtubeVideo(host, url);
  if (video) return `youtube.com/watch?v=${video}`;
  const path = canonicalPath(url.pathname.replaceAll("^", "%5E"));
  const query = url.search.length > 1 ? canonicalQuery(host, path, url.searchParams) : "";
  const fragment = canonicalFragment(url.hash.slice(1));
  if (path === "" && query === "" && fragment === "") return undefined;
  // A script answers to its query: when all of that was for tracking, nothing is known of what it shows.
  if (url.search.length > 1 && query === "" && fragment === "" && SCRIPT.test(path)) return undefined;
  return `${host}${path}${query}${fragment}`;
}

/** Same pages under two names, known well enough to list. */
const HOST_ALIASES: Readonly<Record<string, string>> = {
  "edition.cnn.com": "cnn.com",
  "us.cnn.com": "cnn.com",
  "bbc.co.uk": "bbc.com",
  "theregister.co.uk": "theregister.com",
  "twitter.com": "x.com",
  "old.reddit.com": "reddit.com",
  "np.reddit.com": "reddit.com",
  "i.reddit.com": "reddit.com",
  "new.reddit.com": "reddit.com",
  "youtube-nocookie.com": "youtube.com",
  "guardian.co.uk": "theguardian.com",
};

function canonicalHost(url: URL): string {
  let host = url.hostname.replace(/\.$/, "");
  for (let rounds = 0; rounds < 2; rounds++) {
    const shorter = host.replace(/^(?:www\d?|m|mobile|amp|touch|wap)\.(?=[^.]+\.)/, "");
    if (shorter === host) break;
    host = shorter;
  }
  host = host.replace(/^([a-z]{2,3})\.m\.(?=[^.]+\.)/, "$1."); // en.m.wikipedia.org
  host = HOST_ALIASES[host] ?? host;
  // 80 on https and 443 on http are left behind when a scheme was rewritten.
  return url.port && url.port !== "80" && url.port !== "443" ? `${host}:${url.port}` : host;
}

function youtubeVideo(host: string, url: URL): string | undefined {
  if (host === "youtu.be") return /^\/([\w-]{6,})$/.exec(url.pathname)?.[1];
  if (host !== "youtube.com") return undefined;
  if (url.pathname === "/watch") return url.searchParams.get("v") ?? undefined;
  return /^\/(?:shorts|embed|live|v)\/([\w-]{6,})/.exec(url.pathname)?.[1];
}

function canonicalPath(pathname: string): string {
  let path = pathname.includes("%") ? decodeUnreserved(pathname) : pathname;
  path = path
    .replace(/;(?:jsessionid|phpsessid|sid)=[^/?#]*/gi, "")
    .replace(/\/{2,}/g, "/")
    .replace(/\/(?:index|default)\.(?:x?html?|php\d?|aspx?|jsp|shtml|cgi)$/i, "/");
  path = withoutAmp(path.replace(/\/$/, ""));
  return path.replace(/\/$/, "");
}

function withoutAmp(path: string): string {
  return path
    .replace(/\/amp$/i, "")
    .replace(/\.amp(\.html?)?$/i, "$1")
    .replace(/^\/amp(?=\/[^/]+)/i, "")
    .replace(/\/amp(?=\/[^/]+\.html?$)/i, "");
}

/** RFC 3986 section 6.2.2: what needs no escape is not escaped, the rest in upper case; Unicode composed. */
function decodeUnreserved(path: string): string {
  const upper = path.replace(/%[0-9a-f]{2}/gi, (escaped) => {
    const char = String.fromCharCode(Number.parseInt(escaped.slice(1), 16));
    return /[A-Za-z0-9._~-]/.test(char) ? char : escaped.toUpperCase();
  });
  if (!/%[C-F]/.test(upper)) return upper;
  try {
    return encodeURI(decodeURI(upper).normalize("NFC"));
  } catch {
    return upper; // not UTF-8: as it is
  }
}

function canonicalQuery(host: string, path: string, parameters: URLSearchParams): string {
  const all = [...parameters];
  const isKept = ([name, value]: [string, string]) =>
    isIdOfCode(host, name) || !isTrackingParameter(name, value);
  let kept = all.filter(isKept);
  // Behind a path that names no text, what counts readers elsewhere may be the text's number.
  if (kept.length === 0 && NAMELESS.test(path)) kept = all.filter(([name, value]) => mayBeId(name, value));
  if (kept.length === 0) return "";
  const written = kept.map(([name, value]) => (value === "" ? name : `${name}=${value}`));
  return `?${[...new Set(written)].sort().join("&")}`;
}

/** Where code is kept, a `ref` is a version of it. */
function isIdOfCode(host: string, name: string): boolean {
  return name === "ref" && /(?:^|\.)(?:git|code)[a-z]*\./.test(host);
}

function canonicalFragment(fragment: string): string {
  return fragment === "" || isTrackingFragment(fragment) ? "" : `#${fragment}`;
}

/** A file that makes its page of the query. */
const SCRIPT = /\.(?:php\d?|aspx?|ashx|jspx?|jsf|cgi|pl|py|rb|do|action|cfm|dll|exe|nsf|fcgi)$/i;
/** A path whose last part is a script, or one or two words: `/view`, `/news/show_item`, the root. */
const NAMELESS =
  /^$|\.(?:php\d?|aspx?|ashx|jspx?|jsf|cgi|pl|py|rb|do|action|cfm|dll|exe|nsf|fcgi)$|\/[a-z]+(?:[-_][a-z]+)?$/i;

/**
 * Whether an address looks as if it were one text's own, not a page that is filled anew: its last part, query or fragment
 * has a number, an id or a headline of three words.
 *
 * @param canonical as `canonicalUrl` gives it
 */
export function isParticular(canonical: string): boolean {
  const last = /[^/]*$/.exec(canonical)?.[0] ?? "";
  return canonical.includes("/") && (/\d/.test(last) || /\p{L}+(?:[-_+]\p{L}+){2}/u.test(last));
}
