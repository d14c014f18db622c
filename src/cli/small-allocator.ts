import { accessSync, constants } from "node:fs";
import { isMainThread } from "node:worker_threads";

/**
 * glibc's allocator reads these when a process starts. Without them each of a dozen threads keeps an arena of its own and
 * little of it is ever given back: a third of what a wire holds (docs/operations.md). Others do not know the names.
 */
export const SMALL_ALLOCATOR = {
  MALLOC_ARENA_MAX: "1",
  MALLOC_MMAP_THRESHOLD_: "131072",
  MALLOC_TRIM_THRESHOLD_: "131072",
} as const;

/** Of Node 22.15 and later; unknown to the types of the oldest that Lede runs on. */
type Replace = (file: string, args: readonly string[], env: NodeJS.ProcessEnv) => never;

/**
 * Starts this process anew, under its own number and with its own terminal, with an allocator that is told to stay small.
 * Gives the process as it is back where that cannot be done (an older Node, not Linux) or was done by whoever started it:
 * any of the settings in the environment is an answer, that of a person as well. Costs a start of bare Node.
 */
export function keepAllocatorSmall(): void {
  const { execve } = process as typeof process & { readonly execve?: Replace };
  const isTold = Object.keys(SMALL_ALLOCATOR).some((name) => process.env[name] !== undefined);
  if (execve === undefined || isTold || process.platform !== "linux" || !isMainThread) return;
  const { execPath, execArgv, argv } = process;
  try {
    accessSync(execPath, constants.X_OK); // a Node that was replaced meanwhile: its absence would be an abort
    execve(execPath, [execPath, ...execArgv, ...argv.slice(1)], { ...process.env, ...SMALL_ALLOCATOR });
  } catch {} // Node was told not to (--permission)
}
