import { spawnSync } from "node:child_process";
import { chmod, cp, mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const NOBODY = 65_534;
const lock = (version: string, more: object = {}) =>
  JSON.stringify({
    packages: {
      "": { name: "x" },
      "node_modules/a": { version },
      "node_modules/other-system": { version, optional: true },
      ...more,
    },
  });

/** A checkout with its own PATH: programs are real scripts that write down how they were called. */
class Machine {
  readonly root: string;
  readonly bin: string;

  constructor(root: string) {
    this.root = root;
    this.bin = path.join(root, "bin");
  }

  static async fresh(): Promise<Machine> {
    const machine = new Machine(await temporaryFolder());
    await chmod(machine.root, 0o777);
    await mkdir(machine.bin);
    await chmod(machine.bin, 0o777);
    await cp("src/first-run", path.join(machine.root, "src/first-run"), { recursive: true });
    await writeFile(path.join(machine.root, "package-lock.json"), lock("1.0.0"));
    return machine;
  }

  /** `then` is shell, after the call is written down. */
  async program(name: string, then = ""): Promise<void> {
    const script = `#!/bin/sh\necho "${name} $*" >> "${this.root}/calls"\n${then}\n`;
    await writeFile(path.join(this.bin, name), script, { mode: 0o755 });
  }

  async withPackages(version = "1.0.0"): Promise<void> {
    await mkdir(path.join(this.root, "node_modules"));
    const installed = JSON.stringify({ packages: { "node_modules/a": { version } } });
    await writeFile(path.join(this.root, "node_modules/.package-lock.json"), installed);
  }

  /** Shell that puts a redis-server on PATH, as a package manager would. */
  get installsRedis(): string {
    return `case "$*" in *redis*) echo '#!/bin/sh' > "${this.bin}/redis-server"; /bin/chmod 755 "${this.bin}/redis-server";; esac`;
  }

  run(env: Record<string, string> = {}, uid?: number, args: readonly string[] = [], name = "set-up.mjs") {
    const script = path.join(this.root, "src/first-run", name);
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
      env: { PATH: this.bin, ...env },
      encoding: "utf8",
      ...(uid === undefined ? {} : { uid, gid: uid }),
    });
    return { status, stdout, stderr };
  }

  async calls(): Promise<string[]> {
    const text = await readFile(path.join(this.root, "calls"), "utf8").catch(() => "");
    return text.split("\n").filter((line) => line !== "");
  }
}

describe("on a machine with Node and nothing else", () => {
  test("installs the packages and a Redis server, and prints each command before it runs", async () => {
    const machine = await Machine.fresh();
    await machine.program("npm");
    await machine.program("apt-get", machine.installsRedis);
    const { status, stdout, stderr } = machine.run();
    expect(status).toBe(0);
    expect(await machine.calls()).toEqual([
      "npm ci --no-audit --no-fund",
      "apt-get update -q",
      "apt-get install -y -q --no-install-recommends redis-server",
    ]);
    expect(stdout).toBe("");
    expect(stderr).toContain("lede: installing the packages of package-lock.json: npm ci\n");
    expect(stderr).toContain("lede: running: apt-get install -y -q --no-install-recommends redis-server\n");
  });

  test.each([
    { manager: "dnf", calls: ["dnf install -y redis"] },
    { manager: "apk", calls: ["apk add --no-cache redis"] },
    { manager: "brew", calls: ["brew install redis"] },
  ])("uses $manager where that is the system's", async ({ manager, calls }) => {
    const machine = await Machine.fresh();
    await machine.withPackages();
    await machine.program(manager, machine.installsRedis);
    expect(machine.run().status).toBe(0);
    expect(await machine.calls()).toEqual(calls);
  });

  test("takes valkey where the system has no redis any more", async () => {
    const machine = await Machine.fresh();
    await machine.withPackages();
    const valkey = path.join(machine.bin, "valkey-server");
    await machine.program(
      "dnf",
      `[ "$3" = valkey ] || exit 1; echo > "${valkey}"; /bin/chmod 755 "${valkey}"`,
    );
    expect(machine.run().status).toBe(0);
    expect(await machine.calls()).toEqual(["dnf install -y redis", "dnf install -y valkey"]);
  });

  test("asks for the rights by sudo when it has none", async () => {
    const machine = await Machine.fresh();
    await machine.withPackages();
    await machine.program("apt-get", machine.installsRedis);
    await machine.program("sudo", 'exec "$@"');
    const isRoot = process.getuid?.() === 0;
    const { status, stderr } = machine.run({}, isRoot ? NOBODY : undefined);
    expect(status).toBe(0);
    expect(stderr).toContain("lede: running: sudo apt-get install");
    expect((await machine.calls())[0]).toBe("sudo apt-get update -q");
  });

  test("says what is needed where there is no package manager", async () => {
    const machine = await Machine.fresh();
    await machine.withPackages();
    const { status, stderr } = machine.run();
    expect(status).toBe(1);
    expect(stderr).toContain("install redis-server or valkey-server, or set REDIS_URL");
  });

  test("fails when the installation does, and an old package list alone is no failure", async () => {
    const machine = await Machine.fresh();
    await machine.withPackages();
    await machine.program("apt-get", `[ "$1" = update ] && exit 100; ${machine.installsRedis}`);
    expect(machine.run().status).toBe(0);
    const broken = await Machine.fresh();
    await broken.withPackages();
    await broken.program("apt-get", "exit 100");
    expect(broken.run().status).toBe(1);
  });

  test("stops at packages that cannot be installed", async () => {
    const machine = await Machine.fresh();
    await machine.program("npm", "exit 1");
    const { status, stderr } = machine.run();
    expect(status).toBe(1);
    expect(stderr).toContain("npm ci failed");
  });
});

test("installs what the tests judge with in one go, and goes on when that fails", async () => {
  const machine = await Machine.fresh();
  await machine.program("apt-get", "exit 100");
  await machine.program("newsboat");
  const { status, stderr } = machine.run({}, undefined, [], "install-judges.mjs");
  expect(status).toBe(0);
  const [, install = ""] = await machine.calls();
  expect(install).toMatch(/^apt-get install .* libxml2-utils rss2email jing sfeed chromium/);
  expect(install).not.toContain("newsboat");
  expect(stderr).toContain("not all of it could be installed");
});

describe("on a machine that has everything", () => {
  test.each([{ server: "redis-server" }, { server: "valkey-server" }])(
    "runs nothing and says nothing, with $server",
    async ({ server }) => {
      const machine = await Machine.fresh();
      await machine.withPackages();
      await machine.program(server);
      expect(machine.run()).toEqual({ status: 0, stdout: "", stderr: "" });
      expect(await machine.calls()).toEqual([]);
    },
  );

  test("needs no Redis server when one is named, but for tests", async () => {
    const machine = await Machine.fresh();
    await machine.withPackages();
    const env = { REDIS_URL: "redis://redis.example" };
    expect(machine.run(env).status).toBe(0);
    expect(machine.run(env, undefined, ["--for-tests"]).status).toBe(1);
  });
});

describe("installs the packages again", () => {
  test.each([
    { name: "when the lock file wants another version", installed: "0.9.0", wanted: lock("1.0.0") },
    {
      name: "when the lock file has a package more",
      installed: "1.0.0",
      wanted: lock("1.0.0", { "node_modules/b": { version: "1.0.0" } }),
    },
  ])("$name", async ({ installed, wanted }) => {
    const machine = await Machine.fresh();
    await machine.withPackages(installed);
    await writeFile(path.join(machine.root, "package-lock.json"), wanted);
    await machine.program("npm");
    await machine.program("redis-server");
    expect(machine.run().status).toBe(0);
    expect(await machine.calls()).toEqual(["npm ci --no-audit --no-fund"]);
  });
});

test.each([
  { version: "v20.19.0", status: 0 },
  { version: "v22.1.0", status: 0 },
  { version: "v20.18.3", status: 1 },
  { version: "v18.20.0", status: 1 },
])("Node $version ends with $status", async ({ version, status }) => {
  const machine = await Machine.fresh();
  await machine.withPackages();
  await machine.program("redis-server");
  const pretend = path.join(machine.root, "pretend.cjs");
  await writeFile(pretend, `Object.defineProperty(process, "version", { value: "${version}" });`);
  const ended = machine.run({ NODE_OPTIONS: `--require ${pretend}` });
  expect(ended.status).toBe(status);
  expect(ended.stderr.includes(`Node 20.19 or later is needed, this is ${version}`)).toBe(status === 1);
});
