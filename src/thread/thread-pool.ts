import { Worker } from "node:worker_threads";

export interface ThreadPoolOptions {
  /** The module that the threads run; it answers through `serveThread`. A `.ts` file is run through tsx. */
  readonly module: URL;
  readonly size: number;
  /** ms for one task, counted from the moment a thread takes it. */
  readonly deadline: number;
  /** MiB of old-generation heap a thread may take. */
  readonly heapMb: number;
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
  task: Task | undefined;
  timer: NodeJS.Timeout | undefined;
}

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

  /** Ends every thread; tasks that were waiting are rejected. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const task of this.#waiting.splice(0))
      task.reject(new ThreadError("crash", "the thread pool was closed"));
    await Promise.all(
      [...this.#threads].map((thread) => this.#retire(thread, "crash", "the thread pool was closed")),
    );
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
    thread.timer = setTimeout(() => {
      void this.#retire(thread, "deadline", `no answer within ${this.#options.deadline} ms`).then(() =>
        this.#next(),
      );
    }, this.#options.deadline);
    thread.worker.postMessage(task.input, task.transfer as ArrayBuffer[]);
  }

  #start(): Thread {
    const { module, heapMb } = this.#options;
    const worker = new Worker(module, {
      resourceLimits: { maxOldGenerationSizeMb: heapMb, stackSizeMb: 4 },
      execArgv: module.pathname.endsWith(".ts") ? ["--import", "tsx"] : [],
    });
    const thread: Thread = { worker, task: undefined, timer: undefined };
    this.#threads.add(thread);
    worker.on("message", (answer: ThreadAnswer) => this.#settle(thread, answer));
    worker.on("error", (error: NodeJS.ErrnoException) => {
      const memory = error.code === "ERR_WORKER_OUT_OF_MEMORY";
      void this.#retire(thread, memory ? "memory" : "crash", error.message).then(() => this.#next());
    });
    worker.unref();
    return thread;
  }

  #settle(thread: Thread, answer: ThreadAnswer): void {
    const task = thread.task;
    clearTimeout(thread.timer);
    thread.task = undefined;
    thread.worker.unref();
    if (answer.ok) task?.resolve(answer.output);
    else task?.reject(Object.assign(new Error(answer.message), { name: answer.name, code: answer.code }));
    this.#next();
  }

  async #retire(thread: Thread, reason: ThreadFailure, message: string): Promise<void> {
    clearTimeout(thread.timer);
    this.#threads.delete(thread);
    thread.task?.reject(new ThreadError(reason, message));
    thread.task = undefined;
    await thread.worker.terminate();
  }
}

export type ThreadAnswer =
  | { readonly ok: true; readonly output: unknown }
  | {
      readonly ok: false;
      readonly name: string;
      readonly message: string;
      readonly code: string | undefined;
    };
