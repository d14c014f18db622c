import path from "node:path";
import { packagePath } from "../ground/package-file.ts";
import { COMMON, type Command } from "./command.ts";

const WIDTH = 100;

/** The list of commands: what `lede` alone says, and `lede --help`. */
export function overview(commands: readonly Command[]): string {
  return [
    "Lede: a self-hosted news wire. Many feeds in, one feed out, every story once.",
    "",
    "Usage: lede COMMAND",
    "",
    ...columns(commands.map(({ usage, description }) => [usage, description])),
    "",
    ...columns(COMMON),
    "",
    "Begin with: lede demo (an invented world, nothing to set up), or lede init, then lede run.",
    "lede COMMAND --help says what a command does and how it ends.",
  ].join("\n");
}

/** What one command does, how it ends, an example, and where more is said. */
export function helpOf({ usage, description, options, choices, help }: Command): string {
  const kinds = choices ? [`  ${choices.join(", ")}`, ""] : [];
  return [
    `lede ${usage}: ${description}`,
    "",
    ...wrapped(help.about, WIDTH),
    "",
    ...kinds,
    ...columns([...options, ...COMMON]),
    "",
    "Exit status:",
    `  0  ${help.statuses[0]}`,
    `  1  ${help.statuses[1]}`,
    "  2  wrong usage, or a mistake in the YAML",
    "",
    `Example: ${help.example}`,
    `More: ${whereIs(help.more)}`,
  ].join("\n");
}

/** In a checkout from where one stands, else whole. An image carries no docs. */
function whereIs(file: string): string {
  try {
    const found = packagePath(file);
    const near = path.relative(process.cwd(), found);
    return near.startsWith("..") ? found : near;
  } catch {
    return `${file}, in the package and beside the sources`;
  }
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const widest = Math.max(...rows.map(([left]) => left.length));
  return rows.flatMap(([left, right]) => {
    const [first = "", ...rest] = wrapped(right, WIDTH - widest - 4);
    return [`  ${left.padEnd(widest)}  ${first}`, ...rest.map((line) => `${" ".repeat(widest + 4)}${line}`)];
  });
}

function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
