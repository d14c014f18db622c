import { extractPart } from "../src/app/parts/extract.ts";
import { fetcherPart } from "../src/app/parts/fetcher.ts";
import { listsPart } from "../src/app/parts/lists.ts";
import { type OpenedRedis, redisPart } from "../src/app/parts/redis.ts";
import type { Assemble } from "../src/app/process.ts";

/** `lede worker extract`: fetches the pages of lead articles and reads their text. */
export const assembleExtract: Assemble<OpenedRedis> = async (supervisor, ground) => {
  const redis = await supervisor.start(redisPart(ground));
  const fetcher = await supervisor.start(fetcherPart());
  await supervisor.start(listsPart({ ...ground, ...redis }, supervisor));
  await supervisor.start(extractPart({ ...ground, ...redis, ...fetcher }));
  return redis;
};
