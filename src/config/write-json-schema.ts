import { writeFileSync } from "node:fs";
import { configJsonSchema } from "./json-schema.ts";

// `npm run schema`: brings config/lede.schema.json up to date. A test says when that is due.
const file = new URL("../../config/lede.schema.json", import.meta.url);
writeFileSync(file, `${JSON.stringify(configJsonSchema(), null, 2)}\n`);
