import type { FailureCode } from "../../src/model/failure.ts";
import type { SourceState } from "../../src/model/source-state.ts";
import type { SourceStatus, StatusReport } from "../../src/model/status.ts";
import { NOW, sampleContext } from "./sample-edition.ts";

const HOUR = 3_600_000;

/** A day of an invented wire: most sources well, one failing, one gone, one told to wait. */
export function sampleStatus(): StatusReport {
  const hours = Array.from({ length: 24 }, (_, n) => ({
    startsAt: Math.floor(NOW / HOUR) * HOUR - (23 - n) * HOUR,
    newArticles: Math.round(14 + 12 * Math.sin((n - 4) / 3.8)),
    documents: 20 + (n % 5) * 3,
    notModified: 48 - (n % 4) * 4,
    failed: n === 9 ? 14 : n % 6 === 0 ? 2 : 0,
    lag: n === 2 ? undefined : 4 + ((n * 7) % 9),
  }));
  return {
    at: NOW,
    version: "0.1.0",
    sources: sampleContext.sources.map(sampleSource),
    queues: ["poll", "extract", "publish", "notify"].map((name, n) => ({
      name,
      waiting: n,
      active: n % 2,
      delayed: 1,
      failed: name === "extract" ? 3 : 0,
    })),
    publications: [
      {
        feedId: "main",
        title: "Harbour Morning Wire",
        formats: ["atom", "rss", "json", "html", "opml"],
        at: NOW - 50_000,
        stories: 18,
        storiesInWindow: 96,
        articlesInWindow: 148,
        lead: {
          storyId: "01JD0000000000000000000000",
          title: "After eleven years, the eastern ferry will sail again",
          url: "https://outlet-0.example/2026/11/22/ferry",
          outlet: "Harbour Post",
          fullText: true,
        },
      },
    ],
    totals: { articles: 1_284, stories: 96 },
    hours,
    extractions: [
      {
        at: NOW - 400_000,
        url: "https://outlet-2.example/2026/11/22/reservoirs",
        code: "EXTRACT_WALL",
        message: "The page asks for a subscription.",
      },
    ],
    warnings: ["Redis evicts keys (maxmemory-policy is allkeys-lru): set it to noeviction."],
    counters: { documents: 600, notModified: 1_000, failed: 30, new: 310, "code:FETCH_TIMEOUT": 21 },
    running: {
      documents: 6_000,
      notModified: 10_000,
      failed: 300,
      new: 3_100,
      "code:FETCH_TIMEOUT": 210,
      "fetchSeconds:le:0.25": 9_000,
      "fetchSeconds:le:+Inf": 5,
      "fetchSeconds:sum": 1_234.5,
      "fetchSeconds:count": 9_005,
    },
  };
}

function sampleSource(source: (typeof sampleContext.sources)[number], n: number): SourceStatus {
  const base = {
    id: source.id,
    name: source.title,
    outlet: source.title,
    url: source.feedUrl,
    tags: source.tags,
  };
  if (n === 8)
    return {
      ...base,
      state: "new",
      sentence: "waiting for its first poll",
      itemsPerDay: 0,
      polling: undefined,
    };
  const polling: SourceState = {
    url: source.feedUrl,
    validators: {},
    lastPollAt: NOW - n * 61_000,
    lastSuccessAt: NOW - n * 61_000,
    nextPollAt: NOW + (n + 1) * 173_000,
    nextReason: n % 3 === 0 ? "max-age" : "interval",
    failures: 0,
  };
  const failed = failures[n];
  if (!failed)
    return {
      ...base,
      state: "ok",
      sentence: `read ${n + 1} minutes ago`,
      itemsPerDay: 3.4 * n + 0.7,
      polling,
    };
  const { state, code, message, remedy } = failed;
  const failure = { code, message, remedy, since: NOW - 6 * HOUR };
  return {
    ...base,
    state,
    sentence: `${message} (since 6 hours ago). ${remedy}`,
    itemsPerDay: 1.2,
    polling: { ...polling, nextReason: "backoff", failures: 4, failure },
  };
}

const failures: Readonly<
  Record<number, { state: SourceStatus["state"]; code: FailureCode; message: string; remedy: string }>
> = {
  3: {
    state: "failing",
    code: "FETCH_TIMEOUT",
    message: "outlet-3.example did not answer within 30 seconds",
    remedy:
      "It is asked again in 40 minutes; if it stays so, look whether the address still works in a browser.",
  },
  5: {
    state: "gone",
    code: "FETCH_GONE",
    message: "outlet-5.example says that this feed is gone for good",
    remedy: "Remove it, or give its new address.",
  },
  6: {
    state: "limited",
    code: "FETCH_RATE_LIMITED",
    message: "outlet-6.example asked Lede to wait an hour",
    remedy: "Nothing to do.",
  },
};
