import { describe, expect, test } from "vitest";
import type { SourceStatus, StatusReport } from "../../../src/model/status.ts";
import { plainPage, waitingPage } from "../../../src/serve/status-page.ts";
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
const page = (given: StatusReport | undefined, obstacle?: string, url = "/", language?: string) =>
  waitingPage({ report: given, obstacle }, url, language).body;

describe("the page before the first edition", () => {
  test.each([
    {
      name: "nothing read",
      sources: [source(1, "new"), source(2, "new")],
      says: "Sources read: 0 of 2.",
    },
    {
      name: "some read",
      sources: [source(1, "ok"), source(2, "new")],
      says: "Sources read: 1 of 2.",
    },
    {
      name: "one failed",
      sources: [source(1, "ok"), source(2, "failing", "cannot be found (DNS)")],
      says: "Could not be read: 1.",
    },
    { name: "one alone", sources: [source(1, "ok")], says: "Sources read: 1 of 1." },
  ])("counts: $name", ({ sources, says }) => expect(page(report(sources))).toContain(says));

  test("says which failed and why, and leads to the status of all", () => {
    const html = page(
      report([source(1, "ok"), source(2, "failing", "answers with 500"), source(3, "gone", "has ended")]),
    );
    expect(html).toContain(
      '<li><strong><bdi>Source 2</bdi></strong> <span lang="en" dir="ltr">answers with 500</span></li>',
    );
    expect(html).toContain('<bdi>Source 3</bdi></strong> <span lang="en" dir="ltr">has ended</span></li>');
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
    expect(html).toContain("18 more");
  });

  test("says once that there is no network", () => {
    const sentence = "The network cannot be reached since 12:04 UTC.";
    const html = page(report([source(1, "new")], [sentence, "Redis may throw away keys."]), sentence);
    expect(html.split("<main")[1]?.match(/cannot be reached/g)).toHaveLength(1);
    expect(html).toContain("Redis may throw away keys.");
  });

  test("is in the wire's language; what it tells of troubles is marked as English", () => {
    const sources = [source(1, "ok"), source(2, "failing", "answers with 500")];
    const html = String(page(report(sources, ["Redis may throw away keys."]), undefined, "/", "ar"));
    expect(html).toContain('<html lang="ar" dir="rtl">');
    expect(html).toContain("<title>العدد الأول في الطريق</title>");
    expect(html).toContain('<p lang="en" dir="ltr">Redis may throw away keys.</p>');
    expect(html).toContain('<span lang="en" dir="ltr">answers with 500</span>');
    expect(html.replace(/ lang="en" dir="ltr">[^<]*/g, "").replace(/Source \d/g, "")).not.toMatch(
      />[^<]*[a-z]{3}[^<]*</,
    );
  });

  test.each([
    [404, "ja", "ここにはありません"],
    [410, "de-AT", "Nicht mehr hier"],
    [401, "pl", "Prywatne"],
    [404, "xx", "Not here"],
    [400, "de", "Not understood"],
  ])("so is what a reader meets: %i in %s", (status, language, title) => {
    expect(plainPage(status, "/x", language).body).toContain(`<h1>${title}</h1>`);
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
