import { readFile } from "node:fs/promises";
import { displayPath } from "../../config/config-error.ts";
import { appendToFile } from "../../config/edit.ts";
import { loadConfig } from "../../config/load.ts";
import { decodeText } from "../../ground/charset/decode.ts";
import { type OpmlSource, parseOpml } from "../../publish/parse-opml.ts";
import { type Invocation, type RunCommand, UsageError } from "../command.ts";
import { configToAddTo } from "../config-to-add-to.ts";

/** `lede import FILE.opml`: appends the feeds of another reader to the YAML; those that it has already stay as they are. */
export const importOpml: RunCommand = async (invocation) => {
  const { args, configFile, json, print } = invocation;
  const sources = parseOpml(await readOpml(args[0] ?? ""));
  if (sources.length === 0) throw new UsageError(`${args[0]} names no feeds: is it an OPML file?`);
  const there = await addressesIn(invocation);
  const added = sources.filter(({ xmlUrl }) => !there.has(xmlUrl));
  await appendToFile(configFile, added.map(written));
  await loadConfig(configFile);
  const present = sources.length - added.length;
  if (json) print(JSON.stringify({ added: added.map(({ xmlUrl }) => xmlUrl), present }));
  else print(`added to ${displayPath(configFile)}: ${added.length}; there already: ${present}`);
  return 0;
};

async function readOpml(file: string): Promise<string> {
  const bytes = await readFile(file).catch((error: Error) => {
    throw new UsageError(`${file} cannot be read: ${error.message}`);
  });
  return decodeText(bytes, { contentType: undefined, kind: "xml" }).text;
}

async function addressesIn(invocation: Invocation): Promise<ReadonlySet<string>> {
  const config = await configToAddTo(invocation);
  return new Set(config?.sources.map(({ url }) => url));
}

function written({ xmlUrl, title, categories }: OpmlSource) {
  return { url: xmlUrl, name: title, tags: categories };
}
