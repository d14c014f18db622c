import { promisify } from "node:util";
import zlib from "node:zlib";
import { tooLarge, truncated } from "./explain-error.ts";
import { FetchError } from "./fetch-error.ts";
import { firstGzipMember } from "./first-gzip-member.ts";

/** Smaller bodies are decoded at once: a trip to the thread pool costs more than they do. */
const SYNC_BYTES = 32 * 1024;
const MAX_CODINGS = 2;

const gunzip = promisify(zlib.gunzip);
const inflate = promisify(zlib.inflate);
const inflateRaw = promisify(zlib.inflateRaw);
const brotli = promisify(zlib.brotliDecompress);

type Decode = (body: Buffer, maxBytes: number) => Buffer | Promise<Buffer>;

const DECODERS: Readonly<Record<string, Decode>> = {
  gzip: decodeGzip,
  "x-gzip": decodeGzip,
  deflate: decodeDeflate,
  br: (body, maxOutputLength) =>
    body.length < SYNC_BYTES
      ? zlib.brotliDecompressSync(body, { maxOutputLength })
      : brotli(body, { maxOutputLength }),
};

/** The codings of a Content-Encoding field in the order in which they were applied. */
export function contentCodings(field: string | undefined): readonly string[] {
  if (field === undefined || field === "") return [];
  return field
    .toLowerCase()
    .split(",")
    .map((coding) => coding.replace(/;.*/, "").trim())
    .filter((coding) => coding !== "" && coding !== "identity" && coding !== "none");
}

/**
 * Undoes content codings (RFC 9110 section 8.4) within `maxBytes` of decoded data. Labels are often wrong, so that the
 * bytes have the last word: what begins as gzip is gzip under any label, and text under any label is text.
 *
 * @throws FetchError FETCH_TOO_LARGE over the limit or with more than two codings (a bomb), FETCH_TRUNCATED when
 *   the data ends early, is damaged, or is in a coding that was never asked for
 */
export async function decodeBody(
  body: Buffer,
  codings: readonly string[],
  maxBytes: number,
  host: string,
): Promise<Buffer> {
  if (codings.length > MAX_CODINGS) throw tooManyCodings(host, codings.length);
  let decoded = body;
  for (const coding of [...codings].reverse()) {
    if (decoded.length === 0) break;
    decoded = await undo(coding, decoded, { maxBytes, host });
  }
  return decoded;
}

/**
 * Undoes gzip that no label tells of: `feed.xml.gz` served as the file that it is, or packed once by a program and
 * again by its server.
 */
export async function decodeUnlabelled(body: Buffer, maxBytes: number, host: string): Promise<Buffer> {
  let decoded = body;
  for (let layer = 0; layer < MAX_CODINGS && isGzip(decoded); layer += 1)
    decoded = await undo("gzip", decoded, { maxBytes, host });
  return decoded;
}

async function undo(
  coding: string,
  body: Buffer,
  { maxBytes, host }: { maxBytes: number; host: string },
): Promise<Buffer> {
  const decode = isGzip(body) ? decodeGzip : DECODERS[coding];
  if (isMarkup(body) || (!decode && isText(body))) return body;
  if (!decode) throw unknownCoding(host, coding);
  try {
    return await decode(body, maxBytes);
  } catch (cause) {
    if ((cause as { code?: string }).code === "ERR_BUFFER_TOO_LARGE") throw tooLarge(host, maxBytes);
    if (isText(body)) return body;
    throw truncated(host, cause);
  }
}

async function decodeGzip(body: Buffer, maxOutputLength: number): Promise<Buffer> {
  if (!isGzip(body) && isZlib(body)) return inflate(body, { maxOutputLength });
  try {
    return body.length < SYNC_BYTES
      ? zlib.gunzipSync(body, { maxOutputLength })
      : await gunzip(body, { maxOutputLength });
  } catch (error) {
    const whole =
      (error as { code?: string }).code === "Z_DATA_ERROR" && firstGzipMember(body, maxOutputLength);
    if (!whole) throw error;
    return whole;
  }
}

/** "deflate" is zlib by the standard and raw deflate by the habit of some servers. */
async function decodeDeflate(body: Buffer, maxOutputLength: number): Promise<Buffer> {
  if (!isZlib(body)) return inflateRaw(body, { maxOutputLength });
  return inflate(body, { maxOutputLength }).catch((error: { code?: string }) => {
    // One raw stream in some thousand begins as zlib does.
    if (error.code !== "Z_DATA_ERROR") throw error;
    return inflateRaw(body, { maxOutputLength });
  });
}

function isGzip(body: Buffer): boolean {
  return body[0] === 0x1f && body[1] === 0x8b;
}

/** RFC 1950 section 2.2: method 8, and the first two bytes are a multiple of 31. */
function isZlib(body: Buffer): boolean {
  return body.length > 2 && ((body[0] ?? 0) & 0x0f) === 8 && body.readUInt16BE(0) % 31 === 0;
}

/** No packed data begins like this. */
function isMarkup(body: Buffer): boolean {
  return /^<(?:\?xml|!doctype|!--|rss|feed|rdf|html)/i.test(startOf(body));
}

/** Packed data may begin like this, once in some thousand times: for what cannot be unpacked. */
function isText(body: Buffer): boolean {
  return /^(?:<[?!a-z]|\{\s*"|\[\s*\{)/i.test(startOf(body));
}

/** The first characters after a byte order mark and space, in any encoding. */
function startOf(body: Buffer): string {
  const start = body.toString("latin1", 0, 64).replaceAll("\0", "");
  return start.replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, "").trimStart();
}

function tooManyCodings(host: string, count: number): FetchError {
  return new FetchError(`${host} packed its answer ${count} times over, as only attacks do.`, {
    code: "FETCH_TOO_LARGE",
    remedy: "Something is wrong at the server; its owner can be told.",
  });
}

function unknownCoding(host: string, coding: string): FetchError {
  return new FetchError(
    `${host} packed its answer in a way that was not asked for (${coding.slice(0, 40)}).`,
    {
      code: "FETCH_TRUNCATED",
      remedy: "Something is wrong at the server; its owner can be told.",
    },
  );
}
