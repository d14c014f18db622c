/** Bytes in which the end of a document stands. */
const TAIL = 1024;
/** The root's end tag, and after it nothing but space and comments. */
const END = /<\/(?:\w+:)?(?:rss|feed|rdf|urlset|sitemapindex|opml|html)\s*>(?:\s|<!--[^>]*-->)*$/i;

/** Whether markup ends where it should: nothing that its server has still to send belongs to it. */
export function isWhole(bytes: Buffer): boolean {
  return END.test(bytes.subarray(-TAIL).toString("latin1").replaceAll("\0", ""));
}
