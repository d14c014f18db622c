import { execFileSync, spawnSync } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { StatusReport } from "../../src/model/status.ts";
import type { Fault } from "./faults.ts";
import type { Stage } from "./stage.ts";

/** A small disk in the place of a folder. @throws where the system lets only root mount one */
export async function smallDisk(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  execFileSync("mount", ["-t", "tmpfs", "-o", "size=48m", "tmpfs", folder], { stdio: "ignore" });
}

/** Whether `smallDisk` works here. */
export async function canMount(folder: string): Promise<boolean> {
  const mounted = await smallDisk(folder).then(
    () => true,
    () => false,
  );
  takeDiskAway(folder);
  return mounted;
}

/** Of a folder without one: nothing happens. */
export function takeDiskAway(folder: string): void {
  spawnSync("umount", ["-l", folder], { stdio: "ignore" });
}

/** The output's disk is filled to the last byte, and freed. */
export const FULL_DISK: Fault = {
  name: "full disk under the output",
  times: 2,
  strike: async ({ folder, wire }) => {
    const filler = path.join(folder, "public/filler");
    await writeFile(filler, Buffer.alloc(64 * 2 ** 20)).catch(() => {}); // as much as there is room
    for (const outlet of wire.outlets) wire.grow(outlet);
    await sleep(12_000);
    await rm(filler, { force: true });
  },
};

export const READ_ONLY_DISK: Fault = {
  name: "read-only disk under the output",
  times: 1,
  strike: async ({ folder, wire }) => {
    const disk = path.join(folder, "public");
    execFileSync("mount", ["-o", "remount,ro", disk], { stdio: "ignore" });
    for (const outlet of wire.outlets) wire.grow(outlet);
    await sleep(12_000);
    execFileSync("mount", ["-o", "remount,rw", disk], { stdio: "ignore" });
  },
};

/** Steps the clock of every process of the stage, Redis included: libfaketime reads the offset from a file. */
export function clockStep(name: string, offset: string): Fault {
  return {
    name,
    times: 1,
    strike: async ({ folder }) => setClock(folder, offset),
  };
}

export async function setClock(folder: string, offset: string): Promise<void> {
  await writeFile(path.join(folder, "clock"), `${offset}\n`);
  await sleep(1_500);
}

/** Two installations' worth of processes whose YAMLs differ: one has not heard of the last outlets yet. */
export const TWO_CONFIGS: Fault = {
  name: "two instances with different YAMLs",
  times: 1,
  strike: async ({ yaml, wire, lede }) => {
    await yaml("other.yaml", { outlets: wire.outlets.slice(0, -2) });
    lede.start(["worker", "poll"], { config: "other.yaml" });
    lede.start(["schedule"], { config: "other.yaml" });
    await sleep(20_000);
    // The one that lags behind gets the same list.
    await yaml("other.yaml");
    await sleep(6_000);
  },
};

/** A document that ends every worker that asks for it, for as long as it is asked for. */
export function poison(part: string, isPoison: (path: string) => boolean): Fault {
  return {
    name: `poison: kills ${part}`,
    times: 1,
    strike: async (stage) => {
      const { wire, lede } = stage;
      const victims = lede.all.filter((one) => one.part.join(" ") === part);
      const outlet = wire.outlets[0];
      let kills = 0;
      wire.onRequest = (request) => {
        if (request.outlet !== outlet || !isPoison(request.path)) return;
        kills += 1;
        for (const victim of victims) victim.kill();
      };
      if (outlet) wire.grow(outlet);
      const kind = await quarantine(stage, () => kills);
      if (kind === "source" && outlet) stage.setAside.add(outlet);
      wire.onRequest = undefined;
    },
  };
}

/** Until it has killed three times and is not asked for any more, and says so on the status. */
async function quarantine({ statusUrl, lede }: Stage, kills: () => number): Promise<"source" | "page"> {
  lede.start(["serve"]);
  for (const deadline = Date.now() + 300_000; Date.now() < deadline; await sleep(500)) {
    const report = await fetch(statusUrl)
      .then((answer) => answer.json() as Promise<StatusReport>)
      .catch(() => undefined);
    const source = report?.sources[0];
    const page = report?.extractions.some(({ code }) => code === "EXTRACT_REFUSED");
    if (source?.polling?.nextReason === "quarantine") return "source";
    if (page) return "page";
  }
  throw new Error(`not quarantined after ${kills()} kills`);
}
