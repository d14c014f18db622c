import { parentPort } from "node:worker_threads";
import type { ThreadAnswer } from "./thread-pool.ts";

/** Called once by a thread's module: answers every task with what `handle` returns or throws. */
export function serveThread<Input, Output>(handle: (input: Input) => Output | Promise<Output>): void {
  const port = parentPort;
  if (!port) throw new Error("serveThread is for modules that a ThreadPool starts");
  port.on("message", async (input: Input) => {
    const reply = await answer(handle, input);
    try {
      port.postMessage(reply);
    } catch (error) {
      port.postMessage(failed(error)); // the output was nothing that can cross between threads
    }
  });
  port.postMessage({ ready: true } satisfies ThreadAnswer);
}

async function answer<Input, Output>(
  handle: (input: Input) => Output | Promise<Output>,
  input: Input,
): Promise<ThreadAnswer> {
  try {
    return { ok: true, output: await handle(input) };
  } catch (error) {
    return failed(error);
  }
}

function failed(error: unknown): ThreadAnswer {
  const { name, message } = error instanceof Error ? error : { name: "Error", message: String(error) };
  return { ok: false, name, message, code: (error as { code?: string } | undefined)?.code };
}
