import path from "node:path";
import { startCluster } from "./cluster.ts";
import {
  CUT_REPLIES,
  FAILOVER,
  FAILOVER_BEHIND,
  FAULTS,
  type Fault,
  FULL_WHILE_SOURCES_CHANGE,
  freeze,
  GROUP_FAULTS,
  kill,
  lineFaults,
  REDIS_FAULTS,
  REDIS_FROZEN,
} from "./faults.ts";
import { DAMAGED_FILES, UNFINISHED_POSTS } from "./private-faults.ts";
import type { Part } from "./processes.ts";
import { REFUSALS } from "./refusals.ts";
import { startSentinel } from "./sentinel.ts";
import {
  clockStep,
  FULL_DISK,
  poison,
  READ_ONLY_DISK,
  setClock,
  smallDisk,
  TWO_CONFIGS,
} from "./special-faults.ts";
import type { StageOptions } from "./stage.ts";

/** Faults that fit on one stage, one after the other. */
export interface Act {
  readonly name: string;
  readonly parts: readonly Part[];
  readonly faults: readonly Fault[];
  /** Share of the storm's minutes. */
  readonly storm: number;
  readonly options?: Pick<StageOptions, "env" | "prepare" | "privateRedis" | "group">;
}

const IN_PARTS: readonly Part[] = [
  ["worker", "poll"],
  ["worker", "poll"],
  ["worker", "extract"],
  ["worker", "publish"],
  ["worker", "publish"],
  ["schedule"],
];

const IN_PARTS_FROZEN = ["worker poll", "worker extract", "worker publish", "schedule"].map((part) =>
  freeze(part, 20_000),
);

/** Where Debian and Fedora put it. */
export const FAKETIME: readonly string[] = [
  "/usr/lib/x86_64-linux-gnu",
  "/usr/lib/aarch64-linux-gnu",
  "/usr/lib64",
].map((folder) => path.join(folder, "faketime/libfaketime.so.1"));

/** @param found which of the helpers of the system are there */
export function acts(found: {
  readonly faketime: string | undefined;
  readonly disk: boolean;
}): readonly Act[] {
  return [
    {
      name: "in parts",
      parts: IN_PARTS,
      faults: [...FAULTS, ...(found.disk ? [FULL_DISK, READ_ONLY_DISK] : []), TWO_CONFIGS],
      storm: 0.7,
      ...(found.disk && {
        options: { prepare: (folder: string) => smallDisk(path.join(folder, "public")) },
      }),
    },
    {
      name: "lede run",
      parts: [["run"]],
      faults: [kill("run", 3), ...REDIS_FAULTS.slice(0, 2), ...lineFaults()],
      storm: 0.3,
    },
    {
      name: "answers",
      parts: IN_PARTS,
      faults: [CUT_REPLIES, FAILOVER, FULL_WHILE_SOURCES_CHANGE, ...IN_PARTS_FROZEN, REDIS_FROZEN],
      storm: 0,
    },
    {
      name: "private Redis",
      parts: [["run"]],
      faults: [...DAMAGED_FILES, UNFINISHED_POSTS],
      storm: 0,
      options: { privateRedis: true },
    },
    { name: "refusals", parts: IN_PARTS, faults: REFUSALS, storm: 0 },
    {
      name: "Redis Cluster",
      parts: IN_PARTS,
      faults: GROUP_FAULTS,
      storm: 0,
      options: { group: (dir: string) => startCluster(dir, { replicas: true }) },
    },
    { name: "sentinels", parts: IN_PARTS, faults: GROUP_FAULTS, storm: 0, options: { group: startSentinel } },
    { name: "behind", parts: IN_PARTS, faults: [FAILOVER_BEHIND], storm: 0 },
    {
      name: "poison feed",
      parts: IN_PARTS,
      faults: [poison("worker poll", (at) => at === "/feed")],
      storm: 0,
    },
    {
      name: "poison page",
      parts: IN_PARTS,
      faults: [poison("worker extract", (at) => at !== "/feed")],
      storm: 0,
    },
    ...(found.faketime ? [clockAct(found.faketime)] : []),
  ];
}

function clockAct(library: string): Act {
  return {
    // Redis's own clock stays: libfaketime and its allocator do not bear each other. See test/integration/clock.test.ts.
    name: "clock steps",
    parts: IN_PARTS,
    faults: [
      clockStep("clock two hours ahead", "+2h"),
      clockStep("clock back again (two hours)", "+0"),
      clockStep("clock an hour back", "-1h"),
      clockStep("clock right again (an hour ahead)", "+0"),
    ],
    storm: 0,
    options: {
      env: (folder) => ({
        LD_PRELOAD: library,
        FAKETIME_TIMESTAMP_FILE: path.join(folder, "clock"),
        FAKETIME_DONT_FAKE_MONOTONIC: "1",
        FAKETIME_CACHE_DURATION: "1",
      }),
      prepare: (folder) => setClock(folder, "+0"),
    },
  };
}
