import { type AnyNode, type Document, type Element, hasChildren, isTag, isText } from "domhandler";
import { type Measures, measureOf, measureTree } from "./measure.ts";
import { nameTokens } from "./name-tokens.ts";
import { attribute, detachAll, findElement } from "./tree.ts";

/** Never part of an article's text, whatever they hold. */
const FURNITURE = new Set(
  "script style template svg canvas button input select textarea label object embed nav menu dialog link meta base map applet".split(
    " ",
  ),
);
/** Usually beside the text; kept when most of the page's sentences are in them. */
const BESIDE = new Set(["aside", "footer", "form", "fieldset"]);
const ROLES = new Set(
  "navigation complementary banner contentinfo search dialog alertdialog alert menu menubar toolbar tooltip".split(
    " ",
  ),
);

/** One word in a class or id that says: not the text. */
const BESIDE_WORDS = new Set(
  (
    "ad ads advert adverts advertisement advertising advertorial sponsor sponsored sponsors dfp taboola outbrain " +
    "share sharing shares sharer sharebar sharedaddy addthis addtoany social socials follow " +
    "comment comments commenting disqus respond replies discussion " +
    "related recommended recommendations recommend recirculation recirc trending popular mostread " +
    "newsletter newsletters subscribe subscription signup optin " +
    "sidebar breadcrumb breadcrumbs pagination pager pagenav navigation nav navbar menu submenu masthead " +
    "promo promos promotion promoted teasers banner popup modal overlay lightbox " +
    "cookie cookies gdpr consent tags taglist keywords toolbar toolbox tooltip " +
    "byline bylines authorbox bio vcard copyright footer footers " +
    "zergnet yarpp rollover hovercard popover nocontent noscript cta slidecount swiper rail carousel print permalink skip screenreader visuallyhidden"
  ).split(" "),
);
const BESIDE_PAIRS =
  /(?:^|[\s_-])(?:read[_-]?(?:more|next|also)|more[_-]?(?:stories|news|on|from|articles|like)|most[_-]?(?:read|popular|viewed)|(?:also|you[_-]?may)[_-]?like|next[_-]?(?:post|article|story)|prev(?:ious)?[_-]?(?:post|article)|post[_-]?(?:meta|nav|tags|footer|info)|entry[_-]?(?:meta|footer|utility)|article[_-]?(?:meta|tags|footer|info|tools)|(?:post|entry|article)[_-]?author|author[_-]?(?:box|bio|info|card|details|meta|name|block|desc\w*)|about[_-]?(?:the[_-]?)?author|screen[_-]?reader|visually[_-]?hidden|sr[_-]?only|see[_-]?also|sign[_-]?up|call[_-]?to[_-]?action|time[_-]?stamp|publish(?:ed)?[_-]?date|in[_-]?this[_-]?(?:story|article)|jump[_-]?(?:to|link)|inline[_-]?(?:promo|related|newsletter))/i;

/** A share of the page's sentences that no furniture holds. */
const MOST = 0.3;
/** A hidden copy of the text may hold more of it: what is shown is enough then. */
const MOST_HIDDEN = 0.6;
/** Microdata that is about the text and not the text. */
const ABOUT =
  /^(?:date\w+|publisher|author|creator|keywords|thumbnailurl|mainentityofpage|commentcount|interactioncount|wordcount|logo|url)$/i;

/** When pruning leaves less of the sentences than this, names have misled it: only what is certain goes. */
const LEAST = 0.25;

/** Takes out of the tree what is not the article on any page: furniture, what is hidden, what is named as beside. */
export function prune(root: Document | Element): void {
  const all = measureTree(root);
  detachAll(outermost(root, (e) => isDiscussion(e, all)));
  const measures = measureTree(root);
  const total = measures.get(root)?.prose ?? 0;
  const furniture = outermost(root, (element) => isFurniture(element, measures, total));
  const taken = furniture.reduce((sum, element) => sum + measureOf(measures, element).prose, 0);
  const certain =
    total - taken < total * LEAST ? outermost(root, (element) => isCertain(element, measures)) : furniture;
  detachAll(certain);
}

function outermost(node: AnyNode, test: (element: Element) => boolean, found: Element[] = []): Element[] {
  if (!hasChildren(node)) return found;
  for (const child of node.children) {
    if (!isTag(child)) continue;
    if (test(child)) found.push(child);
    else outermost(child, test, found);
  }
  return found;
}

function isCertain(element: Element, measures: Measures): boolean {
  if (FURNITURE.has(element.name) || ROLES.has(attribute(element, "role")?.toLowerCase() ?? "")) return true;
  if (isHidden(element)) return measureOf(measures, element).prose < SLIDE || isCopy(element);
  return isOtherArticle(element);
}

/** Hidden text of this length may be a slide that a script shows in its turn. */
const SLIDE = 400;

function isFurniture(element: Element, measures: Measures, total: number): boolean {
  if (FURNITURE.has(element.name)) return true;
  if (element.name === "html" || element.name === "body" || element.name === "main") return false;
  const { prose, chars } = measureOf(measures, element);
  if (isHidden(element)) return prose <= total * MOST || (prose <= total * MOST_HIDDEN && isCopy(element));
  if (prose > total * MOST) return false;
  if (BESIDE.has(element.name) || isHeader(element, measures, total) || isOtherArticle(element)) return true;
  const role = attribute(element, "role")?.toLowerCase();
  if (role && ROLES.has(role)) return true;
  if (chars < 200 && ABOUT.test(attribute(element, "itemprop") ?? "")) return true;
  return isNamedBeside(element);
}

/**
 * The head of the site (a banner, says HTML-AAM: it stands in no section of the page), or the article's own, with
 * headline, standfirst and byline: the text begins below it. Of a short text the first paragraph may stand there.
 */
function isHeader(element: Element, measures: Measures, total: number): boolean {
  if (element.name !== "header") return false;
  if (!hasAncestor(element, SECTIONS)) return true;
  const hasHeadline = findElement(element, (e) => e.name === "h1") !== undefined;
  return hasHeadline && measureOf(measures, element).prose <= total * STANDFIRST;
}

/** More than this of the sentences is no mere standfirst. */
const STANDFIRST = 0.12;

const SECTIONS = new Set(["article", "main", "section"]);

function hasAncestor(element: Element, names: ReadonlySet<string>): boolean {
  for (let node = element.parent; node; node = node.parent)
    if (isTag(node) && names.has(node.name)) return true;
  return false;
}

function isHidden(element: Element): boolean {
  const { hidden, style } = element.attribs;
  return hidden !== undefined || /(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(style ?? "");
}

/** Its longest run of text stands somewhere else, too. */
function isCopy(element: Element): boolean {
  let [longest, root]: [string, AnyNode] = ["", element];
  walkTexts(element, (text) => {
    if (text.length > longest.length) longest = text;
  });
  while (root.parent) root = root.parent;
  let found = 0;
  walkTexts(root, (text) => {
    if (text.trim() === longest.trim()) found++;
  });
  return found > 1;
}

function walkTexts(node: AnyNode, visit: (text: string) => void): void {
  if (isText(node)) visit(node.data);
  else if (hasChildren(node)) for (const child of node.children) walkTexts(child, visit);
}

/**
 * Another piece: an article whose headline leads elsewhere, or one within another that is named as an entry of
 * its own (HTML 4.3.2: nested articles are comments and the like; some editors nest every paragraph).
 */
function isOtherArticle(element: Element): boolean {
  if (element.name !== "article") return false;
  if (hasAncestor(element, ARTICLE) && nameTokens(element).some((token) => ENTRY.has(token))) return true;
  const heading = findElement(element, (e) => HEADING.test(e.name));
  return (
    heading !== undefined &&
    (isLinked(heading, element) || findElement(heading, (e) => e.name === "a") !== undefined)
  );
}

const ARTICLE = new Set(["article"]);
const ENTRY = new Set(["post", "hentry", "comment", "teaser", "card", "story", "entry", "item", "news"]);

function isLinked(heading: Element, within: Element): boolean {
  for (let node = heading.parent; node && node !== within; node = node.parent)
    if (isTag(node) && node.name === "a") return true;
  return false;
}

const DISCUSSION = new Set(
  "comments commentlist commentsection disqus discussion respond replies".split(" "),
);
/** Characters of sentences above a discussion that are something to discuss. */
const DISCUSSED = 200;

/** Readers' comments may be longer than what they are about: below the headline and some of the text, they go by name. */
function isDiscussion(element: Element, measures: Measures): boolean {
  if (!nameTokens(element).some((token) => DISCUSSION.has(token))) return false;
  if (findElement(element, (e) => e.name === "h1")) return false;
  return proseBefore(element, measures) >= DISCUSSED;
}

function proseBefore(element: Element, measures: Measures): number {
  let prose = 0;
  for (
    let node: Element | null = element;
    node;
    node = node.parent && isTag(node.parent) ? node.parent : null
  )
    for (let sibling = node.prev; sibling; sibling = sibling.prev)
      if (isTag(sibling)) prose += measureOf(measures, sibling).prose;
  return prose;
}

function isNamedBeside(element: Element): boolean {
  if (element.name === "article" || /articleBody/i.test(element.attribs["itemprop"] ?? "")) return false;
  if (HEADING.test(element.name)) return false;
  const tokens = nameTokens(element);
  // A post from elsewhere that the text quotes, whatever its frame is called.
  if (tokens.includes("tweet") || tokens.includes("embed")) return false;
  if (tokens.some((token) => BESIDE_WORDS.has(token))) return true;
  return BESIDE_PAIRS.test(`${element.attribs["class"] ?? ""} ${element.attribs["id"] ?? ""}`);
}

const HEADING = /^h[1-6]$/;
