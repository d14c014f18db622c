import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { defaultNetwork } from "../../config/defaults.ts";
import { createFetcher } from "../../fetch/create-fetcher.ts";
import { plainText, wordsOfHtml } from "../../ground/text.ts";
import type { ResponseHeaders } from "../../model/document.ts";
import type { Entry, ParsedFeed } from "../../model/entry.ts";
import type { Failure } from "../../model/failure.ts";
import { limits } from "../../parse/limits.ts";
import { readFeed } from "../../parse/read-feed.ts";
import { type Invocation, type RunCommand, UsageError } from "../command.ts";
import { readInput, STDIN, unreadInput } from "../read-input.ts";
import { veiledConfig } from "../veiled-config.ts";

type Answer = Awaited<ReturnType<typeof readFeed>> | Failure;

/** `lede parse`: what Lede reads in a feed, for people, as `--json`, or as a line tool with `--jsonl`. */
export const parse: RunCommand = async (invocation) => {
  if (invocation.options["jsonl"] === true) return answerLines(invocation);
  const target = invocation.args[0];
  if (!target) throw new UsageError("parse what? A file, an address, or - for standard input");
  const answer = await (/^https?:\/\//i.test(target) ? fetchAndRead(invocation, target) : readLocal(target));
  if (invocation.json) invocation.print(JSON.stringify(asJson(answer)));
  else
    for (const line of answer.kind === "feed" ? describeFeed(answer.feed) : describeRefusal(answer))
      invocation.print(line);
  return answer.kind === "feed" ? 0 : 1;
};

/** Where the file came from nobody knows: what is relative in it stays relative. */
async function readLocal(target: string): Promise<Answer> {
  const bytes = await readInput(target, MOST_BYTES).catch((error: NodeJS.ErrnoException) => {
    throw unreadInput(target, error);
  });
  return readFeed(bytes, { url: target === STDIN ? "" : target, now: Date.now() });
}

/** One byte over the limit is enough to be refused for its size. */
const MOST_BYTES = limits.document + 1;

/** Through the guarded fetcher, with the network settings of the configuration when there is one. */
async function fetchAndRead(invocation: Invocation, url: string): Promise<Answer> {
  const configured = invocation.configGiven || existsSync(invocation.configFile);
  const { network } = configured ? await veiledConfig(invocation) : { network: defaultNetwork };
  const fetcher = createFetcher(network);
  try {
    const outcome = await fetcher.fetch({ url, kind: "feed" });
    if (outcome.kind === "document")
      return await readFeed(outcome.bytes, { url: outcome.url, headers: outcome.headers, now: Date.now() });
    if (outcome.kind === "failure") return outcome;
    throw new Error(`the server of ${url} answered an unconditional request with 304`);
  } finally {
    await fetcher.close();
  }
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
async function answerLines({ print }: Invocation): Promise<0> {
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === "") continue;
    print(JSON.stringify(await answerLine(line)));
  }
  return 0;
}

async function answerLine(line: string): Promise<object> {
  let id: unknown = null;
  try {
    const request = JSON.parse(line) as LineRequest;
    id = request.id;
    const bytes = await readInput(request.path, MOST_BYTES);
    const { url = "", headers = {} } = request;
    return { id, ...asJson(await readFeed(bytes, { url, headers, now: Date.now() })) };
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

const FORMATS = { rss: "RSS", rdf: "RSS 1.0 (RDF)", atom: "Atom", json: "JSON Feed" };

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
