import { fork } from "node:child_process";
import { once } from "node:events";
import { afterAll, expect, inject, test } from "vitest";
import { keysOfFeed } from "../../src/dedupe/keys.ts";
import { createClaims } from "../../src/store/claims/claims.ts";
import { draft } from "../support/drafts.ts";
import { connectRedis, freshPrefix } from "../support/redis.ts";

const NOW = 1_780_000_000_000;
const connections = Array.from({ length: 5 }, connectRedis);
afterAll(() => {
  for (const connection of connections) connection.disconnect();
});

test("fifty claims of overlapping keys at once make one article, whichever comes first", async () => {
  const prefix = freshPrefix();
  const all = connections.map((redis) => createClaims(redis, prefix, { windowMs: 86_400_000 }));
  for (let round = 0; round < 40; round++) {
    const claimed = await Promise.all(
      Array.from({ length: 50 }, async (_, n) => {
        const source = `source-${n % 25}`;
        const url = `https://herald.example/round/${round}`;
        // Everyone has the page; some have a proxy's address first.
        const proxy = `https://proxy.example/${round}/${n % 7}`;
        const entry = draft({
          sourceId: source,
          guid: `${round}-${n}`,
          url: n % 3 ? url : proxy,
          addresses: [url, proxy],
        });
        return (await (all[n % 5] as (typeof all)[0]).claimFeed(source, keysOfFeed([entry]), NOW))[0];
      }),
    );
    expect(claimed.filter((claim) => claim?.kind === "new")).toHaveLength(1);
    expect(new Set(claimed.map((claim) => claim?.articleId)).size).toBe(1);
  }
});

test("several processes that claim the same feeds make each article once", async () => {
  const prefix = freshPrefix();
  const rounds = 80;
  const children = Array.from({ length: 3 }, (_, n) =>
    fork(
      new URL("../support/claim-racer.ts", import.meta.url),
      [inject("redisSocket"), prefix, String(n), String(rounds)],
      {
        execArgv: ["--import", "tsx"],
      },
    ),
  );
  const told = await Promise.all(
    children.map(async (child) => {
      const [made] = (await once(child, "message")) as [readonly string[]];
      await once(child, "exit");
      return made;
    }),
  );
  const made = told.flat();
  expect(made).toHaveLength(rounds * 10);
  expect(new Set(made).size).toBe(rounds * 10);
});
