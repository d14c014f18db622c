import { Buffer } from "node:buffer";

/** Where a document's own declaration of its charset may stand. */
export type TextKind = "xml" | "html" | "json";

/** How far a declaration is looked for: browsers read 1,024 bytes; generators put comments before it. */
const SEARCHED_BYTES = 4096;

/** The charset parameter of a Content-Type field (RFC 9110 section 8.3.1), quoted or not. */
export function labelOfContentType(contentType: string | undefined): string | undefined {
  return /;\s*charset\s*=\s*["']?([^\s"';,]+)/i.exec(contentType ?? "")?.[1];
}

/** What the XML declaration, or an HTML `meta` element, says; undefined for JSON, which has no such thing. */
export function declaredInDocument(bytes: Uint8Array, kind: TextKind): string | undefined {
  if (kind === "json") return undefined;
  const head = Buffer.from(bytes.subarray(0, SEARCHED_BYTES)).toString("latin1");
  const xml = /<\?xml\s[^>]*?\bencoding\s*=\s*["']?([\w.:-]+)/i.exec(head)?.[1];
  if (xml !== undefined || kind === "xml") return xml;
  return /<meta\s[^>]*?charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(head)?.[1];
}
