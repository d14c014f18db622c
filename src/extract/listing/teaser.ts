import type { Document, Element } from "domhandler";
import type { EpochMs } from "../../model/brand.ts";
import type { PageRule } from "../../model/source.ts";

/** An article as a page of many shows it. */
export interface Teaser {
  /** Absolute. */
  readonly url: string;
  readonly title: string;
  readonly published: EpochMs | undefined;
  /** Plain text. */
  readonly summary: string | undefined;
  /** Absolute. */
  readonly image: string | undefined;
}

/** What a page of many articles says. */
export interface Listing {
  readonly title: string | undefined;
  readonly language: string | undefined;
  readonly teasers: readonly Teaser[];
}

/** A page as its teasers are looked for in. */
export interface ListingPage {
  readonly document: Document;
  readonly elements: readonly Element[];
  readonly url: string;
  /** What relative addresses are relative to. */
  readonly baseUrl: string;
  /** Whether the month comes first in dates of digits alone. */
  readonly monthFirst: boolean;
}

/** What a thread is asked: the teasers of a page, or what an article's page says of itself. Plain data. */
export interface ListingRequest {
  readonly bytes: Uint8Array;
  /** Where it was served, after redirects. */
  readonly url: string;
  readonly contentType: string | undefined;
  /** Where the teasers are; undefined: it is an article's page. */
  readonly rule: PageRule | undefined;
}
