// How well headlines are grouped into stories, beside what other programs do, in one run.
// usage: npm run eval:stories -- DIR [--quick] [--ablate] [--front-page FILE]
// DIR holds labelled `.jsonl` files (see train-stories.ts). Everything that is trained is cross-validated: five folds of
// stories, each scored with weights that were fitted without it.
import { readFileSync } from "node:fs";
import { createGrouper } from "../../src/cluster/create-grouper.ts";
import { FEATURES } from "../../src/cluster/pair-features.ts";
import type { PairWeights } from "../../src/cluster/pair-model.ts";
import { canonicalUrl } from "../../src/dedupe/canonical-url.ts";
import { crossValidate, groupRows, lessonsOf, weightsByFold } from "./cross-validate.ts";
import { FIT, fitWeights, type Lesson, type Lessons } from "./fit-weights.ts";
import { inTongues } from "./made-up-tongues.ts";
import { type PartitionScore, partitionScore } from "./partition-score.ts";
import { BASELINES } from "./story-baselines.ts";
import { createRandom, loadSet, type Row, type StorySet } from "./story-sets.ts";

const dir = process.argv[2];
if (!dir || dir.startsWith("-")) {
  console.error("usage: npm run eval:stories -- DIR [--quick] [--ablate] [--front-page FILE]");
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
    show("Lede, as shipped", partitionScore(gold(set), groupRows(set, undefined)));
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
function strangers(sets: readonly StorySet[], { within, across }: Lessons): void {
  console.log("\nwith weights that saw nothing of the set");
  for (const set of sets) {
    const isOther = ({ name }: Lesson) => name.includes("wikinews") !== (set.name === "wikinews");
    const others = fitWeights(
      { within: within.filter(isOther), across: across.filter(isOther) },
      undefined,
      FIT,
    );
    show(set.name, partitionScore(gold(set), groupRows(set, others)));
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
  "text of summaries": (name) => /^(?:cosAll|cosLead|sharedTerms|jaccard)/.test(name),
  "rarest shared terms": (name) => /[rR]arest|sharedWeight/.test(name),
  names: (name) => /[eE]ntit/.test(name),
  numbers: (name) => name.endsWith("Numbers"),
  countries: (name) => name.endsWith("Countries"),
  dates: (name) => name === "hoursApart" || name === "undated",
  "the crowd": (name) => name === "crowd",
};

function ablation(sets: readonly StorySet[], lessons: Lessons): void {
  for (const [name, belongs] of Object.entries(FAMILIES)) {
    const without = FEATURES.filter(belongs);
    const keep = (all: Readonly<Record<string, number>>) =>
      Object.fromEntries(Object.entries(all).filter(([feature]) => !belongs(feature)));
    const options = { ...FIT, without, given: keep(FIT.given), caution: keep(FIT.caution) };
    const weights = weightsByFold(lessons, options);
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

const sets = ["allsides_dated", "wikinews"].map((name) => loadSet(dir, name));
const rest = has("--quick") ? [] : ["allsides_undated", "uci_slice"].map((name) => loadSet(dir, name));
const lessons = lessonsOf(dir, FIT.priorDocuments);
const weights = weightsByFold(lessons, FIT);
againstOthers([...sets, ...rest], weights);
for (const set of sets) troubles(set, weights);
strangers(sets, lessons);
if (has("--ablate")) ablation(sets, lessons);
addresses(dir);
const page = process.argv.indexOf("--front-page");
if (page > 0) frontPage(process.argv[page + 1] ?? "");
