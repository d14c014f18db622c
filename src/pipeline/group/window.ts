import type { Config } from "../../model/config.ts";

/** ms; what an edition may still show, or a newcomer may still join. */
export function windowOf({ edition, cluster }: Pick<Config, "edition" | "cluster">): number {
  return Math.max(edition.window, cluster.window);
}
