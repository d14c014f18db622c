import { existsSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { compile } from "css-select";
import { defaultNetwork } from "../../config/defaults.ts";
import { createExtractor, type Extractor } from "../../extract/create-extractor.ts";
import type { Extraction } from "../../extract/extraction.ts";
import { createFetcher } from "../../fetch/create-fetcher.ts";
import { domainOf } from "../../fetch/registrable-domain.ts";
import type { Config } from "../../model/config.ts";
import type { ResponseHeaders } from "../../model/document.ts";
import type { FullTextRule } from "../../model/source.ts";
import { type Invocation, type RunCommand, UsageError } from "../command.ts";
import { readInput, readRow, unreadInput } from "../read-input.ts";
import { veiledConfig } from "../veiled-config.ts";

const THREADS = 2;

/** `lede extract`: the article in a page, for people, as `--json`, or as a line tool with `--jsonl`. */
export const extract: RunCommand = async (invocation) => {
  const extractor = createExtractor({ threads: THREADS });
  try {
    if (invocation.options["jsonl"] === true) return await answerLines(invocation, extractor);
    const target = invocation.args[0];
    if (!target) throw new UsageError("extract what? A file, an address, or - for standard input");
    return await answerOne(invocation, extractor, target);
  } finally {
    await extractor.close();
  }
};

async function answerOne(invocation: Invocation, extractor: Extractor, target: string): Promise<0 | 1> {
  const given = typeof invocation.options["url"] === "string" ? invocation.options["url"] : undefined;
  const isAddress = /^https?:\/\//i.test(target);
  const url = isAddress ? target : (given ?? pathToFileURL(path.resolve(target)).href);
  const known = isAddress || given || invocation.configGiven ? await settings(invocation) : NO_SETTINGS;
  const rule = ruleOf(invocation, known, url);
  const extraction = isAddress
    ? await fetchAndExtract(known, extractor, target, rule)
    : await extractor.extract({
        bytes: await readInput(target, MOST_BYTES).catch((error: NodeJS.ErrnoException) => {
          throw unreadInput(target, error);
        }),
        url,
        rule,
      });
  if (invocation.json) invocation.print(JSON.stringify(answerOf(undefined, extraction)));
  else for (const line of describe(extraction)) invocation.print(line);
  return extraction.kind === "text" ? 0 : 1;
}

/** `--selector`, else the rule of the source on whose domain the address stands. */
function ruleOf(invocation: Invocation, { sources }: Settings, url: string): FullTextRule | undefined {
  const selector = invocation.options["selector"];
  if (typeof selector === "string") {
    try {
      compile(selector);
    } catch (error) {
      throw new UsageError(
        `--selector ${JSON.stringify(selector)} is no CSS selector: ${(error as Error).message}`,
      );
    }
    return { mode: "selector", selector, remove: [] };
  }
  const domain = url.startsWith("http") ? domainOf(url) : undefined;
  const own = sources.filter((source) => domain !== undefined && domainOf(source.url) === domain);
  return (own.find((source) => source.fullText.mode === "selector") ?? own[0])?.fullText;
}

/** Through the guarded fetcher. */
async function fetchAndExtract(
  { network }: Settings,
  extractor: Extractor,
  url: string,
  rule: FullTextRule | undefined,
): Promise<Extraction> {
  const fetcher = createFetcher(network);
  try {
    const outcome = await fetcher.fetch({ url, kind: "page" });
    if (outcome.kind === "document") {
      const { bytes, headers } = outcome;
      return await extractor.extract({ bytes, url: outcome.url, headers, rule });
    }
    if (outcome.kind === "failure") return { ...outcome, wall: null };
    throw new Error(`the server of ${url} sent no page`);
  } finally {
    await fetcher.close();
  }
}

type Settings = Pick<Config, "network" | "sources">;

/** Of the configuration, where there is one or one was asked for. */
async function settings(invocation: Invocation): Promise<Settings> {
  if (invocation.configGiven || existsSync(invocation.configFile)) return veiledConfig(invocation);
  return NO_SETTINGS;
}

const NO_SETTINGS: Settings = { network: defaultNetwork, sources: [] };

interface LineRequest {
  readonly id: unknown;
  readonly path: string;
  readonly url?: string;
  readonly headers?: ResponseHeaders;
}

/** Answers come as they are ready; a line that cannot be answered gets an answer that says so. */
async function answerLines({ print }: Invocation, extractor: Extractor): Promise<0> {
  const running = new Set<Promise<void>>();
  for await (const line of createInterface({ input: process.stdin })) {
    if (!line.trim()) continue;
    const task: Promise<void> = answerLine(line, extractor)
      .then((answer) => print(JSON.stringify(answer)))
      .finally(() => running.delete(task));
    running.add(task);
    if (running.size >= THREADS * 2) await Promise.race(running);
  }
  await Promise.all(running);
  return 0;
}

async function answerLine(line: string, extractor: Extractor): Promise<Record<string, unknown>> {
  let id: unknown;
  try {
    const request = JSON.parse(line) as LineRequest;
    id = request.id;
    const bytes = await readRow(request, MOST_BYTES);
    const url = request.url ?? pathToFileURL(path.resolve(request.path)).href;
    return answerOf(id, await extractor.extract({ bytes, url, headers: request.headers }));
  } catch (error) {
    return { id: id ?? null, ok: false, error: error instanceof Error ? error.message : String(error) };
  }
}

/** Of an unpacked page. */
const MOST_BYTES = 20_000_000;

function answerOf(id: unknown, extraction: Extraction): Record<string, unknown> {
  const { title, author, date, image, language, siteName, canonical, nextPages } = extraction;
  const about = {
    ...(id !== undefined && { id }),
    ok: extraction.kind === "text",
    title: title ?? null,
    author: author ?? null,
    date: date ?? null,
    image: image ?? null,
    lang: language ?? null,
    siteName: siteName ?? null,
    canonical: canonical ?? null,
    ...(extraction.missed !== undefined && { warning: missedSelector(extraction.missed) }),
    nextPages: nextPages ?? [],
  };
  if (extraction.kind === "text") {
    const { text, html, words } = extraction;
    return { ...about, words, text, html, wall: null };
  }
  const { wall, code, message, text = "", html = "" } = extraction;
  return { ...about, text, html, wall, error: message, code };
}

const missedSelector = (selector: string): string =>
  `the selector ${JSON.stringify(selector)} matches nothing on this page: the text was looked for the usual way`;

function describe(extraction: Extraction): string[] {
  const about = [
    ["title", extraction.title],
    ["author", extraction.author],
    ["date", extraction.date],
    ["site", extraction.siteName],
    ["language", extraction.language],
    ["picture", extraction.image],
    ["canonical", extraction.canonical],
    ["further pages", extraction.nextPages?.join(" ")],
  ]
    .filter(([, value]) => value)
    .map(([name, value]) => `${name}: ${value}`);
  if (extraction.missed !== undefined) about.push(`warning: ${missedSelector(extraction.missed)}`);
  if (extraction.kind === "failure")
    return [...about, "", `${extraction.code}: ${extraction.message}`, extraction.remedy];
  return [...about, `words: ${extraction.words}`, "", extraction.text];
}
