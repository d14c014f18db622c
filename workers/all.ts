import { extractPart } from "../src/app/parts/extract.ts";
import { fetcherPart } from "../src/app/parts/fetcher.ts";
import { listsPart } from "../src/app/parts/lists.ts";
import { notifyPart } from "../src/app/parts/notify.ts";
import { pollPart } from "../src/app/parts/poll.ts";
import { publishPart } from "../src/app/parts/publish.ts";
import { type OpenedRedis, redisPart } from "../src/app/parts/redis.ts";
import { schedulePart } from "../src/app/parts/schedule.ts";
import { servePart } from "../src/app/parts/serve.ts";
import type { Assemble } from "../src/app/process.ts";

/** `lede run`: everything in one process. The server answers first, so that a person sees what is going on. */
export const assembleAll: Assemble<OpenedRedis> = async (supervisor, ground) => {
  const redis = await supervisor.start(redisPart(ground));
  const deps = { ...ground, ...redis, ...(await supervisor.start(fetcherPart())) };
  await supervisor.start(listsPart(deps, supervisor));
  await supervisor.start(servePart(deps));
  await supervisor.start(publishPart(deps));
  await supervisor.start(notifyPart(deps));
  await supervisor.start(extractPart(deps));
  await supervisor.start(pollPart(deps));
  await supervisor.start(schedulePart(deps));
  return redis;
};
