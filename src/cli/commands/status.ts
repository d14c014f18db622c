import { loadConfig } from "../../config/load.ts";
import type { SourceStatus, StatusReport } from "../../model/status.ts";
import { openRuntime } from "../../runtime/runtime.ts";
import { agoOf, statusReport } from "../../runtime/status-report.ts";
import { VERSION } from "../../version.ts";
import type { RunCommand } from "../command.ts";

/** `lede status`: what every source, queue and publication is doing. */
export const status: RunCommand = async ({ configFile, json, print, log }) => {
  const runtime = await openRuntime(await loadConfig(configFile), log);
  try {
    const report = await statusReport(runtime, VERSION);
    if (json) print(JSON.stringify(report));
    else for (const line of describe(report)) print(line);
    return 0;
  } finally {
    await runtime.close();
  }
};

function* describe(report: StatusReport): Generator<string> {
  for (const warning of report.warnings) yield `! ${warning}`;
  yield `${report.sources.length} sources`;
  for (const source of report.sources) yield* describeSource(source, report.at);
  yield "";
  yield "queues";
  for (const { name, waiting, active, delayed, failed } of report.queues) {
    yield `  ${name.padEnd(8)} ${waiting} waiting, ${active} active, ${delayed} delayed, ${failed} failed`;
  }
  yield "";
  if (report.publications.length === 0) yield "nothing published yet";
  for (const { title, at, stories, lead } of report.publications) {
    yield `${title}: ${stories} stories, published ${agoOf(at, report.at)}${lead ? `, led by "${lead.title}" (${lead.outlet})` : ""}`;
  }
}

function* describeSource(source: SourceStatus, now: number): Generator<string> {
  yield `  ${source.state.padEnd(8)} ${source.id}: ${source.sentence}`;
  if (!source.polling) return;
  const { lastPollAt, nextPollAt, nextReason } = source.polling;
  const last = lastPollAt ? `last poll ${agoOf(lastPollAt, now)}` : "not polled yet";
  const next = `next ${new Date(nextPollAt).toISOString()} (${nextReason})`;
  yield `           ${last}, ${next}, ${source.itemsPerDay.toFixed(1)} items a day`;
}
