import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const CODES = "src/model/failure.ts";

/** A code as the type of all codes has it. */
export interface DocumentedCode {
  /** `FETCH_HTTP_` for those that are followed by a status. */
  readonly code: string;
  readonly cause: string;
  readonly remedy: string;
}

/** Every member of `FailureCode` with what stands above it: a sentence of cause on the first lines, then what to do. */
export function documentedCodes(): readonly DocumentedCode[] {
  const text = readFileSync(CODES, "utf8");
  const members = text.matchAll(/\/\*\*\n((?: {3}\* .*\n)+) {3}\*\/\n {2}\| ["`]([A-Z_]+)/g);
  return [...members].map(([, comment = "", code = ""]) => {
    const words = comment
      .replaceAll(/^ {3}\* /gm, "")
      .trim()
      .replaceAll("\n", " ");
    const [cause = "", ...rest] = words.split(/(?<=\.) (?=[A-Z0-9`])/);
    return { code, cause, remedy: rest.join(" ") };
  });
}

/** A line that compares with a code, and gives none. */
const COMPARES = /[!=]== "|new Set\(|case "|^const [A-Z_]+ = "/;

/** Codes that sources give, and in which rooms of the house. */
export function givenCodes(): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const file of readdirSync("src", { recursive: true, encoding: "utf8" }).sort()) {
    const [room = ""] = file.split(path.sep);
    if (!file.endsWith(".ts") || room === "model" || room === "demo") continue;
    for (const code of codesIn(path.join("src", file)))
      found.set(code, (found.get(code) ?? new Set()).add(room));
  }
  return found;
}

function codesIn(file: string): readonly string[] {
  const lines = readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => !COMPARES.test(line));
  const codes = lines.flatMap((line) => [
    ...line.matchAll(/["`]((?:FETCH|PARSE|EXTRACT|CONFIG|REDIS)_[A-Z_]+)/g),
  ]);
  return codes.map(([, code = ""]) => code).filter((code) => code !== "REDIS_URL");
}

/** `docs/failures.md`. */
export function failuresPage(): string {
  const given = givenCodes();
  const rows = documentedCodes().map(({ code, cause, remedy }) => {
    const name = code.endsWith("_") ? `${code}NNN` : code;
    const rooms = [...(given.get(code) ?? [])].map((room) => `\`${room}\``).join(", ");
    return `| \`${name}\` | ${cause} | ${remedy} | ${rooms} |`;
  });
  return [
    "# Failures",
    "",
    "Every code that Lede gives, in `--json`, in logs, on `/status` and in `/metrics`. Codes are stable; the sentence beside one",
    "names the case at hand, and what to do about it. This page is made from the code: `npm run failures`.",
    "",
    "| code | cause | what to do | given in `src/` |",
    "|---|---|---|---|",
    ...rows,
    "",
  ].join("\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync("docs/failures.md", failuresPage());
