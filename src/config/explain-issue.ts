import type * as z from "zod";
import type { YamlPath } from "./read-yaml.ts";

type Issue = z.core.$ZodIssue;

/** A schema's complaint in words, with the place it is about: a value, or a key of the mapping at `path`. */
export interface Complaint {
  readonly path: YamlPath;
  readonly key?: string;
  readonly message: string;
  /** About which keys and kinds of values there are, not about what a value says. */
  readonly structural?: boolean;
}

const KINDS: Readonly<Record<string, string>> = {
  string: "text",
  array: "a list",
  object: "a mapping",
  record: "a mapping",
  tuple: "a list",
  boolean: "true or false",
  number: "a number",
};

/**
 * Turns the schema's issues into sentences. Of a union, the branch that the input was meant for speaks.
 *
 * @param known the keys of the mapping at a path, for "did you mean"
 */
export function explainIssues(
  issues: readonly Issue[],
  known: (path: YamlPath) => readonly string[],
): Complaint[] {
  return withoutEchoes(issues.flatMap((issue) => explain(issue, [], known)));
}

/** Of a value of the wrong kind nothing else is said: that a text is too short for a list is no second mistake. */
function withoutEchoes(complaints: readonly Complaint[]): Complaint[] {
  const place = ({ path }: Complaint) => JSON.stringify(path);
  const ofKind = ({ key, structural }: Complaint) => structural === true && key === undefined;
  const misshapen = new Set(complaints.filter(ofKind).map(place));
  return complaints.filter((complaint) => ofKind(complaint) || !misshapen.has(place(complaint)));
}

function explain(
  issue: Issue,
  base: YamlPath,
  known: (path: YamlPath) => readonly string[],
): readonly Complaint[] {
  const path = [...base, ...issue.path];
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({ path, key, message: unknownKey(key, known(path)), structural: true }));
  if (issue.code === "invalid_union") {
    const branch = meantBranch(issue);
    return branch
      ? branch.flatMap((inner) => explain(inner, path, known))
      : [{ path, message: issue.message }];
  }
  return [{ path, message: sentence(issue, path), structural: issue.code === "invalid_type" }];
}

/**
 * The one branch that does not complain about the kind of the value itself; of a mapping, nor about its value. Of several
 * mappings the one that misses the fewest keys, else the first.
 */
function meantBranch(issue: z.core.$ZodIssueInvalidUnion): readonly Issue[] | undefined {
  const refusals = typeof issue.input === "object" ? ["invalid_type", "invalid_value"] : ["invalid_type"];
  const meant = issue.errors.filter(
    (branch) => !branch.some((inner) => inner.path.length === 0 && refusals.includes(inner.code)),
  );
  if (meant.length > 1 && isMapping(issue.input)) meant.sort((a, b) => missing(a) - missing(b)).splice(1);
  return meant.length === 1 ? (meant[0] as Issue[]) : undefined;
}

function isMapping(input: unknown): boolean {
  return typeof input === "object" && input !== null && !Array.isArray(input);
}

function missing(branch: readonly Issue[]): number {
  return branch.filter(
    ({ code, path, input }) => code === "invalid_type" && path.length === 1 && input === undefined,
  ).length;
}

function sentence(issue: Issue, path: YamlPath): string {
  if (issue.code !== "invalid_type") return issue.message;
  if (issue.input === undefined && typeof path.at(-1) === "string")
    return `"${String(path.at(-1))}" is missing`;
  if (!issue.message.startsWith("Invalid input")) return issue.message;
  const got = kindOf(issue.input);
  const hint =
    issue.expected === "string" && got !== "nothing" && !got.includes("list") && got !== "a mapping";
  return `must be ${KINDS[issue.expected] ?? issue.expected}, not ${got}${hint ? ": put it in quotes" : ""}`;
}

function kindOf(input: unknown): string {
  if (input === null || input === undefined) return "nothing";
  if (Array.isArray(input)) return "a list";
  return KINDS[typeof input] ?? typeof input;
}

function unknownKey(key: string, known: readonly string[]): string {
  const near = nearest(
    key,
    known.filter((other) => other !== key),
  );
  return `unknown key "${key}"${near ? `: did you mean "${near}"?` : ""}`;
}

/** The known word at most two edits away, if there is one. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const scored = known.map((other) => ({ other, edits: distance(word.toLowerCase(), other.toLowerCase()) }));
  scored.sort((a, b) => a.edits - b.edits);
  const best = scored[0];
  return best && best.edits <= 2 && best.edits < word.length ? best.other : undefined;
}

/** Levenshtein's distance, one row at a time. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, swap));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
