import type { Telemetry } from "bullmq";
import { VERSION } from "../ground/package-file.ts";

/** Traces of every job, from whoever added it to whoever did it, while they are sent somewhere. */
export interface RunningTelemetry {
  readonly telemetry: Telemetry;
  /** Sends what is left. */
  close(): Promise<void>;
}

/**
 * Starts OpenTelemetry when the environment names a collector (`OTEL_EXPORTER_OTLP_ENDPOINT` or
 * `OTEL_EXPORTER_OTLP_TRACES_ENDPOINT`, OTLP over HTTP; headers, sampling and the service's name by the usual `OTEL_*`).
 * Without one nothing of it is loaded.
 */
export async function startTelemetry(env: NodeJS.ProcessEnv): Promise<RunningTelemetry | undefined> {
  const endpoint = env["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"] ?? env["OTEL_EXPORTER_OTLP_ENDPOINT"];
  if (!endpoint || env["OTEL_SDK_DISABLED"] === "true") return undefined;
  const [api, { BullMQOtel }, { AsyncLocalStorageContextManager }, sdk, { OTLPTraceExporter }, resources] =
    await Promise.all([
      import("@opentelemetry/api"),
      import("bullmq-otel"),
      import("@opentelemetry/context-async-hooks"),
      import("@opentelemetry/sdk-trace-base"),
      import("@opentelemetry/exporter-trace-otlp-http"),
      import("@opentelemetry/resources"),
    ]);
  const name = env["OTEL_SERVICE_NAME"] ?? "lede";
  const provider = new sdk.BasicTracerProvider({
    resource: resources.resourceFromAttributes({ "service.name": name, "service.version": VERSION }),
    spanProcessors: [new sdk.BatchSpanProcessor(new OTLPTraceExporter())],
  });
  api.context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  api.trace.setGlobalTracerProvider(provider);
  return {
    telemetry: new BullMQOtel({ tracerName: name, version: VERSION }),
    close: () => provider.shutdown(),
  };
}
