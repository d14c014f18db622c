import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { isDeepStrictEqual } from "node:util";
import type { FastifyInstance } from "fastify";

export interface Address {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
}

/** The server could not have its address. */
export class ListenError extends Error {
  override readonly name = "ListenError";
  /** What is wrong, without what can be done about it. */
  readonly reason: string;
  /** Somebody listens there, be it this process at another of the machine's names. */
  readonly isTaken: boolean;
  constructor(address: Address, cause: NodeJS.ErrnoException) {
    const reason = explain(address, cause);
    super(`${reason} Set serve.host and serve.port in the YAML to another place.`, { cause });
    this.reason = reason;
    this.isTaken = cause.code === "EADDRINUSE";
  }
}

function explain({ host, port }: Address, { code, message }: NodeJS.ErrnoException): string {
  if (code === "EADDRINUSE") return `Port ${port} on ${host} is taken by another program.`;
  if (code === "EACCES") return `Port ${port} may not be opened by this user.`;
  if (code === "EADDRNOTAVAIL") return `${host} is no address of this machine.`;
  return `${host}:${port} could not be opened: ${message}.`;
}

/** Where a site is served. The site and the address can each be changed without a request going unanswered. */
export interface Door {
  readonly url: string;
  /** Answers with this site from now on, also on connections that are open already. */
  show(site: FastifyInstance): void;
  /**
   * Listens at another address as well, until one of the two is given up.
   *
   * @throws ListenError, and everything is as before
   */
  prepare(address: Address): Promise<PreparedMove>;
  /** Stops listening, and lets the answers that are under way end. */
  close(): Promise<void>;
}

interface PreparedMove {
  readonly commit: () => void;
  readonly abandon: () => Promise<void>;
}

const STAYS: PreparedMove = { commit: () => {}, abandon: async () => {} };

/**
 * Opens an address for a site, which does not listen itself.
 *
 * @throws ListenError
 */
export async function openDoor(initial: Address, first: FastifyInstance): Promise<Door> {
  let site = first;
  await site.ready();
  const open = (address: Address) => listen(address, () => site);
  let address = initial;
  let server = await open(address);
  let url = urlOf(address, server);
  const moveTo = (next: Address, fresh: Server): PreparedMove => ({
    commit: () => {
      void closed(server);
      server = fresh;
      address = next;
      url = urlOf(address, server);
    },
    abandon: () => closed(fresh),
  });
  /** The machine does not give one port at two names: the old one is closed first, and opened again when that fails. */
  const replace = async (next: Address): Promise<PreparedMove> => {
    void closed(server);
    const goBack = async () => {
      server = await open(address);
    };
    try {
      const fresh = await open(next);
      const { commit, abandon } = moveTo(next, fresh);
      return { commit, abandon: () => abandon().then(goBack) };
    } catch (error) {
      await goBack();
      throw error;
    }
  };
  return {
    get url() {
      return url;
    },
    show: (next) => {
      site = next;
    },
    prepare: async (next) => {
      if (isDeepStrictEqual(next, address)) return STAYS;
      try {
        return moveTo(next, await open(next));
      } catch (error) {
        if (!(error instanceof ListenError && error.isTaken && next.port === address.port)) throw error;
        return replace(next);
      }
    },
    close: () => closed(server),
  };
}

function listen(address: Address, site: () => FastifyInstance): Promise<Server> {
  const answer = (request: IncomingMessage, response: ServerResponse) =>
    site().server.emit("request", request, response);
  const server = createServer({ requestTimeout: 30_000, keepAliveTimeout: 72_000 }, answer);
  server.on("clientError", (error: Error, socket: Socket) =>
    site().server.emit("clientError", error, socket),
  );
  return new Promise((resolve, reject) => {
    server.on("error", (error) => reject(new ListenError(address, error)));
    server.listen({ host: address.host, port: address.port }, () => resolve(server));
  });
}

function urlOf({ host }: Address, server: Server): string {
  const { port } = server.address() as AddressInfo;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}/`;
}

/** Answers that are under way when an address is given up have so long, ms. */
const LAST_MS = 5_000;
const SWEEP_MS = 50;

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    // A connection whose answer is under way is idle after it, and would be kept for the next request.
    const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS).unref();
    const last = setTimeout(() => server.closeAllConnections(), LAST_MS).unref();
    server.close(() => {
      clearInterval(sweep);
      clearTimeout(last);
      resolve();
    });
  });
}
