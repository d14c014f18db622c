import { Parser } from "htmlparser2";
import type { Extraction } from "../../../src/extract/extraction.ts";

/** What breaks readers of pages: markup in the wrong place, and bait for whatever looks for names, dates and lines. */
const TOKENS = [
  "<", ">", "&", '"', "'", "</", "/>", "<!--", "-->", "<![CDATA[", "]]>", "<!", "<?", "\0", "\ufeff", "\ud83d", "\u202e", "\u00ad", "\u00a0",
  "<p>", "</p>", "<div>", "</div>", "<article>", "</article>", "</body>", "</html>", "<html lang='", "<head>", "<base href='//['>",
  "<template>", "<svg><style>", "<math><mtext>", "<noscript>", "</noscript>", "<textarea>", "<title>", "<plaintext>", "<select>",
  "<table><tr><td>", "</table>", "<a href=javascript:alert(1)>", "<img src=x onerror=alert(1)>", "<script>alert(1)</script>",
  "<iframe src='https://www.youtube.com/embed/x'>", "<h1>", "</h1>", "<time datetime='", "<meta name=author content='", "<br><br>",
  '<script type="application/ld+json">{"@type":"NewsArticle","@graph":[', '{"@id":"#a","author":{"@id":"#a"}}', "]}</script>",
  "hidden", 'style="display:none"', 'class="comments"', 'role="navigation"', 'itemprop="articleBody"', 'rel="next"', "&nbsp;", "&#0;",
  "&#xD800;", "&#x110000;", "&x;", "&lt;script&gt;", "By ", "von ", "2026-13-45", "31/31/2026", "1".repeat(60), "A. ".repeat(60), "- ".repeat(60),
  "| ".repeat(60), "<b>".repeat(260), "</b>".repeat(260), "<div>".repeat(100), "&".repeat(300), " ".repeat(600), "<a b='".repeat(60), "é", "日", "،",
]; // biome-ignore format: a list

/** A page that differs from `seed` in one to ten places. */
export function mutatePage(seed: Buffer, others: readonly Buffer[], random: () => number): Buffer {
  const pick = (below: number) => Math.floor(random() * below);
  let bytes = seed;
  for (let times = 1 + pick(10); times > 0; times--) bytes = mutateOnce(bytes, others, pick);
  return bytes.subarray(0, 100_000);
}

type Pick = (below: number) => number;

function mutateOnce(bytes: Buffer, others: readonly Buffer[], pick: Pick): Buffer {
  const at = pick(bytes.length + 1);
  const length = pick(Math.min(400, bytes.length - at + 1));
  const [before, part, after] = [
    bytes.subarray(0, at),
    bytes.subarray(at, at + length),
    bytes.subarray(at + length),
  ];
  const token = () => Buffer.from(TOKENS[pick(TOKENS.length)] ?? "");
  switch (pick(9)) {
    case 0:
      return pick(4) === 0 ? before : Buffer.concat([before, after]); // cut off, or cut out
    case 1:
      return Buffer.concat([before, part, part, after]);
    case 2:
      return Buffer.concat([before, token(), part, after]);
    case 3:
      return Buffer.concat([before, token(), after]);
    case 4:
      return Buffer.concat([before, token(), part, token(), after]);
    case 5:
      return spliced(before, after, others[pick(others.length)] ?? bytes, pick);
    case 6:
      return nested(before, part, after, pick);
    case 7:
      return moved(before, part, after, pick);
    default:
      return flipped(bytes, pick);
  }
}

function spliced(before: Buffer, after: Buffer, other: Buffer, pick: Pick): Buffer {
  const from = pick(other.length);
  return Buffer.concat([before, other.subarray(from, from + pick(1500)), after]);
}

/** A part within itself, some times over. */
function nested(before: Buffer, part: Buffer, after: Buffer, pick: Pick): Buffer {
  const [head, tail] = [part.subarray(0, part.length >> 1), part.subarray(part.length >> 1)];
  const times = 1 + pick(20);
  return Buffer.concat([
    before,
    ...Array<Buffer>(times).fill(head),
    ...Array<Buffer>(times).fill(tail),
    after,
  ]);
}

function moved(before: Buffer, part: Buffer, after: Buffer, pick: Pick): Buffer {
  const at = pick(after.length + 1);
  return Buffer.concat([before, after.subarray(0, at), part, after.subarray(at)]);
}

function flipped(bytes: Buffer, pick: Pick): Buffer {
  const other = Buffer.from(bytes);
  for (let i = 0; i < 4 && other.length > 0; i++) {
    const where = pick(other.length);
    other[where] = (other[where] ?? 0) ^ (1 << pick(8));
  }
  return other;
}

const TAGS =
  /^(?:p|br|hr|h[2-6]|blockquote|pre|code|kbd|samp|var|em|strong|[abiusq]|del|ins|mark|small|su[bp]|abbr|cite|dfn|time|ul|ol|li|d[ltd]|figure|figcaption|img|table|caption|thead|tbody|tfoot|t[rhd]|div|video|audio|source|ruby|r[tp]|bd[io]|details|summary|wbr|address)$/;

/** What must not be in an answer: elements and handlers that run, addresses that are no http(s), private characters. */
export function faultsOf(extraction: Extraction): string[] {
  if (extraction.kind === "failure") return extraction.code.startsWith("EXTRACT_") ? [] : [extraction.code];
  const faults: string[] = [];
  const parser = new Parser({
    onopentag: (name, attributes) => {
      if (!TAGS.test(name)) faults.push(name);
      for (const [key, value] of Object.entries(attributes))
        if (
          key.startsWith("on") ||
          key === "style" ||
          (/^(?:href|src|poster)$/.test(key) && !/^(?:https?:\/\/|mailto:)/.test(value))
        )
          faults.push(`${key}=${value}`);
    },
  });
  parser.end(extraction.html);
  if (/[\uf8d0-\uf8d2]/.test(extraction.text + extraction.html)) faults.push("a private character");
  if (extraction.image !== undefined && !/^https?:\/\//.test(extraction.image)) faults.push(extraction.image);
  return faults;
}
