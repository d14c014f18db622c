import type { Grouper } from "../../cluster/grouper.ts";
import type { NeverRules } from "../../cluster/never-rules.ts";
import type { ArticleId, EpochMs, StoryId } from "../../model/brand.ts";
import type { Parting } from "../../store/stories/story-store.ts";
import type { Desk, DeskArticle } from "./desk.ts";

export interface TakeApartDeps {
  readonly desk: Desk;
  readonly grouper: Pick<Grouper, "part">;
  readonly never: NeverRules;
  readonly now: () => EpochMs;
}

type Sides = ReadonlySet<number>;
interface Sided {
  readonly article: DeskArticle;
  readonly sides: Sides;
}

/**
 * Takes stories apart that a `never` rule says are several, on the desk and in the index: what it gives is to be written.
 * The article that a story is called after stays, and so do those that came before the strangers. Strangers that no rule
 * keeps apart from each other stay together, in a story that is called after the first of them.
 *
 * @param followers of articles whose stories became others: those that had come to that story before. They go where it
 *   goes, for they joined it and not the other.
 */
export function takeApart(
  deps: TakeApartDeps,
  followers: ReadonlyMap<StoryId, readonly ArticleId[]>,
): readonly Parting[] {
  const partings: Parting[] = [];
  for (const [storyId, members] of sidedStories(deps)) {
    const [, ...strangers] = groupsOf(deps.never, inOrder(storyId, members));
    for (const group of strangers) {
      const ids = new Set(
        group.flatMap(({ article: { id } }) => [id, ...(followers.get(id as string as StoryId) ?? [])]),
      );
      for (const id of ids)
        if (deps.desk.find(id)?.storyId === storyId)
          partings.push(part(deps, id, storyId, group[0]?.article.id ?? id));
    }
  }
  return partings;
}

/** Of each story the members that some rule names. */
function sidedStories({ desk, never }: TakeApartDeps): ReadonlyMap<StoryId, readonly Sided[]> {
  const found = new Map<StoryId, Sided[]>();
  for (const { storyId, article } of desk.articles()) {
    const sides = never.sides(article);
    if (sides) found.set(storyId, [...(found.get(storyId) ?? []), { article, sides }]);
  }
  return found;
}

/** As they came; a story's namesake before all others. */
function inOrder(storyId: StoryId, members: readonly Sided[]): readonly Sided[] {
  const place = ({ article }: Sided) => ((article.id as string) === storyId ? 0 : article.seenAt);
  return members.toSorted((a, b) => place(a) - place(b) || (a.article.id < b.article.id ? -1 : 1));
}

/** Members that may stand together; those of the first group stay. */
function groupsOf(never: NeverRules, members: readonly Sided[]): readonly (readonly Sided[])[] {
  const groups: Sided[][] = [];
  for (const member of members) {
    const fitting = groups.find((group) => !group.some(({ sides }) => never.forbids(member.sides, sides)));
    if (fitting) fitting.push(member);
    else groups.push([member]);
  }
  return groups;
}

function part(
  { desk, grouper, now }: TakeApartDeps,
  id: ArticleId,
  from: StoryId,
  first: ArticleId,
): Parting {
  const storyId = first as string as StoryId;
  const article = desk.find(id)?.article;
  grouper.part(id, storyId);
  if (article) desk.place(storyId, { ...article, score: undefined, syndicatedOf: undefined });
  const joined = id === first ? { score: undefined, with: undefined } : { score: 1, with: first };
  const reasons = [{ name: "takenApart", value: 1, contribution: 0 }];
  return { from, storyId, membership: { articleId: id, joinedAt: now(), ...joined, reasons } };
}
