import { createServer as createHttpServer, type IncomingMessage } from "node:http";
import Fastify, {
  type FastifyInstance,
  type FastifyPluginAsync,
  type FastifyReply,
  type FastifyRequest,
} from "fastify";
import type { Logger } from "pino";
import type { Config } from "../model/config.ts";
import type { StatusReport } from "../model/status.ts";
import { createRequestAccess, type RequestAccess, TOKEN_PATH, withoutToken } from "./access.ts";
import { type DynamicAnswer, sendDynamic } from "./dynamic-answer.ts";
import { OutputStore } from "./output-store.ts";
import { BOARD_HEADERS, COMMON_HEADERS, CORS_HEADERS } from "./security-headers.ts";
import { createMemoryAnswer, createOutputHandler, type StoryAnswer } from "./serve-output.ts";
import { plainPage, statusPage, statusStyle } from "./status-page.ts";

export interface ServerDeps {
  readonly settings: Config["serve"];
  /** The output folder, absolute; it may not be there yet. */
  readonly dir: string;
  readonly status: () => Promise<StatusReport>;
  /** Prometheus text. */
  readonly metrics: () => Promise<string>;
  readonly ready: () => Promise<{ readonly ok: boolean; readonly reason?: string }>;
  /** The queues' board, made for the base path `/queues`. */
  readonly queues?: FastifyPluginAsync;
  /** Routes of WebSub; they see to their own protection. */
  readonly websub?: FastifyPluginAsync;
  /** Why the first edition may not come soon, in a sentence; asked only while nothing is published. */
  readonly obstacle?: () => Promise<string | undefined>;
  /** What became of a story: asked before its page is looked for. */
  readonly story?: (id: string) => Promise<StoryAnswer | undefined>;
  /** The wire's language, of pages for readers that only the server has. */
  readonly language?: () => string | undefined;
  /** The Link field that a file is served with. */
  readonly link?: (name: string) => string | undefined;
  /** Path under which a proxy passes requests on, such as `/wire/`; default `/`. */
  readonly basePath?: string;
  readonly log: Logger;
}

/** What feeds may take of memory; more than that is read from the disk again. */
const MOST_BYTES = 64 * 1024 * 1024;
const CHECK_EVERY_MS = 1_000;

/**
 * The HTTP side of Lede, not yet listening: the published files, `/status`, health, metrics, and what is plugged
 * in. With a token everything but `/livez` and `/readyz` is private. A listener shows it; the caller closes it.
 */
export async function createServer(deps: ServerDeps): Promise<FastifyInstance> {
  const access = createRequestAccess(deps.settings.token, deps.basePath);
  const store = new OutputStore({
    dir: deps.dir,
    cache: access.isPrivate ? "private" : "public",
    link: deps.link,
    maxBytes: MOST_BYTES,
    checkEvery: CHECK_EVERY_MS,
    now: () => performance.now(),
  });
  const app = createApp(deps, access, createMemoryAnswer(store, access, deps.story !== undefined));
  if (deps.websub) await app.register(deps.websub);
  await app.register(async (open) => registerOperations(open, deps, "open"));
  await app.register(async (closed) => {
    closed.addHook("onRequest", async (request, reply) => {
      if (!access.allowed(request.raw)) return refuse(deps, request, reply);
      if (access.lacksSlash(request.raw)) return withSlash(request, reply);
      if (isForged(request)) return sendDynamic(request, reply, 403, plainPage(403, request.url));
      if (!isDecodable(request.url)) return sendDynamic(request, reply, 400, plainPage(400, request.url));
    });
    registerOperations(closed, deps, "closed");
    if (deps.queues) await closed.register(guardedBoard(deps.queues, access), { prefix: "/queues" });
    closed.get("/*", createOutputHandler(store, { ...deps, tokenPath: access.tokenPath }));
  });
  return app;
}

type MemoryAnswer = ReturnType<typeof createMemoryAnswer>;

function createApp({ settings, language, log }: ServerDeps, access: RequestAccess, fromMemory: MemoryAnswer) {
  let closing = false;
  const app = Fastify({
    logger: false,
    trustProxy: settings.trustProxy,
    exposeHeadRoutes: true,
    bodyLimit: 10 * 1024 * 1024,
    rewriteUrl: (request) => access.rewrite(request as IncomingMessage),
    serverFactory: (handler) =>
      createHttpServer((request, response) => {
        if (closing || !fromMemory(request, response)) handler(request, response);
      }),
  });
  app.addHook("preClose", async () => {
    closing = true;
  });
  app.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    const status = error.statusCode !== undefined && error.statusCode < 500 ? error.statusCode : 500;
    if (status === 500)
      log.error({ err: error, method: request.method, url: withoutToken(request.url) }, "request failed");
    return sendDynamic(request, reply, status, plainPage(status, request.url));
  });
  app.setNotFoundHandler((request, reply) => {
    const known = request.method === "GET" || request.method === "HEAD";
    if (!known) reply.header("allow", "GET, HEAD, OPTIONS");
    return sendDynamic(
      request,
      reply,
      known ? 404 : 405,
      plainPage(known ? 404 : 405, request.url, language?.()),
    );
  });
  app.options("/*", (_request, reply) => reply.code(204).headers(PREFLIGHT).send());
  return app;
}

const PREFLIGHT = {
  ...COMMON_HEADERS,
  ...CORS_HEADERS,
  "access-control-allow-methods": "GET, HEAD",
  "access-control-allow-headers": "Authorization, If-Modified-Since, If-None-Match",
  "access-control-max-age": "86400",
};

/** The address of a folder without its slash: from there every relative link would lead elsewhere. */
function withSlash(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const [path = ""] = request.originalUrl.split("?");
  return reply.redirect(`${path.slice(path.lastIndexOf("/") + 1)}/`, 301);
}

/**
 * The board of the queues with the protection that every page of ours has, at the address that the browser knows it by,
 * and without the fonts that it would ask a third host for.
 */
function guardedBoard(board: FastifyPluginAsync, access: RequestAccess): FastifyPluginAsync {
  return async (app) => {
    app.addHook("onSend", async (request, reply, payload) => {
      reply.headers(BOARD_HEADERS);
      if (typeof payload !== "string" || !String(reply.getHeader("content-type")).startsWith("text/html"))
        return payload;
      reply.removeHeader("content-length");
      return payload
        .replace(/<base href="[^"]*"/, `<base href="${access.prefix(request.raw)}/queues/"`)
        .replace(/<link\b[^>]*\bhref="https?:[^>]*>/g, "");
    });
    await app.register(board);
  };
}

/** A token that is wrong is logged with who tried it: what bans guessers reads that. Who shows none is only asked for it. */
function refuse({ language, log }: ServerDeps, request: FastifyRequest, reply: FastifyReply) {
  if (request.headers.authorization !== undefined || request.url.startsWith(TOKEN_PATH))
    log.warn({ address: request.ip, url: withoutToken(request.url) }, "a wrong token was shown");
  reply.header("www-authenticate", 'Basic realm="Lede", charset="UTF-8"');
  return sendDynamic(request, reply, 401, plainPage(401, request.url, language?.()));
}

/** Percent signs that encode nothing: the board of the queues would take it for its own mistake. */
function isDecodable(url: string): boolean {
  try {
    decodeURIComponent(url);
    return true;
  } catch {
    return false;
  }
}

/** A browser sends a remembered password along with what another site makes it post. */
function isForged({ method, headers }: FastifyRequest): boolean {
  if (method === "GET" || method === "HEAD") return false;
  const site = headers["sec-fetch-site"];
  return site !== undefined && site !== "same-origin" && site !== "none";
}

interface OperationsDeps {
  readonly status: () => Promise<StatusReport>;
  readonly metrics: () => Promise<string>;
  readonly ready: () => Promise<{ readonly ok: boolean; readonly reason?: string }>;
  readonly queues?: unknown;
  readonly log: { readonly warn: (details: object, message: string) => void };
}

/** What those who run Lede ask it: health for everyone, status and metrics for those who may see the feeds. */
function registerOperations(app: FastifyInstance, deps: OperationsDeps, side: "open" | "closed"): void {
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
      return sendDynamic(request, reply, answer ? 200 : 503, answer ?? plainPage(503, request.url));
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
