import { execFileSync } from "node:child_process";
import {
  appendFile,
  mkdir,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  truncate,
  writeFile,
} from "node:fs/promises";
import path from "node:path";
import { Redis } from "ioredis";
import { pino } from "pino";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { resolveRedis } from "../../src/store/redis-server/resolve-redis.ts";
import { freePort } from "../support/free-port.ts";
import { holdRedis } from "../support/redis-holder.ts";
import { startRedis } from "../support/redis-instance.ts";
import { canMount, smallDisk } from "../support/small-disk.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const log = pino({ level: "silent" });
const NO_REDIS = 1;

/** Neither a process nor a zombie. */
function isRunning(pid: number): boolean {
  try {
    return !execFileSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" }).startsWith("Z");
  } catch {
    return false;
  }
}

/** Every process that has the folder in its command line. */
function processesOn(folder: string): string[] {
  const all = execFileSync("ps", ["-eo", "pid=,args="], { encoding: "utf8" }).split("\n");
  return all.filter((line) => line.includes(folder));
}

async function untilNothingRuns(folder: string): Promise<void> {
  await vi.waitFor(() => expect(processesOn(folder)).toEqual([]), { timeout: 15_000, interval: 50 });
}

async function resolveIn(dataDir: string, more: object = {}) {
  const found = await resolveRedis({
    dataDir,
    log,
    env: { PATH: process.env["PATH"] },
    port: NO_REDIS,
    ...more,
  });
  onTestFinished(() => found.release());
  return found;
}

async function ask<T>(url: string, question: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(url);
  try {
    return await question(redis);
  } finally {
    redis.disconnect();
  }
}

async function processId(redis: Redis): Promise<number> {
  return Number(/process_id:(\d+)/.exec(await redis.info("server"))?.[1]);
}

describe("the private Redis", () => {
  test("keeps everything, throws nothing away, and is for this user alone", async () => {
    const dir = path.join(await temporaryFolder(), "redis");
    const { url, owned, describe: sentence } = await resolveIn(dir);
    expect(owned).toBe(true);
    expect(sentence).toContain(dir);
    const settings = await ask(url, async (redis) => {
      const [, policy] = (await redis.config("GET", "maxmemory-policy")) as string[];
      const [, aof] = (await redis.config("GET", "appendonly")) as string[];
      const [, sync] = (await redis.config("GET", "appendfsync")) as string[];
      const [, port] = (await redis.config("GET", "port")) as string[];
      return { policy, aof, sync, port };
    });
    expect(settings).toEqual({ policy: "noeviction", aof: "yes", sync: "everysec", port: "0" });
  });

  test("has its data again at the next start, and nothing runs in between", async () => {
    const dir = path.join(await temporaryFolder(), "redis");
    const first = await resolveIn(dir);
    await ask(first.url, (redis) => redis.set("kept", "yes"));
    await first.release();
    expect(processesOn(dir)).toEqual([]);
    const second = await resolveIn(dir);
    expect(await ask(second.url, (redis) => redis.get("kept"))).toBe("yes");
  });

  test("is one for all processes of the folder, and stays until the last one leaves", async () => {
    const dir = path.join(await temporaryFolder(), "redis");
    const [a, b] = [holdRedis(dir), holdRedis(dir)];
    const c = await resolveIn(dir);
    const pids = new Set((await Promise.all([a.held, b.held])).map(({ pid }) => pid));
    expect(pids.size).toBe(1);
    expect(await a.tell("incr n")).toBe(1);
    expect(await a.tell("release")).toBe("released");
    expect(await b.tell("incr n")).toBe(2);
    await b.kill();
    expect(await ask(c.url, (redis) => redis.incr("n"))).toBe(3);
    await c.release();
    // The one that was killed may count for a moment yet: its keeper ends the server then.
    await untilNothingRuns(dir);
    expect(isRunning([...pids][0] ?? 0)).toBe(false);
  });

  test("ends with a parent that is killed, and has what it was told last", async () => {
    const dir = path.join(await temporaryFolder(), "redis");
    const holder = holdRedis(dir);
    await holder.held;
    await holder.tell("incr n");
    await holder.kill();
    await untilNothingRuns(dir);
    const next = await resolveIn(dir);
    expect(await ask(next.url, (redis) => redis.incr("n"))).toBe(2);
  });

  test("is started again when it is killed while somebody uses it", async () => {
    const dir = path.join(await temporaryFolder(), "redis");
    const { url } = await resolveIn(dir);
    const redis = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: () => 50 });
    redis.on("error", () => {});
    onTestFinished(() => redis.disconnect());
    await redis.set("kept", "yes");
    const pid = await processId(redis);
    process.kill(pid, "SIGKILL");
    await vi.waitFor(async () => expect(await redis.get("kept")).toBe("yes"), { timeout: 15_000 });
    expect(await processId(redis)).not.toBe(pid);
  });

  test("is guarded again when its keeper is killed, and still ends with its last user", async () => {
    const dir = path.join(await temporaryFolder(), "redis");
    const holder = holdRedis(dir);
    const { pid } = await holder.held;
    const keeper = () => processesOn(dir).find((line) => line.includes("keeper."));
    const before = keeper();
    process.kill(Number.parseInt(before ?? "", 10), "SIGKILL");
    await vi.waitFor(() => expect(keeper()).toBeDefined(), { timeout: 15_000 });
    expect(keeper()).not.toBe(before);
    expect(await holder.tell("incr n")).toBe(1);
    expect(isRunning(pid)).toBe(true);
    expect(await holder.tell("release")).toBe("released");
    await untilNothingRuns(dir);
  });

  test("that was left without keeper and user is adopted by the next process", async () => {
    const dir = path.join(await temporaryFolder(), "redis");
    const holder = holdRedis(dir);
    const { pid } = await holder.held;
    const keeper = processesOn(dir).find((line) => line.includes("keeper."));
    await Promise.all([holder.kill(), process.kill(Number.parseInt(keeper ?? "", 10), "SIGKILL")]);
    expect(isRunning(pid)).toBe(true);
    const next = await resolveIn(dir);
    expect(await ask(next.url, processId)).toBe(pid);
    await next.release();
    expect(isRunning(pid)).toBe(false);
  });

  test("is never two, however many processes start and stop at once", async () => {
    const dir = path.join(await temporaryFolder(), "redis");
    const rounds = Array.from({ length: 6 }, async () => {
      for (let round = 0; round < 3; round++) {
        const found = await resolveRedis({
          dataDir: dir,
          log,
          env: { PATH: process.env["PATH"] },
          port: NO_REDIS,
        });
        await ask(found.url, (redis) => redis.incr("rounds"));
        const servers = processesOn(dir).filter((line) => line.includes("unixsocket:"));
        expect(servers.length).toBeLessThanOrEqual(1);
        await found.release();
      }
    });
    await Promise.all(rounds);
    await untilNothingRuns(dir);
    const last = await resolveIn(dir);
    expect(await ask(last.url, (redis) => redis.get("rounds"))).toBe("18");
  });

  test.each([
    { name: "long", part: "a-rather-long-name-of-a-folder/".repeat(6) },
    { name: "full of odd characters", part: "news & more? (100%) ü/" },
  ])("works in a folder whose path is $name", async ({ part }) => {
    const dir = path.join(await temporaryFolder(), part, "redis");
    const { url } = await resolveIn(dir);
    expect(await ask(url, (redis) => redis.ping())).toBe("PONG");
    expect(await readFile(path.join(dir, "redis.log"), "utf8")).toMatch(/ready to accept connections/i);
  });

  test("leaves no link behind in the temporary folder, and clears those of folders that were moved", async () => {
    const stale = `/tmp/lede-${process.getuid?.()}-0123456789ab`;
    await rm(stale, { force: true });
    await symlink("/nowhere/at/all", stale);
    const dir = path.join(await temporaryFolder(), "a-rather-long-name-of-a-folder/".repeat(6), "redis");
    const { url, release } = await resolveIn(dir);
    const names = () => readdir("/tmp");
    expect(await names()).not.toContain(path.basename(stale));
    const link = path.basename(path.dirname(url));
    expect(await names()).toContain(link);
    await release();
    await untilNothingRuns(dir);
    expect(await names()).not.toContain(link);
  });

  test("that is stopped with the folder in its hands is an error, not a second one beside it", async () => {
    const dir = path.join(await temporaryFolder(), "redis");
    const holder = holdRedis(dir);
    const { pid } = await holder.held;
    const keeper = processesOn(dir).find((line) => line.includes("keeper."));
    process.kill(pid, "SIGSTOP");
    await Promise.all([holder.kill(), process.kill(Number.parseInt(keeper ?? "", 10), "SIGKILL")]);
    const error = await resolveIn(dir).catch((caught: unknown) => caught);
    process.kill(pid, "SIGKILL");
    expect(String(error)).toContain("holds on to the folder and does not answer");
  });

  test("that cannot start says why", async () => {
    const dir = path.join(await temporaryFolder(), "redis");
    await mkdir(dir, { recursive: true });
    await writeFile(path.join(dir, "appendonlydir"), "in the way");
    await expect(resolveIn(dir)).rejects.toMatchObject({
      code: "REDIS_UNAVAILABLE",
      message: expect.stringMatching(/cannot be used: .*append-only dir/i),
      remedy: expect.stringContaining("redis.log"),
    });
    await untilNothingRuns(dir);
  });
});

describe("damaged files of the private Redis", () => {
  /** What one run wrote, on the disk; `base` is written anew, `incr` holds what came after. */
  async function written(): Promise<{ dir: string; base: string; incr: string; manifest: string }> {
    const dir = path.join(await temporaryFolder(), "redis");
    const { url, release } = await resolveIn(dir);
    await ask(url, async (redis) => {
      for (let n = 0; n < 40; n++) await redis.set(`base-${n}`, "a".repeat(200));
      await redis.bgrewriteaof();
      await vi.waitFor(async () => {
        const info = await redis.info("persistence");
        expect(info).toMatch(/aof_rewrite_in_progress:0[\s\S]*aof_last_bgrewrite_status:ok/);
      }, 15_000);
      for (let n = 0; n < 40; n++) await redis.set(`incr-${n}`, "b".repeat(200));
    });
    await release();
    const folder = path.join(dir, "appendonlydir");
    const names = await readdir(folder);
    const file = (end: string) => path.join(folder, names.find((name) => name.endsWith(end)) ?? "");
    return { dir, base: file(".rdb"), incr: file("incr.aof"), manifest: file(".manifest") };
  }

  async function overwrite(file: string, from: number, bytes: Uint8Array): Promise<void> {
    const content = await readFile(file);
    await writeFile(
      file,
      Buffer.concat([content.subarray(0, from), bytes, content.subarray(from + bytes.length)]),
    );
  }

  test.each<{ name: string; damage: (at: Awaited<ReturnType<typeof written>>) => Promise<unknown> }>([
    { name: "zeros after a power cut", damage: ({ incr }) => appendFile(incr, Buffer.alloc(4_096)) },
    {
      name: "zeros in the place of the end",
      damage: ({ incr }) => overwrite(incr, 3_000, Buffer.alloc(700)),
    },
    { name: "rubbish in the middle", damage: ({ incr }) => overwrite(incr, 2_000, Buffer.alloc(300, 7)) },
    { name: "an unknown command", damage: ({ incr }) => appendFile(incr, "*1\r\n$3\r\nSEX\r\n") },
    { name: "a damaged base", damage: ({ base }) => overwrite(base, 300, Buffer.alloc(60, 255)) },
    { name: "a cut base", damage: ({ base }) => truncate(base, 500) },
    { name: "an empty base", damage: ({ base }) => truncate(base, 0) },
    { name: "a base that is no base", damage: ({ base }) => writeFile(base, "nonsense") },
    { name: "no base", damage: ({ base }) => rm(base) },
    { name: "no file of changes", damage: ({ incr }) => rm(incr) },
    { name: "an empty manifest", damage: ({ manifest }) => truncate(manifest, 0) },
    { name: "a manifest of zeros", damage: ({ manifest }) => writeFile(manifest, Buffer.alloc(88)) },
    { name: "a manifest that says nothing", damage: ({ manifest }) => writeFile(manifest, "nonsense\n") },
    { name: "no manifest", damage: ({ manifest }) => rm(manifest) },
  ])("are set aside once: $name", async ({ damage }) => {
    const at = await written();
    await damage(at);
    const lines: { msg: string; folder?: string }[] = [];
    const found = await resolveIn(at.dir, {
      log: pino({}, { write: (line) => lines.push(JSON.parse(line)) }),
    });
    expect(await ask(found.url, (redis) => redis.dbsize())).toBe(0);
    const day = new Date().toISOString().slice(0, 10);
    const aside = `${at.dir}.damaged-${day}`;
    expect(lines.filter(({ folder }) => folder === aside)).toHaveLength(1);
    expect(await found.warnings()).toEqual([expect.stringContaining(aside)]);
    expect(await readdir(path.join(aside, "appendonlydir"))).not.toEqual([]);
    await ask(found.url, (redis) => redis.set("new", "yes"));
    await found.release();
    const again = await resolveIn(at.dir, {
      log: pino({}, { write: (line) => lines.push(JSON.parse(line)) }),
    });
    expect(await ask(again.url, (redis) => redis.get("new"))).toBe("yes");
    expect(lines.filter(({ folder }) => folder !== undefined)).toHaveLength(1);
    await rm(aside, { recursive: true });
    expect(await again.warnings()).toEqual([]);
  });

  test("of two kinds on one day are in two folders", async () => {
    const at = await written();
    for (let n = 0; n < 2; n++) {
      await writeFile(at.manifest, "nonsense\n");
      const found = await resolveIn(at.dir);
      expect(await found.warnings()).toHaveLength(n + 1);
      await found.release();
    }
  });

  test("are no damage when only the last command was cut: all before it is there", async () => {
    const at = await written();
    await truncate(at.incr, (await stat(at.incr)).size - 7);
    const { url, warnings } = await resolveIn(at.dir);
    expect(await ask(url, (redis) => redis.dbsize())).toBe(79);
    expect(await warnings()).toEqual([]);
  });

  test("are no damage when a newer server wrote them", async () => {
    const at = await written();
    await overwrite(at.base, 0, Buffer.from("REDIS9999"));
    await expect(resolveIn(at.dir)).rejects.toMatchObject({
      code: "REDIS_UNAVAILABLE",
      message: expect.stringContaining("RDB format version 9999"),
    });
    expect((await readFile(at.base)).subarray(0, 9).toString()).toBe("REDIS9999");
  });

  test("that break it while somebody uses it are set aside, too, and it says so", async () => {
    const at = await written();
    const lines: { folder?: string }[] = [];
    const { url } = await resolveIn(at.dir, {
      log: pino({}, { write: (line) => lines.push(JSON.parse(line)) }),
    });
    const pid = await ask(url, processId);
    await writeFile(at.manifest, "nonsense\n");
    process.kill(pid, "SIGKILL");
    await vi.waitFor(
      () => expect(lines.filter(({ folder }) => folder !== undefined)).toHaveLength(1),
      15_000,
    );
    await vi.waitFor(async () => expect(await ask(url, (redis) => redis.dbsize())).toBe(0), 15_000);
  });
});

describe("the order", () => {
  test("begins with the Redis that is named, in the YAML before the environment", async () => {
    const [yaml, env] = [await startRedis(), await startRedis()];
    const dir = path.join(await temporaryFolder(), "redis");
    const found = await resolveIn(dir, { url: yaml.url, env: { REDIS_URL: env.url } });
    expect(found).toMatchObject({ url: yaml.url, owned: false });
    expect(await resolveIn(dir, { env: { REDIS_URL: env.url } })).toMatchObject({
      url: env.url,
      owned: false,
    });
  });

  test("does not go on when the Redis that is named does not answer, and does not show its password", async () => {
    const dir = path.join(await temporaryFolder(), "redis");
    const url = `redis://user:secret@127.0.0.1:${await freePort()}`;
    const error = await resolveIn(dir, { url, patience: 300 }).catch((caught: unknown) => caught);
    expect(error).toMatchObject({
      code: "REDIS_UNAVAILABLE",
      message: expect.stringContaining("does not answer"),
    });
    expect(String(error)).not.toContain("secret");
  });

  test("goes to the machine's own Redis when it is fit", async () => {
    const { port } = await startRedis();
    const dir = path.join(await temporaryFolder(), "redis");
    expect(await resolveIn(dir, { port })).toMatchObject({ url: `redis://127.0.0.1:${port}`, owned: false });
  });

  test("prefers a private one that runs already to the machine's own", async () => {
    const dir = path.join(await temporaryFolder(), "redis");
    const first = await resolveIn(dir);
    const { port } = await startRedis();
    expect(await resolveIn(dir, { port })).toMatchObject({ url: first.url, owned: true });
  });

  test.each([
    { name: "throws keys away", args: ["--maxmemory-policy", "allkeys-lru"] },
    { name: "wants a password", args: ["--requirepass", "secret"] },
    { name: "is a replica", args: ["--replicaof", "127.0.0.1", "1"] },
  ])("passes over a Redis of the machine that $name", async ({ args }) => {
    const { port } = await startRedis(args);
    const dir = path.join(await temporaryFolder(), "redis");
    expect((await resolveIn(dir, { port })).owned).toBe(true);
  });

  test("ends with a message that says what to install", async () => {
    const dir = path.join(await temporaryFolder(), "redis");
    await expect(resolveIn(dir, { env: { PATH: await temporaryFolder() } })).rejects.toMatchObject({
      code: "REDIS_UNAVAILABLE",
      remedy: expect.stringContaining("apt-get install redis-server"),
    });
  });

  test("says so when the only one on PATH is too old", async () => {
    const bin = await temporaryFolder();
    await writeFile(path.join(bin, "redis-server"), "#!/bin/sh\necho 'Redis server v=6.0.16 sha=0'\n", {
      mode: 0o755,
    });
    const dir = path.join(await temporaryFolder(), "redis");
    await expect(resolveIn(dir, { env: { PATH: bin } })).rejects.toMatchObject({
      message: expect.stringContaining("version 6.0.16"),
      remedy: expect.stringContaining("Install Redis 6.2 or later"),
    });
  });

  test("does not advise to install Redis where the data folder cannot be had", async () => {
    const inTheWay = path.join(await temporaryFolder(), "file");
    await writeFile(inTheWay, "");
    const error = await resolveIn(path.join(inTheWay, "redis")).catch(String);
    expect(error).toMatch(/cannot have the folder .*not a directory/);
    expect(error).not.toContain("Install");
  });

  test.runIf(canMount)("says that the disk of the data folder is read-only", async () => {
    const error = await resolveIn(path.join(await smallDisk("ro,size=1m"), "data/redis")).catch(String);
    expect(error).toMatch(/read-only file system.*LEDE_DATA/);
    expect(error).not.toContain("Install");
  });

  test("takes valkey-server when there is no redis-server, and no program that is too old", async () => {
    const bin = await temporaryFolder();
    await writeFile(path.join(bin, "redis-server"), "#!/bin/sh\necho 'Redis server v=5.0.3 sha=0'\n", {
      mode: 0o755,
    });
    const real = execFileSync("sh", ["-c", "command -v redis-server"], { encoding: "utf8" }).trim();
    await writeFile(path.join(bin, "valkey-server"), `#!/bin/sh\nexec ${real} "$@"\n`, { mode: 0o755 });
    const found = await resolveIn(path.join(await temporaryFolder(), "redis"), { env: { PATH: bin } });
    expect(await ask(found.url, (redis) => redis.ping())).toBe("PONG");
  });
});
