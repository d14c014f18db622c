import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { Feed } from "feed";
import { generateAtomFeed } from "feedsmith";
import { guardEdition } from "../../src/publish/guard.ts";
import type { SafeStory } from "../../src/publish/safe-edition.ts";
import { writeAtom } from "../../src/publish/write-atom.ts";
import { writeJsonFeed } from "../../src/publish/write-json-feed.ts";
import { writeRss } from "../../src/publish/write-rss.ts";
import { sampleContext, sampleEdition } from "../judge/sample-edition.ts";

/**
 * CPU and peak memory of writing 5,000 stories of 5 kB: each format by Lede, guard and all, against the package
 * `feed` alone (which writes less: no source, no coverage links, no thumbnails) and `feedsmith` for Atom. Each in
 * a process of its own, so that memory is its own.
 */
const STORIES = 5_000;
const BYTES = 5_000;

type Prepared = ReturnType<typeof sampleEdition>;

interface Outcome {
  readonly name: string;
  readonly cpuMs: number;
  readonly peakMb: number;
  readonly megabytes: number;
}

const jobs: Readonly<Record<string, (edition: Prepared) => string>> = {
  "feed: RSS": (edition) => byFeed(edition).rss2(),
  "lede: RSS": (edition) => writeRss(guarded(edition)),
  "feed: Atom": (edition) => byFeed(edition).atom1(),
  "feedsmith: Atom": byFeedsmith,
  "lede: Atom": (edition) => writeAtom(guarded(edition)),
  "feed: JSON": (edition) => byFeed(edition).json1(),
  "lede: JSON": (edition) => writeJsonFeed(guarded(edition)),
};

if (process.send) runJob(process.argv[2] ?? "");
else await main();

async function main(): Promise<void> {
  const outcomes: Outcome[] = [];
  for (const name of Object.keys(jobs)) outcomes.push(await inProcess(name));
  const of = (name: string) =>
    outcomes.find((one) => one.name === name) ?? { cpuMs: Number.NaN, peakMb: Number.NaN };
  const ratios = ["RSS", "Atom", "JSON"].map((format) => ({
    format,
    cpu: of(`lede: ${format}`).cpuMs / of(`feed: ${format}`).cpuMs,
    peak: of(`lede: ${format}`).peakMb / of(`feed: ${format}`).peakMb,
  }));
  for (const { name, cpuMs, peakMb, megabytes } of outcomes)
    console.log(
      `${name.padEnd(16)} ${String(cpuMs).padStart(6)} ms CPU ${String(peakMb).padStart(5)} MB more at the peak, ${megabytes} MB written`,
    );
  for (const { format, cpu, peak } of ratios)
    console.log(`${format}: ${cpu.toFixed(2)} of the CPU of feed, ${peak.toFixed(2)} of its memory`);
  if (process.argv.includes("--json")) console.log(JSON.stringify({ outcomes, ratios }));
}

function inProcess(name: string): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(import.meta.url), [name], {
      execArgv: [...process.execArgv, "--expose-gc"],
    });
    child.once("message", (outcome) => resolve(outcome as Outcome));
    child.once("exit", (status) => status !== 0 && reject(new Error(`${name} ended with ${status}`)));
  });
}

function runJob(name: string): void {
  const prepared = edition();
  globalThis.gc?.();
  const rssBefore = process.memoryUsage().rss;
  const before = process.cpuUsage();
  const written = jobs[name]?.(prepared) ?? "";
  const { user, system } = process.cpuUsage(before);
  const peak = process.resourceUsage().maxRSS * 1024 - rssBefore;
  process.send?.({
    name,
    cpuMs: Math.round((user + system) / 1_000),
    peakMb: Math.round(peak / 1e6),
    megabytes: Math.round(Buffer.byteLength(written) / 1e5) / 10,
  } satisfies Outcome);
}

function edition(): Prepared {
  const sample = sampleEdition();
  const [story] = sample.stories;
  if (!story) throw new Error("the sample has no stories");
  const words = "The council voted on Saturday night to reopen the eastern crossing & its “landing stages”. ";
  const stories = Array.from({ length: STORIES }, (_, n) => ({
    ...story,
    id: `01JD${String(n).padStart(22, "0")}`,
    entryId: `tag:wire.example,2026-11-01:story/${n}`,
    lead: {
      ...story.lead,
      html: `<p>${n} ${words.repeat(Math.ceil(BYTES / words.length)).slice(0, BYTES)}</p>`,
    },
    coverage: n % 4 === 0 ? story.coverage.slice(0, 2) : [],
    publishedAt: story.publishedAt - n * 1_000,
    updatedAt: story.updatedAt - n * 1_000,
  }));
  return { ...sample, stories };
}

function guarded(prepared: Prepared) {
  return guardEdition(prepared, sampleContext.generator);
}

function byFeed(prepared: Prepared): Feed {
  const feed = new Feed({
    id: "https://wire.example/",
    title: "Wire",
    link: "https://wire.example/",
    updated: new Date(0),
  });
  for (const { lead, entryId, publishedAt } of prepared.stories)
    feed.addItem({
      title: lead.article.title,
      id: entryId,
      link: lead.article.url,
      date: new Date(publishedAt),
      description: lead.article.summary,
      content: lead.html,
      author: [{ name: lead.sourceName }],
    });
  return feed;
}

/** The same fields as Lede's Atom, as far as feedsmith has words for them. */
function byFeedsmith(prepared: Prepared): string {
  const safe = guarded(prepared);
  return generateAtomFeed({
    id: safe.id,
    title: { value: safe.title, type: "text" },
    updated: new Date(safe.updatedAt),
    links: [{ rel: "self", href: "https://wire.example/feed.atom" }],
    entries: safe.stories.map((story: SafeStory) => ({
      id: story.entryId,
      title: { value: story.title, type: "text" },
      links: [
        { rel: "alternate", type: "text/html", href: story.url ?? "" },
        ...story.coverage.map((one) => ({
          rel: "related",
          href: one.url,
          title: `${one.outlet}: ${one.title}`,
        })),
      ],
      published: new Date(story.publishedAt),
      updated: new Date(story.updatedAt),
      authors: [{ name: story.byline ?? story.source.title }],
      summary: { value: story.summary, type: "text" },
      content: { value: story.html, type: "html" },
      source: {
        id: story.source.feedUrl ?? "",
        title: { value: story.source.title, type: "text" },
        updated: new Date(story.updatedAt),
      },
    })),
  });
}
