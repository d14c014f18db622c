import { startExtract } from "../../../workers/extract.ts";
import { startPoll } from "../../../workers/poll.ts";
import { startPublish } from "../../../workers/publish.ts";
import { loadConfig } from "../../config/load.ts";
import type { PublishResult } from "../../queue/queues.ts";
import { pollRound } from "../../runtime/poll-round.ts";
import { publishRound } from "../../runtime/publish-round.ts";
import { openRuntime, type Runtime } from "../../runtime/runtime.ts";
import type { RunCommand } from "../command.ts";
import { createProgress } from "../progress.ts";
import { describeOnce, type OnceSummary, summarize } from "../summarize-once.ts";

/** `lede once`: polls every source now, waits for extraction and publication, prints what came of it. */
export const once: RunCommand = async ({ configFile, json, print, log }) => {
  const startedAt = Date.now();
  const runtime = await openRuntime(await loadConfig(configFile), log);
  const workers = [startPoll(runtime), startExtract(runtime), startPublish(runtime)];
  try {
    const summary = await oneRound(runtime, startedAt);
    if (json) print(JSON.stringify(summary));
    else for (const line of describeOnce(summary)) print(line);
    const { total, failed } = summary.sources;
    return summary.outputs.length === 0 || failed === total ? 1 : 0;
  } finally {
    await Promise.all(workers.map((worker) => worker.close()));
    await runtime.close();
  }
};

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
    );
  progress.end();
  const [main] = (await runtime.stories.statuses()).filter((status) => status.feedId === "main");
  return summarize({ config: runtime.config, results, published, main, durationMs: Date.now() - startedAt });
}
