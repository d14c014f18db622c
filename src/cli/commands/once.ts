import { extractPart } from "../../app/parts/extract.ts";
import { fetcherPart } from "../../app/parts/fetcher.ts";
import { pollPart } from "../../app/parts/poll.ts";
import { publishPart } from "../../app/parts/publish.ts";
import { type OpenedRedis, redisPart } from "../../app/parts/redis.ts";
import { type Assemble, type Ground, withProcess } from "../../app/process.ts";
import { pollRound, publishRound } from "../../app/round.ts";
import type { Config } from "../../model/config.ts";
import type { PublishResult } from "../../queue/queues.ts";
import type { Invocation, RunCommand } from "../command.ts";
import { createProgress } from "../progress.ts";
import { describeOnce, type OnceSummary, summarize } from "../summarize-once.ts";

/** `lede once`: polls every source now, waits for extraction and publication, prints what came of it. */
export const once: RunCommand = (invocation) => {
  const startedAt = Date.now();
  return withProcess(invocation, assembleRound, async (deps, config) =>
    report(await oneRound(deps, config, startedAt), invocation),
  );
};

/** A round ends in one publication: what its workers find on the way is no reason for another. */
const assembleRound: Assemble<Ground & OpenedRedis> = async (supervisor, ground) => {
  const deps = { ...ground, ...(await supervisor.start(redisPart(ground))) };
  const queues = { ...deps.queues, requestPublication: async () => {} };
  const quiet = { ...deps, queues, ...(await supervisor.start(fetcherPart())) };
  await supervisor.start(pollPart(quiet));
  await supervisor.start(extractPart(quiet));
  await supervisor.start(publishPart(quiet));
  return deps;
};

function report(summary: OnceSummary, { json, print }: Invocation): 0 | 1 {
  if (json) print(JSON.stringify(summary));
  else for (const line of describeOnce(summary)) print(line);
  const { total, failed } = summary.sources;
  return summary.outputs.length === 0 || failed === total ? 1 : 0;
}

async function oneRound(deps: Ground & OpenedRedis, config: Config, startedAt: number): Promise<OnceSummary> {
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
  progress.end();
  const [main] = (await deps.stores.stories.statuses()).filter((status) => status.feedId === "main");
  return summarize({ config, results, published, main, durationMs: Date.now() - startedAt });
}

/** A full disk, a folder that may not be written: what was polled is told all the same. */
function saidAloud({ message }: Error): undefined {
  process.stderr.write(`lede: ${message}\n`);
}
