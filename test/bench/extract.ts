// CPU a page, all in one run: ours against Readability on jsdom and on linkedom, defuddle and article-extractor; and how
// long the main thread is kept from its event loop while another thread reads pages.
//   node --import tsx test/bench/extract.ts [DIR of .html or .html.gz files] [--json]
// Without a folder the pages are invented ones of the size of a real page.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { extractFromHtml } from "@extractus/article-extractor";
import { Readability } from "@mozilla/readability";
import { Defuddle } from "defuddle/node";
// @ts-expect-error: jsdom comes without types
import { JSDOM, VirtualConsole } from "jsdom";
import { parseHTML } from "linkedom";
import { extractPage } from "../../src/extract/extract-page.ts";
import { pagesFor, URL_OF_PAGE } from "./support/bench-pages.ts";

const [dir] = process.argv.slice(2).filter((arg) => !arg.startsWith("--"));
const pages = pagesFor(dir);
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

const ms: Record<string, number> = {};
for (const [name, read] of Object.entries(readers)) ms[name] = await cpuOf(name, read);
const base = ms["readability + linkedom"] ?? 1;
for (const [name, value] of Object.entries(ms))
  console.log(
    `${name.padEnd(24)} ${value.toFixed(1).padStart(7)} ms CPU a page  ${(value / base).toFixed(2)}x`,
  );
const mainThread = turnsOfMainThread();
const clocked = mainThread.passed.map((longest) => longest.toFixed(1)).join(", ");
console.log(
  `main thread while another reads pages: computes at most ${mainThread.computed.toFixed(1)} ms in one turn of its event loop; ` +
    `longest turn by the clock, waiting for a processor included, in ${mainThread.passed.length} rounds: ${clocked} ms`,
);
if (process.argv.includes("--json")) console.log(JSON.stringify({ pages: pages.length, ms, mainThread }));

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

/** In a process of its own, which holds what Lede's holds and none of the peers. */
function turnsOfMainThread(): { computed: number; passed: number[] } {
  const script = path.join(import.meta.dirname, "extract-turns.ts");
  const { stdout } = spawnSync(process.execPath, ["--import", "tsx", script, ...(dir ? [dir] : [])], {
    encoding: "utf8",
  });
  return JSON.parse(stdout);
}
