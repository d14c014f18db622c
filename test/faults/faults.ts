import { setTimeout as sleep } from "node:timers/promises";
import type { Stage } from "./stage.ts";

/** Something that goes wrong, and ends. */
export interface Fault {
  readonly name: string;
  /** How often the long form does it. */
  readonly times: number;
  /** Resolves when what was broken is whole again: recovery is counted from there. */
  readonly strike: (stage: Stage) => Promise<void>;
}

/** Of a process: it is started again at once. */
export function kill(part: string, times: number): Fault {
  return {
    name: `SIGKILL ${part}`,
    times,
    strike: async ({ lede, random }) => {
      await sleep(500 * random());
      for (const one of lede.all) if (one.part.join(" ") === part) one.kill();
    },
  };
}

export const REDIS_FAULTS: readonly Fault[] = [
  // The two that a person will meet come first.
  {
    name: "Redis killed, AOF",
    times: 3,
    strike: async ({ redis, random }) => {
      await redis.kill();
      await sleep(1_000 + 4_000 * random());
      await redis.start(true);
    },
  },
  {
    name: "Redis killed, nothing kept",
    times: 3,
    strike: async ({ redis, random }) => {
      await redis.kill();
      await sleep(500 + 2_000 * random());
      await redis.start(false);
    },
  },
  {
    name: "Redis emptied under way",
    times: 1,
    strike: async ({ redis }) => {
      await redis.command("flushall");
    },
  },
  {
    name: "Redis out of memory",
    times: 2,
    strike: async ({ redis }) => {
      await redis.command("config", "set", "maxmemory", "1mb");
      await sleep(10_000);
      await redis.command("config", "set", "maxmemory", "0");
    },
  },
];

/** Of the line to Redis. */
export function lineFaults(): readonly Fault[] {
  return [
    line("Redis slow (300 ms each way)", "slow", { times: 2, forMs: 15_000 }),
    line("Redis in a black hole", "hole", { times: 2, forMs: 15_000 }),
    line("connection to Redis cut", "cut", { times: 4, forMs: 4_000 }),
  ];
}

function line(
  name: string,
  how: "slow" | "hole" | "cut",
  { times, forMs }: { times: number; forMs: number },
): Fault {
  return {
    name,
    times,
    strike: async ({ line: proxy, random }) => {
      proxy.set(how);
      await sleep(forMs * (0.5 + random() / 2));
      proxy.set("open");
    },
  };
}

/** Of a process: longer than its lease and its locks, so that others have taken over when it wakes. */
export function freeze(part: string, forMs: number): Fault {
  return {
    name: `SIGSTOP ${part}, SIGCONT after ${forMs / 1_000} s`,
    times: 1,
    strike: async ({ lede }) => {
      await Promise.all(
        lede.all.filter((one) => one.part.join(" ") === part).map((one) => one.freeze(forMs)),
      );
    },
  };
}

export const REDIS_FROZEN: Fault = {
  name: "SIGSTOP Redis, SIGCONT after 20 s",
  times: 1,
  strike: ({ redis }) => redis.freeze(20_000),
};

/** Half of a reply, again and again, now this one and now that. */
export const CUT_REPLIES: Fault = {
  name: "replies of Redis cut in the middle (80)",
  times: 1,
  strike: async ({ cutter, random, wire }) => {
    for (let cuts = 0; cuts < 80; cuts++) {
      cutter.cutAfter(Math.floor(60 * random()));
      if (cuts % 8 === 0) for (const outlet of wire.outlets) wire.grow(outlet);
      for (let waited = 0; waited < 5_000 && !cutter.hasCut(); waited += 20) await sleep(20);
    }
    cutter.cutAfter(Number.POSITIVE_INFINITY);
  },
};

export const FAILOVER: Fault = {
  name: "another server takes over behind the address",
  times: 3,
  strike: (stage) => stage.failover(),
};

/** What replicas had not heard of yet, or no disk, when the master ended: with news that readers have seen since. */
export const FAILOVER_BEHIND: Fault = {
  name: "a server takes over that lacks the last publications",
  times: 3,
  strike: async ({ detachReplica, wire, judge }) => {
    const takeOver = await detachReplica();
    const news = wire.outlets.map((outlet) => wire.grow(outlet));
    for (const deadline = Date.now() + 60_000; Date.now() < deadline && !news.every(judge.has); )
      await sleep(100);
    await takeOver();
  },
};

/** Of several servers that know of each other. */
export const GROUP_FAULTS: readonly Fault[] = [
  {
    name: "a replica is handed the place of the master",
    times: 2,
    strike: async ({ group }) => group?.handOver(),
  },
  {
    name: "a replica takes the place of a killed master",
    times: 3,
    strike: async ({ group }) => group?.loseMaster(),
  },
  {
    name: "a replica takes the place of a frozen master",
    times: 2,
    strike: async ({ group }) => group?.freezeMaster(),
  },
];

/** Sources that were added while nothing could be stored. */
export const FULL_WHILE_SOURCES_CHANGE: Fault = {
  name: "Redis out of memory while sources are added",
  times: 2,
  strike: async ({ redis, yaml, wire, watcher }) => {
    watcher.mayLeave(true); // the stories of sources that are taken out, for a while
    await yaml("lede.yaml", { outlets: wire.outlets.slice(0, -3) });
    await sleep(8_000);
    await redis.command("config", "set", "maxmemory", "1mb");
    await yaml("lede.yaml");
    await sleep(10_000);
    await redis.command("config", "set", "maxmemory", "0");
    await sleep(20_000);
    watcher.mayLeave(false);
  },
};

/** Of an installation that runs in parts. */
export const FAULTS: readonly Fault[] = [
  kill("worker poll", 3),
  kill("worker extract", 3),
  kill("worker publish", 3),
  kill("schedule", 3),
  ...REDIS_FAULTS,
  ...lineFaults(),
];
