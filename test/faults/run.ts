import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { freePort } from "../support/free-port.ts";
import { type Act, acts, FAKETIME } from "./acts.ts";
import { processesIn } from "./processes.ts";
import { judgeStage, type Row, type StageResult, storm, strikeAll } from "./scenario.ts";
import { canMount } from "./special-faults.ts";
import { openStage, type Stage } from "./stage.ts";

/**
 * The long form of the fault suite: `npm run test:faults [-- --minutes N --only NAME --storm --seed N --json]`. Every fault
 * with its recovery, then a storm of kills and cuts; status 1 when an article was lost or told twice, an id or a date
 * moved, a source was not polled again within a minute, or a process was left behind.
 */
const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "6" },
    outlets: { type: "string", default: "12" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    only: { type: "string", default: "" },
    json: { type: "boolean", default: false },
    log: { type: "boolean", default: false },
    storm: { type: "boolean", default: false },
  },
});
const MINUTE_MS = 60_000;
/** Per article that was published: processes that lost Redis say so, and no more than that. */
const MOST_LOG_BYTES = 20_000_000;

interface ActResult extends StageResult {
  readonly act: string;
  readonly rows: readonly Row[];
  readonly strikes: number;
  readonly polls: number;
  readonly statuses: readonly (number | null)[];
  readonly orphans: number;
}

async function play(act: Act, seed: number): Promise<ActResult> {
  const { parts, options } = act;
  const outlets = Number(values.outlets);
  const stage = await openStage({ ...options, parts, seed, outlets, port: await freePort() });
  // Whoever interrupts the suite leaves nothing running.
  const interrupted = () => void stage.close().finally(() => process.exit(1));
  process.once("SIGINT", interrupted).once("SIGTERM", interrupted);
  console.log(`\n# ${act.name}, in ${stage.folder}`);
  try {
    return await perform(act, stage);
  } finally {
    process.off("SIGINT", interrupted).off("SIGTERM", interrupted);
    await stage.close();
  }
}

/** With `--storm` nothing but the storm. */
function faultsOf(act: Act): Act["faults"] {
  return values.storm ? [] : act.faults;
}

async function perform(act: Act, stage: Stage): Promise<ActResult> {
  stage.grow(0.5);
  await stage.measure(2 * MINUTE_MS); // everything has started
  const rows = [...(await strikeAll(stage, faultsOf(act), (line) => console.log(line)))];
  const stormy = await storm(stage, Number(values.minutes) * act.storm * MINUTE_MS);
  if (stormy > 0)
    rows.push({ fault: `storm of ${stormy} (${act.name})`, ...(await stage.measure(2 * MINUTE_MS)) });
  const judged = await judgeStage(stage);
  const polls = stage.wire.outlets.reduce((sum, outlet) => sum + outlet.polls.length, 0);
  if (values.log) console.log(stage.lede.log());
  const statuses = await stage.close();
  const strikes = faultsOf(act).reduce((sum, { times }) => sum + times, 0) + stormy;
  const orphans = processesIn(stage.folder).length;
  return { ...judged, act: act.name, rows, strikes, polls, statuses, orphans };
}

function complaints(result: ActResult): readonly string[] {
  const { act, lost, twice, moved, shortened, broken, rows, orphans, logged } = result;
  const late = rows.filter(
    ({ polledMs, publishedMs }) => !(polledMs !== undefined && polledMs < MINUTE_MS && publishedMs),
  );
  return [
    ...lost.map((slug) => `${act}: ${slug} was never published`),
    ...twice.map((what) => `${act}: told twice: ${what}`),
    ...moved.map((what) => `${act}: a date moved: ${what}`),
    ...shortened.map((what) => `${act}: a shorter edition: ${what}`),
    ...late.map(({ fault }) => `${act}: not polled within a minute after: ${fault}`),
    ...(broken > 0 ? [`${act}: ${broken} documents that were not whole`] : []),
    ...(orphans > 0 ? [`${act}: ${orphans} processes left behind`] : []),
    ...(logged > MOST_LOG_BYTES ? [`${act}: ${logged} bytes of log`] : []),
  ];
}

function verdict(result: ActResult): string {
  const { act, strikes, articles, polls, lost, twice, crashes, fatal, logged, documents } = result;
  const ends = `${crashes.length} ends of their own (${[...new Set(crashes)].join(", ")})`;
  return [
    `${act}: ${strikes} strikes, ${polls} polls, ${articles} articles, ${documents} documents read: ${lost.length} lost, ${twice.length} told twice, ${result.shortened.length} shortened in ${result.looks} looks at ${result.editions} editions; ${ends}, ${logged} bytes of log`,
    ...[...new Set(fatal)].slice(0, 3),
  ].join("\n");
}

function table(rows: readonly Row[]): void {
  const seconds = (ms: readonly (number | undefined)[]) => {
    const sorted = ms.map((one) => one ?? Number.POSITIVE_INFINITY).sort((a, b) => a - b);
    const at = (n: number | undefined) => ((n ?? 0) / 1_000).toFixed(1);
    return [at(sorted[Math.floor(sorted.length / 2)]), at(sorted.at(-1))];
  };
  console.table(
    [...new Set(rows.map(({ fault }) => fault))].map((fault) => {
      const of = rows.filter((row) => row.fault === fault);
      const [polled, polledWorst] = seconds(of.map((row) => row.polledMs));
      const [published, publishedWorst] = seconds(of.map((row) => row.publishedMs));
      return { fault, times: of.length, polled, polledWorst, published, publishedWorst };
    }),
  );
}

const probe = await mkdtemp(path.join(tmpdir(), "lede-disk-"));
const disk = await canMount(probe);
await rm(probe, { recursive: true, force: true });
const faketime = FAKETIME.find((file) => existsSync(file));
if (!disk) console.log("left out: the full disk (only root may mount a small one)");
if (!faketime) console.log("left out: clock steps (libfaketime is not installed)");
const seed = Number(values.seed);
console.log(`seed ${seed}`);
const results: ActResult[] = [];
for (const act of acts({ faketime, disk })) {
  if (!act.name.includes(values.only)) continue;
  const result = await play(act, seed);
  results.push(result);
  console.log(verdict(result)); // at once: whoever ends the suite early keeps what it has shown
}
table(results.flatMap(({ rows }) => rows));
const sum = (count: (result: ActResult) => number) => results.reduce((total, one) => total + count(one), 0);
console.log(
  `in all: ${sum((one) => one.strikes)} strikes, ${sum((one) => one.polls)} polls, ${sum((one) => one.articles)} articles: ${sum((one) => one.lost.length)} lost, ${sum((one) => one.twice.length)} told twice, ${sum((one) => one.shortened.length)} shortened in ${sum((one) => one.looks)} looks at ${sum((one) => one.editions)} editions`,
);
const wrong = results.flatMap(complaints);
for (const line of wrong) console.log(`WRONG ${line}`);
if (values.json) console.log(JSON.stringify({ seed, results }));
process.exitCode = wrong.length > 0 ? 1 : 0;
