import { chmod, mkdir, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { createStatsStore } from "../../src/store/stats-store.ts";
import { makeEntry } from "../support/make.ts";
import { startNewsroom } from "../support/newsroom.ts";

const YAML = `output: { dir: ./public, formats: [json, atom] }
edition: { stories: 1000, perSource: 1000, window: 48h }
sources: [{ id: harbour, url: "https://harbour.example/feed" }]
`;
const THINGS = [
  "anchors",
  "basalt",
  "cedars",
  "deltas",
  "embers",
  "fjords",
  "garnets",
  "herons",
  "indigo",
  "kelp",
];

/** A wire of ten stories, all of them published, each kept in a place of its own. */
async function tenStories() {
  const room = await startNewsroom(YAML);
  for (const [n, thing] of THINGS.entries()) {
    room.pass(1_100);
    const entry = makeEntry({
      id: `urn:${n}`,
      title: `${thing} ${n}1 and ${n}2 of ${thing}`,
      link: `https://harbour.example/${thing}`,
      published: Date.now(),
    });
    await room.takeIn("harbour", [entry]);
  }
  await room.publish();
  const before = await room.items();
  expect(before).toHaveLength(10);
  const keysOf = (name: string) => room.redis.keys(`${room.keys.prefix.replace(/[{}]/g, "?")}:${name}*`);
  return { room, before, keysOf };
}

describe("an edition", () => {
  test("is not published without what Redis has lost meanwhile, but once it is known to be lost", async () => {
    const { room, before, keysOf } = await tenStories();
    const [shelf = ""] = await keysOf("shelf:");
    await room.redis.del(shelf);
    await expect(room.publish()).rejects.toThrow(/not in Redis/);
    expect(await room.items()).toEqual(before);
    await room.publish(); // what was published is read back from the files
    expect((await room.items()).map(({ id }) => id).sort()).toEqual(before.map(({ id }) => id).sort());
  });

  test("is whole again after a loss in the middle of a publication, which left dates and nothing else", async () => {
    const { room, before, keysOf } = await tenStories();
    const left = new Set((await keysOf("publication:")).slice(0, 4));
    const all = await keysOf("");
    await room.redis.del(...all.filter((key) => !left.has(key)));
    await room.restart();
    await room.publish();
    expect((await room.items()).map(({ id }) => id).sort()).toEqual(before.map(({ id }) => id).sort());
  });
});

describe("an output that cannot be written", () => {
  test("is told with its cause and since when, is counted, and is told no more once it can", async () => {
    const { room } = await tenStories();
    const output = path.join(room.folder, "public");
    await rm(output, { recursive: true });
    await writeFile(output, "in the way");
    for (let n = 0; n < 2; n++) await expect(room.publish()).rejects.toThrow(/could not be written/);
    expect(await room.troubles.all()).toEqual([
      expect.stringMatching(
        /^The output cannot be written: .*(?:exists|not a directory).*, since \d\d:\d\d UTC\.$/,
      ),
    ]);
    await rm(output);
    await room.publish();
    expect(await room.troubles.all()).toEqual([]);
    await room.stats.flush();
    expect(await createStatsStore(room.redis, room.keys).running()).toMatchObject({ publicationsFailed: 2 });
  });

  test("is cleared of what killed publications left, however young, by the process that takes over", async () => {
    const { room } = await tenStories();
    const output = path.join(room.folder, "public");
    await mkdir(path.join(output, "archive"), { recursive: true });
    for (const name of [".feed.json.0123456789ab.lede-tmp", "archive/.x.atom.0123456789ab.lede-tmp"])
      await writeFile(path.join(output, name), "half");
    await chmod(path.join(output, ".feed.json.0123456789ab.lede-tmp"), 0o600);
    await room.restart();
    expect((await readdir(output, { recursive: true })).filter((name) => name.includes("lede-tmp"))).toEqual(
      [],
    );
  });
});
