import type { Fetch, ResponseHeaders } from "../model/document.ts";
import type { FailureCode } from "../model/failure.ts";

interface FetchErrorOptions {
  readonly code: FailureCode;
  readonly remedy: string;
  readonly status?: number;
  readonly headers?: ResponseHeaders;
  readonly aborted?: boolean;
  readonly local?: boolean;
  readonly stale?: boolean;
  readonly cause?: unknown;
}

/** Ends a fetch from within; `createFetcher` turns it into a `FetchOutcome`, so that no caller ever sees it thrown. */
export class FetchError extends Error {
  override readonly name = "FetchError";
  readonly code: FailureCode;
  readonly remedy: string;
  readonly status: number | undefined;
  readonly headers: ResponseHeaders;
  readonly aborted: boolean;
  readonly local: boolean;
  /** A kept connection had ended: the request may be sent once more. */
  readonly stale: boolean;

  constructor(message: string, options: FetchErrorOptions) {
    super(message, { cause: options.cause });
    this.code = options.code;
    this.remedy = options.remedy;
    this.status = options.status;
    this.headers = options.headers ?? {};
    this.aborted = options.aborted ?? false;
    this.local = options.local ?? false;
    this.stale = options.stale ?? false;
  }
}

/** An address that must not be reached. `remedy`: where an exception in the configuration would not help. */
export function blocked(
  reason: string,
  remedy = "If it is yours and meant to be reached, list its address block under network: { allow: [...] }.",
): FetchError {
  return new FetchError(`The address must not be fetched: ${reason}.`, { code: "FETCH_BLOCKED", remedy });
}

/**
 * The same fetch for work that must not take its own end for an answer of a server's.
 *
 * @throws FetchError with `aborted`, where a fetch was given up from outside
 */
export function unlessAborted(fetch: Fetch): Fetch {
  return async (request) => {
    const outcome = await fetch(request);
    if (outcome.kind !== "failure" || !outcome.aborted) return outcome;
    const { message, code, remedy } = outcome;
    throw new FetchError(message, { code, remedy, aborted: true });
  };
}
