import type { Entry, ParsedFeed } from "../../src/model/entry.ts";
import type { Source } from "../../src/model/source.ts";

/** 2026-03-02T12:00:00Z, a Monday. */
export const NOON = Date.parse("2026-03-02T12:00:00Z");

export function makeSource(changes: Partial<Source> = {}): Source {
  return {
    id: "harbour",
    url: "https://harbour.example/feed",
    name: "Harbour Courier",
    outlet: "Harbour Courier",
    every: undefined,
    cron: undefined,
    timezone: undefined,
    weight: 1,
    tags: [],
    fullText: { mode: "auto" },
    keep: [],
    drop: [],
    headers: {},
    network: { allow: [], proxy: undefined },
    reader: "auto",
    ...changes,
  };
}

export function makeEntry(changes: Partial<Entry> = {}): Entry {
  return {
    id: "urn:1",
    title: "Ferry returns",
    link: "https://harbour.example/ferry",
    aliases: [],
    author: undefined,
    summary: "<p>The ferry is <b>back</b>.</p>",
    content: undefined,
    published: NOON - 3_600_000,
    updated: undefined,
    categories: [],
    enclosures: [],
    source: undefined,
    comments: undefined,
    image: undefined,
    language: undefined,
    rights: undefined,
    ...changes,
  };
}

export function makeFeed(entries: readonly Entry[], changes: Partial<ParsedFeed> = {}): ParsedFeed {
  return {
    format: "rss",
    reader: "lede",
    id: undefined,
    title: "Harbour Courier",
    link: "https://harbour.example/",
    description: undefined,
    language: "en",
    published: undefined,
    updated: undefined,
    author: undefined,
    image: undefined,
    icon: undefined,
    generator: undefined,
    copyright: undefined,
    categories: [],
    feedUrl: undefined,
    hubs: [],
    pacing: { ttl: undefined, skipHours: [], skipDays: [], updatePeriod: undefined },
    skipped: 0,
    ...changes,
    entries,
  };
}
