import { type Element, isTag, type ParentNode } from "domhandler";
import { absoluteUrl, bareAddress } from "./absolute-url.ts";
import { labelOf, siteOf } from "./player-sites.ts";
import { attribute, elementsOf, hasVisibleText, replaceWith, visibleText } from "./tree.ts";

/** Quotations that a script of their site would dress up. */
const POST =
  /(?:^|[\s_-])(?:twitter-(?:tweet|video)|instagram-media|tiktok-embed|bluesky-embed|mastodon-embed|reddit-(?:embed|card)[\w-]*|text-post-media|fb-(?:post|video)|pixelfed__?embed|imgur-embed-pub)(?=\s|$)/i;
/** Where they say at which address they stand. */
const PERMALINKS = [
  "data-instgrm-permalink",
  "data-text-post-permalink",
  "data-embed-url",
  "data-bluesky-uri",
  "data-href",
  "cite",
];

export interface QuotedPost {
  readonly url: string;
  readonly title: string;
}

/**
 * A post of a social network that a text quotes, and where it stands. What leads there is taken out of the
 * quotation: it says "View this post", or is the post's date.
 *
 * @returns undefined for any other quotation, which stays as it is
 */
export function quotedPost(quote: Element, baseUrl: string): QuotedPost | undefined {
  if (!POST.test(attribute(quote, "class") ?? "") && !attribute(quote, "data-instgrm-permalink"))
    return undefined;
  const links = elementsOf(quote).filter((element) => element.name === "a");
  const told = PERMALINKS.map((name) => postPage(attribute(quote, name), baseUrl)).find((page) => page);
  const linked = links
    .map((link) => postPage(link.attribs["href"], baseUrl))
    .findLast((page) => page && POSTS.test(page));
  const url = told ?? linked;
  if (!url) return undefined;
  const own = links.filter(
    (link) => bareAddress(postPage(link.attribs["href"], baseUrl) ?? "") === bareAddress(url),
  );
  const words = own.map((link) => visibleText(link));
  for (const link of own) takeOut(link, quote);
  return { url, title: titleOf(words, url) };
}

/** The address of one post, and not of whoever wrote it. */
const POSTS =
  /\/status(?:es)?\/\d|\/(?:p|reel|tv)\/[\w-]+|\/video\/\d|\/post\/\w|\/@[^/]+\/(?:posts\/|post\/)?\w+$|\/comments\/\w|\/posts?\/|\/videos\/\d/i;

function postPage(address: string | undefined, baseUrl: string): string | undefined {
  const [, account, key] = /^at:\/\/([^/]+)\/app\.bsky\.feed\.post\/(\w+)$/.exec(address ?? "") ?? [];
  if (account) return `https://bsky.app/profile/${account}/post/${key}`;
  const url = absoluteUrl(address, baseUrl);
  return url && (siteOf(url)?.page?.(new URL(url)) ?? url);
}

/** With the boxes that held nothing else. */
function takeOut(link: Element, quote: Element): void {
  let box: Element = link;
  for (
    let parent: ParentNode | null = box.parent;
    parent && isTag(parent) && parent !== quote;
    parent = box.parent
  ) {
    if (parent.children.some((child) => child !== box && hasVisibleText(child))) break;
    box = parent;
  }
  replaceWith(box);
}

const NO_TITLE = /^(?:\W*|(?:view|see|watch|open)\b.{0,60}|\[image or embed\]|pic\.\S+|https?:\S+)$/i;
const DATE = /\b\d{4}\b|\d{1,2}:\d{2}/;

/** What the links said, if it names the post; a date is said with the name of the site. */
function titleOf(words: readonly string[], url: string): string {
  const label = labelOf(siteOf(url), url);
  const said = words.map((text) =>
    text.replace(/\s*\b(?:View|See|Watch|Open) (?:this |on |in )?.{0,40}$/, "").trim(),
  );
  const title = said.filter((text) => !NO_TITLE.test(text)).sort((a, b) => b.length - a.length)[0];
  if (!title) return label;
  return title.length < 40 && DATE.test(title) ? `${label}, ${title}` : title.slice(0, 200);
}
