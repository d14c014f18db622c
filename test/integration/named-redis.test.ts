import { execFileSync, spawn } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createServer as createTlsServer } from "node:tls";
import { Redis } from "ioredis";
import { pino } from "pino";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { connect } from "../../src/store/connect.ts";
import { resolveRedis } from "../../src/store/redis-server/resolve-redis.ts";
import { startProxy } from "../faults/proxy.ts";
import { startWire } from "../faults/wire.ts";
import { freePort } from "../support/free-port.ts";
import { startRedis } from "../support/redis-instance.ts";
import { runLede } from "../support/run-lede.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const log = pino({ level: "silent" });

function end(...connections: readonly Redis[]): void {
  for (const connection of connections) connection.disconnect();
}

/** What becomes of naming `url`: the place, or the error. */
async function name(url: string, more: object = {}) {
  const dataDir = path.join(await temporaryFolder(), "redis");
  return resolveRedis({ url, dataDir, log, env: {}, patience: 300, ...more }).catch(
    (error: unknown) => error,
  );
}

/** `lede ARGS` with a file that names `url`, and no REDIS_URL beside it. */
async function ledeWith(url: string, args: readonly string[], env: Record<string, string> = {}) {
  const folder = await temporaryFolder();
  const yaml = `title: Wire\nredis:\n  url: ${JSON.stringify(url)}\nsources:\n  - http://127.0.0.1:1/feed\n`;
  await writeFile(path.join(folder, "lede.yaml"), yaml);
  return runLede([...args, "--config", "lede.yaml"], { cwd: folder, env: { REDIS_URL: "", ...env } });
}

describe("an address that names no Redis of its kind", () => {
  test.each([
    { name: "a word for a database", url: "redis://127.0.0.1/abc" },
    { name: "another scheme", url: "http://127.0.0.1:6379" },
    { name: "a bare @", url: "redis://u:hunter2@hunter3@127.0.0.1" },
    { name: "a bare /", url: "redis://u:hunter2/hunter3@127.0.0.1" },
    { name: "a bare #", url: "redis://u:hunter2#hunter3@127.0.0.1" },
  ])("is a mistake in the file: $name", async ({ url }) => {
    for (const command of ["check", "once", "status"]) {
      const { status, stdout, stderr } = await ledeWith(url, [command]);
      expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
      expect(stderr).toMatch(/^lede\.yaml:3:8: must /);
      expect(stderr).not.toMatch(/hunter/);
    }
  });

  test("is a mistake of the environment where that names it", async () => {
    const folder = await temporaryFolder();
    await writeFile(path.join(folder, "lede.yaml"), "sources:\n  - http://127.0.0.1:1/feed\n");
    const ran = await runLede(["check", "--config", "lede.yaml"], {
      cwd: folder,
      env: { REDIS_URL: "redis://:hunter2/3@127.0.0.1" },
    });
    expect(ran.status).toBe(2);
    expect(ran.stderr).toMatch(/^lede\.yaml:1:1: the environment's REDIS_URL must /);
    expect(ran.stderr).not.toContain("hunter2");
  });

  test("is a mistake when the server has no such database", async () => {
    const { url } = await startRedis();
    const { status, stdout, stderr } = await ledeWith(`${url}/99`, ["once", "--json"]);
    expect(status).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ failure: { code: "CONFIG_INVALID" } });
    expect(stderr).toMatch(/^lede\.yaml:3:8: names database 99, which cannot be had: /);
    const redis = new Redis(url);
    expect(await redis.dbsize()).toBe(0);
    redis.disconnect();
  });

  test("is a mistake when several servers are no cluster", async () => {
    const [a, b] = [await startRedis(), await startRedis()];
    expect(String(await name(`redis://127.0.0.1:${a.port},127.0.0.1:${b.port}`))).toContain("no cluster");
  });
});

test.each(["redis://127.0.0.1:PORT/3", "redis://127.0.0.1:PORT?db=3", "127.0.0.1:PORT/3"])(
  "the database of %s is the one that is worked in",
  async (form) => {
    const { port, url } = await startRedis();
    const redis = connect({ url: form.replace("PORT", String(port)), cluster: false }, "waits", log);
    onTestFinished(() => redis.disconnect());
    await redis.set("here", "yes");
    const other = new Redis(`${url}/3`);
    onTestFinished(() => other.disconnect());
    expect(await other.get("here")).toBe("yes");
  },
);

test("a connection that can no longer have its database does not go on in another", async () => {
  const { url, port } = await startRedis();
  const admin = new Redis(url);
  onTestFinished(() => admin.disconnect());
  await admin.call("acl", "setuser", "lede", "on", ">word", "~*", "&*", "+@all");
  const redis = connect({ url: `redis://lede:word@127.0.0.1:${port}/3`, cluster: false }, "waits", log);
  const queue = redis.duplicate();
  queue.on("error", () => {});
  onTestFinished(() => end(redis, queue));
  await Promise.all([redis.ping(), queue.ping()]);
  await admin.call("acl", "setuser", "lede", "-select");
  await admin.call("client", "kill", "type", "normal", "skipme", "yes");
  const writes = Promise.all([redis.set("stray", "1"), queue.set("stray-too", "1")]);
  await sleep(500);
  expect(await admin.keys("*")).toEqual([]);
  await admin.call("acl", "setuser", "lede", "+select");
  await writes;
  expect(await admin.keys("*")).toEqual([]);
});

describe("a Redis that is not fit", () => {
  test("as a replica is told from one that is away", async () => {
    const master = await startRedis();
    const { url } = await startRedis(["--replicaof", "127.0.0.1", String(master.port)]);
    expect(await name(url)).toMatchObject({
      code: "REDIS_UNAVAILABLE",
      message: expect.stringContaining("is a read-only replica"),
    });
    const ran = await ledeWith(url, ["once"]);
    expect(ran.status).toBe(1);
    expect(ran.stderr).toContain("is a read-only replica");
  });

  test.each(["allkeys-lru", "volatile-ttl"])(
    "because it evicts by %s is taken when that is allowed",
    async (policy) => {
      const { url } = await startRedis(["--maxmemory-policy", policy, "--maxmemory", "50mb"]);
      expect(await name(url)).toMatchObject({
        code: "REDIS_UNAVAILABLE",
        message: expect.stringContaining(policy),
        remedy: expect.stringContaining("allowEviction: true"),
      });
      expect(await name(url, { allowEviction: true })).toMatchObject({ url, owned: false });
    },
  );

  test("but is allowed leaves nothing but JSON in the log", async () => {
    const { url } = await startRedis(["--maxmemory-policy", "allkeys-lru", "--maxmemory", "50mb"]);
    const folder = await temporaryFolder();
    const yaml = `redis: { url: "${url}", allowEviction: true }\nsources:\n  - http://127.0.0.1:1/feed\n`;
    await writeFile(path.join(folder, "lede.yaml"), yaml);
    const ran = await runLede(["once", "--config", "lede.yaml"], {
      cwd: folder,
      env: { REDIS_URL: "", LEDE_LOG: "info" },
    });
    const lines = ran.stderr.split("\n").filter((line) => line !== "");
    expect(lines.filter((line) => line.startsWith("{")).map((line) => JSON.parse(line).msg)).toContain(
      "redis may throw away keys, as allowed",
    );
    expect(ran.stderr).not.toContain("IMPORTANT");
  });
});

describe("what is wrong is said", () => {
  test.each([
    { why: "it wants a password", args: ["--requirepass", "word"], at: "", says: /asks for a password/ },
    {
      why: "the password is wrong",
      args: ["--requirepass", "word"],
      at: ":hunter2@",
      says: /does not take this/,
    },
    {
      why: "the user may do nothing",
      args: ["--user", "u", "on", ">hunter2", "+ping"],
      at: "u:hunter2@",
      says: /rights/,
    },
  ])("when $why", async ({ args, at, says }) => {
    const { port } = await startRedis(args);
    const error = await name(`redis://${at}127.0.0.1:${port}`);
    expect(error).toMatchObject({ code: "REDIS_UNAVAILABLE", message: expect.stringMatching(says) });
    expect(String(error)).not.toMatch(/hunter2|Start it/);
  });

  test("when it does not speak TLS", async () => {
    const { port } = await startRedis();
    expect(String(await name(`rediss://127.0.0.1:${port}`))).toContain("does not speak TLS");
  });

  test("when it speaks TLS only, and when its certificate is not known", async () => {
    const folder = await temporaryFolder();
    execFileSync(
      "openssl",
      [
        ..."req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=cache.example".split(" "),
        ...["-keyout", path.join(folder, "key.pem"), "-out", path.join(folder, "cert.pem")],
      ],
      { stdio: "ignore" },
    );
    const [key, cert] = await Promise.all(
      ["key.pem", "cert.pem"].map((file) => readFile(path.join(folder, file))),
    );
    const server = createTlsServer({ key, cert }).on("tlsClientError", () => {});
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as { port: number };
    expect(String(await name(`redis://127.0.0.1:${port}`))).toContain("speaks TLS only");
    expect(String(await name(`rediss://127.0.0.1:${port}`))).toContain("NODE_EXTRA_CA_CERTS");
  });

  test("when something else answers", async () => {
    const server = createServer((socket) => {
      socket.on("error", () => {});
      socket.end("HTTP/1.1 400 Bad Request\r\n\r\n");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as { port: number };
    expect(String(await name(`redis://127.0.0.1:${port}`))).toContain("is no Redis");
  });

  test("when nobody listens", async () => {
    expect(String(await name(`redis://:hunter2@127.0.0.1:${await freePort()}`))).toMatch(
      /does not answer.*Start it/,
    );
  });
});

describe("a failover behind one name", () => {
  test("leads every connection to the new master, those of the queues too", async () => {
    const [old, next] = [await startRedis(), await startRedis()];
    let current = old.port;
    const proxy = await startProxy(() => current);
    onTestFinished(proxy.close);
    const url = `redis://127.0.0.1:${proxy.port}`;
    const patient = connect({ url, cluster: false }, "waits", log);
    const hasty = connect({ url, cluster: false }, "fails", log);
    const queue = patient.duplicate();
    queue.on("error", () => {});
    const all = [patient, hasty, queue];
    onTestFinished(() => end(...all));
    await Promise.all(
      all.map((one) => one.status === "ready" || new Promise((done) => one.once("ready", done))),
    );
    const blocked = queue.bzpopmin("nothing", 0).catch((error: Error) => error.message);
    current = next.port;
    const admin = new Redis(old.url);
    onTestFinished(() => admin.disconnect());
    await admin.replicaof("127.0.0.1", next.port);
    expect(await blocked).toMatch(/UNBLOCKED|READONLY/);
    await vi.waitFor(async () => {
      for (const [n, one] of all.entries()) expect(await one.set(`written-${n}`, "yes")).toBe("OK");
    }, 10_000);
    const there = new Redis(next.url);
    onTestFinished(() => there.disconnect());
    expect((await there.keys("written-*")).sort()).toEqual(["written-0", "written-1", "written-2"]);
  });

  test("is followed by way of sentinels", async () => {
    const master = await startRedis();
    const folder = await temporaryFolder();
    const port = await freePort();
    const conf = path.join(folder, "sentinel.conf");
    await writeFile(
      conf,
      `port ${port}\nbind 127.0.0.1\ndir ${folder}\nsentinel monitor wire 127.0.0.1 ${master.port} 1\n`,
    );
    const sentinel = spawn("redis-server", [conf, "--sentinel"], { stdio: "ignore" });
    onTestFinished(
      () =>
        new Promise((done) => {
          sentinel.once("exit", () => done());
          sentinel.kill("SIGKILL");
        }),
    );
    const found = await name(`redis+sentinel://127.0.0.1:${port}/wire/2`, { patience: 5_000 });
    expect(found).toMatchObject({ owned: false, cluster: false });
    const redis = connect(found as { url: string; cluster: boolean }, "waits", log);
    onTestFinished(() => redis.disconnect());
    await redis.set("here", "yes");
    const direct = new Redis(`${master.url}/2`);
    onTestFinished(() => direct.disconnect());
    expect(await direct.get("here")).toBe("yes");
  });
});

test("the rights that the documentation lists are enough for a whole round", async () => {
  const { url, port } = await startRedis();
  const admin = new Redis(url);
  onTestFinished(() => admin.disconnect());
  const docs = await readFile("docs/operations.md", "utf8");
  const [, rights = ""] = /ACL SETUSER lede (.*)/.exec(docs) ?? [];
  await admin.call("acl", "setuser", "lede", ...rights.replace("PASSWORD", "hunter2").split(" "));
  const wire = await startWire(2, 5);
  onTestFinished(wire.close);
  for (const outlet of wire.outlets) wire.grow(outlet);
  const folder = await temporaryFolder();
  const yaml = [
    `redis: { url: "redis://lede:hunter2@127.0.0.1:${port}" }`,
    "network: { allow: [127.0.0.0/8] }",
    "sources:",
    ...wire.outlets.map(({ id, feedUrl }) => `  - { id: ${id}, url: "${feedUrl}" }`),
  ];
  await writeFile(path.join(folder, "lede.yaml"), yaml.join("\n"));
  const lede = (...args: string[]) =>
    runLede([...args, "--config", "lede.yaml"], { cwd: folder, env: { REDIS_URL: "", LEDE_LOG: "warn" } });
  const once = await lede("once", "--json");
  expect(once).toMatchObject({ status: 0, stderr: "" });
  expect(JSON.parse(once.stdout).entries.new).toBe(wire.articles.length);
  expect(await lede("status")).toMatchObject({ status: 0, stderr: "" });
  expect(await admin.call("acl", "log")).toEqual([]);
}, 60_000);
