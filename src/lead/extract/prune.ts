import type { Document, Element } from "domhandler";
import { type Measures, measureOf, measureTree } from "./measure.ts";
import { nameTokens } from "./name-tokens.ts";
import { attribute, detach, elementsOf } from "./tree.ts";

/** Never part of an article's text, whatever they hold. */
const FURNITURE = new Set(
  "script style template svg math canvas button input select textarea label object embed nav menu dialog link meta base map applet".split(
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
    "promo promos promotion promoted teaser teasers widget widgets banner popup modal overlay lightbox " +
    "cookie cookies gdpr consent tags taglist keywords toolbar toolbox tooltip " +
    "byline bylines authorbox bio vcard copyright footer footers disclaimer rating ratings " +
    "outbrain zergnet yarpp jp print permalink sr skip hidden screenreader visuallyhidden"
  ).split(" "),
);
const BESIDE_PAIRS =
  /(?:^|[\s_-])(?:read[_-]?(?:more|next|also)|more[_-]?(?:stories|news|on|from|articles|like)|most[_-]?(?:read|popular|viewed)|(?:also|you[_-]?may)[_-]?like|next[_-]?(?:post|article|story)|prev(?:ious)?[_-]?(?:post|article)|post[_-]?(?:meta|nav|tags|footer|info)|entry[_-]?(?:meta|footer|utility)|article[_-]?(?:meta|tags|footer|info|tools)|author[_-]?(?:box|bio|info|card|details|meta|name|block|desc\w*)|about[_-]?(?:the[_-]?)?author|screen[_-]?reader|visually[_-]?hidden|sr[_-]?only|see[_-]?also|sign[_-]?up|call[_-]?to[_-]?action|time[_-]?stamp|publish(?:ed)?[_-]?date|in[_-]?this[_-]?(?:story|article)|jump[_-]?(?:to|link)|inline[_-]?(?:promo|related|newsletter))/i;

/** A share of the page's sentences that no furniture holds. */
const MOST = 0.3;

/** Takes out of the tree what is not the article on any page: furniture, what is hidden, what is named as beside. */
export function prune(root: Document | Element): void {
  const measures = measureTree(root);
  const total = measures.get(root)?.prose ?? 0;
  for (const element of elementsOf(root)) {
    if (!isInTree(element, root)) continue;
    if (isFurniture(element, measures, total)) detach(element);
  }
}

function isInTree(element: Element, root: Document | Element): boolean {
  for (let node: unknown = element.parent; node; node = (node as Element).parent)
    if (node === root) return true;
  return false;
}

function isFurniture(element: Element, measures: Measures, total: number): boolean {
  if (FURNITURE.has(element.name)) return true;
  if (element.name === "html" || element.name === "body" || element.name === "main") return false;
  const { prose } = measureOf(measures, element);
  if (prose > total * MOST) return false;
  if (BESIDE.has(element.name) || isHidden(element)) return true;
  const role = attribute(element, "role")?.toLowerCase();
  if (role && ROLES.has(role)) return true;
  return isNamedBeside(element);
}

function isHidden(element: Element): boolean {
  const { hidden, style } = element.attribs;
  return hidden !== undefined || /(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(style ?? "");
}

function isNamedBeside(element: Element): boolean {
  if (element.name === "article" || /articleBody/i.test(element.attribs["itemprop"] ?? "")) return false;
  if (nameTokens(element).some((token) => BESIDE_WORDS.has(token))) return true;
  return BESIDE_PAIRS.test(`${element.attribs["class"] ?? ""} ${element.attribs["id"] ?? ""}`);
}
