import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { fragileRedis } from "../faults/redis.ts";
import { freePort } from "../support/free-port.ts";
import { type Newsstand, openNewsstand } from "../support/newsstand.ts";
import { freshPrefix } from "../support/redis.ts";
import { runLede, startLede } from "../support/run-lede.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { stop, until } from "../support/wire.ts";

// What can go wrong with an edit while a wire runs: it is wholly in force, or not at all and said so.

async function openStand(): Promise<Newsstand> {
  const stand = await openNewsstand();
  onTestFinished(stand.close);
  stand.tell("herald", { title: "Ferry returns to the old pier" });
  stand.tell("courier", { title: "Town council buys the windmill" });
  return stand;
}

/** An installation in a folder of its own; any number of processes share it, and end with the test. */
async function makeInstallation(yaml: object, more: Readonly<Record<string, string>> = {}) {
  const folder = await temporaryFolder();
  await mkdir(folder, { recursive: true });
  const env = { LEDE_PREFIX: freshPrefix(), ...more };
  let said = "";
  const write = (edited: object) => writeFile(path.join(folder, "lede.yaml"), JSON.stringify(edited));
  await write(yaml);
  return {
    folder,
    env,
    write,
    said: () => said,
    start: (...args: string[]) => {
      const child = startLede([...args, "--config", "lede.yaml"], { cwd: folder, env });
      onTestFinished(() => stop(child).then(() => {}));
      child.stderr?.on("data", (chunk: Buffer) => {
        said += chunk.toString();
      });
      return child;
    },
    run: (...args: string[]) => runLede([...args, "--config", "lede.yaml"], { cwd: folder, env }),
    feed: async (dir = "public") =>
      JSON.parse(await readFile(path.join(folder, dir, "feed.json"), "utf8")) as {
        title: string;
        items: { title: string }[];
      },
  };
}

const base = (stand: Newsstand, port: number) => ({
  title: "Quay wire",
  serve: { host: "127.0.0.1", port } as Record<string, unknown>,
  output: { dir: "./public", formats: ["json"] },
  lead: { fullText: "never" },
  network: { allow: ["127.0.0.1/32"] },
  sources: ["herald", "courier"].map((id) => ({ id, url: `${stand.origin}/${id}`, every: "1s" })),
});

const yes = (is: boolean) => (is ? true : undefined);
const statusOf = async (port: number, token = "") => {
  const answer = await fetch(`http://127.0.0.1:${port}/status.json`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return { code: answer.status, text: await answer.text() };
};
const listening = (port: number, host = "127.0.0.1") =>
  new Promise<Server>((resolve) => {
    const server = createServer((_, response) => response.end("another program")).listen(port, host, () =>
      resolve(server),
    );
  });

test("a port that is taken leaves the wire at the old one, says so everywhere, and is had once it is free", async () => {
  const stand = await openStand();
  const [port, wanted] = [await freePort(), await freePort()];
  const other = await listening(wanted);
  const yaml = base(stand, port);
  const wire = await makeInstallation({ ...yaml, serve: { ...yaml.serve, token: "leaked-token" } });
  wire.start("run");
  await until("the first edition", () => wire.feed());
  await wire.write({
    ...yaml,
    title: "Second title",
    serve: { ...yaml.serve, port: wanted, token: "new-token" },
  });
  await until("the rest of the edit", async () => yes((await wire.feed()).title === "Second title"));
  expect((await statusOf(port, "leaked-token")).code).toBe(401);
  const { code, text } = await statusOf(port, "new-token");
  expect(code).toBe(200);
  expect(text).toContain(`Port ${wanted} on 127.0.0.1 is taken by another program.`);
  expect(wire.said()).toContain("the old value stays in force");
  expect((await wire.run("status")).stdout).toContain(`Port ${wanted} on 127.0.0.1 is taken`);
  // What readers are told stands where it is served.
  expect(JSON.stringify(await wire.feed())).toContain(`127.0.0.1:${port}/`);
  await new Promise((resolve) => other.close(resolve));
  await until("the wanted port", async () => yes((await statusOf(wanted, "new-token")).code === 200), 30_000);
  await until("the old port closed", () =>
    statusOf(port).then(
      () => undefined,
      () => true,
    ),
  );
  expect((await statusOf(wanted, "new-token")).text).not.toContain("is taken");
}, 120_000);

test("another host on the same port, and back", async () => {
  const stand = await openStand();
  const port = await freePort();
  const yaml = base(stand, port);
  const wire = await makeInstallation(yaml);
  wire.start("run");
  await until("the first edition", () => wire.feed());
  const answers = (host: string) =>
    fetch(`http://${host}:${port}/livez`).then(
      ({ ok }) => ok,
      () => false,
    );
  await wire.write({ ...yaml, serve: { ...yaml.serve, host: "0.0.0.0" } });
  await until("every address", async () => yes(await answers("127.0.0.3")), 20_000);
  await wire.write({ ...yaml, serve: { ...yaml.serve, host: "192.0.2.7" } });
  await until(
    "the refusal",
    async () => yes((await statusOf(port)).text.includes("192.0.2.7 is no address")),
    20_000,
  );
  expect(await answers("127.0.0.3")).toBe(true);
  await wire.write(yaml);
  await until(
    "one address",
    async () => yes(!(await answers("127.0.0.3")) && (await answers("127.0.0.1"))),
    20_000,
  );
}, 120_000);

test("a folder that cannot be written is refused; the old one goes on", async () => {
  const stand = await openStand();
  const port = await freePort();
  const yaml = base(stand, port);
  const wire = await makeInstallation(yaml);
  wire.start("run");
  await until("the first edition", () => wire.feed());
  await writeFile(path.join(wire.folder, "a-file"), "");
  await wire.write({ ...yaml, title: "Second title", output: { dir: "./a-file/public", formats: ["json"] } });
  await until("the title", async () => yes((await wire.feed()).title === "Second title"));
  expect((await statusOf(port)).text).toMatch(/output\.dir cannot be put in force/);
}, 120_000);

test("while Redis is away a token ends all the same, and the rest follows when it is back", async () => {
  const stand = await openStand();
  const redis = await fragileRedis(path.join(await temporaryFolder(), "redis"));
  onTestFinished(redis.stop);
  const port = await freePort();
  const yaml = base(stand, port);
  const wire = await makeInstallation(
    { ...yaml, serve: { ...yaml.serve, token: "leaked-token" } },
    { REDIS_URL: `redis://127.0.0.1:${redis.port}` },
  );
  wire.start("run");
  await until("the first edition", () => wire.feed());
  await redis.kill();
  stand.tell("tribune", { title: "Lighthouse lamp is lit by hand again" });
  await wire.write({
    ...yaml,
    title: "Second title",
    serve: { ...yaml.serve, token: "new-token" },
    sources: [...yaml.sources, { id: "tribune", url: `${stand.origin}/tribune`, every: "1s" }],
  });
  const code = async (token: string) =>
    (await fetch(`http://127.0.0.1:${port}/feed.json`, { headers: { authorization: `Bearer ${token}` } }))
      .status;
  await until("the new token", async () => yes((await code("new-token")) === 200), 10_000);
  expect(await code("leaked-token")).toBe(401);
  await redis.start(true);
  await until("the new title and source", async () => {
    const { title, items } = await wire.feed();
    return yes(title === "Second title" && items.some((item) => item.title.startsWith("Lighthouse lamp")));
  });
}, 120_000);

test("of edits one after the other the last is in force, also when they come while it starts or publishes", async () => {
  const stand = await openStand();
  const port = await freePort();
  const yaml = base(stand, port);
  const wire = await makeInstallation(yaml);
  const child = wire.start("run");
  await new Promise<void>((resolve) => {
    child.stderr?.on("data", (chunk: Buffer) => chunk.toString().includes("using redis") && resolve());
  });
  await wire.write({ ...yaml, title: "While it starts" });
  await until("the edit of the start", async () => yes((await wire.feed()).title === "While it starts"));
  for (let n = 0; n <= 30; n++) {
    await wire.write({ ...yaml, title: `Title ${n}` });
    await sleep(n * 15);
  }
  await until("the last", async () => yes((await wire.feed()).title === "Title 30"), 30_000);
  await sleep(3_000);
  expect((await wire.feed()).title).toBe("Title 30");
}, 120_000);

test("what was edited while nothing ran is published at the start, without any news", async () => {
  const stand = await openStand();
  const port = await freePort();
  const yaml = {
    ...base(stand, port),
    sources: base(stand, port).sources.map((one) => ({ ...one, every: "1h" })),
  };
  const wire = await makeInstallation(yaml);
  const first = wire.start("run");
  await until("the first edition", async () => yes((await wire.feed()).items.length === 2));
  await stop(first, "SIGTERM");
  await wire.write({ ...yaml, title: "Edited meanwhile", sources: yaml.sources.slice(0, 1) });
  wire.start("run");
  await until("the edit", async () => {
    const { title, items } = await wire.feed();
    return yes(title === "Edited meanwhile" && items.length === 1);
  });
}, 120_000);

test("an edit asks for one publication, and so does a start", async () => {
  const stand = await openStand();
  const port = await freePort();
  const quiet = (title: string) => {
    const yaml = base(stand, port);
    return { ...yaml, title, sources: yaml.sources.map((one) => ({ ...one, every: "1h" })) };
  };
  const wire = await makeInstallation(quiet("First"));
  const first = wire.start("run");
  await until("the first edition", async () => yes((await wire.feed()).items.length === 2));
  const publications = async () => {
    const { counters } = JSON.parse((await statusOf(port)).text) as { counters: Record<string, number> };
    return (counters["published"] ?? 0) + (counters["unchanged"] ?? 0);
  };
  await sleep(5_000);
  const before = await publications();
  await wire.write(quiet("Second"));
  await until("the edit", async () => yes((await wire.feed()).title === "Second"));
  await sleep(6_000);
  expect(await publications()).toBe(before + 1);
  await stop(first, "SIGTERM");
  wire.start("run");
  await until("the server", () => publications());
  await sleep(8_000);
  expect(await publications()).toBe(before + 2);
}, 120_000);

test("mistakes in the YAML of a worker are on the status of every process, and go with the mistakes", async () => {
  const stand = await openStand();
  const port = await freePort();
  const yaml = base(stand, port);
  const wire = await makeInstallation(yaml);
  await writeFile(path.join(wire.folder, "own.yaml"), JSON.stringify(yaml));
  wire.start("worker", "publish");
  const serving = startLede(["serve", "--config", "own.yaml"], { cwd: wire.folder, env: wire.env });
  onTestFinished(() => stop(serving).then(() => {}));
  await until("the worker", async () => yes(wire.said().includes("using redis")));
  await until("the server", async () => yes((await statusOf(port)).code === 200));
  await wire.write({ ...yaml, titel: "x" });
  await until("the mistake", async () => yes((await statusOf(port)).text.includes("lede.yaml:1:")), 30_000);
  const told = await runLede(["status", "--config", "own.yaml"], { cwd: wire.folder, env: wire.env });
  expect(told.stdout).toContain("The YAML has mistakes");
  await wire.write(yaml);
  await until("no mistake", async () => yes(!(await statusOf(port)).text.includes("has mistakes")), 30_000);
}, 120_000);
