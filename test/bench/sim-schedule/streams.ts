/** Instants at which an invented feed publishes, ascending, ms since its beginning (a Monday, 0 h UTC). */
export interface Stream {
  readonly perDay: number;
  readonly times: readonly number[];
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** mulberry32: the same streams on every machine. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Invented feeds as they are: rates from one entry a week to hundreds a day (log-normal around six), most of them
 * published by people who sleep and have weekends, in time zones all around, some by machines without a break, and now
 * and then in bursts.
 */
export function inventStreams(count: number, days: number, random: () => number): Stream[] {
  return Array.from({ length: count }, () => {
    const perDay = Math.min(400, Math.max(0.15, 6 * Math.exp(1.3 * normal(random))));
    return { perDay, times: publish(perDay, weekOf(random), days, random) };
  });
}

/** Relative intensity of the 168 hours of a week, mean 1. */
function weekOf(random: () => number): readonly number[] {
  const machine = random() < 0.15;
  const noon = Math.floor(random() * 24);
  const sharpness = machine ? 0 : 1 + 2 * random();
  const weekend = machine ? 1 : 0.25 + 0.75 * random();
  const week = Array.from({ length: 168 }, (_, hour) => {
    const angle = (((hour % 24) - noon) / 24) * 2 * Math.PI;
    return Math.exp(sharpness * Math.cos(angle)) * (hour >= 120 ? weekend : 1);
  });
  const mean = week.reduce((sum, value) => sum + value, 0) / week.length;
  return week.map((value) => value / mean);
}

function publish(perDay: number, week: readonly number[], days: number, random: () => number): number[] {
  const times: number[] = [];
  for (let hour = 0; hour < days * 24; hour += 1) {
    const expected = (perDay / 24) * (week[hour % 168] ?? 1);
    for (let burst = poisson(expected / 1.5, random); burst > 0; burst -= 1) {
      const at = (hour + random()) * HOUR_MS;
      times.push(at);
      while (random() < 1 / 3) times.push(at + random() * 10 * 60_000); // 1.5 entries a burst
    }
  }
  return times.filter((time) => time < days * DAY_MS).sort((a, b) => a - b);
}

function poisson(mean: number, random: () => number): number {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > limit; product *= random()) count += 1;
  return count;
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
