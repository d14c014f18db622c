import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { Pace, readXml } from "../../../src/parse/read-xml.ts";
import { Scanner, type ScanSink, scan } from "../../../src/parse/xml/scan.ts";
import { randomFrom } from "./mutate.ts";

const FIXTURES = path.resolve(import.meta.dirname, "../../fixtures/parse");
const fixtures = readdirSync(FIXTURES)
  .filter((name) => name.endsWith(".xml"))
  .map((name) => ({ name, text: readFileSync(path.join(FIXTURES, name), "latin1") }));

const awkward = [
  { name: "a comment that never ends", text: "<a>1<!-- b <c>2</c>" },
  { name: "a section that never ends", text: "<a><![CDATA[ b ]] > <c>" },
  { name: "a quote that never ends", text: `<a b="c><d>1</d></item><e f='g'>` },
  { name: "a quote that ends after the item", text: '<item><a b="c>1</item><item><d e="f">2</item>' },
  { name: "a tag that never ends", text: "<a><b c=d e" },
  { name: "tags that run into each other", text: "<a <b c=1 <d/></a </b" },
  { name: "instructions", text: "<?x y?><?z <a?><?w ><b/><?" },
  { name: "document types", text: '<!DOCTYPE a [<!ENTITY b "c">]><!DOCTYPE d><!DOCTYPE [ <a>' },
  { name: "text without markup", text: "1 < 2 & 3 > 2 <" },
  { name: "the beginnings of things", text: "<a><![CDATA[]]><![CDAT<!-<!--><!-->" },
];

/** What a scan reports, one line for each call. */
function lines(run: (sink: ScanSink) => void): string[] {
  const found: string[] = [];
  run({
    done: false,
    text: (text, from, to) => found.push(`text ${text.slice(from, to)}`),
    cdata: (inside) => found.push(`cdata ${inside}`),
    open: (text, name, { at, count }, selfClosing) => {
      const values = at.slice(0, count).map((from, n) => (n % 2 === 0 ? text.slice(from, at[n + 1]) : "="));
      found.push(`open ${name} ${values.join(" ")} ${selfClosing}`);
    },
    close: (text, from, to) => found.push(`close ${text.slice(from, to)}`),
    doctype: (inside) => found.push(`doctype ${inside}`),
  });
  return found;
}

function inPieces(text: string, cuts: readonly number[]): string[] {
  return lines((sink) => {
    const scanner = new Scanner(sink);
    const edges = [0, ...cuts, text.length];
    for (let n = 1; n < edges.length; n++) {
      scanner.write(text.slice(edges[n - 1], edges[n]), n === edges.length - 1);
      while (scanner.step());
    }
  });
}

describe("a text in pieces is read as the whole is", () => {
  test.each([...fixtures, ...awkward])("$name, cut in two anywhere", ({ text }) => {
    const whole = lines((sink) => scan(text, sink));
    expect(whole.length).toBeGreaterThan(0);
    for (let cut = 1; cut < text.length; cut += 1 + Math.floor(text.length / 400))
      expect(inPieces(text, [cut])).toEqual(whole);
  });

  test.each([...fixtures, ...awkward])("$name, cut many times", ({ text }) => {
    const random = randomFrom(7);
    const whole = lines((sink) => scan(text, sink));
    for (let run = 0; run < 20; run++) {
      const cuts = Array.from({ length: 12 }, () => Math.floor(random() * text.length));
      const sorted = cuts.sort((a, b) => a - b);
      expect(inPieces(text, sorted)).toEqual(whole);
    }
  });

  test("longer than a step, in one piece", () => {
    const text = `<a>${"<b c='d'>e</b>".repeat(20_000)}</a>`;
    expect(inPieces(text, [])).toEqual(lines((sink) => scan(text, sink)));
  });
});

test("a document that is not read by its deadline is given up", async () => {
  const pieces = ["<rss><channel><item><title>a</title></item>", "<item/></channel></rss>"];
  expect(await readXml(pieces.values(), undefined, new Pace(0))).toBe("overdue");
  expect(await readXml(pieces.values(), undefined, new Pace())).toMatchObject({
    entries: [{ title: "a" }, {}],
  });
});
