import { startExtract } from "../../../workers/extract.ts";
import { startPoll } from "../../../workers/poll.ts";
import { startPublish } from "../../../workers/publish.ts";
import type { PublishResult } from "../../queue/queues.ts";
import { pollRound } from "../../runtime/poll-round.ts";
import { publishRound } from "../../runtime/publish-round.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import { withRuntime } from "../../runtime/with-runtime.ts";
import type { Invocation, RunCommand } from "../command.ts";
import { createProgress } from "../progress.ts";
import { describeOnce, type OnceSummary, summarize } from "../summarize-once.ts";

/** `lede once`: polls every source now, waits for extraction and publication, prints what came of it. */
export const once: RunCommand = (invocation) => {
  const startedAt = Date.now();
  return withRuntime(invocation, async (runtime) => {
    const quiet = publishingOnlyWhenAsked(runtime);
    const workers = [startPoll(quiet), startExtract(quiet), startPublish(quiet)];
    try {
      return report(await oneRound(runtime, startedAt), invocation);
    } finally {
      await Promise.all(workers.map((worker) => worker.close()));
    }
  });
};

/** A round ends in one publication: what its workers find on the way is no reason for another. */
function publishingOnlyWhenAsked(runtime: Runtime): Runtime {
  return { ...runtime, queues: { ...runtime.queues, requestPublication: async () => {} } };
}

function report(summary: OnceSummary, { json, print }: Invocation): 0 | 1 {
  if (json) print(JSON.stringify(summary));
  else for (const line of describeOnce(summary)) print(line);
  const { total, failed } = summary.sources;
  return summary.outputs.length === 0 || failed === total ? 1 : 0;
}

async function oneRound(runtime: Runtime, startedAt: number): Promise<OnceSummary> {
  const progress = createProgress(process.stderr);
  const results = await pollRound(runtime, (done, total) =>
    progress.show(`polled ${done} of ${total} sources`),
  );
  const anyWorked = [...results.values()].some((result) => result.kind !== "failed");
  let published: PublishResult | undefined;
  // With every source failing there is nothing new to say: the last publication stays as it is.
  if (anyWorked)
    published = await publishRound(runtime, (left) =>
      progress.show(`waiting for the text of ${left} articles`),
    ).catch(saidAloud);
  progress.end();
  const [main] = (await runtime.stories.statuses()).filter((status) => status.feedId === "main");
  return summarize({ config: runtime.config, results, published, main, durationMs: Date.now() - startedAt });
}

/** A full disk, a folder that may not be written: what was polled is told all the same. */
function saidAloud({ message }: Error): undefined {
  process.stderr.write(`lede: ${message}\n`);
}
