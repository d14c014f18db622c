import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { type ThreadError, ThreadPool } from "../../../../src/ground/thread/thread-pool.ts";
import type { Order } from "./echo-thread.ts";

const pools: ThreadPool[] = [];
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

function startPool(options: { size?: number; deadline?: number; idleMs?: number } = {}) {
  const module = new URL("./echo-thread.ts", import.meta.url);
  const pool = new ThreadPool({ module, size: 1, deadline: 20_000, heapMb: 48, idleMs: 60_000, ...options });
  pools.push(pool);
  return { pool, ask: (order: Order) => pool.run<unknown>(order) };
}

test("answers tasks in the order in which they came, one at a time for each thread", async () => {
  const { ask } = startPool();
  const order: unknown[] = [];
  await Promise.all([1, 2, 3].map(async (value) => order.push(await ask({ do: "answer", value }))));
  expect(order).toEqual([1, 2, 3]);
});

test("gives a task's own error with its name and code, and goes on", async () => {
  const { ask } = startPool();
  await expect(ask({ do: "throw" })).rejects.toMatchObject({
    name: "TypeError",
    code: "E_PAGE",
    message: "no such page",
  });
  expect(await ask({ do: "answer", value: "still here" })).toBe("still here");
});

test.each([
  { name: "runs past the deadline", what: "loop", reason: "deadline", deadline: 400 },
  { name: "eats more memory than it may", what: "eat", reason: "memory", deadline: 20_000 },
  { name: "ends by itself", what: "exit", reason: "crash", deadline: 20_000 },
] as const)(
  "replaces a thread that $name, at the cost of its own task alone",
  async ({ what, reason, deadline }) => {
    const { ask } = startPool({ deadline });
    const hostile = ask({ do: what }).catch((error: ThreadError) => error.reason);
    const next = ask({ do: "answer", value: "the next task" });
    expect(await hostile).toBe(reason);
    expect(await next).toBe("the next task");
  },
);

test("rejects an input that cannot cross into a thread, and keeps the thread", async () => {
  const { pool, ask } = startPool();
  await expect(pool.run({ do: "answer", value: () => 1 })).rejects.toThrow(/could not be cloned/);
  expect(await ask({ do: "answer", value: 2 })).toBe(2);
});

test("rejects when the output cannot cross back, and keeps the thread", async () => {
  const { ask } = startPool();
  await expect(ask({ do: "function" })).rejects.toThrow(/could not be cloned/);
  expect(await ask({ do: "answer", value: 3 })).toBe(3);
});

test("moves the buffers that it is told to move", async () => {
  const { pool } = startPool();
  const bytes = new Uint8Array([1, 2, 3]);
  const answer = await pool.run<Uint8Array>({ do: "answer", value: bytes }, [bytes.buffer]);
  expect([...answer]).toEqual([1, 2, 3]);
  expect(bytes.byteLength).toBe(0);
});

test("ends what is under way and what waits when it is closed, and takes nothing more", async () => {
  const { pool, ask } = startPool();
  const tasks = [ask({ do: "loop" }), ask({ do: "answer", value: 1 })];
  const ends = Promise.allSettled(tasks);
  await pool.close();
  expect((await ends).map((end) => end.status)).toEqual(["rejected", "rejected"]);
  await expect(ask({ do: "answer", value: 1 })).rejects.toThrow("closed");
});

test("a thread that has nothing to do ends, and the next task has another", async () => {
  const { ask } = startPool({ idleMs: 50 });
  const first = await ask({ do: "id" });
  await sleep(500);
  expect(await ask({ do: "id" })).not.toBe(first);
});
