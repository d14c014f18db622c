import { isIPv6, type LookupFunction, type Socket } from "node:net";
import { Agent, buildConnector, type Dispatcher, ProxyAgent } from "undici";
import { type AllowList, parseAllowList, whyNotReachable } from "./address-space.ts";
import { blocked } from "./fetch-error.ts";
import { literalOf, whyNotAnswers } from "./guard.ts";
import type { LookUp } from "./look-up.ts";

/** How many requests of a route wait for an answer of each origin. */
export interface Asking {
  /** Counts a request, until what is given back is called. */
  begin(origin: string): () => void;
  isAsked(origin: string): boolean;
}

function createAsking(): Asking {
  const counts = new Map<string, number>();
  return {
    begin: (origin) => {
      counts.set(origin, (counts.get(origin) ?? 0) + 1);
      return () => {
        const left = (counts.get(origin) ?? 1) - 1;
        if (left > 0) counts.set(origin, left);
        else counts.delete(origin);
      };
    },
    isAsked: (origin) => counts.has(origin),
  };
}

/** Connections under one allow list and one proxy, which share a pool. */
export interface Route {
  readonly dispatcher: Dispatcher;
  readonly asking: Asking;
  readonly allow: AllowList;
  /** Host and port of the proxy, without its password. */
  readonly proxy: string | undefined;
}

interface DispatchersOptions {
  readonly allow: readonly string[];
  readonly proxy: string | undefined;
  readonly lookUp: LookUp;
  /** Connections to one origin: a request waits for a kept one rather than open another. */
  readonly connections: number;
  /** PEM of the authorities to trust in place of the usual ones. */
  readonly ca: string | undefined;
}

export interface Dispatchers {
  readonly route: (allow: readonly string[] | undefined, proxy: string | undefined) => Route;
  readonly close: () => Promise<void>;
}

const CONNECT_MS = 10_000;
/** Idle connections are closed soon: a server's patience is not ours to use up. Servers' hints reach up to 25 s. */
const SETTINGS = {
  keepAliveTimeout: 4_000,
  keepAliveMaxTimeout: 25_000,
  maxHeaderSize: 32 * 1024,
  headersTimeout: 0,
  bodyTimeout: 0,
} as const;

/**
 * One pool of connections for each allow list and proxy: a connection that one source may have must never be handed
 * to another that may not.
 */
export function createDispatchers({
  allow,
  proxy,
  lookUp,
  connections,
  ca,
}: DispatchersOptions): Dispatchers {
  const routes = new Map<string, Route>();
  const shared = parseAllowList(allow);
  const usual = open(shared, proxy);

  function open(list: AllowList, through: string | undefined): Route {
    const asking = createAsking();
    const dispatcher = through
      ? new ProxyAgent({
          ...SETTINGS,
          connections,
          uri: through,
          proxyTunnel: false,
          ...(ca ? { requestTls: { ca } } : {}),
        })
      : new Agent({
          ...SETTINGS,
          connections,
          connect: guardedConnector(
            { allow: list, lookUp, asking },
            { timeout: CONNECT_MS, ...(ca ? { ca } : {}) },
          ),
        });
    return { dispatcher, asking, allow: list, proxy: through && URL.parse(through)?.host };
  }

  return {
    route: (own, through) => {
      if (!own?.length && (through ?? proxy) === proxy) return usual;
      const key = JSON.stringify([own ?? [], through ?? proxy]);
      const route = routes.get(key) ?? open([...shared, ...parseAllowList(own ?? [])], through ?? proxy);
      routes.set(key, route);
      return route;
    },
    close: async () => {
      await Promise.all([usual, ...routes.values()].map(({ dispatcher }) => dispatcher.destroy()));
    },
  };
}

/**
 * A connector that reaches public addresses only, and those of `allow`: it judges a literal before connecting, every
 * answer of a look-up, and at last the address that the socket is really connected to. A pooled connection is as
 * good as a new one, since it was judged; connections of different allow lists must not share a pool.
 *
 * undici connects anew for an answer that was cut off, since the request is still in its queue: nobody is left to use
 * that connection, and the server would only see it open and close.
 */
function guardedConnector(
  { allow, lookUp, asking }: { readonly allow: AllowList; readonly lookUp: LookUp; readonly asking: Asking },
  options: { readonly timeout: number; readonly ca?: string },
): buildConnector.connector {
  const connect = buildConnector({ ...options, lookup: guardedLookUp(allow, lookUp) });
  return (target, callback) => {
    if (!asking.isAsked(`${target.protocol}//${target.host}`)) return callback(new UnaskedError(), null);
    const literal = literalOf(target.hostname);
    const reason = literal === undefined ? undefined : whyNotReachable(literal, allow);
    if (reason) return callback(blocked(`${target.hostname} is not public: ${reason}`), null);
    const servername = serverName(target);
    connect({ ...target, ...(servername ? { servername } : {}) }, (...result) => {
      const [error, socket] = result;
      const wrong = error ? undefined : whyNotConnected(socket as Socket, allow);
      if (!wrong) return callback(...result);
      (socket as Socket).destroy();
      callback(blocked(wrong), null);
    });
  };
}

/** A request that came in the very moment in which the connection was given up: it has not been sent, and may be again. */
export class UnaskedError extends Error {
  override readonly name = "UnaskedError";
  constructor() {
    super("nobody waits for this connection");
  }
}

/** SNI carries no trailing dot (RFC 6066 section 3). */
function serverName({ servername, hostname }: buildConnector.Options): string | undefined {
  const name = servername ?? hostname;
  return name.endsWith(".") ? name.slice(0, -1) : servername;
}

function whyNotConnected(socket: Socket, allow: AllowList): string | undefined {
  const address = socket.remoteAddress ?? "";
  const reason = whyNotReachable(address, allow);
  return reason && `it led to ${address}, which is not public: ${reason}`;
}

function guardedLookUp(allow: AllowList, lookUp: LookUp): LookupFunction {
  return (hostname, options, callback) => {
    const fail = (error: NodeJS.ErrnoException) => callback(error, "", 4);
    lookUp(hostname).then((addresses) => {
      const reason = whyNotAnswers(hostname, addresses, allow);
      if (reason) return fail(blocked(reason));
      const answers = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
      const [first] = answers;
      if (!first) return fail(Object.assign(new Error(`no address for ${hostname}`), { code: "ENODATA" }));
      return options.all ? callback(null, answers) : callback(null, first.address, first.family);
    }, fail);
  };
}
