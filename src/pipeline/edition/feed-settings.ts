import { dayOf } from "../../ground/time.ts";
import { VERSION } from "../../ground/version.ts";
import type { FeedSettings } from "../../model/edition.ts";
import type { Runtime } from "../../runtime/runtime.ts";

/** How Lede names itself in what it publishes. */
export const GENERATOR = { name: "Lede", uri: "https://lede.example/", version: VERSION };

/**
 * The feeds to publish, `main` first. The base of their ids (RFC 4151) is fixed at the first start: a wire that
 * moves to another host keeps its ids, so that readers are told nothing twice. Without `link` the server's own
 * address is where readers find it.
 */
export async function feedsOf({ config, stories, now }: Runtime): Promise<readonly FeedSettings[]> {
  const host = config.link ? new URL(config.link).hostname : "localhost";
  const tagBase = await stories.fact("tagBase", `tag:${host},${dayOf(now())}`);
  const link = config.link ?? `http://${config.serve.host}:${config.serve.port}/`;
  return config.feeds.map((feed) => ({ ...feed, link, tagBase }));
}
