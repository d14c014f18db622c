import { agoOf, statusReport } from "../../app/status-report.ts";
import { evidenceOf, tellEvidence } from "../../cluster/evidence.ts";
import type { EpochMs } from "../../model/brand.ts";
import type { SourceStatus } from "../../model/status.ts";
import type { Reason } from "../../model/story.ts";
import {
  type ExplainedArticle,
  type ExplainedFeed,
  type ExplainedSource,
  type Explanation,
  explainTarget,
} from "../../pipeline/explain/explain.ts";
import type { RunCommand } from "../command.ts";
import { withStores } from "../with-stores.ts";

const UNKNOWN = "no article, story, source or feed is known by this address or id";

/**
 * `lede explain URL-or-id`: its entries, what merged them, its story with the scores, why this lead, and where it stands or
 * why it does not; of a source what becomes of its articles, of a feed what it is without.
 */
export const explain: RunCommand = (invocation) =>
  withStores(invocation, async (deps, config) => {
    const { stores, now } = deps;
    const target = invocation.args[0] ?? "";
    const explanation = await explainTarget({ ...stores, now, config }, target);
    if (!explanation) {
      const message = `${UNKNOWN}: ${target}`;
      if (invocation.json) invocation.print(JSON.stringify({ failure: { message } }));
      else process.stderr.write(`lede: ${message}\n`);
      return 1;
    }
    const { sources } = await statusReport(deps, config);
    const status = sources.find(({ id }) => "source" in explanation && id === explanation.source?.id);
    if (invocation.json) invocation.print(JSON.stringify(status ? { ...explanation, status } : explanation));
    else for (const line of describe(explanation, status, now())) invocation.print(line);
    return 0;
  });

function* describe(
  explanation: Explanation,
  status: SourceStatus | undefined,
  now: EpochMs,
): Generator<string> {
  if ("entries" in explanation) return yield* describeArticle(explanation, now);
  const { source, feed, passed } = explanation;
  if (source) yield* describeSource(source, status, now);
  if (feed) yield* describeFeed(feed);
  if (!passed) return;
  yield `came ${agoOf(passed.seenAt, now)} from ${passed.sourceId ?? "a source that is configured no more"}, and is not kept`;
  yield `  ${passed.why}`;
}

function* describeSource(
  { id, articles, refused, refusals, feeds }: ExplainedSource,
  status: SourceStatus | undefined,
  now: EpochMs,
): Generator<string> {
  yield `source ${id}: ${status?.state ?? "unknown"}, ${status?.sentence ?? "not known"}`;
  yield `  articles in the window: ${articles}${refused > 0 ? `, of which its own rules refuse ${refused}` : ""}`;
  for (const feed of feeds)
    yield `  in feed ${feed.id}: part of ${feed.stories} stories, leads ${feed.leads}`;
  for (const { title, url, rule, seenAt } of refusals) {
    yield `  refused ${agoOf(seenAt, now)}: "${title}" ${url}`;
    yield `    by ${rule}`;
  }
}

function* describeFeed({ id, title, stories, without }: ExplainedFeed): Generator<string> {
  yield `feed ${id}, "${title}": ${stories.length} stories`;
  for (const [n, story] of stories.entries())
    yield `  ${String(n + 1).padStart(3)}  ${story.title} (${story.outlet})`;
  if (without.length > 0) yield "stories in the window that it is without:";
  for (const { why, stories: count } of without) yield `  ${String(count).padStart(3)}  ${why}`;
}

function* describeArticle(explanation: ExplainedArticle, now: EpochMs): Generator<string> {
  const { article, story, refusedBy, feeds } = explanation;
  if (article) yield* describeEntries(article, explanation);
  for (const { sourceId, rule } of refusedBy)
    yield `refused by ${sourceId}${article ? `, ${agoOf(article.seenAt, now)}` : ""}: ${rule}`;
  if (!story) {
    if (refusedBy.length === 0) yield "it has no story yet";
    return;
  }
  yield* describeStory(story);
  for (const feed of feeds)
    yield "place" in feed ? `feed ${feed.id}: place ${feed.place}` : `not in feed ${feed.id}: ${feed.whyNot}`;
}

function* describeStory(story: NonNullable<ExplainedArticle["story"]>): Generator<string> {
  yield `story ${story.id}${story.entryId ? `, published as ${story.entryId}` : ", not published"}`;
  for (const member of story.members) {
    const score =
      member.score === undefined
        ? "began it"
        : `likeness ${member.score.toFixed(3)} to ${member.with ?? "the story"}`;
    yield `  ${member.lead ? "* " : "  "}${member.outlet}: "${member.title}" (${score})`;
    for (const evidence of evidenceOf(member.reasons)) yield `      ${tellEvidence(evidence)}`;
  }
  yield "why this lead:";
  yield* reasons("  ", story.leadReasons);
}

function* describeEntries(
  { title, outlet, url, id, seenAt }: NonNullable<ExplainedArticle["article"]>,
  { entries, sharedKeys, fullText }: ExplainedArticle,
): Generator<string> {
  yield `${title} (${outlet})`;
  yield `  ${url}`;
  yield `  article ${id}, first seen ${new Date(seenAt).toISOString()}`;
  if (fullText) yield `  ${"words" in fullText ? `full text: ${fullText.words} words` : whyNone(fullText)}`;
  yield `entries: ${entries.length}`;
  for (const entry of entries) yield `  ${entry.sourceId}: "${entry.title}" ${entry.url}`;
  for (const key of sharedKeys) yield `  the same article, because of the same address: ${key}`;
}

function whyNone({ code, message }: { readonly code: string; readonly message: string }): string {
  return `no full text: ${message} [${code}]`;
}

function* reasons(indent: string, all: readonly Reason[]): Generator<string> {
  for (const { name, value, contribution } of all)
    yield `${indent}${name} ${value.toFixed(3)} adds ${contribution.toFixed(3)}`;
}
