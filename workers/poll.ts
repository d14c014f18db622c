import { fetcherPart } from "../src/app/parts/fetcher.ts";
import { listsPart } from "../src/app/parts/lists.ts";
import { pollPart } from "../src/app/parts/poll.ts";
import { type OpenedRedis, redisPart } from "../src/app/parts/redis.ts";
import type { Assemble } from "../src/app/process.ts";

/** `lede worker poll`: fetches and reads feeds, and keeps what is new. */
export const assemblePoll: Assemble<OpenedRedis> = async (supervisor, ground) => {
  const redis = await supervisor.start(redisPart(ground));
  const fetcher = await supervisor.start(fetcherPart());
  await supervisor.start(listsPart({ ...ground, ...redis, ...fetcher }, supervisor));
  await supervisor.start(pollPart({ ...ground, ...redis, ...fetcher }));
  return redis;
};
