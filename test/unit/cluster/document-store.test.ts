import { expect, test } from "vitest";
import { CHUNK } from "../../../src/cluster/document-chunk.ts";
import { DocumentStore, placeOf } from "../../../src/cluster/document-store.ts";
import { StoryTable } from "../../../src/cluster/story-table.ts";

const HOUR = 3_600_000;
const NOW = 1_780_000_000_000;

const termsOf = (...slots: number[]) => ({
  count: slots.length,
  slots: Uint32Array.from(slots),
  grams: new Uint32Array(16),
  flags: Uint8Array.from(slots, () => 1),
});

/** Adds a document to a store, and begins a story with it or joins one. */
function shelf() {
  const store = new DocumentStore();
  const stories = new StoryTable(store);
  const add = (id: string, more: { time?: number; story?: number; slots?: number[] } = {}) => {
    const time = more.time ?? NOW;
    const document = { id, time, seenAt: time, dated: time, outlet: 0, language: 0 };
    const number = store.add(document, termsOf(...(more.slots ?? [1, 2])));
    if (more.story === undefined) stories.create(id, number);
    else stories.join(more.story, number);
    return number;
  };
  const drop = (number: number) => {
    stories.leave(number);
    store.drop(number);
  };
  return { store, stories, add, drop };
}

test("documents are found by their ids, of any length and script, until they are dropped", () => {
  const { store, add, drop } = shelf();
  const ids = ["01A", "", "статья-7", "記事", "x".repeat(9_000), "01B"];
  const numbers = ids.map((id) => add(id));
  expect(ids.map((id) => store.numberOf(id))).toEqual(numbers);
  expect(numbers.map((number) => store.idOf(number))).toEqual(ids);
  drop(numbers[2] as number);
  expect(store.numberOf("статья-7")).toBe(-1);
  expect(store.numberOf("記事")).toBe(numbers[3]);
  expect(store.numberOf("nobody")).toBe(-1);
});

test("ten thousand documents that come and go are found as long as they are there", () => {
  const { store, add, drop } = shelf();
  const numbers: number[] = [];
  for (let n = 0; n < 10_000; n++) {
    numbers.push(add(`article-${n}`, { slots: [n, n + 1, n + 2] }));
    if (n >= 3_000) drop(numbers[n - 3_000] as number);
  }
  for (let n = 0; n < 10_000; n++)
    expect(store.numberOf(`article-${n}`)).toBe(n < 7_000 ? -1 : (numbers[n] as number));
  expect(store.alive).toBe(3_000);
  expect([...store.slotsOf(numbers[9_999] as number)]).toEqual([9_999, 10_000, 10_001]);
});

test("a chunk goes with its last document, and the oldest number moves on", () => {
  const { store, add, drop } = shelf();
  const numbers = Array.from({ length: 2 * CHUNK + 5 }, (_, n) => add(`a${n}`));
  for (const number of numbers.slice(1, CHUNK)) drop(number);
  expect(store.oldest).toBe(0);
  drop(numbers[0] as number);
  expect(store.oldest).toBe(CHUNK);
  expect(store.isAlive(5)).toBe(false);
  expect(store.isAlive(CHUNK)).toBe(true);
});

test("only what was both dated and seen before is old; what has no time stays", () => {
  const { store, add } = shelf();
  const old = add("old", { time: NOW - 5 * HOUR });
  add("young");
  add("timeless", { time: Number.NaN });
  expect(store.before(NOW - HOUR)).toEqual([old]);
});

test("instants are told apart by ten seconds, in any century that has news", () => {
  const { store, add } = shelf();
  const stepsOf = (time: number) => {
    const number = add(`at-${time}`, { time });
    return store.chunkOf(number).time[placeOf(number)] as number;
  };
  expect(stepsOf(NOW + 10_000) - stepsOf(NOW)).toBe(1);
  expect(stepsOf(Date.UTC(1912, 3, 15))).toBeLessThan(stepsOf(Date.UTC(1912, 3, 16)));
  expect(stepsOf(8.64e15)).toBeGreaterThan(stepsOf(NOW));
});

test("a story is called after the article that began it, also when that is forgotten", () => {
  const { store, stories, add, drop } = shelf();
  const first = add("01A");
  const story = store.storyOf(first);
  const second = add("01B", { story });
  expect(stories.byId("01A")).toBe(story);
  drop(first);
  expect([stories.id(story), stories.byId("01A"), stories.size(story)]).toEqual(["01A", story, 1]);
  drop(second);
  expect(stories.byId("01A")).toBeUndefined();
});

test("a story that comes back before the article it is called after keeps its name", () => {
  const { store, stories, add } = shelf();
  const number = store.add(
    { id: "01B", time: NOW, seenAt: NOW, dated: NOW, outlet: 0, language: 0 },
    termsOf(1),
  );
  const story = stories.create("01A", number);
  expect([stories.id(story), stories.byId("01A"), stories.byId("01B")]).toEqual(["01A", story, undefined]);
  add("01A", { story });
  expect(stories.byId("01A")).toBe(story);
});

test("the older of two stories takes in the younger, whichever way they are named", () => {
  for (const swap of [false, true]) {
    const { store, stories, add } = shelf();
    const old = store.storyOf(add("01A", { time: NOW - HOUR }));
    add("01C", { story: old });
    const young = store.storyOf(add("01B"));
    const merged = swap ? stories.merge(young, old) : stories.merge(old, young);
    expect(merged).toEqual({ from: "01B", into: "01A" });
    expect([stories.size(old), stories.size(young)]).toEqual([3, 0]);
    expect(stories.sample(old, 9).map((number) => store.idOf(number))).toEqual(["01A", "01C", "01B"]);
  }
});

test("among stories of one moment, or of none, the one that came first is the older", () => {
  for (const time of [NOW, Number.NaN]) {
    const { store, stories, add } = shelf();
    const first = store.storyOf(add("01Z", { time }));
    const second = store.storyOf(add("01A", { time }));
    expect(stories.merge(second, first)).toEqual({ from: "01A", into: "01Z" });
  }
});

test("the number of a story that ended serves another one, which knows nothing of it", () => {
  const { store, stories, add, drop } = shelf();
  const first = add("01A");
  const kept = add("01B", { story: store.storyOf(first) });
  drop(first);
  drop(kept);
  const next = add("01C");
  expect(stories.id(store.storyOf(next))).toBe("01C");
  expect(stories.byId("01A")).toBeUndefined();
  expect(stories.sample(store.storyOf(next), 5)).toEqual([next]);
});

test("a sample of a large story is its first two members and its newest", () => {
  const { store, stories, add } = shelf();
  const story = store.storyOf(add("0"));
  for (let n = 1; n < 20; n++) add(String(n), { story });
  expect(stories.sample(story, 6).map((number) => store.idOf(number))).toEqual([
    "0",
    "1",
    "16",
    "17",
    "18",
    "19",
  ]);
});
