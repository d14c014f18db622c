import { readFile } from "node:fs/promises";
import type { BornArticle } from "./wire.ts";

export interface Verdict {
  readonly articles: number;
  /** Never published. */
  readonly lost: readonly string[];
  /** Published under more than one id, or twice in one document: a reader was told twice. */
  readonly twice: readonly string[];
  /** Ids whose date of first publication moved. */
  readonly moved: readonly string[];
  /** Documents that could be read, and those that were broken. */
  readonly documents: number;
  readonly broken: number;
}

/** Reads the published feed again and again, as a feed reader that forgets nothing. */
export interface Judge {
  /** One look. */
  look(): Promise<void>;
  /** Whether it was seen. */
  has(article: BornArticle): boolean;
  verdict(articles: readonly BornArticle[]): Verdict;
  /** From now on nothing but these: starts the ledger anew. */
  readonly ids: () => ReadonlySet<string>;
}

export function createJudge(file: string): Judge {
  /** Of each article's address: under which ids it was seen. */
  const sightings = new Map<string, Set<string>>();
  const published = new Map<string, string>();
  const twice = new Set<string>();
  const moved = new Set<string>();
  let last = "";
  let [documents, broken] = [0, 0];
  const see = (url: string, id: string) => {
    const ids = sightings.get(url) ?? new Set();
    sightings.set(url, ids.add(id));
    if (ids.size > 1) twice.add(`${url}: ${[...ids].join(", ")}`);
  };
  const take = (text: string) => {
    const inThis = new Map<string, string>();
    for (const { id, urls, date } of entriesOf(text)) {
      const before = published.get(id);
      if (before !== undefined && before !== date) moved.add(`${id}: ${before}, ${date}`);
      published.set(id, date);
      for (const url of urls) {
        if (inThis.has(url)) twice.add(`${url} in one document: ${inThis.get(url)}, ${id}`);
        inThis.set(url, id);
        see(url, id);
      }
    }
  };
  return {
    look: async () => {
      const text = await readFile(file, "utf8").catch(() => "");
      if (text === "" || text === last) return;
      last = text;
      documents += 1;
      if (text.endsWith("</feed>\n")) take(text);
      else broken += 1;
    },
    has: ({ url }) => sightings.has(url),
    ids: () => new Set(published.keys()),
    verdict: (articles) => ({
      articles: articles.length,
      lost: articles.filter(({ url }) => !sightings.has(url)).map(({ slug }) => slug),
      twice: [...twice],
      moved: [...moved],
      documents,
      broken,
    }),
  };
}

function* entriesOf(text: string) {
  for (const [entry] of text.matchAll(/<entry[\s\S]*?<\/entry>/g)) {
    const head = entry.replace(/<source>[\s\S]*<\/source>|<content[\s\S]*<\/content>/g, "");
    const links = [...head.matchAll(/<link rel="(?:alternate|related)"[^>]*href="([^"]+)"/g)];
    yield {
      id: /<id>([^<]*)</.exec(head)?.[1] ?? "",
      date: /<published>([^<]*)</.exec(head)?.[1] ?? "",
      urls: links.map(([, url]) => url as string),
    };
  }
}

/** Reads `feed.json` ten times a second, and holds each edition against the one before it. */
export interface Watcher {
  look(): Promise<void>;
  /** The YAML is edited: stories may leave, until they may not any more. */
  mayLeave(may: boolean): void;
  readonly verdict: () => Watched;
}

export interface Watched {
  /** Looks that found an edition. */
  readonly looks: number;
  readonly editions: number;
  /** Editions that lacked a story of the one before. */
  readonly shortened: readonly string[];
}

/** @param most stories that an edition may hold: one that is full makes room for newer ones */
export function createWatcher(file: string, most: number): Watcher {
  let [looks, editions, last] = [0, 0, ""];
  let before: ReadonlySet<string> = new Set();
  const shortened: string[] = [];
  let leave = false;
  return {
    look: async () => {
      const text = await readFile(file, "utf8").catch(() => "");
      if (text === "") return;
      looks += 1;
      if (text === last) return;
      last = text;
      editions += 1;
      const { items } = JSON.parse(text) as { readonly items: readonly { readonly id: string }[] };
      const ids = new Set(items.map(({ id }) => id));
      const missing = [...before].filter((id) => !ids.has(id)).length;
      if (missing > 0 && !leave && ids.size < most) {
        const what = `${new Date().toISOString()}: ${before.size} to ${ids.size}, ${missing} missing`;
        console.log(`a shorter edition: ${what}`); // at once, between the faults that may have caused it
        shortened.push(what);
      }
      before = ids;
    },
    mayLeave: (may) => {
      leave = may;
    },
    verdict: () => ({ looks, editions, shortened }),
  };
}
