import { deserialize } from "node:v8";
import { moduleBeside } from "../ground/package-file.ts";
import { ThreadError, ThreadPool } from "../ground/thread/thread-pool.ts";
import type { Entry } from "../model/entry.ts";
import { type ReadContext, type ReadOutcome, tooComplex } from "./read-document.ts";
import type { PackedOutcome } from "./read-thread.ts";

/** ms for one document. The largest that is fetched takes a fraction of it. */
const DEADLINE = 20_000;
/** Room for a document of 32 MB as text and parsed, and what was found in it. */
const HEAP_MB = 768;
/** ms without a large document after which the thread and its memory are given back. */
const IDLE = 30_000;

let pool: ThreadPool | undefined;
let idle: NodeJS.Timeout | undefined;
let reading = 0;

/**
 * Reads a large document in a thread: one thread for all of them, as they are few and each takes much memory.
 * The result comes back packed, in shared memory, and is unpacked in slices with the event loop in between.
 */
export async function readInThread(bytes: Uint8Array, context: ReadContext): Promise<ReadOutcome> {
  const { url, headers, reader } = context;
  clearTimeout(idle);
  reading += 1;
  pool ??= new ThreadPool({
    module: moduleBeside(import.meta.url, "read-thread"),
    size: 1,
    deadline: DEADLINE,
    heapMb: HEAP_MB,
  });
  try {
    return await unpack(await pool.run<PackedOutcome>({ bytes, context: { url, headers, reader } }));
  } catch (error) {
    return tooComplex(url, REASONS[error instanceof ThreadError ? error.reason : "crash"]);
  } finally {
    reading -= 1;
    if (reading === 0) idle = setTimeout(giveBack, IDLE).unref();
  }
}

function giveBack(): void {
  const unused = pool;
  pool = undefined;
  void unused?.close();
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
