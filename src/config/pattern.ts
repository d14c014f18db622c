const PATTERN = /^\/(.+)\/([a-z]*)$/s;

/**
 * The pattern of a rule: `/…/flags` is a regular expression, any other text is a part to be found whatever its case.
 * @throws SyntaxError when the expression is none
 */
export function compilePattern(text: string): RegExp {
  const [, written = INLINE_FLAGS.test(text) ? text : undefined, flags = ""] = PATTERN.exec(text) ?? [];
  if (written === undefined) return new RegExp(asTyped(text), "iu");
  const [inline = "", own = ""] = INLINE_FLAGS.exec(written) ?? [];
  // g and y make a RegExp remember where it stopped: the same text would match only every other time.
  const all = new Set(`${flags}${own}`.replace(/[gyx]/g, ""));
  return inLetters(written.slice(inline.length), [...all].join(""));
}

/** `(?i)`, as other engines have it, stands for the flag. */
const INLINE_FLAGS = /^\(\?([imsux]+)\)/;

/** Text as an expression: keyboards have one quote, one hyphen and one space where papers have several. */
function asTyped(text: string): string {
  const escaped = text.normalize("NFC").replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  return LOOKALIKES.reduce((pattern, [of, any]) => pattern.replace(of, any), escaped);
}

const LOOKALIKES: readonly (readonly [RegExp, string])[] = [
  [/['’‘ʼ]/g, "['’‘ʼ]"],
  [/["“”„]/g, '["“”„]'],
  [/[-‐‑–]/g, "[-‐‑–]"],
  [/\s/g, "\\s"],
];

/** As `compilePattern`, but bare text is a regular expression too (`cluster.never`). */
export function compileExpression(text: string): RegExp {
  return PATTERN.test(text) ? compilePattern(text) : inLetters(text, "i");
}

/**
 * An expression whose `\w` is a letter, a mark or a digit of any script, and whose `\b` is where such words end: to
 * JavaScript itself both know English alone, and `/\bпаром\b/` finds nothing. One that cannot be read so is what it was.
 */
function inLetters(source: string, flags: string): RegExp {
  const exact = new RegExp(source, flags);
  const meant = withLetters(source);
  if (meant === source) return exact;
  try {
    return new WrittenExpression(meant, /[uv]/.test(flags) ? flags : `${flags}u`, String(exact));
  } catch {
    return exact;
  }
}

/** Is shown as somebody wrote it. */
class WrittenExpression extends RegExp {
  readonly #written: string;
  constructor(source: string, flags: string, written: string) {
    super(source, flags);
    this.#written = written;
  }

  override toString(): string {
    return this.#written;
  }
}

const LETTERS = "\\p{L}\\p{M}\\p{N}_";
const BEHIND = `(?<=[${LETTERS}])`;
const BEFORE = `(?=[${LETTERS}])`;
const NOT_BEHIND = `(?<![${LETTERS}])`;
const NOT_BEFORE = `(?![${LETTERS}])`;
const OF_WORDS: Readonly<Record<string, string>> = {
  "\\b": `(?:${BEHIND}${NOT_BEFORE}|${NOT_BEHIND}${BEFORE})`,
  "\\B": `(?:${BEHIND}${BEFORE}|${NOT_BEHIND}${NOT_BEFORE})`,
  "\\w": `[${LETTERS}]`,
  "\\W": `[^${LETTERS}]`,
};

/** In brackets `\w` alone: there `\b` is a control character, and nothing stands for the letters that are not. */
function withLetters(source: string): string {
  let depth = 0;
  return source.replace(/\\.|[[\]]/gs, (token) => {
    if (token === "[") depth += 1;
    if (token === "]") depth -= 1;
    if (depth > 0) return token === "\\w" ? LETTERS : token;
    return OF_WORDS[token] ?? token;
  });
}
