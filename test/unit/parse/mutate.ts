/** A small fast generator of numbers that depends on its seed alone (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** What breaks readers: markup in the wrong place, references, declarations, names that begin things. */
const TOKENS = [
  "<", ">", "&", '"', "'", "]]>", "<![CDATA[", "<!--", "-->", "<?", "?>", "</", "/>", "<item>", "</item>", "<entry>", "</entry>",
  "</channel>", "<channel>", "</rss>", "<feed>", "<title>", "</title>", "<link>", "<description>", "<content>", "&amp;", "&#0;",
  "&#xD800;", "&#x110000;", "&#99999999999;", "&nbsp;", "&x;", "&lt;p&gt;", "<!DOCTYPE x [", '<!ENTITY x "&x;&x;">', "]>", "\0",
  "\u001b", "\ufeff", "\ud83d", "xmlns=", 'xmlns:a="', 'xml:base="//["', "xml:lang='", "=", "{", "}", "[", "]", ",", ":", "\\u0000", "null",
  "1e999", "9".repeat(40), "<b>".repeat(300), "</b>".repeat(300), "&".repeat(300), "<a b='".repeat(100), "2026-13-45T99:99:99Z",
  "Tue, 99 Foo 99999 25:61:61 +9999", "http://[", "%", "javascript:", " ".repeat(500), "é", "日", "\u202e",
]; // biome-ignore format: a list

/** A document that differs from `seed` in one to eight places. */
export function mutate(seed: Buffer, others: readonly Buffer[], random: () => number): Buffer {
  const pick = (below: number) => Math.floor(random() * below);
  let bytes = seed;
  for (let times = 1 + pick(8); times > 0; times--) bytes = mutateOnce(bytes, others, pick);
  return bytes.subarray(0, 200_000);
}

function mutateOnce(bytes: Buffer, others: readonly Buffer[], pick: (below: number) => number): Buffer {
  const at = pick(bytes.length + 1);
  const length = pick(Math.min(200, bytes.length - at + 1));
  const [before, part, after] = [
    bytes.subarray(0, at),
    bytes.subarray(at, at + length),
    bytes.subarray(at + length),
  ];
  switch (pick(8)) {
    case 0:
      return before; // cut off
    case 1:
      return Buffer.concat([before, after]);
    case 2:
      return Buffer.concat([before, part, part, after]);
    case 3:
      return Buffer.concat([before, Buffer.from(TOKENS[pick(TOKENS.length)] ?? ""), part, after]);
    case 4:
      return Buffer.concat([before, Buffer.from(TOKENS[pick(TOKENS.length)] ?? ""), after]);
    case 5:
      return Buffer.concat([before, Buffer.from([pick(256)]), bytes.subarray(at + 1)]);
    case 6: {
      const other = others[pick(others.length)] ?? bytes;
      const from = pick(other.length);
      return Buffer.concat([before, other.subarray(from, from + pick(400)), after]);
    }
    default: {
      const flipped = Buffer.from(bytes);
      for (let i = 0; i < 4 && flipped.length > 0; i++) {
        const where = pick(flipped.length);
        flipped[where] = (flipped[where] ?? 0) ^ (1 << pick(8));
      }
      return flipped;
    }
  }
}

/** Strings within a value that no writer could write: with NUL or half a character. */
export function unwritable(value: unknown): string[] {
  if (typeof value === "string") return value.includes("\0") || /\p{Surrogate}/u.test(value) ? [value] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(unwritable);
}
