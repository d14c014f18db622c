import { listsPart } from "../src/app/parts/lists.ts";
import { type OpenedRedis, redisPart } from "../src/app/parts/redis.ts";
import { schedulePart } from "../src/app/parts/schedule.ts";
import type { Assemble } from "../src/app/process.ts";

/** `lede schedule`: decides what is polled when. One is enough; several do no harm. */
export const assembleSchedule: Assemble<OpenedRedis> = async (supervisor, ground) => {
  const redis = await supervisor.start(redisPart(ground));
  await supervisor.start(listsPart({ ...ground, ...redis }, supervisor));
  await supervisor.start(schedulePart({ ...ground, ...redis }));
  return redis;
};
