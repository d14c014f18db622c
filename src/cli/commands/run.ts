import { assembleAll } from "../../../workers/all.ts";
import type { RunCommand } from "../command.ts";
import { runJob } from "../run-job.ts";

/** `lede run`: schedule, workers and server in one process. */
export const run: RunCommand = (invocation) => runJob(invocation, assembleAll);
