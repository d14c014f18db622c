import { withoutCredentials } from "../../config/build-config.ts";
import { displayPath } from "../../config/config-error.ts";
import { defaultNetwork } from "../../config/defaults.ts";
import { appendToFile } from "../../config/edit.ts";
import { createFetcher } from "../../fetch/create-fetcher.ts";
import { type Invocation, type RunCommand, UsageError } from "../command.ts";
import { configToAddTo } from "../config-to-add-to.ts";
import { asAddress, type FoundFeed, findFeed } from "../find-feed.ts";
import { reportFailure } from "../report-failure.ts";
import { veiledConfig } from "../veiled-config.ts";

/** `lede add URL`: finds the feed behind a page and appends it to the YAML. */
export const add: RunCommand = async (invocation) => {
  const { args, configFile } = invocation;
  const address = asAddress(args[0] ?? "");
  if (!args[0] || !address) throw new UsageError("which address? lede add https://site.example/");
  const config = await configToAddTo(invocation);
  const { fetch, close } = createFetcher(config?.network ?? defaultNetwork);
  const found = await findFeed(address, fetch).finally(close);
  if (found.kind === "failure") return reportFailure(found, invocation);
  const there = config?.sources.find(({ url }) => url === withoutCredentials(found.url).url);
  if (there) return report(found, there.id, false, invocation);
  await appendToFile(configFile, [{ url: found.url, name: found.feed.title }]);
  const source = (await veiledConfig(invocation)).sources.at(-1);
  return report(found, source?.id ?? "", true, invocation);
};

function report(found: FoundFeed, id: string, added: boolean, { configFile, json, print }: Invocation): 0 {
  const { url, feed, others } = found;
  const title = feed.title ?? url;
  if (json) {
    print(JSON.stringify({ id, url, title, entries: feed.entries.length, added, others }));
    return 0;
  }
  const file = displayPath(configFile);
  print(added ? `added to ${file} as ${id}: ${title}` : `${file} has it already, as ${id}: ${title}`);
  print(`  ${url}, ${feed.entries.length} ${feed.entries.length === 1 ? "entry" : "entries"}`);
  if (others.length > 0) print("the page names further feeds:");
  for (const other of others) print(`  ${other}`);
  return 0;
}
