import { connect, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { describeRedisAddress, type RedisAddress } from "../../ground/redis-address.ts";
import { RedisUnavailable } from "./redis-unavailable.ts";

/** What a server said, or what became of the connection, in the words of who has to mend it. */
const KNOWN: readonly (readonly [pattern: RegExp, what: string, remedy: string])[] = [
  [
    /NOAUTH|HELLO must be called|Authentication required/,
    "asks for a password",
    "Give it in redis.url or REDIS_URL: redis://:PASSWORD@HOST, with its special characters percent-encoded.",
  ],
  [
    /WRONGPASS|invalid password|without any password configured/,
    "does not take this user name and password",
    "Correct them in redis.url or REDIS_URL; their special characters have to be percent-encoded.",
  ],
  [
    /NOPERM/,
    "does not let this user do what Lede needs",
    "docs/operations.md lists the rights that are enough.",
  ],
  [/DENIED/, "is in protected mode", "Give it a password, or let it listen on 127.0.0.1 alone."],
  [/LOADING/, "is still reading its data", "Start Lede again when it is ready."],
  [/max number of clients/, "takes no more clients", "Raise its maxclients, or end what holds the others."],
  [
    /certificate|CERT_|altnames/i,
    "has a certificate that is not trusted",
    "Name the file of its authority in NODE_EXTRA_CA_CERTS.",
  ],
  [/EACCES|EPERM/, "may not be reached by this user", "Let this user open its socket."],
  [/ENOENT/, "has no socket there", "Start it, or correct redis.url or REDIS_URL."],
];

/** Failures that last: no use to try again for a while. */
export function isLasting(error: unknown): boolean {
  return /NOAUTH|WRONGPASS|NOPERM|DENIED|ENOTFOUND|EACCES|certificate|CERT_/i.test(wordsOf(error));
}

/** The error with which a Redis that was named is given up: what is wrong, and what to do about it. */
export async function explainRefusal(address: RedisAddress, error: unknown): Promise<RedisUnavailable> {
  const at = `Redis at ${describeRedisAddress(address)}`;
  const known = KNOWN.find(([pattern]) => pattern.test(wordsOf(error)));
  if (known) return new RedisUnavailable(`${at} ${known[1]}: ${quoted(error)}.`, known[2], error);
  const speech = await speechOf(address);
  if (speech === "plain" && address.tls)
    return new RedisUnavailable(
      `${at} does not speak TLS.`,
      "Name it redis://, or the port that does.",
      error,
    );
  if (speech === "tls" && !address.tls)
    return new RedisUnavailable(`${at} speaks TLS only.`, "Name it rediss://.", error);
  if (speech === "other")
    return new RedisUnavailable(
      `What answers at ${describeRedisAddress(address)} is no Redis.`,
      START,
      error,
    );
  return new RedisUnavailable(`${at} does not answer: ${quoted(error)}.`, START, error);
}

const START = "Start it, or correct redis.url or REDIS_URL.";

function wordsOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return `${code ?? ""} ${message}`;
}

function quoted(error: unknown): string {
  return (error as Error).message.replace(/[.\s]+$/, "");
}

const ANSWER_MS = 1_000;

type Speech = "plain" | "tls" | "other" | undefined;

/** What stands behind a port; undefined: it says nothing at all. */
async function speechOf({ nodes: [node], master }: RedisAddress): Promise<Speech> {
  if (!node || master !== undefined) return undefined;
  const heard = await firstByte(connect({ ...node, timeout: ANSWER_MS }));
  if (heard === undefined || heard === TLS_ALERT) return (await shakesHands(node)) ? "tls" : undefined;
  return heard === PLUS || heard === MINUS ? "plain" : "other";
}

/** An alert of TLS begins with 21; a reply of Redis to PING with "+" or "-". */
const [TLS_ALERT, PLUS, MINUS] = [21, 0x2b, 0x2d];

function firstByte(socket: Socket): Promise<number | undefined> {
  return new Promise((resolve) => {
    socket.once("connect", () => socket.write("PING\r\n"));
    socket.on("data", ([first]) => {
      resolve(first);
      socket.destroy();
    });
    endsQuietly(socket, () => resolve(undefined));
  });
}

function shakesHands(node: { readonly host: string; readonly port: number }): Promise<boolean> {
  return new Promise((resolve) => {
    // Nothing but the greeting is said on this line, so that it does not matter who is at the other end.
    const socket = connectTls({ ...node, timeout: ANSWER_MS, rejectUnauthorized: false }, () => {
      resolve(true);
      socket.destroy();
    });
    endsQuietly(socket, () => resolve(false));
  });
}

function endsQuietly(socket: Socket, ended: () => void): void {
  socket.on("timeout", () => socket.destroy());
  socket.on("error", () => {}); // "close" follows
  socket.on("close", ended);
}
