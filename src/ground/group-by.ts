/** The values under each key, keys and values in the order in which they come. `Map.groupBy` of newer Nodes. */
export function groupBy<K, V>(
  values: readonly V[],
  keyOf: (value: V, n: number) => K,
): ReadonlyMap<K, readonly V[]> {
  const groups = new Map<K, V[]>();
  for (const [n, value] of values.entries()) {
    const key = keyOf(value, n);
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}
