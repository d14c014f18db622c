import type { YamlPath } from "./read-yaml.ts";

/** A source as it stands in the file, whatever else may be wrong with it. */
export interface WrittenSource {
  readonly path: YamlPath;
  readonly id: string | undefined;
  readonly url: string | undefined;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** The entries of `sources`, bare addresses included. */
export function writtenSources(data: Readonly<Record<string, unknown>>): WrittenSource[] {
  return listOf(data["sources"]).map((written, index) => {
    const fields = isMapping(written) ? written : { url: written };
    const path = ["sources", index];
    return { path, id: textOf(fields["id"]), url: textOf(fields["url"])?.trim(), fields };
  });
}

export function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value as a list; nothing, when it is none. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
