import { isWebAddress, linkAddress } from "./address.ts";
import { all, attribute, type Fields, textOf, type XmlNode } from "./xml/node.ts";

/** A link of Atom, in an Atom document or in another. */
export interface AtomLink {
  readonly rel: string;
  readonly url: string;
  readonly type: string;
  readonly node: XmlNode;
}

/** Links with an address, in order. Without `rel` a link is `alternate` (RFC 4287 section 4.2.7.2). */
export function linksOf(fields: Fields, name: string): AtomLink[] {
  const links: AtomLink[] = [];
  for (const node of all(fields, name)) {
    const url = linkAddress(attribute(node, "href") ?? attribute(node, "url") ?? textOf(node), node.base);
    if (url === undefined) continue;
    links.push({ rel: relOf(node), url, type: (attribute(node, "type") ?? "").toLowerCase(), node });
  }
  return links;
}

/** The first link of that relation; of alternates the first that is a page on the web. */
export function linkOf(fields: Fields, name: string, rel: string): AtomLink | undefined {
  const links = linksOf(fields, name).filter(
    (link) => link.rel === rel && attribute(link.node, "href") !== undefined,
  );
  return bestPage(links);
}

/** Of links that lead to the same text: a page on the web before other files there, these before other protocols. */
export function bestPage(links: readonly AtomLink[]): AtomLink | undefined {
  const web = links.filter(({ url }) => isWebAddress(url) || !/^[a-z][a-z0-9+.-]*:/i.test(url));
  return web.find(isPage) ?? web[0] ?? links.find(isPage) ?? links[0];
}

/** The link leads to a page, as far as its type says. */
function isPage({ type }: AtomLink): boolean {
  return type === "" || type.includes("html");
}

/** Registered relations may be written as addresses of the registry. */
function relOf(node: XmlNode): string {
  const rel = (attribute(node, "rel") ?? "alternate").trim().toLowerCase();
  return rel.startsWith("http")
    ? rel.replace(/^https?:\/\/www\.iana\.org\/assignments\/relation\//, "")
    : rel;
}
