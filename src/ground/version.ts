import { readPackageJson } from "./package-file.ts";

/** Of this package, as `package.json` has it. */
export const VERSION = readPackageJson<{ readonly version: string }>("package.json").version;
