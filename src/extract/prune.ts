import { type AnyNode, type Document, type Element, hasChildren, isTag, isText } from "domhandler";
import { type Measures, measureOf, measureTree } from "./measure.ts";
import { nameTokens } from "./name-tokens.ts";
import { attribute, BLOCKS, detachAll, elementsOf, findElement, hidden } from "./tree.ts";
import { unwrapButtons } from "./unwrap-buttons.ts";

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

/** One word in a class or id that says: about something else than the article, or about the article itself. */
const BESIDE_WORDS = new Set(
  (
    "ad ads advert adverts advertisement advertising advertorial sponsor sponsored taboola outbrain " +
    "share sharing shares sharebar sharedaddy addthis addtoany social socials follow " +
    "comment comments commenting disqus respond replies discussion " +
    "related recommended recommendations recommend recirculation recirc trending popular mostread " +
    "newsletter newsletters subscribe subscription signup optin " +
    "sidebar breadcrumb breadcrumbs pagination pager pagenav navigation nav navbar menu submenu masthead " +
    "promo promos promotion promoted teasers cookie cookies gdpr consent tags taglist keywords " +
    "byline bylines authorbox bio vcard copyright footer footers noscript nocontent modal popup banner"
  ).split(" "),
);
/**
 * Words that say how something looks or when it shows, not what it is: furniture where it holds no sentence, for
 * `print`, `rail` and `read-more` also name what holds the whole text.
 */
const WEAK_WORDS = new Set(
  "print permalink skip screenreader visuallyhidden rail carousel swiper slidecount overlay lightbox popover hovercard tooltip rollover toolbar toolbox cta".split(
    " ",
  ),
);
const BESIDE_PAIRS =
  /(?:^|[\s_-])(?:read[_-]?(?:next|also)|more[_-]?(?:stories|news|on|from|articles|like)|most[_-]?(?:read|popular|viewed)|(?:also|you[_-]?may)[_-]?like|next[_-]?(?:post|article|story)|prev(?:ious)?[_-]?(?:post|article)|post[_-]?(?:meta|nav|tags|footer|info)|entry[_-]?(?:meta|footer|utility)|article[_-]?(?:meta|tags|footer|info|tools)|(?:post|entry|article)[_-]?author|author[_-]?(?:box|bio|info|card|details|meta|name|block|desc\w*)|about[_-]?(?:the[_-]?)?author|screen[_-]?reader|(?:print|screenreader)[_-]?only|only[_-]?print|visible[_-]?print|d-print-(?!none)\w+|visually[_-]?hidden|sr[_-]?only|see[_-]?also|sign[_-]?up|call[_-]?to[_-]?action|time[_-]?stamp|publish(?:ed)?[_-]?date|in[_-]?this[_-]?(?:story|article)|jump[_-]?(?:to|link)|inline[_-]?(?:promo|related|newsletter))/i;

/** A share of the page's sentences that no furniture holds. */
const MOST = 0.3;
/** A hidden copy of the text may hold more of it: what is shown is enough then. */
const MOST_HIDDEN = 0.6;
/** When pruning leaves less of the sentences than this, names have misled it: only what is certain goes. */
const LEAST = 0.25;

/** Takes out of the tree what is not the article on any page: furniture, what is hidden, what is named as beside. */
export function prune(root: Document | Element): void {
  unwrapButtons(root);
  const all = measureTree(root);
  const discussions = outermost(root, (e) => isDiscussion(e, all));
  detachAll(discussions);
  const measures = discussions.length > 0 ? measureTree(root) : all;
  const total = measures.get(root)?.prose ?? 0;
  const furniture = outermost(root, (element) => isFurniture(element, { measures, total }));
  const taken = furniture.reduce((sum, element) => sum + measureOf(measures, element).prose, 0);
  const certain =
    total - taken < total * LEAST ? outermost(root, (element) => isCertain(element, measures)) : furniture;
  detachAll(certain);
}

/** Takes out only what is no article on any page. */
export function pruneCertain(root: Document): void {
  unwrapButtons(root);
  const measures = measureTree(root);
  detachAll(outermost(root, (element) => isCertain(element, measures)));
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
  if (hidden(element)) return measureOf(measures, element).prose < SLIDE || isCopy(element);
  return isOtherArticle(element);
}

/** Hidden text of this length may be a slide that a script shows in its turn. */
const SLIDE = 400;

interface Page {
  readonly measures: Measures;
  /** Characters of sentences on the whole page. */
  readonly total: number;
}

/** Rules for what goes when it is no large part of the sentences. `npm run bench -- extract-rules` measures each. */
export const FURNITURE_RULES: Record<string, (element: Element, page: Page) => boolean> = {
  beside: (element) =>
    (BESIDE.has(element.name) && !isSource(element)) ||
    ROLES.has(attribute(element, "role")?.toLowerCase() ?? ""),
  header: isHeader,
  otherArticle: isOtherArticle,
  name: isNamedBeside,
};

function isFurniture(element: Element, page: Page): boolean {
  if (FURNITURE.has(element.name)) return true;
  if (element.name === "html" || element.name === "body" || element.name === "main") return false;
  const { prose } = measureOf(page.measures, element);
  if (hidden(element))
    return prose <= page.total * MOST || (prose <= page.total * MOST_HIDDEN && isCopy(element));
  return prose <= page.total * MOST && Object.values(FURNITURE_RULES).some((rule) => rule(element, page));
}

/** Who is quoted (HTML 4.3.8). */
function isSource(element: Element): boolean {
  return element.name === "footer" && hasAncestor(element, QUOTATION);
}

const QUOTATION = new Set(["blockquote"]);

/**
 * The head of the site (a banner, says HTML-AAM: it stands in no section of the page), or the article's own, with
 * headline, standfirst and byline: the text begins below it. Of a short text the first paragraph may stand there.
 */
function isHeader(element: Element, { measures, total }: Page): boolean {
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

/** Text of one line at most: a control, a counter, a label. */
const LABEL = 120;

function isNamedBeside(element: Element, { measures }: Page): boolean {
  if (element.name === "article" || /articleBody/i.test(element.attribs["itemprop"] ?? "")) return false;
  if (HEADING.test(element.name) || isInSentence(element)) return false;
  const tokens = nameTokens(element);
  // A post from elsewhere that the text quotes, whatever its frame is called.
  if (tokens.includes("tweet") || tokens.includes("embed")) return false;
  if (tokens.some((token) => BESIDE_WORDS.has(token))) return true;
  if (tokens.some((token) => WEAK_WORDS.has(token)) && measureOf(measures, element).prose < LABEL)
    return findElement(element, (e) => e.name === "pre") === undefined;
  return BESIDE_PAIRS.test(`${element.attribs["class"] ?? ""} ${element.attribs["id"] ?? ""}`);
}

/** Words of a sentence on either side: whatever it is called, the sentence needs it. */
function isInSentence(element: Element): boolean {
  if (BLOCKS.has(element.name) || isCard(element)) return false;
  let around = 0;
  for (let node: Element = element; ; node = node.parent as Element) {
    for (const sibling of node.parent?.children ?? [])
      if (sibling !== node && isText(sibling)) around += sibling.data.trim().length;
    if (!node.parent || !isTag(node.parent) || BLOCKS.has(node.parent.name)) break;
  }
  return around >= WORDS_AROUND;
}

/** What opens beside a word of the sentence: a picture, several links. */
function isCard(element: Element): boolean {
  const inner = elementsOf(element);
  return inner.some((e) => e.name === "img") || inner.filter((e) => e.name === "a").length > 1;
}

/** Characters beside an element that make it a part of a sentence, not of a line of labels. */
const WORDS_AROUND = 20;

const HEADING = /^h[1-6]$/;
