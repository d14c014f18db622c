import type { Complaint } from "./explain-issue.ts";
import { isMapping, textOf, type WrittenSource } from "./written-source.ts";

/** The name of a field (RFC 9110 section 5.1). */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** What a field may hold (RFC 9110 section 5.5): a line break would begin another field. */
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;
/** Fields that the connection itself owns. */
const OWNED = new Set([
  "host",
  "connection",
  "content-length",
  "transfer-encoding",
  "upgrade",
  "te",
  "trailer",
]);

const NOT_PERMITTED = "has characters that HTTP does not permit";

/** Mistakes in the `headers` of one source. */
export function headerFields({ path, fields }: WrittenSource): Complaint[] {
  const headers = fields["headers"];
  if (!isMapping(headers)) return [];
  const at = [...path, "headers"];
  return Object.entries(headers).flatMap(([key, value]) => {
    const found: Complaint[] = [];
    if (!TOKEN.test(key)) found.push({ path: at, key, message: `"${key}" is not the name of a header` });
    if (OWNED.has(key.toLowerCase()))
      found.push({ path: at, key, message: `${key} is set by the connection itself` });
    if (!VALUE.test(textOf(value) ?? "")) found.push({ path: [...at, key], message: NOT_PERMITTED });
    return found;
  });
}

/** Mistakes in `network.userAgent`. */
export function userAgentField(data: Readonly<Record<string, unknown>>): Complaint[] {
  const network = data["network"];
  const value = isMapping(network) ? textOf(network["userAgent"]) : undefined;
  return VALUE.test(value ?? "") ? [] : [{ path: ["network", "userAgent"], message: NOT_PERMITTED }];
}
