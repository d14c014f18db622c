import { DAY_MS } from "../ground/time.ts";
import type { EpochMs } from "../model/brand.ts";
import type { FetchRequest } from "../model/document.ts";
import type { Source } from "../model/source.ts";
import type { SourceState } from "../model/source-state.ts";

const JSON_FIRST = "application/json, */*;q=0.5";
/** After so long a full copy is asked for, in case a server says 304 for ever. */
const FULL_AFTER_MS = 8 * DAY_MS;

/**
 * The request of a source's next poll: the address that it was found to have moved to, else its own; conditional when a
 * complete document is known that is younger than eight days. Configured headers go to the configured origin only.
 */
export function requestFor(source: Source, state: SourceState | undefined, now: EpochMs): FetchRequest {
  const known = state?.url === source.url ? state : undefined;
  const url = known?.movedTo ?? source.url;
  const fresh = known?.lastFullAt !== undefined && now - known.lastFullAt < FULL_AFTER_MS;
  const { allow, proxy } = source.network;
  return {
    url,
    // A page is asked for as pages are: after its site's robots.txt.
    kind: source.page ? "page" : "feed",
    ...(fresh ? { validators: known.validators, validatorsFor: known.validatorsFor } : {}),
    ...(known?.redirectWait ? { waited: true } : {}),
    ...(new URL(url).origin === new URL(source.url).origin
      ? { headers: source.json ? { accept: JSON_FIRST, ...source.headers } : source.headers }
      : {}),
    ...(allow.length > 0 ? { allow } : {}),
    ...(proxy === undefined ? {} : { proxy }),
  };
}

/** The rule that a source's documents are read by, as one text. */
export function ruleOf({ page, json }: Source): string | undefined {
  return page || json ? JSON.stringify([page, json]) : undefined;
}
