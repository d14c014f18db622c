/** Gives what was made of this key before, or makes it. */
export type Memo<T> = (key: string, make: () => T) => T;

/**
 * What was made of texts, for as long as they are asked for again and again: those that were not asked for longest go when
 * there is too much of it.
 *
 * @param most characters of all keys and of what was made of them, as `weigh` counts it
 */
export function createMemo<T>(most: number, weigh: (made: T) => number): Memo<T> {
  const kept = new Map<string, T>();
  let held = 0;
  const forget = (key: string, made: T) => {
    kept.delete(key);
    held -= key.length + weigh(made);
  };
  const keep = (key: string, made: T) => {
    kept.set(key, made);
    held += key.length + weigh(made);
    for (const [oldest, its] of kept) {
      if (held <= most) return;
      forget(oldest, its);
    }
  };
  return (key, make) => {
    const known = kept.get(key);
    if (known === undefined) {
      const made = make();
      keep(key, made);
      return made;
    }
    kept.delete(key);
    kept.set(key, known);
    return known;
  };
}
