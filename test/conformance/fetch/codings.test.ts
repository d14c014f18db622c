import { brotliCompressSync, crc32, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { codeOf, rss, startPoller } from "./poller.ts";

const FEED = rss();
const COMMENTED = FEED.replace("?>", "?><!-- by hand -->").slice(FEED.indexOf("?>") + 2);
const JSON_FEED = `{ \n "version": "https://jsonfeed.org/version/1.1", "title": "t", "items": [{"id":"1","content_text":"a"}] }`;

async function pollCoded(coding: string | undefined, body: Buffer) {
  const headers = coding === undefined ? {} : { "Content-Encoding": coding };
  const poller = await startPoller([{ headers, body }]);
  return { poller, ...(await poller.poll()) };
}

/** gzip with every optional field of its header (RFC 1952 section 2.3). */
function gzipWithFields(text: string): Buffer {
  const plain = gzipSync(text);
  const header = Buffer.from(plain.subarray(0, 10));
  header[3] = 2 | 4 | 8 | 16;
  const fields = Buffer.concat([header, Buffer.from("\x03\0abcname.xml\0comment\0", "latin1")]);
  const sum = Buffer.alloc(2);
  sum.writeUInt16LE(crc32(fields) & 0xffff);
  return Buffer.concat([fields, sum, plain.subarray(10)]);
}

/** A raw deflate stream that begins like zlib's: its low four bits are 8. */
function rawLikeZlib(): Buffer {
  for (let items = 0; items < 200; items += 1) {
    const body = deflateRawSync(rss({ items, title: `${items}` }), { level: (items % 9) + 1 });
    if (((body[0] ?? 0) & 15) === 8) return body;
  }
  return deflateRawSync(FEED);
}

describe("decode: a feed is read that is", () => {
  test.each<[string, string | undefined, Buffer]>([
    ["zlib's deflate", "deflate", deflateSync(FEED)],
    ["zlib's deflate, stored", "deflate", deflateSync(FEED, { level: 0 })],
    ["raw deflate", "deflate", deflateRawSync(FEED)],
    ["raw deflate that begins like zlib's", "deflate", rawLikeZlib()],
    ["gzip with all its header fields", "gzip", gzipWithFields(FEED)],
    ["gzip and text after it", "gzip", Buffer.concat([gzipSync(FEED), Buffer.from("<!-- 0.2 s -->")])],
    [
      "gzip with all its header fields, and text after it",
      "gzip",
      Buffer.concat([gzipWithFields(FEED), Buffer.from("<!-- 0.2 s -->")]),
    ],
    ["gzip and zeros after it", "gzip", Buffer.concat([gzipSync(FEED), Buffer.alloc(512)])],
    ["gzip with a parameter", "gzip;q=1.0", gzipSync(FEED)],
    ["gzip beside identity", "identity, gzip", gzipSync(FEED)],
    ["gzip twice, labelled once", "gzip", gzipSync(gzipSync(FEED))],
    ["gzip twice, labelled twice", "gzip, gzip", gzipSync(gzipSync(FEED))],
    ["gzip once, labelled twice", "gzip, gzip", gzipSync(FEED)],
    ["gzip twice, without a label", undefined, gzipSync(gzipSync(FEED))],
    ["gzip in brotli, labelled as brotli", "br", brotliCompressSync(gzipSync(FEED))],
    ["gzip labelled as brotli", "br", gzipSync(FEED)],
    ["gzip labelled as deflate", "deflate", gzipSync(FEED)],
    ["gzip labelled as something else", "x-unknown", gzipSync(FEED)],
    ["zlib's deflate labelled as gzip", "gzip", deflateSync(FEED)],
    ["plain, labelled as gzip", "gzip", Buffer.from(FEED)],
    ["plain, labelled as gzip, a comment first", "gzip", Buffer.from(COMMENTED)],
    ["plain, labelled as gzip, a byte order mark first", "gzip", Buffer.from(`\ufeff${FEED}`)],
    ["plain, labelled as gzip, in UTF-16", "gzip", Buffer.from(`\ufeff${FEED}`, "utf16le")],
    ["plain, labelled as gzip, in JSON", "gzip", Buffer.from(JSON_FEED)],
    ["plain, labelled as brotli", "br", Buffer.from(FEED)],
    ["plain, labelled as deflate", "deflate", Buffer.from(FEED)],
    ["plain, labelled as zstd", "zstd", Buffer.from(FEED)],
    ["plain, labelled with its charset", "utf-8", Buffer.from(COMMENTED)],
    ["plain, labelled as binary", "binary", Buffer.from(FEED)],
    ["plain, labelled with nothing", "", Buffer.from(FEED)],
  ])("%s", async (_name, coding, body) => {
    const { poller } = await pollCoded(coding, body);
    expect(poller.accepted).toHaveLength(1);
  });
});

describe("decode: damage is a failure, not half a feed", () => {
  const long = rss({ items: 99 });
  const flipped = gzipSync(long);
  flipped[flipped.length - 6] = (flipped[flipped.length - 6] ?? 0) ^ 0xff;

  test.each<[string, string, Buffer]>([
    ["gzip without its end", "gzip", gzipSync(long).subarray(0, -8)],
    ["gzip with a wrong checksum", "gzip", flipped],
    [
      "gzip with a wrong checksum, and text after it",
      "gzip",
      Buffer.concat([flipped, Buffer.from("<!-- -->")]),
    ],
    ["gzip of nothing but its header", "gzip", gzipSync(long).subarray(0, 10)],
    ["brotli without its end", "br", brotliCompressSync(long).subarray(0, -8)],
    ["zlib's deflate without its end", "deflate", deflateSync(long).subarray(0, -8)],
    ["raw deflate without its end", "deflate", deflateRawSync(long).subarray(0, -8)],
    ["zstd", "zstd", Buffer.from("\x28\xb5\x2f\xfd", "latin1")],
  ])("%s", async (_name, coding, body) => {
    const { poller, outcome } = await pollCoded(coding, body);
    expect(codeOf(outcome)).toBe("FETCH_TRUNCATED");
    expect(poller.accepted).toEqual([]);
  });
});

describe("limits: a bomb is one under any label", () => {
  const zeros = Buffer.alloc(16_000_000);

  test.each<[string, string | undefined, Buffer]>([
    ["deflate", "deflate", deflateSync(zeros)],
    ["raw deflate", "deflate", deflateRawSync(zeros)],
    ["gzip without a label", undefined, gzipSync(zeros)],
    ["gzip twice, labelled once", "gzip", gzipSync(gzipSync(zeros))],
    ["gzip and text after it", "gzip", Buffer.concat([gzipSync(zeros), Buffer.from("<!-- -->")])],
  ])("%s", async (_name, coding, body) => {
    expect(codeOf((await pollCoded(coding, body)).outcome)).toBe("FETCH_TOO_LARGE");
  });
});

test("limits: packed media are refused too", async () => {
  const png = gzipSync(Buffer.from("\x89PNG\r\n\x1a\n", "latin1"));
  expect(codeOf((await pollCoded("gzip", png)).outcome)).toBe("PARSE_NOT_A_FEED");
});

test.each([
  ["video/mp4", "\0\0", "\0\x20ftypisom"],
  ["text/xml", "\x89", "PNG\r\n\x1a\n"],
])(
  "limits: media that begin byte by byte are refused as soon as they show: %s",
  async (type, first, rest) => {
    let sent = 0;
    const poller = await startPoller((_request, _n, socket) => {
      socket.setNoDelay(true);
      socket.write(`HTTP/1.1 200 OK\r\nContent-Type: ${type}\r\nContent-Length: 1000000\r\n\r\n`);
      const pieces = [first, rest].map((piece) => Buffer.from(piece, "latin1"));
      const timer = setInterval(() => {
        const piece = pieces.shift() ?? Buffer.alloc(16_384);
        sent += piece.length;
        socket.write(piece);
      }, 30);
      socket.on("close", () => clearInterval(timer));
      return undefined;
    });
    expect(codeOf((await poller.poll()).outcome)).toBe("PARSE_NOT_A_FEED");
    expect(sent).toBeLessThanOrEqual(65_536);
  },
);
