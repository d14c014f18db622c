import { fetcherPart } from "../src/app/parts/fetcher.ts";
import { listsPart } from "../src/app/parts/lists.ts";
import { notifyPart } from "../src/app/parts/notify.ts";
import { publishPart } from "../src/app/parts/publish.ts";
import { type OpenedRedis, redisPart } from "../src/app/parts/redis.ts";
import type { Assemble } from "../src/app/process.ts";

/** `lede worker publish`: groups articles into stories and writes the feeds, one at a time, others stand by; gives notices. */
export const assemblePublish: Assemble<OpenedRedis> = async (supervisor, ground) => {
  const redis = await supervisor.start(redisPart(ground));
  const deps = { ...ground, ...redis, ...(await supervisor.start(fetcherPart())) };
  await supervisor.start(listsPart({ ...ground, ...redis }, supervisor));
  await supervisor.start(publishPart(deps));
  await supervisor.start(notifyPart(deps));
  return redis;
};
