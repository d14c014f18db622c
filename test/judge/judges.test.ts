import { describe, expect, test } from "vitest";
import { fetchDocuments, judgeAll, judgeByJing, judgeByLint } from "./judges.ts";
import { lintFeed } from "./lint-feed.ts";
import { missing } from "./run-tool.ts";
import { startSampleServer } from "./sample-server.ts";
import { judgeByChange } from "./told-again.ts";

const NOW = Date.UTC(2026, 10, 23);

describe("the judges, as far as they are here", () => {
  test.each([
    { name: "stories", folder: "", least: 15 },
    { name: "issues", folder: "morning/", least: 10 },
  ])(
    "have no complaint about anything that is served of $name",
    { timeout: 120_000 },
    async ({ folder, least }) => {
      const server = await startSampleServer();
      try {
        const verdicts = await judgeAll(await fetchDocuments(`${server.url}${folder}`), {
          now: NOW,
          quick: true,
        });
        expect(
          verdicts.flatMap(({ judge, subject, complaints }) =>
            complaints.map((one) => `${judge}, ${subject}: ${one}`),
          ),
        ).toEqual([]);
        expect(verdicts.length).toBeGreaterThan(least);
      } finally {
        await server.close();
      }
    },
  );

  test("see a story told once, whatever it gains, and a new one at once", { timeout: 60_000 }, async ({
    annotate,
  }) => {
    const verdict = await judgeByChange("feed.atom");
    if (verdict.skipped) await annotate(verdict.skipped);
    expect(verdict.complaints).toEqual([]);
  });

  test.skipIf(missing("jing"))("would complain about an entry without a source", async () => {
    const server = await startSampleServer();
    const [atom] = await fetchDocuments(server.url);
    await server.close();
    if (!atom) throw new Error("no feed");
    const without = { ...atom, text: atom.text.replace(/<source>.*?<\/source>/, "") };
    expect((await judgeByJing(without)).complaints.join()).toMatch(/source/);
  });
});

describe("our own list", () => {
  const entry = (inner: string) =>
    `<feed xmlns="http://www.w3.org/2005/Atom"><link rel="self" href="https://a.example/"/><entry><author><name>A</name></author><link href="https://a.example/1"/>${inner}</entry></feed>`;

  test.each([
    {
      name: "a title that looks like markup",
      inner: "<title>&lt;b&gt;x</title>",
      complaint: /looks like markup/,
    },
    {
      name: "a date of next year",
      inner: "<updated>2027-12-01T00:00:00Z</updated>",
      complaint: /implausible/,
    },
    {
      name: "a relative link in the content",
      inner: '<content type="html">&lt;a href="/x"&gt;</content>',
      complaint: /relative/,
    },
    {
      name: "a script in the content",
      inner: '<content type="html">&lt;script&gt;</content>',
      complaint: /unsafe/,
    },
    { name: "two alternates", inner: '<link href="https://a.example/2"/>', complaint: /alternate twice/ },
    {
      name: "an address that is no URI",
      inner: '<link rel="related" href="https://a.example/{x}"/>',
      complaint: /no absolute URI/,
    },
  ])("knows $name", ({ inner, complaint }) => {
    expect(lintFeed(entry(inner), "feed.atom", NOW).join()).toMatch(complaint);
  });

  test.each([
    { name: "RSS that is cut off", path: "feed.rss", text: "<rss><channel>", complaint: /not well-formed/ },
    {
      name: "JSON Feed 1.0",
      path: "feed.json",
      text: '{"version":"https://jsonfeed.org/version/1","title":"x","items":[]}',
      complaint: /1\.1/,
    },
    {
      name: "an outline without text",
      path: "a.opml",
      text: '<opml version="2.0"><body><outline/></body></opml>',
      complaint: /without text/,
    },
  ])("knows $name", ({ path, text, complaint }) => {
    expect(judgeByLint({ url: "", path, text }, NOW).complaints.join()).toMatch(complaint);
  });
});
