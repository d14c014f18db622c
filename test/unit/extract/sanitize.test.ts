import { existsSync } from "node:fs";
import { Parser } from "htmlparser2";
import { chromium } from "playwright-core";
import { expect, test } from "vitest";
import { cleanFeedHtml } from "../../../src/extract/clean-html.ts";
import { createExtractor } from "../../../src/extract/create-extractor.ts";
import { MATH_ATTRIBUTES, MATH_TAGS } from "../../../src/extract/formulas.ts";
import { inventParagraph } from "../../support/invent-page.ts";
import { XSS_VECTORS } from "./xss-vectors.ts";

const BASE = "https://outlet.example/2026/story";
const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) =>
  existsSync(path),
);
const FLAGS =
  "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";
const ATTRIBUTES =
  /^(?:href|src|alt|title|width|height|hreflang|dir|lang|poster|controls|type|colspan|rowspan|scope|start|reversed|value|datetime|preload)$/;
const TAGS =
  /^(?:p|br|hr|h[2-6]|blockquote|pre|code|kbd|samp|var|em|strong|[abiusq]|del|ins|mark|small|su[bp]|abbr|cite|dfn|time|ul|ol|li|d[ltd]|figure|figcaption|img|table|caption|thead|tbody|tfoot|t[rhd]|div|video|audio|source|ruby|r[tp]|bd[io]|details|summary|wbr|address)$/;
const MATH = new Set(MATH_TAGS);

/**
 * The whole article of a page whose text has the vectors in it: the way of pages, not of feeds. Left out is what
 * speaks for the whole page: a `base` rightly decides where its pictures are.
 */
async function extractedVectors(): Promise<string> {
  const text = XSS_VECTORS.filter(
    (vector) => vector.length < 500 && !/<(?:plaintext|script|style|title|base|!--|!\[)/i.test(vector),
  )
    .map((vector, i) => `<p>${inventParagraph(i)} ${vector}</p>`)
    .join("\n");
  const extractor = createExtractor();
  const page = `<!doctype html><title>A story</title><article><h1>A story</h1>${text}</article>`;
  const extraction = await extractor.extract({ bytes: Buffer.from(page), url: BASE });
  await extractor.close();
  return extraction.kind === "text" ? extraction.html : extraction.message;
}

function tagsAndAttributes(html: string): { tags: string[]; attributes: [string, string][] } {
  const [tags, attributes]: [string[], [string, string][]] = [[], []];
  const parser = new Parser({
    onopentag: (name, attribs) => {
      tags.push(name);
      attributes.push(...Object.entries(attribs));
    },
  });
  parser.end(html);
  return { tags, attributes };
}

test("the collection is large enough and has no vector twice", () => {
  expect(new Set(XSS_VECTORS).size).toBe(XSS_VECTORS.length);
  expect(XSS_VECTORS.length).toBeGreaterThanOrEqual(150);
});

test.each(XSS_VECTORS.map((vector) => ({ name: vector.slice(0, 100), vector })))(
  "leaves only harmless elements and addresses of $name",
  ({ vector }) => {
    const { tags, attributes } = tagsAndAttributes(cleanFeedHtml(vector, BASE));
    expect(tags.filter((tag) => !TAGS.test(tag) && !MATH.has(tag))).toEqual([]);
    const allowed = (name: string) => ATTRIBUTES.test(name) || MATH_ATTRIBUTES.includes(name);
    expect(attributes.filter(([name]) => !allowed(name))).toEqual([]);
    const addresses = attributes.filter(([name]) => name === "href" || name === "src" || name === "poster");
    expect(addresses.filter(([, value]) => !/^(?:https?:\/\/[^@]+$|mailto:)/.test(value))).toEqual([]);
  },
);

test("a formula holds formulas and text, and no element of HTML", () => {
  for (const vector of XSS_VECTORS) {
    const outside: string[] = [];
    let depth = 0;
    const parser = new Parser({
      onopentag: (name) => {
        if (depth > 0 && !MATH.has(name)) outside.push(name);
        if (name === "math") depth++;
      },
      onclosetag: (name) => void (name === "math" && depth--),
    });
    parser.end(cleanFeedHtml(`<math><mrow>${vector}<mi>x</mi></mrow></math>${vector}`, BASE));
    expect(outside).toEqual([]);
  }
});

test("cleaning what is clean changes nothing", () => {
  for (const vector of XSS_VECTORS) {
    const once = cleanFeedHtml(vector, BASE);
    expect(cleanFeedHtml(once, BASE)).toBe(once);
  }
});

test.skipIf(!CHROMIUM)(
  "a browser that parses every answer anew runs nothing and asks no host that the text did not name",
  async () => {
    const cleaned = [...XSS_VECTORS.map((vector) => cleanFeedHtml(vector, BASE)), await extractedVectors()];
    const browser = await chromium.launch({
      executablePath: CHROMIUM as string,
      headless: true,
      args: FLAGS.split(" "),
    });
    try {
      const page = await browser.newPage();
      const hosts = new Set<string>();
      await page.route("**/*", (route) => {
        hosts.add(new URL(route.request().url()).hostname);
        return route.request().url() === "https://reader.invalid/"
          ? route.fulfill({ contentType: "text/html", body: "<!doctype html><body></body>" })
          : route.abort();
      });
      await page.goto("https://reader.invalid/");
      const ran = await page.evaluate(provoke, cleaned);
      expect(ran).toEqual([]);
      const named = new Set(
        [...XSS_VECTORS.join(" ").matchAll(/(?:https?:)?[\\/]{2}(?:[^@\s"'<>/]*@)?([\w.-]+)/g)].map(
          (match) => match[1] ?? "",
        ),
      );
      const allowed = new Set([...named, "outlet.example", "reader.invalid"]);
      expect([...hosts].filter((host) => !allowed.has(host))).toEqual([]);
      expect(hosts).not.toContain("evil.invalid");
    } finally {
      await browser.close();
    }
  },
  120_000,
);

if (!CHROMIUM)
  console.log("no Chromium on this machine: the answers of the sanitizer are not parsed anew by a browser");

/** Runs in the browser: shows every answer in three ways, does to it what a reader might, and tells which ran a script. */
async function provoke(answers: readonly string[]): Promise<number[]> {
  // biome-ignore lint/suspicious/noExplicitAny: this function runs in the browser, whose types are not loaded
  const window = globalThis as any;
  const { document } = window;
  const ran: number[] = [];
  for (const [index, html] of answers.entries()) {
    window.ran = () => ran.push(index);
    document.body.innerHTML = html;
    const written = document.implementation.createHTMLDocument("");
    written.write(`<!doctype html><body>${html}</body>`);
    document.body.append(document.importNode(written.body, true));
    const frame = document.createElement("iframe");
    frame.srcdoc = `<script>window.ran=()=>parent.ran()</script><div>${html}</div>`;
    document.body.append(frame);
    for (const element of [...document.body.querySelectorAll("*")].slice(0, 3000)) {
      for (const type of ["mouseover", "focus", "pointerenter", "toggle", "animationstart", "wheel"])
        element.dispatchEvent(new window.Event(type));
      if (element.tagName === "A" && !/^https?:|^mailto:/.test(element.href) && element.hasAttribute("href"))
        ran.push(index);
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await new Promise((resolve) => setTimeout(resolve, 300));
  return ran;
}
