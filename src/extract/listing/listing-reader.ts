import { startingModule } from "../../ground/package-file.ts";
import { ThreadError, ThreadPool } from "../../ground/thread/thread-pool.ts";
import type { ListingAnswer } from "./read-listing.ts";
import type { ListingRequest } from "./teaser.ts";

/** ms for one page. */
const DEADLINE = 6_000;
const HEAP_MB = 256;
/** ms without a page after which the thread and its memory are given back. */
const IDLE_MS = 30_000;

const REASONS = {
  deadline: "took too long to read",
  memory: "took too much memory to read",
  crash: "could not be read",
};

let pool: ThreadPool | undefined;

/** Reads a page in a thread, as `readListing` does. Never rejects: a page that overruns is `refused`. */
export async function readInThread(request: ListingRequest): Promise<ListingAnswer> {
  pool ??= new ThreadPool({
    module: startingModule("src/extract/listing/listing-thread"),
    size: 1,
    deadline: DEADLINE,
    heapMb: HEAP_MB,
    idleMs: IDLE_MS,
  });
  try {
    // A copy of these bytes alone: a view into a larger buffer would take all of that along.
    const bytes = new Uint8Array(request.bytes);
    return await pool.run<ListingAnswer>({ ...request, bytes }, [bytes.buffer]);
  } catch (error) {
    return { kind: "refused", reason: REASONS[error instanceof ThreadError ? error.reason : "crash"] };
  }
}
