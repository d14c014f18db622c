// What each rule of pruning and trimming gains on pages whose text is known, and on how many sites; then with the sites left
// out by turns: the rules that gain on all other sites are used on each tenth of the sites.
//   node --import tsx test/bench/extract-rules.ts DIR...   (folders with segments-truth.json: {url, file, with, without})
import { readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { extractPage } from "../../src/extract/extract-page.ts";
import { FURNITURE_RULES } from "../../src/extract/prune.ts";
import { AT_HEAD, AT_TAIL, BETWEEN } from "../../src/extract/trim.ts";
import { domainOf } from "../../src/fetch/registrable-domain.ts";

interface Page {
  readonly bytes: Uint8Array;
  readonly url: string;
  readonly site: string;
  readonly wanted: readonly string[];
  readonly unwanted: readonly string[];
}
interface Counts {
  readonly hit: number;
  readonly missed: number;
  readonly leaked: number;
}

const plain = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

function readPages(dir: string): Page[] {
  const truths = JSON.parse(readFileSync(path.join(dir, "segments-truth.json"), "utf8")) as {
    url: string;
    file: string;
    with?: string[];
    without?: string[];
  }[];
  return truths.map((truth) => {
    const file = readFileSync(path.join(dir, truth.file));
    return {
      bytes: truth.file.endsWith(".gz") ? gunzipSync(file) : file,
      url: truth.url,
      site: URL.canParse(truth.url) ? domainOf(truth.url) : truth.url,
      wanted: (truth.with ?? []).map(plain),
      unwanted: (truth.without ?? []).map(plain),
    };
  });
}

function measure(page: Page): Counts {
  const text = plain(extractPage({ bytes: page.bytes, url: page.url }).text ?? "");
  const hit = page.wanted.filter((wanted) => text.includes(wanted)).length;
  const leaked = page.unwanted.filter((unwanted) => text.includes(unwanted)).length;
  return { hit, missed: page.wanted.length - hit, leaked };
}

function f1(counts: readonly Counts[]): number {
  const sum = (read: (c: Counts) => number) => counts.reduce((total, c) => total + read(c), 0);
  const [hit, missed, leaked] = [sum((c) => c.hit), sum((c) => c.missed), sum((c) => c.leaked)];
  return (2 * hit) / (2 * hit + missed + leaked || 1);
}

/** Runs without one rule, which is put back where it stood. */
function without(rules: Record<string, unknown>, name: string, pages: readonly Page[]): Counts[] {
  const all = { ...rules };
  delete rules[name];
  const counts = pages.map(measure);
  for (const key of Object.keys(rules)) delete rules[key];
  Object.assign(rules, all);
  return counts;
}

const FOLDS = 10;
const foldOf = (site: string): number =>
  [...site].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) % 9973, 7) % FOLDS;
const signed = (value: number): string => `${value < 0 ? "" : "+"}${value.toFixed(4)}`;

const pages = process.argv.slice(2).flatMap(readPages);
const base = pages.map(measure);
console.log(
  `${pages.length} pages, ${new Set(pages.map((p) => p.site)).size} sites, all rules: F1 ${f1(base).toFixed(4)}`,
);
const pick = (counts: readonly Counts[], fold: number, inside: boolean) =>
  counts.filter((_, i) => (foldOf(pages[i]?.site ?? "") === fold) === inside);
for (const [where, rules] of Object.entries({
  prune: FURNITURE_RULES,
  between: BETWEEN,
  head: AT_HEAD,
  tail: AT_TAIL,
}))
  for (const name of Object.keys(rules)) {
    const bare = without(rules, name, pages);
    const changed = new Set(
      pages.flatMap((p, i) => (JSON.stringify(bare[i]) === JSON.stringify(base[i]) ? [] : [p.site])),
    );
    const folds = Array.from(
      { length: FOLDS },
      (_, fold) => f1(pick(base, fold, false)) - f1(pick(bare, fold, false)),
    );
    const chosen = folds.flatMap((gain, fold) => pick(gain >= 0 ? base : bare, fold, true));
    console.log(
      `${`${where} ${name}`.padEnd(26)} gains ${signed(f1(base) - f1(bare))}, on ${changed.size} sites; sites left out: ` +
        `${signed(Math.min(...folds))} to ${signed(Math.max(...folds))}, F1 of the left out ${f1(chosen).toFixed(4)}`,
    );
  }
