import { addressOf, newestArchive } from "./addresses.ts";
import type { SafeEdition, SafeStory } from "./safe-edition.ts";
import { storyHtml } from "./story-html.ts";
import { xmlText } from "./xml.ts";

/** How a document stands in a paged feed: its own path, and whether it is an archive document. */
export interface JsonPlace {
  readonly path: string;
  readonly archiveOf?: string;
}

/** The edition as JSON Feed 1.1; `feed` writes 1.0. Coverage and origin are extensions, as its spec has them. */
export function writeJsonFeed(edition: SafeEdition, place: JsonPlace = { path: "feed.json" }): string {
  const { home, root } = edition;
  return JSON.stringify({
    version: "https://jsonfeed.org/version/1.1",
    title: place.archiveOf ? `${edition.title}: ${place.archiveOf}` : edition.title,
    home_page_url: home,
    feed_url: home && addressOf(edition, place.path),
    description: edition.subtitle,
    next_url: home && newestArchive(edition, "json"),
    icon: root && `${root}icon.png`,
    favicon: root && `${root}icon.png`,
    authors: [{ name: edition.title, url: home }],
    language: edition.language,
    hubs: hubs(edition, place),
    _feed: { id: edition.id },
    items: edition.stories.map((story) => item(edition, story)),
  });
}

function hubs(edition: SafeEdition, place: JsonPlace) {
  if (edition.hubs.length === 0 || place.archiveOf) return undefined;
  return edition.hubs.map((url) => ({ type: "WebSub", url }));
}

function item({ words }: SafeEdition, story: SafeStory) {
  return {
    id: story.entryId,
    url: story.url,
    title: story.title,
    content_html: storyHtml(story, words) || `<p>${xmlText(story.title)}</p>`,
    summary: story.summary || undefined,
    image: story.image,
    date_published: new Date(story.publishedAt).toISOString(),
    date_modified: story.updated,
    authors: authors(story),
    tags: story.categories.length > 0 ? story.categories : undefined,
    language: story.language,
    attachments:
      story.enclosures.length > 0
        ? story.enclosures.map(({ url, type, length, duration }) => ({
            url,
            mime_type: type,
            size_in_bytes: length,
            duration_in_seconds: duration,
          }))
        : undefined,
    _story: { id: story.id },
    _source: {
      title: story.source.title,
      outlet: story.outlet,
      feed_url: story.source.feedUrl,
      home_page_url: story.source.siteUrl,
      wall: story.wall,
      carrier: story.source.carrier && {
        title: story.source.carrier.title,
        feed_url: story.source.carrier.feedUrl,
      },
    },
    _discussion: story.discussion && { url: story.discussion },
    _outlets: story.outlets.length > 0 ? { count: story.outlets.length, names: story.outlets } : undefined,
    _also: story.coverage.length > 0 ? { items: story.coverage.map(coverageItem) } : undefined,
  };
}

/** A mail address goes where JSON Feed wants a page. */
function authors({ authors: people, source: { title } }: SafeStory) {
  if (people.length === 0) return [{ name: title }];
  return people.map(({ name, url, email }) => ({ name, url: url ?? (email && `mailto:${email}`) }));
}

function coverageItem(one: SafeStory["coverage"][number]) {
  return {
    title: one.title,
    url: one.url,
    outlet: one.outlet,
    carrier: one.carrier,
    date_published: one.at === undefined ? undefined : new Date(one.at).toISOString(),
    language: one.language,
    wall: one.wall,
  };
}
