/** What is read of the documents that are looked up. */
interface Identified {
  chunkOf(n: number): { readonly idHash: Uint32Array; idAt(i: number): string };
}

/** Documents by their ids: some 7 bytes a document, where a map of strings would be 100. */
export interface IdIndex {
  add(n: number, hash: number): void;
  remove(n: number): void;
  /** @returns -1: none has the id */
  find(id: string, hash: number): number;
}

const FULLEST = 0.75;
const GROWTH = 1.5;

/** Open addressing with linear probing over document numbers, each one more than it is; 0: free. */
export function createIdIndex(store: Identified, chunk: number): IdIndex {
  let places = new Int32Array(256);
  let count = 0;

  const hashOf = (n: number) => store.chunkOf(n).idHash[n % chunk] as number;
  /** Where a hash belongs: its share of the table, so that any length will do. */
  const homeOf = (hash: number) => Math.floor((hash / 2 ** 32) * places.length);
  const after = (at: number) => (at + 1 === places.length ? 0 : at + 1);

  function put(n: number, hash: number): void {
    let at = homeOf(hash);
    while (places[at] !== 0) at = after(at);
    places[at] = n + 1;
  }

  function grow(): void {
    const old = places;
    places = new Int32Array(Math.ceil(old.length * GROWTH));
    for (const entry of old) if (entry !== 0) put(entry - 1, hashOf(entry - 1));
  }

  /** Closes the gap: whatever was pushed past it moves up, so that no search ends too early. */
  function close(gap: number): void {
    const { length } = places;
    let free = gap;
    for (let at = after(gap); places[at] !== 0; at = after(at)) {
      const home = homeOf(hashOf((places[at] as number) - 1));
      if ((at - home + length) % length < (at - free + length) % length) continue;
      places[free] = places[at] as number;
      free = at;
    }
    places[free] = 0;
  }

  return {
    add: (n, hash) => {
      if (++count > places.length * FULLEST) grow();
      put(n, hash);
    },
    remove: (n) => {
      let at = homeOf(hashOf(n));
      while (places[at] !== n + 1) at = after(at);
      close(at);
      count--;
    },
    find: (id, hash) => {
      for (let at = homeOf(hash); places[at] !== 0; at = after(at)) {
        const n = (places[at] as number) - 1;
        if (hashOf(n) === hash && store.chunkOf(n).idAt(n % chunk) === id) return n;
      }
      return -1;
    },
  };
}
