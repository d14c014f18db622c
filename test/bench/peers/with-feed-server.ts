import { fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import type { World } from "./make-feed.ts";
import { HOSTS } from "./row.ts";

export interface Served {
  readonly urls: readonly string[];
  /** Of other feeds of the same world, for who wants to be warm. */
  readonly warmUrls: readonly string[];
  /** Mean size of a feed. */
  readonly bytes: number;
}

/** Feeds that are polled before the first round, so that V8 has compiled what a round runs through. */
const WARM = 600;

/** Runs something while another process serves the world's feeds on 127.0.0.1. */
export async function withFeedServer<T>(world: World, run: (served: Served) => Promise<T>): Promise<T> {
  const server = fork(path.join(import.meta.dirname, "feed-server.ts"), [
    JSON.stringify(world),
    String(world.feeds + WARM),
  ]);
  try {
    const [{ port, bytes }] = (await once(server, "message")) as [{ port: number; bytes: number }];
    const all = Array.from(
      { length: world.feeds + WARM },
      (_, n) => `http://127.0.0.${1 + (n % HOSTS)}:${port}/${n}.xml`,
    );
    return await run({ urls: all.slice(0, world.feeds), warmUrls: all.slice(world.feeds), bytes });
  } finally {
    server.disconnect();
    await once(server, "exit");
  }
}
