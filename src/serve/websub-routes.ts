import type { IncomingMessage } from "node:http";
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from "fastify";
import type { EpochMs } from "../model/brand.ts";
import { COMMON_HEADERS } from "./security-headers.ts";

/** What the routes ask of the protocol and the stores; the process that serves puts them together. */
export interface WebsubDeps {
  /** Path of `websub.callback`, without the token. */
  readonly path: string;
  readonly verify: (
    token: string,
    query: URLSearchParams,
    now: EpochMs,
  ) => Promise<{ readonly status: number; readonly body: string }>;
  /** Asked before a byte of the body is taken: whether anybody subscribed under this token. */
  readonly expects: (token: string, now: EpochMs) => Promise<boolean>;
  readonly deliver: (token: string, delivery: Delivery, now: EpochMs) => Promise<DeliveryTaken>;
  readonly now: () => EpochMs;
  /** Bytes of all bodies that are being received, or wait to be read, at the same time. */
  readonly mostBytes?: number;
}

export interface Delivery {
  readonly body: Uint8Array;
  readonly signature: string | undefined;
  readonly contentType: string | undefined;
}

export interface DeliveryTaken {
  readonly status: number;
  /** Settles when the body is needed no longer. */
  readonly done: Promise<unknown>;
}

const LARGEST_BODY = 10 * 1024 * 1024;
const MOST_BYTES = 32 * 1024 * 1024;

/**
 * Where hubs verify subscriptions (GET) and deliver news (POST), W3C WebSub sections 5.3 and 7. Anybody can reach these
 * addresses: nothing is taken from who does not know a token, and all that is taken at once has a bound.
 */
export function websubRoutes(deps: WebsubDeps): FastifyPluginAsync {
  const { path, verify, now } = deps;
  return async (app) => {
    const room = { left: deps.mostBytes ?? MOST_BYTES };
    app.removeAllContentTypeParsers();
    // The body is read by the route, when it is known who sends it.
    app.addContentTypeParser("*", (_request, payload, done) => done(null, payload));
    app.addHook("onSend", async (_request, reply) => void reply.headers(COMMON_HEADERS));
    const route = `${path.replace(/\/+$/, "")}/:token`;
    app.get<{ Params: { token: string } }>(route, async (request, reply) => {
      const query = new URL(request.url, "http://localhost").searchParams;
      const answer = await verify(request.params.token, query, now());
      return reply.code(answer.status).type("text/plain; charset=utf-8").send(answer.body);
    });
    app.post<{ Params: { token: string } }>(
      route,
      { bodyLimit: LARGEST_BODY, onRequest: (request, reply) => judgeByHead(deps, request, reply) },
      (request, reply) => takeDelivery(deps, room, request, reply),
    );
  };
}

interface Room {
  left: number;
}

type DeliveryRequest = FastifyRequest<{ Params: { token: string } }>;

/** What needs no body is answered before it comes; what comes all the same is let go, piece by piece. */
async function judgeByHead(deps: WebsubDeps, { params, headers }: DeliveryRequest, reply: FastifyReply) {
  if (!(await deps.expects(params.token, deps.now()))) return reply.code(410).send();
  // Answered as any other that the hub did not sign.
  if (headers["x-hub-signature"] === undefined) return reply.code(202).send();
  return undefined;
}

async function takeDelivery(
  deps: WebsubDeps,
  room: Room,
  request: DeliveryRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { headers } = request;
  const signature = headers["x-hub-signature"];
  const intake = await receive(request.raw, room);
  if (intake.kind !== "whole") {
    // What is still coming is not waited for: the connection ends with the answer.
    reply.code(intake.kind === "too-large" ? 413 : 503).header("connection", "close");
    return reply.header("retry-after", "30").send();
  }
  const delivery = {
    body: intake.body,
    signature: Array.isArray(signature) ? signature[0] : signature,
    contentType: headers["content-type"],
  };
  try {
    const { status, done } = await deps.deliver(request.params.token, delivery, deps.now());
    void done.finally(intake.giveBack);
    return reply.code(status).send();
  } catch (error) {
    intake.giveBack();
    throw error;
  }
}

type Intake =
  | { readonly kind: "whole"; readonly body: Uint8Array; readonly giveBack: () => void }
  | { readonly kind: "too-large" }
  | { readonly kind: "no-room" };

/** @throws when the sender goes away before the end */
async function receive(request: IncomingMessage, room: Room): Promise<Intake> {
  if (Number(request.headers["content-length"] ?? 0) > LARGEST_BODY) return { kind: "too-large" };
  const pieces: Buffer[] = [];
  let taken = 0;
  const giveBack = () => {
    room.left += taken;
    taken = 0;
  };
  try {
    for await (const piece of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      const tooLarge = taken + piece.length > LARGEST_BODY;
      if (tooLarge || piece.length > room.left) {
        giveBack();
        return { kind: tooLarge ? "too-large" : "no-room" };
      }
      room.left -= piece.length;
      taken += piece.length;
      pieces.push(piece);
    }
  } catch (error) {
    giveBack();
    throw error;
  }
  return { kind: "whole", body: Buffer.concat(pieces), giveBack };
}
