import { link, stat, unlink } from "node:fs/promises";
import type { Server } from "node:net";
import { open } from "./ask.ts";

/** Older than this, the mark of a process that was removing a dead socket means that it died over it. */
const MARK_AGE_MS = 5_000;

/**
 * Makes `server` listen at `socketPath`, which only one living process can: the kernel answers whether the holder
 * lives, so that neither a crash nor a reused process number can leave the lock taken.
 *
 * The socket is bound under a name of its own and linked to its place, which fails when the place is taken. A dead
 * socket is removed by whoever links it, and no other, to a mark that names it.
 *
 * @returns how to give the lock back; undefined when another process holds it
 */
export async function holdLock(
  server: Server,
  socketPath: string,
): Promise<(() => Promise<void>) | undefined> {
  const own = `${socketPath}.${process.pid}`;
  await removed(own);
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(own, resolve));
  try {
    while (!(await linked(own, socketPath))) {
      if (await isAlive(socketPath)) return undefined;
      await removeDead(socketPath);
    }
  } finally {
    await removed(own);
  }
  return () => removed(socketPath);
}

async function isAlive(socketPath: string): Promise<boolean> {
  const socket = await open(socketPath);
  socket?.destroy();
  return socket !== undefined;
}

async function removeDead(socketPath: string): Promise<void> {
  const dead = await identity(socketPath);
  // Judged anew: between the judgement and now, another process may have put its living socket here.
  if (dead === undefined || (await isAlive(socketPath))) return;
  const mark = `${socketPath}.dead`;
  if (!(await linked(socketPath, mark))) return waitForMark(mark);
  if ((await identity(mark)) === dead) await removed(socketPath);
  await removed(mark);
}

async function waitForMark(mark: string): Promise<void> {
  const since = (await stat(mark).catch(() => undefined))?.ctimeMs;
  if (since !== undefined && Date.now() - since > MARK_AGE_MS) await removed(mark);
  await new Promise((resolve) => setTimeout(resolve, 20));
}

/** Which socket file this is: a number of a file is used again, its time is not. */
async function identity(file: string): Promise<string | undefined> {
  const found = await stat(file, { bigint: true }).catch(() => undefined);
  return found && `${found.ino}:${found.mtimeNs}`;
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST" || code === "ENOENT") return false;
    throw error;
  }
}

async function removed(file: string): Promise<void> {
  await unlink(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
  });
}
