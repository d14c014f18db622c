import { describe, expect, test } from "vitest";
import type { SourceStatus, StatusReport } from "../../../src/model/status.ts";
import { waitingPage } from "../../../src/serve/status-page.ts";
import { sampleStatus } from "../../judge/sample-status.ts";

const [some] = sampleStatus().sources as [SourceStatus];
const source = (n: number, state: SourceStatus["state"], sentence = ""): SourceStatus => ({
  ...some,
  id: `s${n}`,
  name: `Source ${n}`,
  state,
  sentence,
});
const report = (sources: readonly SourceStatus[], warnings: readonly string[] = []): StatusReport => ({
  ...sampleStatus(),
  sources,
  warnings,
});
const page = (given: StatusReport | undefined, obstacle?: string, url = "/") =>
  waitingPage({ report: given, obstacle }, url).body;

describe("the page before the first edition", () => {
  test.each([
    {
      name: "nothing read",
      sources: [source(1, "new"), source(2, "new")],
      says: "0 of 2 sources have been read.",
    },
    {
      name: "some read",
      sources: [source(1, "ok"), source(2, "new")],
      says: "1 of 2 sources have been read.",
    },
    {
      name: "one failed",
      sources: [source(1, "ok"), source(2, "failing", "cannot be found (DNS)")],
      says: "1 of 2 sources have been read, 1 could not be.",
    },
    { name: "one alone", sources: [source(1, "ok")], says: "1 of 1 source has been read." },
  ])("counts: $name", ({ sources, says }) => expect(page(report(sources))).toContain(says));

  test("says which failed and why, and leads to the status of all", () => {
    const html = page(
      report([source(1, "ok"), source(2, "failing", "answers with 500"), source(3, "gone", "has ended")]),
    );
    expect(html).toContain("<li><strong>Source 2</strong> answers with 500</li>");
    expect(html).toContain("<li><strong>Source 3</strong> has ended</li>");
    expect(html).toContain('href="./status"');
    expect(html).toContain("on its way");
  });

  test("does not promise an edition when every source failed", () => {
    const html = page(
      report([source(1, "failing", "answers with 500"), source(2, "limited", "told to wait")]),
    );
    expect(html).toContain("has to wait");
  });

  test("names no more than a dozen", () => {
    const html = page(report(Array.from({ length: 30 }, (_, n) => source(n, "failing", "x"))));
    expect(html.match(/<li>/g)).toHaveLength(12);
    expect(html).toContain("And 18 more.");
  });

  test("says once that there is no network", () => {
    const sentence = "The network cannot be reached since 12:04 UTC.";
    const html = page(report([source(1, "new")], [sentence, "Redis may throw away keys."]), sentence);
    expect(html.split("<main")[1]?.match(/cannot be reached/g)).toHaveLength(1);
    expect(html).toContain("Redis may throw away keys.");
  });

  test("is there while Redis is away", () => expect(page(undefined)).toContain("on its way"));

  test("has its style and its links from any depth", () => {
    expect(page(report([source(1, "new")]), undefined, "/coast/feed.atom?x=1")).toContain(
      'href="../status.css?v=',
    );
  });

  test("shows what a source says as text", () => {
    expect(page(report([source(1, "failing", "<script>alert(1)</script>")]))).not.toContain("<script>");
  });
});
