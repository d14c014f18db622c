import { createTimeLimit } from "../ground/time-limit.ts";
import type { Bounds, FilterRule, WireRule } from "../model/source.ts";

/** What rules are asked of: an article, or what one source says of it. */
export interface RuleFacts {
  readonly title: string;
  /** All that it has. */
  readonly urls: readonly string[];
  readonly author: string | undefined;
  readonly categories: readonly string[];
  /** Whatever it says: title, excerpt, HTML. */
  readonly text: readonly string[];
  /** Its HTML as a person reads it. */
  readonly plain?: string;
  readonly outlet?: string;
  readonly language?: string | undefined;
  /** undefined: not known yet. */
  readonly words?: number | undefined;
  readonly wall?: "paid" | undefined;
}

export interface Judge {
  /** Of each article the rules that are true of it. `age` and `match` are not looked at: they are no matter of one article. */
  hits<Rule extends FilterRule>(
    rules: readonly Rule[],
    all: readonly RuleFacts[],
  ): readonly ReadonlySet<Rule>[];
  /** Rules that took too long on some text. They are left aside from then on, as if they were not written. */
  readonly slow: ReadonlySet<FilterRule>;
}

/** ms for so many articles and all rules; then for one article and one rule, which is tried so often. */
const LIMIT = { articles: 50, batch: 250, single: 100, tries: 3 };
/** Without these an expression takes no longer than its text is long. */
const REPEATS = /[*+{?]/;

/** Asks rules, and sets aside those whose expressions do not come to an end. */
export function createJudge(): Judge {
  const slow = new Set<FilterRule>();
  const within = createTimeLimit();
  const tries = Array.from({ length: LIMIT.tries });
  const hit = (rule: FilterRule, facts: RuleFacts) => {
    if (slow.has(rule)) return false;
    for (const _ of tries) {
      const done = within(LIMIT.single, () => matches(rule, facts));
      if (done) return done.value;
    }
    slow.add(rule);
    return false;
  };
  const some = <Rule extends FilterRule>(rules: readonly Rule[], all: readonly RuleFacts[]) => {
    const usable = rules.filter((rule) => !slow.has(rule));
    const straight = () => all.map((facts) => new Set(usable.filter((rule) => matches(rule, facts))));
    if (!usable.some(mayTakeLong)) return straight();
    if (usable.some((rule) => rule.text)) for (const facts of all) void facts.plain; // read before the clock runs
    const done = within(LIMIT.batch, straight);
    return done?.value ?? all.map((facts) => new Set(usable.filter((rule) => hit(rule, facts))));
  };
  return {
    slow,
    hits: (rules, all) => {
      if (rules.length === 0) return all.map(() => NONE);
      const found: ReadonlySet<(typeof rules)[number]>[] = [];
      for (let n = 0; n < all.length; n += LIMIT.articles)
        found.push(...some(rules, all.slice(n, n + LIMIT.articles)));
      return found;
    },
  };
}

const NONE: ReadonlySet<never> = new Set();

/** Whether a list of rules lets something through that these of them are true of: `drop` beats `keep`. */
export function refusal<Rule extends FilterRule>(
  { keep, drop }: { readonly keep: readonly Rule[]; readonly drop: readonly Rule[] },
  isTrue: (rule: Rule) => boolean,
): { readonly by: Rule | "keep" } | undefined {
  const dropped = drop.find(isTrue);
  if (dropped) return { by: dropped };
  return keep.length > 0 && !keep.some(isTrue) ? { by: "keep" } : undefined;
}

const TEXTS = ["title", "url", "author", "category", "text", "outlet"] as const;

function mayTakeLong(rule: Partial<WireRule>): boolean {
  return TEXTS.some((field) => REPEATS.test(String(rule[field] ?? "")));
}

function matches(rule: Partial<WireRule>, facts: RuleFacts): boolean {
  const { language, words, wall } = rule;
  return (
    (!wall || facts.wall === wall) &&
    (!language || (facts.language !== undefined && language.includes(primary(facts.language)))) &&
    (!words || (facts.words !== undefined && isWithin(words, facts.words))) &&
    TEXTS.every((field) => {
      const pattern = rule[field];
      return !pattern || textsOf(facts, field).some((text) => isFound(pattern, text));
    })
  );
}

function textsOf(facts: RuleFacts, field: (typeof TEXTS)[number]): readonly string[] {
  if (field === "category") return facts.categories;
  if (field === "text") return [...facts.text, facts.plain ?? ""];
  if (field === "url") return facts.urls;
  return [facts[field] ?? ""];
}

/** Also in the text as one types it: an expression with a plain quote or space means those of the printer too. */
function isFound(pattern: RegExp, text: string): boolean {
  return pattern.test(text) || (PRINTED.test(text) && pattern.test(typed(text)));
}

const PRINTED = /[\u0080-\uffff\s]{2}|[\u0080-\uffff\n\t]/;

function typed(text: string): string {
  return text
    .normalize("NFC")
    .replace(/[’‘ʼ]/g, "'")
    .replace(/[“”„]/g, '"')
    .replace(/[‐‑–]/g, "-")
    .replace(/\s+/g, " ");
}

function primary(language: string): string {
  return language.replace(/[-_].*/, "").toLowerCase();
}

export function isWithin({ lt, gt }: Bounds, value: number): boolean {
  return (lt === undefined || value < lt) && (gt === undefined || value > gt);
}

/** A rule as a person reads it: `title /horoscope/i, words < 80`. */
export function describeRule(rule: Partial<WireRule>): string {
  const { language, words, age, wall, match } = rule;
  const parts = TEXTS.flatMap((field) => (rule[field] ? `${field} ${String(rule[field])}` : []));
  if (language) parts.push(`language ${language.join(" or ")}`);
  if (words) parts.push(...describeBounds("words", words, String));
  if (age) parts.push(...describeBounds("age", age, (ms) => `${Math.round(ms / 360_000) / 10}h`));
  if (wall) parts.push(`wall ${wall}`);
  if (match && match !== "lead") parts.push(`match ${match}`);
  return parts.join(", ");
}

function describeBounds(name: string, { lt, gt }: Bounds, write: (value: number) => string): string[] {
  return [
    ...(gt === undefined ? [] : [`${name} > ${write(gt)}`]),
    ...(lt === undefined ? [] : [`${name} < ${write(lt)}`]),
  ];
}
