import { connect, createServer, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** How a line to Redis behaves. `cut`: refused; `hole`: accepted and never answered; `slow`: every piece is late. */
export type Line = "open" | "cut" | "hole" | "slow";

export interface SpoiledLine {
  readonly port: number;
  /** Open connections are cut when the line is cut; in a hole they stay and fall silent. */
  set(line: Line): void;
  close(): Promise<void>;
}

const SLOW_MS = 300;

/** A TCP proxy on 127.0.0.1 in front of a port, whose line can be spoiled. */
export async function startProxy(target: () => number): Promise<SpoiledLine> {
  let line: Line = "open";
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    if (line === "cut") {
      near.destroy();
      return;
    }
    const far = connect(target(), "127.0.0.1");
    pass(near, far, () => line);
    pass(far, near, () => line);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("close", () => sockets.delete(socket));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const endAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: typeof address === "object" && address ? address.port : 0,
    set: (next) => {
      line = next;
      if (next === "cut") endAll();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        endAll();
      }),
  };
}

/** What was sent into the hole is lost for good, and the connection with it: nothing ever comes back on it. */
function pass(from: Socket, to: Socket, line: () => Line): void {
  let lost = false;
  let written = Promise.resolve();
  from.on("error", () => {});
  from.on("close", () => to.destroy());
  from.on("data", (piece) => {
    lost ||= line() === "hole";
    if (lost) return;
    const late = line() === "slow" ? sleep(SLOW_MS) : undefined;
    // In their order, also when the line is fast again before a late piece has gone.
    written = Promise.all([written, late]).then(() => {
      if (to.writable) to.write(piece);
    });
  });
}
