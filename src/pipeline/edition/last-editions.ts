import type { Logger } from "pino";
import { dateOf } from "../../ground/time.ts";
import type { EpochMs, FeedId, StoryId } from "../../model/brand.ts";
import type { Config } from "../../model/config.ts";
import type { Edition } from "../../model/edition.ts";
import type { StoryStore } from "../../store/stories/story-store.ts";
import type { Desk } from "../group/desk.ts";
import { StaleRoom } from "../group/room.ts";
import type { ChosenEdition } from "./tell-story.ts";

/** Settings that decide what an edition may hold. Compared by identity: an edit of the YAML makes them anew. */
type Rules = Pick<Config, "feeds" | "sources">;

/** What this process published last, to hold the next edition against. */
export interface LastEditions {
  /**
   * Asks of every story that would leave an edition where it went: out of its window, into another story, behind newer
   * ones, or nowhere that anybody knows of. More than a tenth that way says so in the log.
   *
   * @throws StaleRoom when more than a tenth is gone nobody knows where; not again right after, for then the room was
   *   filled anew, and what it does not know is not in Redis either
   */
  check(next: readonly ChosenEdition[], at: Checked): Promise<void>;
  keep(editions: readonly Edition[], rules: Rules): void;
}

export interface Checked {
  readonly desk: Pick<Desk, "story">;
  readonly rules: Rules;
  readonly now: EpochMs;
}

export interface LastEditionsDeps {
  readonly stories: Pick<StoryStore, "resolve">;
  readonly log: Logger;
}

/** When the newest article of each story came, by feed. */
type Held = ReadonlyMap<FeedId, ReadonlyMap<StoryId, EpochMs>>;

const MUCH = 0.1;

export function createLastEditions({ stories, log }: LastEditionsDeps): LastEditions {
  let held: Held = new Map();
  let heldBy: Rules | undefined;
  let doubted = false;
  const fateOf = async (id: StoryId, desk: Checked["desk"]) => {
    if (desk.story(id)) return "behindOthers";
    return (await stories.resolve(id)) === id ? "gone" : "merged";
  };
  const checkFeed = async ({ feed, stories: chosen }: ChosenEdition, { desk, now }: Checked) => {
    const before = [...(held.get(feed.id) ?? [])].filter(([, newestAt]) => now - newestAt <= feed.window);
    const stay = new Set(chosen.map(({ id }) => id));
    const leaving = before.map(([id]) => id).filter((id) => !stay.has(id));
    const much = MUCH * before.length;
    if (leaving.length <= much) return;
    const fates = { behindOthers: 0, merged: 0, gone: 0 };
    for (const fate of await Promise.all(leaving.map((id) => fateOf(id, desk)))) fates[fate] += 1;
    const told = { feed: feed.id, of: before.length, ...fates };
    if (fates.gone === 0) return log.info(told, "much of the last edition gave way to newer stories");
    if (fates.gone <= much || doubted)
      return log.warn(told, "stories of the last edition are gone from redis");
    doubted = true;
    throw new StaleRoom(
      `${fates.gone} of ${before.length} stories of the last edition are not known any more`,
    );
  };
  return {
    check: async (next, at) => {
      if (heldBy?.feeds !== at.rules.feeds || heldBy.sources !== at.rules.sources) return;
      for (const edition of next) await checkFeed(edition, at);
    },
    keep: (editions, rules) => {
      held = new Map(editions.map(({ feed, stories: told }) => [feed.id, new Map(told.map(newestOf))]));
      heldBy = rules;
      doubted = false;
    },
  };
}

function newestOf({ id, lead, coverage }: Edition["stories"][number]): [StoryId, EpochMs] {
  return [id, Math.max(...[lead, ...coverage].map(({ article }) => dateOf(article)))];
}
