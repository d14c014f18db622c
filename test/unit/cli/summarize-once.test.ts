import { expect, test } from "vitest";
import { summarize } from "../../../src/cli/commands/once.ts";
import { parseConfig } from "../../../src/config/load.ts";
import type { RoundResult } from "../../../src/queue/poll-worker.ts";

const failed = (code: string): RoundResult => ({ kind: "failed", code, message: "It failed." });
const read = { kind: "ok", seen: 3, new: 1, duplicate: 1, dropped: 1 } as const;

test("sources that failed stand in the order of the YAML, whichever answered first", async () => {
  const addresses = ["a", "b", "c"].map((id) => `{ id: ${id}, url: "https://${id}.example/" }`);
  const config = await parseConfig("lede.yaml", `sources: [${addresses.join(", ")}]`, {});
  const results = new Map<string, RoundResult>([
    ["c", failed("FETCH_DNS")],
    ["b", read],
    ["a", failed("FETCH_TLS")],
  ]);
  const { sources, entries } = summarize({
    config,
    results,
    published: undefined,
    main: undefined,
    durationMs: 1,
  });
  expect(sources.failures.map(({ id, code }) => [id, code])).toEqual([
    ["a", "FETCH_TLS"],
    ["c", "FETCH_DNS"],
  ]);
  expect(entries).toEqual({ seen: 3, new: 1, duplicate: 1, dropped: 1 });
});
