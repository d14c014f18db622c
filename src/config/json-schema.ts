import * as z from "zod";
import { configSchema } from "./schema.ts";

/** The JSON Schema of `lede.yaml`, for completion and checks in editors: what may be written, not what it becomes. */
export function configJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(configSchema, { io: "input", unrepresentable: "any" });
  return { $schema, title: "lede.yaml", ...schema };
}
