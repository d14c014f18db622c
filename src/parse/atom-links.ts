import { resolveAddress } from "./address.ts";
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
    const url = resolveAddress(attribute(node, "href") ?? attribute(node, "url") ?? textOf(node), node.base);
    if (url === undefined) continue;
    links.push({ rel: relOf(node), url, type: (attribute(node, "type") ?? "").toLowerCase(), node });
  }
  return links;
}

/** The first link of that relation; of alternates the first that is a page. */
export function linkOf(fields: Fields, name: string, rel: string): AtomLink | undefined {
  const links = linksOf(fields, name).filter(
    (link) => link.rel === rel && attribute(link.node, "href") !== undefined,
  );
  return links.find(isPage) ?? links[0];
}

/** The link leads to a page, as far as its type says. */
export function isPage({ type }: AtomLink): boolean {
  return type === "" || type.includes("html");
}

/** Registered relations may be written as addresses of the registry. */
function relOf(node: XmlNode): string {
  const rel = (attribute(node, "rel") ?? "alternate").trim().toLowerCase();
  return rel.startsWith("http")
    ? rel.replace(/^https?:\/\/www\.iana\.org\/assignments\/relation\//, "")
    : rel;
}
