import type { ResponseHeaders } from "../model/document.ts";

/** Where a feed's news can be had without asking, and under which name. */
export interface HubOffer {
  readonly hub: string;
  readonly topic: string;
}

interface Announced {
  readonly hubs: readonly string[];
  readonly feedUrl?: string | undefined;
}

/**
 * The hub and the topic that a feed announces (WebSub section 4): Link fields before links in the document; the topic is
 * `rel=self`, else the address that was fetched. Only https and http hubs count.
 */
export function discoverHub(
  url: string,
  headers: ResponseHeaders,
  document: Announced,
): HubOffer | undefined {
  const links = linkField(headers["link"] ?? "", url);
  const hubs = links.filter(({ rels }) => rels.includes("hub")).map(({ href }) => href);
  const self = links.find(({ rels }) => rels.includes("self"))?.href ?? document.feedUrl ?? url;
  const hub = [...hubs, ...document.hubs].find(isWeb);
  return hub !== undefined && isWeb(self) ? { hub, topic: self } : undefined;
}

/** RFC 8288 section 3, as far as `rel` goes. */
function linkField(field: string, base: string): { href: string; rels: readonly string[] }[] {
  return [...field.matchAll(/<([^>]*)>([^<]*)/g)].flatMap(([, target = "", parameters = ""]) => {
    const [, quoted, token] = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,]+))/i.exec(parameters) ?? [];
    const rels = (quoted ?? token ?? "").toLowerCase().split(/\s+/);
    const url = URL.parse(target, base);
    return url ? [{ href: url.href, rels }] : [];
  });
}

function isWeb(url: string): boolean {
  return /^https?:\/\//i.test(url) && URL.parse(url) !== null;
}
