/** What one document may come to. Whatever is over a limit is left out and counted; nothing is refused for it. */
export const limits = {
  /** Elements within elements; the deeper ones are left out, their text stays. */
  depth: 128,
  /** Elements in one entry, or in all that stands outside of entries. */
  elements: 50_000,
  /** Entries read from one document. */
  entries: 50_000,
  /** Characters of a title, name, address, category: what is over is cut. */
  line: 32_768,
  /** Characters of a summary or content. */
  body: 2_000_000,
  /** Categories, enclosures, aliases of one entry. */
  list: 200,
  /** Characters by which a document's own entities may lengthen it. */
  expansion: 100_000,
} as const;

/** Documents of more bytes are read by a thread. */
export const IN_PLACE_BYTES = 2 * 1024 * 1024;
