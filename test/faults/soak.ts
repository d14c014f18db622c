import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { stringify } from "yaml";
import { freePort } from "../support/free-port.ts";
import { processesIn, supervise } from "./processes.ts";
import { type Outlet, startWire, type Wire } from "./wire.ts";

/**
 * Whether a busy wire grows: `npm run test:soak [-- --minutes 30 --sources 500 --every 5s]`. `lede run` with a Redis of its
 * own polls invented outlets; each minute says what it and its processes hold in memory. No judgement: what is flat is to be seen.
 */
const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "30" },
    sources: { type: "string", default: "500" },
    every: { type: "string", default: "5s" },
    /** New articles a second, in all. */
    news: { type: "string", default: "0.2" },
  },
});
const MINUTE_MS = 60_000;
const A_NETWORK = 250;

/** Outlets on addresses of their own, as many as are wanted. */
async function openWires(count: number): Promise<readonly Wire[]> {
  const wires: Wire[] = [];
  for (let n = 0; n * A_NETWORK < count; n++)
    wires.push(
      await startWire(Math.min(A_NETWORK, count - n * A_NETWORK), 7 + n, {
        network: `127.0.${n + 1}`,
        port: 0,
      }),
    );
  return wires;
}

/** kB of all processes of a folder, by what their command begins with. */
function residentIn(folder: string): Readonly<Record<string, number>> {
  const sums: Record<string, number> = {};
  for (const pid of processesIn(folder)) {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    const name = /^Name:\s+(.*)/m.exec(status)?.[1] ?? "";
    sums[name] = (sums[name] ?? 0) + Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0);
  }
  return sums;
}

const folder = await mkdtemp(path.join(tmpdir(), "lede-soak-"));
const wires = await openWires(Number(values.sources));
const outlets = wires.flatMap((wire) => wire.outlets.map((outlet, n) => ({ wire, outlet, n })));
for (const { wire, outlet } of outlets) wire.grow(outlet);
const yaml = {
  serve: { host: "127.0.0.1", port: await freePort() },
  output: { dir: "./public" },
  network: { allow: ["127.0.0.0/8"] },
  sources: outlets.map(({ outlet }, n) => ({ id: `s${n}`, url: outlet.feedUrl, every: values.every })),
};
await writeFile(path.join(folder, "lede.yaml"), stringify(yaml));
const lede = supervise(folder, {
  LEDE_REDIS: "private",
  LEDE_DATA: path.join(folder, "data"),
  LEDE_FOLDER: folder,
  LEDE_TEST_MIN_INTERVAL: "1s",
});
lede.start(["run"]);
const growing = setInterval(() => {
  const { wire, outlet } = outlets[Math.floor(Math.random() * outlets.length)] as {
    wire: Wire;
    outlet: Outlet;
  };
  wire.grow(outlet);
}, 1_000 / Number(values.news));
let polls = 0;
for (let minute = 1; minute <= Number(values.minutes); minute++) {
  await sleep(MINUTE_MS);
  const now = outlets.reduce((sum, { outlet }) => sum + outlet.polls.length, 0);
  const held = Object.entries(residentIn(folder)).map(
    ([name, kB]) => `${name} ${(kB / 1_024).toFixed(1)} MB`,
  );
  console.log(`minute ${minute}: ${now - polls} polls; ${held.join(", ")}`);
  polls = now;
}
clearInterval(growing);
await lede.stop();
for (const wire of wires) await wire.close();
await rm(folder, { recursive: true, force: true });
