import { Buffer } from "node:buffer";

/** Code points below space that XML does not allow (1.0 section 2.2). */
const CONTROLS = Array.from({ length: 32 }, (_, code) => code).filter((code) => ![9, 10, 13].includes(code));
const PATTERN = new RegExp(`[${String.fromCharCode(...CONTROLS)}\ufffe\uffff]+`, "g");

/** There are control characters in a document of any charset but UTF-16. Much faster than a search in its text. */
export function holdsControls(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return CONTROLS.some((code) => buffer.includes(code));
}

/** Characters that no XML may hold stand for nothing: they are slips of a database, or an attack. */
export function withoutControls(text: string): string {
  return text.replace(PATTERN, "");
}

/** Text in which every surrogate has its other half. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, "\ufffd");
}
