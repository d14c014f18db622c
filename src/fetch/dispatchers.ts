import { Agent, type Dispatcher, ProxyAgent } from "undici";
import { type AllowList, parseAllowList } from "./address-space.ts";
import { guardedConnector } from "./guarded-connector.ts";
import type { LookUp } from "./look-up.ts";

/** Connections under one allow list and one proxy, which share a pool. */
export interface Route {
  readonly dispatcher: Dispatcher;
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
          connect: guardedConnector(list, lookUp, { timeout: CONNECT_MS, ...(ca ? { ca } : {}) }),
        });
    return { dispatcher, allow: list, proxy: through && URL.parse(through)?.host };
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
