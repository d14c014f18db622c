import { Worker } from "node:worker_threads";
import { tsxModule } from "../package-file.ts";

export interface ThreadPoolOptions {
  /** The module that the threads run; it answers through `serveThread`. A `.ts` file is run through tsx. */
  readonly module: URL;
  readonly size: number;
  /** ms for one task, counted from the moment a thread that is ready takes it. */
  readonly deadline: number;
  /** MiB of old-generation heap a thread may take. */
  readonly heapMb: number;
  /** ms without a task after which a thread ends: it holds tens of megabytes. The next task starts another. */
  readonly idleMs: number;
}

/** What became of a task that a thread did not answer. */
export type ThreadFailure = "deadline" | "memory" | "crash";

export class ThreadError extends Error {
  override readonly name = "ThreadError";
  readonly reason: ThreadFailure;
  constructor(reason: ThreadFailure, message: string, cause?: unknown) {
    super(message, { cause });
    this.reason = reason;
  }
}

interface Task {
  readonly input: unknown;
  readonly transfer: readonly ArrayBuffer[];
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

interface Thread {
  readonly worker: Worker;
  ready: boolean;
  task: Task | undefined;
  /** Of the task that it has, or of its idleness. */
  timer: NodeJS.Timeout | undefined;
}

/** ms in which a thread has to load its module; much, for a machine that is busy with something else. */
const STARTUP_MS = 60_000;

/**
 * Threads for work on hostile input: each task has a deadline and a memory limit. A thread that overruns is
 * terminated and replaced, so that one page can cost its own task and nothing else. Threads start with the
 * first task and do not keep the process alive.
 */
export class ThreadPool {
  readonly #options: ThreadPoolOptions;
  readonly #threads = new Set<Thread>();
  readonly #waiting: Task[] = [];
  #closed = false;

  constructor(options: ThreadPoolOptions) {
    this.#options = options;
  }

  /** @throws ThreadError when the thread did not answer; the task's own error when it threw one. */
  run<Output>(input: unknown, transfer: readonly ArrayBuffer[] = []): Promise<Output> {
    if (this.#closed) return Promise.reject(new ThreadError("crash", "the thread pool is closed"));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ input, transfer, resolve: resolve as (value: unknown) => void, reject });
      this.#next();
    });
  }

  /** Ends every thread; tasks that were waiting or under way are rejected. */
  async close(): Promise<void> {
    this.#closed = true;
    const reason = "the thread pool was closed";
    for (const task of this.#waiting.splice(0)) task.reject(new ThreadError("crash", reason));
    await Promise.all([...this.#threads].map((thread) => this.#retire(thread, "crash", reason)));
  }

  #next(): void {
    const task = this.#waiting[0];
    if (!task) return;
    const thread =
      [...this.#threads].find((t) => !t.task) ??
      (this.#threads.size < this.#options.size ? this.#start() : undefined);
    if (!thread) return;
    this.#waiting.shift();
    thread.task = task;
    thread.worker.ref();
    if (thread.ready) this.#hand(thread, task);
    else this.#limit(thread, STARTUP_MS, `the thread did not start within ${STARTUP_MS} ms`);
  }

  #hand(thread: Thread, task: Task): void {
    const { deadline } = this.#options;
    this.#limit(thread, deadline, `no answer within ${deadline} ms`);
    try {
      thread.worker.postMessage(task.input, task.transfer as ArrayBuffer[]);
    } catch (error) {
      this.#free(thread);
      task.reject(error as Error); // an input that cannot cross between threads
      this.#next();
    }
  }

  #limit(thread: Thread, ms: number, message: string): void {
    clearTimeout(thread.timer);
    thread.timer = setTimeout(() => this.#replace(thread, "deadline", message), ms);
  }

  #start(): Thread {
    const worker = startWorker(this.#options);
    const thread: Thread = { worker, ready: false, task: undefined, timer: undefined };
    this.#threads.add(thread);
    worker.on("message", (answer: ThreadAnswer) => {
      if ("ready" in answer) this.#onReady(thread);
      else this.#settle(thread, answer);
    });
    worker.on("error", (error: NodeJS.ErrnoException) => {
      const memory = error.code === "ERR_WORKER_OUT_OF_MEMORY";
      this.#replace(thread, memory ? "memory" : "crash", error.message);
    });
    worker.on("exit", (code) => this.#replace(thread, "crash", `the thread ended with status ${code}`));
    worker.unref();
    return thread;
  }

  #onReady(thread: Thread): void {
    thread.ready = true;
    clearTimeout(thread.timer);
    if (thread.task) this.#hand(thread, thread.task);
  }

  #settle(thread: Thread, answer: Settled): void {
    const task = thread.task;
    this.#free(thread);
    if (answer.ok) task?.resolve(answer.output);
    else task?.reject(Object.assign(new Error(answer.message), { name: answer.name, code: answer.code }));
    this.#next();
  }

  #free(thread: Thread): void {
    clearTimeout(thread.timer);
    thread.task = undefined;
    thread.worker.unref();
    if (this.#threads.has(thread))
      thread.timer = setTimeout(
        () => void this.#retire(thread, "crash", "idle"),
        this.#options.idleMs,
      ).unref();
  }

  /** Its place is free at once; the next task starts another thread. */
  #replace(thread: Thread, reason: ThreadFailure, message: string): void {
    if (!this.#threads.has(thread)) return;
    void this.#retire(thread, reason, message);
    this.#next();
  }

  async #retire(thread: Thread, reason: ThreadFailure, message: string): Promise<void> {
    this.#threads.delete(thread);
    const task = thread.task;
    this.#free(thread);
    task?.reject(new ThreadError(reason, message));
    await thread.worker.terminate();
  }
}

/** MiB; V8's own bound is 48, a thread's share of which it keeps for as long as it lives. */
const YOUNG_MB = 12;

function startWorker({ module, heapMb }: ThreadPoolOptions): Worker {
  const resourceLimits = {
    maxOldGenerationSizeMb: heapMb,
    maxYoungGenerationSizeMb: YOUNG_MB,
    stackSizeMb: 4,
  };
  if (!module.pathname.endsWith(".ts")) return new Worker(module, { resourceLimits });
  // Node 20 does not run `--import` hooks for the first module of a thread: tsx is registered, then that is imported.
  const tsx = tsxModule("./dist/esm/api/index.mjs");
  const code = `import(${JSON.stringify(tsx)}).then(({ register }) => { register(); return import(${JSON.stringify(module.href)}); });`;
  return new Worker(code, { eval: true, resourceLimits, execArgv: [] });
}

type Settled =
  | { readonly ok: true; readonly output: unknown }
  | {
      readonly ok: false;
      readonly name: string;
      readonly message: string;
      readonly code: string | undefined;
    };

/** What a thread says: that it has loaded its module, or what became of a task. */
export type ThreadAnswer = { readonly ready: true } | Settled;
