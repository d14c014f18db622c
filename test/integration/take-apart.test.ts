import { expect, test } from "vitest";
import { explainTarget } from "../../src/pipeline/explain/explain.ts";
import { makeEntry } from "../support/make.ts";
import { startNewsroom } from "../support/newsroom.ts";

const WIRE = [
  "link: https://wire.example/",
  "output: { dir: ./public, formats: [json, atom] }",
  "lead: { fullText: never }",
  "sources:",
  ...["herald", "courier", "ledger"].map((id) => `  - { id: ${id}, url: "https://${id}.example/feed" }`),
].join("\n");
const NEVER = `cluster: { never: [["herald", "/courier|ledger/"]] }\n${WIRE}`;

/** One story of three outlets, published. */
async function startWithStory() {
  const room = await startNewsroom(WIRE);
  for (const [n, id] of ["herald", "courier", "ledger"].entries()) {
    await room.takeIn(id, [
      makeEntry({
        id,
        title: "Ferry Aurelia returns to the old pier of Brackwater after a year of repairs",
        summary: "",
        link: `https://${id}.example/ferry-aurelia`,
        published: room.now() - (3 - n) * 60_000,
      }),
    ]);
    room.pass(1_000);
  }
  await room.publish();
  return room;
}

type Room = Awaited<ReturnType<typeof startWithStory>>;

/** Each entry's id with the outlets that stand in it. */
async function outlets(room: Room) {
  const host = (url: string) => new URL(url).hostname.replace(".example", "");
  return new Map(
    (await room.items()).map(({ id, url, _also }) => [
      id,
      [url, ...(_also?.items ?? []).map((other) => other.url)].map(host).sort(),
    ]),
  );
}

test("a never rule takes a story apart: strangers leave together, announced once, and ids stay", async () => {
  const room = await startWithStory();
  const [[id]] = [...(await outlets(room))] as [[string, string[]]];
  await room.edit(NEVER);
  await room.publish();
  const apart = await outlets(room);
  expect(apart.get(id)).toEqual(["herald"]);
  expect([...apart.values()]).toContainEqual(["courier", "ledger"]);
  expect(apart.size).toBe(2);
  await room.restart();
  await room.publish();
  expect(await outlets(room)).toEqual(apart);
  await room.edit(WIRE);
  await room.publish();
  expect(await outlets(room)).toEqual(apart);
});

test("what left is told by explain, on both sides", async () => {
  const room = await startWithStory();
  await room.edit(NEVER);
  await room.publish();
  const told = async (id: string) => {
    const found = await explainTarget(room, `https://${id}.example/ferry-aurelia`);
    return found && "story" in found ? found.story?.members : undefined;
  };
  expect((await told("herald"))?.map(({ outlet }) => outlet)).toEqual(["herald.example"]);
  expect(await told("ledger")).toMatchObject([
    { outlet: "courier.example", score: undefined, reasons: [{ name: "takenApart" }] },
    { outlet: "ledger.example", reasons: [{ name: "takenApart" }] },
  ]);
});

test("a story that had become another's is its own again, under its former id, with who had come to it", async () => {
  const room = await startWithStory();
  const [herald, courier, ledger] = await room.articles.since(0);
  // As if courier and ledger had been a story that later became herald's.
  const membership = (articleId: string) => ({
    ...{ articleId, joinedAt: 1, score: undefined, with: undefined, reasons: [] },
  });
  await room.stories.assign(
    [
      { storyId: courier as string, membership: membership(courier as string), absorbed: [] },
      { storyId: courier as string, membership: membership(ledger as string), absorbed: [] },
      { storyId: herald as string, membership: membership(herald as string), absorbed: [courier as string] },
    ],
    [],
  );
  expect(await room.stories.resolve(courier as string)).toBe(herald);
  await room.edit(`cluster: { never: [["herald", "courier"]] }\n${WIRE}`);
  await room.publish();
  expect(await room.stories.resolve(courier as string)).toBe(courier);
  expect([...(await outlets(room)).values()]).toContainEqual(["courier", "ledger"]);
  await room.restart();
  await room.publish();
  expect([...(await outlets(room)).values()]).toContainEqual(["courier", "ledger"]);
});

test("an edited title that a rule names leaves the story that the former one came to", async () => {
  const room = await startWithStory();
  await room.edit(`cluster: { never: [["ferry", "windmill"]] }\n${WIRE}`);
  await room.publish();
  expect((await outlets(room)).size).toBe(1);
  await room.takeIn("ledger", [
    makeEntry({
      id: "ledger",
      title: "Windmill of Brackwater is sold after a year of repairs",
      summary: "",
      link: "https://ledger.example/ferry-aurelia",
      published: room.now() - 60_000,
      updated: room.now(),
    }),
  ]);
  await room.publish();
  expect([...(await outlets(room)).values()].sort()).toEqual([["courier", "herald"], ["ledger"]]);
});
