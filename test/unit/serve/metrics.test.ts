import { describe, expect, test } from "vitest";
import { observation } from "../../../src/ground/counters.ts";
import { renderMetrics } from "../../../src/serve/metrics.ts";
import { sampleStatus } from "../../judge/sample-status.ts";

describe("metrics", () => {
  test("count what all processes did", async () => {
    const text = await renderMetrics(sampleStatus());
    for (const line of [
      'lede_sources{state="ok"} 5',
      'lede_sources{state="gone"} 1',
      'lede_queue_jobs{queue="extract",state="failed"} 3',
      'lede_fetches_total{outcome="not_modified"} 10000',
      'lede_failures_total{code="FETCH_TIMEOUT"} 210',
      "# TYPE lede_fetch_seconds histogram",
      'lede_fetch_seconds_bucket{le="0.1"} 0',
      'lede_fetch_seconds_bucket{le="0.25"} 9000',
      'lede_fetch_seconds_bucket{le="+Inf"} 9005',
      "lede_fetch_seconds_sum 1234.5",
      "lede_fetch_seconds_count 9005",
      'lede_published_stories{feed="main"} 18',
    ])
      expect(text.split("\n")).toContain(line);
    expect(text).toContain("process_cpu_user_seconds_total");
  });

  test("never call a sum that can shrink a counter", async () => {
    const text = await renderMetrics({ ...sampleStatus(), running: undefined });
    expect(text).toContain("# TYPE lede_fetches_24h gauge");
    expect(text).toContain('lede_fetches_24h{outcome="document"} 600');
    expect(text).not.toContain("lede_fetches_total");
  });

  test("are given again at the next scrape", async () => {
    await renderMetrics(sampleStatus());
    expect(await renderMetrics(sampleStatus())).toContain("nodejs_eventloop_lag_seconds");
  });

  test.each([
    { value: 0.2, key: "fetchSeconds:le:0.25" },
    { value: 0.25, key: "fetchSeconds:le:0.25" },
    { value: 31, key: "fetchSeconds:le:+Inf" },
  ])("put an observation of $value into $key", ({ value, key }) => {
    expect(observation("fetchSeconds", value)).toEqual({
      [key]: 1,
      "fetchSeconds:sum": value,
      "fetchSeconds:count": 1,
    });
  });
});
