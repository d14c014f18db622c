import { readFile, realpath } from "node:fs/promises";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { isMap, isScalar, isSeq, type Node, parseDocument, type YAMLMap, type YAMLSeq } from "yaml";
import { makeFolder, writeWhole } from "../ground/files.ts";
import type { JsonRule, PageRule } from "../model/source.ts";
import { ConfigError } from "./config-error.ts";
import { parseConfig } from "./load.ts";
import { maskVariables } from "./read-yaml.ts";

/** A source to be written into the YAML. */
export interface NewSource {
  readonly url: string;
  readonly name?: string | undefined;
  readonly tags?: readonly string[];
  /** How its articles are found, where it is no feed. */
  readonly page?: PageRule | undefined;
  readonly json?: JsonRule | undefined;
}

/** A piece of text to be put in at an offset. */
interface Insertion {
  readonly at: number;
  readonly text: string;
}

/**
 * Appends sources to the YAML in `file`, which is made when it is not there. What stands in it stays byte for byte:
 * comments, order, quotes, line ends. The file is replaced as a whole, so that nobody reads half of it, and only by one
 * that `loadConfig` takes.
 *
 * @returns the sources that it does not take, which were left out
 * @throws ConfigError when the YAML cannot be read, the change would have changed anything else, or no source is taken
 */
export async function appendToFile(
  file: string,
  sources: readonly NewSource[],
): Promise<readonly NewSource[]> {
  const target = await realpath(file).catch(() => path.resolve(file));
  const text = await readFile(target, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  const { changed, refused } = await appendAccepted(target, text, sources);
  await makeFolder(path.dirname(target));
  await writeWhole(target, changed);
  return refused;
}

/** All at once; one by one when one of them is refused. */
async function appendAccepted(target: string, text: string, sources: readonly NewSource[]) {
  const append = async (before: string, some: readonly NewSource[]) => {
    const changed = appendSources(target, before, some);
    if (some.length > 0) await parseConfig(target, changed, process.env);
    return changed;
  };
  try {
    return { changed: await append(text, sources), refused: [] };
  } catch (error) {
    if (sources.length < 2) throw error;
    let changed = text;
    const refused: NewSource[] = [];
    for (const source of sources)
      await append(changed, [source]).then(
        (longer) => {
          changed = longer;
        },
        () => refused.push(source),
      );
    if (refused.length === sources.length) throw error;
    return { changed, refused };
  }
}

/** As `appendToFile`, of a text. */
export function appendSources(file: string, text: string, sources: readonly NewSource[]): string {
  if (sources.length === 0) return text;
  const before = parse(text);
  if (before.errors.length > 0) throw refusal(file, 'not valid YAML: "lede check" says where');
  const insertion = insertionFor(file, text, before.contents as Node | null, sources);
  const whole = text.slice(0, insertion.at) + insertion.text + text.slice(insertion.at);
  const changed = whole.endsWith("\n") ? whole : `${whole}\n`;
  const expected = withSources(before.toJS() as unknown, sources);
  const after = parse(changed);
  if (after.errors.length > 0 || !isDeepStrictEqual(after.toJS(), expected))
    throw refusal(file, "its layout is unusual: add the source by hand");
  return changed;
}

function parse(text: string) {
  return parseDocument(maskVariables(text), {
    prettyErrors: false,
    keepSourceTokens: true,
    merge: true,
    logLevel: "error",
  });
}

function refusal(file: string, message: string): ConfigError {
  return new ConfigError(file, [{ line: 1, col: 1, message }]);
}

function withSources(data: unknown, sources: readonly NewSource[]): unknown {
  const { sources: there, ...rest } = (data ?? {}) as { sources?: unknown[] | null };
  return { ...rest, sources: [...(there ?? []), ...sources.map(plain)] };
}

/** As it is read back: a bare address when there is nothing else to say. */
function plain({ url, name, tags, page, json }: NewSource): unknown {
  const more = {
    ...(page ? { page: mapped(page) } : {}),
    ...(json ? { json: mapped(json) } : {}),
    ...(name ? { name: escaped(name) } : {}),
    ...(tags?.length ? { tags: tags.map(escaped) } : {}),
  };
  return Object.keys(more).length > 0 ? { url: escaped(url), ...more } : escaped(url);
}

function mapped(rule: PageRule): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(rule).map(([name, text]) => [name, escaped(String(text))]));
}

/** `${` would be the value of a variable; the reader of the YAML masks it as here. */
function escaped(text: string): string {
  return maskVariables(text.replace(/\$(?=\{[A-Za-z_]\w*(?::-[^{}\n]*)?\})/g, "$$$$"));
}

function insertionFor(
  file: string,
  text: string,
  root: Node | null,
  sources: readonly NewSource[],
): Insertion {
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  if (root === null || (isScalar(root) && root.value === null)) return atEnd(text, sources, eol);
  if (!isMap(root) || root.flow) throw refusal(file, "its layout is unusual: add the source by hand");
  const pair = root.items.find(({ key }) => isScalar(key) && key.value === "sources");
  if (!pair) return atEnd(text, sources, eol);
  const list = pair.value as Node | null;
  if (isSeq(list)) return list.flow ? intoFlow(list, sources) : afterLast(text, list, sources, eol);
  if (list === null || (isScalar(list) && list.value === null))
    return belowKey(text, pair.key as Node, sources, eol);
  throw refusal(file, '"sources" is not a list');
}

function atEnd(text: string, sources: readonly NewSource[], eol: string): Insertion {
  const at = endOfDocument(text);
  const gap = at === 0 || text.slice(0, at).endsWith("\n") ? "" : eol;
  return { at, text: `${gap}sources:${eol}${items(sources, "  ", eol)}` };
}

/** Before a closing `...`, if there is one. */
function endOfDocument(text: string): number {
  return /^\.\.\.[ \t]*\r?\n?\s*$/m.exec(text)?.index ?? text.length;
}

function belowKey(text: string, key: Node, sources: readonly NewSource[], eol: string): Insertion {
  const { at, gap } = lineAfter(text, key.range?.[1] ?? 0, eol);
  return { at, text: gap + items(sources, "  ", eol) };
}

function afterLast(text: string, list: YAMLSeq, sources: readonly NewSource[], eol: string): Insertion {
  const last = list.items.at(-1) as Node | undefined;
  const indent = (list.srcToken as { readonly indent?: number } | undefined)?.indent ?? 2;
  const { at, gap } = lineAfter(text, endOf(last) ?? list.range?.[1] ?? 0, eol);
  return { at, text: gap + items(sources, " ".repeat(indent), eol) };
}

/** The end of what is written: a mapping's own range may reach over the comments that follow it. */
function endOf(node: Node | undefined): number | undefined {
  if (isMap(node) && !node.flow) return endOf(lastOf(node)) ?? node.range?.[1];
  if (isSeq(node) && !node.flow) return endOf(node.items.at(-1) as Node | undefined) ?? node.range?.[1];
  return node?.range?.[1];
}

function lastOf(map: YAMLMap): Node | undefined {
  const pair = map.items.at(-1);
  const value = pair?.value as Node | null | undefined;
  return value?.range ? value : (pair?.key as Node | undefined);
}

/** The start of the line after an offset, a comment at its end included. */
function lineAfter(text: string, offset: number, eol: string): { at: number; gap: string } {
  if (offset > 0 && text[offset - 1] === "\n") return { at: offset, gap: "" };
  const newline = text.indexOf("\n", offset);
  return newline === -1 ? { at: text.length, gap: eol } : { at: newline + 1, gap: "" };
}

function items(sources: readonly NewSource[], indent: string, eol: string): string {
  return sources.map((source) => item(source, indent, eol)).join("");
}

function item({ url, name, tags = [], page, json }: NewSource, indent: string, eol: string): string {
  if (!name && tags.length === 0 && !page && !json) return `${indent}- ${scalar(url)}${eol}`;
  const lines = [`- url: ${scalar(url)}`];
  if (name) lines.push(`  name: ${scalar(name)}`);
  if (tags.length > 0) lines.push(`  tags: [${tags.map(quoted).join(", ")}]`);
  if (page) lines.push(`  page: ${flowRule(page)}`);
  if (json) lines.push(`  json: ${flowRule(json)}`);
  return lines.map((line) => `${indent}${line}${eol}`).join("");
}

function intoFlow(list: YAMLSeq, sources: readonly NewSource[]): Insertion {
  const last = list.items.at(-1) as Node | undefined;
  const written = sources.map(flowItem).join(", ");
  if (last?.range) return { at: last.range[1], text: `, ${written}` };
  return { at: (list.range?.[0] ?? 0) + 1, text: written };
}

function flowItem({ url, name, tags = [], page, json }: NewSource): string {
  if (!name && tags.length === 0 && !page && !json) return quoted(url);
  const parts = [`url: ${quoted(url)}`];
  if (name) parts.push(`name: ${quoted(name)}`);
  if (tags.length > 0) parts.push(`tags: [${tags.map(quoted).join(", ")}]`);
  if (page) parts.push(`page: ${flowRule(page)}`);
  if (json) parts.push(`json: ${flowRule(json)}`);
  return `{ ${parts.join(", ")} }`;
}

/** `{ items: "article", title: "h2" }` */
function flowRule(rule: PageRule): string {
  const members = Object.entries(rule).map(
    ([name, text]) => `${/^\w+$/.test(name) ? name : quoted(name)}: ${quoted(String(text))}`,
  );
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}

/** Plain where YAML cannot take it for anything else. */
function scalar(text: string): string {
  const value = readable(text);
  return /^[\p{L}][\p{L}\p{N} ./:?&=%+~_,;@()'-]*$/u.test(value) &&
    !/:\s|:$|\s$|^(true|false|null|yes|no|on|off)$/i.test(value)
    ? value
    : quoted(text);
}

/** A text in quotes, as YAML and as it is meant: `${` names no variable. */
export function quoted(text: string): string {
  return JSON.stringify(readable(text));
}

function readable(text: string): string {
  return text.replace(/\$(?=\{[A-Za-z_]\w*(?::-[^{}\n]*)?\})/g, "$$$$");
}
