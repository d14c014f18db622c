import { assembleExtract } from "../../../workers/extract.ts";
import { assemblePoll } from "../../../workers/poll.ts";
import { assemblePublish } from "../../../workers/publish.ts";
import { assembleSchedule } from "../../../workers/schedule.ts";
import { assembleServe } from "../../../workers/serve.ts";
import { type RunCommand, UsageError } from "../command.ts";
import { runJob } from "../run-job.ts";

const KINDS = { poll: assemblePoll, extract: assembleExtract, publish: assemblePublish } as const;

/** `lede worker poll|extract|publish`: one kind of worker, until it is stopped. */
export const worker: RunCommand = (invocation) => {
  const kind = invocation.args[0] ?? "";
  const assemble = Object.entries(KINDS).find(([name]) => name === kind)?.[1];
  if (!assemble)
    throw new UsageError(`which worker? ${Object.keys(KINDS).join(", ")}${kind ? ` (not "${kind}")` : ""}`);
  return runJob(invocation, assemble);
};

/** `lede serve`: the published files, status and metrics over HTTP. */
export const serve: RunCommand = (invocation) => runJob(invocation, assembleServe);

/** `lede schedule`: decides what is polled when. */
export const schedule: RunCommand = (invocation) => runJob(invocation, assembleSchedule);
