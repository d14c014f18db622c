import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The build copies no files but modules: what lies beside a source is looked for there from `dist` as well. */
const PLACES = ["./", "../../../src/serve/"];

/**
 * The folder or file of that name beside the serving sources, as an absolute path.
 *
 * @throws Error when the package is incomplete
 */
export function assetPath(name: string): string {
  for (const place of PLACES) {
    const found = fileURLToPath(new URL(`${place}${name}`, import.meta.url));
    if (existsSync(found)) return found;
  }
  throw new Error(`a file of the package is missing: src/serve/${name}`);
}

/** Its text. */
export function readAsset(name: string): string {
  return readFileSync(assetPath(name), "utf8");
}
