import { promisify } from "node:util";
import zlib from "node:zlib";
import { tooLarge, truncated } from "./explain-error.ts";
import { FetchError } from "./fetch-error.ts";

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
    .map((coding) => coding.trim())
    .filter((coding) => coding !== "" && coding !== "identity" && coding !== "none");
}

/**
 * Undoes content codings (RFC 9110 section 8.4) within `maxBytes` of decoded data. A server that labels plain text as
 * compressed is believed by its bytes.
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
    if (decoded.length === 0 || isPlainText(decoded)) break;
    const decode = DECODERS[coding];
    if (!decode) throw unknownCoding(host, coding);
    try {
      decoded = await decode(decoded, maxBytes);
    } catch (cause) {
      if ((cause as { code?: string }).code === "ERR_BUFFER_TOO_LARGE") throw tooLarge(host, maxBytes);
      throw truncated(host, cause);
    }
  }
  return decoded;
}

function decodeGzip(body: Buffer, maxOutputLength: number): Buffer | Promise<Buffer> {
  return body.length < SYNC_BYTES
    ? zlib.gunzipSync(body, { maxOutputLength })
    : gunzip(body, { maxOutputLength });
}

/** "deflate" is zlib by the standard and raw deflate by the habit of some servers; the first byte tells. */
function decodeDeflate(body: Buffer, maxOutputLength: number): Promise<Buffer> {
  return ((body[0] ?? 0) & 0x0f) === 8
    ? inflate(body, { maxOutputLength })
    : inflateRaw(body, { maxOutputLength });
}

/** No compressed format begins with what every feed and page begins with. */
function isPlainText(body: Buffer): boolean {
  const start = body
    .toString("latin1", 0, 64)
    .replace(/^\xef\xbb\xbf/, "")
    .trimStart();
  return /^<(\?xml|!DOCTYPE|rss|feed|rdf|html)|^\{\s*"/i.test(start);
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
