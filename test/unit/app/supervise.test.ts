import { once } from "node:events";
import { pino } from "pino";
import { beforeAll, expect, test } from "vitest";
import { type ConfigKey, type Part, Refused, type Running, type Section } from "../../../src/app/part.ts";
import { type Supervisor, supervise } from "../../../src/app/supervise.ts";
import { parseConfig } from "../../../src/config/load.ts";
import type { Config } from "../../../src/model/config.ts";

const yaml = (more: object) =>
  parseConfig("lede.yaml", JSON.stringify({ sources: ["https://quay.example/feed"], ...more }), {});

let before: Config;
beforeAll(async () => {
  before = await yaml({});
});

/** A part that writes down what it is told, and refuses what it is told to refuse. */
function noted<Reads extends Section>(
  reads: readonly Reads[],
  more: {
    fixed?: readonly Reads[];
    refuses?: (next: Pick<Config, Reads>) => readonly ConfigKey[] | Error | undefined;
  } = {},
) {
  const told: unknown[] = [];
  const part: Part<Reads> = {
    reads,
    ...(more.fixed && { fixed: more.fixed }),
    start: async (config) => {
      told.push(config);
      return {
        gives: undefined,
        prepare: async (next) => {
          const refused = more.refuses?.(next);
          if (refused instanceof Error) throw refused;
          if (refused) throw new Refused(refused, "It is taken.");
          return { commit: () => told.push(next), abandon: async () => void told.push("abandoned") };
        },
        close: async () => void told.push("closed"),
      };
    },
  };
  return { part, told };
}

async function start(
  parts: readonly Part<Section>[],
  { againMs = 60_000, patienceMs = 60_000, lastMs = 60_000 } = {},
): Promise<Supervisor> {
  const supervisor = supervise(before, pino({ level: "silent" }), { againMs, patienceMs, lastMs });
  for (const part of parts) await supervisor.start(part);
  return supervisor;
}

test("a part is started with what it reads and nothing else, and told when that changes", async () => {
  const network = noted(["network"]);
  const lead = noted(["lead", "edition"]);
  const supervisor = await start([network.part, lead.part]);
  const after = await yaml({ edition: { stories: 7 } });
  await supervisor.change(after);
  expect(network.told).toEqual([{ network: before.network }]);
  expect(lead.told).toEqual([
    { lead: before.lead, edition: before.edition },
    { lead: after.lead, edition: after.edition },
  ]);
});

test("the same YAML written anew changes nothing, rules and all", async () => {
  const rules = {
    cluster: { never: [["/storm/i", "strike"]] },
    sources: [{ url: "https://quay.example/feed", drop: [{ title: "/x/i" }] }],
  };
  before = await yaml(rules);
  const all = noted(["cluster", "sources"]);
  const supervisor = await start([all.part]);
  await supervisor.change(await yaml(rules));
  expect(all.told).toHaveLength(1);
  before = await yaml({});
});

test("what is fixed keeps its old value in every part, and this is said until it is edited back", async () => {
  const redis = noted(["redis", "network"], { fixed: ["redis"] });
  const reader = noted(["redis"]);
  const supervisor = await start([redis.part, reader.part]);
  await supervisor.change(
    await yaml({ redis: { url: "redis://other.example/1" }, network: { timeout: "9s" } }),
  );
  expect(redis.told.at(-1)).toMatchObject({ redis: before.redis, network: { timeout: 9_000 } });
  expect(reader.told).toHaveLength(1);
  expect(supervisor.troubles).toEqual([expect.stringMatching(/^redis .*takes effect at the next start/)]);
  await supervisor.change(before);
  expect(supervisor.troubles).toEqual([]);
});

/** A server whose wanted port is another program's, for as long as `taken` says. */
function server(taken: () => boolean) {
  return noted(["serve"], {
    refuses: ({ serve }) => (serve.port === 9 && taken() ? ["serve.port"] : undefined),
  });
}

test("a key that one part refuses stays as it was in all of them, and the rest of the edit is in force", async () => {
  const reader = noted(["serve", "output"]);
  const supervisor = await start([reader.part, server(() => true).part]);
  const wanted = await yaml({ serve: { port: 9, token: "new" }, output: { dir: "/elsewhere" } });
  await supervisor.change(wanted);
  const inForce = { ...before.serve, token: "new" };
  expect(reader.told).toEqual([
    { serve: before.serve, output: before.output },
    "abandoned",
    { serve: inForce, output: wanted.output },
  ]);
  expect(supervisor.config).toMatchObject({ serve: inForce, output: { dir: "/elsewhere" } });
  expect(supervisor.troubles).toEqual([
    expect.stringMatching(/^serve\.port cannot be put in force.*It is taken\.$/),
  ]);
  await supervisor.close();
});

test("what was refused is tried again until it is taken", async () => {
  let taken = true;
  const supervisor = await start([server(() => taken).part], { againMs: 20 });
  await supervisor.change(await yaml({ serve: { port: 9 } }));
  expect(supervisor.config.serve.port).toBe(before.serve.port);
  taken = false;
  await expect.poll(() => supervisor.config.serve.port).toBe(9);
  expect(supervisor.troubles).toEqual([]);
  await supervisor.close();
});

test("what was refused and then edited back is forgotten", async () => {
  const one = server(() => true);
  const supervisor = await start([one.part], { againMs: 20 });
  await supervisor.change(await yaml({ serve: { port: 9 } }));
  await supervisor.change(before);
  expect(supervisor.troubles).toEqual([]);
  expect(one.told).toHaveLength(1);
  await supervisor.close();
});

test("a part that fails without saying why keeps all that it reads as it was", async () => {
  const broken = noted(["network", "lead"], { refuses: () => new Error("no such proxy") });
  const reader = noted(["network", "edition"]);
  const supervisor = await start([broken.part, reader.part]);
  await supervisor.change(await yaml({ network: { timeout: "9s" }, edition: { stories: 3 } }));
  expect(reader.told.at(-1)).toMatchObject({ network: before.network, edition: { stories: 3 } });
  expect(supervisor.troubles.join()).toContain("no such proxy");
  await supervisor.close();
});

test("of edits that come while one is put in force, the last counts and none comes after it", async () => {
  const one = noted(["edition"]);
  const supervisor = await start([one.part]);
  const edits = await Promise.all([2, 3, 4, 5].map((stories) => yaml({ edition: { stories } })));
  await Promise.all(edits.map((edit) => supervisor.change(edit)));
  expect(supervisor.config.edition.stories).toBe(5);
  expect(one.told.at(-1)).toMatchObject({ edition: { stories: 5 } });
});

test("parts end in the reverse order, those with work in hand together", async () => {
  const order: string[] = [];
  const ending = (name: string, works: boolean, ms: number): Part<"title"> => ({
    reads: ["title"],
    works,
    start: async () => ({
      gives: undefined,
      prepare: () => ({ commit: () => {} }),
      close: async () => {
        await new Promise((resolve) => setTimeout(resolve, ms));
        order.push(name);
      },
    }),
  });
  const supervisor = await start([
    ending("stores", false, 0),
    ending("slow worker", true, 60),
    ending("worker", true, 0),
    ending("schedule", false, 10),
  ]);
  await supervisor.close();
  expect(order).toEqual(["schedule", "worker", "slow worker", "stores"]);
});

test("work that waits for another part's fetch ends when that has been patient long enough", async () => {
  const fetching = new AbortController();
  const part = (running: Partial<Running<"title">>): Part<"title"> => ({
    reads: ["title"],
    start: async () => ({
      gives: undefined,
      prepare: () => ({ commit: () => {} }),
      close: async () => {},
      ...running,
    }),
  });
  const fetcher = part({ giveUp: () => fetching.abort() });
  const worker = part({ close: async () => void (await once(fetching.signal, "abort")) });
  const supervisor = await start([fetcher, worker], { patienceMs: 1 });
  await supervisor.close();
});

test("a part that never ends keeps nothing else from ending", async () => {
  const ended: string[] = [];
  const part = (name: string, close: () => Promise<void>): Part<"title"> => ({
    reads: ["title"],
    start: async () => ({
      gives: undefined,
      prepare: () => ({ commit: () => {} }),
      close: () => close().then(() => void ended.push(name)),
    }),
  });
  const supervisor = await start(
    [part("redis", async () => {}), part("publish", () => new Promise<void>(() => {}))],
    { lastMs: 1 },
  );
  await supervisor.close();
  expect(ended).toEqual(["redis"]);
});
