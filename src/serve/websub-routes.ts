import type { FastifyPluginAsync } from "fastify";
import type { EpochMs } from "../model/brand.ts";

/** What the routes ask of the protocol and the stores; the process that serves puts them together. */
export interface WebsubDeps {
  /** Path of `websub.callback`, without the token. */
  readonly path: string;
  readonly verify: (
    token: string,
    query: URLSearchParams,
    now: EpochMs,
  ) => Promise<{ readonly status: number; readonly body: string }>;
  readonly deliver: (token: string, delivery: Delivery, now: EpochMs) => Promise<{ readonly status: number }>;
  readonly now: () => EpochMs;
}

export interface Delivery {
  readonly body: Uint8Array;
  readonly signature: string | undefined;
  readonly contentType: string | undefined;
}

/** Where hubs verify subscriptions (GET) and deliver news (POST), W3C WebSub sections 5.3 and 7. */
export function websubRoutes({ path, verify, deliver, now }: WebsubDeps): FastifyPluginAsync {
  return async (app) => {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
    const route = `${path.replace(/\/+$/, "")}/:token`;
    app.get<{ Params: { token: string } }>(route, async (request, reply) => {
      const query = new URL(request.url, "http://localhost").searchParams;
      const answer = await verify(request.params.token, query, now());
      return reply.code(answer.status).type("text/plain; charset=utf-8").send(answer.body);
    });
    app.post<{ Params: { token: string }; Body: Buffer | undefined }>(route, async (request, reply) => {
      const { headers } = request;
      const signature = headers["x-hub-signature"];
      const delivery = {
        body: request.body ?? new Uint8Array(),
        signature: Array.isArray(signature) ? signature[0] : signature,
        contentType: headers["content-type"],
      };
      return reply.code((await deliver(request.params.token, delivery, now())).status).send();
    });
  };
}
