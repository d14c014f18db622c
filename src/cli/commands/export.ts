import { loadConfig } from "../../config/load.ts";
import { writeOpml } from "../../publish/opml.ts";
import type { RunCommand } from "../command.ts";

/** `lede export`: the sources of the YAML as OPML, for any feed reader, on stdout. */
export const exportOpml: RunCommand = async ({ configFile, print }) => {
  const { title, sources, lists } = await loadConfig(configFile);
  const written = sources.map(({ id, name, outlet, url, tags }) => ({
    id,
    title: name ?? outlet,
    feedUrl: url,
    siteUrl: undefined,
    tags,
  }));
  print(writeOpml({ title, includes: lists.map(({ url }) => url) }, written).trimEnd());
  return 0;
};
