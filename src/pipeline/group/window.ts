import type { Config } from "../../model/config.ts";

/** ms; what an edition may still show, or a newcomer may still join. */
export function windowOf({ edition, cluster }: Pick<Config, "edition" | "cluster">): number {
  return Math.max(edition.window, cluster.window);
}

/** Kept longer than the windows, so that a window can be widened and a lead's coverage does not vanish under it. */
const MARGIN_MS = 24 * 3_600_000;

/** ms that articles and stories are kept. */
export function lifetimeOf(config: Pick<Config, "edition" | "cluster">): number {
  return windowOf(config) + MARGIN_MS;
}
