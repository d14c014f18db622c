import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { plainSource } from "../../config/build-config.ts";
import { defaultNetwork } from "../../config/defaults.ts";
import { createFetcher } from "../../fetch/create-fetcher.ts";
import { domainOf } from "../../fetch/registrable-domain.ts";
import { plainText, wordsOfHtml } from "../../ground/text.ts";
import type { Config } from "../../model/config.ts";
import type { ResponseHeaders } from "../../model/document.ts";
import type { Entry, ParsedFeed } from "../../model/entry.ts";
import type { Failure } from "../../model/failure.ts";
import type { Source } from "../../model/source.ts";
import { limits } from "../../parse/limits.ts";
import type { ReadOutcome } from "../../parse/read-document.ts";
import { lookAtSource } from "../../pipeline/listing/look-at-source.ts";
import { type Delivered, readSource } from "../../pipeline/listing/read-source.ts";
import { type Invocation, type RunCommand, UsageError } from "../command.ts";
import { readInput, readRow, STDIN, unreadInput } from "../read-input.ts";
import { veiledConfig } from "../veiled-config.ts";

type Answer = ReadOutcome | Failure;

/** `lede parse`: what Lede reads in a feed, for people, as `--json`, or as a line tool with `--jsonl`. */
export const parse: RunCommand = async (invocation) => {
  if (invocation.options["jsonl"] === true) return answerLines(invocation);
  const target = invocation.args[0];
  if (!target) throw new UsageError("parse what? A file, an address, or - for standard input");
  const answer = await (/^https?:\/\//i.test(target)
    ? fetchAndRead(invocation, target)
    : readLocal(invocation, target));
  if (invocation.json) invocation.print(JSON.stringify(asJson(answer)));
  else
    for (const line of answer.kind === "feed" ? describeFeed(answer.feed) : describeRefusal(answer))
      invocation.print(line);
  return answer.kind === "feed" ? 0 : 1;
};

/**
 * Where the file came from nobody knows, unless `--url` says it: what is relative in it stays relative. The one rule of
 * a configuration that was given is tried on a file that is no feed.
 */
async function readLocal(invocation: Invocation, target: string): Promise<Answer> {
  const bytes = await readInput(target, MOST_BYTES).catch((error: NodeJS.ErrnoException) => {
    throw unreadInput(target, error);
  });
  const given = invocation.options["url"];
  const sources =
    typeof given === "string" || invocation.configGiven ? (await settings(invocation)).sources : [];
  if (typeof given === "string") return readKnown(sources, { bytes, url: given, headers: {} });
  const ruled = sources.filter(({ page, json }) => page || json);
  const read = await readSource({ bytes, url: target === STDIN ? "" : target, headers: {} }, {}, Date.now());
  const [only] = ruled;
  if (read.kind === "feed" || !only || ruled.length > 1) return read;
  return readSource({ bytes, url: only.url, headers: {} }, only, Date.now());
}

/** A document of which the address is known: by the rule of the source that it is of, where it needs one. */
async function readKnown(sources: readonly Source[], document: Delivered): Promise<Answer> {
  const { url } = document;
  const own = sources.find((source) => source.url === URL.parse(url)?.href);
  const read = await readSource(document, own ?? {}, Date.now());
  const other = read.kind === "failure" && !own ? ruledBeside(sources, url) : undefined;
  return other ? readSource(document, other, Date.now()) : read;
}

/** A source with a rule on the same site. */
function ruledBeside(sources: readonly Source[], url: string): Source | undefined {
  const domain = /^https?:/i.test(url) ? domainOf(url) : undefined;
  return sources.find((source) => (source.page || source.json) && domainOf(source.url) === domain);
}

/** One byte over the limit is enough to be refused for its size. */
const MOST_BYTES = limits.document + 1;

/** Pages of articles that are asked for what a list does not say. */
const MOST_PAGES = 5;

/** Through the guarded fetcher, with the network settings of the configuration when there is one. */
async function fetchAndRead(invocation: Invocation, url: string): Promise<Answer> {
  const { network, sources } = await settings(invocation);
  const { fetch, close } = createFetcher(network);
  const look = { fetch, now: Date.now, mostPages: MOST_PAGES, window: Number.POSITIVE_INFINITY };
  const own = sources.find((source) => source.url === URL.parse(url)?.href);
  try {
    const read = await lookAtSource(look, own ?? plainSource(url));
    const beside =
      own || read.kind === "feed" || !read.code.startsWith("PARSE_") ? undefined : ruledBeside(sources, url);
    return beside ? await lookAtSource(look, { ...beside, url }) : read;
  } finally {
    await close();
  }
}

type Settings = Pick<Config, "network" | "sources">;

/** Of the configuration, where there is one or one was asked for. */
async function settings(invocation: Invocation): Promise<Settings> {
  const isThere = invocation.configGiven || existsSync(invocation.configFile);
  return isThere ? await veiledConfig(invocation) : { network: defaultNetwork, sources: [] };
}

function asJson(answer: Answer) {
  if (answer.kind === "feed") return { ok: true, ...feedAsJson(answer.feed) };
  const announced = "announced" in answer ? { announced: answer.announced } : {};
  return { ok: false, error: answer.code, message: answer.message, remedy: answer.remedy, ...announced };
}

interface LineRequest {
  readonly id: unknown;
  readonly path: string;
  readonly url?: string;
  readonly headers?: ResponseHeaders;
}

/** Rows are answered as they come; one that cannot be answered gets an answer that says so. */
async function answerLines(invocation: Invocation): Promise<0> {
  const sources = invocation.configGiven ? (await settings(invocation)).sources : [];
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === "") continue;
    invocation.print(JSON.stringify(await answerLine(line, sources)));
  }
  return 0;
}

async function answerLine(line: string, sources: readonly Source[]): Promise<object> {
  let id: unknown = null;
  try {
    const request = JSON.parse(line) as LineRequest;
    id = request.id;
    const bytes = await readRow(request, MOST_BYTES);
    const { url = "", headers = {} } = request;
    return { id, ...asJson(await readKnown(sources, { bytes, url, headers })) };
  } catch (error) {
    return {
      id,
      ok: false,
      error: "BAD_ROW",
      message: error instanceof Error ? error.message : String(error),
    };
  }
}

/** Characters. */
const EXCERPT = 160;

/** A parsed feed as `lede parse --json` prints it: dates ISO 8601, null where absent. */
function feedAsJson(parsed: ParsedFeed) {
  const { entries, published, updated, ...feed } = parsed;
  return {
    feed: { ...withNulls(feed), published: isoOrNull(published), updated: isoOrNull(updated) },
    items: entries.map((entry) => ({
      ...withNulls(entry),
      published: isoOrNull(entry.published),
      updated: isoOrNull(entry.updated),
      // `link` is what other tools call the address of the source.
      source: entry.source ? { ...withNulls(entry.source), link: entry.source.url ?? null } : null,
    })),
  };
}

function withNulls(object: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, value ?? null]));
}

function isoOrNull(at: number | undefined): string | null {
  return at === undefined ? null : new Date(at).toISOString();
}

const FORMATS = {
  rss: "RSS",
  rdf: "RSS 1.0 (RDF)",
  atom: "Atom",
  json: "JSON Feed",
  sitemap: "sitemap",
  page: "page",
  api: "JSON",
};

/** A feed in lines for a person: what it is, and each entry with what a reader would see of it first. */
function describeFeed(feed: ParsedFeed): string[] {
  return feedLines(feed).map(printable);
}

/** Control sequences in a document must not reach the terminal. */
function printable(line: string): string {
  return line.replace(/\p{Cc}/gu, "");
}

function feedLines(feed: ParsedFeed): string[] {
  const { entries, skipped } = feed;
  const facts = [
    FORMATS[feed.format],
    feed.language,
    `${entries.length} ${entries.length === 1 ? "entry" : "entries"}`,
  ];
  if (skipped > 0) facts.push(`${skipped} left out`);
  if (feed.parts) facts.push(`an index of ${feed.parts.length} sitemaps`);
  if (feed.reader !== "lede") facts.push(`read by ${feed.reader}`);
  return [
    feed.title ?? "(no title)",
    facts.filter(Boolean).join(" · "),
    ...[feed.link, feed.description && plainText(feed.description, EXCERPT)].filter(
      (line) => line !== undefined,
    ),
    ...entries.flatMap((entry, at) => ["", ...describeEntry(entry, at + 1)]),
  ];
}

function describeEntry(entry: Entry, number: number): string[] {
  const at = entry.published ?? entry.updated;
  const when =
    at === undefined ? "no date" : `${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC`;
  const text = plainText(entry.summary ?? entry.content ?? "", EXCERPT);
  const head = `${String(number).padStart(3)}  ${entry.title ?? "(no title)"}`;
  const facts = [when, entry.author, entry.source?.title && `from ${entry.source.title}`, sizeOf(entry)];
  const lines = [facts.filter(Boolean).join(" · "), entry.link ?? "no link"];
  if (text) lines.push(text);
  if (entry.categories.length > 0) lines.push(`in ${entry.categories.slice(0, 8).join(", ")}`);
  for (const { url, type } of entry.enclosures) lines.push(`with ${type ?? "file"} ${url}`);
  return [head, ...lines.map((line) => `     ${line}`)];
}

function sizeOf({ content }: Entry): string | undefined {
  const words = content === undefined ? 0 : wordsOfHtml(content).length;
  return words === 0 ? undefined : `${words} words`;
}

/** Why there is no feed, and what the address should be when the page says so. */
function describeRefusal(
  failure: Failure & {
    readonly announced?: readonly { readonly url: string; readonly title: string | undefined }[];
  },
): string[] {
  const announced = failure.announced ?? [];
  return [
    `${failure.code}: ${failure.message}`,
    failure.remedy,
    ...announced.map(({ url, title }) => `  ${url}${title === undefined ? "" : `  (${title})`}`),
  ].map(printable);
}
