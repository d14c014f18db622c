import ipaddr from "ipaddr.js";

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Range = readonly [cidr: string, name: string];
type CompiledRange = readonly [range: readonly [Address, number], name: string];

/**
 * IPv4 blocks that no feed is served from: IANA's special-purpose registry (RFC 6890 and its updates) without the
 * entries that are globally reachable, multicast, the reserved block, and the one public address that is a
 * cloud's inside (Azure's wire server).
 */
const IPV4: readonly Range[] = [
  ["0.0.0.0/8", "this network (RFC 791)"],
  ["10.0.0.0/8", "a private network (RFC 1918)"],
  ["100.64.0.0/10", "a carrier's inside (RFC 6598)"],
  ["127.0.0.0/8", "this machine"],
  ["168.63.129.16/32", "a cloud's inside"],
  ["169.254.0.0/16", "link-local, where clouds keep their metadata"],
  ["172.16.0.0/12", "a private network (RFC 1918)"],
  ["192.0.0.0/24", "protocol assignments (RFC 6890)"], // .9 and .10 too: anycast, answered by the next router
  ["192.0.2.0/24", "for documentation (RFC 5737)"],
  ["192.88.99.0/24", "the former 6to4 relays (RFC 7526)"],
  ["192.168.0.0/16", "a private network (RFC 1918)"],
  ["198.18.0.0/15", "for benchmarks (RFC 2544)"],
  ["198.51.100.0/24", "for documentation (RFC 5737)"],
  ["203.0.113.0/24", "for documentation (RFC 5737)"],
  ["224.0.0.0/4", "multicast"],
  ["240.0.0.0/4", "reserved or broadcast"],
];

/** Inside 2000::/3; everything outside it is refused anyway. */
const IPV6: readonly Range[] = [
  ["2001::/23", "protocol assignments (Teredo, ORCHID, benchmarks)"],
  ["2001:db8::/32", "for documentation (RFC 3849)"],
  ["3ffe::/16", "the former 6bone (RFC 3701)"],
  ["3fff::/20", "for documentation (RFC 9637)"],
];

const compile = ([cidr, name]: Range): CompiledRange => [ipaddr.parseCIDR(cidr), name];
const SPECIAL_IPV4 = IPV4.map(compile);
const SPECIAL_IPV6 = IPV6.map(compile);
const GLOBAL_UNICAST = ipaddr.parseCIDR("2000::/3");
const NAT64 = ipaddr.parseCIDR("64:ff9b::/96");
const SIX_TO_FOUR = ipaddr.parseCIDR("2002::/16");

/** Address blocks that a person has allowed although they are not public. */
export type AllowList = readonly (readonly [Address, number])[];

/** Reads CIDR blocks or single addresses. What is neither allows nothing: a typing error must not open a door. */
export function parseAllowList(blocks: readonly string[]): AllowList {
  return blocks.flatMap((block) => {
    const [text = "", bits] = block.trim().split("/");
    const address = parseAddress(text);
    if (!address || (bits !== undefined && !/^\d{1,3}$/.test(bits))) return [];
    const mapped = address.kind() === "ipv4" && text.includes(":") ? 96 : 0;
    const width = address.kind() === "ipv4" ? 32 : 128;
    const length = bits === undefined ? width : Number(bits) - mapped;
    return length >= 0 && length <= width ? [[address, length] as const] : [];
  });
}

/**
 * Why an IP address must not be reached, or undefined when it may: a globally reachable unicast address, or one that
 * `allow` covers. IPv4 inside IPv6 (mapped, NAT64, 6to4, ISATAP) is taken out and judged; what cannot be judged
 * (zone ids, text that is no address) is refused.
 */
export function whyNotReachable(text: string, allow: AllowList = []): string | undefined {
  if (text.includes("%")) return "it carries a zone id, so it is local to a network card";
  const address = parseAddress(text);
  if (!address) return "it is not an IP address";
  if (allow.some(([base, bits]) => base.kind() === address.kind() && address.match(base, bits)))
    return undefined;
  return address.kind() === "ipv4" ? whyNotIpv4(address) : whyNotIpv6(address as ipaddr.IPv6);
}

/** Strict: dotted quads and IPv6 only, since the URL parser has already read every other spelling. */
function parseAddress(text: string): Address | undefined {
  if (!ipaddr.IPv4.isValidFourPartDecimal(text) && !ipaddr.IPv6.isValid(text)) return undefined;
  const address = ipaddr.parse(text);
  return address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress() ? address.toIPv4Address() : address;
}

function whyNotIpv4(address: Address): string | undefined {
  return SPECIAL_IPV4.find(([range]) => address.match(range as [ipaddr.IPv4, number]))?.[1];
}

function whyNotIpv6(address: ipaddr.IPv6): string | undefined {
  const bytes = address.toByteArray();
  if (address.match(NAT64 as [ipaddr.IPv6, number])) return whyNotEmbedded(bytes.slice(12));
  if (!address.match(GLOBAL_UNICAST as [ipaddr.IPv6, number])) return "it is not a public IPv6 address";
  const special = SPECIAL_IPV6.find(([range]) => address.match(range as [ipaddr.IPv6, number]));
  if (special) return special[1];
  const router = address.match(SIX_TO_FOUR as [ipaddr.IPv6, number]) && whyNotEmbedded(bytes.slice(2, 6));
  return router || (isIsatap(bytes) ? whyNotEmbedded(bytes.slice(12)) : undefined);
}

function whyNotEmbedded(bytes: readonly number[]): string | undefined {
  const reason = whyNotIpv4(new ipaddr.IPv4([...bytes]));
  return reason && `it carries an IPv4 address: ${reason}`;
}

/** Interface ids `0000:5efe` and `0200:5efe` (RFC 5214 section 6.1), the universal and group bits aside. */
function isIsatap(bytes: readonly number[]): boolean {
  return ((bytes[8] ?? 0) & 0xfc) === 0 && bytes[9] === 0 && bytes[10] === 0x5e && bytes[11] === 0xfe;
}
