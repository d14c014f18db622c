import type { RedisAddress } from "../ground/redis-address.ts";

/** Who asks, and over what: the same for every server of an address. */
export function identityOptions({ tls, username, password, family }: RedisAddress) {
  return {
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    ...(family !== undefined && { family }),
    ...(tls && { tls: {} }),
  };
}

/** An address in the client's words. The database is told apart: a client that cannot have it goes on in another. */
export function redisOptions(address: RedisAddress) {
  const { socket, nodes, master, tls, sentinelPassword } = address;
  const identity = identityOptions(address);
  if (socket !== undefined) return { ...identity, path: socket };
  if (master === undefined) return { ...identity, ...nodes[0] };
  return {
    ...identity,
    sentinels: nodes.map((node) => ({ ...node })),
    name: master,
    ...(sentinelPassword !== undefined && { sentinelPassword }),
    ...(tls && { enableTLSForSentinelMode: true, sentinelTLS: {} }),
  };
}
