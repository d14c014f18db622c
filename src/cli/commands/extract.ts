import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { defaultNetwork } from "../../config/defaults.ts";
import { createExtractor, type Extractor } from "../../extract/create-extractor.ts";
import type { Extraction } from "../../extract/extraction.ts";
import { createFetcher } from "../../fetch/create-fetcher.ts";
import type { ResponseHeaders } from "../../model/document.ts";
import type { NetworkSettings } from "../../model/source.ts";
import { type Invocation, type RunCommand, UsageError } from "../command.ts";

const THREADS = 2;

import { veiledConfig } from "../veiled-config.ts";

/** `lede extract`: the article in a page, for people, as `--json`, or as a line tool with `--jsonl`. */
export const extract: RunCommand = async (invocation) => {
  const extractor = createExtractor({ threads: THREADS });
  try {
    if (invocation.options["jsonl"] === true) return await answerLines(invocation, extractor);
    const target = invocation.args[0];
    if (!target) throw new UsageError("extract what? A file or an address");
    return await answerOne(invocation, extractor, target);
  } finally {
    await extractor.close();
  }
};

async function answerOne(invocation: Invocation, extractor: Extractor, target: string): Promise<0 | 1> {
  const url = typeof invocation.options["url"] === "string" ? invocation.options["url"] : undefined;
  const extraction = /^https?:\/\//i.test(target)
    ? await fetchAndExtract(invocation, extractor, target)
    : await extractor.extract({
        bytes: await readPage(target).catch((error: NodeJS.ErrnoException) => {
          const isFolder = error.code === "EISDIR";
          throw new UsageError(isFolder ? `${target} is a folder, not a page` : `there is no file ${target}`);
        }),
        url: url ?? pathToFileURL(path.resolve(target)).href,
      });
  if (invocation.json) invocation.print(JSON.stringify(answerOf(undefined, extraction)));
  else for (const line of describe(extraction)) invocation.print(line);
  return extraction.kind === "text" ? 0 : 1;
}

/** Through the guarded fetcher, with the network settings of the configuration when there is one. */
async function fetchAndExtract(
  invocation: Invocation,
  extractor: Extractor,
  url: string,
): Promise<Extraction> {
  const { network } = await settings(invocation);
  const fetcher = createFetcher(network);
  try {
    const outcome = await fetcher.fetch({ url, kind: "page" });
    if (outcome.kind === "document")
      return await extractor.extract({ bytes: outcome.bytes, url: outcome.url, headers: outcome.headers });
    if (outcome.kind === "failure") return { ...outcome, wall: null };
    throw new Error(`the server of ${url} sent no page`);
  } finally {
    await fetcher.close();
  }
}

/** Of the configuration, where there is one or one was asked for. */
async function settings(invocation: Invocation): Promise<{ network: NetworkSettings }> {
  if (invocation.configGiven || existsSync(invocation.configFile)) return veiledConfig(invocation);
  return { network: defaultNetwork };
}

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
    const bytes = await readPage(request.path);
    const url = request.url ?? pathToFileURL(path.resolve(request.path)).href;
    return answerOf(id, await extractor.extract({ bytes, url, headers: request.headers }));
  } catch (error) {
    return { id: id ?? null, ok: false, error: error instanceof Error ? error.message : String(error) };
  }
}

const unzip = promisify(gunzip);

/** The bytes of a page on disk; `.gz` is unpacked. */
async function readPage(file: string): Promise<Uint8Array> {
  const bytes = await readFile(file);
  return file.endsWith(".gz") ? unzip(bytes, { maxOutputLength: 20_000_000 }) : bytes;
}

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
    nextPages: nextPages ?? [],
  };
  if (extraction.kind === "text") {
    const { text, html, words } = extraction;
    return { ...about, words, text, html, wall: null };
  }
  const { wall, code, message } = extraction;
  return { ...about, text: "", html: "", wall, error: message, code };
}

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
  if (extraction.kind === "failure")
    return [...about, "", `${extraction.code}: ${extraction.message}`, extraction.remedy];
  return [...about, `words: ${extraction.words}`, "", extraction.text];
}
