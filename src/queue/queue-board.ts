import { createBullBoard } from "@bull-board/api";
import { BullMQAdapter } from "@bull-board/api/bullMQAdapter";
import { FastifyAdapter } from "@bull-board/fastify";
import type { FastifyPluginAsync } from "fastify";
import type { Queues } from "./queues.ts";

/** The board of the queues, for the path `/queues`: to look at, not to change. */
export function queueBoard({ poll, extract, publish, notify }: Queues): FastifyPluginAsync {
  const serverAdapter = new FastifyAdapter();
  serverAdapter.setBasePath("/queues");
  const queues = [poll, extract, publish, notify].map(
    (queue) => new BullMQAdapter(queue, { readOnlyMode: true }),
  );
  createBullBoard({ queues, serverAdapter });
  return serverAdapter.registerPlugin() as unknown as FastifyPluginAsync;
}
