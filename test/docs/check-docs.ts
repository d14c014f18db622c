/**
 * `npm run docs:check`: runs every command line that a block of README and docs shows, in a copy of the checkout, as a
 * person would type them one after the other, and fails when one does not do what is said. A line that nobody says how
 * to judge is a failure too. What takes minutes, or a Docker engine that is not there, is named and left out.
 */
import { spawn, spawnSync } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort } from "../support/free-port.ts";
import { blocksOf, DOCUMENTS, linesOf } from "./read-docs.ts";

/** How a line is judged. */
interface Rule {
  readonly line: RegExp;
  /** The line as it is run: a wrapper of the prelude before it. Default: as it stands. */
  readonly run?: (line: string) => string;
  /** A shell condition that holds afterwards. */
  readonly proof?: string;
  /** It is not run, because. */
  readonly leftOut?: string;
}

const hasDocker = spawnSync("docker", ["info"], { stdio: "ignore" }).status === 0;
const noDocker = hasDocker ? {} : { leftOut: "no Docker engine here" };

const RULES: readonly Rule[] = [
  {
    line: /^npm run demo -- --once$/,
    proof: "[ $(items data/demo/public) -gt 50 ] && nothing_left data/demo",
  },
  { line: /^npx lede demo --once$/, proof: "[ $(items data/demo/public) -gt 50 ] && nothing_left data/demo" },
  {
    line: /^npm run demo$/,
    run: (line) => `serves ${line} -- --port $LEDE_PORT`,
    proof: "nothing_left data/demo",
  },
  { line: /^(?:npm start|npx lede run)$/, run: (line) => `serves ${line}`, proof: "nothing_left data" },
  { line: /^npm pack$/, proof: "[ -s lede-0.1.0.tgz ]" },
  {
    line: /^npm install ".*\.tgz"$/,
    run: (line) => `${line} --prefer-offline`,
    proof: "[ -x node_modules/.bin/lede ]",
  },
  { line: /^npx lede init$/, proof: "npx lede check" },
  {
    line: /^npx lede check --probe$/,
    run: (line) => `answers '[0-9]+ of [0-9]+ sources can be read' ${line}`,
  },
  { line: /^mkdir -p ~\/wire && cd ~\/wire$/ },
  {
    line: /^tar czf wire\.tar\.gz config public$/,
    run: (line) => `mkdir -p public; ${line}`,
    proof: "[ -s wire.tar.gz ]",
  },
  {
    line: /^tar xzf wire\.tar\.gz$/,
    run: (line) => `mkdir ../restored; cp wire.tar.gz ../restored; cd ../restored; ${line}`,
    proof: "[ -s config/lede.yaml ] && [ -d public ]",
  },
  { line: /^docker run --rm /, ...noDocker },
  {
    line: /^npm (?:test|run (?:test:all|test:faults|test:node|check)\b.*)$/,
    leftOut: "takes minutes: run by itself",
  },
  { line: /^npm run docs:check$/, leftOut: "is this" },
];

/** Shell that the lines are run with. */
const PRELUDE = `
items() { node -p 'JSON.parse(fs.readFileSync(process.argv[1] + "/feed.json", "utf8")).items.length' "$1"; }
alive() { node -e 'fetch(process.argv[1]).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))' "http://127.0.0.1:$LEDE_PORT/livez"; }
nothing_left() { local n=0; while pgrep -f "redis-server.*$PWD/$1/" > /dev/null; do n=$((n + 1)); [ $n -lt 100 ] || return 1; sleep 0.2; done; }
# Starts a wire, waits until it serves, stops it as Ctrl-C does (all processes of the job get it), and wants it to end in
# peace.
set -m
serves() {
  "$@" & local pid=$! n=0 status
  until alive; do n=$((n + 1)); [ $n -lt 300 ] && kill -0 $pid 2> /dev/null || { kill -- -$pid; return 1; }; sleep 0.2; done
  node -e 'fetch(process.argv[1]).then((r) => r.text()).then((t) => process.exit(/<html/i.test(t) ? 0 : 1))' "http://127.0.0.1:$LEDE_PORT/status" || return 1
  kill -INT -- -$pid; wait $pid; status=$?
  # npx itself ends by the key; what it started drains on, which the proof of the line waits for.
  [ "$1" = npx ] && [ $status = 130 ] && status=0
  return $status
}
# What it says counts, not what sources of the world answer at this moment.
answers() { local wanted="$1"; shift; { "$@" || true; } | tee /dev/stderr | grep -Eq "$wanted"; }
`;

const failures: string[] = [];
const sandbox = await mkdtemp(path.join(tmpdir(), "lede-docs-"));
try {
  const checkout = await copyCheckout();
  for (const file of DOCUMENTS) await runDocument(file, checkout);
} finally {
  await rm(sandbox, { recursive: true, force: true });
}
for (const failure of failures) process.stdout.write(`FAILED: ${failure}\n`);
process.exitCode = failures.length > 0 ? 1 : 0;

async function copyCheckout(): Promise<string> {
  const checkout = path.join(sandbox, "checkout");
  const parts = [
    "src",
    "workers",
    "config",
    "docs",
    "package.json",
    "package-lock.json",
    ".npmrc",
    "tsconfig.json",
  ];
  for (const part of [...parts, "README.md", "CHANGELOG.md", "LICENSE"])
    await cp(part, path.join(checkout, part), { recursive: true });
  await symlink(path.resolve("node_modules"), path.join(checkout, "node_modules"));
  await mkdir(path.join(sandbox, "home"));
  return checkout;
}

/** The lines of a document in one shell, so that a `cd` counts for those that follow. */
async function runDocument(file: string, checkout: string): Promise<void> {
  const lines = blocksOf(file)
    .filter(({ language }) => language === "sh")
    .flatMap(({ text }) => linesOf(text));
  const steps = lines.flatMap((line) => {
    const rule = RULES.find((one) => one.line.test(line));
    if (!rule) failures.push(`${file}: ${line}: nobody says how to judge it (test/docs/check-docs.ts)`);
    if (rule?.leftOut) process.stdout.write(`left out: ${file}: ${line}: ${rule.leftOut}\n`);
    return rule && !rule.leftOut ? [{ ...rule, text: line }] : [];
  });
  if (steps.length === 0) return;
  const script = steps.map(({ text, run = (same) => same, proof = "true" }) => {
    const named = text.replaceAll("'", "'\\''");
    return `printf '\\n== %s\\n' '${named}'\n{ ${run(text)}; } && { ${proof}; } || { printf '%s\\n' '${named}' > "$FAILED"; exit 1; }`;
  });
  const failed = path.join(sandbox, "failed");
  const shell = path.join(sandbox, "script.sh");
  await writeFile(shell, `${PRELUDE}\n${script.join("\n")}\n`);
  process.stdout.write(`\n# ${file}\n`);
  const status = await inShell(shell, checkout, failed);
  if (status !== 0) {
    const { stdout } = spawnSync("cat", [failed], { encoding: "utf8" });
    failures.push(`${file}: ${stdout.trim() || "the shell ended"}`);
  }
}

async function inShell(script: string, checkout: string, failed: string): Promise<number | null> {
  const cache = spawnSync("npm", ["config", "get", "cache"], { encoding: "utf8" }).stdout.trim();
  const settings = spawnSync("npm", ["config", "get", "userconfig"], { encoding: "utf8" }).stdout.trim();
  // npm tells the commands that it runs about this run of its own.
  const around = Object.entries(process.env).filter(
    ([name]) => !/^(?:npm_|LEDE_|REDIS_URL$|INIT_CWD$)/i.test(name),
  );
  const env = {
    ...Object.fromEntries(around),
    HOME: path.join(sandbox, "home"),
    npm_config_cache: cache,
    npm_config_userconfig: settings,
    LEDE_PORT: String(await freePort()),
    LEDE_REDIS: "private",
    FAILED: failed,
  };
  const child = spawn("bash", [script], { cwd: checkout, env, stdio: ["ignore", "inherit", "inherit"] });
  return new Promise((resolve) => child.once("close", resolve));
}
