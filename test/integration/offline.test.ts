import { writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { statusReport } from "../../src/app/status-report.ts";
import { syncSources } from "../../src/app/sync-sources.ts";
import { check } from "../../src/cli/commands/check.ts";
import { createVeil } from "../../src/config/veil.ts";
import type { FetchOutcome } from "../../src/model/document.ts";
import { windowOf } from "../../src/pipeline/group/window.ts";
import { createPollOne } from "../../src/pipeline/poll/claimed-source.ts";
import { createKeptNetwork } from "../../src/pipeline/poll/keep-network.ts";
import { scheduleSettings } from "../../src/schedule/given.ts";
import { freePort } from "../support/free-port.ts";
import { invoke } from "../support/invoke.ts";
import { startLoopback } from "../support/loopback.ts";
import { startNewsroom } from "../support/newsroom.ts";
import { freshPrefix } from "../support/redis.ts";
import { runLede } from "../support/run-lede.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const RSS = `<rss version="2.0"><channel><title>Harbour</title><item><title>Ferry late</title><link>https://a.example/1</link></item></channel></rss>`;

/** A wire of so many outlets whose network can be cut and given back; polls are made one after the other. */
async function startWire(outlets: number) {
  const sources = Array.from({ length: outlets }, (_, n) => `  - https://outlet-${n}.example/feed`);
  const room = await startNewsroom(
    `output: { dir: ./public, formats: [json] }\nlead: { fullText: never }\nsources:\n${sources.join("\n")}`,
  );
  const find = (id: string) => room.config.sources.find((source) => source.id === id);
  const cut = new Set<string>();
  const fetch = async ({ url }: { url: string }): Promise<FetchOutcome> => {
    const said = { url, headers: {}, ms: 1 };
    if (!cut.has(url))
      return {
        ...{ kind: "document", status: 200, permanentUrl: undefined, validators: {}, hash: "1" },
        ...{ ...said, bytes: Buffer.from(RSS) },
      };
    const words = {
      message: `There is no host named ${URL.parse(url)?.host}.`,
      remedy: "Check for a typing error.",
    };
    return { kind: "failure", code: "FETCH_DNS", status: undefined, ...words, ...said };
  };
  const watch = () => createKeptNetwork({ ...room, sources: () => room.config.sources });
  let network = watch();
  const polling = () =>
    createPollOne({
      ...room,
      fetch,
      network,
      random: () => 1,
      gap: () => 0,
      settings: scheduleSettings(room.config),
      window: windowOf(room.config),
      feedUrl: (id: string) => find(id)?.url,
      judge: () => undefined,
      source: find,
      strike: room.schedule.strike,
    } as unknown as Parameters<typeof createPollOne>[0]);
  const poll = async (ids: readonly string[]) => {
    const { polled } = await syncSources(room, room.config);
    await room.schedule.force(
      polled.filter(({ id }) => ids.includes(id)),
      "round",
    );
    for (const visit of await room.schedule.claim(100, 10))
      for (const begun of await room.schedule.begin(visit)) {
        const settlement = await polling()(begun);
        if (settlement) await room.schedule.settle(visit, begun, settlement);
        await room.schedule.end(visit, 0, 0);
      }
  };
  const ids = room.config.sources.map(({ id }) => id);
  const all = room.config.sources.map(({ url }) => url);
  const report = () =>
    statusReport(
      {
        ...{ now: Date.now, veil: createVeil(), troubles: () => [], warnings: async () => [] },
        ...{ hasty: room.redis, answering: room, queues: { status: async () => [] } },
      } as unknown as Parameters<typeof statusReport>[0],
      room.config,
    );
  const restart = () => {
    network = watch();
  };
  return {
    room,
    poll,
    ids,
    report,
    restart,
    cut: () => all.map((url) => cut.add(url)),
    mend: () => cut.clear(),
  };
}

test.each([4, 23])(
  "of %i sources nobody is punished for an outage at the start, and all are due within a minute after it",
  async (outlets) => {
    const { room, poll, ids, report, cut, mend } = await startWire(outlets);
    cut();
    for (const id of ids) await poll([id]);
    const offline = await report();
    expect(offline.warnings.join("\n")).toMatch(/The network cannot be reached \(since \d\d:\d\d UTC\)/);
    expect(offline.sources.map(({ state }) => state)).toEqual(ids.map(() => "new"));
    expect(new Set(offline.sources.map(({ sentence }) => sentence))).toEqual(
      new Set(["waits for the network"]),
    );
    // The first to be asked when the network is back calls the others.
    mend();
    await poll([ids.at(-1) ?? ""]);
    await expect
      .poll(async () => {
        const states = await room.schedule.states(ids.slice(0, -1));
        return Math.max(...states.map((state) => (state?.nextPollAt ?? Number.NaN) - Date.now()));
      })
      .toBeLessThan(25_000);
    const back = await report();
    expect(back.warnings.join("\n")).not.toContain("network");
    await poll(ids);
    expect((await report()).sources.map(({ state }) => state)).toEqual(ids.map(() => "ok"));
    expect((await room.schedule.states(ids)).map((state) => state?.failures)).toEqual(ids.map(() => 0));
  },
);

test("what failed before the outage was recognized looks again as soon as the others, and a process that starts after it calls all", async () => {
  const { room, poll, ids, report, restart, cut, mend } = await startWire(120);
  cut();
  for (const id of ids.slice(0, 6)) await poll([id]);
  const latest = async () => {
    const states = await room.schedule.states(ids.slice(0, 6));
    return Math.max(...states.map((state) => (state?.nextPollAt ?? 0) - Date.now()));
  };
  expect(await latest()).toBeGreaterThan(5 * 60_000);
  await expect.poll(latest, { timeout: 5_000 }).toBeLessThan(25_000);
  mend();
  restart();
  await poll(ids.slice(6, 7));
  await expect.poll(latest).toBeLessThan(1_000);
  expect((await report()).warnings.join("\n")).not.toContain("network");
});

test("a source that was read before the outage is as well as it was, and one that fails for its own reasons is not", async () => {
  const { poll, ids, report, cut } = await startWire(5);
  await poll(ids);
  cut();
  for (const id of ids) await poll([id]);
  for (const { state, sentence } of (await report()).sources) {
    expect(state).toBe("ok");
    expect(sentence).toMatch(/^read .*; waits for the network$/);
  }
});

test("lede once and lede status say in one sentence that the network is away, and that no wire runs", async () => {
  const folder = await temporaryFolder();
  const proxy = `http://127.0.0.1:${await freePort()}`;
  const sources = ["a", "b", "c"].map(
    (name) =>
      `  - { url: "http://${name}.example/feed", network: { allow: [127.0.0.1/32], proxy: "${proxy}" } }`,
  );
  await writeFile(path.join(folder, "lede.yaml"), `sources:\n${sources.join("\n")}\n`);
  const options = { cwd: folder, env: { LEDE_PREFIX: freshPrefix() } };
  const lede = (command: string) => runLede([command, "--config", "lede.yaml"], options);
  const before = await lede("status");
  expect(before.stdout).toContain('! No wire is running: none has run here yet. Start it with "lede run"');
  const once = await lede("once");
  expect(once.stdout).toContain("The network cannot be reached (since");
  const { stdout } = await lede("status");
  expect(stdout).toMatch(/^! No wire is running: the last sign of one was (?:just now|\d+ seconds ago)/m);
  expect(stdout.match(/^! The network cannot be reached \(since/gm)).toHaveLength(1);
  expect(stdout.match(/: waits for the network$/gm)).toHaveLength(3);
  expect(stdout).not.toMatch(/next \d{4}-/);
  const probe = await runLede(["check", "--probe", "--config", "lede.yaml"], options);
  expect(probe.stdout).toMatch(/^None of them can be reached at all: has this machine a network\?$/m);
});

test("a duplicate of a failing source is as bad, and a feed that has moved for good says where to", async () => {
  const server = await startLoopback((request, response) => {
    if (request.url === "/old") return response.writeHead(301, { location: "/new" }).end();
    if (request.url === "/new") return response.writeHead(200).end(RSS);
    return response.writeHead(404).end();
  });
  onTestFinished(server.close);
  const folder = await temporaryFolder();
  const yaml = [
    "network: { allow: [127.0.0.0/8] }",
    "sources:",
    ...["a: /gone", "b: /gone#x", "c: /old"].map((one) => {
      const [id, at] = one.split(": ");
      return `  - { id: ${id}, url: "${server.url(at ?? "")}" }`;
    }),
  ];
  await writeFile(path.join(folder, "lede.yaml"), yaml.join("\n"));
  const options = { cwd: folder, env: { LEDE_PREFIX: freshPrefix() } };
  const lede = (...args: string[]) => runLede([...args, "--config", "lede.yaml"], options);
  const moved = `moved to ${server.url("/new")} for good: put that into lede.yaml`;
  expect((await lede("once")).stdout).toContain(`c: ${moved}`);
  const { stdout } = await lede("status");
  expect(stdout).toMatch(/^ {2}failing {2}b: the same feed as a, which is polled for both: .*HTTP 404/m);
  expect(stdout).toMatch(new RegExp(`^ {2}ok {7}c: read .*; ${moved.replaceAll(".", "\\.")}$`, "m"));
  const explained = (await lede("explain", "c")).stdout.split("\n");
  expect(explained[0]).toMatch(/^source c: ok, read .* for good: put that into lede\.yaml$/);
  expect(explained).toContain("  articles in the window: 1");
  expect(explained).toContain("  in feed main: part of 1 stories, leads 1");
  const probe = await lede("check", "--probe");
  expect(probe.stdout).toMatch(new RegExp(`^ok {5}c .*; ${moved.replaceAll(".", "\\.")}$`, "m"));
});

test("check --probe asks nobody who wants to be left alone, and tells the wire of it", async () => {
  const asked: string[] = [];
  const server = await startLoopback((request, response) => {
    asked.push(request.url ?? "");
    response.writeHead(429, { "retry-after": "600" }).end();
  });
  onTestFinished(server.close);
  const folder = await temporaryFolder();
  const sources = ["a", "b", "c"].map((id) => `  - { id: ${id}, url: "${server.url(`/${id}`)}" }`);
  await writeFile(
    path.join(folder, "lede.yaml"),
    `network: { allow: [127.0.0.0/8] }\nsources:\n${sources.join("\n")}\n`,
  );
  const options = { cwd: folder, env: { LEDE_PREFIX: freshPrefix() } };
  const probe = () => runLede(["check", "--probe", "--config", "lede.yaml"], options);
  const first = await probe();
  expect(first.stdout.match(/Not asked: .* wants to be left alone for 10 minutes/g)).toHaveLength(2);
  const again = await probe();
  expect(again.stdout.match(/Not asked: /g)).toHaveLength(3);
  expect(asked).toHaveLength(1);
});

test("check --probe of a folder without a wire does without one", async () => {
  const server = await startLoopback((_request, response) => response.writeHead(200).end(RSS));
  onTestFinished(server.close);
  const file = path.join(await temporaryFolder(), "lede.yaml");
  await writeFile(file, `network: { allow: [127.0.0.0/8] }\nsources: ["${server.url("/")}"]\n`);
  const { status, stdout } = await invoke(check, { config: file, options: { probe: true } });
  expect(status).toBe(0);
  expect(stdout).toContain("1 of 1 source can be read");
});
