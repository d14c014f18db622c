import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { configJsonSchema } from "../../../src/config/json-schema.ts";
import { loadConfig } from "../../../src/config/load.ts";

describe("the shipped files", () => {
  test("the schema for editors is up to date (npm run schema)", async () => {
    const shipped: unknown = JSON.parse(await readFile("config/lede.schema.json", "utf8"));
    expect(shipped).toEqual(JSON.parse(JSON.stringify(configJsonSchema())));
  });

  test("the shipped configuration has no mistake, and some twenty sources in several languages", async () => {
    const { sources, feeds } = await loadConfig("config/lede.yaml", {});
    expect(sources.length).toBeGreaterThanOrEqual(20);
    const tags = new Set(sources.flatMap((source) => source.tags));
    for (const tag of ["world", "business", "science", "technology", "german", "french", "spanish"])
      expect(tags).toContain(tag);
    for (const feed of feeds.slice(1)) expect(feed.tags.filter((tag) => !tags.has(tag))).toEqual([]);
  });

  test("no mapping of the schema takes unknown keys but the headers", () => {
    const open: string[] = [];
    walk(configJsonSchema(), "", open);
    expect(open.filter((path) => !path.includes("/headers"))).toEqual([]);
  });
});

function walk(node: unknown, path: string, open: string[]): void {
  if (typeof node !== "object" || node === null) return;
  const { type, additionalProperties } = node as { type?: unknown; additionalProperties?: unknown };
  if (type === "object" && additionalProperties !== false) open.push(path);
  for (const [key, value] of Object.entries(node)) walk(value, `${path}/${key}`, open);
}
