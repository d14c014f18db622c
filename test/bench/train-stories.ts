// Makes `src/cluster/weights.json` and `src/cluster/term-frequencies.json` from labelled headlines.
// usage: npm run train:stories -- DIR
// DIR holds allsides_undated.jsonl, allsides_dated.jsonl and wikinews.jsonl, or files of one's own of these names; a
// line is { id, lang, ts (unix seconds or null), title, summary?, source?, url?, cluster }. Recorded wires in DIR or in
// DIR/../wires are learned from too: NAME.jsonl of { id, lang, publishedAt, title, source, summary?, url? } with
// NAME.labels.jsonl of { n (line from 0), event, topic }.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { PairWeights, TreeNode } from "../../src/cluster/pair-model.ts";
import { materialOf } from "./cross-validate.ts";
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
  return trees.map((tree) => `    ${JSON.stringify(decided(tree))}`).join(",\n");
}

/** Without questions whose answers come to the same once they are rounded. */
function decided(tree: TreeNode): TreeNode {
  if (typeof tree === "number") return tree;
  const [feature, atMost, then, otherwise] = tree;
  const [yes, no] = [decided(then), decided(otherwise)];
  return typeof yes === "number" && yes === no ? yes : [feature, atMost, yes, no];
}

const { wires, lessons } = materialOf(dir);
const counts = countTerms([loadSet(dir, "allsides_undated").rows, ...wires.map(({ rows }) => rows)]);
const languages = Object.entries(counts).map(([language, { documents, terms }]) => {
  console.log(
    `term-frequencies.json: ${language}, ${Object.keys(terms).length} terms of ${documents} documents`,
  );
  return `${JSON.stringify(language)}:${JSON.stringify({ documents, terms })}`; // a line: the package carries it
});
writeFileSync(place("term-frequencies.json"), `{\n${languages.join(",\n")}\n}\n`);
for (const { name, pairs } of [...lessons.within, ...lessons.across])
  console.log(
    `${name}: ${pairs.count} pairs, ${pairs.same.reduce((sum, same) => sum + same, 0)} of one story`,
  );
const weights = fitWeights(lessons, FIT);
writeFileSync(place("weights.json"), pretty(weights));
console.log(`weights.json: ${weights.trees.length} trees`);
