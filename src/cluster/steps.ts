import type { EpochMs } from "../model/brand.ts";

/** Instants are kept in four bytes, in steps of ten seconds: from the year 1289 to 2650. */
const STEP_MS = 10_000;
const LATEST = 2 ** 31 - 1;

/** An instant that is not known. */
export const UNKNOWN = -(2 ** 31);

/** @param time NaN: unknown */
export function toSteps(time: EpochMs): number {
  if (Number.isNaN(time)) return UNKNOWN;
  return Math.max(UNKNOWN + 1, Math.min(LATEST, Math.floor(time / STEP_MS)));
}

/** ms between two instants; NaN where one is unknown. */
export function apart(a: number, b: number): number {
  return a === UNKNOWN || b === UNKNOWN ? Number.NaN : Math.abs(a - b) * STEP_MS;
}
