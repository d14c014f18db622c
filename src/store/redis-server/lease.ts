import { type ChildProcess, spawn } from "node:child_process";
import type { Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { startingModule, tsxModule } from "../../ground/package-file.ts";
import { open } from "./ask.ts";
import type { Places } from "./places.ts";

/** ms until a keeper has to answer; reading a large AOF is part of it. */
const PATIENCE_MS = 300_000;
const MAX_KEEPERS = 20;

export interface LeaseOptions {
  readonly places: Places;
  /** Absolute path of redis-server or valkey-server. */
  readonly binary: string;
  /** The keeper died and another took its place; Redis itself was not touched. */
  readonly onRenewed: () => void;
  /** Redis could not read its files, which are in this folder now; it started with none. */
  readonly onSetAside: (folder: string) => void;
}

/** A use of the private Redis: while it is held, Redis runs. It ends with `release()`, or with the process. */
export class RedisLease {
  readonly #options: LeaseOptions;
  #connection: Socket | undefined;
  #released = false;

  constructor(options: LeaseOptions) {
    this.#options = options;
  }

  /** Starts a keeper when the folder has none. @throws Error when Redis cannot be started */
  async take(): Promise<void> {
    const connection = await attach(this.#options);
    connection.unref();
    this.#connection = connection;
    connection.once("close", () => void this.#renew());
    if (this.#released) await this.release();
  }

  async #renew(): Promise<void> {
    if (this.#released) return;
    try {
      await this.take();
      this.#options.onRenewed();
    } catch {
      // Redis itself is gone and cannot be started: whoever uses it says so, with its own connection
    }
  }

  /** When this was the last use, resolves after Redis has ended. */
  async release(): Promise<void> {
    this.#released = true;
    const connection = this.#connection;
    if (!connection || connection.destroyed) return;
    const closed = new Promise((resolve) => connection.once("close", resolve));
    connection.ref();
    connection.write("bye\n");
    await closed;
  }
}

async function attach(options: LeaseOptions): Promise<Socket> {
  const deadline = Date.now() + PATIENCE_MS;
  const keepers: Keeper[] = [];
  while (Date.now() < deadline) {
    const connection = await open(options.places.keeperSocket);
    if (connection && (await isReady(connection, deadline, options.onSetAside))) return connection;
    if (!connection) ensureKeeper(keepers, options);
    await pause(20);
  }
  throw new Error("its keeper does not answer");
}

/** One at a time; it may find that another process's keeper was faster, and end. */
function ensureKeeper(keepers: Keeper[], options: LeaseOptions): void {
  const last = keepers.at(-1);
  if (last && last.child.exitCode === null && last.child.signalCode === null) return;
  if (last?.child.exitCode || keepers.length >= MAX_KEEPERS)
    throw new Error(last?.complaint() ?? "it has no keeper");
  keepers.push(startKeeper(options));
}

/** Leaves a listener behind: later lines are heard as long as the connection lives. */
async function isReady(connection: Socket, deadline: number, onSetAside: LeaseOptions["onSetAside"]) {
  const word = await firstWord(connection, deadline, onSetAside);
  if (word === "ready") return true;
  connection.destroy();
  if (word?.startsWith("failed ")) throw new Error(word.slice("failed ".length));
  return false; // it is closing: the next one is ours to start
}

interface Keeper {
  readonly child: ChildProcess;
  readonly complaint: () => string;
}

function startKeeper({ places, binary }: LeaseOptions): Keeper {
  const script = startingModule("src/store/redis-server/keeper");
  const loader = script.pathname.endsWith(".ts") ? ["--import", tsxModule("./dist/loader.mjs")] : [];
  const child = spawn(process.execPath, [...loader, fileURLToPath(script), places.dir, binary], {
    cwd: places.dir,
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
    // What a person asked of Lede's own process (an inspector's port, say) is not for the keeper.
    env: { ...process.env, NODE_OPTIONS: "", NODE_V8_COVERAGE: "" },
  });
  let complaint = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaint = (complaint + text).slice(0, 2_000);
  });
  child.on("error", (error) => {
    complaint = error.message;
  });
  child.unref();
  (child.stderr as unknown as Socket).unref();
  return {
    child,
    complaint: () => /^\w*Error: .*/m.exec(complaint)?.[0] ?? `its keeper failed: ${complaint}`,
  };
}

/** The first that is no "aside". undefined: the keeper was ending. */
function firstWord(
  connection: Socket,
  deadline: number,
  onSetAside: LeaseOptions["onSetAside"],
): Promise<string | undefined> {
  return new Promise((resolve) => {
    let text = "";
    const timer = setTimeout(resolve, deadline - Date.now(), undefined);
    const done = (line: string | undefined) => {
      clearTimeout(timer);
      resolve(line);
    };
    connection.setEncoding("utf8").on("data", (chunk) => {
      const lines = `${text}${chunk}`.split("\n");
      text = lines.pop() ?? "";
      for (const line of lines)
        if (line.startsWith("aside ")) onSetAside(line.slice("aside ".length));
        else done(line);
    });
    connection.once("close", () => done(undefined));
  });
}
