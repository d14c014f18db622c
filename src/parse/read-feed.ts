import { deserialize } from "node:v8";
import { startingModule } from "../ground/package-file.ts";
import { ThreadError, ThreadPool } from "../ground/thread/thread-pool.ts";
import type { EpochMs } from "../model/brand.ts";
import type { Entry } from "../model/entry.ts";
import { IN_PLACE_BYTES, limits } from "./limits.ts";
import { isJson, type ReadContext, type ReadOutcome, readDocument, tooComplex } from "./read-document.ts";
import type { PackedOutcome } from "./read-thread.ts";

export type { ReadOutcome } from "./read-document.ts";

/**
 * Reads a fetched document as a feed, whatever its charset and format, well-formed or not. What is not a feed
 * is a failure: `PARSE_HTML` with the feeds that the page announces, `PARSE_NOT_A_FEED`, or `PARSE_TOO_COMPLEX`
 * when reading it took more time or memory than a feed may. Never throws.
 *
 * No step keeps the event loop for long: XML of any size is read in slices of time. Documents over 2 MB that can
 * only be read in one go, JSON and those for rss-parser, are read by a thread.
 *
 * @param bytes decoded of any transfer compression; left untouched
 */
export async function readFeed(
  bytes: Uint8Array,
  context: ReadContext & { readonly now: EpochMs },
): Promise<ReadOutcome> {
  if (bytes.byteLength <= IN_PLACE_BYTES) return await readDocument(bytes, context);
  if (bytes.byteLength > limits.document) return tooComplex(context.url, "is larger than any feed");
  const inOneGo = context.reader === "rss-parser" || context.json !== undefined || isJson(bytes);
  return await inTurn(() => (inOneGo ? readInThread(bytes, context) : readDocument(bytes, context)));
}

let previous: Promise<unknown> = Promise.resolve();

/** One large document after the other: each may take ten times its size in memory. */
async function inTurn<T>(read: () => Promise<T>): Promise<T> {
  const mine = previous.then(read);
  previous = mine.then(nothing, nothing); // the next one waits for the end of this one, not for its result
  return await mine;
}

function nothing(): void {}

/** ms for one document. The largest that is fetched takes a fraction of it. */
const DEADLINE = 20_000;
/** Room for a document of 32 MB as text and parsed, and what was found in it. */
const HEAP_MB = 768;
/** ms without a large document after which the thread and its memory are given back. */
const IDLE_MS = 30_000;

let pool: ThreadPool | undefined;

/**
 * Reads a large document in a thread: one thread for all of them, as they are few and each takes much memory.
 * The result comes back packed, in shared memory, and is unpacked in slices with the event loop in between.
 */
async function readInThread(bytes: Uint8Array, context: ReadContext): Promise<ReadOutcome> {
  const { url, headers, reader, json } = context;
  pool ??= new ThreadPool({
    module: startingModule("src/parse/read-thread"),
    size: 1,
    deadline: DEADLINE,
    heapMb: HEAP_MB,
    idleMs: IDLE_MS,
  });
  try {
    return await unpack(await pool.run<PackedOutcome>({ bytes, context: { url, headers, reader, json } }));
  } catch (error) {
    return tooComplex(url, REASONS[error instanceof ThreadError ? error.reason : "crash"]);
  }
}

async function unpack(packed: PackedOutcome): Promise<ReadOutcome> {
  if (packed.kind === "failure") return packed.failure;
  const entries: Entry[] = [];
  let from = 0;
  for (const end of packed.ends) {
    // Deserializing wants memory of its own: a slice is copied, the whole never is.
    entries.push(...(deserialize(packed.memory.slice(from, end)) as Entry[]));
    from = end;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { kind: "feed", feed: { ...packed.head, entries } };
}

const REASONS = {
  deadline: "took too long to read",
  memory: "took too much memory to read",
  crash: "could not be read",
};
