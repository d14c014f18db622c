import { readFileSync } from "node:fs";
import { packagePath } from "../ground/package-file.ts";
import type { Edition } from "../model/edition.ts";
import { guardEdition } from "./guard.ts";
import { renderPages } from "./page/render-pages.ts";
import type { OutputFile, PublishContext, SafeEdition } from "./safe-edition.ts";
import { writeAtom } from "./write-atom.ts";
import { writeJsonFeed } from "./write-json-feed.ts";
import { writeOpml } from "./write-opml.ts";
import { writeRss } from "./write-rss.ts";

/**
 * Every file of one feed, in the formats that it is configured for. The bytes depend on the edition and the
 * context alone, so that publishing the same edition twice changes no file. Never throws for what an edition
 * holds: the guard makes it fit.
 */
export function renderEdition(edition: Edition, context: PublishContext): readonly OutputFile[] {
  const safe = guardEdition(edition, context.generator);
  const { formats } = edition.feed;
  return [
    ...(formats.includes("atom") ? [file(safe, "feed.atom", writeAtom(safe))] : []),
    ...(formats.includes("rss") ? [file(safe, "feed.rss", writeRss(safe))] : []),
    ...(formats.includes("json") ? [file(safe, "feed.json", writeJsonFeed(safe))] : []),
    ...(formats.includes("opml") ? [file(safe, "sources.opml", sourceList(safe, context))] : []),
    ...(formats.includes("html")
      ? renderPages(safe, context.feeds).map((page) => file(safe, page.path, page.html))
      : []),
    ...(formats.includes("html") ? [{ path: "style.css", bytes: asset("style.css") }] : []),
    { path: "icon.png", bytes: asset("icon.png") },
    // RFC 4287 section 4.2.8: a logo is twice as wide as high.
    { path: "logo.png", bytes: asset("logo.png") },
  ];
}

function sourceList(edition: SafeEdition, context: PublishContext): string {
  return writeOpml({ title: edition.title }, context.sources);
}

function file(edition: SafeEdition, path: string, text: string): OutputFile {
  return { path: `${edition.folder}${path}`, bytes: Buffer.from(text) };
}

function asset(name: string): Uint8Array {
  return readFileSync(packagePath(`src/publish/assets/${name}`));
}
