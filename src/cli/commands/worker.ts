import { type Invocation, type RunCommand, UsageError } from "../command.ts";
import { runJob } from "../run-job.ts";

/** Each is loaded alone: a process that keeps the schedule has no use for what reads pages. */
const KINDS = {
  poll: async () => (await import("../../../workers/poll.ts")).assemblePoll,
  extract: async () => (await import("../../../workers/extract.ts")).assembleExtract,
  publish: async () => (await import("../../../workers/publish.ts")).assemblePublish,
} as const;

/** `lede worker poll|extract|publish`: one kind of worker, until it is stopped. */
export const worker: RunCommand = async (invocation) => {
  const kind = invocation.args[0] ?? "";
  const load = Object.entries(KINDS).find(([name]) => name === kind)?.[1];
  if (!load)
    throw new UsageError(`which worker? ${Object.keys(KINDS).join(", ")}${kind ? ` (not "${kind}")` : ""}`);
  return runJob(invocation, await load());
};

/** `lede serve`: the published files, status and metrics over HTTP. */
export const serve: RunCommand = async (invocation: Invocation) =>
  runJob(invocation, (await import("../../../workers/serve.ts")).assembleServe);

/** `lede schedule`: decides what is polled when. */
export const schedule: RunCommand = async (invocation: Invocation) =>
  runJob(invocation, (await import("../../../workers/schedule.ts")).assembleSchedule);
