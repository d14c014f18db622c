import { createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { type Loopback, startLoopback } from "./loopback.ts";

/** A request that came whole. */
export interface Delivery {
  readonly id: string;
  readonly path: string;
  readonly method: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** Somebody who is told things, and believes only what is signed. */
export interface Receiver extends Pick<Loopback, "url" | "close"> {
  /** What its check let through, in order; the same again, should it come again. */
  readonly accepted: Delivery[];
  readonly refused: Delivery[];
  /** Says what to answer to a delivery that passed: a status, or nothing for one that gets no answer. */
  answer: (delivery: Delivery, response: ServerResponse) => number | undefined;
  /** Called with the head of a request, before its body is there. */
  onHead: () => void;
  /** Every request that has begun has come whole or broken off. */
  idle(): Promise<unknown>;
  /** ms; its clock. */
  now: () => number;
}

/** As the documentation tells receivers to do it: the signature is over id, time and body, and no older than five minutes. */
export async function startReceiver(secret: string): Promise<Receiver> {
  const accepted: Delivery[] = [];
  const refused: Delivery[] = [];
  const begun: Promise<boolean>[] = [];
  const loopback = await startLoopback(async (request, response) => {
    receiver.onHead();
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk)).on("error", () => {});
    const end = new Promise<boolean>((resolve) => {
      // One who dies right behind the last byte has delivered all the same.
      request.on("end", () => resolve(true)).on("close", () => resolve(request.complete));
    });
    begun.push(end);
    const whole = await end;
    if (!whole) return; // it broke off: nothing was delivered
    const { url: path = "", method = "", headers } = request;
    const body = Buffer.concat(chunks).toString();
    const delivery = { id: String(headers["webhook-id"]), path, method, headers, body };
    if (!isSigned(delivery, secret, receiver.now())) {
      refused.push(delivery);
      response.writeHead(403).end();
      return;
    }
    const status = receiver.answer(delivery, response);
    if (status === undefined || status < 300) accepted.push(delivery);
    if (status !== undefined) response.writeHead(status).end();
  });
  const receiver: Receiver = {
    ...loopback,
    accepted,
    refused,
    answer: () => 204,
    onHead: () => {},
    idle: () => Promise.all(begun),
    now: Date.now,
  };
  return receiver;
}

function isSigned({ id, headers, body }: Delivery, secret: string, now: number): boolean {
  const at = String(headers["webhook-timestamp"]);
  if (Math.abs(now / 1_000 - Number(at)) > 300) return false;
  const mac = createHmac("sha256", secret).update(`${id}.${at}.${body}`).digest("base64");
  const given = Buffer.from(String(headers["webhook-signature"]));
  const wanted = Buffer.from(`v1,${mac}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
