import { readFileSync } from "node:fs";

/** From package.json, one folder up from the sources, two from `dist/src`. */
export const VERSION: string = readVersion();

function readVersion(): string {
  for (const place of ["../package.json", "../../package.json"]) {
    try {
      const found = JSON.parse(readFileSync(new URL(place, import.meta.url), "utf8")) as {
        name: string;
        version: string;
      };
      if (found.name === "lede") return found.version;
    } catch {
      // not there: the next place
    }
  }
  return "0.0.0";
}
