import { expect, onTestFinished, test } from "vitest";
import { syncSources } from "../../src/app/sync-sources.ts";
import { createFetcher } from "../../src/fetch/create-fetcher.ts";
import { windowOf } from "../../src/pipeline/group/window.ts";
import { createPollOne } from "../../src/pipeline/poll/claimed-source.ts";
import { startLoopback } from "../support/loopback.ts";
import { startNewsroom } from "../support/newsroom.ts";

const TITLES = [
  "Ferry returns to the old pier",
  "Tunnel under the river floods",
  "Mayor opens museum of clocks",
];
const rss = () =>
  `<rss version="2.0"><channel><title>Harbour</title>${TITLES.map(
    (title, n) =>
      `<item><title>${title}</title><link>https://harbour.example/${n}</link><guid>urn:${n}</guid><pubDate>${new Date(Date.now() - n * 60_000).toUTCString()}</pubDate></item>`,
  ).join("")}</channel></rss>`;

/** A wire whose polls are real, one after the other, until nothing is due. */
async function startWire(sources: (url: string) => readonly string[]) {
  const body = rss();
  const server = await startLoopback((request, response) => {
    if (request.url === "/old") return response.writeHead(301, { location: "/feed" }).end();
    if (request.headers["if-none-match"] === '"1"') return response.writeHead(304).end();
    return response.writeHead(200, { "content-type": "application/rss+xml", etag: '"1"' }).end(body);
  });
  onTestFinished(server.close);
  const yaml = (list: (url: string) => readonly string[]) =>
    [
      "link: https://wire.example/",
      "output: { dir: ./public, formats: [json] }",
      "lead: { fullText: never }",
      "network: { allow: [127.0.0.0/8] }",
      "feeds: [{ id: coast, title: Coast, tags: [coast] }]",
      "sources:",
      ...list(server.url("")),
    ].join("\n");
  const room = await startNewsroom(yaml(sources));
  const { fetch, close } = createFetcher(room.config.network);
  onTestFinished(close);
  const poll = async () => {
    const { polled: due } = await syncSources(room, room.config);
    const { sources: all } = room.config;
    const find = (id: string) => all.find((source) => source.id === id);
    const pollOne = createPollOne({
      ...room,
      fetch,
      random: () => 0,
      settings: { every: 900_000 },
      window: windowOf(room.config),
      feedUrl: (id) => find(id)?.url,
      source: find,
      strike: room.schedule.strike,
    });
    await room.schedule.force(due, "round");
    for (const visit of await room.schedule.claim(10, 10)) {
      for (const begun of await room.schedule.begin(visit)) {
        const polled = await pollOne(begun);
        if (polled) await room.schedule.settle(visit, begun, polled);
      }
      await room.schedule.end(visit, 0, 0);
    }
  };
  return { room, poll, server, edit: (list: typeof sources) => room.edit(yaml(list)) };
}

const titles = (items: readonly { readonly title: string }[]) => items.map(({ title }) => title).sort();

test("of two sources with one address, each lets through what its own rules do, and its tags count for that", async () => {
  const { room, poll, server } = await startWire((url) => [
    `  - { id: a, url: "${url}/feed", drop: [{ title: tunnel }] }`,
    `  - { id: b, url: "${url}/feed", tags: [coast], keep: [{ title: tunnel }, { title: ferry }] }`,
  ]);
  await poll();
  await room.publish();
  expect(server.received).toHaveLength(1);
  expect(titles(await room.items())).toEqual([...TITLES].sort());
  expect(titles(await room.items("coast"))).toEqual([TITLES[0], TITLES[1]]);
});

test("a second source of an address, added later, has what stands in the feed although it has not changed", async () => {
  const first = (url: string) => [`  - { id: a, url: "${url}/feed" }`];
  const { room, poll, server, edit } = await startWire(first);
  await poll();
  await poll();
  expect(server.received.at(-1)?.headers["if-none-match"]).toBe('"1"');
  await edit((url) => [...first(url), `  - { id: b, url: "${url}/feed", tags: [coast] }`]);
  await poll();
  await room.publish();
  expect(await room.items("coast")).toHaveLength(3);
  await poll();
  expect(server.received.at(-1)?.headers["if-none-match"]).toBe('"1"');
});

test("an address that leads to another source's for good is the same feed, with its tags", async () => {
  const { room, poll } = await startWire((url) => [
    `  - { id: a, url: "${url}/feed" }`,
    `  - { id: b, url: "${url}/old", tags: [coast] }`,
  ]);
  await poll();
  await poll();
  await room.publish();
  expect(await room.items()).toHaveLength(3);
  expect(await room.items("coast")).toHaveLength(3);
});

test("the name that one of them was given is shown", async () => {
  const { room, poll } = await startWire((url) => [
    `  - { id: a, url: "${url}/feed" }`,
    `  - { id: b, url: "${url}/feed", name: The Harbour Courier }`,
  ]);
  await poll();
  await room.publish();
  expect((await room.items()).map((item) => item._source.title)).toEqual(
    TITLES.map(() => "The Harbour Courier"),
  );
});
