import { addressOf, newestArchive, ownPage } from "./addresses.ts";
import type { SafeEdition, SafeEnclosure, SafeStory } from "./safe-edition.ts";
import { categoriesOf, storyHtml } from "./story-html.ts";
import { element, textElement, unmistakable } from "./xml.ts";

const NAMESPACES = {
  xmlns: "http://www.w3.org/2005/Atom",
  "xmlns:itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
  "xmlns:media": "http://search.yahoo.com/mrss/",
  "xmlns:fh": "http://purl.org/syndication/history/1.0",
};

/** How a document stands in a paged feed (RFC 5005): its own path, and the days around it. */
export interface AtomPlace {
  readonly path: string;
  /** It is an archive document of that day: it names the feed that is current. */
  readonly archiveOf?: string;
}

/**
 * The edition as Atom 1.0 (RFC 4287). Our own writer: `feed` cannot say atom:source, related or archive
 * links, `feedsmith` cannot say fh:archive.
 */
export function writeAtom(edition: SafeEdition, place: AtomPlace = { path: "feed.atom" }): string {
  const head = feedHead(edition, place);
  const entries = edition.stories.map((story) => `\n${entry(edition, story)}`);
  const feed = element(
    "feed",
    { ...NAMESPACES, "xml:lang": edition.language },
    `${head}${entries.join("")}\n`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>\n${feed}\n`;
}

function feedHead(edition: SafeEdition, place: AtomPlace): string {
  const { generator } = edition;
  const day = place.archiveOf;
  return [
    textElement("id", edition.id),
    textElement("title", unmistakable(day ? `${edition.title}: ${day}` : edition.title)),
    textElement("subtitle", unmistakable(edition.subtitle)),
    textElement("updated", new Date(edition.updatedAt).toISOString()),
    textElement("generator", generator.name, { uri: generator.uri, version: generator.version }),
    edition.home ? textElement("icon", `${edition.root}icon.png`) : "",
    edition.home ? textElement("logo", `${edition.root}logo.png`) : "",
    ...feedLinks(edition, place),
    day ? element("fh:archive", {}) : "",
  ]
    .filter((line) => line !== "")
    .map((line) => `\n${line}`)
    .join("");
}

function feedLinks(edition: SafeEdition, place: AtomPlace): string[] {
  const archive = newestArchive(edition, "atom");
  const type = "application/atom+xml";
  return [
    element("link", { rel: "self", type, href: addressOf(edition, place.path) }),
    element("link", { rel: "alternate", type: "text/html", href: edition.home ?? "index.html" }),
    place.archiveOf ? element("link", { rel: "current", type, href: addressOf(edition, "feed.atom") }) : "",
    archive ? element("link", { rel: "prev-archive", type, href: archive }) : "",
    ...(place.archiveOf ? [] : edition.hubs.map((hub) => element("link", { rel: "hub", href: hub }))),
  ];
}

function entry(edition: SafeEdition, story: SafeStory): string {
  const lines = [
    textElement("id", story.entryId),
    textElement("title", unmistakable(story.title)),
    ...entryLinks(edition, story),
    textElement("published", new Date(story.publishedAt).toISOString()),
    textElement("updated", story.updated),
    ...authors(story),
    ...categoriesOf(story).map((name) => category(story, name)),
    textElement("rights", story.rights && unmistakable(story.rights)),
    textElement("summary", unmistakable(story.summary)),
    // Links are absolute already; the base is for what a reader resolves itself, such as `#notes`.
    textElement("content", storyHtml(story, edition.words), { type: "html", "xml:base": story.url }),
    story.image ? element("media:thumbnail", { url: story.image }) : "",
    ...durations(story.enclosures),
    story.isIssue ? "" : source(edition, story),
  ];
  const inner = lines.filter((line) => line !== "").join("\n");
  return element("entry", { "xml:lang": story.language }, `\n${inner}\n`);
}

function entryLinks(edition: SafeEdition, story: SafeStory): string[] {
  // An entry without content has to lead somewhere (RFC 4287 section 4.1.2).
  const href = story.url ?? (storyHtml(story, edition.words) === "" ? ownPage(edition, story) : undefined);
  return [
    href ? element("link", { rel: "alternate", type: "text/html", href }) : "",
    ...story.coverage.map((one) =>
      element("link", {
        rel: "related",
        type: "text/html",
        href: one.url,
        hreflang: one.language,
        title: unmistakable(`${one.outlet}: ${one.title}`),
      }),
    ),
    ...story.enclosures.map(({ url, type, length }) =>
      element("link", { rel: "enclosure", href: url, type, length }),
    ),
    story.discussion ? element("link", { rel: "replies", type: "text/html", href: story.discussion }) : "",
    via(story),
  ];
}

/** Where it was had from, when its source is another feed, or calls itself otherwise (`via` of RFC 4287's registry). */
function via({ source: { carrier, feedUrl, selfUrl } }: SafeStory): string {
  const href = carrier ? carrier.feedUrl : selfUrl !== undefined && selfUrl !== feedUrl ? feedUrl : undefined;
  return href ? element("link", { rel: "via", href, title: carrier && unmistakable(carrier.title) }) : "";
}

function authors({ authors: people, source: { title } }: SafeStory): string[] {
  const named = people.length > 0 ? people : [{ name: title }];
  return named.map(({ name, url, email }) =>
    element(
      "author",
      {},
      `${textElement("name", unmistakable(name))}${textElement("uri", url)}${textElement("email", email)}`,
    ),
  );
}

function category({ categoryTerms }: SafeStory, name: string): string {
  const { term, scheme } = categoryTerms.get(name) ?? {};
  return element("category", { term: term ?? name, scheme, label: term === undefined ? undefined : name });
}

/** Atom's links have no word for how long a file plays; iTunes has one for the first, Media RSS for each. */
function durations([first, ...others]: readonly SafeEnclosure[]): string[] {
  return [
    first?.duration ? textElement("itunes:duration", String(first.duration)) : "",
    ...others.map(({ url, type, medium, duration }) =>
      duration ? element("media:content", { url, type, medium, duration }) : "",
    ),
  ];
}

/** Where the lead article came from (RFC 4287 section 4.2.11): what that feed says of itself. */
function source(edition: SafeEdition, { source: origin, rights }: SafeStory): string {
  const self = origin.selfUrl ?? origin.feedUrl;
  const { updatedAt } = origin;
  const lines = [
    textElement("id", origin.id ?? self ?? origin.siteUrl ?? edition.id),
    textElement("title", unmistakable(origin.title)),
    updatedAt === undefined ? "" : textElement("updated", new Date(updatedAt).toISOString()),
    self ? element("link", { rel: "self", href: self }) : "",
    origin.siteUrl ? element("link", { rel: "alternate", type: "text/html", href: origin.siteUrl }) : "",
    textElement("rights", unmistakable(origin.rights ?? rights ?? "")),
  ];
  return element("source", {}, lines.filter((line) => line !== "").join(""));
}
