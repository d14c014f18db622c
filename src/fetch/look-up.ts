import dns from "node:dns/promises";
import { readFileSync } from "node:fs";

/** Every address of a host name; rejects with Node's DNS error codes. */
export type LookUp = (hostname: string) => Promise<readonly string[]>;

const RESOLVER_SECONDS = 5;

/**
 * Looks names up without the thread pool: getaddrinfo holds one of its four threads for as long as a dead name server
 * takes, and everything else in the process waits (decompression, files). So the name servers are asked directly, and
 * getaddrinfo only for what they do not know: the hosts file, names without a dot, multicast DNS.
 */
export function createLookUp(): LookUp {
  const resolver = new dns.Resolver({ timeout: RESOLVER_SECONDS * 1000, tries: 2 });
  const hosts = namesInHostsFile();
  return async (hostname) => {
    const name = hostname.replace(/\.$/, "").toLowerCase();
    if (!name.includes(".") || hosts.has(name) || /\.(localhost|local)$/.test(name))
      return systemLookUp(name);
    const answers = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
    const addresses = answers.flatMap((answer) => (answer.status === "fulfilled" ? answer.value : []));
    if (addresses.length > 0) return addresses;
    const slow = answers.find((answer) => answer.status === "rejected" && answer.reason.code === "ETIMEOUT");
    if (slow?.status === "rejected") throw slow.reason;
    return systemLookUp(name);
  };
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
