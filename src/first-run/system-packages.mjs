// Installs programs by the system's own package manager. Plain Node: runs before any package is there.
import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import path from "node:path";

/** Package names differ from system to system; the first list whose manager is on PATH counts. */
const MANAGERS = [
  {
    program: "apt-get",
    root: true,
    refresh: ["update", "-q"],
    install: ["install", "-y", "-q", "--no-install-recommends"],
    env: { DEBIAN_FRONTEND: "noninteractive" },
    names: { redis: ["redis-server"] },
  },
  { program: "dnf", root: true, install: ["install", "-y"], names: { redis: ["redis", "valkey"] } },
  { program: "apk", root: true, install: ["add", "--no-cache"], names: { redis: ["redis", "valkey"] } },
  { program: "brew", root: false, install: ["install"], names: { redis: ["redis", "valkey"] } },
];

/** The path of a program on PATH; undefined when there is none. */
export function findOnPath(program) {
  for (const dir of (process.env.PATH ?? "").split(path.delimiter)) {
    const file = path.join(dir, program);
    if (dir !== "" && isExecutable(file)) return file;
  }
  return undefined;
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Installs what `wanted` stands for (`redis`), or Debian packages by their own names (a list). Prints each command
 * before it runs; what it prints itself goes to stderr.
 *
 * @returns whether a command succeeded
 */
export function installSystemPackages(wanted, say) {
  const manager = MANAGERS.find(({ program }) => findOnPath(program));
  if (!manager) {
    say("no package manager that is known here: apt-get, dnf, apk or brew");
    return false;
  }
  const choices = Array.isArray(wanted) ? [wanted] : manager.names[wanted].map((name) => [name]);
  if (manager.refresh) run(manager, manager.refresh, say); // an old list may do: the installation decides
  return choices.some((names) => run(manager, [...manager.install, ...names], say));
}

function run({ program, root, env = {} }, args, say) {
  const command = [...(root ? asRoot() : []), program, ...args];
  if (command[0] === undefined) return false;
  say(`running: ${command.join(" ")}`);
  const { status } = spawnSync(command[0], command.slice(1), {
    // sudo asks for its password on the terminal itself
    stdio: ["inherit", 2, 2],
    env: { ...process.env, ...env },
  });
  return status === 0;
}

/** sudo, unless this is root already or there is no sudo: the package manager then says what it lacks. */
function asRoot() {
  return process.getuid?.() === 0 || !findOnPath("sudo") ? [] : ["sudo"];
}
