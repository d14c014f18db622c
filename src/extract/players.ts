import { type ChildNode, type Document, Element, isTag, isText, Text } from "domhandler";
import { absoluteUrl } from "./absolute-url.ts";
import { labelOf, siteOf } from "./player-sites.ts";
import { quotedPost } from "./quoted-posts.ts";
import {
  adopt,
  attribute,
  elementsOf,
  findElement,
  hasVisibleText,
  replaceWith,
  visibleText,
} from "./tree.ts";

/** Frames that hold nothing of a story: advertisements, counters, buttons, forms of consent and of sign-in. */
const NO_PLAYER =
  /^https?:\/\/(?:[\w-]+\.)*(?:googletagmanager|doubleclick|googlesyndication|googleadservices|adnxs|amazon-adsystem|adsystem|taboola|outbrain|criteo|disqus|addthis|sharethis|addtoany|privacy-mgmt|consensu|onetrust|cookiebot|recaptcha|hcaptcha|linkedin\.com\/embed\/follow)\b|facebook\.com\/(?:v[\d.]+\/)?plugins\/(?:like|share|follow|page|likebox|comments|subscribe)|google\.com\/(?:recaptcha|ads)|accounts\.google|apis\.google|platform\.(?:twitter|linkedin)\.com\/(?:widgets\/(?:follow|tweet)_button|widget_iframe|js\/)|\/(?:ads?|adframe|advert\w*)\/|\/\/ads?\d*\./i;

/** What a player is in, besides frames: elements of scripts and of AMP, by what holds the address or the id. */
const ELEMENTS: ReadonlyMap<string, readonly [attribute: string, page: string]> = new Map([
  ["lite-youtube", ["videoid", "https://www.youtube.com/watch?v="]],
  ["youtube-video", ["video-id", "https://www.youtube.com/watch?v="]],
  ["amp-youtube", ["data-videoid", "https://www.youtube.com/watch?v="]],
  ["lite-vimeo", ["videoid", "https://vimeo.com/"]],
  ["amp-vimeo", ["data-videoid", "https://vimeo.com/"]],
  ["amp-dailymotion", ["data-videoid", "https://www.dailymotion.com/video/"]],
  ["amp-twitter", ["data-tweetid", "https://x.com/i/status/"]],
  ["amp-instagram", ["data-shortcode", "https://www.instagram.com/p/"]],
  ["amp-tiktok", ["data-src", ""]],
  ["amp-facebook", ["data-href", ""]],
  ["amp-soundcloud", ["data-trackid", "https://api.soundcloud.com/tracks/"]],
] as const);
const FRAMES = new Set(["iframe", "frame", "embed", "object", "amp-iframe", "portal"]);
/** In which an address waits for a script, on frames and on what a script makes one of. */
const WAITING =
  /^(?:data-(?:[\w-]*src|[\w-]*url|href|embed|permalink|instgrm-permalink|text-post-permalink|link)|cite)$/;

/** What stands in an element's place: nothing, for `[]`; the element itself, for undefined. */
type Place = readonly ChildNode[] | undefined;

/** A thing that is elsewhere. */
interface Target {
  readonly url: string;
  readonly title: string;
}

/**
 * Makes a titled link of everything that a reader cannot show: frames, objects, elements that a script would make a
 * player of, quoted posts without their address. What cannot be reached at all leaves what was written for that case.
 */
export function linkPlayers(root: Document | Element, baseUrl: string): void {
  const linked = new Set<string>();
  for (const element of elementsOf(root)) {
    if (!element.parent) continue;
    if (element.name === "blockquote") lead(element, baseUrl, linked);
    const place = inPlaceOf(element, baseUrl, linked);
    if (place) replaceWith(place.length > 0 ? frameOf(element) : element, ...place);
  }
}

/** The boxes around it that exist to give it its shape: what shortens texts takes a box of one link for furniture. */
function frameOf(element: Element): Element {
  const parent = element.parent;
  if (!parent || !isTag(parent) || (parent.name !== "div" && parent.name !== "span")) return element;
  const alone = parent.children.every(
    (child) => child === element || (isTag(child) ? child.name === "script" : !hasVisibleText(child)),
  );
  return alone ? frameOf(parent) : element;
}

/** The words of a quoted post lead to it. */
function lead(quote: Element, baseUrl: string, linked: Set<string>): void {
  const post = quotedPost(quote, baseUrl);
  if (!post) return;
  linked.add(post.url);
  adopt(quote, [...quote.children, paragraph(post.url, post.title)]);
  const frame = frameOf(quote);
  if (frame !== quote) replaceWith(frame, quote);
}

function inPlaceOf(element: Element, baseUrl: string, linked: Set<string>): Place {
  const found = find(element, baseUrl);
  if (!found || Array.isArray(found)) return found as Place;
  const { url, title } = found as Target;
  if (linked.has(url)) return [];
  linked.add(url);
  return [linkIn(frameOf(element), url, title)];
}

function find(element: Element, baseUrl: string): Place | Target {
  if (element.name === "object") return objectTarget(element, baseUrl);
  if (FRAMES.has(element.name)) return frameTarget(element, baseUrl);
  if (element.name === "script") return scriptTarget(element, baseUrl);
  if (element.name === "video" || element.name === "audio") return trackTarget(element, baseUrl);
  return waitingTarget(element, baseUrl);
}

function frameTarget(frame: Element, baseUrl: string): Place | Target {
  const address = frameAddress(frame, baseUrl);
  if (!address || NO_PLAYER.test(address) || isUnseen(frame)) return [];
  const played = playable(address, attribute(frame, "type"));
  if (played) return [played];
  const fallback = fallbackLink(frame);
  const site = siteOf(address);
  // Bandcamp's players are addressed by numbers; the page stands in what is written for those without frames.
  const url = site?.page?.(new URL(address)) ?? absoluteUrl(fallback?.href, baseUrl) ?? address;
  return { url, title: titleOf(frame, fallback?.text) ?? labelOf(siteOf(url) ?? site, url) };
}

function frameAddress(frame: Element, baseUrl: string): string | undefined {
  const waiting = Object.entries(frame.attribs).filter(([name]) => WAITING.test(name));
  const inner = /(?:href|src)\s*=\s*["']?(https?:\/\/[^"'\s>]+)/i.exec(frame.attribs["srcdoc"] ?? "")?.[1];
  const addresses = [attribute(frame, "src"), ...waiting.map(([, value]) => value), inner];
  for (const address of addresses) {
    const url = address?.startsWith("about:") ? undefined : absoluteUrl(address, baseUrl);
    if (url) return url;
  }
  return undefined;
}

/** Told to be no larger than two pixels, or not displayed: Datawrapper's `width:0` is a measure of style, not of size. */
function isUnseen({ attribs }: Element): boolean {
  const size = (name: string) => Number.parseFloat(attribs[name] ?? "100");
  if (attribs["hidden"] !== undefined) return true;
  return (size("width") <= 2 && size("height") <= 2) || /display\s*:\s*none/i.test(attribs["style"] ?? "");
}

/** A parser gives what stands in a frame as elements or as text. */
function fallbackLink(frame: Element): { href: string; text: string } | undefined {
  const link = findElement(frame, (e) => e.name === "a");
  if (link?.attribs["href"]) return { href: link.attribs["href"], text: visibleText(link) };
  const raw = frame.children.map((child) => (isText(child) ? child.data : "")).join("");
  const [, href, text] =
    /<a\s[^<>]*?href\s*=\s*["']([^"']+)["'][^<>]*>([^<]*)/i.exec(raw.slice(0, 4096)) ?? [];
  return href ? { href: href.replaceAll("&amp;", "&"), text: (text ?? "").trim() } : undefined;
}

const MEDIA_NAME = /\.(?:(mp4|m4v|webm|ogv|mov)|(mp3|m4a|ogg|oga|opus|aac|flac|wav))(?:$|[?#])/i;

/** A file of sound or film in a frame is played by the reader itself. */
function playable(address: string, type: string | undefined): Element | undefined {
  const [, film, sound] = MEDIA_NAME.exec(address) ?? [];
  const said = /^(audio|video)\//i.exec(type ?? "")?.[1]?.toLowerCase();
  const name = said ?? (film ? "video" : sound ? "audio" : undefined);
  return name && !siteOf(address) ? new Element(name, { src: address, controls: "" }, []) : undefined;
}

/** A picture, a film, a sound, another document; or what is written for those who cannot show it. */
function objectTarget(object: Element, baseUrl: string): Place | Target {
  const parameters = elementsOf(object).filter((e) => e.name === "param");
  const named = parameters.find((e) => /^(?:movie|src|url|filename|data)$/i.test(e.attribs["name"] ?? ""));
  const address = absoluteUrl(attribute(object, "data") ?? named?.attribs["value"], baseUrl);
  const type = attribute(object, "type") ?? "";
  if (!address || (isPlugin(address, type) && !siteOf(address))) return withoutPlugin(object);
  if (/^image\//i.test(type) || PICTURE_NAME.test(address)) {
    const inner = findElement(object, (e) => e.name === "img");
    const { width = "", height = "" } = object.attribs;
    return [inner ?? new Element("img", { src: address, alt: visibleText(object), width, height }, [])];
  }
  const played = playable(address, type);
  if (played) return [played];
  if (NO_PLAYER.test(address)) return [];
  const site = siteOf(address);
  const text = visibleText(object);
  const title = titleOf(object, text.length <= MOST_TITLE && !isHelpText(text) ? text : undefined);
  const url = site?.page?.(new URL(address)) ?? address;
  return { url, title: title ?? labelOf(site, url) };
}

const PICTURE_NAME = /\.(?:svg|png|jpe?g|gif|webp|avif)(?:$|[?#])/i;

function isPlugin(address: string, type: string): boolean {
  return /flash|silverlight|java/i.test(type) || /\.(?:swf|xap|class|jar)(?:$|[?#])/i.test(address);
}

/** The frame within, which is looked at in its turn, or the words within, but for how to get a plug-in. */
function withoutPlugin(object: Element): Place {
  const frame = findElement(object, (e) => FRAMES.has(e.name));
  return frame ? [frame] : object.children.filter((child) => hasVisibleText(child) && !isHelp(child));
}

const isHelpText = (text: string) =>
  /\b(?:browser|plug-?in|flash|javascript|support|install|download|iframe)\b/i.test(text);

function isHelp(node: Element["children"][number]): boolean {
  return isTag(node) ? isHelpText(visibleText(node)) : isText(node) && isHelpText(node.data);
}

/** Scripts that write a thing of theirs where they stand. */
function scriptTarget(script: Element, baseUrl: string): Target | undefined {
  const post = attribute(script, "data-telegram-post");
  if (post && /^\w+\/\d+$/.test(post)) return { url: `https://t.me/${post}`, title: "Post on Telegram" };
  const address = absoluteUrl(attribute(script, "src"), baseUrl);
  if (!address || !/^https:\/\/(?:gist\.github\.com|asciinema\.org\/a)\//.test(address)) return undefined;
  const url = address.replace(/\.js(?:$|\?.*)/, "");
  return { url, title: labelOf(siteOf(url), url) };
}

/** Scripts of players take a film's page for a source; no browser does. */
function trackTarget(track: Element, baseUrl: string): Target | undefined {
  const sources = [track, ...elementsOf(track).filter((e) => e.name === "source")];
  const addresses = sources.flatMap((source) => absoluteUrl(attribute(source, "src"), baseUrl) ?? []);
  if (addresses.some((address) => MEDIA_NAME.test(address))) return undefined;
  const page = addresses.map((address) => siteOf(address)?.page?.(new URL(address))).find((found) => found);
  return page ? { url: page, title: titleOf(track, undefined) ?? labelOf(siteOf(page), page) } : undefined;
}

/** A line that is the address of a player or post and nothing else, which a site would have replaced. */
function writtenTarget(element: Element, baseUrl: string): Target | undefined {
  if (!firstText(element).startsWith("http")) return undefined;
  const text = visibleText(element);
  if (
    !/^https?:\/\/[^\s<>"]+$/.test(text) ||
    findElement(element, (e) => e.name === "a" || SHOWN.has(e.name))
  )
    return undefined;
  const address = absoluteUrl(text, baseUrl);
  const site = address && siteOf(address);
  if (!address || !(site || /embed/i.test(element.attribs["class"] ?? ""))) return undefined;
  const url = (site || undefined)?.page?.(new URL(address)) ?? address;
  return { url, title: labelOf(site || undefined, url) };
}

/** The first of the text below an element, as far as its first tag. */
function firstText(node: Element): string {
  for (const child of node.children) {
    if (isText(child) && child.data.trim()) return child.data.trimStart();
    const found = isTag(child) ? firstText(child) : "";
    if (found) return found;
  }
  return "";
}

/** What a script would make a player of: empty, and with an address or an id. */
function waitingTarget(element: Element, baseUrl: string): Place | Target {
  const [name, page] = ELEMENTS.get(element.name) ?? [];
  const id = name && attribute(element, name);
  if (id) {
    const url = absoluteUrl(`${page}${id}`, baseUrl);
    const said = attribute(element, "playlabel")?.replace(/^play(?: video)?:?\s*/i, "");
    return url ? { url, title: titleOf(element, said) ?? labelOf(siteOf(url), url) } : [];
  }
  if (!/^(?:div|span|figure|p)$|-/.test(element.name)) return undefined;
  if (hasVisibleText(element)) return element.name === "figure" ? undefined : writtenTarget(element, baseUrl);
  if (findElement(element, (e) => (SHOWN.has(e.name) && !isStill(e)) || ELEMENTS.has(e.name)))
    return undefined;
  const { url, title } = waitingAddress(element, baseUrl);
  return url ? { url, title: title ?? titleOf(element, undefined) ?? labelOf(siteOf(url), url) } : undefined;
}

const SHOWN = new Set([
  ...FRAMES,
  "img",
  "amp-img",
  "video",
  "audio",
  "picture",
  "noscript",
  "math",
  "canvas",
]);

/** YouTube's own picture of a film, which stands for a player until it is pressed. */
function isStill(image: Element): boolean {
  return image.name === "img" && STILL.test(attribute(image, "src") ?? attribute(image, "data-src") ?? "");
}

const STILL = /(?:ytimg\.com|img\.youtube\.com)\/(?:vi|vi_webp|an_webp)\/([\w-]{11})\//;

interface Waiting {
  readonly url?: string | undefined;
  readonly title?: string | undefined;
}

function waitingAddress(element: Element, baseUrl: string): Waiting {
  const attributes = substackAttributes(element.attribs["data-attrs"]);
  const names = `${element.name} ${element.attribs["class"] ?? ""} ${element.attribs["id"] ?? ""}`;
  const film = filmId(element, names);
  if (film) return { url: `https://www.youtube.com/watch?v=${film}` };
  const isPlayer = /embed|player|video|audio|chart/i.test(names);
  const own = absoluteUrl(attributes.url ?? writtenId(element, names), baseUrl);
  // An element of a script's own may name its address as it likes.
  const isAddress = (name: string) =>
    WAITING.test(name) || (element.name.includes("-") && /^(?:src|url|href)$/.test(name));
  const waiting = Object.entries(element.attribs).filter(
    ([name, value]) => isAddress(name) && /^(?:https?:)?\/\//.test(value),
  );
  const others = waiting.flatMap(([, value]) => absoluteUrl(value, baseUrl) ?? []);
  const url = own ?? others.find((one) => (isPlayer || siteOf(one)) && !NO_PLAYER.test(one));
  return { url: url && (siteOf(url)?.page?.(new URL(url)) ?? url), title: attributes.title };
}

/** Charts and posts that are named by their number. */
function writtenId({ attribs }: Element, names: string): string | undefined {
  const post = /^at:\/\/([^/]+)\/app\.bsky\.feed\.post\/(\w+)$/.exec(attribs["data-bluesky-uri"] ?? "");
  if (post) return `https://bsky.app/profile/${post[1]}/post/${post[2]}`;
  const id = attribs["data-id"] ?? "";
  if (/infogram-embed/.test(names) && /^[\w-]+$/.test(id)) return `https://infogram.com/${id}`;
  const chart = /^(?:visualisation|story)\/\d+/.exec(attribs["data-src"] ?? "")?.[0];
  return chart && /flourish/.test(names) ? `https://public.flourish.studio/${chart}/` : undefined;
}

/** The eleven characters of a film on YouTube, in an attribute or in the address of its picture. */
function filmId(element: Element, names: string): string | undefined {
  const { attribs } = element;
  const still = findElement(element, isStill);
  const pictured = [...Object.values(attribs), still?.attribs["src"], still?.attribs["data-src"]]
    .map((value) => STILL.exec(value ?? "")?.[1])
    .find((id) => id);
  if (pictured) return pictured;
  if (!/youtube|yt|lite|lazy|lyte|wyl/i.test(`${names} ${Object.keys(attribs).join(" ")}`)) return undefined;
  const isId = ([name, value]: [string, string]) =>
    FILM_ID.test(name) && /^(?:WYL_|lyte_)?[\w-]{11}$/.test(value);
  return Object.entries(attribs)
    .find(isId)?.[1]
    .replace(/^(?:WYL_|lyte_)(?=[\w-]{11}$)/, "");
}

const FILM_ID = /^(?:data-)?(?:yt-?|youtube-?|video-?|v-?)?id$|^data-(?:youtube|embed)$/;

/** Substack writes what stands in the place as JSON: a post, a film, another newsletter's article. */
function substackAttributes(json: string | undefined): Waiting {
  if (!json?.startsWith("{") || json.length > 20_000) return {};
  try {
    const read = JSON.parse(json) as Record<string, unknown>;
    const text = (name: string) => (typeof read[name] === "string" ? (read[name] as string).trim() : "");
    const id = text("videoId");
    const url = /^[\w-]{11}$/.test(id)
      ? `https://www.youtube.com/watch?v=${id}`
      : text("url") || text("href");
    const title = text("full_text") || text("title") || text("caption") || text("label");
    return { url: url || undefined, title: title ? shortened(title) : undefined };
  } catch {
    return {};
  }
}

const MOST_TITLE = 200;
/** Titles that editors and players write for any of their kind. */
const NO_TITLE =
  /^(?:(?:youtube|vimeo|spotify|soundcloud|bandcamp|dailymotion|twitter|instagram|facebook|tiktok|mastodon|bluesky)?\s*(?:video|audio|media|podcast|post|embed(?:ded)?|player|iframe|content|document|tweet|frame|widget|interactive|chart)s?(?:\s*(?:video|audio|media|post|embed(?:ded)?|player|iframe|content|from \S+))*|untitled|\W*)$/i;

function titleOf(element: Element, fallback: string | undefined): string | undefined {
  const written = [
    attribute(element, "title"),
    attribute(element, "aria-label"),
    attribute(element, "data-title"),
    fallback,
  ];
  const title = written.find((one) => one && !NO_TITLE.test(one.trim()) && !/^https?:/.test(one.trim()));
  return title && shortened(title.trim());
}

function shortened(title: string): string {
  const line = title.replace(/\s+/g, " ");
  return line.length <= MOST_TITLE ? line : `${line.slice(0, MOST_TITLE - 1).replace(/\s+\S*$/, "")}…`;
}

const INLINE = new Set([
  "p",
  "span",
  "em",
  "strong",
  "b",
  "i",
  "h1",
  "h2",
  "h3",
  "h4",
  "h5",
  "h6",
  "small",
  "font",
  "u",
]);

/** Whether an element is such a link, or holds nothing else: it is no pointer to another article. */
export function isPlayerLink(element: Element): boolean {
  if (element.attribs["class"] === MARK) return true;
  const inner = findElement(element, (e) => e.attribs["class"] === MARK);
  return inner !== undefined && visibleText(inner) === visibleText(element);
}

const MARK = "embed";

/** The class tells what shortens texts that this link is no mere pointer to something else; no reader sees it. */
function linkIn(place: Element, url: string, title: string): ChildNode {
  const parent = place.parent;
  const within = parent && isTag(parent) ? parent.name : "";
  if (within === "a") return new Text(title);
  return INLINE.has(within) ? link(url, title) : paragraph(url, title);
}

function link(url: string, title: string): Element {
  return new Element("a", { href: url, class: MARK }, [new Text(title)]);
}

function paragraph(url: string, title: string): Element {
  return new Element("p", { class: MARK }, [link(url, title)]);
}
