import { execFileSync } from "node:child_process";
import { parseArgs } from "node:util";
import { machine } from "../support/machine.ts";
import { figure, table } from "../support/table.ts";
import { inTemporaryFolder } from "../support/temporary-folder.ts";
import type { World } from "./make-feed.ts";
import { measureLede } from "./measure-lede.ts";
import { measureTool } from "./measure-tool.ts";
import type { Row } from "./row.ts";
import { type Tool, tools, whatIsMissing } from "./tools.ts";
import { type Served, withFeedServer } from "./with-feed-server.ts";

const { values: flags } = parseArgs({
  options: {
    n: { type: "string", multiple: true },
    tool: { type: "string", multiple: true },
    json: { type: "boolean", default: false },
    cold: { type: "boolean", default: false },
    bare: { type: "boolean", default: false },
    "per-host": { type: "string", default: "1" },
    profiles: { type: "string" },
    days: { type: "string" },
    repeat: { type: "string", default: "1" },
  },
});
const sizes = (flags.n ?? ["100", "1000", "5000"]).map(Number);
const ITEMS = 50;

// Lede is measured as it is built: what is measured must be what the sources say.
execFileSync("npm", ["run", "--silent", "build:modules"], { stdio: ["ignore", "ignore", "inherit"] });
const rows: Row[] = [];
for (const n of sizes) rows.push(...(await measureSize(n)));
for (const line of table(["tool", "n", "round", "wall ms", "CPU ms a feed", "peak MB"], rows.map(cells)))
  console.log(line);
console.log(machine());
if (flags.json) console.log(JSON.stringify({ rows }));

async function measureSize(n: number): Promise<Row[]> {
  const days = flags.days === undefined ? undefined : Number(flags.days);
  const world: World = { feeds: n, items: ITEMS, now: Date.now(), days };
  return withFeedServer(world, async (served) => {
    const { urls, bytes } = served;
    console.log(`${n} feeds of ${ITEMS} items, ${Math.round(bytes / 100) / 10} kB each`);
    const found: Row[] = [];
    // One after the other, not each so often in a row: the machine is faster in one minute than in the next.
    for (let n = 0; n < Number(flags.repeat); n++) {
      if (isWanted({ name: "lede" })) found.push(...(await measureOurs(served, false)));
      if (flags.bare) found.push(...(await measureOurs(served, true)));
      for (const tool of tools.filter(isWanted)) found.push(...(await measureIfThere(tool, urls)));
    }
    return medians(found);
  });
}

/** Of each tool and round the run of median CPU. */
function medians(all: readonly Row[]): Row[] {
  const kinds = new Set(all.map(({ tool, round }) => `${tool} ${round}`));
  return [...kinds].map((kind) => {
    const rows = all.filter(({ tool, round }) => `${tool} ${round}` === kind);
    const sorted = rows.toSorted((a, b) => a.cpuMsPerFeed - b.cpuMsPerFeed);
    const cpu = sorted.map(({ cpuMsPerFeed }) => figure(cpuMsPerFeed));
    const median = sorted[Math.floor(sorted.length / 2)] as Row;
    if (rows.length > 1) console.log(`${median.tool}, round ${median.round}: ${cpu.join(", ")} ms a feed`);
    return median;
  });
}

function isWanted({ name }: { readonly name: string }): boolean {
  return !flags.tool || flags.tool.includes(name);
}

async function measureOurs({ urls, warmUrls }: Served, bare: boolean): Promise<readonly Row[]> {
  const options = {
    urls,
    warmUrls: flags.cold ? [] : warmUrls,
    items: ITEMS,
    bare,
    perHost: Number(flags["per-host"]),
    profiles: flags.profiles,
  };
  const measured = await inTemporaryFolder((folder) => measureLede({ ...options, folder }));
  console.log(`${bare ? "lede --bare" : "lede"}: started in ${measured.startMs} ms, not counted below`);
  for (const note of measured.notes) console.log(note);
  return measured.rows;
}

async function measureIfThere(tool: Tool, urls: readonly string[]): Promise<readonly Row[]> {
  const missing = whatIsMissing(tool);
  if (missing) {
    console.log(`${tool.name}: left out, ${missing}`);
    return [];
  }
  return inTemporaryFolder((folder) => measureTool(tool, { folder, urls, items: ITEMS }));
}

function cells({ tool, n, round, wallMs, cpuMsPerFeed, peakMb }: Row): string[] {
  return [tool, String(n), String(round), figure(wallMs), figure(cpuMsPerFeed), figure(peakMb)];
}
