import { VERSION } from "../src/ground/version.ts";
import type { Config } from "../src/model/config.ts";
import { queueBoard } from "../src/queue/queue-board.ts";
import type { Runtime } from "../src/runtime/runtime.ts";
import { statusReport } from "../src/runtime/status-report.ts";
import { websubPlugin } from "../src/runtime/websub.ts";
import { createServer } from "../src/serve/create-server.ts";
import { ListenError } from "../src/serve/listen-error.ts";
import { renderMetrics } from "../src/serve/metrics.ts";
import { hubLinks } from "../src/websub/publish-ping.ts";
import type { Running } from "./running.ts";

/** `lede serve`: the published files, `/status`, health, metrics and, with a token, `/queues`. */
export async function startServe(runtime: Runtime): Promise<Running> {
  const { config, log, hasty, queues } = runtime;
  const { host, port, token } = config.serve;
  const websub = websubPlugin(runtime);
  const app = await createServer({
    settings: config.serve,
    dir: config.output.dir,
    log,
    status: () => statusReport(runtime, VERSION),
    metrics: async () => renderMetrics(await statusReport(runtime, VERSION)),
    ready: async () => ({ ok: (await hasty.ping()) === "PONG" }),
    link: (name) => hubLink(runtime.config, name),
    ...(websub && { websub }),
    ...(token && { queues: queueBoard(queues) }),
    story: async (id) => {
      const current = await runtime.answering.stories.resolve(id);
      return current === id ? undefined : { kind: "moved", to: current };
    },
  });
  await app.listen({ host, port }).catch((error: NodeJS.ErrnoException) => {
    throw new ListenError(host, port, error);
  });
  log.info({ url: `http://${host}:${port}/` }, "serving");
  return { close: () => app.close() };
}

/** Hubs are told of in the answer's head too, so that a subscriber need not read the document (WebSub section 4). */
function hubLink({ link, websub }: Config, name: string): string | undefined {
  return link && /(^|\/)feed\.(?:atom|rss|json)$/.test(name)
    ? hubLinks(websub.hubs, new URL(name, link).href)
    : undefined;
}
