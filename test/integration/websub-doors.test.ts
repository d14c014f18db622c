import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import Fastify from "fastify";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { type Delivery, websubRoutes } from "../../src/serve/websub-routes.ts";
import { verifyIntent } from "../../src/websub/hub-callback.ts";

const MB = 1024 * 1024;

/** The hub's side on a port of 127.0.0.1, where one token is known. */
async function startDoors(more: { mostBytes?: number; done?: Promise<unknown> } = {}) {
  const taken: Delivery[] = [];
  const app = Fastify();
  await app.register(
    websubRoutes({
      path: "/websub",
      verify: async (_token, query, now) => verifyIntent(undefined, query, now),
      expects: async (token) => token === "known",
      deliver: async (_token, delivery) => {
        taken.push(delivery);
        return { status: 202, done: more.done ?? Promise.resolve() };
      },
      now: Date.now,
      ...(more.mostBytes !== undefined && { mostBytes: more.mostBytes }),
    }),
  );
  await app.listen({ host: "127.0.0.1", port: 0 });
  onTestFinished(async () => {
    app.server.closeAllConnections();
    await app.close();
  });
  const { port } = app.server.address() as { port: number };
  return { port, taken };
}

/** What is sent of a body: one piece of memory for all, so that what is measured is the server's. */
const SENT = Buffer.alloc(MB);

/** A POST whose body does not end; of it, at most a megabyte is sent. */
async function unfinished(port: number, token: string, { length = 9 * MB, body = 0, signed = true } = {}) {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => {});
  onTestFinished(() => void socket.destroy());
  let heard = "";
  socket.setEncoding("utf8").on("data", (piece) => {
    heard += piece;
  });
  const signature = signed ? "X-Hub-Signature: sha256=00\r\n" : "";
  socket.write(
    `POST /websub/${token} HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\n${signature}Content-Length: ${length}\r\n\r\n`,
  );
  if (body > 0)
    await new Promise<void>((resolve) => void socket.write(SENT.subarray(0, body), () => resolve()));
  return { socket: socket as Socket, heard: () => heard };
}

describe("a hub's post", () => {
  test("under an unknown token is answered before its body comes", async () => {
    const { port, taken } = await startDoors();
    const posts = await Promise.all(
      Array.from({ length: 100 }, (_, n) => unfinished(port, `guess-${n}`, { body: 64 * 1024 })),
    );
    await vi.waitFor(() => {
      for (const { heard } of posts) expect(heard()).toMatch(/^HTTP\/1\.1 410 /);
    }, 10_000);
    expect(taken).toEqual([]);
  });

  test("without a signature is answered as a forged one, and its body is not waited for", async () => {
    const { port, taken } = await startDoors();
    const { heard } = await unfinished(port, "known", { signed: false });
    await vi.waitFor(() => expect(heard()).toMatch(/^HTTP\/1\.1 202 /), 10_000);
    expect(taken).toEqual([]);
  });

  test("finds no room where many others are unfinished, and finds it again when they have gone", async () => {
    const { port, taken } = await startDoors({ mostBytes: 4 * MB });
    const before = process.memoryUsage().arrayBuffers;
    const posts = await Promise.all(
      Array.from({ length: 30 }, () => unfinished(port, "known", { body: MB })),
    );
    await vi.waitFor(() => {
      const refused = posts.filter(({ heard }) => /^HTTP\/1\.1 503 [\s\S]*retry-after: 30/i.test(heard()));
      expect(refused.length).toBeGreaterThanOrEqual(25);
    }, 10_000);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(40 * MB);
    for (const { socket } of posts) socket.destroy();
    await vi.waitFor(async () => {
      const answer = await fetch(`http://127.0.0.1:${port}/websub/known`, {
        method: "POST",
        body: Buffer.alloc(3 * MB, "a"),
        headers: { "x-hub-signature": "sha256=00" },
      });
      expect(answer.status).toBe(202);
    }, 10_000);
    expect(taken.map(({ body }) => body.byteLength)).toEqual([3 * MB]);
  });

  test("holds its room until what it brought was read", async () => {
    let read = () => {};
    const done = new Promise<void>((resolve) => {
      read = resolve;
    });
    const { port } = await startDoors({ mostBytes: 4 * MB, done });
    const post = async () => {
      const headers = { "x-hub-signature": "sha256=00" };
      return (
        await fetch(`http://127.0.0.1:${port}/websub/known`, {
          method: "POST",
          body: Buffer.alloc(3 * MB),
          headers,
        })
      ).status;
    };
    expect(await post()).toBe(202);
    expect(await post().catch(() => 503)).toBe(503);
    read();
    await sleep(10);
    expect(await post()).toBe(202);
  });

  test("that is too large is refused, with its length or without", async () => {
    const { port, taken } = await startDoors();
    const large = await unfinished(port, "known", { length: 11 * MB });
    await vi.waitFor(() => expect(large.heard()).toMatch(/^HTTP\/1\.1 413 /), 10_000);
    const chunked = connect(port, "127.0.0.1");
    chunked.on("error", () => {});
    onTestFinished(() => void chunked.destroy());
    let heard = "";
    chunked.on("data", (piece) => {
      heard += String(piece);
    });
    chunked.write(
      "POST /websub/known HTTP/1.1\r\nHost: x\r\nContent-Type: a/b\r\nX-Hub-Signature: sha256=00\r\nTransfer-Encoding: chunked\r\n\r\n",
    );
    const piece = Buffer.concat([Buffer.from("100000\r\n"), Buffer.alloc(MB), Buffer.from("\r\n")]);
    for (let n = 0; n < 11; n++) chunked.write(piece);
    await vi.waitFor(() => expect(heard).toMatch(/^HTTP\/1\.1 413 /), 10_000);
    expect(taken).toEqual([]);
  });

  test.each(["known", "unknown"])("under a token that is %s is answered with nosniff", async (token) => {
    const { port } = await startDoors();
    const answer = await fetch(`http://127.0.0.1:${port}/websub/${token}`, { method: "POST", body: "x" });
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    expect(await answer.text()).toBe("");
  });
});

test.each(["subscribe", "unsubscribe", "denied", "publish", ""])(
  "nothing that a stranger asks with mode '%s' comes back to him",
  async (mode) => {
    const { port } = await startDoors();
    const query = new URLSearchParams({
      "hub.mode": mode,
      "hub.topic": "https://stranger.example/<script>",
      "hub.challenge": "<script>alert(1)</script>",
    });
    const answer = await fetch(`http://127.0.0.1:${port}/websub/guess?${query}`);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toBe("");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  },
);
