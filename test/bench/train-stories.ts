// Makes `src/cluster/weights.json` and `src/cluster/term-frequencies.json` from labelled headlines.
// usage: npm run train:stories -- DIR
// DIR holds allsides_undated.jsonl, allsides_dated.jsonl and wikinews.jsonl, or files of one's own of these names; a
// line is { id, lang, ts (unix seconds or null), title, summary?, source?, url?, cluster }.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { PairWeights, TreeNode } from "../../src/cluster/pair-model.ts";
import { lessonsOf } from "./cross-validate.ts";
import { FIT, fitWeights } from "./fit-weights.ts";
import { loadSet } from "./story-sets.ts";
import { countTerms } from "./term-counts.ts";

const dir = process.argv[2];
if (!dir) {
  console.error("usage: npm run train:stories -- DIR");
  process.exit(2);
}

const place = (name: string) => fileURLToPath(new URL(`../../src/cluster/${name}`, import.meta.url));

/** One term, one tree a line: a change can be read. */
function pretty(weights: PairWeights): string {
  const { trees, across, ...rest } = weights;
  const head = JSON.stringify(rest, null, 2).slice(0, -2);
  const sum = `"across": {"bias": ${across.bias}, "linear": ${JSON.stringify(across.linear)}, "trees": [`;
  return `${head},\n  "trees": [\n${lined(trees)}\n  ],\n  ${sum}\n${lined(across.trees)}\n  ]}\n}\n`;
}

function lined(trees: readonly TreeNode[]): string {
  return trees.map((tree) => `    ${JSON.stringify(tree)}`).join(",\n");
}

const counts = countTerms(loadSet(dir, "allsides_undated"));
const lines = Object.entries(counts.terms).map(([term, count]) => `    ${JSON.stringify(term)}: ${count}`);
writeFileSync(
  place("term-frequencies.json"),
  `{\n  "documents": ${counts.documents},\n  "terms": {\n${lines.join(",\n")}\n  }\n}\n`,
);
console.log(`term-frequencies.json: ${lines.length} terms of ${counts.documents} documents`);

const lessons = lessonsOf(dir, FIT.priorDocuments);
for (const { name, pairs } of [...lessons.within, ...lessons.across])
  console.log(
    `${name}: ${pairs.count} pairs, ${pairs.same.reduce((sum, same) => sum + same, 0)} of one story`,
  );
const weights = fitWeights(lessons, undefined, FIT);
writeFileSync(place("weights.json"), pretty(weights));
console.log(`weights.json: ${weights.trees.length} trees`);
