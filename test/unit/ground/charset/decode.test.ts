import { createMultibyteEncoder } from "@exodus/bytes/multi-byte.js";
import { createSinglebyteEncoder } from "@exodus/bytes/single-byte.js";
import { describe, expect, test } from "vitest";
import { decodeText } from "../../../../src/ground/charset/decode.ts";

const xml = (label: string, body: string) => `<?xml version="1.0" encoding="${label}"?><t>${body}</t>`;
const utf16 = (text: string, big: boolean) => {
  const bytes = Buffer.from(text, "utf16le");
  return big ? bytes.swap16() : bytes;
};
const single = (charset: string, text: string) => createSinglebyteEncoder(charset)(text);
const multi = (charset: string, text: string) => createMultibyteEncoder(charset)(text);

describe("decodeText finds the charset", () => {
  test.each([
    {
      name: "of plain ASCII",
      bytes: Buffer.from(xml("koi8-r", "abc")),
      charset: "utf-8",
      text: xml("koi8-r", "abc"),
    },
    {
      name: "UTF-8 although Latin-1 is declared",
      bytes: Buffer.from(xml("iso-8859-1", "čaj")),
      charset: "utf-8",
      text: "čaj",
    },
    {
      name: "UTF-8 after two marks",
      bytes: Buffer.from("\ufeff\ufeff<t>é</t>"),
      charset: "utf-8",
      text: "<t>é</t>",
    },
    {
      name: "UTF-16 by its mark",
      bytes: Buffer.concat([Buffer.from([0xfe, 0xff]), utf16("<t>Ж</t>", true)]),
      charset: "utf-16be",
      text: "<t>Ж</t>",
    },
    {
      name: "UTF-16 without a mark",
      bytes: utf16("<t>abc</t>", false),
      charset: "utf-16le",
      text: "<t>abc</t>",
    },
    {
      name: "from the XML declaration",
      bytes: single("windows-1251", xml("windows-1251", "Жизнь")),
      charset: "windows-1251",
      text: "Жизнь",
    },
    {
      name: "Big5 from the declaration",
      bytes: multi("big5", xml("big5", "臺灣")),
      charset: "big5",
      text: "臺灣",
    },
    {
      name: "ISO-2022-JP by its escapes",
      bytes: multi("iso-2022-jp", xml("iso-2022-jp", "東京")),
      charset: "iso-2022-jp",
      text: "東京",
    },
    {
      name: "windows-1252 when nothing is said",
      bytes: single("windows-1252", "<t>“naïve”</t>"),
      charset: "windows-1252",
      text: "<t>“naïve”</t>",
    },
    {
      name: "windows-1252 when the label is unknown",
      bytes: single("windows-1252", xml("x-klingon", "Ärger")),
      charset: "windows-1252",
      text: "Ärger",
    },
    {
      name: "windows-1252 under the label ISO-8859-1",
      bytes: single("windows-1252", xml("ISO-8859-1", "a – b")),
      charset: "windows-1252",
      text: "a – b",
    },
  ])("$name", ({ bytes, charset, text }) => {
    const decoded = decodeText(bytes, { kind: "xml" });
    expect(decoded.charset).toBe(charset);
    expect(decoded.text).toContain(text);
    expect(decoded.replaced).toBe(false);
  });

  test("the transport's label goes before the document's own", () => {
    const bytes = single("windows-1251", xml("koi8-r", "Мир"));
    expect(
      decodeText(bytes, { contentType: 'text/xml; charset="windows-1251"', kind: "xml" }).text,
    ).toContain("Мир");
  });

  test("a false label of UTF-8 gives way to the document's own", () => {
    const bytes = single("windows-1252", xml("windows-1252", "Café"));
    expect(decodeText(bytes, { contentType: "text/xml; charset=utf-8", kind: "xml" }).text).toContain("Café");
  });

  test("an HTML page says it in a meta element", () => {
    const bytes = single(
      "iso-8859-2",
      '<html><meta http-equiv="x" content="text/html; charset=iso-8859-2">Žluť',
    );
    expect(decodeText(bytes, { kind: "html" })).toMatchObject({ charset: "iso-8859-2", replaced: false });
    expect(decodeText(bytes, { kind: "html" }).text).toContain("Žluť");
  });
});

describe("decodeText keeps what it can", () => {
  test("of UTF-8 with a stray byte of windows-1252", () => {
    const bytes = Buffer.concat([
      Buffer.from("<t>ёёёёёёёёёёёё "),
      Buffer.from([0x93]),
      Buffer.from(" ё</t>"),
    ]);
    expect(decodeText(bytes, { kind: "xml" })).toEqual({
      text: "<t>ёёёёёёёёёёёё “ ё</t>",
      charset: "utf-8",
      replaced: true,
    });
  });

  test("of UTF-8 that ends within a character, whatever is declared", () => {
    const bytes = Buffer.from(xml("iso-8859-1", "日本")).subarray(0, -6);
    expect(decodeText(bytes, { kind: "xml" }).text).toBe(`${xml("iso-8859-1", "日").slice(0, -4)}`);
  });

  test("of a declared charset that does not have all the bytes", () => {
    const bytes = Buffer.concat([multi("euc-jp", xml("euc-jp", "東京")), Buffer.from([0xff, 0xff])]);
    expect(decodeText(bytes, { kind: "xml" })).toMatchObject({ charset: "euc-jp", replaced: true });
  });

  test("of nothing", () => {
    expect(decodeText(new Uint8Array(), { kind: "html" })).toEqual({
      text: "",
      charset: "utf-8",
      replaced: false,
    });
  });
});
