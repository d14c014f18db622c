// CPU a page, all in one run: ours against Readability on jsdom and on linkedom, defuddle and article-extractor.
//   node --import tsx test/bench/extract.ts [DIR of .html or .html.gz files] [--json]
// Without a folder the pages are invented ones of the size of a real page.
import { readdirSync, readFileSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { gunzipSync } from "node:zlib";
import { extractFromHtml } from "@extractus/article-extractor";
import { Readability } from "@mozilla/readability";
import { Defuddle } from "defuddle/node";
// @ts-expect-error: jsdom comes without types
import { JSDOM, VirtualConsole } from "jsdom";
import { parseHTML } from "linkedom";
import { createExtractor } from "../../src/lead/extract/create-extractor.ts";
import { extractPage } from "../../src/lead/extract/extract-page.ts";
import { inventPage } from "../support/invent-page.ts";

const [dir] = process.argv.slice(2).filter((arg) => !arg.startsWith("--"));
const URL_OF_PAGE = "https://outlet.example/2026/11/22/story";
const pages = dir ? readPages(dir) : Array.from({ length: 20 }, (_, i) => Buffer.from(inventPage(i, 120)));
const texts = pages.map((page) => page.toString("utf8"));

type Reader = (text: string, index: number) => unknown;
const silent = new VirtualConsole();
type Page = ConstructorParameters<typeof Readability>[0];
const readers: Record<string, Reader> = {
  "readability + linkedom": (text) => new Readability(parseHTML(text).document as unknown as Page).parse(),
  lede: (_text, index) => extractPage({ bytes: pages[index] as Uint8Array, url: URL_OF_PAGE }),
  "readability + jsdom": (text) => {
    const dom = new JSDOM(text, { url: URL_OF_PAGE, virtualConsole: silent });
    new Readability(dom.window.document).parse();
    dom.window.close();
  },
  defuddle: (text) =>
    Defuddle(parseHTML(text).document as unknown as Parameters<typeof Defuddle>[0], URL_OF_PAGE),
  "article-extractor": (text) => extractFromHtml(text, URL_OF_PAGE),
};

// First, before the others leave their garbage on the main heap: no process of Lede's holds a jsdom.
const blocked = await eventLoopDelay();
const ms: Record<string, number> = {};
for (const [name, read] of Object.entries(readers)) ms[name] = await cpuOf(name, read);
const base = ms["readability + linkedom"] ?? 1;
for (const [name, value] of Object.entries(ms))
  console.log(
    `${name.padEnd(24)} ${value.toFixed(1).padStart(7)} ms CPU a page  ${(value / base).toFixed(2)}x`,
  );
console.log(`main event loop while threads extract: blocked at most ${blocked.toFixed(1)} ms`);
if (process.argv.includes("--json")) console.log(JSON.stringify({ pages: pages.length, ms, blocked }));

function readPages(folder: string): Buffer[] {
  return readdirSync(folder)
    .filter((file) => /\.html(?:\.gz)?$/.test(file))
    .sort()
    .slice(0, 24)
    .map((file) => readFileSync(`${folder}/${file}`))
    .map((bytes) => (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes));
}

/** Mean CPU, ms; the first five pages warm the compiler up. What a reader throws on counts as read. */
async function cpuOf(name: string, read: Reader): Promise<number> {
  const log = console.log;
  console.log = () => {};
  const one = async (index: number) => {
    try {
      await read(texts[index] ?? "", index);
    } catch {
      // some of the peers throw on some pages
    }
  };
  for (let i = 0; i < Math.min(5, pages.length); i++) await one(i);
  const before = process.cpuUsage();
  const rounds = name === "lede" || name.includes("linkedom") ? 3 : 1;
  for (let round = 0; round < rounds; round++) for (let i = 0; i < pages.length; i++) await one(i);
  const { user, system } = process.cpuUsage(before);
  console.log = log;
  return (user + system) / 1000 / pages.length / rounds;
}

async function eventLoopDelay(): Promise<number> {
  const extractor = createExtractor({ threads: 1 });
  await extractor.extract({ bytes: pages[0] as Uint8Array, url: URL_OF_PAGE });
  await new Promise((resolve) => setTimeout(resolve, 200));
  const monitor = monitorEventLoopDelay({ resolution: 1 });
  monitor.enable();
  for (const bytes of pages) await extractor.extract({ bytes, url: URL_OF_PAGE });
  monitor.disable();
  await extractor.close();
  return monitor.max / 1e6 - 1;
}
