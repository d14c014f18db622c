import { HOUR_MS } from "../ground/time.ts";
import type { EpochMs } from "../model/brand.ts";

const BUCKET_MS = 6 * HOUR_MS;

/** Buckets that are asked for one by one; of a wider window all that there are are looked at. */
const MOST_LOOKS = 1_000;

/** How many documents lie around a moment: the more there are, the more look alike by chance. */
export interface Crowd {
  add(time: EpochMs): void;
  remove(time: EpochMs): void;
  /** Documents within the window of a moment; NaN, or an endless window: all. */
  around(time: EpochMs): number;
}

export function createCrowd(window: number): Crowd {
  const buckets = new Map<number, number>();
  let all = 0;
  const change = (time: EpochMs, by: number) => {
    all += by;
    if (Number.isNaN(time)) return;
    const bucket = Math.floor(time / BUCKET_MS);
    buckets.set(bucket, (buckets.get(bucket) ?? 0) + by);
  };
  return {
    add: (time) => change(time, 1),
    remove: (time) => change(time, -1),
    around: (time) => {
      if (Number.isNaN(time) || !Number.isFinite(window)) return all;
      const reach = Math.ceil(window / BUCKET_MS);
      const here = Math.floor(time / BUCKET_MS);
      if (reach * 2 > MOST_LOOKS) return sumOf(buckets, here - reach, here + reach);
      let sum = 0;
      for (let bucket = here - reach; bucket <= here + reach; bucket++) sum += buckets.get(bucket) ?? 0;
      return sum;
    },
  };
}

function sumOf(buckets: ReadonlyMap<number, number>, from: number, to: number): number {
  let sum = 0;
  for (const [bucket, count] of buckets) if (bucket >= from && bucket <= to) sum += count;
  return sum;
}
