import { spawn } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { startWorld, type World } from "../../src/demo/serve-world.ts";
import { freePort } from "../support/free-port.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { makeWire, stop, until } from "../support/wire.ts";

let world: World;

beforeAll(async () => {
  world = await startWorld({ now: Date.now });
});
afterAll(() => world.close());

test("a wire without any network starts, says what is wrong with each source, and stops in time", async () => {
  const wire = await makeWire((port) =>
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
  const wire = await makeWire((port) => yaml(port, [first]));
  wire.start("run");
  const ids = async () => {
    const report = (await (await fetch(`http://127.0.0.1:${wire.port}/status.json`)).json()) as {
      sources: { id: string; state: string }[];
    };
    return report.sources.filter((source) => source.state === "ok").map((source) => source.id);
  };
  await until("the first source", async () => ((await ids()).includes(first?.id ?? "") ? true : undefined));
  await writeFile(path.join(wire.folder, "lede.yaml"), "sources: nonsense");
  const warned = await until("the bad edit on the status page", async () => {
    const { warnings } = (await (await fetch(`http://127.0.0.1:${wire.port}/status.json`)).json()) as {
      warnings: string[];
    };
    return warnings.find((warning) => warning.includes("CONFIG_INVALID"));
  });
  expect(warned).toContain("lede.yaml:1:10: must be a list");
  expect(await ids()).toEqual([first?.id]);
  await writeFile(path.join(wire.folder, "lede.yaml"), yaml(wire.port, [second]));
  await until("the second source", async () => ((await ids()).join() === second?.id ? true : undefined));
}, 120_000);

test("a port that is taken is named, and nothing is left running", async () => {
  const [source] = world.sources;
  const taken = Number(new URL(source?.url ?? "").port);
  const wire = await makeWire(() => `serve: { port: ${taken} }\nsources: ["http://nowhere.invalid/feed"]\n`);
  const child = wire.start("run");
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  expect(await new Promise((resolve) => child.once("close", resolve))).toBe(1);
  expect(said).toContain(`lede: Port ${taken} on 127.0.0.1 is taken by another program.`);
}, 60_000);

test("a signal that comes while it starts stops it as well", async () => {
  const wire = await makeWire(
    (port) => `serve: { port: ${port} }\nsources: ["http://nowhere.invalid/feed"]\n`,
  );
  const child = wire.start("run");
  const ended = new Promise((resolve) => child.once("close", resolve));
  await new Promise<void>((resolve) => {
    child.stderr?.on("data", (chunk: Buffer) => chunk.toString().includes("using redis") && resolve());
  });
  child.kill("SIGTERM");
  expect(await ended).toBe(0);
}, 60_000);

test("what npm started ends with npm", async () => {
  const folder = await temporaryFolder();
  const npm = spawn("npm", ["run", "demo", "--", "--port", String(await freePort())], {
    env: { ...process.env, LEDE_DATA: folder },
    stdio: ["ignore", "pipe", "inherit"],
  });
  // Its output closes when the last process that holds it has ended.
  const ended = new Promise((resolve) => npm.once("close", resolve));
  await new Promise<void>((resolve) => {
    npm.stdout.on("data", (chunk: Buffer) => chunk.toString().includes("Sources are listed") && resolve());
  });
  npm.kill("SIGTERM");
  await ended;
}, 120_000);

test("what stays is started with an allocator that stays small, where Node can do so; a person's own setting is kept", async () => {
  const wire = await makeWire(
    (port) => `serve: { port: ${port} }\nsources: ["http://nowhere.invalid/feed"]\n`,
  );
  const settingIn = (pid: number | undefined) =>
    until("the page of the process", async () => {
      await fetch(`http://127.0.0.1:${wire.port}/livez`);
      return [/MALLOC_ARENA_MAX=(\d)/.exec(await readFile(`/proc/${pid}/environ`, "utf8"))?.[1]];
    });
  const child = wire.start("run");
  expect(await settingIn(child.pid)).toEqual(["execve" in process ? "1" : undefined]);
  expect(await stop(child, "SIGTERM")).toBe(0);
  process.env["MALLOC_ARENA_MAX"] = "4";
  onTestFinished(() => void delete process.env["MALLOC_ARENA_MAX"]);
  expect(await settingIn(wire.start("serve").pid)).toEqual(["4"]);
}, 120_000);
