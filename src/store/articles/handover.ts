import type { ArticleId } from "../../model/brand.ts";

/**
 * Articles on their way from the pollers of a process to its own grouping, as the text that Redis has of them: it
 * need not be read back some seconds after it was written. Redis alone says what waits. Kept as text, for the strings
 * of an article that was just parsed hold on to the whole document.
 */
export interface Handover {
  /** From now on; what was kept before is forgotten, for somebody else may have grouped it. */
  open(): void;
  /** Before it is queued, so that nothing is left here that was grouped already. */
  put(id: ArticleId, text: string): void;
  /** Once: an article that is queued again has a story, which only Redis knows. */
  take(id: ArticleId): string | undefined;
}

/** Characters that wait here; what is beyond is read from Redis. */
const MOST_TEXT = 16_000_000;

/** Closed at first: a process that groups nothing would keep articles for nobody. */
export function createHandover(): Handover {
  const kept = new Map<ArticleId, string>();
  let length = 0;
  let isOpen = false;
  return {
    open: () => {
      isOpen = true;
      kept.clear();
      length = 0;
    },
    put: (id, text) => {
      if (!isOpen || length > MOST_TEXT || kept.has(id)) return;
      kept.set(id, text);
      length += text.length;
    },
    take: (id) => {
      const text = kept.get(id);
      if (text === undefined) return undefined;
      kept.delete(id);
      length -= text.length;
      return text;
    },
  };
}
