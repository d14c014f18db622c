import type { ChildProcess } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { writeDemoConfig } from "../../src/demo/demo-config.ts";
import { startWorld, type World } from "../../src/demo/serve-world.ts";
import { judgeDemoFeed, type PublishedFeed } from "../support/demo-verdict.ts";
import { freshPrefix } from "../support/redis.ts";
import { startLede } from "../support/run-lede.ts";

let world: World;
let base: string;
const running: ChildProcess[] = [];

beforeAll(async () => {
  base = await mkdtemp(path.join(tmpdir(), "lede-run-"));
  world = await startWorld({ now: Date.now });
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((child) => stop(child)));
});
afterAll(async () => {
  await world.close();
  await rm(base, { recursive: true, force: true });
});

interface Wire {
  readonly folder: string;
  readonly port: number;
  readonly start: (...args: string[]) => ChildProcess;
  readonly feed: () => Promise<PublishedFeed | undefined>;
}

async function makeWire(name: string, yaml: (port: number, folder: string) => string): Promise<Wire> {
  const folder = path.join(base, name);
  await mkdir(folder, { recursive: true });
  const port = await freePort();
  await writeFile(path.join(folder, "lede.yaml"), yaml(port, folder));
  const env = { LEDE_PREFIX: freshPrefix() };
  return {
    folder,
    port,
    start: (...args) => {
      const child = startLede([...args, "--config", "lede.yaml"], { cwd: folder, env });
      running.push(child);
      return child;
    },
    feed: () => readFile(path.join(folder, "public/feed.json"), "utf8").then(JSON.parse, () => undefined),
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

async function stop(child: ChildProcess, signal: NodeJS.Signals = "SIGKILL"): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode;
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  child.kill(signal);
  return ended;
}

async function until<T>(what: string, look: () => Promise<T | undefined>, withinMs = 150_000): Promise<T> {
  for (const deadline = Date.now() + withinMs; Date.now() < deadline; await sleep(250)) {
    const found = await look().catch(() => undefined);
    if (found !== undefined) return found;
  }
  throw new Error(`${what}: not within ${withinMs} ms`);
}

const demo = (port: number, folder: string) =>
  writeDemoConfig(world, { outputDir: path.join(folder, "public"), port, pollSeconds: 3_600 });
const complete = async (wire: Wire) => {
  const feed = await wire.feed();
  return feed && judgeDemoFeed(feed).missing.length === 0 ? feed : undefined;
};
/** Which articles stand together, whatever ids this run gave them. */
const stories = (feed: PublishedFeed) =>
  feed.items
    .map(({ url, _also }) => [url, ...(_also?.items ?? []).map((item) => item.url)].sort().join(" "))
    .sort();

test("many workers on one Redis publish what one process publishes alone", async () => {
  const alone = await makeWire("alone", demo);
  alone.start("run");
  const one = await until("the feed of lede run", () => complete(alone));
  await Promise.all(running.splice(0).map((child) => stop(child)));

  const many = await makeWire("many", demo);
  for (const args of [
    ["worker", "publish"],
    ["worker", "extract"],
    ["worker", "poll"],
    ["worker", "poll"],
    ["schedule"],
  ])
    many.start(...args);
  const other = await until("the feed of many workers", () => complete(many));
  expect(stories(other)).toEqual(stories(one));
}, 330_000);

test("a wire without any network starts, says what is wrong with each source, and stops in time", async () => {
  const wire = await makeWire("offline", (port) =>
    [
      `serve: { host: 127.0.0.1, port: ${port} }`,
      "output: { dir: ./public }",
      "sources:",
      "  - { id: nowhere, url: http://nowhere.invalid/feed }",
      "  - { id: closed, url: http://127.0.0.1:9/feed, network: { allow: [127.0.0.1/32] } }",
    ].join("\n"),
  );
  const child = wire.start("run");
  const page = await until("failures on /status", async () => {
    const text = await (await fetch(`http://127.0.0.1:${wire.port}/status`)).text();
    return text.includes("nowhere.invalid") && text.includes("FETCH_") ? text : undefined;
  });
  expect(page).toContain("closed");
  expect(child.exitCode).toBeNull();
  const stoppedAt = Date.now();
  expect(await stop(child, "SIGTERM")).toBe(0);
  expect(Date.now() - stoppedAt).toBeLessThan(20_000);
}, 120_000);

test("sources are added and removed while it runs, and a bad edit changes nothing", async () => {
  const [first, second] = world.sources;
  const yaml = (port: number, ids: readonly (typeof first)[]) =>
    [
      `serve: { host: 127.0.0.1, port: ${port} }`,
      "output: { dir: ./public }",
      "lead: { fullText: never }",
      "network: { allow: [127.0.0.1/32] }",
      "sources:",
      ...ids.map((source) => `  - { id: ${source?.id}, url: "${source?.url}" }`),
    ].join("\n");
  const wire = await makeWire("edited", (port) => yaml(port, [first]));
  wire.start("run");
  const ids = async () => {
    const report = (await (await fetch(`http://127.0.0.1:${wire.port}/status.json`)).json()) as {
      sources: { id: string; state: string }[];
    };
    return report.sources.filter((source) => source.state === "ok").map((source) => source.id);
  };
  await until("the first source", async () => ((await ids()).includes(first?.id ?? "") ? true : undefined));
  await writeFile(path.join(wire.folder, "lede.yaml"), "sources: nonsense");
  await sleep(1_000);
  expect(await ids()).toEqual([first?.id]);
  await writeFile(path.join(wire.folder, "lede.yaml"), yaml(wire.port, [second]));
  await until("the second source", async () => ((await ids()).join() === second?.id ? true : undefined));
}, 120_000);
