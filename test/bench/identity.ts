// Histories of misbehaving feeds, judged: lost, doubled, wrong, changed items by kind of mutation.
// usage: node --import tsx test/bench/identity.ts [HISTORIES] [--polls N] [--from SEED] [--only "MUTATION, MUTATION"]
import { MUTATIONS, type Mutation, stableEvidence, writeHistory } from "../conformance/identity/histories.ts";
import { judgeHistory, type Verdict } from "../conformance/identity/judge-history.ts";
import { startPrivateRedis } from "./support/private-redis.ts";
import { inTemporaryFolder } from "./support/temporary-folder.ts";

const option = (name: string) => {
  const at = process.argv.indexOf(`--${name}`);
  return at > 0 ? process.argv[at + 1] : undefined;
};
const histories = Number(process.argv[2] ?? 2000);
const polls = Number(option("polls") ?? 40);
const from = Number(option("from") ?? 0);
const only = option("only")?.split(", ") as readonly Mutation[] | undefined;

/** Every single mutation and every pair, by turns, that leaves some stable evidence. */
const singles: (readonly Mutation[])[] = [[], ...MUTATIONS.map((one) => [one])];
const pairs = MUTATIONS.flatMap((a, n) => MUTATIONS.slice(n + 1).map((b) => [a, b] as const));
const sets = only ? [only] : [...singles, ...pairs];

const ZERO: Verdict = { items: 0, lost: 0, doubled: 0, wrong: 0, changed: 0 };
const add = (a: Verdict, b: Verdict): Verdict => ({
  items: a.items + b.items,
  lost: a.lost + b.lost,
  doubled: a.doubled + b.doubled,
  wrong: a.wrong + b.wrong,
  changed: a.changed + b.changed,
});
const byKind = new Map<string, Verdict>();
const bySet = new Map<string, Verdict>();
const sums = { single: ZERO, pair: ZERO, unstable: ZERO };
const counts = { single: 0, pair: 0, unstable: 0 };
await inTemporaryFolder(async (folder) => {
  const { redis, stop } = await startPrivateRedis(folder);
  for (let n = 0; n < histories; n++) {
    const mutations = sets[n % sets.length] as readonly Mutation[];
    const verdict = await judgeHistory(redis, `{h${n}}`, writeHistory(from + n, mutations, polls));
    const class_ =
      stableEvidence(mutations).length === 0 ? "unstable" : mutations.length < 2 ? "single" : "pair";
    sums[class_] = add(sums[class_], verdict);
    counts[class_] += 1;
    const name = mutations.join(" + ");
    bySet.set(name, add(bySet.get(name) ?? ZERO, verdict));
    if (class_ !== "unstable")
      for (const one of mutations) byKind.set(one, add(byKind.get(one) ?? ZERO, verdict));
  }
  await stop();
});

const row = (name: string, { items, lost, doubled, wrong, changed }: Verdict) =>
  `${name.padEnd(72)} ${[items, lost, doubled, wrong, changed].map((value) => String(value).padStart(7)).join("")}`;
console.log(`${"".padEnd(72)}   items   lost doubled  wrong changed`);
for (const class_ of ["single", "pair", "unstable"] as const)
  console.log(row(`${class_} (${counts[class_]} histories)`, sums[class_]));
console.log("\nby kind, alone and in pairs that leave stable evidence");
for (const [name, verdict] of byKind) console.log(row(name, verdict));
console.log("\nwhere something went wrong");
for (const [name, verdict] of bySet) {
  const { lost, doubled, wrong, changed } = verdict;
  if (lost + doubled + wrong + changed === 0) continue;
  const evidence = stableEvidence(name.split(" + ") as Mutation[]).join(", ") || "NOTHING";
  console.log(row(`${name} [${evidence}]`, verdict));
}
