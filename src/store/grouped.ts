/** Items under what `keyOf` says of them, in the order in which they came. */
export function grouped<T>(all: readonly T[], keyOf: (one: T) => string): [key: string, items: T[]][] {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    const there = groups.get(key);
    if (there) there.push(one);
    else groups.set(key, [one]);
  }
  return [...groups];
}
