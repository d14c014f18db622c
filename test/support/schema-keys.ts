import { readFileSync } from "node:fs";

interface Node {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node | false;
  readonly anyOf?: readonly Node[];
  readonly oneOf?: readonly Node[];
}

/** Rules are values: what is in them is no key of its own. */
const VALUES = /(?:^|\.)(?:keep|drop)$/;

/** Every key that the YAML may have, as `serve.port`, `sources[].url`: from the schema that editors are given. */
export function schemaKeys(): readonly string[] {
  return [...new Set(keysOf(JSON.parse(readFileSync("config/lede.schema.json", "utf8")) as Node, ""))];
}

function keysOf(node: Node, at: string): string[] {
  if (VALUES.test(at)) return [at];
  const choices = (node.anyOf ?? node.oneOf ?? []).filter(isNested);
  // A value that may be short or written out: the short form is a key too.
  if (choices.length > 0)
    return [...(at.endsWith("[]") ? [] : [at]), ...choices.flatMap((one) => keysOf(one, at))];
  const members = Object.entries(node.properties ?? {});
  if (members.length > 0) return members.flatMap(([key, one]) => keysOf(one, at ? `${at}.${key}` : key));
  return node.items && isNested(node.items) ? keysOf(node.items, `${at}[]`) : [at];
}

function isNested(node: Node): boolean {
  return node.properties !== undefined || (node.anyOf ?? node.oneOf ?? []).some(isNested);
}
