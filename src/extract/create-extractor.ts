import { startingModule } from "../ground/package-file.ts";
import { ThreadError, ThreadPool } from "../ground/thread/thread-pool.ts";
import { extractFailure } from "./extract-failure.ts";
import type { Extraction, ExtractRequest } from "./extraction.ts";
import { PAGE_LIMITS } from "./parse-html.ts";

export interface ExtractorOptions {
  /** Pages read at the same time. */
  readonly threads?: number;
  /** ms for one page. */
  readonly deadline?: number;
  /** MiB of heap for one thread. */
  readonly heapMb?: number;
  /** ms without a page after which a thread ends. */
  readonly idleMs?: number;
}

export interface Extractor {
  /** Never rejects but after `close()`: whatever a page does is an `Extraction`. */
  readonly extract: (request: ExtractRequest) => Promise<Extraction>;
  readonly close: () => Promise<void>;
}

/**
 * Reads article pages in threads of their own: a page that runs past the deadline (6 s) or the heap limit
 * (256 MiB) costs its own extraction, the thread is replaced. The caller owns it and must `close()` it.
 */
export function createExtractor({
  threads = 1,
  deadline = 6_000,
  heapMb = 256,
  idleMs = 20_000,
}: ExtractorOptions = {}): Extractor {
  const module = startingModule("src/extract/extract-thread");
  const pool = new ThreadPool({ module, size: threads, deadline, heapMb, idleMs });
  return {
    extract: (request) => extractIn(pool, request, deadline),
    close: () => pool.close(),
  };
}

async function extractIn(pool: ThreadPool, request: ExtractRequest, deadline: number): Promise<Extraction> {
  if (request.bytes.length > PAGE_LIMITS.bytes)
    return extractFailure("EXTRACT_REFUSED", `The page at ${request.url} has more than 3 MB of HTML.`);
  // A copy of these bytes alone: a view into a larger buffer would take all of that along.
  const bytes = new Uint8Array(request.bytes);
  try {
    return await pool.run<Extraction>({ ...request, bytes }, [bytes.buffer]);
  } catch (error) {
    if (!(error instanceof ThreadError))
      return extractFailure(
        "EXTRACT_REFUSED",
        `The page at ${request.url} could not be read: ${(error as Error).message}.`,
      );
    if (error.reason === "deadline")
      return extractFailure(
        "EXTRACT_TIMEOUT",
        `The page at ${request.url} was not read within ${deadline} ms.`,
      );
    if (error.reason === "memory")
      return extractFailure("EXTRACT_REFUSED", `The page at ${request.url} needed too much memory.`);
    throw error;
  }
}
