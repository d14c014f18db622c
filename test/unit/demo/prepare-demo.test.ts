import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadConfig } from "../../../src/config/load.ts";
import {
  demoEnvironment,
  firstFreePort,
  isDemoRunning,
  placesOfDemo,
  prepareDemo,
} from "../../../src/demo/prepare-demo.ts";
import { startWorld, type World } from "../../../src/demo/serve-world.ts";

let world: World;
let base: string;
beforeAll(async () => {
  world = await startWorld({ now: Date.now });
  base = await mkdtemp(path.join(tmpdir(), "lede-demo-test-"));
});
afterAll(async () => {
  await world.close();
  await rm(base, { recursive: true });
});

test("writes a configuration that the program accepts, with every feed of the world in it", async () => {
  const places = placesOfDemo(base);
  await prepareDemo(places, world, 8123);
  const config = await loadConfig(places.config, demoEnvironment(places));
  expect(config.sources.map(({ id }) => id)).toEqual(world.sources.map(({ id }) => id));
  expect(config.sources.every(({ network }) => network.allow.includes("127.0.0.1/32"))).toBe(true);
  expect(config.network.allow).toEqual([]);
  expect(config.output.dir).toBe(places.output);
  expect(config.serve.port).toBe(8123);
});

test("starts from nothing every time, inside its own folder alone", async () => {
  const places = placesOfDemo(base);
  await prepareDemo(places, world, 8123);
  await writeFile(path.join(places.output, "old.html"), "from an earlier demo");
  await writeFile(path.join(base, "data", "mine.txt"), "the real wire's");
  await prepareDemo(places, world, 8123);
  await expect(stat(path.join(places.output, "old.html"))).rejects.toThrow("ENOENT");
  expect(await readFile(path.join(base, "data", "mine.txt"), "utf8")).toBe("the real wire's");
});

test("keeps its data, its Redis and its key names apart from the real wire's", () => {
  const places = placesOfDemo(base);
  const [one, other] = [demoEnvironment(places), demoEnvironment(places)];
  expect(one["LEDE_DATA"]).toBe(path.join(base, "data/demo"));
  expect(one["LEDE_REDIS"]).toBe("private");
  expect(one["LEDE_PREFIX"]).not.toBe(other["LEDE_PREFIX"]);
});

test("sees no other demo where none runs", async () => {
  expect(await isDemoRunning(placesOfDemo(base))).toBe(false);
});

test("passes over a port on which somebody listens", async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const taken = (server.address() as AddressInfo).port;
  const free = await firstFreePort([taken, 0]);
  const none = await firstFreePort([taken]);
  await new Promise((resolve) => server.close(resolve));
  expect([free, none]).toEqual([0, undefined]);
});
