import { directionOf, type Words } from "../../ground/words.ts";
import type { OutputFormat, PageLayout } from "../../model/edition.ts";
import type { PublishContext, SafeEdition } from "../safe-edition.ts";
import { xmlAttribute, xmlText } from "../xml.ts";
import type { PageDate, PageDates } from "./page-dates.ts";
import { pageLanguage } from "./story-view.ts";

/** What every page needs, made once for an edition. */
export interface PageSettings {
  readonly edition: SafeEdition;
  readonly feeds: NonNullable<PublishContext["feeds"]>;
  readonly layout: PageLayout;
  /** The editions of the front page's sections. */
  readonly sections: readonly SafeEdition[];
  /** Days of the archive that have a page: those that may be linked. */
  readonly archiveDays: ReadonlySet<string>;
  readonly dates: PageDates;
  /** Part of the style sheet's address: a new sheet is fetched although the old one may be kept for a year. */
  readonly styleVersion: string;
  readonly script: string;
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
  readonly script: string;
  /** For the script: times of that day are written without it. undefined: the page writes none so. */
  readonly today: string | undefined;
  readonly wire: string;
  readonly generator: string;
  readonly generatorVersion: string;
  /** Name and version, linked. */
  readonly program: string;
  readonly feeds: readonly FeedFormat[];
  readonly words: Words;
  /** A text of the words as HTML, in which `{name}` stands for HTML. */
  readonly phrase: (key: string, html: Readonly<Record<string, string>>) => string;
  /** A date as the element that says its instant. */
  readonly time: (date: PageDate) => string;
}

export interface HeadParts {
  readonly title: string;
  readonly description: string;
  /** The page's own path within the feed's folder. */
  readonly path: string;
  /** How many folders it lies under the feed's. */
  readonly depth: number;
  /** It has times that leave out their day. A page without them stays the same bytes, whenever it is written. */
  readonly hasShortTimes?: true;
}

/** Everything that a page says about itself, with links that work from any folder of any host. */
export function headView({ edition, dates, styleVersion, script }: PageSettings, parts: HeadParts): HeadView {
  const home = "../".repeat(parts.depth);
  const lang = pageLanguage(edition);
  const { words } = edition;
  const { name, uri, version } = edition.generator;
  return {
    lang,
    dir: directionOf(lang),
    title: parts.title,
    description: parts.description,
    canonical: edition.home && `${edition.home}${parts.path}`,
    root: `${home}${edition.folder === "" ? "" : "../"}`,
    home: home || "./",
    styleVersion,
    script,
    today: parts.hasShortTimes && dates.today,
    wire: edition.title,
    generator: name,
    generatorVersion: version,
    program: `<a href="${xmlAttribute(uri)}">${xmlText(name)}</a> ${xmlText(version)}`,
    feeds: feedLinks(edition, home),
    words,
    phrase: (key, html) =>
      xmlText(words.say(key)).replace(/\{(\w+)\}/g, (_all, name: string) => html[name] ?? ""),
    time: timeHtml,
  };
}

function timeHtml({ iso, text, form }: PageDate): string {
  const script = form ? ` data-form="${form}"` : "";
  return `<time datetime="${xmlAttribute(iso)}"${script}>${xmlText(text)}</time>`;
}

/** The formats that the feed is written in, as a page links them: the first is the one to subscribe to. */
function feedLinks(edition: SafeEdition, home: string): readonly FeedFormat[] {
  return FORMATS.filter(({ format }) => edition.settings.formats.includes(format)).map(
    ({ name, type, href }) => ({ name, type, href: `${home}${href}` }),
  );
}
