import { isIP } from "node:net";
import { isHostName } from "../ground/host-name.ts";
import { type AllowList, whyNotReachable } from "./address-space.ts";

/** Always this machine, whatever a name server or a proxy makes of it (RFC 6761 section 6.3). */
const LOCALHOST = /(^|\.)localhost\.?$/;

/** The judgement on an address, made at the earliest stage that can make it. */
export type Verdict =
  | { readonly allowed: true; readonly url: URL }
  | { readonly allowed: false; readonly stage: "parse" | "literal"; readonly reason: string };

/**
 * Judges an absolute URL by what stands in it: http(s) only, no credentials, no port of a data store or of another
 * protocol, and no IP address that is not public, however it is spelled (the WHATWG parser reads octal, hexadecimal,
 * short and full-width forms). Names still have to be looked up: see `whyNotAnswers`.
 */
export function judgeUrl(address: string | URL, allow: AllowList = []): Verdict {
  // Not `canParse`: once V8 has compiled it, Node 20 takes every letter beyond ASCII for a mistake.
  const url = typeof address === "string" ? URL.parse(address) : address;
  if (!url) return refuse("parse", "it is not a complete web address (it should begin with https://)");
  const reason = whyNotUrl(url);
  if (reason) return refuse("parse", reason);
  const unreachable = whyNotHost(url.hostname, allow);
  return unreachable
    ? refuse("literal", `${url.hostname} is not public: ${unreachable}`)
    : { allowed: true, url };
}

/**
 * Judges what a name resolved to. Every answer has to pass: with one bad answer among good ones it would be chance
 * where the connection goes.
 */
export function whyNotAnswers(
  host: string,
  addresses: readonly string[],
  allow: AllowList = [],
): string | undefined {
  for (const address of addresses) {
    const reason = whyNotReachable(address, allow);
    if (reason) return `${host} points at ${address}, which is not public: ${reason}`;
  }
  return undefined;
}

/** The IP address that a URL's host spells, without brackets; undefined for a name. */
export function literalOf(hostname: string): string | undefined {
  const bare = hostname.startsWith("[") ? hostname.slice(1, -1) : hostname;
  return isIP(bare) ? bare : undefined;
}

function whyNotHost(hostname: string, allow: AllowList): string | undefined {
  if (!LOCALHOST.test(hostname)) {
    const literal = literalOf(hostname);
    return literal === undefined ? undefined : whyNotReachable(literal, allow);
  }
  return whyNotReachable("127.0.0.1", allow) && whyNotReachable("::1", allow);
}

function whyNotUrl(url: URL): string | undefined {
  if (url.protocol !== "http:" && url.protocol !== "https:")
    return `only http and https are fetched, not ${url.protocol}`;
  if (url.username !== "" || url.password !== "")
    return "it carries a user name or password; give credentials under headers: instead";
  if (url.hostname === "") return "it names no host";
  if (!isHostName(url.hostname)) return `${url.hostname} is no name of a host`;
  if (url.port !== "" && isBlockedPort(Number(url.port)))
    return `port ${url.port} belongs to something that is not a web server`;
  return undefined;
}

function refuse(stage: "parse" | "literal", reason: string): Verdict {
  return { allowed: false, stage, reason };
}

/** Ports that the WHATWG Fetch standard refuses ("bad ports", section 2.9). */
const WHATWG = [
  0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104,
  109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515,
  526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049,
  3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
];

/**
 * Data stores, queues and control ports that answer to whatever is sent to them, or speak HTTP without a password:
 * a request line is enough to do harm there.
 */
const DATA_STORES = [
  445, // SMB
  623, // IPMI
  873, // rsync
  1099, // Java RMI
  1414, // IBM MQ
  1433, // SQL Server
  1434,
  1521, // Oracle
  1527, // Derby
  1883, // MQTT
  2181, // ZooKeeper
  2375, // Docker
  2376,
  2377,
  2379, // etcd
  2380,
  3050, // Firebird
  3260, // iSCSI
  3268, // Active Directory
  3269,
  3306, // MySQL
  3389, // RDP
  4222, // NATS
  4369, // Erlang
  5432, // PostgreSQL
  5433,
  5672, // AMQP
  5671,
  5900, // VNC
  5984, // CouchDB
  5985, // WinRM
  5986,
  6379, // Redis
  6380,
  6432, // PgBouncer
  6443, // Kubernetes
  7199, // Cassandra
  7474, // Neo4j
  7687,
  8086, // InfluxDB
  8200, // Vault
  8500, // Consul
  8529, // ArangoDB
  8883, // MQTT
  8983, // Solr
  9042, // Cassandra
  9092, // Kafka
  9160,
  9200, // Elasticsearch
  9300,
  10250, // Kubernetes
  10255,
  11210, // Couchbase
  11211, // memcached
  15672, // RabbitMQ
  16379, // Redis Cluster
  26379, // Redis Sentinel
  27017, // MongoDB
  27018,
  27019,
  28015, // RethinkDB
  33060, // MySQL
  61613, // ActiveMQ
  61616,
];

const BLOCKED: ReadonlySet<number> = new Set([...WHATWG, ...DATA_STORES]);

/** Whether a port must not be asked for a document. */
function isBlockedPort(port: number): boolean {
  return BLOCKED.has(port);
}
