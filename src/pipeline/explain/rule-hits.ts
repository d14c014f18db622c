import { dateOf } from "../../ground/time.ts";
import type { Article } from "../../model/article.ts";
import type { Config } from "../../model/config.ts";
import type { Source, WireRule } from "../../model/source.ts";
import { createJudge, describeRule } from "../../normalize/rules.ts";
import type { StoredArticle } from "../../store/articles/article-store.ts";
import { ownFacts } from "../group/rulebook.ts";
import { type PlacedRule, type Preview, type PreviewDeps, placedRules, preview } from "./preview.ts";

/** What one rule of the YAML is true of, of what is in the window. */
export interface RuleHits {
  /** As in `feeds[tech].drop[0]`. */
  readonly place: string;
  readonly rule: string;
  readonly articles: number;
  /** undefined: the rules of a source are not asked of stories. */
  readonly stories: number | undefined;
  /** The newest of the stories, or of a source's articles. */
  readonly examples: readonly Pick<Article, "id" | "title" | "outlet" | "url">[];
  /** It takes too long on some text, and is left aside by the wire. */
  readonly slow: boolean;
}

const EXAMPLES = 5;

/** What every rule of a configuration hits in the window, in the order of the file. Writes nothing. */
export async function ruleHits(deps: PreviewDeps, config: Config): Promise<readonly RuleHits[]> {
  const next = await preview(deps, config);
  return placedRules(config).map((placed) =>
    placed.source ? ofSource(next, placed, placed.source) : ofWire(next, placed),
  );
}

function ofSource({ articles, sources }: Preview, { place, rule }: PlacedRule, source: Source): RuleHits {
  const isOwn = ({ sourceIds }: StoredArticle) => sourceIds.some((id) => sources.get(id) === source);
  const own = [...articles.values()].filter(isOwn).map(({ article }) => article);
  const judge = createJudge();
  const hits = judge.hits([rule], own.map(ownFacts));
  const hit = own.filter((_, n) => hits[n]?.has(rule));
  return { ...told(place, rule, hit), stories: undefined, slow: judge.slow.has(rule) };
}

function ofWire({ room, rules, articles }: Preview, { place, rule: given }: PlacedRule): RuleHits {
  const rule = given as WireRule;
  const stories = room.desk.stories();
  const hit = stories.filter((story) => rules.isTrueOfStory(rule, story));
  const members = stories.flatMap((story) => story.members.filter((member) => rules.isTrueOf(rule, member)));
  const shown = hit.flatMap(({ members: [first] }) => (first && articles.get(first.id)?.article) ?? []);
  return {
    ...told(place, rule, shown),
    articles: members.length,
    stories: hit.length,
    slow: room.rulebook.slow.has(rule),
  };
}

function told(place: string, rule: PlacedRule["rule"], hit: readonly Article[]) {
  const newest = hit.toSorted((a, b) => dateOf(b) - dateOf(a)).slice(0, EXAMPLES);
  const examples = newest.map(({ id, title, outlet, url }) => ({ id, title, outlet, url }));
  return { place, rule: describeRule(rule), articles: hit.length, examples };
}
