export type Encoding = "br" | "gzip" | "identity";

const USUAL = /^(?:gzip, deflate(?:, br)?(?:, zstd)?|gzip|\*\/\*)?$/;

/**
 * Which coding to answer with (RFC 9110 section 12.5.3), of those that there are: the one of the highest weight,
 * brotli before gzip before none when they are equal. No header, or one that refuses all: identity.
 */
export function negotiateEncoding(header: string | undefined, available: readonly Encoding[]): Encoding {
  if (!header) return "identity";
  if (USUAL.test(header)) return quick(header, available);
  const weights = parseWeights(header);
  let best: Encoding = "identity";
  let bestWeight = 0;
  for (const encoding of available) {
    const weight = weightOf(weights, encoding);
    if (weight > bestWeight) {
      best = encoding;
      bestWeight = weight;
    }
  }
  return best;
}

/** What nearly every client sends needs no parsing. */
function quick(header: string, available: readonly Encoding[]): Encoding {
  if (header.includes("br") && available.includes("br")) return "br";
  return header.includes("gzip") && available.includes("gzip") ? "gzip" : "identity";
}

function parseWeights(header: string): Map<string, number> {
  const weights = new Map<string, number>();
  for (const part of header.slice(0, 1_000).toLowerCase().split(",")) {
    const [name = "", ...parameters] = part.split(";").map((text) => text.trim());
    const q = parameters.find((parameter) => parameter.startsWith("q="));
    const weight = q === undefined ? 1 : Number(q.slice(2));
    if (name !== "") weights.set(name === "x-gzip" ? "gzip" : name, weight >= 0 && weight <= 1 ? weight : 0);
  }
  return weights;
}

/** Identity stands last among equals, and is acceptable unless it is refused by name or by `*;q=0`. */
function weightOf(weights: ReadonlyMap<string, number>, encoding: Encoding): number {
  const weight = weights.get(encoding) ?? weights.get("*");
  if (encoding === "identity") return weight === undefined ? 0.0001 : weight * 0.9999;
  return weight ?? 0;
}
