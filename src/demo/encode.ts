import { createMultibyteEncoder } from "@exodus/bytes/multi-byte.js";
import { windows1252fromString } from "@exodus/bytes/single-byte.js";
import type { DemoOutlet } from "./model.ts";

/** The text in the bytes of that charset. Throws for a character that the charset does not have. */
export function encode(text: string, charset: DemoOutlet["charset"]): Buffer {
  if (charset === "windows-1252") return Buffer.from(windows1252fromString(text));
  if (charset === "shift_jis") return Buffer.from(createMultibyteEncoder("shift_jis")(text));
  return Buffer.from(text, "utf8");
}
