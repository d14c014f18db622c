import { type ChildProcess, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect, inject, onTestFinished, test } from "vitest";
import { freePort } from "../support/free-port.ts";
import { freshPrefix } from "../support/redis.ts";
import { makeWire, stop, until } from "../support/wire.ts";

const CTRL_C = "\u0003";
const QUIET_WIRE = (port: number) => `serve: { port: ${port} }\nsources: ["http://nowhere.invalid/feed"]\n`;

/**
 * Runs a shell command on a terminal of its own, as its foreground job; what it ends with stands in the file `status` of
 * the folder, written by a shell that outlives both the key and the terminal.
 */
function onTerminal(command: string, folder: string, env: Record<string, string> = {}): ChildProcess {
  const job = `(trap '' HUP; trap : INT; sh -c 'exec ${command}'; echo $? > '${path.join(folder, "status")}')`;
  const child = spawn("script", ["-qec", `trap : INT; ${job}; true`, "/dev/null"], {
    env: { ...process.env, REDIS_URL: inject("redisSocket"), LEDE_PREFIX: freshPrefix(), ...env },
  });
  onTestFinished(() => stop(child).then(() => {}));
  return child;
}

function says(child: ChildProcess, words: string): Promise<void> {
  return new Promise((resolve) => {
    let said = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      said += chunk;
      if (said.includes(words)) resolve();
    });
  });
}

const statusIn = (folder: string) =>
  until("the status", async () => (await readFile(path.join(folder, "status"), "utf8")).trim() || undefined);

test.each([
  { name: "npm start", command: (yaml: string) => `npm start -- --config ${yaml}`, ready: "serving" },
  {
    name: "npm run demo",
    command: (_yaml: string, port: number) => `npm run demo -- --port ${port}`,
    ready: "front page is ready",
  },
  {
    name: "lede run",
    command: (yaml: string) => `${process.execPath} src/cli/lede.mjs run --config ${yaml}`,
    ready: "serving",
  },
])("Ctrl-C ends $name in peace", { timeout: 120_000 }, async ({ command, ready }) => {
  const { folder } = await makeWire(QUIET_WIRE);
  const child = onTerminal(command(path.join(folder, "lede.yaml"), await freePort()), folder, {
    LEDE_DATA: folder,
  });
  await says(child, ready);
  child.stdin?.write(CTRL_C);
  expect(await statusIn(folder)).toBe("0");
});

test("a terminal that is closed ends what ran on it in peace", { timeout: 120_000 }, async () => {
  const { folder } = await makeWire(QUIET_WIRE);
  const child = onTerminal(`${process.execPath} src/cli/lede.mjs run --config ${folder}/lede.yaml`, folder);
  await says(child, "serving");
  await stop(child); // with it the other end of the terminal
  expect(await statusIn(folder)).toBe("0");
});

test.each([
  { first: "SIGTERM", second: "SIGINT" },
  { first: "SIGHUP", second: "SIGHUP" },
] as const)("$first and $second within a moment are one wish to stop", { timeout: 60_000 }, async (pair) => {
  const wire = await makeWire(QUIET_WIRE);
  const child = wire.start("run");
  const ended = new Promise((resolve) => child.once("close", resolve));
  const hears = (words: string) =>
    new Promise<void>((resolve) => {
      child.stderr?.on("data", (chunk: Buffer) => chunk.toString().includes(words) && resolve());
    });
  const stopping = hears('"stopping"');
  await hears("serving");
  child.kill(pair.first);
  await stopping;
  child.kill(pair.second);
  expect(await ended).toBe(0);
});
