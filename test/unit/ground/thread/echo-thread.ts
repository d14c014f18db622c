import { threadId } from "node:worker_threads";
import { serveThread } from "../../../../src/ground/thread/serve-thread.ts";

/** What a test asks of a thread. */
export interface Order {
  readonly do: "answer" | "throw" | "loop" | "eat" | "exit" | "function" | "id";
  readonly value?: unknown;
}

serveThread(({ do: what, value }: Order) => {
  if (what === "throw") throw Object.assign(new TypeError("no such page"), { code: "E_PAGE" });
  if (what === "exit") process.exit(3);
  if (what === "function") return () => value;
  if (what === "id") return threadId;
  while (what === "loop") Math.random();
  const eaten: unknown[] = [];
  while (what === "eat") eaten.push({ more: [eaten.length, eaten.length + 1, eaten.length + 2] });
  return value;
});
