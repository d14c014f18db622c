import { fetcherPart } from "../src/app/parts/fetcher.ts";
import { publishPart } from "../src/app/parts/publish.ts";
import { type OpenedRedis, redisPart } from "../src/app/parts/redis.ts";
import type { Assemble } from "../src/app/process.ts";

/** `lede worker publish`: groups articles into stories and writes the feeds. One at a time; others stand by. */
export const assemblePublish: Assemble<OpenedRedis> = async (supervisor, ground) => {
  const redis = await supervisor.start(redisPart(ground));
  const fetcher = await supervisor.start(fetcherPart());
  await supervisor.start(publishPart({ ...ground, ...redis, ...fetcher }));
  return redis;
};
