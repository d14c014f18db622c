import * as z from "zod";
import { withoutCoverage } from "../../publish/story-html.ts";
import {
  baseOfFeedId,
  dateOf,
  isNoStory,
  type PublishedArticle,
  type PublishedStory,
  plainTitle,
  splitEntryId,
  storyOfEntry,
} from "./published-story.ts";

const covered = z.object({
  title: z.string(),
  url: z.string(),
  outlet: z.string().optional(),
  date_published: z.string().optional(),
  language: z.string().optional(),
});
const attachment = z.object({
  url: z.string(),
  mime_type: z.string(),
  size_in_bytes: z.number().optional(),
  duration_in_seconds: z.number().optional(),
});
const item = z.object({
  id: z.string(),
  url: z.string(),
  title: z.string(),
  content_html: z.string().catch(""),
  summary: z.string().catch(""),
  image: z.string().optional().catch(undefined),
  date_published: z.string(),
  date_modified: z.string().optional(),
  authors: z.array(z.object({ name: z.string() })).catch([]),
  tags: z.array(z.string()).catch([]),
  language: z.string().optional().catch(undefined),
  attachments: z.array(attachment).catch([]),
  _story: z.object({ id: z.string() }).optional().catch(undefined),
  _source: z
    .object({
      outlet: z.string().optional(),
      feed_url: z.string().optional(),
      home_page_url: z.string().optional(),
      carrier: z.object({ feed_url: z.string().optional() }).optional(),
    })
    .catch({})
    .optional(),
  _also: z.object({ items: z.array(covered) }).catch({ items: [] }),
});
const feed = z.object({
  items: z.array(z.unknown()),
  _feed: z.object({ id: z.string() }).optional().catch(undefined),
});

/** The stories of a JSON Feed that Lede wrote. Items that it did not write, or that are damaged, are left out. */
export function readPublishedJson(text: string): readonly PublishedStory[] {
  const read = feed.safeParse(parsed(text));
  if (!read.success) return [];
  const { items, _feed } = read.data;
  return items.flatMap((one) => storyOf(item.safeParse(one), baseOfFeedId(_feed?.id)));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // a file that a crash left half written, on a file system that allows that
  }
}

function storyOf(
  read: z.ZodSafeParseResult<z.infer<typeof item>>,
  tagBase: string | undefined,
): PublishedStory[] {
  const publishedAt = dateOf(read.data?.date_published);
  if (!read.data?._source || publishedAt === undefined || isNoStory(read.data.id)) return [];
  const { id: entryId, date_modified, _also, _story } = read.data;
  const storyId = _story?.id ?? storyOfEntry(entryId);
  const known = splitEntryId(entryId) ?? { storyId, tagBase };
  const updatedAt = dateOf(date_modified) ?? publishedAt;
  const lead = leadOf(read.data, publishedAt);
  return [{ ...known, entryId, publishedAt, updatedAt, lead, coverage: _also.items.map(coverageOf) }];
}

function leadOf(read: z.infer<typeof item>, publishedAt: number): PublishedArticle {
  const { url, title, summary, image, language, tags, authors, attachments, _source = {} } = read;
  return {
    url,
    title: plainTitle(title),
    outlet: _source.outlet,
    feedUrl: _source.carrier ? _source.carrier.feed_url : _source.feed_url,
    carriedFrom: _source.carrier && { url: _source.feed_url, siteUrl: _source.home_page_url },
    publishedAt,
    language,
    summary,
    html: withoutCoverage(read.content_html),
    author: authors[0]?.name,
    image,
    categories: tags,
    enclosures: attachments.map((one) => ({
      url: one.url,
      type: one.mime_type,
      length: one.size_in_bytes,
      duration: one.duration_in_seconds,
    })),
  };
}

function coverageOf({ url, title, outlet, date_published, language }: z.infer<typeof covered>) {
  return {
    url,
    title: plainTitle(title),
    outlet,
    feedUrl: undefined,
    publishedAt: dateOf(date_published),
    language,
    ...NOTHING_MORE,
  };
}

/** Of an article that is only named. */
export const NOTHING_MORE = {
  summary: "",
  html: "",
  author: undefined,
  image: undefined,
  categories: [],
  enclosures: [],
};
