// How well headlines are grouped into stories, beside what other programs do, in one run.
// usage: npm run eval:stories -- DIR [--quick] [--wires | --sets] [--languages] [--ablate] [--front-page FILE]
// DIR holds labelled `.jsonl` files (see train-stories.ts). Everything that is trained is cross-validated: of the sets, five
// folds of stories, each scored with weights that were fitted without it; of the wires, each with weights and word counts
// that saw nothing of it (`--languages`: nor of any wire in its language).
import { readFileSync } from "node:fs";
import { createGrouper } from "../../src/cluster/create-grouper.ts";
import { FEATURES } from "../../src/cluster/pair-features.ts";
import type { PairWeights } from "../../src/cluster/pair-model.ts";
import { canonicalUrl } from "../../src/dedupe/canonical-url.ts";
import {
  crossValidate,
  groupRows,
  type Material,
  materialOf,
  priorWithout,
  weightsByFold,
  weightsWithout,
} from "./cross-validate.ts";
import { FIT, fitAcross, fitWeights, type Lesson } from "./fit-weights.ts";
import { inTongues } from "./made-up-tongues.ts";
import { type PartitionScore, partitionScore } from "./partition-score.ts";
import { BASELINES, tfIdfWithin } from "./story-baselines.ts";
import { createRandom, loadSet, type Row, type StorySet } from "./story-sets.ts";
import { addScores, scoreWire, tellScore, type WireScore } from "./wire-score.ts";
import type { Wire } from "./wire-sets.ts";

const dir = process.argv[2];
if (!dir || dir.startsWith("-")) {
  console.error(
    "usage: npm run eval:stories -- DIR [--quick] [--wires | --sets] [--languages] [--ablate] [--front-page FILE]",
  );
  process.exit(2);
}
const has = (flag: string) => process.argv.includes(flag);

function show(name: string, { precision, recall, f1, b3 }: PartitionScore): void {
  const three = (value: number) => value.toFixed(3);
  console.log(
    `  ${name.padEnd(34)} pair P ${three(precision)} R ${three(recall)} F1 ${three(f1)}   B3 P ${three(b3.precision)} R ${three(b3.recall)} F1 ${three(b3.f1)}`,
  );
}

const gold = (set: StorySet) => set.rows.map((row) => row.cluster);

function againstOthers(sets: readonly StorySet[], weights: readonly PairWeights[]): void {
  for (const set of sets) {
    console.log(`\n${set.name}: ${set.rows.length} items, ${new Set(gold(set)).size} stories`);
    for (const [name, group] of Object.entries(BASELINES))
      show(name, partitionScore(gold(set), group(set.rows)));
    show("Lede, cross-validated", crossValidate(set, weights));
    show("Lede, as shipped", partitionScore(gold(set), groupRows(set.rows, undefined)));
  }
}

/** The same rows told otherwise: what may change in the world and should not change the stories much. */
const TROUBLES: Readonly<Record<string, (rows: readonly Row[]) => readonly Row[]>> = {
  "in random order": (rows) => shuffled(rows, 3),
  "10 % of titles edited": (rows) => edited(rows, 5),
  "titles alone": (rows) => rows.map((row) => ({ ...row, summary: "" })),
  "without languages": (rows) => rows.map((row) => ({ ...row, lang: "" })),
};

function troubles(set: StorySet, weights: readonly PairWeights[]): void {
  console.log(`\n${set.name}, in trouble (cross-validated)`);
  for (const [name, change] of Object.entries(TROUBLES))
    show(name, crossValidate({ ...set, rows: change(set.rows) }, weights));
  show("in four tongues, three made up", crossValidate(inTongues(set), weights));
}

/** What is learned of one kind of news, tried on another: each set with weights that saw none of its rows. */
function strangers(sets: readonly StorySet[], { lessons }: Material): void {
  console.log("\nwith weights that saw nothing of the set");
  for (const set of sets) {
    const family = set.name === "wikinews" ? /wikinews/ : /dated/;
    const isOther = ({ name }: Lesson) => !family.test(name);
    const others = fitWeights(
      { within: lessons.within.filter(isOther), across: lessons.across.filter(isOther) },
      FIT,
    );
    show(set.name, partitionScore(gold(set), groupRows(set.rows, others)));
  }
}

/** Each wire with weights and word counts that saw nothing of it, beside a tf-idf single pass at two likenesses. */
function wiresByTurns(material: Material, english: readonly Row[]): void {
  const { wires, lessons } = material;
  const across = fitAcross(lessons.across, FIT);
  const languageOf = ({ rows }: Wire) => rows[0]?.lang;
  const isOut = (wire: Wire) => (other: Wire) =>
    has("--languages") ? languageOf(other) === languageOf(wire) : other.name === wire.name;
  const ways: Record<string, (wire: Wire) => readonly string[]> = {
    "tf-idf, single pass, .25": ({ rows }) => tfIdfWithin(rows, 0.25),
    "tf-idf, single pass, .35": ({ rows }) => tfIdfWithin(rows, 0.35),
    "Lede, as shipped": ({ rows }) => groupRows(rows, undefined),
    "Lede, left out": (wire) => {
      const out = wires.filter(isOut(wire)).map(({ name }) => name);
      const prior = priorWithout(wires, english, isOut(wire));
      return groupRows(wire.rows, weightsWithout(material, out, FIT, across), { prior });
    },
  };
  for (const [way, group] of Object.entries(ways)) {
    console.log(`\nwires: ${way}`);
    const scores = new Map<string, WireScore>(wires.map((wire) => [wire.name, scoreWire(wire, group(wire))]));
    for (const [name, score] of scores) console.log(tellScore(name, score));
    console.log(tellScore("all", addScores([...scores.values()])));
    const others = [...scores].filter(([name]) => !name.includes("finance")).map(([, score]) => score);
    console.log(tellScore("all but finance", addScores(others)));
  }
}

function shuffled(rows: readonly Row[], seed: number): readonly Row[] {
  const random = createRandom(seed);
  return rows
    .map((row) => ({ row, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ row }) => row);
}

/** Every tenth title loses a word and has two swapped. */
function edited(rows: readonly Row[], seed: number): readonly Row[] {
  const random = createRandom(seed);
  return rows.map((row) => {
    if (random() > 0.1) return row;
    const words = row.title.split(" ");
    words.splice(Math.floor(random() * words.length), 1);
    const at = Math.floor(random() * Math.max(1, words.length - 1));
    words.splice(at, 2, ...words.slice(at, at + 2).reverse());
    return { ...row, title: words.join(" ") };
  });
}

/** Families of features, left out of training one at a time. */
const FAMILIES: Readonly<Record<string, (name: string) => boolean>> = {
  "titles alone": (name) => /^(?:cosTitle|titleIn|sharedTitle)/.test(name),
  "text of summaries": (name) => /^(?:cosAll|sharedTerms|jaccard)/.test(name),
  "rarest shared terms": (name) => /[rR]arest|sharedWeight/.test(name),
  names: (name) => /[eE]ntit|[nN]ames/.test(name),
  numbers: (name) => name.endsWith("Numbers"),
  countries: (name) => name.endsWith("Countries"),
  dates: (name) => name === "hoursApart" || name === "undated",
  "what is not explained": (name) => name.startsWith("unexplained"),
  outlets: (name) => name === "sameOutlet" || name === "ownForms",
  letters: (name) => name === "letters",
};

function ablation(sets: readonly StorySet[], material: Material): void {
  for (const [name, belongs] of Object.entries(FAMILIES)) {
    const without = FEATURES.filter(belongs);
    const keep = (all: Readonly<Record<string, number>>) =>
      Object.fromEntries(Object.entries(all).filter(([feature]) => !belongs(feature)));
    const weights = weightsByFold(material, { ...FIT, without, given: keep(FIT.given) });
    console.log(`\nwithout ${name}: ${without.join(", ")}`);
    for (const set of sets) show(set.name, crossValidate(set, weights));
  }
}

function addresses(folder: string): void {
  const read = (name: string) =>
    readFileSync(`${folder}/${name}.jsonl`, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, string>);
  const distinct = read("feed_urls_distinct").map(({ url = "" }) => canonicalUrl(url));
  const keyed = distinct.filter((key) => key !== undefined);
  const pairs = read("feed_url_alias_pairs");
  const hits = pairs.filter(({ b = "" }) => canonicalUrl(b) !== undefined).length;
  console.log(
    `\naddresses: ${keyed.length - new Set(keyed).size} false merges of ${distinct.length} different items`,
  );
  console.log(`aliases: ${hits} of ${pairs.length} second addresses hit once both keys are registered`);
}

function frontPage(file: string): void {
  const lines = readFileSync(file, "utf8")
    .split("\n")
    .map((line) => line.trim());
  const titles = lines.filter((line) => line !== "" && line.length < 160).slice(-17);
  const random = createRandom(9);
  const counts = new Map<string, number>();
  for (let order = 0; order < 300; order++) {
    const rows = titles
      .map((title, n) => ({ title, id: String(n), at: random() }))
      .sort((a, b) => a.at - b.at)
      .map(({ title, id }) => ({ id, title, lang: "en", ts: null, cluster: id }));
    const grouper = createGrouper({ window: 72 * 3_600_000 });
    for (const row of rows) grouper.add({ id: row.id, title: row.title, lang: row.lang });
    const stories = new Map<string, string[]>();
    for (const { id } of rows) {
      const story = grouper.storyOf(id) ?? "";
      stories.set(story, [...(stories.get(story) ?? []), id]);
    }
    const together = [...stories.values()].filter((ids) => ids.length > 1).map((ids) => ids.sort().join("+"));
    const found = `${stories.size} stories, together: ${together.sort().join(" ")}`;
    counts.set(found, (counts.get(found) ?? 0) + 1);
  }
  console.log("\nfront page, 300 arrival orders:");
  for (const [found, times] of counts) console.log(`  ${times} x ${found}`);
}

const material = materialOf(dir);
const page = process.argv.indexOf("--front-page");
if (page > 0) frontPage(process.argv[page + 1] ?? "");
if (!has("--sets")) wiresByTurns(material, loadSet(dir, "allsides_undated").rows);
if (!has("--wires")) {
  const sets = ["allsides_dated", "wikinews"].map((name) => loadSet(dir, name));
  const rest = has("--quick") ? [] : ["allsides_undated", "uci_slice"].map((name) => loadSet(dir, name));
  const weights = weightsByFold(material, FIT);
  againstOthers([...sets, ...rest], weights);
  if (!has("--quick")) {
    for (const set of sets) troubles(set, weights);
    strangers(sets, material);
  }
  if (has("--ablate")) ablation(sets, material);
  addresses(dir);
}
