import type { Grouper, Grouping } from "../../../src/cluster/create-grouper.ts";
import type { ArticleId, StoryId } from "../../../src/model/brand.ts";
import { openRoom } from "../../../src/pipeline/group/room.ts";
import { createNewsroom } from "../../../src/pipeline/newsroom.ts";
import { startPublishing } from "../../../src/queue/publish-worker.ts";
import type { Runtime } from "../../../src/runtime/runtime.ts";
import { createWriterLease } from "../../../src/store/writer-lease.ts";
import type { Running } from "../../../workers/running.ts";

/** As `startPublish`, with the grouping switched off: every article is a story of its own. */
export function startBarePublish(runtime: Runtime): Running {
  const { patient: connection, prefix, log, keys } = runtime;
  const newsroom = createNewsroom(runtime, (config) => ({
    ...openRoom(config),
    grouper: createLoneGrouper(),
  }));
  const lease = createWriterLease(connection, keys);
  return startPublishing({
    connection,
    prefix,
    log,
    lease,
    takeOver: newsroom.takeOver,
    isLost: newsroom.isLost,
    publish: newsroom.publish,
  });
}

function createLoneGrouper(): Grouper {
  const stories = new Map<ArticleId, StoryId>();
  return {
    add: ({ id }): Grouping => {
      const storyId = id as string as StoryId;
      stories.set(id, storyId);
      return { storyId, score: undefined, with: undefined, reasons: [], merged: [], syndicatedOf: undefined };
    },
    restore: ({ id }, storyId) => {
      stories.set(id, storyId);
      return { syndicatedOf: undefined };
    },
    enrich: () => [],
    forget: () => {}, // a bench ends before anything is old
    storyOf: (id) => stories.get(id),
    get size() {
      return stories.size;
    },
  };
}
