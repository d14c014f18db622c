import { listsPart } from "../src/app/parts/lists.ts";
import { type OpenedRedis, redisPart } from "../src/app/parts/redis.ts";
import { servePart } from "../src/app/parts/serve.ts";
import type { Assemble } from "../src/app/process.ts";

/** `lede serve`: the published files, `/status`, health, metrics and, with a token, `/queues`. */
export const assembleServe: Assemble<OpenedRedis> = async (supervisor, ground) => {
  const redis = await supervisor.start(redisPart(ground));
  await supervisor.start(listsPart({ ...ground, ...redis }, supervisor));
  await supervisor.start(servePart({ ...ground, ...redis }));
  return redis;
};
