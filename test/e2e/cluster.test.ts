import { writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { OnceSummary } from "../../src/cli/summarize-once.ts";
import { startCluster } from "../faults/cluster.ts";
import { startWire } from "../faults/wire.ts";
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
