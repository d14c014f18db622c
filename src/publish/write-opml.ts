import type { EpochMs } from "../model/brand.ts";
import { legalLine, legalUrl } from "./legal.ts";
import type { PublishedSource } from "./safe-edition.ts";
import { element, textElement } from "./xml.ts";

export interface OpmlHead {
  readonly title: string;
  /** When the list last changed; left out when undefined. */
  readonly modifiedAt?: EpochMs | undefined;
}

/**
 * The sources as OPML 2.0, as any reader imports it: a folder for each first tag, `category` with all of
 * them, sources without tags on the top level. Sources whose address is none are left out.
 */
export function writeOpml(head: OpmlHead, sources: readonly PublishedSource[]): string {
  const title = legalLine(head.title, 300) || "Sources";
  const date = head.modifiedAt === undefined ? undefined : new Date(head.modifiedAt).toUTCString();
  const headXml = `${textElement("title", title)}${textElement("dateModified", date)}`;
  const body = [...folders(sources)]
    .map(([tag, members]) => folder(tag, members.map(outline)))
    .filter((xml) => xml !== "")
    .join("\n");
  const opml = element(
    "opml",
    { version: "2.0" },
    `\n${element("head", {}, headXml)}\n${element("body", {}, `\n${body}\n`)}\n`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>\n${opml}\n`;
}

function folders(sources: readonly PublishedSource[]): Map<string, PublishedSource[]> {
  const found = new Map<string, PublishedSource[]>();
  for (const source of sources) {
    const tag = legalLine(source.tags[0], 120);
    const members = found.get(tag);
    if (members) members.push(source);
    else found.set(tag, [source]);
  }
  return found;
}

function folder(tag: string, outlines: readonly string[]): string {
  const inner = outlines.filter((xml) => xml !== "").join("\n");
  if (tag === "" || inner === "") return inner;
  return element("outline", { text: tag, title: tag }, `\n${inner}\n`);
}

function outline(source: PublishedSource): string {
  const xmlUrl = legalUrl(source.feedUrl);
  if (!xmlUrl) return "";
  const text = legalLine(source.title, 300) || source.id;
  return element("outline", {
    type: "rss",
    text,
    title: text,
    xmlUrl,
    htmlUrl: legalUrl(source.siteUrl),
    category: categories(source.tags),
  });
}

/** OPML 2.0: slash-delimited paths, comma-separated. */
function categories(tags: readonly string[]): string | undefined {
  const lines = tags.map((tag) => legalLine(tag, 120).replace(/[,/]+/g, " ")).filter((line) => line !== "");
  return lines.length > 0 ? lines.map((line) => `/${line}`).join(",") : undefined;
}
