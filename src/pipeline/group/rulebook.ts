import { isDeepStrictEqual } from "node:util";
import { plainText } from "../../extract/clean-html.ts";
import { countWords } from "../../extract/count-words.ts";
import { isGated, wantsFullText } from "../../extract/fetch-full-text.ts";
import type { ArticleId, SourceId } from "../../model/brand.ts";
import type { Config } from "../../model/config.ts";
import type { FilterRule, Source, WireRule } from "../../model/source.ts";
import { createJudge, type RuleFacts, refusal } from "../../normalize/rules.ts";
import type { ArticleStore, StoredArticle, StoredEntry } from "../../store/articles/article-store.ts";
import type { ScheduleStore } from "../../store/schedule/schedule-store.ts";
import { byEveryId } from "./known-sources.ts";

/** What the rules of the YAML say of one article. */
export interface Verdict {
  /** Rules of the wire and of its feeds that are true of it; its age is asked when an edition is composed. */
  readonly hits: ReadonlySet<WireRule>;
  /** Of the sources that carry it those whose own rules refuse it. */
  readonly refusedBy: ReadonlyMap<SourceId, FilterRule | "keep">;
}

export const NO_VERDICT: Verdict = { hits: new Set(), refusedBy: new Map() };

export type RuleSettings = Pick<Config, "keep" | "drop" | "feeds" | "sources" | "lead">;

export interface RulebookDeps {
  readonly articles: Pick<ArticleStore, "entries">;
  readonly schedule: Pick<ScheduleStore, "states">;
}

/** The rules of a configuration, and what they say of articles. */
export interface Rulebook {
  /** The rules as they are asked: those of an edit that says the same are other objects. */
  readonly rules: RuleSettings;
  /** Whether another configuration has the same rules, and judges by the same. */
  isOf(settings: RuleSettings): boolean;
  /** Of no article that it does not give anything is true. */
  judge(deps: RulebookDeps, all: readonly StoredArticle[]): Promise<ReadonlyMap<ArticleId, Verdict>>;
  /** Rules that are left aside because they do not come to an end. */
  readonly slow: ReadonlySet<FilterRule>;
}

export function createRulebook(rules: RuleSettings): Rulebook {
  const judge = createJudge();
  const ofWire = rulesOfWire(rules);
  /** Compared last, and found to judge alike: an edition is composed every few seconds. */
  let same = rules;
  const someHaveOwn = rules.sources.some(hasOwn);
  const own = new Map(rules.sources.map((source) => [source.id as string, source]));
  const sourcesOf = async (deps: RulebookDeps, all: readonly StoredArticle[]) => {
    const ids = new Set(all.flatMap(({ sourceIds }) => sourceIds));
    return [...ids].every((id) => own.has(id)) ? own : byEveryId(rules.sources, ids, deps.schedule);
  };
  const refusedBy = async (deps: RulebookDeps, all: readonly StoredArticle[]) => {
    const found = new Map<ArticleId, Map<SourceId, FilterRule | "keep">>();
    if (!someHaveOwn) return found;
    const sources = await sourcesOf(deps, all);
    const asked = await factsBySource(deps, all, (id) => {
      const source = sources.get(id);
      return source && hasOwn(source) ? source : undefined;
    });
    for (const [source, list] of asked) {
      const { keep, drop } = source;
      const hits = judge.hits(
        [...keep, ...drop],
        list.map(({ facts }) => facts),
      );
      const kept = keep.filter((rule) => !judge.slow.has(rule));
      for (const [n, { articleId, sourceId }] of list.entries()) {
        const no = refusal({ keep: kept, drop }, (rule) => hits[n]?.has(rule) ?? false);
        if (!no) continue;
        const before = found.get(articleId) ?? new Map<SourceId, FilterRule | "keep">();
        found.set(articleId, before.set(sourceId, no.by));
      }
    }
    return found;
  };
  return {
    rules,
    isOf: (settings) => {
      if (settings === same) return true;
      if (!isDeepStrictEqual(whatJudges(rules), whatJudges(settings))) return false;
      same = settings;
      return true;
    },
    judge: async (deps, all) => {
      if (ofWire.length === 0 && !someHaveOwn) return new Map();
      const refused = await refusedBy(deps, all);
      const facts = all.map((stored) => factsOf(stored, own.get(stored.article.sourceId), rules));
      const hits = judge.hits(ofWire, facts);
      const verdicts = new Map<ArticleId, Verdict>();
      for (const [n, { article }] of all.entries()) {
        const { hits: none, refusedBy: nobody } = NO_VERDICT;
        const verdict = { hits: hits[n] ?? none, refusedBy: refused.get(article.id) ?? nobody };
        if (verdict.hits.size + verdict.refusedBy.size > 0) verdicts.set(article.id, verdict);
      }
      return verdicts;
    },
    slow: judge.slow,
  };
}

function hasOwn({ keep, drop }: Source): boolean {
  return keep.length + drop.length > 0;
}

function rulesOfWire({ keep, drop, feeds }: RuleSettings): readonly WireRule[] {
  return [...keep, ...drop, ...feeds.flatMap((feed) => [...feed.keep, ...feed.drop])];
}

/** Without what changes no verdict. */
function whatJudges(settings: RuleSettings) {
  const { keep, drop, feeds, sources, lead } = settings;
  const counts = rulesOfWire(settings).some(({ words }) => words);
  return {
    ...{ keep, drop },
    feeds: feeds.map((feed) => ({ id: feed.id, keep: feed.keep, drop: feed.drop })),
    sources: sources
      .filter(hasOwn)
      .map((source) => ({ id: source.id, keep: source.keep, drop: source.drop })),
    modes: counts && [lead.fullText, ...sources.map(({ id, fullText }) => `${id} ${fullText.mode}`)],
  };
}

/** Nobody shows it: every source that carries it refuses it. */
export function isRefused({ sourceIds }: Pick<StoredArticle, "sourceIds">, verdict: Verdict): boolean {
  return sourceIds.every((id) => verdict.refusedBy.has(id));
}

interface Asked {
  readonly articleId: ArticleId;
  readonly sourceId: SourceId;
  readonly facts: RuleFacts;
}

/** What each source that has rules of its own says of the articles that it carries. */
async function factsBySource(
  { articles }: RulebookDeps,
  all: readonly StoredArticle[],
  withRules: (id: SourceId) => Source | undefined,
): Promise<ReadonlyMap<Source, readonly Asked[]>> {
  const found = new Map<Source, Asked[]>();
  const isFurther = ({ article, sourceIds }: StoredArticle) =>
    sourceIds.some((id) => id !== article.sourceId && withRules(id));
  const entries = new Map<ArticleId, readonly StoredEntry[]>();
  const load = async ({ article: { id } }: StoredArticle) => void entries.set(id, await articles.entries(id));
  await Promise.all(all.filter(isFurther).map(load));
  for (const { article, sourceIds } of all) {
    for (const sourceId of sourceIds) {
      const source = withRules(sourceId);
      if (!source) continue;
      const entry = entries.get(article.id)?.find((one) => one.sourceId === sourceId);
      const facts = sourceId === article.sourceId || !entry ? ownFacts(article) : entryFacts(entry);
      const asked = found.get(source) ?? [];
      found.set(source, asked);
      asked.push({ articleId: article.id, sourceId, facts });
    }
  }
  return found;
}

/** Characters of a feed's own HTML that a rule reads as text. */
const MOST_READ = 100_000;

/** What the rules of a source are asked of. */
export function ownFacts(article: Omit<StoredArticle["article"], "id">): RuleFacts {
  const { title, url, addresses, author, categories, summary, content = "" } = article;
  let plain: string | undefined;
  return {
    ...{ title, urls: [url, ...addresses], author, categories, text: [title, summary, content] },
    get plain() {
      plain ??= plainText(content.slice(0, MOST_READ), MOST_READ);
      return plain;
    },
  };
}

function entryFacts({ title, url, author, categories = [], text = "" }: StoredEntry): RuleFacts {
  return { title, urls: [url], author, categories, text: [title, text] };
}

/** Characters of a feed's own text in which words are counted. */
const MOST_COUNTED = 50_000;

function factsOf(
  { article, fullText }: StoredArticle,
  source: Source | undefined,
  { lead }: Pick<RuleSettings, "lead">,
): RuleFacts {
  const { outlet, language } = article;
  const own = ownFacts(article);
  return {
    ...{ title: own.title, urls: own.urls, author: own.author, categories: own.categories, text: own.text },
    get plain() {
      return own.plain ?? "";
    },
    outlet,
    language,
    wall: isGated(article, fullText) ? "paid" : undefined,
    get words() {
      if (fullText?.kind === "text") return fullText.words;
      const mode = source?.fullText.mode ?? lead.fullText;
      // Its page may still be asked for, and say more.
      if (!fullText && article.addresses.length > 0 && wantsFullText(article, mode)) return undefined;
      return countWords(plainText(article.content ?? article.summary, MOST_COUNTED));
    },
  };
}
