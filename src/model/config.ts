import type { FeedSettings, OutputFormat, PageLayout } from "./edition.ts";
import type { NoticeRule } from "./notice.ts";
import type { FullTextMode, NetworkSettings, Source, SourceList, WireRules } from "./source.ts";

/** `lede.yaml` after reading: every default filled in, durations in ms, sizes in bytes, rules compiled. Frozen. */
export interface Config {
  /** Absolute path of the YAML. */
  readonly file: string;
  readonly title: string;
  readonly description: string;
  /** Ends in `/`. */
  readonly link: string | undefined;
  readonly language: string | undefined;
  readonly redis: {
    readonly url: string | undefined;
    /** A Redis that throws keys away when its memory is full is taken all the same. */
    readonly allowEviction: boolean;
  };
  readonly schedule: {
    readonly every: number;
    readonly cron: string | undefined;
    readonly timezone: string | undefined;
  };
  readonly edition: { readonly stories: number; readonly window: number; readonly perSource: number };
  readonly lead: {
    readonly prefer: readonly string[];
    readonly fullText: FullTextMode;
    readonly weights: LeadWeights;
  };
  readonly dedupe: { readonly window: number };
  readonly cluster: {
    readonly window: number;
    /** undefined: the one that the weights were trained for. */
    readonly threshold: number | undefined;
    /** Pairs that must never share a story: each side is tested on title and URL. */
    readonly never: readonly (readonly [RegExp, RegExp])[];
  };
  /** `dir` is absolute. */
  readonly output: {
    readonly dir: string;
    readonly formats: readonly OutputFormat[];
    readonly page: PageLayout;
    /** Whether entries say that they are for subscribers. */
    readonly walls: "say" | "hide";
  };
  readonly serve: {
    readonly host: string;
    readonly port: number;
    readonly trustProxy: boolean;
    readonly token: string | undefined;
  };
  readonly websub: { readonly hubs: readonly string[]; readonly callback: string | undefined };
  readonly network: NetworkSettings;
  readonly notify: readonly NoticeRule[];
  /** Of every feed. */
  readonly keep: WireRules["keep"];
  readonly drop: WireRules["drop"];
  /** Outlets of one owner, by name or domain, lower case. */
  readonly houses: readonly (readonly string[])[];
  /** Those that the YAML names; in a running process those that its lists name as well. */
  readonly sources: readonly Source[];
  readonly lists: readonly SourceList[];
  /** What no output may show: tokens, passwords, keys in addresses. */
  readonly secrets?: readonly string[];
  /** `main` first. `tagBase` is filled in by the program at start. */
  readonly feeds: readonly Omit<FeedSettings, "tagBase">[];
}

/** Weights of the terms that choose a lead article; each term is 0-1. */
export interface LeadWeights {
  readonly source: number;
  readonly fullText: number;
  readonly centrality: number;
  readonly earliest: number;
  readonly recency: number;
}
