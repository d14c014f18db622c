import path from "node:path";

/** Where an installation keeps what is its own: `LEDE_DATA`, else `./data`. */
export function dataFolder(...parts: string[]): string {
  return path.resolve(process.env["LEDE_DATA"] ?? "data", ...parts);
}
