import { startExtract } from "../../../workers/extract.ts";
import { startPoll } from "../../../workers/poll.ts";
import { startPublish } from "../../../workers/publish.ts";
import type { Running } from "../../../workers/running.ts";
import { startSchedule } from "../../../workers/schedule.ts";
import { startServe } from "../../../workers/serve.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import { type RunCommand, UsageError } from "../command.ts";
import { runJob } from "../run-job.ts";

const KINDS: Readonly<Record<string, (runtime: Runtime) => Running | Promise<Running>>> = {
  poll: startPoll,
  extract: startExtract,
  publish: startPublish,
};

/** `lede worker poll|extract|publish`: one kind of worker, until it is stopped. */
export const worker: RunCommand = (invocation) => {
  const kind = invocation.args[0] ?? "";
  const start = KINDS[kind];
  if (!start)
    throw new UsageError(`which worker? ${Object.keys(KINDS).join(", ")}${kind ? ` (not "${kind}")` : ""}`);
  return runJob(invocation, start);
};

/** `lede serve`: the published files, status and metrics over HTTP. */
export const serve: RunCommand = (invocation) => runJob(invocation, startServe);

/** `lede schedule`: decides what is polled when. */
export const schedule: RunCommand = (invocation) => runJob(invocation, startSchedule);
