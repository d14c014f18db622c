import type { AddressInfo } from "node:net";
import { createServer, type Server, type Socket } from "node:net";

/** A request as it stood on the wire. */
export interface RawRequest {
  readonly method: string;
  readonly target: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Of the connection that carried it, counted from 1. */
  readonly connection: number;
}

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** Instead of the body's own length. */
  readonly contentLength?: number;
}

/** Answers the n-th request (from 1): with a reply, or by writing to the socket itself. */
export type Script = (
  request: RawRequest,
  n: number,
  socket: Socket,
) => Reply | undefined | Promise<Reply | undefined>;

export interface RawServer {
  readonly port: number;
  readonly url: (path: string) => string;
  readonly requests: RawRequest[];
  readonly connections: () => number;
  readonly open: () => number;
  readonly close: () => Promise<void>;
}

/**
 * A server that writes bytes as it is told, on a loopback address; for what no HTTP library would send.
 *
 * @param options `withoutRobots`: pages may be asked for, and that this was looked up is not told
 */
export async function startRawServer(
  script: Script,
  { host = "127.0.0.1", withoutRobots = false } = {},
): Promise<RawServer> {
  const requests: RawRequest[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const server: Server = createServer((socket) => {
    connections += 1;
    const connection = connections;
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => {});
    let pending = "";
    socket.on("data", async (data) => {
      pending += data.toString("latin1");
      const request = readRequest(pending, connection);
      if (!request) return;
      pending = "";
      if (withoutRobots && request.target === "/robots.txt")
        return void socket.write(render({ status: 404, headers: { Connection: "close" } }));
      requests.push(request);
      const reply = await script(request, requests.length, socket);
      if (reply && !socket.destroyed) socket.write(render(reply));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: (path) => `http://${host.includes(":") ? `[${host}]` : host}:${port}${path}`,
    requests,
    connections: () => connections,
    open: () => sockets.size,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

export function render({ status = 200, headers = {}, body = "", contentLength }: Reply): Buffer {
  const bytes = typeof body === "string" ? Buffer.from(body) : body;
  const lines = [`HTTP/1.1 ${status} X`];
  for (const [name, value] of Object.entries(headers)) lines.push(`${name}: ${value}`);
  const bodiless = status === 304 || status === 204;
  if (contentLength !== undefined || !bodiless)
    lines.push(`Content-Length: ${contentLength ?? bytes.length}`);
  return Buffer.concat([Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1"), bytes]);
}

function readRequest(text: string, connection: number): RawRequest | undefined {
  const end = text.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const [first = "", ...fields] = text.slice(0, end).split("\r\n");
  const headers = Object.fromEntries(
    fields.map((field) => [
      field.slice(0, field.indexOf(":")).toLowerCase(),
      field.slice(field.indexOf(":") + 1).trim(),
    ]),
  );
  const body = text.slice(end + 4);
  if (body.length < Number(headers["content-length"] ?? 0)) return undefined;
  const [method = "", target = ""] = first.split(" ");
  return { method, target, headers, body, connection };
}
