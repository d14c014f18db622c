import { agreement, topicAgreement, topicOf } from "./agreement.ts";
import type { Announced } from "./choose-body.ts";
import { plainText } from "./clean-html.ts";
import { countWords } from "./count-words.ts";
import type { FeedHints, Wall } from "./extraction.ts";
import { isLegal, sentencesOf } from "./legal-text.ts";
import { WALL_WORDS } from "./wall-words.ts";

export interface JudgedPage {
  /** As extracted. */
  readonly text: string;
  /** All that the page shows. */
  readonly pageText: string;
  /** What it shows to those without scripts. */
  readonly noscript: string;
  /** The `title` element, and the first-level heading where there is but one; empty where there is none. */
  readonly titles: readonly [title: string, heading: string];
  /** It says of itself that it is an article: by its type, or with headline and date. */
  readonly isArticle: boolean;
  /** What the article is known by. */
  readonly announced: Pick<Announced, "title" | "words">;
  /** There is something to run. */
  readonly scripts: boolean;
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
  if (words < LEAST || isGarbled(page.text))
    return { code: "EXTRACT_EMPTY", wall: null, reason: "holds no article that could be found" };
  return isElse(page, words) ? WRONG : feed && judgeByFeed(page, words, feed);
}

/** Bytes that were no text: more than one in a hundred is a control or a replacement character. */
function isGarbled(text: string): boolean {
  const strange = text.match(/(?!\s)[\p{Cc}\ufffd]/gu)?.length ?? 0;
  return strange > text.length / 100;
}

function findWall(page: JudgedPage, words: number): Wall | undefined {
  const believed = page.isArticle ? SCRAP : TEASER;
  const named = page.titles.map(wallNamed);
  // A heading may be that of a hidden dialogue: it counts where there is next to nothing else.
  const wall = (words < believed ? named[0] : undefined) ?? (words < SCRAP ? named[1] : undefined);
  if (wall) return wall;
  if (words < SHORT) return wallOfShort(page, words);
  if (words < TEASER) return wallOfTeaser(page);
  return page.free === false && endsInPaywall(page.text) ? "paywall" : undefined;
}

function wallNamed(title: string): Wall | undefined {
  return WALL_WORDS.find((entry) => title.length < 80 && entry.title.test(title.trim()))?.wall;
}

/** A page that shows little besides what stands in the way. */
const SPARSE = 260;
/** Words below which what the page says around them counts as much. */
const SCRAP = 60;

function wallOfShort(page: JudgedPage, words: number): Wall | undefined {
  const said = saidBySentences(page.text);
  if (said) return said;
  if (page.free === false || gateAfter(page) || endsInPaywall(page.text)) return "paywall";
  // A page that calls itself an article and shows some of it has what stands in the way beside it, as a banner.
  const isBrief = page.isArticle && words >= LEAST;
  if (words < SCRAP && !isBrief && countWords(page.pageText) < SPARSE) {
    const isTold = (topicAgreement(page.announced.words, topicOf(page.text), TOPIC) ?? 0) >= TOLD;
    const beside = (wall: Wall) => wall === "script" || (wall === "consent" && isTold);
    const around = WALL_WORDS.find(({ wall, text }) => !beside(wall) && text.test(page.pageText));
    if (around || page.password) return around?.wall ?? "login";
  }
  return words < LEAST ? scriptOrNothing(page) : undefined;
}

/** A good part of the sentences is about a wall, not about the news. */
function saidBySentences(text: string): Wall | undefined {
  const sentences = sentencesOf(text);
  const enough = Math.max(1, sentences.length * 0.25);
  return WALL_WORDS.find((entry) => sentences.filter((s) => entry.text.test(s)).length >= enough)?.wall;
}

/** Characters after the text in which a pay gate stands where the text breaks off. */
const GATE = 600;

/** What outlets also say beside articles that anyone may read. */
const NO_GATE =
  /already (?:a|an) (?:[\w']+ ){0,2}(?:subscriber|member)|without (?:ads|advertising|adverts)|bereits (?:ein abo|abonn)|déjà abonné|ya eres suscriptor|sei già abbonato|al abonnee|já é assinante|masz już|redan prenumerant/i;

function gateAfter({ text, pageText }: JudgedPage): boolean {
  const line = text.replace(/\s+/g, " ");
  const start = pageText.lastIndexOf(line.slice(0, 60));
  const last = pageText.lastIndexOf(line.slice(-60));
  if (last < 0) return false;
  // From the first line on: trimming has taken the gate out of the text that it stands in.
  const around = pageText.slice(start < 0 ? last : Math.min(start, last), last + GATE);
  return around.split(/(?<=[.!?])\s+/).some((sentence) => !NO_GATE.test(sentence) && PAYWALL.test(sentence));
}

/** Nothing to see, but something to run. */
function scriptOrNothing({ noscript, pageText, scripts }: JudgedPage): Wall | undefined {
  return SCRIPT.test(noscript) || SCRIPT.test(pageText) || (scripts && countWords(pageText) < LEAST)
    ? "script"
    : undefined;
}

const wordsOf = (wall: Wall) =>
  (WALL_WORDS.find((entry) => entry.wall === wall) as (typeof WALL_WORDS)[number]).text;
const PAYWALL = wordsOf("paywall");
const LOGIN = wordsOf("login");
const SCRIPT = wordsOf("script");

/** Some paragraphs of it are there: a wall when a good part of them is about it, or when the end is a pay gate. */
function wallOfTeaser(page: JudgedPage): Wall | undefined {
  if (endsInPaywall(page.text) || (page.free !== true && gateAfter(page))) return "paywall";
  return saidBySentences(page.text);
}

/** Characters at the end of a text in which a pay gate shows. */
const END = 400;

function endsInPaywall(text: string): boolean {
  const end = text.slice(-END);
  return PAYWALL.test(end) || (BREAKS_OFF.test(end) && LOGIN.test(end));
}

/** A paragraph that breaks off. */
const BREAKS_OFF = /(?:\.\.\.|…|\[…\])\s*\n/;

/** Words that say what an article is about, from which a text that has none of them is another. */
const TOPIC = 5;
/** The same, of a headline. */
const HEADLINE = 3;
/** The share of them that a text has which is what they announce. */
const TOLD = 0.5;
/** One word in ten may be there by chance. */
const CHANCE = 0.1;

const WRONG: Verdict = { code: "EXTRACT_WALL", wall: "wrong-page", reason: REASONS["wrong-page"] };

/**
 * A text that is not long, or is one of consent and conditions, has nothing of what its own page's title and description
 * say that it is about. Sites that describe and name all pages alike have long texts under such names: these are believed.
 */
function isElse({ announced, text }: JudgedPage, words: number): boolean {
  const legal = isLegal(text);
  if (words >= TEASER && !legal) return false;
  const topic = topicOf(text);
  const title = topicAgreement(announced.title, topic, HEADLINE);
  if (title === undefined || title >= CHANCE) return false;
  const described = topicAgreement(announced.words, topic, TOPIC);
  return described === undefined ? legal : described < CHANCE;
}

/**
 * Less than most of what the feed has already is no gain. A text that shares nothing with what the feed says of the
 * article is another, whatever the page calls itself, unless it is what the title says.
 */
function judgeByFeed(page: JudgedPage, words: number, feed: FeedHints): Verdict | undefined {
  const own = plainText(feed.content ?? feed.summary ?? "", 50_000);
  if (words < countWords(own) * 0.7)
    return { code: "EXTRACT_EMPTY", wall: null, reason: "gives less of the article than the feed does" };
  const topic = topicOf(page.text);
  const told = topicAgreement(feed.title, topic, HEADLINE) ?? 0;
  const shared = topicAgreement(own, topic, TOPIC);
  if (shared !== undefined && shared < CHANCE && told < 0.5) return WRONG;
  const named = agreement(feed.title, `${page.titles.join(" ")} ${page.text}`);
  return named !== undefined && named < 0.3 && (shared ?? 0) < 0.3 ? WRONG : undefined;
}
