const TAIL_BYTES = 4_096;
const END_OF_FEED = /<\/\s*(?:[\w.-]+:)?(?:rss|feed|rdf)\s*>|[}\]]\s*$/i;

/**
 * Whether a document ends as a feed ends: with its root element closed, or as JSON does. Feeds that break off are read as
 * far as they go, but their validators must not be kept, or the rest would never be asked for. Comments and counters
 * that servers append do not count.
 */
export function isComplete(bytes: Uint8Array): boolean {
  const tail = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).subarray(-TAIL_BYTES);
  return END_OF_FEED.test(tail.toString("latin1").replaceAll("\0", ""));
}
