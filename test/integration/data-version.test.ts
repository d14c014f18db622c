import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { OnceSummary } from "../../src/cli/commands/once.ts";
import { DATA_VERSION } from "../../src/store/data-version.ts";
import { type Command, SNAPSHOT_PREFIX, snapshotWire, snapshotYaml } from "../fixtures/data/snapshot.ts";
import { connectRedis } from "../support/redis.ts";
import { runLede } from "../support/run-lede.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const SNAPSHOTS = path.resolve("test/fixtures/data");
const redis = () => {
  const client = connectRedis();
  onTestFinished(() => client.disconnect());
  return client;
};

async function load(version: number): Promise<readonly Command[]> {
  const text = await readFile(path.join(SNAPSHOTS, `version-${version}.jsonl`), "utf8");
  const commands = text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Command);
  const client = redis();
  onTestFinished(async () => {
    const keys = await connected(() => client.keys(`${SNAPSHOT_PREFIX}*`));
    if (keys.length > 0) await client.del(keys);
  });
  for (const [name = "", ...rest] of commands) await client.call(name, ...rest);
  return commands;
}

const connected = <T>(work: () => Promise<T>) => work();

async function once(folder: string) {
  const wire = await snapshotWire();
  onTestFinished(wire.close);
  await writeFile(path.join(folder, "lede.yaml"), snapshotYaml(wire));
  const args = ["once", "--json", "--config", "lede.yaml"];
  return runLede(args, { cwd: folder, env: { LEDE_PREFIX: SNAPSHOT_PREFIX } });
}

test.each([1])(
  "data of version %i are read, or brought forward: nothing is new, every story keeps its id and date, sources their names",
  async (version) => {
    const commands = await load(version);
    const folder = await temporaryFolder();
    const { status, stdout, stderr } = await once(folder);
    expect({ status, stderr }).toMatchObject({ status: 0 });
    const summary = JSON.parse(stdout) as OnceSummary;
    expect(summary.entries.new).toBe(0);
    const published = commands
      .filter(([, key]) => key?.includes(":publication:"))
      .map(([, , text = ""]) => JSON.parse(text) as { entryId: string; publishedAt: number });
    const feed = JSON.parse(await readFile(path.join(folder, "public/feed.json"), "utf8")) as {
      items: { id: string; date_published: string; _source: { title: string } }[];
    };
    expect(feed.items.map(({ id }) => id).sort()).toEqual(published.map(({ entryId }) => entryId).sort());
    expect(feed.items.map((item) => Date.parse(item.date_published)).sort()).toEqual(
      published.map(({ publishedAt }) => publishedAt).sort(),
    );
    expect(new Set(feed.items.map((item) => item._source.title))).toEqual(
      new Set(["outlet-1", "outlet-2", "outlet-3"]),
    );
    expect(await redis().hget(`${SNAPSHOT_PREFIX}:meta`, "data")).toBe(String(DATA_VERSION));
  },
  60_000,
);

test("data of a later version are left alone, and the sentence says what to do", async () => {
  await load(1);
  const client = redis();
  await client.hset(`${SNAPSHOT_PREFIX}:meta`, "data", "99");
  const folder = await temporaryFolder();
  const { status, stdout, stderr } = await once(folder);
  expect(status).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ failure: { code: "REDIS_UNAVAILABLE" } });
  expect(stderr).toMatch(/data of a later Lede under \{snapshot\} \(version 99, this one knows \d+\)/);
  expect(await client.exists(`${SNAPSHOT_PREFIX}:forced`)).toBe(0);
}, 60_000);
