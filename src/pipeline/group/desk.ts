import { isDeepStrictEqual } from "node:util";
import { isGated } from "../../extract/fetch-full-text.ts";
import { dateOf } from "../../ground/time.ts";
import { centralities } from "../../lead/centrality.ts";
import { voicesOf } from "../../lead/order-stories.ts";
import type { Article } from "../../model/article.ts";
import type { ArticleId, EpochMs, SourceId, StoryId } from "../../model/brand.ts";
import type { Config } from "../../model/config.ts";
import type { Source } from "../../model/source.ts";
import { agencyNamed, agencyOf } from "../../normalize/agency.ts";
import type { StoredArticle } from "../../store/articles/article-store.ts";
import { NO_VERDICT, type Verdict } from "./rulebook.ts";

/** What the desk keeps of an article in memory: enough to choose and order, not to publish. */
export interface DeskArticle {
  readonly id: ArticleId;
  /** The source that speaks for it. */
  readonly sourceId: SourceId;
  /** All sources that carry it, that one first. */
  readonly sourceIds: readonly SourceId[];
  /** By what its outlet is counted: see `voiceOf`. */
  readonly outlet: string;
  /** What readers are shown of it. */
  readonly name: string;
  /** The agency that wrote it. */
  readonly agency: string | undefined;
  readonly url: string;
  readonly title: string;
  readonly summary: string;
  readonly language: string | undefined;
  readonly publishedAt: EpochMs | undefined;
  readonly seenAt: EpochMs;
  /** Characters of HTML that the feed itself gave. */
  readonly contentLength: number;
  readonly image: boolean;
  /** Full text: had, not to be had, or not tried yet. */
  readonly fullText: "text" | "none" | undefined;
  /** For subscribers: no more than a teaser is shown of it. */
  readonly gated: boolean;
  readonly verdict: Verdict;
  /** Likeness to the story when it joined; undefined for the first. */
  readonly score: number | undefined;
  /** An article of the same story whose text this one repeats. */
  readonly syndicatedOf: ArticleId | undefined;
  /** Its publisher took it back: it is no member of a story that others tell. */
  readonly isWithdrawn: boolean;
}

type Houses = Config["houses"];

export interface DeskStory {
  /** Its publishers took all of it back. */
  readonly isWithdrawn: boolean;
  readonly id: StoryId;
  readonly members: readonly DeskArticle[];
  /** Of its newest member. */
  readonly newestAt: EpochMs;
  /** When its last member was first seen. */
  readonly lastSeenAt: EpochMs;
  /** Independent outlets that tell it. */
  readonly voices: number;
  /** One outlet of each of them; that of the lead, where it is one. */
  readonly outlets: (leadId: ArticleId) => readonly string[];
  /** When so many independent outlets had told it. */
  readonly toldBy: (voices: number) => EpochMs;
  /** How typical each member is of the story, 0-1. */
  readonly centralities: () => readonly number[];
}

/**
 * The stories in the window, as the one publishing process sees them: told by the sources that are configured. What
 * nobody carries any more stays, out of sight, until the window closes over it: its source may come back.
 */
export interface Desk {
  /**
   * From now on these sources carry: every id that one of them has or had, and the source. What a source's own rules
   * refuse it does not carry.
   */
  carry(sources: ReadonlyMap<string, Source>, houses: Houses): void;
  /** Every id of a source that an article in the window has. */
  sourceIds(): ReadonlySet<SourceId>;
  place(storyId: StoryId, article: DeskArticle): void;
  /** Takes an article off: a later version of it stands in its place. */
  remove(id: ArticleId): void;
  /** Every article in the window, whoever carries it. */
  articles(): readonly { readonly storyId: StoryId; readonly article: DeskArticle }[];
  /** Moves the members of one story into another. */
  merge(from: StoryId, into: StoryId): void;
  /** Notes a merge that happened before this desk was set up. */
  absorb(from: StoryId, into: StoryId): void;
  /** Stories that became this one. */
  absorbed(id: StoryId): readonly StoryId[];
  find(id: ArticleId): { readonly storyId: StoryId; readonly article: DeskArticle } | undefined;
  story(id: StoryId): DeskStory | undefined;
  stories(): readonly DeskStory[];
  /** Drops articles that were last seen before; a story goes with its last member. */
  forget(before: EpochMs): void;
  readonly articleCount: number;
  readonly storyCount: number;
}

export function createDesk(): Desk {
  const stories = new Map<StoryId, Map<ArticleId, DeskArticle>>();
  const whereabouts = new Map<ArticleId, StoryId>();
  const heirs = new Map<StoryId, StoryId[]>();
  /** Summed up once for each set of members: most stories are the same at every publication. */
  const summaries = new Map<StoryId, DeskStory | undefined>();
  /** No article is older. */
  let oldest = Number.POSITIVE_INFINITY;
  let carriers: ReadonlyMap<string, Source> = new Map();
  let houses: Houses = [];
  /** undefined: nobody carries any of its articles. */
  const summaryOf = (id: StoryId, members: ReadonlyMap<ArticleId, DeskArticle>) => {
    if (summaries.has(id)) return summaries.get(id);
    const carried = [...members.values()].flatMap((article) => carriedBy(carriers, article) ?? []);
    const standing = carried.filter((article) => !article.isWithdrawn);
    const told = standing.length > 0 ? standing : carried;
    const summary = told.length === 0 ? undefined : deskStory(id, told, houses);
    summaries.set(id, summary);
    return summary;
  };
  const absorb = (from: StoryId, into: StoryId) => {
    heirs.set(into, [...(heirs.get(into) ?? []), from, ...(heirs.get(from) ?? [])]);
    heirs.delete(from);
  };
  const membersOf = (id: StoryId) => {
    const known = stories.get(id);
    if (known) return known;
    const fresh = new Map<ArticleId, DeskArticle>();
    stories.set(id, fresh);
    return fresh;
  };
  return {
    carry: (sources, owned) => {
      if (sameCarriers(sources, carriers) && isDeepStrictEqual(owned, houses)) return;
      carriers = sources;
      houses = owned;
      summaries.clear();
    },
    sourceIds: () => {
      const ids = new Set<SourceId>();
      for (const members of stories.values())
        for (const { sourceIds } of members.values()) for (const id of sourceIds) ids.add(id);
      return ids;
    },
    place: (storyId, article) => {
      const before = whereabouts.get(article.id);
      if (before !== undefined && before !== storyId) {
        stories.get(before)?.delete(article.id);
        summaries.delete(before);
      }
      membersOf(storyId).set(article.id, article);
      whereabouts.set(article.id, storyId);
      summaries.delete(storyId);
      oldest = Math.min(oldest, dateOf(article));
    },
    remove: (id) => {
      const storyId = whereabouts.get(id);
      if (storyId === undefined) return;
      stories.get(storyId)?.delete(id);
      whereabouts.delete(id);
      summaries.delete(storyId);
    },
    articles: () =>
      [...stories].flatMap(([storyId, members]) =>
        [...members.values()].map((article) => ({ storyId, article })),
      ),
    merge: (from, into) => {
      for (const article of stories.get(from)?.values() ?? []) {
        membersOf(into).set(article.id, article);
        whereabouts.set(article.id, into);
      }
      stories.delete(from);
      summaries.delete(from);
      summaries.delete(into);
      absorb(from, into);
    },
    absorb,
    absorbed: (id) => heirs.get(id) ?? [],
    find: (id) => {
      const storyId = whereabouts.get(id);
      const article = storyId && stories.get(storyId)?.get(id);
      return storyId && article ? { storyId, article } : undefined;
    },
    story: (id) => {
      const members = stories.get(id);
      return members && summaryOf(id, members);
    },
    stories: () => {
      const all: DeskStory[] = [];
      stories.forEach((members, id) => {
        const summary = summaryOf(id, members);
        if (summary) all.push(summary);
      });
      return all;
    },
    forget: (before) => {
      if (before <= oldest) return;
      oldest = Number.POSITIVE_INFINITY;
      for (const [id, members] of stories) {
        for (const article of members.values()) {
          const date = dateOf(article);
          if (date >= before) {
            oldest = Math.min(oldest, date);
            continue;
          }
          members.delete(article.id);
          whereabouts.delete(article.id);
          summaries.delete(id);
        }
        if (members.size === 0) stories.delete(id);
      }
    },
    get articleCount() {
      return whereabouts.size;
    },
    get storyCount() {
      return stories.size;
    },
  };
}

/** As its configured sources carry it; undefined: none does. Its own source speaks for it, else the first of the others. */
function carriedBy(carriers: ReadonlyMap<string, Source>, article: DeskArticle): DeskArticle | undefined {
  const { refusedBy } = article.verdict;
  const [own] = article.sourceIds;
  if (refusedBy.size === 0 && article.sourceIds.length === 1 && carriers.get(own as SourceId)?.id === own)
    return article;
  const sourceIds = article.sourceIds.filter((id) => !refusedBy.has(id));
  const carrying = [...new Set(sourceIds.flatMap((id) => carriers.get(id)?.id ?? []))];
  const [first] = carrying;
  return first === undefined ? undefined : { ...article, sourceId: first, sourceIds: carrying };
}

/** The same ids of the same sources: what else is told of a source means nothing to the desk. */
function sameCarriers(a: ReadonlyMap<string, Source>, b: ReadonlyMap<string, Source>): boolean {
  return a.size === b.size && [...a].every(([id, source]) => b.get(id)?.id === source.id);
}

function deskStory(id: StoryId, list: readonly DeskArticle[], houses: Houses): DeskStory {
  // In an order of their own: that of Redis and that of their coming differ.
  const inOrder = list.toSorted((a, b) => a.seenAt - b.seenAt || (a.id < b.id ? -1 : 1));
  const speaking = inOrder.map((article) => ({ ...article, house: ownerOf(article, houses) }));
  let typical: readonly number[] | undefined;
  let newestAt = Number.NEGATIVE_INFINITY;
  let lastSeenAt = Number.NEGATIVE_INFINITY;
  for (const article of list) {
    newestAt = Math.max(newestAt, dateOf(article));
    lastSeenAt = Math.max(lastSeenAt, article.seenAt);
  }
  return {
    id,
    members: list,
    isWithdrawn: list.every((article) => article.isWithdrawn),
    newestAt,
    lastSeenAt,
    voices: voicesOf(speaking).length,
    outlets: (leadId) => voicesOf(speaking, leadId),
    toldBy: (wanted) => {
      const enough = speaking.findIndex((_, n) => voicesOf(speaking.slice(0, n + 1)).length >= wanted);
      return speaking[enough]?.seenAt ?? lastSeenAt;
    },
    centralities: () => {
      typical ??= centralities(list);
      return typical;
    },
  };
}

/** Whose voice it is: the agency's that wrote it, else the house's. */
function ownerOf(article: DeskArticle, houses: Houses): string | undefined {
  const agency = article.agency ?? agencyNamed(article.outlet);
  return agency === undefined ? houseOf(article, houses) : `agency ${agency}`;
}

/** The owner of the outlet, where the YAML names its other outlets: by the outlet's name, or the site that it is on. */
function houseOf({ outlet, url }: DeskArticle, houses: Houses): string | undefined {
  if (houses.length === 0) return undefined;
  const name = outlet.toLowerCase();
  const host = URL.parse(url)?.hostname ?? "";
  const own = houses.find((house) =>
    house.some((one) => one === name || one === host || host.endsWith(`.${one}`)),
  );
  return own && `house of ${own[0]}`;
}

export interface Placing {
  readonly score: number | undefined;
  readonly syndicatedOf: ArticleId | undefined;
  readonly verdict?: Verdict | undefined;
}

/** By what an article's outlet is told from others: a carried publisher's registrable domain, else the outlet's name. */
export function voiceOf({ outlet, origin }: Pick<Article, "outlet" | "origin">): string {
  return origin?.voice ?? outlet;
}

/** What the desk keeps of an article. */
export function deskArticle(
  { article, sourceIds, fullText }: StoredArticle,
  { score, syndicatedOf, verdict = NO_VERDICT }: Placing,
): DeskArticle {
  const { id, sourceId, url, title, summary, language, publishedAt, seenAt, content, image } = article;
  return {
    id,
    sourceId,
    sourceIds,
    outlet: voiceOf(article),
    name: article.outlet,
    agency: agencyOf(article),
    url,
    title,
    summary,
    language,
    publishedAt,
    seenAt,
    contentLength: content?.length ?? 0,
    image: image !== undefined,
    fullText: fullText?.kind,
    gated: isGated(article, fullText),
    verdict,
    score,
    syndicatedOf,
    isWithdrawn: article.withdrawn !== undefined,
  };
}
