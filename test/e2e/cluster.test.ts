import { writeFile } from "node:fs/promises";
import path from "node:path";
import { Cluster, type Redis } from "ioredis";
import { expect, onTestFinished, test } from "vitest";
import type { OnceSummary } from "../../src/cli/commands/once.ts";
import { createArticleStore } from "../../src/store/articles/article-store.ts";
import { markSetUp, upgradeData } from "../../src/store/data-version.ts";
import { createKeys } from "../../src/store/keys.ts";
import { startCluster } from "../faults/cluster.ts";
import { startWire } from "../faults/wire.ts";
import { draft } from "../support/drafts.ts";
import { NEXT_FORMAT } from "../support/next-data-format.ts";
import { runLede } from "../support/run-lede.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

test("a whole round runs on a Redis Cluster of three nodes, and all that it keeps is in one slot", async () => {
  const folder = await temporaryFolder();
  const cluster = await startCluster(path.join(folder, "cluster"));
  onTestFinished(cluster.stop);
  const wire = await startWire(3, 11);
  onTestFinished(wire.close);
  for (const outlet of wire.outlets) for (let n = 0; n < 4; n++) wire.grow(outlet);
  const yaml = [
    `redis: { url: "redis://127.0.0.1:${cluster.nodes[1]?.port}" }`,
    "output: { dir: ./public }",
    "network: { allow: [127.0.0.0/8] }",
    "sources:",
    ...wire.outlets.map(({ id, feedUrl }) => `  - { id: ${id}, url: "${feedUrl}" }`),
  ].join("\n");
  await writeFile(path.join(folder, "lede.yaml"), yaml);
  const once = async () => {
    const ran = await runLede(["once", "--json", "--config", "lede.yaml"], { cwd: folder });
    expect(ran).toMatchObject({ status: 0 });
    return JSON.parse(ran.stdout) as OnceSummary;
  };
  const first = await once();
  expect(first.entries.new).toBe(wire.articles.length);
  expect(first.outputs.length).toBeGreaterThan(5);
  const second = await once();
  expect(second.entries.new).toBe(0);
  expect(second.outputs.filter(({ changed }) => changed)).toEqual([]);
  const sizes = await Promise.all(cluster.nodes.map(async (node) => Number(await node.command("dbsize"))));
  expect(sizes.filter((size) => size > 0)).toHaveLength(1);
}, 120_000);

test("data of an earlier version are brought forward on a cluster, whichever node has them", async () => {
  const folder = await temporaryFolder();
  const { stop, nodes } = await startCluster(path.join(folder, "cluster"));
  onTestFinished(stop);
  const redis = new Cluster([{ host: "127.0.0.1", port: nodes[0]?.port ?? 0 }]) as unknown as Redis;
  onTestFinished(() => redis.disconnect());
  for (let n = 0; n < 6; n++) {
    const keys = createKeys(`{upgrade-${n}}`);
    const id = `01M8C8W4583H8Q28A869V7C00${n}`;
    await createArticleStore(redis, keys, 86_400_000).add([{ ...draft({}), id }]);
    await markSetUp(redis, keys);
    expect(await upgradeData(redis, keys, NEXT_FORMAT)).toBe("set-up");
    expect(await redis.exists(keys.shelf(id)), keys.prefix).toBe(0);
    expect(await redis.hexists(`${keys.prefix}:rack:${id.slice(0, 8)}`, id), keys.prefix).toBe(1);
  }
}, 120_000);
