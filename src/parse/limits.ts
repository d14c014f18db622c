/** What one document may come to. Whatever is over a limit is left out; only for its size a document is refused. */
export const limits = {
  /** Bytes of a document. A larger one is refused. */
  document: 64 * 1024 * 1024,
  /** Elements within elements; the deeper ones are left out, their text stays. */
  depth: 128,
  /** Elements in one entry, or in all that stands outside of entries. */
  elements: 50_000,
  /** Characters as written of one entry, or of all that stands outside of entries. */
  entry: 4_000_000,
  /** Entries read from one document. */
  entries: 50_000,
  /** Characters of a title, name, address, category: what is over is cut. */
  line: 32_768,
  /** Characters of an address that relative ones are resolved against: each of them becomes as long. */
  base: 2048,
  /** Characters of a summary or content. */
  body: 2_000_000,
  /** Categories, enclosures, aliases of one entry. */
  list: 200,
  /** Characters by which a document's own entities may lengthen it. */
  expansion: 100_000,
} as const;

/** Documents of more bytes are read one at a time, and by a thread when they can only be read in one go. */
export const IN_PLACE_BYTES = 2 * 1024 * 1024;
