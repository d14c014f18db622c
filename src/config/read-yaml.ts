import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  Scalar,
  visit,
  type YAMLMap,
} from "yaml";
import type { Mistake } from "./config-error.ts";

export type YamlPath = readonly PropertyKey[];
export type Environment = Readonly<Record<string, string | undefined>>;

/** A YAML text as plain data, with the way back from the data to the text. */
export interface YamlReading {
  readonly data: unknown;
  readonly mistakes: readonly Mistake[];
  /** Offset from which the parser only guessed at the structure; Infinity when it understood all of it. */
  readonly brokenFrom: number;
  /** Offsets of values that are not there (a variable that is not set, a dead alias): reported, not to be judged. */
  readonly absent: ReadonlySet<number>;
  /** What stood for `${NAME}`. */
  readonly filledIn: ReadonlySet<string>;
  /** Offset of the value at a path, or of the nearest one above it. */
  readonly offsetOf: (path: YamlPath) => number;
  /** Offset of a key in the mapping at a path. */
  readonly offsetOfKey: (path: YamlPath, key: string) => number;
  readonly at: (offset: number, message: string) => Mistake;
}

/** Errors after which the rest of the document still means what it says. */
const HARMLESS = new Set(["DUPLICATE_KEY", "BAD_ALIAS", "BAD_DQ_ESCAPE", "TAG_RESOLVE_FAILED"]);

const OPEN = "\uE0F1";
const CLOSE = "\uE0F2";
const VARIABLE = /\$\{([A-Za-z_]\w*(?::-[^{}\n]*)?)\}/g;
const MASKED = new RegExp(`(\\$?)\\$${OPEN}([A-Za-z_]\\w*)(?::-([^${CLOSE}]*))?${CLOSE}`, "g");

/**
 * Hides the braces of `${NAME}` from the YAML parser, which takes them for a mapping in `{ token: ${NAME} }`.
 * Offsets stay as they are.
 */
export function maskVariables(text: string): string {
  return text.replace(VARIABLE, `$$${OPEN}$1${CLOSE}`);
}

/**
 * Reads YAML and fills in `${NAME}` from the environment, or what stands after `:-` in `${NAME:-otherwise}`;
 * `$${NAME}` stands for the text `${NAME}`.
 */
export function readYaml(text: string, env: Environment): YamlReading {
  const lines = new LineCounter();
  const document = parseDocument(maskVariables(text), {
    lineCounter: lines,
    prettyErrors: false,
    merge: true,
    logLevel: "error", // its warnings quote the file, secrets and all, past the log
  });
  const at = (offset: number, message: string): Mistake => {
    const { line, col } = lines.linePos(Math.min(offset, text.length));
    return { line: Math.max(line, 1), col: Math.max(col, 1), message };
  };
  const absent = new Set<number>();
  const { mistakes, unquoted } = syntaxMistakes(text, document, at);
  for (const { line, col } of unquoted) absent.add((lines.lineStarts[line - 1] ?? 0) + col - 1);
  const report = (offset: number, message: string) => {
    absent.add(offset);
    mistakes.push(at(offset, message));
  };
  dropDeadAliases(document, (offset, message) => absent.has(offset) || report(offset, message));
  const filledIn = fillIn(document, env, report);
  const data = toData(document);
  if (!data) mistakes.push(at(0, "its aliases stand for more than can be read"));
  const broken = document.errors.filter((error) => !HARMLESS.has(error.code)).map((error) => error.pos[0]);
  return {
    data: data?.value,
    mistakes,
    brokenFrom: data ? Math.min(...broken, Number.POSITIVE_INFINITY) : 0,
    absent,
    filledIn,
    offsetOf: (path) => start(nodeAt(document, path)),
    offsetOfKey: (path, key) => keyOffset(document, path, key),
    at,
  };
}

/** Values that are words for people, in which the signs of YAML are meant as text. */
const WORDS = /^([ \t]*(?:- +)*)(title|name|description|outlet)( *: +)(\S.*?)[ \t]*$/;

/** What the parser objects to. Of a line of words that it took for more than words it is said once what to do. */
function syntaxMistakes(text: string, document: Document, at: YamlReading["at"]) {
  const found = document.errors.map((error) => at(error.pos[0], syntaxMessage(error)));
  const lines = text.split("\n");
  const unquoted = found.flatMap(({ line, col }) => {
    const [, before = "", key = "", colon = "", words = ""] = WORDS.exec(lines[line - 1] ?? "") ?? [];
    const begin = before.length + key.length + colon.length + 1;
    const quoted = JSON.stringify(words.replace(/^(["'])(.*)\1$/, "$2"));
    if (!words || col < begin || quoted === words) return [];
    lines[line - 1] = before + key + colon + quoted;
    const message = `YAML reads more than text here: put the text in quotes, as in ${key}: ${quoted}`;
    return [{ line, col: begin, message }];
  });
  if (unquoted.length === 0) return { mistakes: found, unquoted };
  const { errors } = parseDocument(maskVariables(lines.join("\n")), {
    prettyErrors: false,
    logLevel: "error",
  });
  const quoted = new Set(unquoted.map(({ line }) => line));
  // What followed from such a line is gone with it.
  const others = errors.length === 0 ? [] : found.filter(({ line }) => !quoted.has(line));
  return { mistakes: [...unquoted, ...others], unquoted };
}

function syntaxMessage(error: { readonly code: string; readonly message: string }): string {
  if (error.code === "DUPLICATE_KEY") return "this key is given twice";
  if (error.code === "MULTIPLE_DOCS") return "one document is read: nothing may stand under a second ---";
  if (error.code === "TAB_AS_INDENT") return "tabs cannot indent YAML: use spaces";
  if (error.code === "BLOCK_AS_IMPLICIT_KEY" && error.message.startsWith("Nested"))
    return "a colon and a space begin another value here: put the text in quotes";
  const text = error.message.replace(/\s+/g, " ").trim();
  return `not valid YAML: ${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}

/** undefined: the aliases are a bomb. */
function toData(document: Document): { readonly value: unknown } | undefined {
  try {
    return { value: document.toJS({ maxAliasCount: 1000 }) };
  } catch {
    return undefined;
  }
}

/** An alias without an anchor, or within its own, would make the whole document unreadable: nothing takes its place. */
function dropDeadAliases(document: Document, report: (offset: number, message: string) => void): void {
  visit(document, {
    Alias(_key, node, above) {
      const target = node.resolve(document);
      const endless = target !== undefined && above.includes(target);
      if (target && !endless) return undefined;
      report(
        start(node),
        endless
          ? `what "${node.source}" stands for contains itself`
          : `there is no anchor "${node.source}" above`,
      );
      const nothing = new Scalar(null);
      nothing.range = node.range ?? null;
      return nothing;
    },
  });
}

function fillIn(
  document: Document,
  env: Environment,
  report: (offset: number, message: string) => void,
): ReadonlySet<string> {
  const filledIn = new Set<string>();
  visit(document, {
    Scalar(_key, node) {
      if (typeof node.value !== "string" || !node.value.includes(OPEN)) return;
      node.value = node.value.replace(
        MASKED,
        (all: string, escaped: string, name: string, otherwise?: string) => {
          if (escaped) return all.slice(1).replace(OPEN, "{").replace(CLOSE, "}");
          const value = env[name] ?? otherwise;
          if (value === undefined) report(start(node), `the environment variable ${name} is not set`);
          if (value) filledIn.add(value);
          return value ?? "";
        },
      );
    },
  });
  return filledIn;
}

function nodeAt(document: Document, path: YamlPath): Node | null {
  let node = document.contents as Node | null;
  for (const key of path) {
    const next = child(resolved(document, node), key);
    if (!next?.range) break;
    node = next;
  }
  return node;
}

function child(node: Node | null | undefined, key: PropertyKey): Node | null | undefined {
  if (isMap(node)) return pairOf(node, String(key))?.value as Node | null | undefined;
  return isSeq(node) ? (node.items[Number(key)] as Node | undefined) : undefined;
}

function resolved(document: Document, node: Node | null): Node | null | undefined {
  return isAlias(node) ? node.resolve(document) : node;
}

function keyOffset(document: Document, path: YamlPath, key: string): number {
  const node = resolved(document, nodeAt(document, path));
  const pair = isMap(node) ? pairOf(node, key) : undefined;
  return start((pair?.key as Node | undefined) ?? node ?? null);
}

function pairOf(map: YAMLMap, key: string) {
  return map.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === key);
}

function start(node: Node | null): number {
  if (isCollection(node) || isScalar(node) || isAlias(node)) return node.range?.[0] ?? 0;
  return 0;
}
