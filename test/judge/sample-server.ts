import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pino } from "pino";
import type { FeedSettings } from "../../src/model/edition.ts";
import { editionOfIssues } from "../../src/pipeline/edition/issue-digests.ts";
import { renderArchive, renderArchiveIndex, renderEdition } from "../../src/publish/render-edition.ts";
import type { OutputFile } from "../../src/publish/safe-edition.ts";
import { writeIssue } from "../../src/publish/write-issue.ts";
import { writeOutputs } from "../../src/publish/write-outputs.ts";
import { createServer, type ServerDeps } from "../../src/serve/create-server.ts";
import { renderMetrics } from "../../src/serve/metrics.ts";
import { startLoopback } from "../support/loopback.ts";
import { NOW, sampleContext, sampleEdition } from "./sample-edition.ts";
import { sampleStatus } from "./sample-status.ts";

export interface SampleServer {
  readonly url: string;
  readonly dir: string;
  readonly close: () => Promise<void>;
}

/** The sample edition published into a folder of its own and served on 127.0.0.1, pictures and all. */
export async function startSampleServer(
  overrides: Partial<ServerDeps> = {},
  feed: Partial<FeedSettings> = {},
): Promise<SampleServer> {
  const dir = await mkdtemp(path.join(tmpdir(), "lede-sample-"));
  const pictures = await startLoopback((request, response) => {
    response.writeHead(200, { "content-type": "image/svg+xml" }).end(drawing(request.url ?? ""));
  });
  const app = await createServer({
    settings: { host: "127.0.0.1", port: 0, trustProxy: false, token: undefined },
    dir,
    status: async () => sampleStatus(),
    metrics: () => renderMetrics(sampleStatus()),
    ready: async () => ({ ok: true }),
    log: pino({ level: "silent" }),
    ...overrides,
  });
  const url = `${await app.listen({ host: "127.0.0.1", port: 0 })}/`;
  await writeOutputs(dir, sampleFiles({ ...feed, link: url }, pictures.url("/")));
  return {
    url,
    dir,
    close: async () => {
      await app.close();
      await pictures.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** A wire in that language that has published nothing yet, of which some sources have failed. */
export async function startWaitingServer(language: string): Promise<Omit<SampleServer, "dir">> {
  const dir = await mkdtemp(path.join(tmpdir(), "lede-waiting-"));
  const status = sampleStatus();
  const app = await createServer({
    settings: { host: "127.0.0.1", port: 0, trustProxy: false, token: undefined },
    dir,
    status: async () => ({ ...status, warnings: ["Redis may throw away keys."] }),
    metrics: () => renderMetrics(status),
    ready: async () => ({ ok: true }),
    obstacle: async () => "The network cannot be reached since 06:12 UTC.",
    language: () => language,
    log: pino({ level: "silent" }),
  });
  const url = `${await app.listen({ host: "127.0.0.1", port: 0 })}/`;
  return {
    url,
    close: async () => {
      await app.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

const DAYS = ["2026-11-20", "2026-11-21", "2026-11-22"];

/** The edition with a section and an archive of three days, of which the last is the edition's own. */
export function sampleFiles(overrides: Partial<FeedSettings>, imageBase: string): readonly OutputFile[] {
  const main = sampleEdition(overrides, imageBase);
  const { stories } = main;
  const coast = {
    ...sampleEdition({ ...overrides, id: "coast", title: "The coast" }, imageBase),
    stories: [16, 14, 15, 6, 9].flatMap((n) => stories[n] ?? []),
  };
  const morning = {
    ...main.feed,
    id: "morning",
    title: "The morning edition",
    tagBase: "tag:wire.example,2026-11-01",
  };
  const slot = { at: NOW, hour: 7 };
  const issue = writeIssue(
    {
      edition: { ...main, feed: morning },
      id: "2026-11-22-07",
      now: NOW,
      slot,
      timezone: "UTC",
      sectionOf: (id) => (coast.stories.some((story) => story.id === id) ? "The coast" : undefined),
    },
    sampleContext.generator,
  );
  const issues = editionOfIssues(morning, new Map([["2026-11-22-07", issue]]), NOW);
  const editions = [main, coast];
  const context = {
    ...sampleContext,
    editions,
    feeds: editions.map(({ feed }) => ({ id: feed.id, title: feed.title })),
    page: { sections: ["coast"], pictures: "all" as const, full: 8 },
    archiveDays: new Set(DAYS),
  };
  const days = DAYS.flatMap((day, n) => {
    const previous = DAYS[n - 1];
    const page = { layout: context.page, previous, isOver: day < "2026-11-22", folderOf: () => "" };
    return renderArchive(
      { feed: main.feed, day, stories: stories.slice(5 - 2 * n), previous, page },
      context.generator,
    );
  });
  return [
    ...new Map(
      [
        ...editions.flatMap((edition) => renderEdition(edition, context)),
        ...days,
        ...renderEdition(issues, context),
        ...renderArchiveIndex(main.feed, [...DAYS].reverse(), context.generator),
      ].map((file) => [file.path, file]),
    ).values(),
  ];
}

/** A harbour in a few shapes; its colours depend on the address. */
function drawing(address: string): string {
  const hue = (Number(/\d+/.exec(address)?.[0] ?? 0) * 67 + 205) % 360;
  const sky = `hsl(${hue} 38% 76%)`;
  const sea = `hsl(${hue} 34% 42%)`;
  const hull = `hsl(${(hue + 160) % 360} 45% 30%)`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 960 540"><rect width="960" height="540" fill="${sky}"/><circle cx="740" cy="140" r="60" fill="#fff" opacity=".7"/><path d="M0 330l200-90 180 70 220-120 360 150v40H0z" fill="hsl(${hue} 20% 58%)"/><rect y="360" width="960" height="180" fill="${sea}"/><path d="M300 350h340l-50 70H350z" fill="${hull}"/><path d="M380 350v-60h160v60zm30-60v-50h60v50z" fill="#f4f1e8"/><path d="M0 430h960M0 470h960" stroke="#fff" stroke-opacity=".3" stroke-width="6"/></svg>`;
}
