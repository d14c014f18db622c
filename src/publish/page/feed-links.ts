import type { OutputFormat } from "../../model/edition.ts";
import type { SafeEdition } from "../safe-edition.ts";

export interface FeedFormat {
  readonly name: string;
  readonly type: string;
  readonly href: string;
}

const FORMATS: readonly (FeedFormat & { readonly format: OutputFormat })[] = [
  { format: "atom", name: "Atom", type: "application/atom+xml", href: "feed.atom" },
  { format: "rss", name: "RSS", type: "application/rss+xml", href: "feed.rss" },
  { format: "json", name: "JSON Feed", type: "application/feed+json", href: "feed.json" },
];

/** The formats that the feed is written in, as a page links them: the first is the one to subscribe to. */
export function feedLinks(edition: SafeEdition, home: string): readonly FeedFormat[] {
  return FORMATS.filter(({ format }) => edition.settings.formats.includes(format)).map(
    ({ name, type, href }) => ({ name, type, href: `${home}${href}` }),
  );
}
