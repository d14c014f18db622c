import ipaddr from "ipaddr.js";

/**
 * Whether an address lies in one of the blocks that the user opened: a server of his own network. Of names only
 * `localhost` is known without asking anyone.
 */
export function isOwn(address: string | undefined, blocks: readonly string[]): boolean {
  const url = address === undefined ? null : URL.parse(address);
  if (!url) return false;
  const { hostname } = url;
  const bare = hostname === "localhost" ? "127.0.0.1" : hostname.replace(/^\[|\]$/g, "");
  return ipaddr.isValid(bare) && blocks.some((block) => holds(block, ipaddr.parse(bare)));
}

function holds(block: string, ip: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  if (!block.includes("/")) return ipaddr.isValid(block) && ipaddr.parse(block).toString() === ip.toString();
  if (!ipaddr.isValidCIDR(block)) return false;
  const [network, bits] = ipaddr.parseCIDR(block);
  return network.kind() === ip.kind() && ip.match(network, bits);
}
