import { withoutCredentials } from "../../config/build-config.ts";
import { displayPath } from "../../config/config-error.ts";
import { defaultNetwork } from "../../config/defaults.ts";
import { appendToFile } from "../../config/edit.ts";
import { createFetcher } from "../../fetch/create-fetcher.ts";
import type { Fetch } from "../../model/document.ts";
import type { Failure } from "../../model/failure.ts";
import { type Invocation, type RunCommand, UsageError } from "../command.ts";
import { configToAddTo } from "../config-to-add-to.ts";
import { type FoundSource, findSource, type Search, type Tried } from "../find-source.ts";
import { reportFailure } from "../report-failure.ts";
import { veiledConfig } from "../veiled-config.ts";

/** `lede add URL`: finds the best source behind an address and appends it to the YAML. */
export const add: RunCommand = async (invocation) => {
  const { args, configFile } = invocation;
  const typed = asAddress(args[0] ?? "");
  if (!args[0] || !typed) throw new UsageError("which address? lede add https://site.example/");
  const config = await configToAddTo(invocation);
  const { fetch, close } = createFetcher(config?.network ?? defaultNetwork);
  const found = await searchBehind(typed, fetch).finally(close);
  if (found.kind === "failure") return reportNothing(found, invocation);
  const there = config?.sources.find(({ url }) => url === found.url);
  if (there) return report(found, there.id, false, invocation);
  const url = withPassword(found.url, typed.address);
  await appendToFile(configFile, [{ url, name: found.feed.title, page: found.isPage ? {} : undefined }]);
  const source = (await veiledConfig(invocation)).sources.at(-1);
  return report(found, source?.id ?? "", true, invocation);
};

/** An address as it was meant. */
interface Typed {
  readonly address: string;
  /** No scheme was typed: a site may have http alone. */
  readonly isGuess: boolean;
}

const NOT_THERE = /^FETCH_(?:CONNECT|TLS|TIMEOUT)$/;

/** The search behind what was typed. A name and password in it are for its own site, and sent nowhere else. */
async function searchBehind({ address, isGuess }: Typed, fetch: Fetch): Promise<Search> {
  const { url, credentials } = withoutCredentials(address);
  const { host } = new URL(url);
  const asking: Fetch = (request) =>
    fetch(new URL(request.url).host === host ? { ...request, headers: credentials } : request);
  const found = await findSource(url, asking);
  const mayAskInTheClear = isGuess && Object.keys(credentials).length === 0;
  if (found.kind !== "failure" || !mayAskInTheClear || !NOT_THERE.test(found.code)) return found;
  const plain = await findSource(url.replace(/^https:/, "http:"), asking);
  const tried = [...found.tried, ...plain.tried];
  return plain.kind === "failure" ? { ...found, tried } : { ...plain, tried };
}

/** With the name and password that were typed, where the source is on the site that they are for. */
function withPassword(found: string, typed: string): string {
  const [url, { username, password, host }] = [new URL(found), new URL(typed)];
  if (url.host !== host || (!username && !password)) return found;
  return Object.assign(url, { username, password }).href;
}

/** Who has just called this command is not told to call it. */
function withoutAdvice(failure: Failure): Failure {
  if (!failure.remedy.includes("lede add")) return failure;
  const remedy =
    "Check the address, or give the site's front page: the feed that it announces is looked for there.";
  return { ...failure, remedy };
}

function reportNothing(failure: Failure & { readonly tried: readonly Tried[] }, invocation: Invocation): 1 {
  if (!invocation.json) for (const line of inLines(failure.tried)) invocation.print(line);
  return reportFailure(withoutAdvice(failure), invocation, { tried: failure.tried });
}

function inLines(tried: readonly Tried[]): string[] {
  return ["tried:", ...tried.map(({ url, as, outcome }) => `  ${outcome.padEnd(16)} ${url} (${as})`)];
}

/** Headlines that show a person what would be read. */
const SHOWN = 5;

function report(found: FoundSource, id: string, added: boolean, { configFile, json, print }: Invocation): 0 {
  const { url, feed, others, tried, isPage } = found;
  const title = feed.title ?? url;
  const entries = feed.entries.length;
  const titles = feed.entries.slice(0, SHOWN).flatMap((entry) => entry.title ?? []);
  if (json) {
    const rule = isPage ? { page: {} } : {};
    print(
      JSON.stringify({ id, url, title, format: feed.format, ...rule, entries, titles, added, others, tried }),
    );
    return 0;
  }
  const file = displayPath(configFile);
  print(added ? `added to ${file} as ${id}: ${title}` : `${file} has it already, as ${id}: ${title}`);
  for (const line of [...describe(found, titles), ...(tried.length > 1 ? inLines(tried) : [])]) print(line);
  return 0;
}

function describe({ url, feed, others, isPage }: FoundSource, titles: readonly string[]): string[] {
  const { length } = feed.entries;
  const lines = [`  ${url}, ${length} ${length === 1 ? "entry" : "entries"}`];
  if (isPage) lines.push("  it has no feed and no sitemap of news: page: {} finds its teasers by itself");
  if (isPage || feed.format === "sitemap") lines.push(...titles.map((title) => `    ${title}`));
  if (others.length > 0) lines.push("the page names further feeds:", ...others.map((other) => `  ${other}`));
  return lines;
}

/** What a person types (`site.example`, `feed://…`, `@name@social.example`) as an absolute address; undefined when it is none. */
function asAddress(typed: string): Typed | undefined {
  const bare = typed.trim().replace(/^feed:(?:\/\/)?/i, "");
  const [, name, host] = /^(?:acct:)?@?([\w.-]+)@([\w-]+(?:\.[\w-]+)+)$/.exec(bare) ?? [];
  const isGuess = !/^[a-z][a-z0-9+.-]*:\/\//i.test(bare);
  const meant = name ? `https://${host}/@${name}` : isGuess ? `https://${bare}` : bare;
  const address = URL.parse(meant)?.href;
  return address === undefined ? undefined : { address, isGuess };
}
