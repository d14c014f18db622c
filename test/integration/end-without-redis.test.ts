import { once } from "node:events";
import { pino } from "pino";
import { expect, test } from "vitest";
import { redisPart } from "../../src/app/parts/redis.ts";
import { supervise } from "../../src/app/supervise.ts";
import { parseConfig } from "../../src/config/load.ts";
import { startRedis } from "../support/redis-instance.ts";

test("a process that ends while Redis is away ends, though it had something to write", async () => {
  const { url } = await startRedis();
  const log = pino({ level: "silent" });
  const config = await parseConfig(
    "lede.yaml",
    `redis: { url: "${url}" }\nsources: [https://quay.example/feed]`,
    {},
  );
  const supervisor = supervise(config, log);
  const { stores, hasty, patient } = await supervisor.start(redisPart({ log }));
  const away = once(patient, "close");
  await hasty.shutdown("NOSAVE").catch(() => {}); // it has no answer to that
  await away;
  stores.stats.count(Date.now(), { publicationsFailed: 1 });
  await expect(supervisor.close()).resolves.toBeUndefined();
}, 60_000);
