import { isIPv6, type LookupFunction, type Socket } from "node:net";
import { buildConnector } from "undici";
import { type AllowList, whyNotReachable } from "./address-space.ts";
import { blocked } from "./fetch-error.ts";
import { literalOf, whyNotAnswers } from "./guard.ts";
import type { LookUp } from "./look-up.ts";

/**
 * A connector that reaches public addresses only, and those of `allow`: it judges a literal before connecting, every
 * answer of a look-up, and at last the address that the socket is really connected to. A pooled connection is as
 * good as a new one, since it was judged; connections of different allow lists must not share a pool.
 */
export function guardedConnector(
  allow: AllowList,
  lookUp: LookUp,
  options: { readonly timeout: number; readonly ca?: string },
): buildConnector.connector {
  const connect = buildConnector({ ...options, lookup: guardedLookUp(allow, lookUp) });
  return (target, callback) => {
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
