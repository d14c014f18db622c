import type { z } from "zod";
import type { YamlPath } from "./read-yaml.ts";

type Schema = z.core.$ZodType;

/** The keys that a schema knows for the mapping at a path. */
export function keysAt(schema: Schema, path: YamlPath): readonly string[] {
  let found = objectsIn(schema);
  for (const step of path) {
    found = found.flatMap((at) => objectsIn(at.shape[String(step)] ?? at.shape["*"]));
  }
  return found.flatMap((object) => Object.keys(object.shape).filter((key) => key !== "*"));
}

/** What a list holds is reached by any index, written `*`. */
interface Shape {
  readonly shape: Readonly<Record<string, Schema>>;
}

function objectsIn(schema: Schema | undefined): Shape[] {
  const def = (schema as z.core.$ZodTypes | undefined)?._zod.def;
  if (!def) return [];
  if (def.type === "object") return [def as Shape];
  if (def.type === "optional") return objectsIn(def.innerType);
  if (def.type === "union") return def.options.flatMap((option) => objectsIn(option));
  if (def.type === "array") return [{ shape: { "*": def.element } }];
  return [];
}
