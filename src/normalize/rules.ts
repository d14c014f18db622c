import type { ArticleDraft } from "../model/article.ts";
import type { FilterRule, Source } from "../model/source.ts";

const FIELDS = ["title", "url", "author", "category", "text"] as const;

/** Why an entry is left out under its source's rules; undefined: it stays. `drop` beats `keep`. */
export function droppedBy(source: Pick<Source, "keep" | "drop">, draft: ArticleDraft): string | undefined {
  const dropped = source.drop.find((rule) => matches(rule, draft));
  if (dropped) return `drop: ${describe(dropped)}`;
  if (source.keep.length > 0 && !source.keep.some((rule) => matches(rule, draft)))
    return "keep: no rule matches";
  return undefined;
}

function matches(rule: FilterRule, draft: ArticleDraft): boolean {
  const texts = {
    title: [draft.title],
    url: [draft.url],
    author: [draft.author ?? ""],
    category: draft.categories,
    text: [draft.title, draft.summary, draft.content ?? ""],
  };
  return FIELDS.every((field) => {
    const pattern = rule[field];
    return !pattern || texts[field].some((text) => pattern.test(text));
  });
}

function describe(rule: FilterRule): string {
  return FIELDS.filter((field) => rule[field])
    .map((field) => `${field} ${String(rule[field])}`)
    .join(", ");
}
