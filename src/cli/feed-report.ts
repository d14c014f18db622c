import { plainText, wordsOfHtml } from "../ground/text.ts";
import type { Entry, ParsedFeed } from "../model/entry.ts";
import type { Failure } from "../model/failure.ts";

/** Characters. */
const EXCERPT = 160;

/** A parsed feed as `lede parse --json` prints it: dates ISO 8601, null where absent. */
export function feedAsJson(parsed: ParsedFeed) {
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
export function describeFeed(feed: ParsedFeed): string[] {
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
export function describeRefusal(
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
