import { createHash } from "node:crypto";
import { bareTitle } from "../../dedupe/bare-title.ts";
import { cleanFeedHtml } from "../../extract/clean-html.ts";
import { isGated } from "../../extract/fetch-full-text.ts";
import { createMemo } from "../../ground/memo.ts";
import { dateOf } from "../../ground/time.ts";
import type { Article } from "../../model/article.ts";
import type { ArticleId, EpochMs, StoryId } from "../../model/brand.ts";
import type { FeedSettings } from "../../model/edition.ts";
import type { Source } from "../../model/source.ts";
import type { Masthead } from "../../model/source-state.ts";
import type {
  FormerLead,
  Membership,
  Publication,
  Reason,
  SourceFeed,
  Story,
  StoryArticle,
} from "../../model/story.ts";
import { legalId } from "../../publish/legal.ts";
import type { StoredArticle } from "../../store/articles/article-store.ts";
import { saysCorrection } from "../group/corrections.ts";
import { voiceOf } from "../group/desk.ts";
import { splitEntryId } from "../restore/published-story.ts";

/** A story of an edition before its articles are loaded. */
export interface ChosenStory {
  readonly id: StoryId;
  readonly leadId: ArticleId;
  readonly leadReasons: readonly Reason[];
  readonly memberIds: readonly ArticleId[];
  /** One of each independent voice. */
  readonly outlets: readonly string[];
  /** When it entered a feed that asks for so many outlets. */
  readonly entersAt?: EpochMs | undefined;
  /** Its publishers took it back. */
  readonly isWithdrawn?: boolean;
  readonly score: number;
  readonly orderReasons: readonly Reason[];
}

/** What a feed publishes, before its articles are loaded. */
export interface ChosenEdition {
  readonly feed: FeedSettings;
  readonly stories: readonly ChosenStory[];
}

/** What telling a story needs to know beside its articles. */
export interface TellingContext {
  readonly articles: ReadonlyMap<ArticleId, StoredArticle>;
  readonly memberships: ReadonlyMap<StoryId, readonly Membership[]>;
  /** By every id that they have or had. */
  readonly sources: ReadonlyMap<string, Source>;
  readonly mastheads: ReadonlyMap<string, Masthead>;
}

/** The lead's own words at most this long: a book in a feed would make every reader of it slow. */
const MOST_HTML = 400_000;

/** The article that a member stands in the place of, if it does: a correction of the same outlet. */
export function correctedBy({ reasons, with: other }: Membership): readonly ArticleId[] {
  return other !== undefined && reasons.some(({ name }) => name === "correction") ? [other] : [];
}

/** Puts a story together; undefined when its lead is gone. */
export function tellStory(
  chosen: ChosenStory,
  publication: Publication,
  context: TellingContext,
): Story | undefined {
  const lead = context.articles.get(chosen.leadId);
  if (!lead) return undefined;
  const coverage = chosen.memberIds
    .filter((id) => id !== chosen.leadId)
    .map((id) => context.articles.get(id))
    .filter((stored) => stored !== undefined)
    .filter(({ article }) => !repeats(article, lead.article))
    .sort((a, b) => dateOf(b.article) - dateOf(a.article));
  const memberships = context.memberships.get(chosen.id) ?? [];
  const corrected = memberships.flatMap(correctedBy).filter((id) => !chosen.memberIds.includes(id));
  const corrections = new Set(
    memberships.filter((one) => correctedBy(one).length > 0).map((one) => one.articleId),
  );
  const told = (stored: StoredArticle, html = "") => {
    const isCorrection = corrections.has(stored.article.id) || saysCorrection(stored.article.title);
    return { ...storyArticle(stored, context, html), isCorrection };
  };
  return {
    id: chosen.id,
    entryId: publication.entryId,
    lead: told(lead, leadHtml(lead)),
    isWithdrawn: publication.withdrawnAt !== undefined,
    leadReasons: chosen.leadReasons,
    coverage: coverage.map((stored) => told(stored)),
    memberships,
    superseded: [...new Set(corrected)]
      .flatMap((id) => context.articles.get(id) ?? [])
      .map((stored) => told(stored)),
    ledBefore: publication.ledBefore ?? [],
    outlets: outletsOf(chosen, context),
    publishedAt: publication.publishedAt,
    announcedAt: publication.announcedAt,
    updatedAt: publication.updatedAt,
    score: chosen.score,
    orderReasons: chosen.orderReasons,
  };
}

/** What the outlets that tell it call themselves, in the order in which they told it. */
function outletsOf({ outlets, memberIds }: ChosenStory, { articles }: TellingContext): readonly string[] {
  const members = memberIds.flatMap((id) => articles.get(id)?.article ?? []);
  const told = outlets.map((voice) => {
    const own = members.filter((article) => voiceOf(article) === voice).sort((a, b) => dateOf(a) - dateOf(b));
    return { name: own[0]?.outlet ?? voice, at: own[0] ? dateOf(own[0]) : 0 };
  });
  return told.sort((a, b) => a.at - b.at || (a.name < b.name ? -1 : 1)).map(({ name }) => name);
}

/** An outlet that has its text under two addresses covers nobody. */
function repeats(article: Article, lead: Article): boolean {
  const isSame = voiceOf(article).toLowerCase() === voiceOf(lead).toLowerCase();
  return isSame && bareTitle(article.title) === bareTitle(lead.title);
}

/** The configured sources that carry an article: its own first, else the first of the others speaks for it. */
export function carriersOf(
  { sourceIds }: Pick<StoredArticle, "sourceIds">,
  sources: TellingContext["sources"],
): readonly Source[] {
  return [...new Set(sourceIds.flatMap((id) => sources.get(id) ?? []))];
}

function storyArticle(
  stored: StoredArticle,
  { sources, mastheads }: TellingContext,
  html: string,
): Omit<StoryArticle, "isCorrection"> {
  const { article, fullText } = stored;
  const carriers = carriersOf(stored, sources);
  const [source] = carriers;
  const masthead = source && mastheads.get(source.id);
  const named = carriers.find(({ name, outlet }) => name !== undefined && outlet === source?.outlet);
  const sourceName = source?.name ?? named?.name ?? masthead?.title ?? source?.outlet ?? article.outlet;
  const told = { article, fullText, wall: isGated(article, fullText) ? ("paid" as const) : undefined, html };
  const { origin } = article;
  if (origin?.voice !== undefined)
    return {
      ...told,
      sourceName: article.outlet,
      sourceUrl: origin.url,
      siteUrl: origin.siteUrl,
      feed: { id: origin.id, url: origin.url, updatedAt: origin.updatedAt, rights: origin.rights },
      carrier: { name: sourceName, url: source?.shownUrl ?? source?.url },
    };
  return {
    ...told,
    sourceName,
    sourceUrl: source?.shownUrl ?? source?.url,
    siteUrl: masthead?.siteUrl,
    feed: feedOf(article, source, masthead),
  };
}

/** Where an address holds a secret, the feed's own words about itself may hold it too. */
function feedOf(article: Article, source: Source | undefined, masthead: Masthead | undefined): SourceFeed {
  const isPlain = source?.shownUrl === undefined;
  return {
    id: isPlain ? masthead?.id : undefined,
    url: isPlain ? masthead?.feedUrl : undefined,
    updatedAt: article.feedUpdatedAt ?? article.updatedAt ?? article.publishedAt,
    rights: article.feedRights ?? masthead?.rights,
  };
}

/** Full text where there is some, else the feed's own words. */
function leadHtml({ article, fullText }: StoredArticle): string {
  if (fullText?.kind === "text" && fullText.html.length <= MOST_HTML) return fullText.html;
  const { content, url } = article;
  return content ? cleaned(`${url}\n${content}`, () => cleanFeedHtml(content, url)) : "";
}

/** An edition tells nearly all that the last one told: characters of that. */
const MOST_CLEANED = 3_000_000;
const cleaned = createMemo<string>(MOST_CLEANED, (html) => html.length);

/** What makes readers be told of a change: another lead, another title, full text that arrived. */
export function significance({ article, fullText }: Pick<StoredArticle, "article" | "fullText">): string {
  const parts = [article.id, article.title, fullText?.kind === "text" ? "full" : ""];
  return createHash("sha256").update(parts.join("\n")).digest("base64url").slice(0, 16);
}

export interface Announcing {
  readonly storyId: StoryId;
  readonly lead: StoredArticle;
  /** The story has no other member. */
  readonly isAlone: boolean;
  /** Its publishers took it back. */
  readonly isWithdrawn: boolean;
  /** Ids that other stories have. */
  readonly taken: ReadonlySet<string>;
  readonly before: Publication | undefined;
  readonly tagBase: string;
  readonly now: EpochMs;
}

/** A story whose lead changes at every publication must not grow for ever. */
const MOST_LEADS = 20;

function ledUntil({ leadId, ledBefore = [] }: Publication, now: EpochMs): readonly FormerLead[] {
  return [...ledBefore, { articleId: leadId, until: now }].slice(-MOST_LEADS);
}

/** The story's publication after this edition: the same object when nothing significant changed. */
export function announce(announcing: Announcing): Publication {
  const { lead, before, now, isWithdrawn } = announcing;
  if (isWithdrawn !== (before?.withdrawnAt !== undefined)) {
    const first = before ?? announce({ ...announcing, isWithdrawn: false });
    return { ...first, withdrawnAt: isWithdrawn ? now : undefined, updatedAt: now };
  }
  const significant = significance(lead);
  if (before?.significant === significant) return before;
  if (before) {
    const changed = before.leadId !== lead.article.id && { ledBefore: ledUntil(before, now) };
    return { ...before, ...changed, leadId: lead.article.id, significant, updatedAt: now };
  }
  const publishedAt = Math.min(now, dateOf(lead.article));
  return {
    entryId: entryIdOf(announcing),
    leadId: lead.article.id,
    significant,
    publishedAt,
    updatedAt: publishedAt,
    announcedAt: now,
  };
}

/**
 * An entry that stands alone keeps the id that its publisher gave it, whoever republishes it (RFC 4287 section 4.2.6);
 * a story has one of its own. What no reader could tell from other entries is no id.
 */
function entryIdOf({ storyId, lead: { article }, isAlone, taken, tagBase }: Announcing): string {
  const own = isAlone && article.isGuidOwn ? legalId(article.guid?.trim()) : undefined;
  const isSite = own !== undefined && /^https?:/i.test(own) && new URL(own).pathname.length < 2;
  // Another wire's story goes on as ours: its base must not be taken for ours.
  const isUsable = own !== undefined && !isSite && !taken.has(own) && splitEntryId(own) === undefined;
  return isUsable ? own : `${tagBase}:story/${storyId}`;
}
