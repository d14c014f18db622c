import { readFile } from "node:fs/promises";
import { withoutCredentials } from "../../config/build-config.ts";
import { displayPath } from "../../config/config-error.ts";
import { appendToFile, type NewSource } from "../../config/edit.ts";
import { decodeText } from "../../ground/charset/decode.ts";
import { type OpmlSource, parseOpml } from "../../publish/opml.ts";
import { type Invocation, type RunCommand, UsageError } from "../command.ts";
import { configToAddTo } from "../config-to-add-to.ts";

/** `lede import FILE.opml`: appends the feeds of another reader to the YAML; those that it has already stay as they are. */
export const importOpml: RunCommand = async (invocation) => {
  const { args, configFile, json, print } = invocation;
  const unread: string[] = [];
  const sources = await readOpml(args[0] ?? "", (written) => unread.push(written));
  const there = await addressesIn(invocation);
  const missing = sources.filter(({ xmlUrl }) => {
    const before = there.size;
    return there.add(plainAddress(xmlUrl)).size > before;
  });
  const refused = new Set((await appendToFile(configFile, missing.map(asNewSource))).map(({ url }) => url));
  const added = missing.filter(({ xmlUrl }) => !refused.has(xmlUrl));
  const present = sources.length - missing.length;
  if (json)
    print(
      JSON.stringify({
        added: added.map(({ xmlUrl }) => plainAddress(xmlUrl)),
        present,
        refused: [...[...refused].map(plainAddress), ...unread],
      }),
    );
  else {
    print(`added to ${displayPath(configFile)}: ${added.length}; there already: ${present}`);
    for (const url of refused)
      print(`  left out, for the configuration does not take it: ${plainAddress(url)}`);
    for (const written of unread) print(`  left out, for it is no http(s) address: ${written}`);
  }
  return 0;
};

/** As the configuration keeps it: without a name and password, as the parser of addresses writes it. */
function plainAddress(address: string): string {
  const { url } = withoutCredentials(address);
  return URL.parse(url)?.href ?? url;
}

/**
 * The feeds of an OPML file.
 *
 * @param leftOut as `parseOpml` tells
 * @throws UsageError when it cannot be read or names none
 */
export async function readOpml(
  file: string,
  leftOut?: (written: string) => void,
): Promise<readonly OpmlSource[]> {
  const bytes = await readFile(file).catch((error: Error) => {
    throw new UsageError(`${file} cannot be read: ${error.message}`);
  });
  const sources = parseOpml(decodeText(bytes, { contentType: undefined, kind: "xml" }).text, leftOut);
  if (sources.length === 0) throw new UsageError(`${file} names no feeds: is it an OPML file?`);
  return sources;
}

async function addressesIn(invocation: Invocation): Promise<Set<string>> {
  const config = await configToAddTo(invocation);
  return new Set(config?.sources.map(({ url }) => plainAddress(url)));
}

/** As the YAML takes it. */
export function asNewSource({ xmlUrl, title, categories, page, json }: OpmlSource): NewSource {
  return { url: xmlUrl, name: title, tags: categories, page, json };
}
