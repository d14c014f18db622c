import { setTimeout as sleep } from "node:timers/promises";
import type { Fetch, FetchOutcome } from "../../../src/model/document.ts";
import type { ParsedFeed } from "../../../src/model/entry.ts";
import type { Source } from "../../../src/model/source.ts";
import { pollSource } from "../../../src/pipeline/poll/poll-source.ts";
import { NOTHING_TAKEN } from "../../../src/pipeline/poll/take-in.ts";
import type { Polled } from "../../../src/queue/poll-worker.ts";
import type { BegunSource } from "../../../src/store/schedule/schedule-store.ts";
import type { InventedSource } from "./invent-sources.ts";

const HOUR_MS = 3_600_000;
const ENTRIES = 25;

export interface PollSettings {
  /** ms that a source's server takes. */
  readonly latency: number;
  readonly every: number;
}

/** A poll with everything but the network and the document: the rules, the state and its storage are the real ones. */
export function createSimulatedPoll({ latency, every }: PollSettings) {
  const fetch: Fetch = async (request) => {
    if (latency > 0) await sleep(latency * (0.5 + Math.random()));
    return request.validators?.etag ? notModified(request.url) : document(request.url);
  };
  return async (begun: BegunSource, { id, url }: InventedSource): Promise<Polled> => {
    const poll = await pollSource(
      {
        fetch,
        read: async ({ url: from }, _source, now) => feedOf(from, now),
        takeIn: async () => ({ ...NOTHING_TAKEN, seen: ENTRIES, new: ENTRIES }),
        settings: { every },
        now: Date.now,
        random: Math.random,
      },
      sourceOf(id, url, every),
      { ...begun, same: [] },
    );
    const counters = { [poll.feed ? "documents" : "notModified"]: 1 };
    return { state: poll.state, counters, result: undefined, holdMs: 0, newArticles: 0 };
  };
}

function sourceOf(id: string, url: string, every: number): Source {
  return {
    ...{ id, url, name: undefined, outlet: "outlet", every, cron: undefined, timezone: undefined, weight: 1 },
    ...{ tags: [], fullText: { mode: "never" }, keep: [], drop: [], headers: {} },
    ...{ network: { allow: [], proxy: undefined }, reader: "auto" },
  } as Source;
}

const VALIDATORS = { etag: '"5f2c-63c1f0a2b9d40"', lastModified: "Sun, 22 Nov 2026 08:00:00 GMT" };
const HEADERS = { "content-type": "application/rss+xml", "cache-control": "max-age=300" };

function notModified(url: string): FetchOutcome {
  return { kind: "not-modified", url, headers: HEADERS, validators: VALIDATORS, ms: 1 };
}

function document(url: string): FetchOutcome {
  const bytes = new TextEncoder().encode("<rss></rss>");
  const answer = { permanentUrl: undefined, status: 200, headers: HEADERS, validators: VALIDATORS };
  return { kind: "document", url, ...answer, bytes, hash: `sha256-${url.length}-${"x".repeat(36)}`, ms: 1 };
}

/** Its entries go back four days, one every few hours. */
function feedOf(url: string, now: number): ParsedFeed {
  const published = (n: number) => now - n * 4 * HOUR_MS;
  return {
    ...{
      format: "rss",
      reader: "lede",
      id: undefined,
      title: "An outlet's news",
      link: "https://outlet.example/",
    },
    ...{ description: undefined, language: "en", feedUrl: url, icon: undefined, image: undefined, hubs: [] },
    pacing: { ttl: undefined, skipHours: [], skipDays: [], updatePeriod: undefined },
    entries: Array.from({ length: ENTRIES }, (_, n) => ({ published: published(n), updated: undefined })),
    skipped: 0,
  } as unknown as ParsedFeed;
}
