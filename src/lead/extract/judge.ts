import { agreement } from "./agreement.ts";
import { plainText } from "./clean-html.ts";
import { countWords } from "./count-words.ts";
import type { FeedHints, Wall } from "./extraction.ts";
import { WALL_WORDS } from "./wall-words.ts";

export interface JudgedPage {
  /** As extracted. */
  readonly text: string;
  /** All that the page shows. */
  readonly pageText: string;
  /** What it shows to those without scripts. */
  readonly noscript: string;
  /** The `title` element and the first heading. */
  readonly titles: readonly string[];
  /** Has a password field. */
  readonly password: boolean;
  /** `isAccessibleForFree`. */
  readonly free: boolean | undefined;
}

export interface Verdict {
  readonly code: "EXTRACT_WALL" | "EXTRACT_EMPTY";
  readonly wall: Wall | null;
  /** Ends the sentence "The page at ... ". */
  readonly reason: string;
}

/** Words of a text that may well be a short article. */
const SHORT = 130;
/** Words of a teaser, at most. */
const TEASER = 350;
/** Words below which there is nothing to show. */
const LEAST = 20;

const REASONS: Readonly<Record<Wall, string>> = {
  blocked: "is a block page instead of the article",
  missing: "says that there is no such article",
  consent: "asks for consent before it shows the article",
  login: "asks for a login before it shows the article",
  paywall: "shows a teaser to those who do not pay",
  script: "shows nothing without scripts",
  "wrong-page": "is about something else than the feed's entry",
};

/**
 * Is this the article, whole? A text that is long is believed; a short one has to say nothing of what pages say
 * that stand in an article's place, and has to be what the feed announced.
 */
export function judge(page: JudgedPage, feed: FeedHints | undefined): Verdict | undefined {
  const words = countWords(page.text);
  const wall = findWall(page, words);
  if (wall) return { code: "EXTRACT_WALL", wall, reason: REASONS[wall] };
  if (words < LEAST)
    return { code: "EXTRACT_EMPTY", wall: null, reason: "holds no article that could be found" };
  return feed && judgeByFeed(page, words, feed);
}

function findWall(page: JudgedPage, words: number): Wall | undefined {
  const named = WALL_WORDS.find(({ title }) =>
    page.titles.some((text) => text.length < 80 && title.test(text.trim())),
  );
  if (named && words < TEASER) return named.wall;
  if (words < SHORT) return wallOfShort(page, words);
  if (words < TEASER) return wallOfTeaser(page);
  return page.free === false && endsInPaywall(page.text) ? "paywall" : undefined;
}

/** A page that shows little besides what stands in the way. */
const SPARSE = 260;

function wallOfShort(page: JudgedPage, words: number): Wall | undefined {
  const sparse = countWords(page.pageText) < SPARSE;
  const said = WALL_WORDS.find(
    ({ wall, text }) => text.test(page.text) || (sparse && wall !== "script" && text.test(page.pageText)),
  );
  if (said) return said.wall;
  if (page.free === false) return "paywall";
  if (page.password && sparse) return "login";
  if (PAYWALL.test(page.pageText)) return "paywall";
  const asksForScripts = SCRIPT.test(page.noscript) || SCRIPT.test(page.pageText);
  return words < LEAST && (asksForScripts || countWords(page.pageText) < LEAST * 2)
    ? scriptOrNothing(page)
    : undefined;
}

/** Nothing to see, but something to run. */
function scriptOrNothing(page: JudgedPage): Wall | undefined {
  return page.noscript || SCRIPT.test(page.pageText) ? "script" : undefined;
}

const wordsOf = (wall: Wall) =>
  (WALL_WORDS.find((entry) => entry.wall === wall) as (typeof WALL_WORDS)[number]).text;
const PAYWALL = wordsOf("paywall");
const SCRIPT = wordsOf("script");

/** Some paragraphs of it are there: a wall when a good part of them is about the wall, or the end is a pay gate. */
function wallOfTeaser(page: JudgedPage): Wall | undefined {
  if (endsInPaywall(page.text)) return "paywall";
  if (page.free === false && PAYWALL.test(page.pageText)) return "paywall";
  const sentences = page.text.split(/(?<=[.!?])\s+|\n+/).filter((sentence) => sentence.length > 15);
  const said = WALL_WORDS.find(
    ({ text }) => sentences.filter((s) => text.test(s)).length >= Math.max(2, sentences.length * 0.25),
  );
  return said?.wall;
}

/** Characters at the end of a text in which a pay gate shows. */
const END = 400;

function endsInPaywall(text: string): boolean {
  return PAYWALL.test(text.slice(-END));
}

/** Half of what the feed has already is no gain; a page that shares neither title nor text is another. */
function judgeByFeed(page: JudgedPage, words: number, feed: FeedHints): Verdict | undefined {
  const own = plainText(feed.content ?? feed.summary ?? "", 50_000);
  if (words < countWords(own) * 0.7)
    return { code: "EXTRACT_EMPTY", wall: null, reason: "gives less of the article than the feed does" };
  const title = agreement(feed.title, `${page.titles.join(" ")} ${page.text}`);
  const text = agreement(own, page.text);
  if (title !== undefined && title < 0.3 && (text === undefined || text < 0.3))
    return { code: "EXTRACT_WALL", wall: "wrong-page", reason: REASONS["wrong-page"] };
  return undefined;
}
