import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

/** `tsc` copies modules alone: from `dist/src/ground` the package is one folder further up than from `src/ground`. */
const ROOT =
  ["../../", "../../../"]
    .map((up) => new URL(up, import.meta.url))
    .find((root) => existsSync(new URL("package.json", root))) ?? new URL("../../", import.meta.url);

/**
 * A file or folder of the package that is no module, as an absolute path, whether the sources run or what was built.
 *
 * @param name from the package's root: `src/serve/assets`
 * @throws Error when the package is incomplete
 */
export function packagePath(name: string): string {
  const found = fileURLToPath(new URL(name, ROOT));
  if (!existsSync(found)) throw new Error(`a file of the package is missing: ${name}`);
  return found;
}

/** Its text. */
export function readPackageText(name: string): string {
  return readFileSync(packagePath(name), "utf8");
}

/** What a JSON file of the package says; that it has the shape is its maker's promise. */
export function readPackageJson<T>(name: string): T {
  return JSON.parse(readPackageText(name)) as T;
}

/** The module of that name beside another, `.ts` in the sources and `.js` where it was built: for threads and processes. */
export function moduleBeside(self: string, name: string): URL {
  return new URL(`./${name}${self.endsWith(".ts") ? ".ts" : ".js"}`, self);
}

/** Address of a file of the package `tsx`, which runs the sources as they are. */
export function tsxModule(file = ""): string {
  const home = pathToFileURL(createRequire(import.meta.url).resolve("tsx/package.json"));
  return new URL(file, home).href;
}

/** Of this package. */
export const VERSION = readPackageJson<{ readonly version: string }>("package.json").version;
