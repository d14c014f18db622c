import fc from "fast-check";
import { util } from "undici";
import { expect, test } from "vitest";
import { canonicalUrl } from "../../src/dedupe/canonical-url.ts";
import { titleSignature } from "../../src/dedupe/title-signature.ts";
import { readHeaders } from "../../src/fetch/exchange.ts";
import { plainText } from "../../src/ground/text.ts";
import { resolveAddress } from "../../src/parse/address.ts";
import { type Encoding, negotiateEncoding } from "../../src/serve/negotiate-encoding.ts";

/**
 * Where a quick way stands beside a thorough one, both must say the same. The thorough one is asked by something beside
 * the input that means nothing to it and that the quick one does not take.
 */
const RUNS = { numRuns: 10_000 };
const parts = (...of: readonly string[]) => fc.constantFrom(...of);
/** A few of these, one after the other. */
const several = (of: fc.Arbitrary<string>, most: number, between = "") =>
  fc.array(of, { maxLength: most }).map((all) => all.join(between));

const HOST = several(
  parts("www", "m", "amp", "en", "news", "herald", "a-b", "x1", "youtube", "bbc", "co"),
  4,
  ".",
);
const PATH = several(
  parts(
    "2026",
    "index.html",
    "amp",
    "story-1",
    "a.b",
    "Default.aspx",
    "~user",
    "x_y",
    "",
    "..",
    ".",
    "AMP",
    "a%20b",
    "ä",
  ),
  5,
  "/",
);
const END = parts("", "/", ".amp", ".html", "?a=1", "?utm_source=x", "#top", " ");

test("canonical addresses: of plain ones and of any", () => {
  const address = fc
    .tuple(parts("http", "https"), HOST, parts("com", "example", "uk", "be"), PATH, END)
    .map(([scheme, host, top, path, end]) => `${scheme}://${host}${host && "."}${top}/${path}${end}`);
  fc.assert(
    fc.property(address, (url) => {
      if (url.includes("#")) return;
      // An empty fragment is none, and no plain address has one.
      expect(canonicalUrl(url)).toBe(canonicalUrl(`${url.trim()}#`));
    }),
    RUNS,
  );
});

test("plain text: of whole tags and of any markup", () => {
  const html = several(
    parts(
      "<p>",
      "</p>",
      "<br/>",
      "<b>",
      "</b>",
      "un",
      "word",
      " ",
      "\n",
      "&amp;",
      "&lt;",
      "1 > 0",
      '<a href="x">',
      "</a>",
      "<x-y>",
      "<H1 id=a>",
      "é",
      "<li>",
    ),
    14,
  );
  fc.assert(
    fc.property(html, (text) => {
      // No tag begins with a space: the thorough way is asked, and leaves the sign where it is.
      expect(`< ${plainText(text, 500)}`.trim()).toBe(plainText(`< ${text}`, 502));
    }),
    RUNS,
  );
});

test("signatures of titles: of ASCII and of any", () => {
  const title = several(
    fc.oneof(parts(" ", "-", "'", "The", "ferry", "A1", "2026", ", ", "U.S."), fc.string({ maxLength: 6 })),
    10,
  );
  fc.assert(
    // A dash is in no word.
    fc.property(title, (text) => {
      expect(titleSignature(text)).toBe(titleSignature(`${text} \u2014`));
    }),
    RUNS,
  );
});

test("web addresses: joined and parsed", () => {
  const path = fc
    .tuple(
      several(parts("a", "b.c", "-", "_x", "..", ".", "d%20e", "f;g", "(h)", "i:j", "", "@k"), 5, "/"),
      parts("", "/", "?q=1", "?a[]=1", "#f", "?x#y", "?/"),
    )
    .map(([all, end]) => `/${all}${end}`);
  const base = fc
    .tuple(
      parts("http", "https"),
      parts(
        "a.example",
        "a.example:8080",
        "A.example",
        "a.example:80",
        "ä.example",
        "127.0.0.1",
        "1.2",
        "0x7f.1",
        "xn--a",
        "xn--a.example",
        "a..example",
        "a.example:08080",
        "a.example:99999",
      ),
      parts("", "/", "/x/y", "?q", "/x#f"),
    )
    .map(([scheme, host, end]) => `${scheme}://${host}${end}`);
  fc.assert(
    fc.property(path, base, (written, from) => {
      expect(resolveAddress(written, from)).toBe(URL.parse(written.trim(), from)?.href ?? written.trim());
    }),
    RUNS,
  );
});

test("encodings: of usual and of any wishes", () => {
  const wish = parts(
    "gzip, deflate, br, zstd",
    "gzip, deflate, br",
    "gzip, deflate",
    "gzip, deflate, zstd",
    "gzip",
    "*/*",
  );
  const there = fc.subarray<Encoding>(["br", "gzip", "identity"]);
  fc.assert(
    fc.property(wish, there, (header, available) => {
      // What nobody has is refused.
      expect(negotiateEncoding(header, available)).toBe(
        negotiateEncoding(`${header}, x-none;q=0`, available),
      );
    }),
    RUNS,
  );
});

test("header fields: as they were parsed and from their bytes", () => {
  const name = parts(
    "Content-Type",
    "etag",
    "Link",
    "X-A",
    "x-a",
    "Retry-After",
    "Set-Cookie",
    "LOCATION",
    "Cache-Control",
  );
  const value = fc.oneof(
    fc.string({ maxLength: 12 }).map((text) => text.replace(/[^ -~]/g, "")),
    parts("", "a, b", '"1"'),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(name, value), { maxLength: 8 }), (fields) => {
      const raw = fields.flatMap(([key, text]) => [Buffer.from(key), Buffer.from(text)]);
      const marked = [...raw, Buffer.from("x-mark"), Buffer.from("\u00e9", "latin1")];
      // One byte beyond ASCII, and all are read from their bytes.
      const { "x-mark": _, ...thorough } = readHeaders(util.parseHeaders(marked), marked);
      expect({ ...readHeaders(util.parseHeaders(raw), raw) }).toEqual(thorough);
    }),
    RUNS,
  );
});
