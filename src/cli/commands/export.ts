import { loadConfig } from "../../config/load.ts";
import { writeOpml } from "../../publish/opml.ts";
import type { RunCommand } from "../command.ts";

/** `lede export`: the sources of the YAML as OPML, for any feed reader, on stdout. */
export const exportOpml: RunCommand = async ({ configFile, print }) => {
  const { title, sources, lists } = await loadConfig(configFile);
  const written = sources.map(({ id, name, outlet, url, tags, page, json }) => ({
    ...{ id, title: name ?? outlet, feedUrl: url, siteUrl: undefined, tags, page, json },
    // Nothing was read: a sitemap is known by its name.
    sitemap: /sitemap[^/]*$/i.test(new URL(url).pathname),
  }));
  print(writeOpml({ title, includes: lists.map(({ url }) => url) }, written).trimEnd());
  return 0;
};
