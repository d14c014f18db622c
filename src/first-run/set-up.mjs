// What a fresh machine lacks: the packages of the lock file and a Redis server. Runs before `npm run demo`,
// `npm start` and `npm test`, when there is no package yet: plain Node, nothing imported but Node itself.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { findOnPath, installSystemPackages } from "./system-packages.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const OLDEST_NODE = [20, 19];

/** Whether this Node can run the program; says so when it cannot. */
function isNodeRecent(version) {
  const [major, minor] = version.replace(/^v/, "").split(".").map(Number);
  return major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
}

/**
 * Whether `node_modules` holds what the lock file says. npm writes a lock file of its own into `node_modules`; the
 * two agree in every package that npm put there.
 */
function arePackagesCurrent(folder) {
  const wanted = packagesIn(path.join(folder, "package-lock.json"));
  const installed = packagesIn(path.join(folder, "node_modules/.package-lock.json"));
  if (!wanted || !installed) return false;
  return Object.entries(wanted).every(([place, { version, optional, devOptional, peer }]) => {
    if (place === "") return true;
    // Packages for other systems are left out; whatever was put there has to be the right one.
    const found = installed[place];
    return found ? found.version === version : Boolean(optional || devOptional || peer);
  });
}

function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages;
  } catch {
    return undefined;
  }
}

function say(line) {
  process.stderr.write(`lede: ${line}\n`);
}

function installPackages() {
  if (arePackagesCurrent(root)) return true;
  say("installing the packages of package-lock.json: npm ci");
  const { status } = spawnSync("npm", ["ci", "--no-audit", "--no-fund"], {
    cwd: root,
    // What is built and what npm reports is progress here: the results of the command to come own stdout.
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32",
  });
  if (status === 0) return true;
  say("npm ci failed: see above. Is there a connection to the package registry?");
  return false;
}

function ensureRedis() {
  if (process.env.REDIS_URL || findOnPath("redis-server") || findOnPath("valkey-server")) return true;
  say("there is no Redis server on this machine: installing one");
  const installed = installSystemPackages("redis", say);
  return installed && Boolean(findOnPath("redis-server") || findOnPath("valkey-server"));
}

function setUp({ forTests }) {
  if (!isNodeRecent(process.version)) {
    say(
      `Node ${OLDEST_NODE.join(".")} or later is needed, this is ${process.version}: see https://nodejs.org`,
    );
    return false;
  }
  if (!installPackages()) return false;
  // Tests start Redis servers of their own, whatever REDIS_URL names.
  if (forTests) delete process.env.REDIS_URL;
  if (ensureRedis()) return true;
  say("a Redis server (6.2 or later) is needed: install redis-server or valkey-server, or set REDIS_URL");
  return false;
}

process.exitCode = setUp({ forTests: process.argv.includes("--for-tests") }) ? 0 : 1;
