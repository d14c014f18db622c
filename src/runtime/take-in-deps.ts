import { windowOf } from "../pipeline/group/window.ts";
import type { TakeInDeps } from "../pipeline/poll/take-in.ts";
import type { Runtime } from "./runtime.ts";

/** What taking a document in needs of the process. */
export function takeInDeps({ claims, articles, config, sources }: Runtime): TakeInDeps {
  const window = windowOf(config);
  return { claims, articles, window, feedUrl: (id) => sources.get(id)?.url };
}
