import { evidenceOf, tellEvidence } from "../../cluster/evidence.ts";
import type { Reason } from "../../model/story.ts";
import { type Explanation, explainTarget } from "../../pipeline/explain/explain.ts";
import type { RunCommand } from "../command.ts";
import { withStores } from "../with-stores.ts";

const UNKNOWN = "no article or story is known by this address or id";

/** `lede explain URL-or-id`: its entries, what merged them, its story with the scores, why this lead. */
export const explain: RunCommand = (invocation) =>
  withStores(invocation, async ({ stores, now }, config) => {
    const target = invocation.args[0] ?? "";
    const explanation = await explainTarget({ ...stores, now, config }, target);
    if (!explanation) {
      process.stderr.write(`lede: ${UNKNOWN}: ${target}\n`);
      return 1;
    }
    if (invocation.json) invocation.print(JSON.stringify(explanation));
    else for (const line of describe(explanation)) invocation.print(line);
    return 0;
  });

function* describe(explanation: Explanation): Generator<string> {
  const { article, story } = explanation;
  if (article) yield* describeArticle(article, explanation);
  if (!story) return yield "it has no story yet";
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

function* describeArticle(
  { title, outlet, url, id, seenAt }: NonNullable<Explanation["article"]>,
  { entries, sharedKeys, fullText }: Explanation,
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
