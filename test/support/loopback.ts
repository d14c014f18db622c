import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface Loopback {
  readonly url: (path: string) => string;
  readonly received: {
    readonly path: string;
    readonly method: string;
    readonly headers: IncomingMessage["headers"];
  }[];
  readonly close: () => Promise<void>;
}

/** A real HTTP server on 127.0.0.1 that records what it was asked. */
export async function startLoopback(handler: RequestListener): Promise<Loopback> {
  const received: Loopback["received"] = [];
  const server: Server = createServer((request, response) => {
    received.push({ path: request.url ?? "", method: request.method ?? "", headers: request.headers });
    handler(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: (path) => `http://127.0.0.1:${port}${path}`,
    received,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
