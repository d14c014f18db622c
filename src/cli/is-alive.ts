import type { Config } from "../model/config.ts";

/** For a process that has other things to do at the moment, ms. */
const PATIENCE_MS = 4_000;

/** Interfaces that stand for all of them are asked on this machine's own. */
const HERE: Readonly<Record<string, string>> = { "0.0.0.0": "127.0.0.1", "::": "[::1]" };

/** Asks the server that the YAML describes whether it lives: for health checks, which cannot know host and port. */
export async function isAlive({ serve: { host, port } }: Pick<Config, "serve">): Promise<boolean> {
  const name = HERE[host] ?? (host.includes(":") ? `[${host}]` : host);
  const answer = await fetch(`http://${name}:${port}/livez`, {
    signal: AbortSignal.timeout(PATIENCE_MS),
  }).catch(() => undefined);
  return answer?.ok === true;
}
