import { agoOf, statusReport } from "../../app/status-report.ts";
import type { SourceStatus, StatusReport } from "../../model/status.ts";
import { nextPoll } from "../../serve/status-view.ts";
import type { RunCommand } from "../command.ts";
import { withStores } from "../with-stores.ts";

/** `lede status`: what every source, queue and publication is doing. */
export const status: RunCommand = (invocation) =>
  withStores<0>(invocation, async (deps, config) => {
    const report = await statusReport(deps, config);
    if (invocation.json) invocation.print(JSON.stringify(report));
    else for (const line of describe(report)) invocation.print(line);
    return 0;
  });

function* describe(report: StatusReport): Generator<string> {
  for (const warning of report.warnings) yield `! ${warning}`;
  yield report.sources.length === 1 ? "1 source" : `${report.sources.length} sources`;
  for (const source of report.sources) yield* describeSource(source, report);
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

function* describeSource(source: SourceStatus, { at, idle }: StatusReport): Generator<string> {
  yield `  ${source.state.padEnd(8)} ${source.id}: ${source.sentence}`;
  if (!source.polling) return;
  const { lastPollAt, nextReason } = source.polling;
  const last = lastPollAt ? `last poll ${agoOf(lastPollAt, at)}` : "not polled yet";
  const next = `next ${nextPoll(source, { at, idle })?.text ?? "never"} (${nextReason})`;
  yield `           ${last}, ${next}, ${source.itemsPerDay.toFixed(1)} items a day`;
}
