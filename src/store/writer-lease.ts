import { randomUUID } from "node:crypto";
import type { Redis } from "ioredis";
import { createTurn } from "../ground/concurrency.ts";
import type { Keys } from "./keys.ts";
import { defineScript } from "./script.ts";

/** The right to write stories: one process at a time, whose index is then the only one. */
export interface WriterLease {
  /**
   * Takes or renews it.
   *
   * @returns who may write now; undefined: another process may. One that lost the right and has it again is another
   *   writer: somebody else may have written meanwhile. So is one that has it of another server than before, which took over
   *   or started again: it may lack what was written last
   */
  hold(): Promise<Writer | undefined>;
  release(): Promise<void>;
}

/** Who may write stories, and the files that tell them, for as long as the lease is renewed. */
export interface Writer {
  /** What Redis knows it by: scripts that write stories compare it with the lease. */
  readonly token: string;
  /** @throws NotWriter when another may write by now, or nobody */
  confirm(): Promise<void>;
}

/** A process that was stopped for a while goes on with what it was about to write, and another has written since. */
export class NotWriter extends Error {
  override readonly name = "NotWriter";
  constructor() {
    super("another process publishes now");
  }
}

const LEASE_MS = 15_000;

export function createWriterLease(redis: Redis, keys: Keys): WriterLease {
  const ask = defineScript(redis, "stories/hold-writer-1");
  const confirm = defineScript(redis, "stories/confirm-writer-1");
  /** Two that ask at once would take it for somebody else's. */
  const { run: inTurn } = createTurn();
  let held: Writer | undefined;
  const writer = (token: string): Writer => ({
    token,
    confirm: async () => {
      if ((await confirm([keys.writer], [token])) !== 1) throw new NotWriter();
    },
  });
  return {
    hold: () =>
      inTurn(async () => {
        const answer = await ask([keys.writer], [held?.token ?? "", randomUUID(), LEASE_MS]);
        if (answer !== 1) held = typeof answer === "string" ? writer(answer) : undefined;
        return held;
      }),
    release: () =>
      inTurn(async () => {
        await ask([keys.writer], [held?.token ?? "", "", 0]);
        held = undefined;
      }),
  };
}
