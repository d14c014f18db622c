/** An invented article. Its dates are relative to the start of the world, so that it is always fresh. */
export interface DemoArticle {
  /** Unique in the whole world; part of the page's address. */
  readonly slug: string;
  readonly title: string;
  /** The same event told elsewhere carries the same name; without one the article stands alone. */
  readonly story?: string;
  /** A consequence of that story: may stand with it or alone. */
  readonly aftermathOf?: string;
  /** Age at the start of the world. */
  readonly hoursAgo: number;
  /** Appears only after this many calls of `advance`; its date is then the moment of that call. */
  readonly round?: number;
  readonly by?: string;
  readonly section: string;
  /** The feed's summary; default: the first paragraph. */
  readonly summary?: string;
  /**
   * Paragraphs, an empty line between. `{day}` is the weekday of the news, `{day-1}`
   * the one before, here and in the title.
   */
  readonly text: string;
  readonly picture?: DemoPicture;
  /** The outlet corrects the title after the first round; address and guid stay. */
  readonly correctedTitle?: string;
  /** Text taken over word for word from the article with this slug (agency copy). */
  readonly copyOf?: string;
  /** Its page does not show the text. */
  readonly wall?: "subscription" | "consent";
}

/** A landscape that the demo draws itself. */
export interface DemoPicture {
  readonly motif: "river" | "harbour" | "city" | "fields" | "night" | "snow" | "islands";
  readonly caption: string;
}

/** How an outlet's article pages are built: each style is a different job for full-text extraction. */
export type PageStyle = "semantic" | "div-soup" | "microdata" | "line-breaks" | "magazine";

/** An invented publisher. */
export interface DemoOutlet {
  readonly id: string;
  readonly name: string;
  readonly motto: string;
  readonly language: string;
  readonly charset: "utf-8" | "windows-1252" | "shift_jis";
  readonly style: PageStyle;
  /** CSS colour of the masthead. */
  readonly colour: string;
  /** Folder of its article pages, without slashes. */
  readonly folder: string;
  readonly articles: readonly DemoArticle[];
  /** Paths that its robots.txt closes. */
  readonly closed?: readonly string[];
}

/** What is odd about a feed; the rest answers conditional requests as it should. */
export type FeedQuirk = "broken-xml" | "answers-500" | "answers-a-page" | "never-304";

/** One feed of an outlet. */
export interface DemoFeed {
  /** The source's id in the YAML. */
  readonly id: string;
  readonly outlet: string;
  readonly name: string;
  readonly path: string;
  /** `sitemap`, `page`: the outlet has no feed, but a sitemap of news, or nothing but its own page. */
  readonly format: "rss" | "rdf" | "atom" | "json" | "sitemap" | "page";
  /** Whole texts instead of summaries. */
  readonly whole?: boolean;
  /** Added to every link: `utm_source=rss`. */
  readonly tracking?: string;
  /** Links go through a redirecting proxy; the article's own address stands in `feedburner:origLink`. */
  readonly proxied?: boolean;
  /** Only these sections; default: all. */
  readonly sections?: readonly string[];
  /** An aggregator: the slugs of other outlets' articles that it repeats. */
  readonly repeats?: readonly string[];
  readonly quirk?: FeedQuirk;
  readonly tags: readonly string[];
  readonly weight?: number;
}
