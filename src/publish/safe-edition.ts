import type { Words } from "../ground/words.ts";
import type { Correction } from "../model/article.ts";
import type { EpochMs } from "../model/brand.ts";
import type { Edition, FeedSettings, PageLayout } from "../model/edition.ts";
import type { Person } from "../model/entry.ts";
import type { SourceForm } from "../model/source.ts";
import type { FormerLead, Membership, Reason } from "../model/story.ts";

/** What the writers are given: only the guard makes it. Texts are legal, addresses absolute, dates sane. */
export interface SafeEdition {
  readonly settings: FeedSettings;
  readonly title: string;
  readonly description: string;
  /** Why it has no stories, in words; empty where it has some. */
  readonly emptiness: string;
  /** What the feeds say of themselves: the description, and why there is nothing. */
  readonly subtitle: string;
  /** Where this feed is served, ending in `/`: of a further feed, with its folder. */
  readonly home: string | undefined;
  /** Where the whole output is served, ending in `/`. */
  readonly root: string | undefined;
  /** `""` for the main feed, else `ID/`. */
  readonly folder: string;
  /** atom:id of the feed. */
  readonly id: string;
  readonly language: string | undefined;
  /** What Lede says itself, in the feed's language. */
  readonly words: Words;
  readonly updatedAt: EpochMs;
  readonly hubs: readonly string[];
  /** `YYYY-MM-DD`, newest first. */
  readonly archives: readonly string[];
  readonly generator: SafeGenerator;
  readonly stories: readonly SafeStory[];
}

export interface SafeGenerator {
  readonly name: string;
  readonly uri: string;
  readonly version: string;
}

export interface SafeStory {
  /** It is an issue of a digest: its own source, and a page of its own kind. */
  readonly isIssue: boolean;
  /** Fit for a file name. */
  readonly id: string;
  readonly entryId: string;
  /** Never empty. */
  readonly title: string;
  /** The lead article's; undefined when its address is none. */
  readonly url: string | undefined;
  readonly outlet: string;
  /** Who wrote it, if anybody says so. */
  readonly byline: string | undefined;
  /** The same, one by one, with their addresses; at least one where there is a byline. */
  readonly authors: readonly Person[];
  readonly publishedAt: EpochMs;
  /** When readers were told of it first. */
  readonly announcedAt: EpochMs;
  readonly updatedAt: EpochMs;
  /** RFC 3339, no two alike in an edition. */
  readonly updated: string;
  /** When the lead article says that it was published. */
  readonly writtenAt: EpochMs | undefined;
  /** Plain text, may be empty. */
  readonly summary: string;
  /** Sanitized HTML, may be empty. */
  readonly html: string;
  /** `html` is the whole article, not what a feed gave away. */
  readonly fullText: boolean;
  readonly words: number | undefined;
  /** The picture that stands for it. */
  readonly image: string | undefined;
  /** `html` shows a picture of the story. */
  readonly illustrated: boolean;
  readonly language: string | undefined;
  readonly categories: readonly string[];
  /** What stands behind some of them; `scheme` is an IRI, `domain` any text. */
  readonly categoryTerms: ReadonlyMap<string, SafeCategoryTerm>;
  readonly rights: string | undefined;
  /** Headlines that the lead article had before, oldest first. */
  readonly corrections: readonly Correction[];
  /** Its publisher took it back: nothing else is told of it. */
  readonly isWithdrawn: boolean;
  /** Where it is talked about. */
  readonly discussion: string | undefined;
  /** Sound and film first, then what else may be kept. */
  readonly enclosures: readonly SafeEnclosure[];
  readonly source: SafeSource;
  readonly coverage: readonly SafeCoverage[];
  /** The lead as one of those who tell the story. */
  readonly leadReport: SafeCoverage;
  /** Versions that a correction has taken the place of. */
  readonly superseded: readonly SafeCoverage[];
  readonly ledBefore: readonly FormerLead[];
  /** Independent outlets that tell it, the lead's among them. */
  readonly outlets: readonly string[];
  /** Only those who pay can read it; never set where the YAML hides walls. */
  readonly wall: "paid" | undefined;
  readonly why: SafeReasons;
}

export interface SafeSource {
  readonly title: string;
  readonly feedUrl: string | undefined;
  readonly siteUrl: string | undefined;
  /**
   * What that feed calls itself: its atom:id, `rel=self`, licence, and when it changed, as of the lead article; it is at
   * least as new as that.
   */
  readonly id: string | undefined;
  readonly selfUrl: string | undefined;
  readonly rights: string | undefined;
  readonly updatedAt: EpochMs | undefined;
  /** Who carries the lead article of another publisher. */
  readonly carrier: { readonly title: string; readonly feedUrl: string | undefined } | undefined;
}

export interface SafeCategoryTerm {
  readonly term: string | undefined;
  readonly scheme: string | undefined;
  readonly domain: string | undefined;
}

export interface SafeEnclosure {
  readonly url: string;
  /** A media type without parameters; `application/octet-stream` where nothing tells it. */
  readonly type: string;
  /** How it is played, if at all. */
  readonly medium: "audio" | "video" | undefined;
  /** Bytes; undefined: unknown. */
  readonly length: number | undefined;
  /** Seconds; undefined: unknown. */
  readonly duration: number | undefined;
}

export interface SafeCoverage {
  readonly articleId: string;
  readonly title: string;
  readonly url: string;
  readonly outlet: string;
  /** Who carries it, where the outlet is another publisher. */
  readonly carrier: string | undefined;
  readonly at: EpochMs | undefined;
  readonly language: string | undefined;
  readonly isCorrection: boolean;
  readonly wall: "paid" | undefined;
}

export interface SafeReasons {
  readonly lead: readonly Reason[];
  readonly leadArticleId: string;
  readonly memberships: readonly Membership[];
}

/** What an edition does not know itself. */
export interface PublishContext {
  readonly generator: SafeGenerator;
  readonly sources: readonly PublishedSource[];
  /** All feeds of this output, `main` among them, for the pages to link; default: this one alone. */
  readonly feeds?: readonly { readonly id: string; readonly title: string }[];
  /** Default: every picture, no sections, a dozen stories in full. */
  readonly page?: PageLayout;
  /** All editions of this publication, for the sections of the front page. */
  readonly editions?: readonly Edition[];
  /** Days of the archive that have a page, or will have one when this publication is done; default: none. */
  readonly archiveDays?: ReadonlySet<string>;
}

export interface PublishedSource extends SourceForm {
  readonly id: string;
  readonly title: string;
  readonly feedUrl: string;
  readonly siteUrl: string | undefined;
  readonly tags: readonly string[];
}

/** One file of the output; the path is relative to the output folder. */
export interface OutputFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}
