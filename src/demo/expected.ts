import { feeds, outlets } from "./outlets.ts";

/**
 * What an honest reading of the demo's world comes to, in slugs and source ids. Follows from the texts, not from what
 * the program makes of them: the end-to-end tests hold the published feed against it.
 */
export interface DemoExpectations {
  /** Slugs of one story each, two or more; every other article stands alone. Later rounds are among them. */
  readonly stories: ReadonlyMap<string, readonly string[]>;
  /** Articles that several entries bring: by slug, the ids of the sources that list them. */
  readonly repeated: ReadonlyMap<string, readonly string[]>;
  /** Word-for-word copies: the original's slug, then the copies'. One story, and one voice in it. */
  readonly syndicated: readonly (readonly string[])[];
  /** Articles that may stand with a story or alone: by slug, the story's name. */
  readonly optional: ReadonlyMap<string, string>;
  /** Pairs that look alike and must not share a story. */
  readonly apart: readonly (readonly [string, string])[];
  /** Sources that fail, with the stable code. */
  readonly failing: ReadonlyMap<string, string>;
  /** Broken XML of which every entry can still be read. */
  readonly salvaged: readonly string[];
  /** Pages that do not show their article: `EXTRACT_WALL` where their text is asked for. */
  readonly walls: readonly string[];
  /** Pages that robots.txt closes: `EXTRACT_REFUSED`. */
  readonly refused: readonly string[];
  /** The story that leads the page: most outlets, most weight. */
  readonly leadStory: string;
  /** The article that stands for it. */
  readonly leadArticle: string;
  /** Source that never answers 304; every other one does when it is asked again unchanged. */
  readonly neverNotModified: string;
  /** Slug whose title changes after the first `advance`: still one article. */
  readonly corrected: string;
  /** Distinct articles by round: at the start, then after each `advance`. */
  readonly articlesByRound: readonly number[];
}

/** See {@link DemoExpectations}. */
export function expectedOfDemo(): DemoExpectations {
  const articles = outlets.flatMap((outlet) => outlet.articles);
  return {
    stories: storiesOf(),
    repeated: repeatedArticles(),
    syndicated: [["seagrass-meadow", "seagrass-copy", "seagrass-copy-radio"]],
    optional: new Map(
      articles.flatMap(({ slug, aftermathOf }) => (aftermathOf ? [[slug, aftermathOf] as const] : [])),
    ),
    apart: [
      ["quake-dorn-valley", "quake-isles-of-pell"],
      ["halden-foods-profit", "corvane-steel-profit"],
      ["okoro-header-final", "castlegate-coach-stays"],
      ["tanker-levy-order", "valdane-bank-holds"],
      ["tern-island-school", "old-phones-school"],
      ["frost-vineyards", "vendanges-tardives"],
      ["copperfield-forged-certificates", "hochbruecke-gesperrt"],
    ],
    failing: new Map([
      ["tollgate", "FETCH_HTTP_500"],
      ["oldmill", "PARSE_HTML"],
    ]),
    salvaged: ["lantern"],
    walls: articles.filter(({ wall }) => wall !== undefined).map(({ slug }) => slug),
    refused: ["live-indoor-tennis"],
    leadStory: "lisenne-treaty",
    leadArticle: "lisenne-treaty-water-returns",
    neverNotModified: "touchline",
    corrected: "coach-crash-pass",
    articlesByRound: [0, 1, 2, 3].map(
      (round) => articles.filter((article) => (article.round ?? 0) <= round).length,
    ),
  };
}

function storiesOf(): Map<string, string[]> {
  const stories = new Map<string, string[]>();
  for (const { slug, story } of outlets.flatMap((outlet) => outlet.articles)) {
    if (story) stories.set(story, [...(stories.get(story) ?? []), slug]);
  }
  return stories;
}

function repeatedArticles(): Map<string, string[]> {
  const repeated = new Map<string, string[]>();
  for (const outlet of outlets) {
    for (const { slug, section } of outlet.articles) {
      const listing = feeds.filter(
        (feed) =>
          feed.repeats?.includes(slug) ||
          (feed.outlet === outlet.id && (feed.sections?.includes(section) ?? true)),
      );
      if (listing.length > 1)
        repeated.set(
          slug,
          listing.map(({ id }) => id),
        );
    }
  }
  return repeated;
}
