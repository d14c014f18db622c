import type { Enclosure } from "../../model/entry.ts";
import { all, attribute, fieldsOf, textOf, type XmlNode } from "../../parse/xml/node.ts";
import { readTree } from "../../parse/xml/tree.ts";
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
import { NOTHING_MORE } from "./read-json.ts";

/** The stories of an Atom document that Lede wrote. Entries that it did not write, or that are damaged, are left out. */
export function readPublishedAtom(text: string): readonly PublishedStory[] {
  const stories: PublishedStory[] = [];
  let root: XmlNode | undefined;
  readTree(text, undefined, {
    root: (node) => {
      root = node;
    },
    entry: (node) => {
      const story = storyOf(node);
      if (story) stories.push(story);
    },
  });
  const tagBase = root && baseOfFeedId(textIn(fieldsOf(root).get("id")));
  return stories.map((story) => ({ ...story, tagBase: story.tagBase ?? tagBase }));
}

function storyOf(node: XmlNode): PublishedStory | undefined {
  const fields = fieldsOf(node);
  const text = (name: string) => textIn(fields.get(name));
  const entryId = text("id") ?? "";
  const known = splitEntryId(entryId) ?? { storyId: storyOfEntry(entryId), tagBase: undefined };
  const publishedAt = dateOf(text("published"));
  const links = [...all(fields, "link")];
  const url = links.map((link) => hrefOf(link, "alternate")).find((href) => href !== undefined);
  if (!fields.has("source") || isNoStory(entryId) || publishedAt === undefined || url === undefined)
    return undefined;
  const lead = { url, publishedAt, ...leadOf(node) };
  const coverage = links.flatMap((link) => coverageOf(link) ?? []);
  return {
    ...known,
    entryId,
    publishedAt,
    updatedAt: dateOf(text("updated")) ?? publishedAt,
    lead,
    coverage,
  };
}

function leadOf(node: XmlNode): Omit<PublishedArticle, "url" | "publishedAt"> {
  const fields = fieldsOf(node);
  const text = (name: string) => textIn(fields.get(name)) ?? "";
  const source = fields.get("source");
  const address = (relation: string) =>
    source && [...all(fieldsOf(source), "link")].map((link) => hrefOf(link, relation)).find(Boolean);
  const via = [...all(fields, "link")].find((link) => hrefOf(link, "via"));
  const carrier = via && attribute(via, "title");
  const author = fields.get("author");
  const thumbnail = fields.get("media:thumbnail");
  return {
    title: plainTitle(text("title")),
    outlet: carrier && source ? textIn(fieldsOf(source).get("title")) : undefined,
    feedUrl: via ? attribute(via, "href") : address("self"),
    carriedFrom: carrier === undefined ? undefined : { url: address("self"), siteUrl: address("alternate") },
    language: node.language,
    summary: text("summary"),
    html: withoutCoverage(text("content")),
    author: author && textIn(fieldsOf(author).get("name")),
    image: thumbnail && attribute(thumbnail, "url"),
    categories: [...all(fields, "category")].flatMap((one) => attribute(one, "term") ?? []),
    enclosures: [...all(fields, "link")].flatMap(enclosureOf),
  };
}

function enclosureOf(link: XmlNode): Enclosure[] {
  const url = hrefOf(link, "enclosure");
  const length = Number(attribute(link, "length") ?? Number.NaN);
  return url === undefined
    ? []
    : [{ url, type: attribute(link, "type"), length: length > 0 ? length : undefined }];
}

/** Titled `Outlet: headline`. */
function coverageOf(link: XmlNode): PublishedArticle | undefined {
  const url = hrefOf(link, "related");
  if (url === undefined) return undefined;
  const [, outlet, title = ""] = /^(.*?): (.*)$/s.exec(attribute(link, "title") ?? "") ?? [];
  const language = attribute(link, "hreflang");
  return {
    url,
    title: plainTitle(title),
    outlet,
    feedUrl: undefined,
    publishedAt: undefined,
    language,
    ...NOTHING_MORE,
  };
}

function textIn(node: XmlNode | undefined): string | undefined {
  return node && textOf(node).trim();
}

function hrefOf(link: XmlNode, relation: string): string | undefined {
  return attribute(link, "rel") === relation ? attribute(link, "href") : undefined;
}
