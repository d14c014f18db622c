import type { ChainableCommander, Redis } from "ioredis";

/** Commands that were sent together, and not all of which were carried out as asked. */
export class BatchError extends Error {
  override readonly name = "BatchError";
  /** Redis refused them all, and nothing was done: they may be sent again as they are. */
  readonly refused: boolean;

  constructor(message: string, { cause, refused }: { readonly cause?: unknown; readonly refused: boolean }) {
    super(message, { cause });
    this.refused = refused;
  }
}

const OF_REDIS = new Set([
  "BatchError",
  "ReplyError",
  "MaxRetriesPerRequestError",
  "ClusterAllFailedError",
  "AbortError",
]);

/** Whether Redis is what failed: it refused, was cut off or is away. The client gives most of these no class of their own. */
export function isRedisFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const told = /^(?:Connection is closed|Command timed out|Stream isn't writ|Socket (?:closed|timeout))/;
  return (
    OF_REDIS.has(error.name) || "syscall" in error || told.test(error.message) || isRedisFailure(error.cause)
  );
}

export type Fill = (batch: ChainableCommander) => unknown;

/**
 * Sends commands in one go and gives their replies, in their order. The one place where a pipeline is run: the client
 * reports a refused command, or a line that was cut in the middle of the replies, among the results, where a reply that
 * is not looked at counts as "nothing there".
 *
 * @param expected errors that are an answer like another: they stand among the replies
 * @throws BatchError when any command failed otherwise; those before it, and after it, may have been carried out
 */
export async function inPipeline(redis: Redis, fill: Fill, expected?: RegExp): Promise<readonly unknown[]> {
  const batch = redis.pipeline();
  fill(batch);
  return replies(batch.length, await batch.exec(), expected);
}

/**
 * As `inPipeline`, all or nothing: a command that Redis refuses (out of memory, read-only) undoes the others. What became
 * of them is unknown only when the line was cut.
 *
 * @throws BatchError
 */
export async function inTransaction(redis: Redis, fill: Fill): Promise<readonly unknown[]> {
  const batch = redis.multi();
  fill(batch);
  const commands = batch.length - 1; // MULTI itself is counted
  let results: Results;
  try {
    results = await batch.exec();
  } catch (cause) {
    const { name, message, previousErrors } = cause as Error & { readonly previousErrors?: readonly Error[] };
    const why = previousErrors?.[0]?.message ?? message;
    throw new BatchError(`a transaction failed: ${why}`, { cause, refused: name === "ReplyError" });
  }
  return replies(commands, results, undefined);
}

type Results = [error: Error | null, reply: unknown][] | null;

function replies(commands: number, results: Results, expected: RegExp | undefined): readonly unknown[] {
  // What was refused before EXEC is missing among the results of some servers.
  if (results?.length !== commands)
    throw new BatchError(`${results?.length ?? 0} of ${commands} commands were answered`, { refused: false });
  return results.map(([error, reply], n) => {
    if (!error) return reply;
    if (expected?.test(error.message)) return error;
    throw new BatchError(`command ${n + 1} of ${commands} failed: ${error.message}`, {
      cause: error,
      refused: false,
    });
  });
}

/** Items under what `keyOf` says of them, in the order in which they came. */
export function grouped<T>(all: readonly T[], keyOf: (one: T) => string): [key: string, items: T[]][] {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    const there = groups.get(key);
    if (there) there.push(one);
    else groups.set(key, [one]);
  }
  return [...groups];
}
