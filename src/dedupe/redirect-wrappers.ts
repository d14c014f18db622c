import { Buffer } from "node:buffer";

/** Hosts whose address carries the real one in a query parameter. */
const BY_PARAMETER: readonly (readonly [host: RegExp, path: RegExp, names: readonly string[]])[] = [
  [/(?:^|\.)google\.[a-z.]{2,6}$/, /^\/url$/, ["url", "q"]],
  [/^lm?\.facebook\.com$/, /^\/l\.php$/, ["u"]],
  [/^l\.instagram\.com$/, /^\//, ["u"]],
  [/^t\.umblr\.com$/, /^\/redirect$/, ["z"]],
  [/^out\.reddit\.com$/, /^\//, ["url"]],
  [/^(?:www\.|m\.)?youtube\.com$/, /^\/redirect$/, ["q"]],
  [/^(?:www\.)?duckduckgo\.com$/, /^\/l\/?$/, ["uddg"]],
  [/^steamcommunity\.com$/, /^\/linkfilter\/?$/, ["url", "u"]],
  [/safelinks\.protection\.outlook\.com$/, /^\//, ["url"]],
  [/^go\.redirectingat\.com$/, /^\//, ["url"]],
  [/^click\.linksynergy\.com$/, /^\//, ["murl"]],
  [/^(?:www\.)?getpocket\.com$/, /^\/redirect$/, ["url"]],
  [/^(?:www\.)?linkedin\.com$/, /^\/(?:redir\/redirect|safety\/go)/, ["url"]],
  [/^vk\.com$/, /^\/away\.php$/, ["to"]],
  [/^(?:www\.)?bing\.com$/, /^\/news\/apiclick\.aspx$/, ["url"]],
  [/^exit\.sc$/, /^\//, ["url"]],
  [/^slack-redir\.net$/, /^\/link$/, ["url"]],
  [/^(?:www\.)?awin1\.com$/, /^\//, ["ued"]],
  [/^(?:www\.)?(?:inoreader|theoldreader|feedly)\.com$/, /^\//, ["url"]],
];

/** Hosts that put the real address, with or without its scheme, behind a piece of path. */
const BY_PATH: readonly (readonly [host: RegExp, path: RegExp])[] = [
  [/(?:^|\.)google\.[a-z.]{2,6}$|^(?:www\.)?bing\.com$/, /^\/amp\/(?:s\/)?(.+)$/],
  [/\.cdn\.ampproject\.org$|^cdn\.ampproject\.org$/, /^\/[a-z]\/(?:s\/)?(.+)$/],
  [/^web\.archive\.org$/, /^\/web\/\d+[a-z_]*\/(.+)$/],
  [/^(?:dts|www|play)\.podtrac\.com$/, /^\/(?:pts\/)?redirect\.(?:mp3|m4a)\/(.+)$/],
  [/^(?:chtbl\.com|chrt\.fm)$/, /^\/track\/[^/]+\/(.+)$/],
  [/^(?:pdst\.fm|op3\.dev|prfx\.byspotify\.com)$/, /^\/e(?:,[^/]*)?\/(.+)$/],
  [/^go\.theregister\.co(?:m|\.uk)$/, /^\/feed\/(.+)$/],
  [/^urldefense\.(?:com|proofpoint\.com)$/, /^\/v3\/__(.+?)__;/],
  // Yahoo: what stands behind RU is encoded once more.
  [/^r\.search\.yahoo\.com$/, /\/RU=([^/]+)\//],
  [/^(?:[a-z0-9-]+\.)*rd\.yahoo\.com$/, /\/\*+-?(https?.+)$/],
  [/^12ft\.io$/, /^\/(?:proxy\?q=)?(.+)$/],
];

const DEEPEST = 4;

/** The address inside a known redirect wrapper, or the address itself. Nothing is fetched. */
export function unwrapRedirect(url: URL): URL {
  let current = url;
  for (let depth = 0; depth < DEEPEST; depth++) {
    const inner = innerAddress(current);
    if (!inner) return current;
    current = inner;
  }
  return current;
}

function innerAddress(url: URL): URL | undefined {
  return fromParameter(url) ?? fromPath(url) ?? fromWholeQuery(url) ?? fromGoogleNews(url);
}

const GOOGLE_NEWS = /^\/(?:__i\/)?(?:rss\/)?(?:rd\/)?(?:articles|read)\/(CBM[\w-]+)/;

/**
 * Google News writes the address into the path in base64, as a field of a protocol buffer: its number, its length, the
 * address. Since 2024 most hold a key instead that only Google can turn into the address.
 */
function fromGoogleNews(url: URL): URL | undefined {
  if (url.hostname !== "news.google.com") return undefined;
  const written = GOOGLE_NEWS.exec(url.pathname)?.[1];
  if (!written) return undefined;
  const bytes = Buffer.from(written, "base64url");
  const start = bytes.indexOf("http");
  // One byte of length up to 127, two beyond: the second then counts units of 128.
  const [before = 0, last = 0] = [bytes[start - 2], bytes[start - 1]];
  const length = before >= 0x80 ? (before & 0x7f) + 128 * last : last;
  return start < 2 ? undefined : httpUrl(bytes.toString("latin1", start, start + length));
}

/** Who gathers what others publish, and leads to it through pages of its own. */
const GATHERERS =
  /(?:^|\.)(?:google\.[a-z.]{2,6}|bing\.com|duckduckgo\.com|yahoo\.com|facebook\.com|instagram\.com|linkedin\.com|getpocket\.com|reddit\.com|inoreader\.com|theoldreader\.com|feedly\.com|slack-redir\.net)$/;
/** What a page that only leads on is called, and the parameter that says where to. */
const LEADS_ON =
  /\b(?:redir(?:ect(?:or)?)?|out|go|goto|click|link|exit|away|jump|leave|visit|track|r|l|url)\b/i;
const TARGETS = ["url", "u", "to", "target", "link", "dest", "destination", "goto", "redirect", "href"];

/**
 * The address of the text itself, where a gatherer's page leads to it: to be shown in place of that. What earns money or
 * counts listeners on the way stays as it is.
 *
 * @param own whether a host is that of the feed itself, whatever it is called
 */
export function addressBehind(address: string, own: (host: string) => boolean): string {
  const url = URL.parse(address);
  if (!url) return address;
  if (GATHERERS.test(url.hostname)) return innerAddress(url)?.href ?? address;
  if (!own(url.hostname) || !LEADS_ON.test(url.pathname)) return address;
  for (const name of TARGETS) {
    const found = httpUrl(url.searchParams.get(name) ?? "");
    if (found && !own(found.hostname)) return found.href;
  }
  return address;
}

function fromParameter(url: URL): URL | undefined {
  if (!url.search) return undefined;
  for (const [host, path, names] of BY_PARAMETER) {
    if (!host.test(url.hostname) || !path.test(url.pathname)) continue;
    for (const name of names) {
      const found = httpUrl(url.searchParams.get(name) ?? "");
      if (found) return found;
    }
  }
  return undefined;
}

/** Whether addresses of the host may carry another one in their path. */
export function mayWrapInPath(host: string): boolean {
  return BY_PATH.some(([pattern]) => pattern.test(host));
}

function fromPath(url: URL): URL | undefined {
  for (const [host, path] of BY_PATH) {
    if (!host.test(url.hostname)) continue;
    const rest = path.exec(url.pathname)?.[1];
    if (!rest) continue;
    // Servers and readers fold the two slashes of an inner `https://` into one.
    const whole = decodedAddress(rest).replace(/^(https?):\/*/i, "$1://");
    const found = httpUrl(/^https?:/i.test(whole) ? whole : `https://${whole}`);
    if (!found?.hostname.includes(".")) continue;
    if (url.search && !found.search) found.search = url.search;
    if (url.hash && !found.hash) found.hash = url.hash;
    return found;
  }
  return undefined;
}

/** `https://href.li/?https://…` and podtrac's old `redirect.mp3?http://…`. */
function fromWholeQuery(url: URL): URL | undefined {
  if (!/^\?https?(?::|%3a)/i.test(url.search)) return undefined;
  if (!/^(?:href\.li|anonym\.to|nullrefer\.com|(?:www|dts)\.podtrac\.com)$/.test(url.hostname))
    return undefined;
  return httpUrl(safeDecode(url.search.slice(1)));
}

/** An address whose very scheme is encoded. */
function decodedAddress(text: string): string {
  return /^https?%3a/i.test(text) ? safeDecode(text) : text;
}

function safeDecode(text: string): string {
  if (/^https?:\/\//i.test(text)) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function httpUrl(text: string): URL | undefined {
  return (/^https?:\/\//i.test(text) && URL.parse(text)) || undefined;
}
