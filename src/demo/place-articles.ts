import { fillInDays } from "./fill-in-days.ts";
import { paragraphsOf } from "./markup.ts";
import type { DemoArticle, DemoFeed, DemoOutlet } from "./model.ts";
import { outlets } from "./outlets.ts";
import type { PlacedArticle } from "./placed-article.ts";

const HOUR_MS = 3_600_000;
/** A world that starts in the small hours tells the news of the day before. */
const DAWN_HOURS = 6;

/** When the world began, when its later rounds came, and where its outlets are served. */
export interface WorldClock {
  /** ms; index 0 is the start, 1 the first `advance`, and so on. */
  readonly rounds: readonly number[];
  /** Origin of every outlet's server by its id, without a slash at the end. */
  readonly origins: ReadonlyMap<string, string>;
}

/** Every article that has appeared so far, newest first. */
export function placeArticles(clock: WorldClock): PlacedArticle[] {
  return outlets
    .flatMap((outlet) =>
      outlet.articles
        .filter((article) => (article.round ?? 0) < clock.rounds.length)
        .map((article) => placeArticle(clock, outlet, article)),
    )
    .sort((a, b) => b.publishedAt - a.publishedAt);
}

/** The articles that one feed lists. */
export function articlesOf(feed: DemoFeed, placed: readonly PlacedArticle[]): PlacedArticle[] {
  return placed.filter(({ article, outlet }) => {
    if (feed.repeats?.includes(article.slug)) return true;
    return outlet.id === feed.outlet && (feed.sections?.includes(article.section) ?? true);
  });
}

function placeArticle(clock: WorldClock, outlet: DemoOutlet, article: DemoArticle): PlacedArticle {
  const origin = clock.origins.get(outlet.id) ?? "";
  const start = clock.rounds[article.round ?? 0] ?? 0;
  const publishedAt = wholeSecond(article.round ? start : start - article.hoursAgo * HOUR_MS);
  const corrected = article.correctedTitle !== undefined && clock.rounds[1] !== undefined;
  const paragraphs = paragraphsOf(textOf(article));
  const title = corrected ? (article.correctedTitle ?? article.title) : article.title;
  const newsDay = (clock.rounds[0] ?? 0) - DAWN_HOURS * HOUR_MS;
  const withDays = (text: string) => fillInDays(text, outlet.language, newsDay);
  return {
    article,
    outlet,
    url: `${origin}/${outlet.folder}/${article.slug}`,
    title: withDays(title),
    summary: withDays(article.summary ?? paragraphs[0] ?? ""),
    paragraphs: paragraphs.map(withDays),
    publishedAt,
    updatedAt: corrected ? wholeSecond(clock.rounds[1] ?? 0) : publishedAt,
    image: article.picture ? `${origin}/pictures/${article.slug}.png` : undefined,
  };
}

const wholeSecond = (ms: number): number => Math.floor(ms / 1000) * 1000;

/** An agency copy has the words of the article that it was taken from. */
function textOf(article: DemoArticle): string {
  if (article.copyOf === undefined) return article.text;
  const original = outlets.flatMap((outlet) => outlet.articles).find(({ slug }) => slug === article.copyOf);
  if (!original) throw new Error(`no article ${article.copyOf} to copy`);
  return original.text;
}
