import type { Config } from "../../model/config.ts";
import type { Fetch } from "../../model/document.ts";
import type { WrittenFile } from "../../publish/write-outputs.ts";
import { publishPing } from "../../websub/publish-ping.ts";

const FEED_FILE = /(^|\/)feed\.(?:atom|rss|json)$/;

/** Tells the configured hubs which feeds changed. A hub that does not hear it costs its subscribers some minutes. */
export async function pingHubs(
  fetch: Fetch,
  { websub, link, network }: Pick<Config, "websub" | "link" | "network">,
  outputs: readonly WrittenFile[],
): Promise<void> {
  if (link === undefined || websub.hubs.length === 0) return;
  const changed = outputs.filter(({ path, changed }) => changed && FEED_FILE.test(path));
  if (changed.length === 0) return;
  const topics = changed.map(({ path }) => new URL(path, link).href);
  await Promise.all(websub.hubs.map((hub) => fetch({ ...publishPing(hub, topics), allow: network.allow })));
}
