import { Buffer } from "node:buffer";
import { normalizeEncoding } from "@exodus/bytes/encoding.js";

/** Where a document's own declaration of its charset may stand. */
export type TextKind = "xml" | "html" | "json";

/** How far a declaration is looked for: browsers read 1,024 bytes; generators put comments before it. */
const SEARCHED_BYTES = 4096;

/** Charsets that someone names, by WHATWG name: of what the transport says, and of what the document says. */
export interface Labels {
  readonly transport: string | undefined;
  readonly document: string | undefined;
  /** Primary subtag of the language that the document says to be in. */
  readonly language: string | undefined;
}

/** What is said of a document's charset; labels that name none that it can be in are left out. */
export function labelsOf(bytes: Uint8Array, contentType: string | undefined, kind: TextKind): Labels {
  const head = Buffer.from(bytes.subarray(0, SEARCHED_BYTES)).toString("latin1");
  // RFC 9110 section 8.3.1, quoted or not
  const transport = /;\s*charset\s*=\s*["']?([^\s"';,]+)/i.exec(contentType ?? "")?.[1];
  return {
    transport: usableCharset(transport),
    document: usableCharset(kind === "json" ? undefined : declaredIn(head, kind)),
    language: /<language>\s*([a-z]{2})\b|\b(?:xml:)?lang\s*=\s*["']([a-z]{2})\b/i
      .exec(head)
      ?.slice(1)
      .find((found) => found !== undefined)
      ?.toLowerCase(),
  };
}

/** What the XML declaration, or an HTML `meta` element, says. */
function declaredIn(head: string, kind: TextKind): string | undefined {
  const xml = /<\?xml\s[^>]*?\bencoding\s*=\s*["']?\s*([\w.:-]+)/i.exec(head)?.[1];
  if (xml !== undefined || kind === "xml") return xml;
  return /<meta\s[^>]*?charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(head)?.[1];
}

/** A charset that bytes which are neither UTF-16 nor ISO-2022 may be in: those would have been recognised. */
function usableCharset(label: string | undefined): string | undefined {
  const name = label === undefined ? undefined : charsetNamed(label);
  if (name === undefined || name === "replacement" || name === "x-user-defined") return undefined;
  return name.startsWith("utf-16") || name === "iso-2022-jp" ? undefined : name;
}

/** Code pages by the numbers that Windows and Java call them. */
const PAGES: Readonly<Record<string, string>> = {
  "932": "shift_jis",
  "936": "gbk",
  "949": "euc-kr",
  "950": "big5",
  "874": "windows-874",
  "65001": "utf-8",
};

/** Beside the labels of the Encoding Standard what else is written: `win-1251`, `cp936`, `utf8mb4`, `latin-1`. */
function charsetNamed(label: string): string | undefined {
  const lower = label.toLowerCase().replaceAll("_", "-");
  const page = /^(?:x-)?(?:cp|ms|win|windows|ibm|codepage)-?(\d{3,5})$/.exec(lower)?.[1] ?? "";
  const spellings = [
    label,
    lower,
    lower.replaceAll("-", ""),
    lower.replace(/^utf-?8.+/, "utf-8"),
    PAGES[page] ?? `windows-${page}`,
  ];
  for (const spelling of spellings) {
    const name = normalizeEncoding(spelling);
    if (name !== null) return name;
  }
  return undefined;
}

/** The charsets that were usual for a language before UTF-8, the likelier first. */
const BEFORE_UTF_8: readonly (readonly [string, readonly string[]])[] = [
  ["ru uk be bg mk sr", ["windows-1251"]],
  ["pl cs sk hu hr sl ro sq bs", ["windows-1250"]],
  ["el", ["windows-1253"]],
  ["tr az", ["windows-1254"]],
  ["he", ["windows-1255"]],
  ["ar fa ur", ["windows-1256"]],
  ["lt lv et", ["windows-1257"]],
  ["vi", ["windows-1258"]],
  ["th", ["windows-874"]],
  ["ja", ["euc-jp", "shift_jis"]],
  ["ko", ["euc-kr"]],
  ["zh", ["gb18030", "big5"]],
];

/** What a document in this language may be in when nobody says it. */
export function usualCharsets(language: string | undefined): readonly string[] {
  if (language === undefined) return [];
  return BEFORE_UTF_8.find(([languages]) => languages.split(" ").includes(language))?.[1] ?? [];
}
