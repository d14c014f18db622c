import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import type { OnceSummary } from "../../src/cli/commands/once.ts";
import { startWire, type Wire } from "../faults/wire.ts";
import { connectRedis, freshPrefix } from "../support/redis.ts";
import { runLede } from "../support/run-lede.ts";
import { makeWire } from "../support/wire.ts";

let wire: Wire;

beforeAll(async () => {
  wire = await startWire(3, 7);
});
afterAll(() => wire.close());

interface Item {
  readonly id: string;
  readonly date_published: string;
  readonly date_modified: string;
}

const yaml = (formats: string) =>
  [
    "link: https://wire.example/",
    `output: { dir: ./public, formats: ${formats} }`,
    "network: { allow: [127.0.0.0/8] }",
    "sources:",
    ...wire.outlets.map(({ id, feedUrl }) => `  - { id: ${id}, url: "${feedUrl}" }`),
  ].join("\n");

async function forget(prefix: string): Promise<void> {
  const redis = connectRedis();
  const keys = await redis.keys(`${prefix}*`);
  if (keys.length > 0) await redis.del(keys);
  redis.disconnect();
}

test.each([
  { name: "feed.json and feed.atom", formats: "[atom, json]" },
  { name: "feed.atom alone", formats: "[atom]" },
])(
  "a Redis that lost everything is rebuilt from $name: no story is told again, ids and dates stay",
  async ({ formats }) => {
    const { folder } = await makeWire(() => yaml(formats));
    const prefix = freshPrefix();
    const once = async () => {
      const args = ["once", "--json", "--config", "lede.yaml"];
      const { stdout, stderr } = await runLede(args, { cwd: folder, env: { LEDE_PREFIX: prefix } });
      return { summary: JSON.parse(stdout) as OnceSummary, stderr };
    };
    const entries = async () => {
      const atom = await readFile(path.join(folder, "public/feed.atom"), "utf8");
      return [...atom.matchAll(/<entry[\s\S]*?<\/entry>/g)]
        .map(([entry]): Item => {
          const of = (name: string) => new RegExp(`<${name}>([^<]*)<`).exec(entry)?.[1] ?? "";
          return { id: of("id"), date_published: of("published"), date_modified: of("updated") };
        })
        .sort((a, b) => (a.id < b.id ? -1 : 1));
    };
    for (let n = 0; n < 12; n++) wire.grow(wire.outlets[n % 3] as (typeof wire.outlets)[number]);
    await once();
    const before = await entries();
    expect(before).toHaveLength(wire.articles.length);

    await forget(prefix);
    const { summary, stderr } = await once();
    expect(stderr).toContain("read back from the files");
    expect(summary.entries.new).toBe(0);
    expect(await entries()).toEqual(before);

    await forget(prefix);
    const late = wire.grow(wire.outlets[0] as (typeof wire.outlets)[number]);
    expect((await once()).summary.entries.new).toBe(1);
    const after = await entries();
    expect(after).toHaveLength(before.length + 1);
    expect(after).toEqual(expect.arrayContaining(before));
    expect(await readFile(path.join(folder, "public/feed.atom"), "utf8")).toContain(late.url);
  },
  120_000,
);

test("what has left the feed by then is known as well: the day so far is in its archive", async () => {
  const small = await startWire(2, 8);
  onTestFinished(small.close);
  const sources = small.outlets.map(({ id, feedUrl }) => `  - { id: ${id}, url: "${feedUrl}" }`);
  const { folder } = await makeWire(() =>
    [
      "edition: { stories: 3 }",
      "lead: { fullText: never }",
      "output: { dir: ./public }",
      "network: { allow: [127.0.0.0/8] }",
      "sources:",
      ...sources,
    ].join("\n"),
  );
  const prefix = freshPrefix();
  const redis = connectRedis();
  onTestFinished(() => redis.disconnect());
  const publications = async () => {
    const found = await redis.keys(`${prefix}:publication:*`);
    return (await redis.mget(found))
      .map((text) => (JSON.parse(text ?? "{}") as { entryId: string }).entryId)
      .sort();
  };
  const round = async () => {
    for (const outlet of small.outlets) for (let n = 0; n < 2; n++) small.grow(outlet);
    await runLede(["once", "--config", "lede.yaml"], { cwd: folder, env: { LEDE_PREFIX: prefix } });
    await redis.del(`${prefix}:turn:archive`); // ten minutes later
  };
  for (let n = 0; n < 3; n++) await round();
  const told = await publications();
  expect(told.length).toBeGreaterThan(3);
  await runLede(["once", "--config", "lede.yaml"], { cwd: folder, env: { LEDE_PREFIX: prefix } });
  await forget(prefix);
  await runLede(["once", "--config", "lede.yaml"], { cwd: folder, env: { LEDE_PREFIX: prefix } });
  expect(await publications()).toEqual(expect.arrayContaining(told));
}, 120_000);
