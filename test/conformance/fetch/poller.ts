import { onTestFinished } from "vitest";
import { createFetcher, type Fetcher, type FetcherDeps } from "../../../src/fetch/create-fetcher.ts";
import type { FetchOutcome } from "../../../src/model/document.ts";
import type { ParsedFeed } from "../../../src/model/entry.ts";
import type { NetworkSettings, Source } from "../../../src/model/source.ts";
import type { SourceState } from "../../../src/model/source-state.ts";
import { completeListing } from "../../../src/pipeline/listing/complete-listing.ts";
import { readSource } from "../../../src/pipeline/listing/read-source.ts";
import { type Poll, type PollDeps, pollSource } from "../../../src/pipeline/poll/poll-source.ts";
import { NOTHING_TAKEN } from "../../../src/pipeline/poll/take-in.ts";
import type { ScheduleSettings } from "../../../src/schedule/given.ts";
import { makeSource } from "../../support/make.ts";
import { currentForm } from "./forms.ts";
import { settings } from "./network-settings.ts";
import { type RawServer, type Reply, type Script, startRawServer } from "./raw-server.ts";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** A Wednesday. */
export const START = Date.UTC(2026, 0, 7, 12, 0, 0);

export function sourceAt(url: string, given: Partial<Source> = {}): Source {
  return makeSource({ id: "one", url, name: undefined, outlet: "One", ...given });
}

/** RSS 2.0 with as many items as asked for; `channel` goes before them. */
export function rss({ items = 2, channel = "", title = "Item" } = {}): string {
  const list = Array.from(
    { length: items },
    (_, i) => `<item><title>${title} ${i}</title><guid>g${i}</guid></item>`,
  );
  return `<?xml version="1.0"?><rss version="2.0" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Wire</title><link>http://one.example/</link>${channel}${list.join("")}</channel></rss>`;
}

export interface Poller {
  readonly server: RawServer;
  readonly fetcher: Fetcher;
  readonly source: Source;
  /** Every feed that was handed over. */
  readonly accepted: ParsedFeed[];
  state: SourceState | undefined;
  now: number;
  random: number;
  poll(source?: Source): Promise<Poll>;
  /** Moves the clock to the next due time and polls. */
  pollWhenDue(): Promise<Poll>;
  /** ms from now to the next poll. */
  wait(): number;
}

export interface PollerOptions {
  /** One that runs already, with its script; whoever started it ends it. */
  readonly server?: RawServer;
  readonly source?: Partial<Source>;
  readonly path?: string;
  readonly network?: Partial<NetworkSettings>;
  readonly schedule?: Partial<ScheduleSettings>;
  readonly fetcher?: FetcherDeps;
  readonly deps?: Partial<PollDeps>;
}

/** One source, one scripted server, the product's own composition of a poll, and a clock that the test turns. */
export async function startPoller(
  script: Script | readonly Reply[],
  options: PollerOptions = {},
): Promise<Poller> {
  const answer: Script =
    typeof script === "function" ? script : (_request, n) => script[Math.min(n, script.length) - 1];
  const server = options.server ?? (await startRawServer(answer, { withoutRobots: true }));
  const fetcher = createFetcher(
    { ...settings, ...options.network },
    { now: () => poller.now, ...options.fetcher },
  );
  const seen = new Set<string>();
  const deps: PollDeps = {
    fetch: fetcher.fetch,
    read: async (document, source, now) => {
      const read = await readSource(document, source, now);
      return read.kind === "feed" ? read.feed : read;
    },
    complete: (source, read, before) =>
      completeListing(
        { fetch: fetcher.fetch, now: () => poller.now, window: 30 * DAY },
        source,
        read,
        before,
      ),
    takeIn: async ({ feed }) => {
      poller.accepted.push(feed);
      const fresh = feed.entries.filter(({ id, title }) => !seen.has(`${id} ${title}`));
      for (const { id, title } of fresh) seen.add(`${id} ${title}`);
      return { ...NOTHING_TAKEN, seen: feed.entries.length, new: fresh.length };
    },
    settings: { every: 15 * MINUTE, ...options.schedule },
    now: () => poller.now,
    random: () => poller.random,
    ...options.deps,
  };
  const poller: Poller = {
    server,
    fetcher,
    source: sourceAt(server.url(options.path ?? "/feed"), { ...currentForm().rule, ...options.source }),
    accepted: [],
    state: undefined,
    now: START,
    random: 0,
    poll: async (source = poller.source) => {
      const poll = await pollSource(deps, source, { state: poller.state, interrupted: false });
      // what is remembered goes through JSON, as in Redis
      poller.state = JSON.parse(JSON.stringify(poll.state)) as SourceState;
      return poll;
    },
    pollWhenDue: () => {
      poller.now = Math.max(poller.now, poller.state?.nextPollAt ?? 0);
      return poller.poll();
    },
    wait: () => (poller.state?.nextPollAt ?? 0) - poller.now,
  };
  onTestFinished(async () => {
    await fetcher.close();
    await server.close();
  });
  return poller;
}

/** The failure of an outcome, or undefined. */
export function codeOf(outcome: FetchOutcome): string | undefined {
  return outcome.kind === "failure" ? outcome.code : undefined;
}
