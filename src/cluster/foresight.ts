import type { ArticleId, StoryId } from "../model/brand.ts";
import type { ClusterDoc } from "./grouper.ts";
import { noteWriting } from "./reader.ts";
import type { TermTable } from "./term-table.ts";
import type { ReadTerms } from "./terms.ts";

/**
 * What the articles of a round say, counted before the first of them is judged: words of a beat look rare to a wire that
 * has read ten headlines, and make one story of strangers. Some 200 bytes an article until it is read for good.
 */
export interface Foresight {
  /**
   * Counts the terms of documents, each of which must be `passed` once it is read.
   *
   * @param storyOf which story a document may come to: what a story tells counts once
   */
  see(docs: readonly ClusterDoc[], storyOf: (doc: ClusterDoc) => StoryId | undefined): void;
  /** Takes back what was counted ahead of a document: from here on it counts for itself. @returns whether anything was */
  passed(id: ArticleId): boolean;
}

interface Counted {
  readonly slots: Uint32Array;
  /** Those of them that the document's story had already. */
  readonly echoes: readonly number[];
}

export function createForesight(table: TermTable, read: ReadTerms): Foresight {
  const ahead = new Map<ArticleId, Counted>();

  function count(doc: ClusterDoc, told: Set<number>): Counted {
    table.countDocument();
    const { hashes, flags, count: length } = read(doc);
    const slots = new Uint32Array(length);
    for (let n = 0; n < length; n++) {
      const slot = table.count(hashes[n] as number);
      table.keep(slot);
      noteWriting(table, slot, flags[n] as number);
      slots[n] = slot;
    }
    const echoes = [...slots].filter((slot) => told.has(slot));
    for (const slot of echoes) table.echo(slot, 1);
    for (const slot of slots) told.add(slot);
    return { slots, echoes };
  }

  return {
    see: (docs, storyOf) => {
      const told = new Map<StoryId | undefined, Set<number>>();
      for (const doc of docs) {
        if (ahead.has(doc.id)) continue;
        const story = storyOf(doc);
        const known = (story && told.get(story)) ?? new Set();
        told.set(story, known);
        ahead.set(doc.id, count(doc, known));
      }
    },
    passed: (id) => {
      const counted = ahead.size === 0 ? undefined : ahead.get(id);
      if (!counted) return false;
      for (const slot of counted.echoes) table.echo(slot, -1);
      table.takeBack(counted.slots);
      return ahead.delete(id);
    },
  };
}
