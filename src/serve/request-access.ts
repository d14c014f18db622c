import type { IncomingMessage } from "node:http";
import { createAccessCheck } from "./access.ts";

/** What a request asks for once proxy folder and token are out of its address, and whether it may have it. */
export interface RequestAccess {
  /** The address as the routes know it. Remembers a token that stood in it. */
  readonly rewrite: (request: IncomingMessage) => string;
  readonly allowed: (request: IncomingMessage) => boolean;
  /** There is a token. */
  readonly isPrivate: boolean;
}

/** @param basePath under which a proxy passes requests on, such as `/wire/` */
export function createRequestAccess(token: string | undefined, basePath: string | undefined): RequestAccess {
  const shown = new WeakSet<IncomingMessage>();
  const check = token === undefined ? undefined : createAccessCheck(token);
  return {
    isPrivate: check !== undefined,
    rewrite: (request) => {
      const url = withoutBase(request.url ?? "/", basePath);
      const rest = check?.byPath(url);
      if (rest !== undefined) shown.add(request);
      return rest ?? url;
    },
    allowed: (request) => !check || shown.has(request) || check.byHeader(request.headers.authorization),
  };
}

function withoutBase(url: string, base: string | undefined): string {
  if (!base || base === "/") return url;
  const start = base.endsWith("/") ? base.slice(0, -1) : base;
  return url === start || url.startsWith(`${start}/`) ? url.slice(start.length) || "/" : url;
}
