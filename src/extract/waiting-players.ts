import { type Element, isTag, isText } from "domhandler";
import { absoluteUrl } from "./absolute-url.ts";
import { FRAMES, NO_PLAYER, WAITING } from "./framed-players.ts";
import { legalTerms } from "./legal-text.ts";
import type { Place, Target } from "./player-link.ts";
import { labelOf, siteOf } from "./player-sites.ts";
import { shortened, titleOf } from "./player-title.ts";
import { attribute, findElement, hasVisibleText, visibleText } from "./tree.ts";

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

/** What a script would make a player of: empty, and with an address or an id. */
export function waitingTarget(element: Element, baseUrl: string): Place | Target {
  const [name, page] = ELEMENTS.get(element.name) ?? [];
  const id = name && attribute(element, name);
  if (id) {
    const url = absoluteUrl(`${page}${id}`, baseUrl);
    const said = attribute(element, "playlabel")?.replace(/^play(?: video)?:?\s*/i, "");
    return url ? { url, title: titleOf(element, said) ?? labelOf(siteOf(url), url) } : [];
  }
  if (!/^(?:div|span|figure|p)$|-/.test(element.name)) return undefined;
  if (hasVisibleText(element) && !isQuestion(element, baseUrl))
    return element.name === "figure" ? undefined : writtenTarget(element, baseUrl);
  if (findElement(element, (e) => (SHOWN.has(e.name) && !isStill(e)) || ELEMENTS.has(e.name)))
    return undefined;
  const { url, title } = waitingAddress(element, baseUrl);
  return url ? { url, title: title ?? titleOf(element, undefined) ?? labelOf(siteOf(url), url) } : undefined;
}

/** Whoever wants to see the player is asked first: by whom shows in the player's address, which waits. */
function isQuestion(element: Element, baseUrl: string): boolean {
  const waits = Object.entries(element.attribs).some(([name, value]) => {
    const url = SOURCE.test(name) ? absoluteUrl(value, baseUrl) : undefined;
    return url !== undefined && siteOf(url) !== undefined;
  });
  if (!waits) return false;
  const text = visibleText(element);
  return text.length <= MOST_QUESTION && (ASKS.test(text) || legalTerms(text).size > 0);
}

const SOURCE = /^data-(?:[\w-]*src|[\w-]*embed[\w-]*|[\w-]*iframe[\w-]*)$/;
const ASKS =
  /\b(?:load|show|play|accept|allow|agree|enable|external|third|laden|anzeigen|abspielen|extern\p{L}*|akzeptier\p{L}*|aktivier\p{L}*|charger|afficher|accepter|cargar|aceptar|mostrar|carica|accett\p{L}*)\b/iu;
/** Characters of such a question. */
const MOST_QUESTION = 600;

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
