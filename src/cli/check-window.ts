import type { Config } from "../model/config.ts";
import { type RuleHits, ruleHits } from "../pipeline/explain/rule-hits.ts";
import {
  type FeedChange,
  type Named,
  type WouldChange,
  wouldChange,
} from "../pipeline/explain/would-change.ts";
import type { Invocation } from "./command.ts";
import { withStores } from "./with-stores.ts";

/** What `lede check` was asked beside whether the file is valid. */
export interface Questions {
  readonly rules: boolean;
  readonly diff: boolean;
}

/**
 * `lede check --rules` and `--diff`: what the file's rules hit in the window, and what the file would change in what is
 * published. Reads the wire's Redis and writes nothing.
 */
export function checkWindow(
  invocation: Invocation,
  questions: Questions,
  { summary, told }: { readonly summary: string; readonly told: object },
): Promise<0> {
  return withStores<0>(invocation, async ({ stores, now }, config: Config) => {
    const deps = { ...stores, now };
    const rules = questions.rules ? await ruleHits(deps, config) : undefined;
    const diff = questions.diff ? await wouldChange(deps, config) : undefined;
    if (invocation.json)
      invocation.print(JSON.stringify({ ...told, rules, diff: diff && { ...sums(diff), ...diff } }));
    else for (const line of describe(summary, rules, diff)) invocation.print(line);
    return 0;
  });
}

function* describe(summary: string, rules?: readonly RuleHits[], diff?: WouldChange): Generator<string> {
  yield summary;
  if (rules) yield* describeRules(rules);
  if (diff) yield* describeDiff(diff);
}

function sums({ feeds }: WouldChange): { readonly come: number; readonly go: number } {
  return {
    come: feeds.reduce((sum, { come }) => sum + come.length, 0),
    go: feeds.reduce((sum, { go }) => sum + go.length, 0),
  };
}

function* describeRules(rules: readonly RuleHits[]): Generator<string> {
  if (rules.length === 0) yield "the file has no rules";
  for (const { place, rule, articles, stories, examples, slow } of rules) {
    const counts = [
      plural(articles, "article"),
      ...(stories === undefined ? [] : [plural(stories, "story")]),
    ];
    yield `${place} (${rule}): ${counts.join(", ")}`;
    if (slow) yield "    takes too long on some text: the wire leaves it aside";
    for (const { title, outlet } of examples) yield `    ${title} (${outlet})`;
  }
}

function* describeDiff(diff: WouldChange): Generator<string> {
  if (diff.publishedAt === undefined) yield "nothing is published yet: all would be new";
  const changed = diff.feeds.filter(isChanged);
  if (changed.length === 0) yield "nothing would change in what is published now";
  for (const feed of changed) yield* describeFeed(feed);
  const { unknownSources: unknown } = diff;
  if (unknown.length > 0)
    yield `not known before the first poll: what ${unknown.slice(0, 10).join(", ")}${unknown.length > 10 ? ", …" : ""} will bring`;
}

function isChanged({ kind, come, go, leads, top, reordered, head }: FeedChange): boolean {
  return kind !== "kept" || come.length + go.length + leads.length + head.length > 0 || !!top || reordered;
}

function* describeFeed(feed: FeedChange): Generator<string> {
  yield `${feed.id}: ${headline(feed)}`;
  for (const { key, from, to } of feed.head) yield `  ${key}: ${say(from)} -> ${say(to)}`;
  for (const story of feed.go) yield `  - ${named(story)}: ${story.why}`;
  for (const story of feed.come) yield `  + ${named(story)}`;
  for (const { from, to } of feed.leads) yield `  lead: ${named(from)} -> ${named(to)}`;
  if (feed.top) yield `  on top: ${named(feed.top)}`;
}

function headline({ kind, come, go, leads, reordered }: FeedChange): string {
  if (kind === "removed") return `would be removed, with ${plural(go.length, "story")}`;
  if (kind === "new") return `would be new, with ${plural(come.length, "story")}`;
  const parts = [
    `${plural(go.length, "story")} would go, ${come.length} ${come.length === 1 ? "comes" : "come"}`,
  ];
  if (leads.length > 0) parts.push(`${leads.length} would be led by another article`);
  if (reordered) parts.push("the others stand in another order");
  return parts.join("; ");
}

function named({ title, outlet, storyId }: Named): string {
  return title ? `${title} (${outlet})` : `story ${storyId}`;
}

function say(value: unknown): string {
  return value === undefined ? "none" : Array.isArray(value) ? value.join(", ") : String(value);
}

function plural(count: number, noun: "article" | "story"): string {
  const many = noun === "story" ? "stories" : "articles";
  return `${count} ${count === 1 ? noun : many}`;
}
