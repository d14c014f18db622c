import type { EpochMs } from "../model/brand.ts";
import type { ResponseHeaders } from "../model/document.ts";
import type { Failure } from "../model/failure.ts";
import type { FullTextRule } from "../model/source.ts";

/** One page to read. Plain data: it crosses into a thread. */
export interface ExtractRequest {
  readonly bytes: Uint8Array;
  /** Where it was served, after redirects: what relative addresses are relative to. */
  readonly url: string;
  readonly headers?: ResponseHeaders | undefined;
  readonly rule?: FullTextRule | undefined;
  /** What the feed says of the article: what the page is held against. */
  readonly feed?: FeedHints | undefined;
}

export interface FeedHints {
  readonly title?: string | undefined;
  readonly author?: string | undefined;
  readonly summary?: string | undefined;
  /** HTML. */
  readonly content?: string | undefined;
  readonly language?: string | undefined;
  readonly publishedAt?: EpochMs | undefined;
}

/** What stood in the way of the text. */
export type Wall = "consent" | "paywall" | "blocked" | "script" | "login" | "missing" | "wrong-page";

export interface PageMetadata {
  readonly title: string | undefined;
  readonly author: string | undefined;
  /** ISO 8601 as the page has it, its own offset kept; only a day where it says no time. */
  readonly date: string | undefined;
  readonly publishedAt: EpochMs | undefined;
  /** Absolute. */
  readonly image: string | undefined;
  readonly language: string | undefined;
  readonly siteName: string | undefined;
  /** Absolute; undefined when the page names none, or the root of a site. */
  readonly canonical: string | undefined;
  /** Absolute address of the AMP version. */
  readonly amp: string | undefined;
  /** Absolute addresses of the further pages of the same article, in order. */
  readonly nextPages: readonly string[];
}

export interface ExtractedText extends PageMetadata {
  readonly kind: "text";
  /** Sanitized, addresses absolute. */
  readonly html: string;
  /** Paragraphs with blank lines between them, captions left out. */
  readonly text: string;
  readonly words: number;
  /** The rule's selector, where it matches nothing on this page and the text was found the usual way. */
  readonly missed?: string | undefined;
}

/** Why there is no text to publish, with whatever could be had: text and HTML are for looking at, never for readers. */
export type ExtractFailure = Failure &
  Partial<PageMetadata> & {
    readonly wall: Wall | null;
    readonly html?: string;
    readonly text?: string;
    /** As in `ExtractedText`. */
    readonly missed?: string | undefined;
  };

export type Extraction = ExtractedText | ExtractFailure;
