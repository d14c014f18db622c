import type { Grouper, Grouping } from "../../../src/cluster/create-grouper.ts";
import type { ArticleId, StoryId } from "../../../src/model/brand.ts";
import { openRoom, type Room } from "../../../src/pipeline/group/room.ts";

/** A room with the grouping switched off: every article is a story of its own. */
export function openBareRoom(config: Parameters<typeof openRoom>[0]): Room {
  return { ...openRoom(config), grouper: createLoneGrouper() };
}

function createLoneGrouper(): Grouper {
  const stories = new Map<ArticleId, StoryId>();
  return {
    foresee: () => {},
    add: ({ id }): Grouping => {
      const storyId = id as string as StoryId;
      stories.set(id, storyId);
      return { storyId, score: undefined, with: undefined, reasons: [], merged: [], syndicatedOf: undefined };
    },
    restore: ({ id }, storyId) => {
      stories.set(id, storyId);
      return { syndicatedOf: undefined };
    },
    part: () => {},
    forget: () => {}, // a bench ends before anything is old
    storyOf: (id) => stories.get(id),
    get size() {
      return stories.size;
    },
  };
}
