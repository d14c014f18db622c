import { readFile } from "node:fs/promises";
import path from "node:path";
import { pino } from "pino";
import { expect, inject, onTestFinished, test } from "vitest";
import { connect } from "../../src/store/connect.ts";
import { startCuttingProxy } from "../faults/cutting-proxy.ts";
import { makeEntry } from "../support/make.ts";
import { startNewsroom } from "../support/newsroom.ts";

const SOURCES = ["harbour", "inland", "hills"] as const;
const YAML = `output: { dir: ./public, formats: [json] }
edition: { stories: 1000, perSource: 1000, window: 48h }
sources:
${SOURCES.map((id) => `  - { id: ${id}, url: "https://${id}.example/feed" }`).join("\n")}
`;
const WORDS =
  "anchor basalt cedar delta ember fjord garnet heron indigo juniper kelp lagoon marble nickel".split(" ");

/** Every reply is cut by `npm run test:all`; continuous integration, which has ten minutes for all, cuts every third. */
const STEP = process.env["LEDE_TESTS"] === "all" ? 1 : 3;

/** About something else than every other. */
function entryAbout(n: number) {
  const word = (k: number) => `${WORDS[(n * (k + 3) + k) % WORDS.length]}${n * 7 + k}`;
  const title = [0, 1, 2, 3, 4].map(word).join(" ");
  return makeEntry({
    id: `urn:${n}`,
    title,
    link: `https://${SOURCES[n % 3]}.example/${n}`,
    published: Date.now(),
  });
}

/** As the queue does with a job that failed. */
async function repeated<T>(work: (again: boolean) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++)
    try {
      return await work(attempt > 1);
    } catch (error) {
      if (attempt === 6) throw error;
    }
}

test("a reply that is cut anywhere in a round costs no story, moves no id and tells nothing twice", async () => {
  const proxy = await startCuttingProxy(inject("redisSocket"));
  onTestFinished(proxy.close);
  const redis = connect({ url: proxy.url, cluster: false }, "waits", pino({ level: "silent" }));
  const room = await startNewsroom(YAML, redis);
  for (let n = 0; n < 24; n++) {
    room.pass(1_100); // what came at other times is kept in other places, and read by other commands
    await room.takeIn(SOURCES[n % 3] ?? "", [entryAbout(n)]);
  }
  await room.publish();
  const ids = new Map((await room.items()).map(({ title, id }) => [title, id]));
  expect(ids.size).toBe(24);
  let shortest = Number.POSITIVE_INFINITY;
  const look = async () => {
    const text = await readFile(path.join(room.folder, "public/feed.json"), "utf8");
    const items = (JSON.parse(text) as { items: { title: string; id: string }[] }).items;
    shortest = Math.min(shortest, items.length - ids.size);
    for (const { title, id } of items) expect(id).toBe(ids.get(title) ?? id);
    expect(new Set(items.map(({ title }) => title)).size).toBe(items.length);
    return items;
  };
  const looking = async (work: () => Promise<unknown>) => {
    await work().finally(look);
  };
  const round = async (n: number) => {
    room.pass(1_100);
    const scheduled = SOURCES.map((id) => ({ id, host: `${id}.example`, firstDue: 0 }));
    await repeated(() => room.schedule.sync(scheduled, new Map()));
    await repeated((again) => room.takeIn(SOURCES[n % 3] ?? "", [entryAbout(n)], again));
    await repeated(() => looking(room.restart));
    await repeated(() => looking(room.publish));
    for (const { title, id } of await look()) ids.set(title, id);
    expect(ids.size).toBe(n + 1);
  };
  proxy.cutAfter(Number.POSITIVE_INFINITY);
  await round(24);
  const replies = proxy.replies();
  expect(replies).toBeGreaterThan(40);
  const places = Array.from({ length: Math.ceil(replies / STEP) }, (_, n) => n * STEP);
  let cuts = 0;
  for (const [n, place] of places.entries()) {
    proxy.cutAfter(place);
    await round(25 + n);
    cuts += proxy.hasCut() ? 1 : 0;
  }
  expect(shortest).toBeGreaterThanOrEqual(0);
  expect(cuts).toBe(places.length);
  console.log(`${cuts} replies cut, one in each round; shortened editions: 0`);
}, 900_000);
