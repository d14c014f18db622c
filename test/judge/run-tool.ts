import { spawn, spawnSync } from "node:child_process";

export interface ToolRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end, at most a minute; its input is closed after `input`. Never throws. */
export function runTool(command: string, args: readonly string[], input = ""): Promise<ToolRun> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { timeout: 60_000, env: { ...process.env, LC_ALL: "C.UTF-8" } });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk) => {
      stdout += chunk;
    });
    child.stderr.on("data", (chunk) => {
      stderr += chunk;
    });
    child.on("error", (error) => resolve({ status: null, stdout, stderr: error.message }));
    child.on("close", (status) => resolve({ status, stdout, stderr }));
    child.stdin.on("error", () => {}); // a program that does not read its input
    child.stdin.end(input);
  });
}

/** The tools of the judges and the Debian packages that have them. */
const TOOLS = {
  xmllint: { probe: ["xmllint", "--version"], debian: "libxml2-utils" },
  jing: { probe: ["which", "jing"], debian: "jing" },
  feedparser: { probe: ["/usr/bin/python3", "-c", "import feedparser"], debian: "python3-feedparser" },
  newsboat: { probe: ["newsboat", "-v"], debian: "newsboat" },
  rss2email: { probe: ["r2e", "--version"], debian: "rss2email" },
  sfeed: { probe: ["which", "sfeed"], debian: "sfeed" },
} as const;

export type Tool = keyof typeof TOOLS;

/** Why the tool cannot judge here, or undefined when it is there. */
export function missing(tool: Tool): string | undefined {
  const [command, ...args] = TOOLS[tool].probe;
  const found = spawnSync(command, args, { timeout: 20_000, stdio: "ignore" });
  return found.status === 0 ? undefined : `${tool} is not there: apt-get install ${TOOLS[tool].debian}`;
}
