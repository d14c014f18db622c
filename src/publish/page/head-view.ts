import type { OutputFormat } from "../../model/edition.ts";
import type { PublishContext, SafeEdition } from "../safe-edition.ts";
import type { PageDates } from "./page-dates.ts";
import { directionOf, pageLanguage } from "./story-view.ts";

/** What every page needs, made once for an edition. */
export interface PageSettings {
  readonly edition: SafeEdition;
  readonly feeds: NonNullable<PublishContext["feeds"]>;
  readonly dates: PageDates;
  /** Part of the style sheet's address: a new sheet is fetched although the old one may be kept for a year. */
  readonly styleVersion: string;
}

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

/** What the templates of every page share. */
export interface HeadView {
  readonly lang: string;
  readonly dir: "ltr" | "rtl";
  readonly title: string;
  readonly description: string;
  readonly canonical: string | undefined;
  /** The way to the output's root, and to the feed's own folder. */
  readonly root: string;
  readonly home: string;
  readonly styleVersion: string;
  readonly wire: string;
  readonly generator: string;
  readonly generatorUri: string;
  readonly generatorVersion: string;
  readonly feeds: readonly FeedFormat[];
}

export interface HeadParts {
  readonly title: string;
  readonly description: string;
  /** The page's own path within the feed's folder. */
  readonly path: string;
  /** How many folders it lies under the feed's. */
  readonly depth: number;
}

/** Everything that a page says about itself, with links that work from any folder of any host. */
export function headView({ edition, styleVersion }: PageSettings, parts: HeadParts): HeadView {
  const home = "../".repeat(parts.depth);
  const lang = pageLanguage(edition);
  return {
    lang,
    dir: directionOf(lang),
    title: parts.title,
    description: parts.description,
    canonical: edition.home && `${edition.home}${parts.path}`,
    root: `${home}${edition.folder === "" ? "" : "../"}`,
    home: home || "./",
    styleVersion,
    wire: edition.title,
    generator: edition.generator.name,
    generatorUri: edition.generator.uri,
    generatorVersion: edition.generator.version,
    feeds: feedLinks(edition, home),
  };
}

/** The formats that the feed is written in, as a page links them: the first is the one to subscribe to. */
function feedLinks(edition: SafeEdition, home: string): readonly FeedFormat[] {
  return FORMATS.filter(({ format }) => edition.settings.formats.includes(format)).map(
    ({ name, type, href }) => ({ name, type, href: `${home}${href}` }),
  );
}
