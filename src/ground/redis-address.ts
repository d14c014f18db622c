/** Where one Redis server listens. */
export interface RedisNode {
  readonly host: string;
  readonly port: number;
}

/** What an address of Redis says, read once and to the end: nothing in it is left for a client to guess at. */
export interface RedisAddress {
  /** Path of a unix socket; undefined: `nodes`. */
  readonly socket: string | undefined;
  /** One server; several of one cluster; or sentinels, when `master` names whom they watch. */
  readonly nodes: readonly RedisNode[];
  readonly master: string | undefined;
  readonly tls: boolean;
  readonly username: string | undefined;
  readonly password: string | undefined;
  /** Of the sentinels themselves. */
  readonly sentinelPassword: string | undefined;
  readonly database: number;
  /** 4 or 6: only such addresses of a name; 0: either. */
  readonly family: 0 | 4 | 6 | undefined;
}

/** Why a text is no address of Redis. Quotes nothing of it: any part of it may be a piece of a password. */
export class RedisAddressError extends Error {
  override readonly name = "RedisAddressError";
}

const SCHEME = /^([a-z][a-z\d+.-]*):\/\/(.*)$/is;
const BARE = /^[\w.-]+:\d+(?:\/\d*)?$/;
const HOST = /^(?:\[([\da-f:.]+(?:%[\w.-]+)?)\]|([\p{L}\p{N}._-]+))(?::(\d{1,5}))?$/iu;
const PORTS = { redis: 6379, sentinel: 26379 } as const;
const PARAMETERS: ReadonlySet<string> = new Set(["db", "family", "username", "password", "sentinelPassword"]);
/** No server has more; a client that is given another number goes on in database 0. */
const MOST_DATABASES = 2 ** 31;

/**
 * Reads an address of Redis:
 *
 * - `redis://[[user]:password@]host[:port][/database]`, `rediss://` over TLS; further nodes of a cluster after commas
 * - `redis+sentinel://[[user]:password@]sentinel[:port][,...]/master[/database]`, `rediss+sentinel://`
 * - the path of a unix socket, `/run/redis.sock[?db=1]`, also as `unix:///run/redis.sock`
 * - `host:port`
 *
 * @throws RedisAddressError with a sentence that goes on "redis.url ..."
 */
export function parseRedisAddress(text: string): RedisAddress {
  const written = text.trim();
  if (/^\/(?!\/)/.test(written)) return socketAt(written);
  const [, scheme = "", rest = ""] = SCHEME.exec(BARE.test(written) ? `redis://${written}` : written) ?? [];
  switch (scheme.toLowerCase()) {
    case "redis":
      return network(rest, { tls: false, sentinel: false });
    case "rediss":
      return network(rest, { tls: true, sentinel: false });
    case "redis+sentinel":
    case "redis-sentinel":
      return network(rest, { tls: false, sentinel: true });
    case "rediss+sentinel":
    case "rediss-sentinel":
      return network(rest, { tls: true, sentinel: true });
    case "unix":
    case "redis+unix":
      return socketAt(rest);
    default:
      throw new RedisAddressError(
        "must begin with redis://, rediss:// or redis+sentinel://, or be the path of a unix socket",
      );
  }
}

/** Where it is, for a person: without name and password, in the form that it could be written in. */
export function describeRedisAddress(address: RedisAddress): string {
  const { socket, nodes, master, tls, database } = address;
  if (socket !== undefined) return database === 0 ? socket : `${socket}, database ${database}`;
  const scheme = `redis${tls ? "s" : ""}${master === undefined ? "" : "+sentinel"}`;
  const shown = nodes.map(({ host, port }) => `${host.includes(":") ? `[${host}]` : host}:${port}`);
  const path = [...(master === undefined ? [] : [master]), ...(database === 0 ? [] : [database])];
  return [`${scheme}://${shown.join(",")}`, ...path].join("/");
}

function socketAt(text: string): RedisAddress {
  const [path = "", query] = text.split(/\?(.*)/s);
  if (!path.startsWith("/")) throw new RedisAddressError("must give the whole path of the unix socket");
  return {
    socket: path,
    nodes: [],
    master: undefined,
    tls: false,
    ...settings(query, undefined, {}),
  };
}

interface Kind {
  readonly tls: boolean;
  readonly sentinel: boolean;
}

function network(rest: string, { tls, sentinel }: Kind): RedisAddress {
  const at = rest.lastIndexOf("@");
  const credentials = at < 0 ? {} : credentialsOf(rest.slice(0, at));
  if (/[#\s]/.test(rest.slice(at + 1))) throw mustBeEncoded();
  const [place = "", query] = rest.slice(at + 1).split(/\?(.*)/s);
  const [hosts = "", ...path] = place.split("/");
  const parts = path.filter((part, n) => part !== "" || n < path.length - 1);
  const master = sentinel ? decoded(parts.shift() ?? "") : undefined;
  if (master === "") throw new RedisAddressError("must name the master after the sentinels: /mymaster");
  if (parts.length > 1)
    throw new RedisAddressError("must end with the number of a database, if with anything: /1");
  const port = sentinel ? PORTS.sentinel : PORTS.redis;
  const nodes = hosts.split(",").map((host) => nodeOf(host, port));
  return { socket: undefined, nodes, master, tls, ...settings(query, parts[0], credentials) };
}

function nodeOf(text: string, usual: number): RedisNode {
  const [, v6, name, port = String(usual)] = HOST.exec(text) ?? [];
  const host = v6 ?? name;
  if (host === undefined) throw new RedisAddressError("must name a host, and a port if not the usual one");
  if (Number(port) < 1 || Number(port) > 65_535)
    throw new RedisAddressError("must give a port from 1 to 65535");
  return { host, port: Number(port) };
}

interface Credentials {
  readonly username?: string | undefined;
  readonly password?: string | undefined;
}

/** Left bare, these characters end the password early, and what follows is taken for the host, for all to see. */
function credentialsOf(text: string): Credentials {
  if (/[@/?#[\]\s]/.test(text) || /%(?![\da-f]{2})/i.test(text)) throw mustBeEncoded();
  const colon = text.indexOf(":");
  if (colon < 0) return { username: decoded(text) };
  return { username: decoded(text.slice(0, colon)), password: decoded(text.slice(colon + 1)) };
}

function mustBeEncoded(): RedisAddressError {
  return new RedisAddressError(
    'must have "@", "/", "?", "#", "%", brackets and spaces of its user name and password percent-encoded: %40 %2F %3F %23 %25',
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw mustBeEncoded();
  }
}

function settings(query: string | undefined, path: string | undefined, credentials: Credentials) {
  const given = new URLSearchParams(query ?? "");
  if ([...given.keys()].some((name) => !PARAMETERS.has(name)))
    throw new RedisAddressError(`can take no parameters but ${[...PARAMETERS].join(", ")}`);
  return {
    username: (credentials.username || given.get("username")) ?? undefined,
    password: credentials.password ?? given.get("password") ?? undefined,
    sentinelPassword: given.get("sentinelPassword") ?? undefined,
    database: databaseOf(path || (given.get("db") ?? "0")),
    family: familyOf(given.get("family")),
  };
}

function databaseOf(text: string): number {
  if (!/^\d{1,10}$/.test(text) || Number(text) >= MOST_DATABASES)
    throw new RedisAddressError("must end with the number of a database, if with anything: /1");
  return Number(text);
}

function familyOf(text: string | null): RedisAddress["family"] {
  if (text === null) return undefined;
  if (text === "0" || text === "4" || text === "6") return Number(text) as 0 | 4 | 6;
  throw new RedisAddressError("must give 4, 6 or 0 as family");
}
