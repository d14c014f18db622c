import type { ClusterDoc } from "./grouper.ts";

/** `cluster.never`: keeps stories apart whose articles a rule names. */
export interface NeverRules {
  /** The sides that a document is on: `2 * rule` and `2 * rule + 1`; undefined: none. */
  sides(doc: Pick<ClusterDoc, "title" | "url">): ReadonlySet<number> | undefined;
  /** Whether some rule has one on its left and the other on its right. */
  forbids(a: ReadonlySet<number> | undefined, b: ReadonlySet<number> | undefined): boolean;
}

export function createNeverRules(rules: readonly (readonly [RegExp, RegExp])[]): NeverRules {
  return {
    sides: (doc) => {
      if (rules.length === 0) return undefined;
      const found = new Set<number>();
      for (const [n, [left, right]] of rules.entries()) {
        if (names(left, doc)) found.add(2 * n);
        if (names(right, doc)) found.add(2 * n + 1);
      }
      return found.size > 0 ? found : undefined;
    },
    forbids: (a, b) => {
      if (!a || !b) return false;
      for (const side of a) if (b.has(side ^ 1)) return true;
      return false;
    },
  };
}

function names(rule: RegExp, { title, url }: Pick<ClusterDoc, "title" | "url">): boolean {
  rule.lastIndex = 0; // a rule with the g flag remembers where it was
  if (rule.test(title)) return true;
  rule.lastIndex = 0;
  return url !== undefined && rule.test(url);
}
