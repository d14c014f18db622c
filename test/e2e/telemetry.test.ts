import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { startWire } from "../faults/wire.ts";
import { freshPrefix } from "../support/redis.ts";
import { runLede } from "../support/run-lede.ts";
import { makeWire } from "../support/wire.ts";

interface Span {
  readonly name: string;
  readonly traceId: string;
  readonly parentSpanId?: string;
}

test("jobs are traced to a collector that the environment names, from adding to doing", async () => {
  const spans: Span[] = [];
  const paths = new Set<string>();
  const collector = createServer(async (request, response) => {
    paths.add(`${request.method} ${request.url}`);
    let body = "";
    for await (const piece of request) body += piece;
    const sent = JSON.parse(body) as { resourceSpans: { scopeSpans: { spans: Span[] }[] }[] };
    spans.push(...sent.resourceSpans.flatMap((one) => one.scopeSpans.flatMap((scope) => scope.spans)));
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
  });
  await new Promise<void>((resolve) => collector.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void collector.close());
  const wire = await startWire(2, 3);
  onTestFinished(wire.close);
  for (const outlet of wire.outlets) wire.grow(outlet);
  const { folder } = await makeWire(() =>
    [
      "network: { allow: [127.0.0.0/8] }",
      "lead: { fullText: never }",
      "output: { dir: ./public }",
      "sources:",
      ...wire.outlets.map(({ id, feedUrl }) => `  - { id: ${id}, url: "${feedUrl}" }`),
    ].join("\n"),
  );
  const { port } = collector.address() as AddressInfo;
  const env = { LEDE_PREFIX: freshPrefix(), OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` };
  const ran = await runLede(["once", "--config", "lede.yaml"], { cwd: folder, env });
  expect(ran).toMatchObject({ status: 0 });
  expect([...paths]).toEqual(["POST /v1/traces"]);
  const processed = spans.filter(({ name }) => name.startsWith("process "));
  expect(new Set(processed.map(({ name }) => name))).toEqual(new Set(["process poll", "process publish"]));
  for (const span of processed)
    expect(spans.some((adding) => adding !== span && adding.traceId === span.traceId)).toBe(true);
}, 60_000);
