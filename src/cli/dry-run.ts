import { evidenceOf, tellEvidence } from "../cluster/evidence.ts";
import { dryRun, type WouldBe } from "../pipeline/explain/dry-run.ts";
import type { Invocation } from "./command.ts";
import { withStores } from "./with-stores.ts";

/** `lede cluster --dry-run`: the stories that the configuration would make of the window, and why. Writes nothing. */
export function printDryRun(invocation: Invocation): Promise<0> {
  return withStores<0>(invocation, async ({ stores, now }, config) => {
    const stories = await dryRun(stores, config, now());
    if (invocation.json) invocation.print(JSON.stringify(stories.map(brief)));
    else for (const line of describe(stories)) invocation.print(line);
    return 0;
  });
}

function brief({ storyId, today, members }: WouldBe) {
  const told = members.map(
    ({ article: { id, title, url, outlet }, grouping: { score, with: other, reasons } }) => {
      return { id, title, url, outlet, score: score ?? null, with: other ?? null, reasons };
    },
  );
  return { storyId, today, members: told };
}

function* describe(stories: readonly WouldBe[]): Generator<string> {
  const changed = stories.filter(({ today }) => today.length !== 1);
  yield `${stories.length} stories of several articles, ${changed.length} of them not as they are now`;
  for (const { today, members } of stories) {
    yield "";
    yield today.length > 1 ? `would merge ${today.length} stories:` : "one story:";
    for (const { article, grouping } of members) {
      yield `  ${article.outlet}: "${article.title}"`;
      if (grouping.score !== undefined) {
        yield `    likeness ${grouping.score.toFixed(3)}`;
        for (const evidence of evidenceOf(grouping.reasons)) yield `      ${tellEvidence(evidence)}`;
      }
    }
  }
}
