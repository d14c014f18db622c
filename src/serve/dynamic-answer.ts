import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { FastifyReply, FastifyRequest } from "fastify";
import { negotiateEncoding } from "./negotiate-encoding.ts";
import { COMMON_HEADERS, PAGE_HEADERS } from "./security-headers.ts";

const gzipAsync = promisify(gzip);
/** Less than a packet is not worth it. */
const WORTH_IT = 1_400;

export interface DynamicAnswer {
  readonly type: "text/html" | "text/css" | "text/plain" | "application/json";
  readonly body: string;
}

/** Sends what was made for this request alone: never stored, compressed where it is worth it. */
export async function sendDynamic(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  answer: DynamicAnswer,
): Promise<FastifyReply> {
  reply
    .code(status)
    .headers(answer.type === "text/html" ? PAGE_HEADERS : COMMON_HEADERS)
    .header("content-type", `${answer.type}; charset=utf-8`)
    .header("cache-control", "no-store")
    .header("vary", "accept-encoding");
  const accepted = request.headers["accept-encoding"];
  if (answer.body.length < WORTH_IT || negotiateEncoding(asText(accepted), ["gzip", "identity"]) !== "gzip")
    return reply.send(answer.body);
  return reply.header("content-encoding", "gzip").send(await gzipAsync(answer.body));
}

function asText(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join(", ") : header;
}
