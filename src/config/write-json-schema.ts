import { writeFileSync } from "node:fs";
import { configJsonSchema } from "./json-schema.ts";

// `npm run schema`: brings config/lede.schema.json up to date. A test says when that is due. A key a line: indented, as
// editors do not need it, it is twice as large, in every package.
const file = new URL("../../config/lede.schema.json", import.meta.url);
writeFileSync(file, `${keysByLine(configJsonSchema(), ["properties"])}\n`);

/** JSON with a line for every key of an object, and of those under `opened`. */
function keysByLine(value: object, opened: readonly string[]): string {
  const lines = Object.entries(value).map(([key, one]) => {
    const json = opened.includes(key) ? keysByLine(one, []) : JSON.stringify(one);
    return `${JSON.stringify(key)}: ${json}`;
  });
  return `{\n${lines.join(",\n")}\n}`;
}
