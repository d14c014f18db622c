import { connect, type Socket } from "node:net";

/** Nobody listens there, or who did has ended before it took the connection, as a server does that cannot read its files. */
const NOBODY: ReadonlySet<string> = new Set(["ENOENT", "ECONNREFUSED", "ECONNRESET"]);

/** Opens a unix socket; undefined when nobody listens there. A process that is stopped still counts as listening. */
export function open(socketPath: string): Promise<Socket | undefined> {
  return new Promise((resolve, reject) => {
    const socket = connect(socketPath);
    socket.once("connect", () => {
      socket.removeAllListeners("error");
      socket.on("error", () => {}); // the other side died: "close" follows, and says all that matters
      resolve(socket);
    });
    socket.once("error", (error: NodeJS.ErrnoException) => {
      if (NOBODY.has(error.code ?? "")) resolve(undefined);
      else reject(error);
    });
  });
}

/**
 * One command to a Redis on a unix socket, and its reply as text (status, error or bulk string). Without the client
 * library: the keeper has to stay small.
 *
 * @param timeout ms
 * @returns undefined when nobody listens, or no reply came in time
 */
export async function ask(socketPath: string, command: string, timeout = 1_000): Promise<string | undefined> {
  const socket = await open(socketPath);
  if (!socket) return undefined;
  const reply = new Promise<string | undefined>((resolve) => {
    let received = "";
    socket.setTimeout(timeout, () => resolve(undefined));
    socket.on("close", () => resolve(undefined));
    socket.setEncoding("latin1").on("data", (chunk) => {
      received += chunk;
      if (isComplete(received)) resolve(received);
    });
    socket.write(`${command}\r\n`);
  });
  return reply.finally(() => socket.destroy());
}

function isComplete(received: string): boolean {
  const length = /^\$(\d+)\r\n/.exec(received);
  if (!length) return received.endsWith("\r\n");
  return received.length >= length[0].length + Number(length[1]) + 2;
}
