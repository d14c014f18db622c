import { describe, expect, test } from "vitest";
import { hourChart } from "../../../src/serve/hour-chart.ts";
import { statusPage } from "../../../src/serve/status-page.ts";
import { relativeTime } from "../../../src/serve/status-view.ts";
import { sampleStatus } from "../../judge/sample-status.ts";

const NOW = Date.UTC(2026, 10, 22, 6, 30);

describe("times on the status page", () => {
  test.each([
    { at: NOW, text: "now" },
    { at: NOW - 12 * 60_000, text: "12 minutes ago" },
    { at: NOW + 3 * 3_600_000, text: "in 3 hours" },
    { at: NOW - 80_000, text: "80 seconds ago" },
    { at: NOW - 3 * 86_400_000, text: "3 days ago" },
    { at: 8.64e15, text: "never" },
    { at: Number.NaN, text: "never" },
  ])("$text", ({ at, text }) => expect(relativeTime(at, NOW).text).toBe(text));
});

describe("the status page", () => {
  test("takes names for names, whatever is in them", () => {
    const report = sampleStatus();
    const [source] = report.sources;
    if (!source) throw new Error("no source");
    const hostile = { ...source, name: '<script>alert("x")</script>', sentence: "<img src=x onerror=1>" };
    const { body } = statusPage({ ...report, sources: [hostile], warnings: ["<b>"] }, false);
    expect(body).not.toMatch(/<script|<img|<b>/);
  });

  test("shows a wire that has done nothing yet", () => {
    const empty = {
      ...sampleStatus(),
      sources: [],
      hours: [],
      publications: [],
      queues: [],
      extractions: [],
      warnings: [],
    };
    expect(statusPage(empty, true).body).toContain("never");
  });
});

describe("the chart", () => {
  test("stacks its series to the sum of the hour, and says the peak in words", () => {
    const svg = hourChart({
      title: "Polls an hour",
      unit: "polls",
      hours: [NOW, NOW + 3_600_000],
      series: [
        { name: "good", className: "good", values: [5, undefined] },
        { name: "bad", className: "bad", values: [5, 0] },
      ],
    });
    const bars = [...svg.matchAll(/class="(good|bad)"[^>]* height="([\d.]+)"/g)].map((match) =>
      Number(match[2]),
    );
    expect(bars).toEqual([46, 46]);
    expect(svg).toContain('aria-label="Polls an hour: at most 10 polls in an hour"');
  });
});
