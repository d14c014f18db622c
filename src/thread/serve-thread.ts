import { parentPort } from "node:worker_threads";
import type { ThreadAnswer } from "./thread-pool.ts";

/** Called once by a thread's module: answers every task with what `handle` returns or throws. */
export function serveThread<Input, Output>(handle: (input: Input) => Output | Promise<Output>): void {
  const port = parentPort;
  if (!port) throw new Error("serveThread is for modules that a ThreadPool starts");
  port.on("message", async (input: Input) => port.postMessage(await answer(handle, input)));
}

async function answer<Input, Output>(
  handle: (input: Input) => Output | Promise<Output>,
  input: Input,
): Promise<ThreadAnswer> {
  try {
    return { ok: true, output: await handle(input) };
  } catch (error) {
    const { name, message } = error instanceof Error ? error : { name: "Error", message: String(error) };
    return { ok: false, name, message, code: (error as { code?: string } | undefined)?.code };
  }
}
