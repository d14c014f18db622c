import type { TakeInDeps } from "../pipeline/take-in.ts";
import { windowOf } from "../pipeline/window.ts";
import type { Runtime } from "./runtime.ts";

/** What taking a document in needs of the process. */
export function takeInDeps({ claims, articles, config, sources }: Runtime): TakeInDeps {
  const window = windowOf(config);
  return { claims, articles, window, feedUrl: (id) => sources.get(id)?.url };
}
