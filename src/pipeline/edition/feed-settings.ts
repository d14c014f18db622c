import { VERSION } from "../../ground/package-file.ts";
import { dayOf } from "../../ground/time.ts";
import type { EpochMs } from "../../model/brand.ts";
import type { Config } from "../../model/config.ts";
import type { FeedSettings } from "../../model/edition.ts";
import type { StoryStore } from "../../store/stories/story-store.ts";

/** How Lede names itself in what it publishes. */
export const GENERATOR = { name: "Lede", uri: "https://lede.example/", version: VERSION };

/**
 * The feeds to publish, `main` first. The base of their ids (RFC 4151) is fixed at the first start: a wire that
 * moves to another host keeps its ids, so that readers are told nothing twice. Without `link` the server's own
 * address is where readers find it.
 */
export async function feedsOf(
  { link: given, serve, feeds }: Pick<Config, "link" | "serve" | "feeds">,
  stories: Pick<StoryStore, "fact">,
  now: EpochMs,
): Promise<readonly FeedSettings[]> {
  const host = given ? new URL(given).hostname : "localhost";
  const tagBase = await stories.fact("tagBase", `tag:${host},${dayOf(now)}`);
  // A port that the machine chooses is known to nobody but the server: links stay relative.
  const link = given ?? (serve.port === 0 ? undefined : `http://${serve.host}:${serve.port}/`);
  return feeds.map((feed) => ({ ...feed, link, tagBase }));
}
