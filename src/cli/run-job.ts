import type { OpenedRedis } from "../app/parts/redis.ts";
import { type Assemble, followConfig } from "../app/process.ts";
import type { Invocation } from "./command.ts";
import { runUntilStopped, stopSignal } from "./run-until-stopped.ts";

/** Runs a process that follows the YAML, until a signal stops it. */
export async function runJob(
  invocation: Invocation,
  assemble: Assemble<Pick<OpenedRedis, "answering" | "url">>,
): Promise<0 | 1> {
  // A signal that comes while everything still starts is obeyed as well: nothing must be left behind.
  const signalled = stopSignal();
  const { close } = await followConfig(invocation, assemble);
  return runUntilStopped(invocation.log, signalled, close);
}
