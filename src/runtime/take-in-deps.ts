import type { TakeInDeps } from "../pipeline/take-in.ts";
import type { Runtime } from "./runtime.ts";

/** What taking a document in needs of the process. */
export function takeInDeps({ claims, articles, config, sources }: Runtime): TakeInDeps {
  const window = Math.max(config.edition.window, config.cluster.window);
  return { claims, articles, window, feedUrl: (id) => sources.get(id)?.url };
}
