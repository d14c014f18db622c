import type { Config } from "../model/config.ts";
import type { PublicationStatus } from "../model/status.ts";
import type { RoundResult } from "../queue/poll-worker.ts";
import type { PublishResult } from "../queue/queues.ts";

/** What `lede once --json` prints: the contract's object. */
export interface OnceSummary {
  readonly sources: {
    readonly total: number;
    readonly ok: number;
    readonly notModified: number;
    readonly failed: number;
    readonly failures: readonly { readonly id: string; readonly code: string; readonly message: string }[];
  };
  readonly entries: {
    readonly seen: number;
    readonly new: number;
    readonly duplicate: number;
    readonly dropped: number;
  };
  readonly articles: number;
  readonly stories: number;
  readonly lead: PublicationStatus["lead"] | null;
  readonly outputs: PublishResult["outputs"];
  readonly durationMs: number;
}

interface Round {
  readonly config: Config;
  readonly results: ReadonlyMap<string, RoundResult>;
  readonly published: PublishResult | undefined;
  readonly main: PublicationStatus | undefined;
  readonly durationMs: number;
}

/** Adds up a round. */
export function summarize({ config, results, published, main, durationMs }: Round): OnceSummary {
  const all = inOrder(results, config);
  const read = all.map(([, r]) => r).filter((r) => r.kind !== "failed");
  const failures = all.flatMap(([id, r]) =>
    r.kind === "failed" ? [{ id, code: r.code, message: r.message }] : [],
  );
  const sum = (field: "seen" | "new" | "duplicate" | "dropped") => read.reduce((n, r) => n + r[field], 0);
  return {
    sources: {
      total: config.sources.length,
      ok: read.filter((r) => r.kind === "ok").length,
      notModified: read.filter((r) => r.kind === "not-modified").length,
      failed: failures.length,
      failures,
    },
    entries: { seen: sum("seen"), new: sum("new"), duplicate: sum("duplicate"), dropped: sum("dropped") },
    articles: published?.articles ?? main?.articlesInWindow ?? 0,
    stories: published?.stories ?? main?.storiesInWindow ?? 0,
    lead: main?.lead ?? null,
    outputs: published?.outputs ?? [],
    durationMs,
  };
}

/** As the YAML lists them, not as they happened to answer. */
function inOrder(results: Round["results"], { sources }: Config): [string, RoundResult][] {
  const place = new Map<string, number>(sources.map(({ id }, index) => [id, index]));
  return [...results].sort(([a], [b]) => (place.get(a) ?? 0) - (place.get(b) ?? 0));
}

/** One for each story: too many for a summary. */
const STORY_PAGE = /(^|\/)story\//;

/** The same for a person. */
export function* describeOnce({
  sources,
  entries,
  articles,
  stories,
  lead,
  outputs,
  durationMs,
}: OnceSummary): Generator<string> {
  yield `${sources.total} ${sources.total === 1 ? "source" : "sources"}: ${sources.ok} read, ${sources.notModified} not modified, ${sources.failed} failed`;
  for (const { id, code, message } of sources.failures) yield `  ${id}: ${message} [${code}]`;
  yield `${entries.seen} entries: ${entries.new} new, ${entries.duplicate} known already, ${entries.dropped} dropped`;
  yield `${articles} articles in ${stories} stories`;
  if (lead) yield `lead: ${lead.title} (${lead.outlet}${lead.fullText ? ", full text" : ""}) ${lead.url}`;
  if (outputs.length === 0) yield "nothing was published; what was published before is left as it was";
  for (const { path, bytes, changed } of outputs.filter((output) => !STORY_PAGE.test(output.path)))
    yield `  ${path}: ${bytes} bytes${changed ? "" : ", unchanged"}`;
  yield `done in ${(durationMs / 1_000).toFixed(1)} s`;
}
