import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

/** From `src/ground` and from `dist/chunks`, where the build puts what is shared; modules made for a bench lie deeper. */
const ROOT =
  ["../../", "../../../../"]
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

/**
 * The module with which a thread or a process of its own begins: the source while the sources run, else what was built
 * of it (an entry of `src/cli/build.mjs`).
 *
 * @param name from the package's root, without its ending: `src/extract/extract-thread`
 */
export function startingModule(name: string): URL {
  return import.meta.url.endsWith(".ts") ? new URL(`${name}.ts`, ROOT) : new URL(`dist/${name}.js`, ROOT);
}

/** Address of a file of the package `tsx`, which runs the sources as they are. */
export function tsxModule(file = ""): string {
  const home = pathToFileURL(createRequire(import.meta.url).resolve("tsx/package.json"));
  return new URL(file, home).href;
}

/** Of this package. */
export const VERSION = readPackageJson<{ readonly version: string }>("package.json").version;
