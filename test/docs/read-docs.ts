import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** A fenced block of a document. */
export interface Block {
  readonly file: string;
  /** What stands behind the fence: `sh`, `yaml`, `ini`. */
  readonly language: string;
  readonly text: string;
}

/** What a person reads first: the documents that the package and the repository show. */
export const DOCUMENTS: readonly string[] = [
  "README.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  ...readdirSync("docs")
    .filter((name) => name.endsWith(".md"))
    .map((name) => path.join("docs", name)),
];

export function blocksOf(file: string): Block[] {
  const found = readFileSync(file, "utf8").matchAll(/^```(\w*)\n([\s\S]*?)^```/gm);
  return [...found].map(([, language = "", text = ""]) => ({ file, language, text }));
}

/** Command lines in the running text, and those of blocks without their comments. */
export function commandsOf(file: string): string[] {
  const text = readFileSync(file, "utf8");
  const prose = text.replace(/^```[\s\S]*?^```/gm, "");
  const inline = [...prose.matchAll(/`((?:npx |npm |lede )[^`]+)`/g)].map(([, command = ""]) => command);
  const blocks = blocksOf(file).filter(({ language }) => language === "sh" || language === "");
  return [...inline, ...blocks.flatMap(({ text: lines }) => linesOf(lines))];
}

export function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.replace(/\s+#.*$/, "").trim())
    .filter((line) => line !== "");
}
