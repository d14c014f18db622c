import { execFile } from "node:child_process";
import { mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import type { Row } from "./row.ts";
import type { Tool } from "./tools.ts";

const run = promisify(execFile);
const MEASURE = path.join(import.meta.dirname, "measure.py");

/** First and second round of a tool over the same feeds. @throws when it did not read them all */
export async function measureTool(
  tool: Tool,
  { folder, urls, items }: { folder: string; urls: readonly string[]; items: number },
): Promise<readonly Row[]> {
  const home = path.join(folder, tool.name);
  await mkdir(home);
  await tool.prepare(home, urls);
  const rows: Row[] = [];
  for (const round of [1, 2] as const) {
    const cost = await costOf(tool.command(home), home);
    const held = await tool.items(home);
    if (held !== urls.length * items)
      throw new Error(`${tool.name} holds ${held} items instead of ${urls.length * items}: ${cost.said}`);
    rows.push({
      tool: tool.name,
      n: urls.length,
      round,
      wallMs: cost.wallMs,
      cpuMsPerFeed: cost.cpuMs / urls.length,
      peakMb: cost.peakBytes / 1e6,
    });
  }
  return rows;
}

interface Cost {
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly peakBytes: number;
  readonly said: string;
}

async function costOf(command: readonly string[], home: string): Promise<Cost> {
  const out = path.join(home, "cost.json");
  await run("/usr/bin/python3", [MEASURE, out, ...command], { env: { ...process.env, HOME: home } });
  return JSON.parse(await readFile(out, "utf8")) as Cost;
}
