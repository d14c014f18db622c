import { connect, createServer, type Socket } from "node:net";

/** A TCP proxy on 127.0.0.1 in front of a Redis, which cuts a line in the middle of what Redis answers. */
export interface CuttingProxy {
  readonly url: string;
  /** Whole replies that went through since `cutAfter`. */
  readonly replies: () => number;
  /**
   * Lets so many whole replies through, of all lines together, and then cuts the line that the next one comes on: once.
   *
   * @param replies Infinity: all
   */
  cutAfter(replies: number): void;
  /** Whether that has happened. */
  readonly hasCut: () => boolean;
  close(): Promise<void>;
}

/** @param target path of a unix socket, or a port of 127.0.0.1 */
export async function startCuttingProxy(target: string | number): Promise<CuttingProxy> {
  let left = Number.POSITIVE_INFINITY;
  let passed = 0;
  let cut = false;
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = typeof target === "number" ? connect(target, "127.0.0.1") : connect(target);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => sockets.delete(socket));
    }
    near.on("close", () => far.destroy());
    far.on("close", () => near.destroy());
    near.on("data", (piece) => far.write(piece));
    let rest: Buffer = Buffer.alloc(0);
    far.on("data", (piece) => {
      rest = Buffer.concat([rest, piece]);
      let whole = 0;
      for (let end = endOfReply(rest, whole); end > 0; end = endOfReply(rest, whole)) {
        if (left === 0) {
          left = Number.POSITIVE_INFINITY;
          cut = true;
          // What stands before it arrives, and half of it.
          near.write(rest.subarray(0, whole + Math.floor((end - whole) / 2)), () => near.destroy());
          return;
        }
        left -= 1;
        passed += 1;
        whole = end;
      }
      if (near.writable) near.write(rest.subarray(0, whole));
      rest = rest.subarray(whole);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  return {
    url: `redis://127.0.0.1:${port}`,
    replies: () => passed,
    cutAfter: (replies) => {
      [left, passed, cut] = [replies, 0, false];
    },
    hasCut: () => cut,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** Where the reply that begins at `from` ends; -1: it is not there to its end yet. */
function endOfReply(bytes: Buffer, from: number): number {
  const lineEnd = bytes.indexOf("\r\n", from);
  if (lineEnd < 0) return -1;
  const kind = String.fromCharCode(bytes[from] ?? 0);
  const count = Number(bytes.toString("latin1", from + 1, lineEnd));
  if ("$=!".includes(kind)) {
    const end = lineEnd + 2 + (count < 0 ? 0 : count + 2);
    return end <= bytes.length ? end : -1;
  }
  if (!"*~>%".includes(kind)) return lineEnd + 2;
  let at = lineEnd + 2;
  for (let n = kind === "%" ? 2 * count : count; n > 0; n--) {
    at = endOfReply(bytes, at);
    if (at < 0) return -1;
  }
  return at;
}
