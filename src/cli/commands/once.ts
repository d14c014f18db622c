import type { WriteStream } from "node:tty";
import { extractPart } from "../../app/parts/extract.ts";
import { fetcherPart } from "../../app/parts/fetcher.ts";
import { listsPart } from "../../app/parts/lists.ts";
import { notifyPart } from "../../app/parts/notify.ts";
import { pollPart } from "../../app/parts/poll.ts";
import { publishPart } from "../../app/parts/publish.ts";
import { type OpenedRedis, redisPart } from "../../app/parts/redis.ts";
import { type Assemble, type Ground, withProcess } from "../../app/process.ts";
import { noticeRound, pollRound, publishRound } from "../../app/round.ts";
import { movedSentence, offlineSentence } from "../../app/status-report.ts";
import type { Config } from "../../model/config.ts";
import type { PublicationStatus } from "../../model/status.ts";
import type { RoundResult } from "../../queue/poll-worker.ts";
import type { PublishResult } from "../../queue/queues.ts";
import type { Invocation, RunCommand } from "../command.ts";

/** `lede once`: polls every source now, waits for extraction and publication, prints what came of it. */
export const once: RunCommand = (invocation) => {
  const startedAt = Date.now();
  return withProcess(invocation, assembleRound, async (deps, config) => {
    const { summary, notes } = await oneRound(deps, config, startedAt);
    return report(summary, notes, invocation);
  });
};

/** A round ends in one publication: what its workers find on the way is no reason for another. */
const assembleRound: Assemble<Ground & OpenedRedis> = async (supervisor, ground) => {
  const deps = { ...ground, ...(await supervisor.start(redisPart(ground))) };
  const queues = { ...deps.queues, requestPublication: async () => {} };
  const quiet = { ...deps, queues, ...(await supervisor.start(fetcherPart())) };
  await supervisor.start(listsPart(quiet, supervisor, { round: true }));
  await supervisor.start(pollPart(quiet));
  await supervisor.start(extractPart(quiet));
  await supervisor.start(publishPart(quiet));
  await supervisor.start(notifyPart(quiet));
  return deps;
};

/** @param notes what a person can do about it, a line each */
function report(summary: OnceSummary, notes: readonly string[], { json, print }: Invocation): 0 | 1 {
  if (json) print(JSON.stringify(summary));
  else for (const line of [...describeOnce(summary), ...notes]) print(line);
  const { total, failed } = summary.sources;
  return summary.outputs.length === 0 || failed === total ? 1 : 0;
}

async function oneRound(deps: Ground & OpenedRedis, config: Config, startedAt: number) {
  const progress = createProgress(process.stderr);
  const results = await pollRound(deps, config, (done, total) =>
    progress.show(`polled ${done} of ${total} sources`),
  );
  const anyWorked = [...results.values()].some((result) => result.kind !== "failed");
  let published: PublishResult | undefined;
  // With every source failing there is nothing new to say: the last publication stays as it is.
  if (anyWorked)
    published = await publishRound(deps, (left) =>
      progress.show(`waiting for the text of ${left} articles`),
    ).catch(saidAloud);
  await noticeRound(deps);
  progress.end();
  const [main] = (await deps.stores.stories.statuses()).filter((status) => status.feedId === "main");
  const summary = summarize({ config, results, published, main, durationMs: Date.now() - startedAt });
  const offline = anyWorked ? undefined : await deps.stores.troubles.offlineSince();
  const notes = [...movedIn(results), ...(offline === undefined ? [] : [offlineSentence(offline)])];
  return { summary, notes };
}

function movedIn(results: Round["results"]): string[] {
  return [...results].flatMap(([id, result]) =>
    result.kind !== "failed" && result.movedTo ? [`${id}: ${movedSentence(result.movedTo)}`] : [],
  );
}

/** A full disk, a folder that may not be written: what was polled is told all the same. */
function saidAloud({ message }: Error): undefined {
  process.stderr.write(`lede: ${message}\n`);
}

interface Progress {
  show(text: string): void;
  end(): void;
}

/** One line that is written over on a terminal; elsewhere a plain line whenever ten seconds have passed. */
function createProgress(stream: WriteStream): Progress {
  if (stream.isTTY) {
    return { show: (text) => stream.write(`\r\x1b[2K${text}`), end: () => stream.write("\r\x1b[2K") };
  }
  let last = Date.now();
  const show = (text: string) => {
    if (Date.now() - last < 10_000) return;
    last = Date.now();
    stream.write(`${text}\n`);
  };
  return { show, end: () => {} };
}

/** What `lede once --json` prints: the contract's object. */
export interface OnceSummary {
  readonly sources: {
    readonly total: number;
    readonly ok: number;
    readonly notModified: number;
    readonly failed: number;
    readonly failures: readonly { readonly id: string; readonly code: string; readonly message: string }[];
  };
  readonly entries: {
    readonly seen: number;
    readonly new: number;
    readonly duplicate: number;
    readonly dropped: number;
  };
  readonly articles: number;
  readonly stories: number;
  readonly lead: PublicationStatus["lead"] | null;
  readonly outputs: PublishResult["outputs"];
  readonly durationMs: number;
}

interface Round {
  readonly config: Config;
  readonly results: ReadonlyMap<string, RoundResult>;
  readonly published: PublishResult | undefined;
  readonly main: PublicationStatus | undefined;
  readonly durationMs: number;
}

/** Adds up a round. */
export function summarize({ config, results, published, main, durationMs }: Round): OnceSummary {
  const all = inOrder(results, config);
  const read = all.map(([, r]) => r).filter((r) => r.kind !== "failed");
  const failures = all.flatMap(([id, r]) =>
    r.kind === "failed" ? [{ id, code: r.code, message: r.message }] : [],
  );
  const sum = (field: "seen" | "new" | "duplicate" | "dropped") => read.reduce((n, r) => n + r[field], 0);
  return {
    sources: {
      total: config.sources.length,
      ok: read.filter((r) => r.kind === "ok").length,
      notModified: read.filter((r) => r.kind === "not-modified").length,
      failed: failures.length,
      failures,
    },
    entries: { seen: sum("seen"), new: sum("new"), duplicate: sum("duplicate"), dropped: sum("dropped") },
    articles: published?.articles ?? main?.articlesInWindow ?? 0,
    stories: published?.stories ?? main?.storiesInWindow ?? 0,
    lead: main?.lead ?? null,
    outputs: published?.outputs ?? [],
    durationMs,
  };
}

/** As the YAML lists them, not as they happened to answer. */
function inOrder(results: Round["results"], { sources }: Config): [string, RoundResult][] {
  const place = new Map<string, number>(sources.map(({ id }, index) => [id, index]));
  return [...results].sort(([a], [b]) => (place.get(a) ?? 0) - (place.get(b) ?? 0));
}

/** One for each story: too many for a summary. */
const STORY_PAGE = /(^|\/)story\//;

/** The same for a person. */
function* describeOnce({
  sources,
  entries,
  articles,
  stories,
  lead,
  outputs,
  durationMs,
}: OnceSummary): Generator<string> {
  yield `${sources.total} ${sources.total === 1 ? "source" : "sources"}: ${sources.ok} read, ${sources.notModified} not modified, ${sources.failed} failed`;
  for (const { id, code, message } of sources.failures) yield `  ${id}: ${message} [${code}]`;
  yield `${entries.seen} entries: ${entries.new} new, ${entries.duplicate} known already, ${entries.dropped} dropped`;
  yield `${articles} articles in ${stories} stories`;
  if (lead) yield `lead: ${lead.title} (${lead.outlet}${lead.fullText ? ", full text" : ""}) ${lead.url}`;
  if (outputs.length === 0) yield "nothing was published; what was published before is left as it was";
  for (const { path, bytes, changed } of outputs.filter((output) => !STORY_PAGE.test(output.path)))
    yield `  ${path}: ${bytes} bytes${changed ? "" : ", unchanged"}`;
  yield `done in ${(durationMs / 1_000).toFixed(1)} s`;
}
