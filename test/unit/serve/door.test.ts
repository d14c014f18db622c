import { createServer as createHttpServer } from "node:http";
import { connect } from "node:net";
import Fastify, { type FastifyInstance } from "fastify";
import { expect, onTestFinished, test } from "vitest";
import { ListenError, openDoor } from "../../../src/serve/door.ts";
import { freePort } from "../../support/free-port.ts";

const HOST = "127.0.0.1";

/** A site that says its name, as fast as it is asked to. */
async function site(name: string): Promise<FastifyInstance> {
  const app = Fastify({ serverFactory: (handler) => createHttpServer(handler) });
  app.get<{ Querystring: { ms?: string } }>("/", async (request) => {
    await new Promise((resolve) => setTimeout(resolve, Number(request.query.ms ?? 0)));
    return name;
  });
  await app.ready();
  return app;
}

const ask = (port: number, ms = 0, host = HOST) =>
  fetch(`http://${host}:${port}/?ms=${ms}`, { headers: { connection: "close" } }).then((answer) =>
    answer.text(),
  );
const isClosed = (port: number, host = HOST) =>
  ask(port, 0, host).then(
    () => false,
    () => true,
  );

/** One connection that stays open: each call asks on it and gives what it answers. */
function keptOpen(port: number) {
  const socket = connect(port, HOST);
  onTestFinished(() => void socket.destroy());
  return () =>
    new Promise<string>((resolve) => {
      socket.once("data", (chunk: Buffer) => resolve(chunk.toString().split("\r\n\r\n")[1] ?? ""));
      socket.once("close", () => resolve("closed"));
      socket.write(`GET / HTTP/1.1\r\nhost: ${HOST}\r\n\r\n`);
    });
}

async function open(port: number) {
  const door = await openDoor({ host: HOST, port }, await site("first"));
  onTestFinished(door.close);
  return door;
}

test("another site is shown on connections that are open as well", async () => {
  const port = await freePort();
  const door = await open(port);
  const asking = keptOpen(port);
  expect(await asking()).toBe("first");
  door.show(await site("second"));
  expect(await asking()).toBe("second");
});

test("an answer that is under way ends as it began", async () => {
  const port = await freePort();
  const door = await open(port);
  const slow = ask(port, 150);
  await new Promise((resolve) => setTimeout(resolve, 50));
  door.show(await site("second"));
  const wanted = await freePort();
  (await door.prepare({ host: HOST, port: wanted })).commit();
  expect(await slow).toBe("first");
  expect(await ask(wanted)).toBe("second");
  await expect.poll(() => isClosed(port)).toBe(true);
});

test("what listens at an address that is given up is closed, connections and all", async () => {
  const port = await freePort();
  const door = await open(port);
  const asking = keptOpen(port);
  await asking();
  (await door.prepare({ host: HOST, port: await freePort() })).commit();
  await expect.poll(asking).toBe("closed");
});

test("both addresses answer until one of the two is given up", async () => {
  const [port, wanted] = [await freePort(), await freePort()];
  const door = await open(port);
  const move = await door.prepare({ host: HOST, port: wanted });
  expect([await ask(port), await ask(wanted)]).toEqual(["first", "first"]);
  await move.abandon();
  expect(await isClosed(wanted)).toBe(true);
  expect(await ask(port)).toBe("first");
  expect(door.url).toBe(`http://${HOST}:${port}/`);
});

test.each([
  { name: "taken", host: HOST, says: "is taken by another program." },
  { name: "no address of this machine", host: "192.0.2.1", says: "is no address of this machine." },
])("an address that is $name leaves everything as it was", async ({ host, says }) => {
  const other = createHttpServer().listen(0, HOST);
  onTestFinished(() => void other.close());
  await new Promise((resolve) => other.once("listening", resolve));
  const { port: taken } = other.address() as { port: number };
  const port = await freePort();
  const door = await open(port);
  const error = await door.prepare({ host, port: taken }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ListenError);
  expect((error as ListenError).reason).toContain(says);
  expect(await ask(port)).toBe("first");
});

test("one port at another of the machine's names, there and back, and given up half-way", async () => {
  const port = await freePort();
  const door = await open(port);
  (await door.prepare({ host: "0.0.0.0", port })).commit();
  expect(await ask(port, 0, "127.0.0.2")).toBe("first");
  await (await door.prepare({ host: HOST, port })).abandon();
  expect(await ask(port, 0, "127.0.0.2")).toBe("first");
  (await door.prepare({ host: HOST, port })).commit();
  await expect.poll(() => isClosed(port, "127.0.0.2")).toBe(true);
  expect(await ask(port)).toBe("first");
});

test("any free port is told by its number", async () => {
  const door = await open(0);
  const { port } = new URL(door.url);
  expect(await ask(Number(port))).toBe("first");
});

test("a request that is none is answered, not left", async () => {
  const port = await freePort();
  await open(port);
  const socket = connect(port, HOST);
  onTestFinished(() => void socket.destroy());
  const answer = new Promise<string>((resolve) =>
    socket.once("data", (chunk: Buffer) => resolve(chunk.toString())),
  );
  socket.write("nonsense\r\n\r\n");
  expect(await answer).toMatch(/^HTTP\/1\.1 400 /);
});
