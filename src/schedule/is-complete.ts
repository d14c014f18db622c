const TAIL_BYTES = 4_096;
const END_OF_XML = /<\/\s*(?:[\w.-]+:)?(?:rss|feed|rdf|urlset|sitemapindex)\s*>/i;
const START_OF_JSON = /^(?:\xef\xbb\xbf)?\s*[{[]/;

/**
 * Whether a document ends as a feed ends: with its root element closed, or as JSON does. Feeds that break off are read as
 * far as they go, but their validators must not be kept, or the rest would never be asked for. Comments and counters
 * that servers append do not count.
 */
export function isComplete(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tail = text(buffer.subarray(-TAIL_BYTES));
  // A sitemap as plain text has no end of its own.
  if (/^(?:\xef\xbb\xbf)?\s*https?:/i.test(text(buffer.subarray(0, 64)))) return true;
  return START_OF_JSON.test(text(buffer.subarray(0, 64))) ? /[}\]]\s*$/.test(tail) : END_OF_XML.test(tail);
}

/** Good enough for markup in any encoding: UTF-16 is ASCII with zeros between. */
function text(bytes: Buffer): string {
  return bytes.toString("latin1").replaceAll("\0", "");
}
