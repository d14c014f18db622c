import zlib from "node:zlib";

/** Bits of the FLG byte (RFC 1952 section 2.3.1). */
const HAS_CHECKSUM = 2;
const HAS_EXTRA = 4;
const HAS_NAME = 8;
const HAS_COMMENT = 16;
const FIXED_BYTES = 10;
const TRAILER_BYTES = 8;

/**
 * The content of a gzip body after which something follows that is not gzip: counters and comments that a server
 * appends to what was packed already. Browsers read such bodies; zlib takes the rest for damage.
 *
 * @returns undefined unless the first member is whole, by its own checksum and length
 * @throws RangeError ERR_BUFFER_TOO_LARGE over `maxOutputLength`
 */
export function firstGzipMember(body: Buffer, maxOutputLength: number): Buffer | undefined {
  const start = dataStart(body);
  if (start === undefined) return undefined;
  const inflated = inflate(body.subarray(start), maxOutputLength);
  if (!inflated) return undefined;
  const { data, length } = inflated;
  const trailer = body.subarray(start + length, start + length + TRAILER_BYTES);
  if (trailer.length < TRAILER_BYTES) return undefined;
  const isWhole =
    trailer.readUInt32LE(0) === zlib.crc32(data) && trailer.readUInt32LE(4) === data.length % 2 ** 32;
  return isWhole ? data : undefined;
}

/** Inflates until the stream ends; `length` is how many bytes of `body` it took. */
function inflate(body: Buffer, maxOutputLength: number): { data: Buffer; length: number } | undefined {
  try {
    const { buffer, engine } = zlib.inflateRawSync(body, { maxOutputLength, info: true }) as unknown as {
      buffer: Buffer;
      engine: { bytesWritten: number };
    };
    return { data: buffer, length: engine.bytesWritten };
  } catch (error) {
    if ((error as { code?: string }).code === "ERR_BUFFER_TOO_LARGE") throw error;
    return undefined;
  }
}

/** Where the deflate stream begins; undefined when the header is not whole. */
function dataStart(body: Buffer): number | undefined {
  const flags = body[3] ?? 0;
  let at = FIXED_BYTES;
  if (flags & HAS_EXTRA) at += 2 + (body.length > at + 1 ? body.readUInt16LE(at) : 0);
  for (const flag of [HAS_NAME, HAS_COMMENT]) {
    if (!(flags & flag)) continue;
    const end = body.indexOf(0, at);
    if (end < 0) return undefined;
    at = end + 1;
  }
  if (flags & HAS_CHECKSUM) at += 2;
  return at < body.length ? at : undefined;
}
