import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { StatusReport } from "../model/status.ts";
import { type DynamicAnswer, sendDynamic } from "./dynamic-answer.ts";
import { plainPage, statusPage, statusStyle } from "./status-page.ts";

export interface OperationsDeps {
  readonly status: () => Promise<StatusReport>;
  readonly metrics: () => Promise<string>;
  readonly ready: () => Promise<{ readonly ok: boolean; readonly reason?: string }>;
  readonly queues?: unknown;
  readonly log: { readonly warn: (details: object, message: string) => void };
}

/** What those who run Lede ask it: health for everyone, status and metrics for those who may see the feeds. */
export function registerOperations(
  app: FastifyInstance,
  deps: OperationsDeps,
  side: "open" | "closed",
): void {
  if (side === "open") {
    app.get("/livez", (request, reply) => sendDynamic(request, reply, 200, text("ok")));
    const style = statusStyle();
    app.get("/status.css", (request, reply) =>
      sendDynamic(request, reply, 200, { type: "text/css", body: style }),
    );
    app.get("/readyz", (request, reply) => readiness(deps, request, reply));
    return;
  }
  const answers: Readonly<Record<string, () => Promise<DynamicAnswer>>> = {
    "/status": async () => statusPage(await deps.status(), deps.queues !== undefined),
    "/status.json": async () => ({ type: "application/json", body: JSON.stringify(await deps.status()) }),
    "/metrics": async () => text(await deps.metrics()),
  };
  for (const [path, make] of Object.entries(answers))
    app.get(path, async (request, reply) => {
      const answer = await make().catch((err: unknown) => {
        deps.log.warn({ err, path }, "status could not be read");
        return undefined;
      });
      return sendDynamic(request, reply, answer ? 200 : 503, answer ?? plainPage(503));
    });
}

async function readiness(deps: OperationsDeps, request: FastifyRequest, reply: FastifyReply) {
  const state = await deps.ready().catch((error: unknown) => ({
    ok: false,
    reason: error instanceof Error ? error.message : String(error),
  }));
  return sendDynamic(
    request,
    reply,
    state.ok ? 200 : 503,
    text(state.ok ? "ok" : (state.reason ?? "not ready")),
  );
}

function text(body: string): DynamicAnswer {
  return { type: "text/plain", body: body.endsWith("\n") ? body : `${body}\n` };
}
