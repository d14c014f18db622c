import { fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import type { World } from "./make-feed.ts";

export interface Served {
  readonly urls: readonly string[];
  /** Mean size of a feed. */
  readonly bytes: number;
}

/** Runs something while another process serves the world's feeds on 127.0.0.1. */
export async function withFeedServer<T>(world: World, run: (served: Served) => Promise<T>): Promise<T> {
  const server = fork(path.join(import.meta.dirname, "feed-server.ts"), [JSON.stringify(world)]);
  try {
    const [{ port, bytes }] = (await once(server, "message")) as [{ port: number; bytes: number }];
    const urls = Array.from({ length: world.feeds }, (_, n) => `http://127.0.0.1:${port}/${n}.xml`);
    return await run({ urls, bytes });
  } finally {
    server.disconnect();
    await once(server, "exit");
  }
}
