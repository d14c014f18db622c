import { expectedOfDemo } from "../../src/demo/expected.ts";
import { outlets } from "../../src/demo/outlets.ts";

/** The parts of a published feed.json that say which article is in which story. */
export interface PublishedFeed {
  readonly items: readonly {
    readonly url: string;
    readonly _also?: { readonly items: readonly { readonly url: string }[] };
  }[];
}

/** How a published feed of the demo's world differs from what its texts say. All empty: as it should be. */
export interface DemoVerdict {
  /** Told at the time, but not in the feed. */
  readonly missing: readonly string[];
  /** In the feed more than once. */
  readonly repeated: readonly string[];
  /** Stories that stand in the feed as several. */
  readonly split: readonly (readonly string[])[];
  /** Articles of different stories under one entry. */
  readonly mixed: readonly (readonly string[])[];
}

/**
 * Holds a published feed against the demo's world.
 *
 * @param round how often time had passed (`advance`) when it was polled last
 */
export function judgeDemoFeed(feed: PublishedFeed, round = 0): DemoVerdict {
  const { stories, optional } = expectedOfDemo();
  const entries = feed.items.map(({ url, _also }) => [url, ...(_also?.items ?? []).map((item) => item.url)]);
  const told = entries.map((urls) => urls.map(slugOf));
  const articles = outlets.flatMap((outlet) => outlet.articles);
  const due = articles.filter((article) => (article.round ?? 0) <= round).map(({ slug }) => slug);
  const storyOf = new Map(articles.map(({ slug, story }) => [slug, story ?? slug]));
  const published = told.flat();
  return {
    missing: due.filter((slug) => !published.includes(slug)),
    repeated: due.filter((slug) => published.indexOf(slug) !== published.lastIndexOf(slug)),
    split: [...stories.values()]
      .map((slugs) => told.filter((entry) => entry.some((slug) => slugs.includes(slug))))
      .filter((parts) => parts.length > 1)
      .map((parts) => parts.map((entry) => entry.join(" + "))),
    mixed: told.filter((entry) => {
      const sure = entry.filter((slug) => !optional.has(slug)).map((slug) => storyOf.get(slug));
      const perhaps = entry.map((slug) => optional.get(slug)).filter((story) => story !== undefined);
      return new Set([...sure, ...perhaps]).size > 1;
    }),
  };
}

/** Of an article's address with whatever tracking it carries. */
function slugOf(url: string): string {
  return new URL(url).pathname.split("/").at(-1) ?? "";
}
