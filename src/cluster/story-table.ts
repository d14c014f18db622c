import type { EpochMs, StoryId } from "../model/brand.ts";
import type { DocumentStore } from "./document-store.ts";

/** Stories by number. Members are a ring through `DocumentStore.next`. */
export interface StoryTable {
  create(id: StoryId, createdAt: EpochMs): number;
  /** Puts a document at the end of a story. */
  join(story: number, document: number): void;
  /** Takes a document out; its story goes with its last member. */
  leave(document: number): void;
  /** Moves all members of the younger story into the older. */
  merge(a: number, b: number): { readonly from: number; readonly into: number };
  id(story: number): StoryId;
  size(story: number): number;
  /** Up to `most` members: the first, and the newest. */
  sample(story: number, most: number): readonly number[];
  byId(id: StoryId): number | undefined;
  createdAt(story: number): EpochMs;
}

export function createStoryTable(store: DocumentStore): StoryTable {
  const ids: StoryId[] = [];
  const created: number[] = [];
  /** The last member; its `next` is the first. -1: no members. */
  let last = new Int32Array(256);
  let sizes = new Uint32Array(256);
  /** Only stories that were restored under another id than their first document's, or merged. */
  const known = new Map<StoryId, number>();

  const isOlder = (a: number, b: number) =>
    (created[a] as number) === (created[b] as number)
      ? a < b
      : (created[a] as number) < (created[b] as number);

  return {
    create: (id, createdAt) => {
      const story = ids.push(id) - 1;
      created.push(createdAt);
      if (story === last.length) {
        last = Object.assign(new Int32Array(story * 2), last);
        sizes = Object.assign(new Uint32Array(story * 2), sizes);
      }
      last[story] = -1;
      sizes[story] = 0;
      known.set(id, story);
      return story;
    },
    join: (story, document) => {
      const tail = last[story] as number;
      if (tail < 0) store.next[document] = document;
      else {
        store.next[document] = store.next[tail] as number;
        store.next[tail] = document;
      }
      last[story] = document;
      sizes[story] = (sizes[story] as number) + 1;
      store.story[document] = story;
    },
    leave: (document) => {
      const story = store.story[document] as number;
      let before = document;
      while ((store.next[before] as number) !== document) before = store.next[before] as number;
      store.next[before] = store.next[document] as number;
      if (last[story] === document) last[story] = before === document ? -1 : before;
      store.next[document] = document;
      sizes[story] = (sizes[story] as number) - 1;
      if (sizes[story] === 0) known.delete(ids[story] as StoryId);
    },
    merge: (a, b) => {
      const [into, from] = isOlder(a, b) ? [a, b] : [b, a];
      const tailInto = last[into] as number;
      const tailFrom = last[from] as number;
      for (let at = store.next[tailFrom] as number; ; at = store.next[at] as number) {
        store.story[at] = into;
        if (at === tailFrom) break;
      }
      const first = store.next[tailInto] as number;
      store.next[tailInto] = store.next[tailFrom] as number;
      store.next[tailFrom] = first;
      last[into] = tailFrom;
      sizes[into] = (sizes[into] as number) + (sizes[from] as number);
      sizes[from] = 0;
      last[from] = -1;
      known.delete(ids[from] as StoryId);
      return { from, into };
    },
    id: (story) => ids[story] as StoryId,
    size: (story) => sizes[story] as number,
    sample: (story, most) => sampleOf(store, last[story] as number, sizes[story] as number, most),
    byId: (id) => known.get(id),
    createdAt: (story) => created[story] as number,
  };
}

function sampleOf(store: DocumentStore, last: number, size: number, most: number): readonly number[] {
  if (last < 0) return [];
  const chosen: number[] = [];
  const skipFrom = size <= most ? size : 2;
  const skipTo = size <= most ? size : size - (most - 2);
  let at = store.next[last] as number;
  for (let n = 0; n < size; n++, at = store.next[at] as number)
    if (n < skipFrom || n >= skipTo) chosen.push(at);
  return chosen;
}
