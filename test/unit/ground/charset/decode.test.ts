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
      name: "UTF-8 whose rarer characters are written as two surrogates each",
      bytes: Buffer.from("<t>é \xed\xa0\xbd\xed\xb8\x89 end</t>".replace("é", "\xc3\xa9"), "latin1"),
      charset: "utf-8",
      text: "<t>é 😉 end</t>",
    },
    {
      name: "the same without any other sign of UTF-8",
      bytes: Buffer.from("<t>\xed\xa0\xbd\xed\xb8\x89</t>", "latin1"),
      charset: "utf-8",
      text: "<t>😉</t>",
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

  const russian = "Жизнь в порту: паром вернулся, причалы открыты, расписание прежнее.";
  const greek = "Το πλοίο επέστρεψε στο λιμάνι και οι αποβάθρες άνοιξαν ξανά.";
  test.each([
    { charset: "windows-1251", text: russian },
    { charset: "koi8-r", text: russian },
    { charset: "iso-8859-5", text: russian },
    { charset: "windows-1253", text: greek },
    { charset: "windows-1250", text: "Příliš žluťoučký kůň úpěl ďábelské ódy" },
    { charset: "iso-8859-2", text: "Zażółć gęślą jaźń" },
    { charset: "windows-1254", text: "İstanbul'da şiddetli yağış, ığdır" },
    { charset: "windows-1255", text: "הנמל נפתח מחדש אחרי הסערה" },
    { charset: "windows-1256", text: "عاد القارب إلى الميناء" },
    { charset: "windows-874", text: "เรือข้ามฟากกลับมาแล้ว" },
  ])("a server's default of ISO-8859-1 gives way to $charset in the document", ({ charset, text }) => {
    const bytes = single(charset, xml(charset, text));
    for (const label of ["iso-8859-1", "ISO-8859-1", "windows-1252", "us-ascii"])
      expect(decodeText(bytes, { contentType: `text/xml; charset=${label}`, kind: "xml" }).text).toContain(
        text,
      );
  });

  test.each([
    { charset: "shift_jis", text: "港のフェリーが再開した" },
    { charset: "euc-jp", text: "港のフェリーが再開した" },
    { charset: "euc-kr", text: "항구의 여객선이 다시 운항한다" },
    { charset: "gb18030", text: "渡轮恢复运营，码头重新开放" },
    { charset: "big5", text: "渡輪恢復營運，碼頭重新開放" },
  ])("and to $charset, also with a slip in it", ({ charset, text }) => {
    const slip = Buffer.concat([multi(charset, xml(charset, text.repeat(4))), Buffer.from([0xff, 0x3c])]);
    for (const label of ["iso-8859-1", "utf-8"])
      expect(decodeText(slip, { contentType: `text/xml; charset=${label}`, kind: "xml" }).text).toContain(
        text,
      );
  });

  test("but not to a declaration that the bytes disprove", () => {
    const text = "Le café du port est fermé à midi, un été après l'autre.";
    for (const declared of ["windows-1251", "shift_jis", "gb2312"]) {
      const bytes = single("windows-1252", xml(declared, text));
      expect(decodeText(bytes, { contentType: "text/xml; charset=iso-8859-1", kind: "xml" }).text).toContain(
        text,
      );
    }
  });

  test.each([
    { label: "win-1251", charset: "windows-1251", bytes: single("windows-1251", xml("win-1251", russian)) },
    { label: "CP1251", charset: "windows-1251", bytes: single("windows-1251", xml("CP1251", russian)) },
    { label: "cp936", charset: "gbk", bytes: multi("gbk", xml("cp936", "渡轮恢复运营")) },
    { label: "MS949", charset: "euc-kr", bytes: multi("euc-kr", xml("MS949", "항구의 여객선")) },
    { label: "latin_1", charset: "windows-1252", bytes: single("windows-1252", xml("latin_1", "été")) },
  ])("under the spelling $label", ({ bytes, charset }) => {
    expect(decodeText(bytes, { kind: "xml" }).charset).toBe(charset);
  });

  test.each([
    { language: "ru", charset: "windows-1251", bytes: single("windows-1251", russian) },
    { language: "el-GR", charset: "windows-1253", bytes: single("windows-1253", greek) },
    { language: "ja", charset: "shift_jis", bytes: multi("shift_jis", "港のフェリーが再開した") },
    { language: "ja", charset: "euc-jp", bytes: multi("euc-jp", "港のフェリーが再開した") },
    { language: "zh-CN", charset: "gb18030", bytes: multi("gb18030", "渡轮恢复运营，码头重新开放") },
    { language: "ko", charset: "euc-kr", bytes: multi("euc-kr", "항구의 여객선이 다시") },
  ])("$charset by the language $language where UTF-8 is a false label", ({ language, charset, bytes }) => {
    const head = Buffer.from(
      `<?xml version="1.0" encoding="utf-8"?><rss><language>${language}</language><t>`,
    );
    expect(decodeText(Buffer.concat([head, bytes]), { kind: "xml" }).charset).toBe(charset);
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

  const quotes = "“It’s the port’s day” ".repeat(5);
  test.each([
    { name: "a quote cut in two", stray: [0xe2, 0x80], label: "utf-8", shown: "\ufffd" },
    { name: "half a letter before a tag", stray: [0xc3], label: "utf-8", shown: "\ufffd" },
    { name: "a letter of windows-1252", stray: [0xe9], label: "utf-8", shown: "é" },
    { name: "three quotes of windows-1252", stray: [0x93, 0x41, 0x94, 0x97], label: "utf-8", shown: "“A”—" },
    { name: "a stray byte under ISO-8859-1", stray: [0xa0], label: "iso-8859-1", shown: "\u00a0" },
    {
      name: "a cut character under windows-1252",
      stray: [0xf0, 0x9f, 0x98],
      label: "windows-1252",
      shown: "\ufffd",
    },
    { name: "a stray byte without a label", stray: [0x96], label: undefined, shown: "–" },
  ])("of UTF-8 with $name", ({ stray, label, shown }) => {
    const declaration = label === undefined ? "" : `<?xml version="1.0" encoding="${label}"?>`;
    const bytes = Buffer.concat([
      Buffer.from(`${declaration}<t>${quotes}x`),
      Buffer.from(stray),
      Buffer.from("<b>“y”</b></t>"),
    ]);
    for (const contentType of ["text/xml", `text/xml; charset=${label ?? "utf-8"}`])
      expect(decodeText(bytes, { contentType, kind: "xml" })).toEqual({
        text: `${declaration}<t>${quotes}x${shown}<b>“y”</b></t>`,
        charset: "utf-8",
        replaced: true,
      });
  });

  test("of UTF-8 with a mark in front and some strays", () => {
    const bytes = Buffer.concat([Buffer.from("\ufeff<t>é à ü "), Buffer.from([0x93]), Buffer.from("</t>")]);
    expect(decodeText(bytes, { kind: "xml" })).toMatchObject({ charset: "utf-8", text: "<t>é à ü “</t>" });
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
