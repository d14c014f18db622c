import type { StoryId } from "../model/brand.ts";
import { type DocumentStore, placeOf } from "./document-store.ts";

/** Two stories that became one. */
export interface Merged {
  readonly from: StoryId;
  readonly into: StoryId;
}

/**
 * Stories by number. Members are a ring through the documents' `next`, the first of them the one that began the story:
 * its id is the story's. Only where that is not so is the id kept here. 16 bytes a story; numbers are used again.
 */
export class StoryTable {
  readonly #store: DocumentStore;
  /** The last member; its `next` is the first. */
  #last = new Int32Array(256);
  #sizes = new Uint32Array(256);
  /** When it began, in the steps of `steps.ts`, and as the how manieth. */
  #created = new Int32Array(256);
  #order = new Uint32Array(256);
  #count = 0;
  #made = 0;
  readonly #free: number[] = [];
  /** Stories that are not called after their first member: it was forgotten, or came back late. */
  readonly #names = new Map<number, StoryId>();
  readonly #named = new Map<StoryId, number>();

  constructor(store: DocumentStore) {
    this.#store = store;
  }

  /** Begins a story with a document. */
  create(id: StoryId, document: number): number {
    const story = this.#free.pop() ?? this.#count++;
    if (story === this.#last.length) this.#grow();
    this.#created[story] = this.#store.chunkOf(document).seenAt[placeOf(document)] as number;
    this.#order[story] = this.#made++;
    this.#sizes[story] = 0;
    if (this.#store.idOf(document) !== id) this.#name(story, id);
    this.join(story, document);
    return story;
  }

  /** Puts a document at the end of a story. */
  join(story: number, document: number): void {
    if (this.#sizes[story] === 0) this.#setNext(document, document);
    else {
      const tail = this.#last[story] as number;
      this.#setNext(document, this.#next(tail));
      this.#setNext(tail, document);
    }
    this.#last[story] = document;
    this.#sizes[story] = (this.#sizes[story] as number) + 1;
    this.#setStory(document, story);
  }

  /** Takes a document out; its story goes with its last member. */
  leave(document: number): void {
    const story = this.#store.storyOf(document);
    const size = this.#sizes[story] as number;
    this.#sizes[story] = size - 1;
    if (size === 1) {
      this.#end(story);
      return;
    }
    const isFirst = this.#next(this.#last[story] as number) === document;
    if (isFirst && !this.#names.has(story)) this.#name(story, this.#store.idOf(document));
    let before = isFirst ? (this.#last[story] as number) : document;
    while (this.#next(before) !== document) before = this.#next(before);
    this.#setNext(before, this.#next(document));
    if (this.#last[story] === document) this.#last[story] = before;
  }

  /** Moves all members of the younger story into the older. */
  merge(a: number, b: number): Merged {
    const [into, from] = this.#isOlder(a, b) ? [a, b] : [b, a];
    const ids = { from: this.id(from), into: this.id(into) };
    const [tailInto, tailFrom] = [this.#last[into] as number, this.#last[from] as number];
    for (let at = this.#next(tailFrom); ; at = this.#next(at)) {
      this.#setStory(at, into);
      if (at === tailFrom) break;
    }
    const first = this.#next(tailInto);
    this.#setNext(tailInto, this.#next(tailFrom));
    this.#setNext(tailFrom, first);
    this.#last[into] = tailFrom;
    this.#sizes[into] = (this.#sizes[into] as number) + (this.#sizes[from] as number);
    this.#sizes[from] = 0;
    this.#end(from);
    return ids;
  }

  id(story: number): StoryId {
    return this.#names.get(story) ?? this.#store.idOf(this.#next(this.#last[story] as number));
  }

  /** 0: it is no more. */
  size(story: number): number {
    return this.#sizes[story] as number;
  }

  /** Up to `most` members: the first two, and the newest. */
  sample(story: number, most: number): readonly number[] {
    const size = this.size(story);
    if (size === 0) return [];
    const chosen: number[] = [];
    const skipFrom = size <= most ? size : 2;
    const skipTo = size <= most ? size : size - (most - 2);
    let at = this.#next(this.#last[story] as number);
    for (let n = 0; n < size; n++, at = this.#next(at)) if (n < skipFrom || n >= skipTo) chosen.push(at);
    return chosen;
  }

  /** undefined: there is no story of the id. */
  byId(id: StoryId): number | undefined {
    const named = this.#named.get(id);
    if (named !== undefined) return named;
    const document = this.#store.numberOf(id);
    const story = document < 0 ? -1 : this.#store.storyOf(document);
    return story >= 0 && this.id(story) === id ? story : undefined;
  }

  #isOlder(a: number, b: number): boolean {
    const apart = (this.#created[a] as number) - (this.#created[b] as number);
    return apart === 0 ? (this.#order[a] as number) < (this.#order[b] as number) : apart < 0;
  }

  #name(story: number, id: StoryId): void {
    this.#names.set(story, id);
    this.#named.set(id, story);
  }

  #end(story: number): void {
    const name = this.#names.get(story);
    if (name !== undefined) this.#named.delete(name);
    this.#names.delete(story);
    this.#free.push(story);
  }

  #next(document: number): number {
    return this.#store.chunkOf(document).next[placeOf(document)] as number;
  }

  #setNext(document: number, next: number): void {
    this.#store.chunkOf(document).next[placeOf(document)] = next;
  }

  #setStory(document: number, story: number): void {
    this.#store.chunkOf(document).story[placeOf(document)] = story;
  }

  #grow(): void {
    const length = Math.ceil(this.#last.length * 1.5);
    this.#last = enlarged(this.#last, new Int32Array(length));
    this.#created = enlarged(this.#created, new Int32Array(length));
    this.#sizes = enlarged(this.#sizes, new Uint32Array(length));
    this.#order = enlarged(this.#order, new Uint32Array(length));
  }
}

function enlarged<T extends { set(from: T): void }>(from: T, to: T): T {
  to.set(from);
  return to;
}
