import { withoutCredentials } from "../../config/build-config.ts";
import { displayPath } from "../../config/config-error.ts";
import { defaultNetwork } from "../../config/defaults.ts";
import { appendToFile } from "../../config/edit.ts";
import { createFetcher } from "../../fetch/create-fetcher.ts";
import type { Fetch } from "../../model/document.ts";
import type { ParsedFeed } from "../../model/entry.ts";
import type { Failure } from "../../model/failure.ts";
import { usualFeedAddresses } from "../../parse/discover.ts";
import { readFeed } from "../../parse/read-feed.ts";
import { type Invocation, type RunCommand, UsageError } from "../command.ts";
import { configToAddTo } from "../config-to-add-to.ts";
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
  if (found.kind === "failure") return reportFailure(withoutAdvice(found), invocation);
  const there = config?.sources.find(({ url }) => url === withoutCredentials(found.url).url);
  if (there) return report(found, there.id, false, invocation);
  await appendToFile(configFile, [{ url: found.url, name: found.feed.title }]);
  const source = (await veiledConfig(invocation)).sources.at(-1);
  return report(found, source?.id ?? "", true, invocation);
};

/** Who has just called this command is not told to call it. */
function withoutAdvice(failure: Failure): Failure {
  if (!failure.remedy.includes("lede add")) return failure;
  const remedy =
    "Check the address, or give the site's front page: the feed that it announces is looked for there.";
  return { ...failure, remedy };
}

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

/** The feed behind an address. */
interface FoundFeed {
  readonly kind: "found";
  /** Where it is to be polled. */
  readonly url: string;
  readonly feed: ParsedFeed;
  /** Further feeds that the page names. */
  readonly others: readonly string[];
}

/** Announced feeds that are tried before the usual addresses are. */
const MOST_TRIED = 5;

/** What a person types (`site.example`, `feed://…`) as an absolute address; undefined when it is none. */
function asAddress(typed: string): string | undefined {
  const bare = typed.trim().replace(/^feed:(?:\/\/)?/i, "");
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(bare) ? bare : `https://${bare}`;
  return URL.parse(address)?.href;
}

/**
 * Finds the feed of a page or a site: the address itself, else the feeds that its page names, else the usual
 * addresses. Each is read before it counts.
 *
 * @returns the failure of the address itself when there is none
 */
async function findFeed(address: string, fetch: Fetch): Promise<FoundFeed | Failure> {
  const first = await tryAddress(address, fetch);
  if (first.kind === "found") return first;
  if (first.code !== "PARSE_HTML") return first;
  const named = first.announced.slice(0, MOST_TRIED);
  for (const url of [...named, ...usualFeedAddresses(address)]) {
    const found = await tryAddress(url, fetch);
    if (found.kind === "found") return { ...found, others: first.announced.filter((other) => other !== url) };
  }
  return first;
}

type Tried = FoundFeed | (Failure & { readonly announced: readonly string[] });

async function tryAddress(address: string, fetch: Fetch): Promise<Tried> {
  const document = await fetch({ url: address, kind: "feed" });
  if (document.kind === "failure") return { ...document, announced: [] };
  if (document.kind === "not-modified") return unasked(address);
  const { url, headers, bytes, permanentUrl } = document;
  const read = await readFeed(bytes, { url, headers, now: Date.now() });
  if (read.kind === "failure") return { ...read, announced: read.announced.map((feed) => feed.url) };
  return { kind: "found", url: permanentUrl ?? address, feed: read.feed, others: [] };
}

function unasked(address: string): Tried {
  const message = `${address} answered 304 to a request without conditions.`;
  return { kind: "failure", code: "FETCH_HTTP_304", message, remedy: "Try again later.", announced: [] };
}
