import dns from "node:dns/promises";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** Every address of a host name; rejects with Node's DNS error codes. */
export type LookUp = (hostname: string) => Promise<readonly string[]>;

const RESOLVER_MS = 5_000;
const OTHER_FAMILY_MS = 500;

/**
 * Looks names up without the thread pool: getaddrinfo holds one of its four threads for as long as a dead name server
 * takes, and everything else in the process waits (decompression, files). So the name servers are asked directly, and
 * getaddrinfo only for what they do not know: the hosts file, names without a dot, multicast DNS.
 */
export function createLookUp(): LookUp {
  let resolver = newResolver();
  const hosts = namesInHostsFile();
  const ask = async (name: string) => {
    const asked = resolver;
    try {
      return await askNameServers(asked, name);
    } catch (error) {
      // It knows the servers of the network that it was made in, which may be another by now.
      if (resolver === asked) resolver = newResolver();
      throw error;
    }
  };
  return async (hostname) => {
    const name = hostname.replace(/\.$/, "").toLowerCase();
    if (!name.includes(".") || hosts.has(name) || /\.(localhost|local)$/.test(name))
      return systemLookUp(name);
    return (await ask(name)) ?? systemLookUp(name);
  };
}

function newResolver(): dns.Resolver {
  return new dns.Resolver({ timeout: RESOLVER_MS, tries: 2 });
}

/**
 * Both families at once. When one has answered the other is not waited for long: some name servers never answer for
 * IPv6. Undefined when they know no such name; rejects when they do not answer at all.
 */
async function askNameServers(resolver: dns.Resolver, name: string): Promise<readonly string[] | undefined> {
  const found: string[] = [];
  const queries = [resolver.resolve4(name), resolver.resolve6(name)].map(async (query) => {
    found.push(...(await query));
  });
  const both = Promise.allSettled(queries);
  const first = Promise.any(queries).then(() => sleep(OTHER_FAMILY_MS, undefined, { ref: false }));
  await Promise.race([both, first.catch(() => both)]);
  if (found.length > 0) return [...found];
  const slow = (await both).find(
    (answer) => answer.status === "rejected" && answer.reason.code === "ETIMEOUT",
  );
  if (slow?.status === "rejected") throw slow.reason;
  return undefined;
}

async function systemLookUp(name: string): Promise<readonly string[]> {
  const answers = await dns.lookup(name, { all: true });
  return answers.map(({ address }) => address);
}

function namesInHostsFile(): ReadonlySet<string> {
  try {
    const lines = readFileSync("/etc/hosts", "utf8").split("\n");
    return new Set(
      lines.flatMap((line) => line.replace(/#.*/, "").toLowerCase().trim().split(/\s+/).slice(1)),
    );
  } catch {
    return new Set();
  }
}
