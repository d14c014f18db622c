import { expect, test } from "vitest";
import { type EntryKeys, KEY_LENGTH, keysOfFeed, PLACE_LENGTH } from "../../../src/dedupe/keys.ts";
import { SIGNATURE_LENGTH, titleSignature } from "../../../src/dedupe/title-signature.ts";
import { draft } from "../../support/drafts.ts";

const keysOf = (...given: Parameters<typeof draft>) => keysOfFeed([draft(...given)])[0] as EntryKeys;
const placeOf = (url = "") => url.slice(1, 1 + PLACE_LENGTH);

test("an entry has a key for its guid, its content and each different address", () => {
  const url = "https://herald.example/a";
  const { head, content, urls } = keysOf({
    url,
    addresses: [url, "http://www.herald.example/a/", "https://proxy.example/~r/1"],
  });
  expect([head, content].map((key) => key.length)).toEqual([KEY_LENGTH, KEY_LENGTH]);
  expect(urls.map((key) => key.length)).toEqual(Array(2).fill(1 + PLACE_LENGTH + KEY_LENGTH));
});

test("addresses of one host are in four places, whatever stands before and behind it", () => {
  const paths = Array.from({ length: 40 }, (_, n) => `/${n}?id=${n}#part`);
  const addresses = ["https://www.herald.example", "http://herald.example"].flatMap((site) =>
    paths.map((path) => site + path),
  );
  const { urls } = keysOf({ url: "https://herald.example/a", addresses });
  const places = new Set(urls.map(placeOf));
  expect(urls.length).toBeGreaterThan(30);
  expect(places.size).toBe(4);
  expect(places).not.toContain(placeOf(keysOf({ url: "https://post.example/d", addresses: [] }).urls[0]));
});

test("a guid is identity only within its source", () => {
  expect(keysOf({ sourceId: "one", guid: "17" }).head).not.toBe(keysOf({ sourceId: "two", guid: "17" }).head);
});

test("a site's root is no key, so two entries that link to it stay two", () => {
  const keys = (title: string) =>
    keysOf({ guid: undefined, url: "https://herald.example/", addresses: [], title });
  expect(keys("Ferries stop").urls).toEqual([]);
  expect(keys("Ferries stop").head).not.toEqual(keys("Ferries sail again").head);
});

test("without a guid, content and address stand for it", () => {
  const [entry] = keysOfFeed([draft({ guid: undefined })]);
  expect(entry?.kind).toBe("content");
});

test("a guid that different entries of a document share is no identity", () => {
  const entries = keysOfFeed([
    draft({ guid: "0", title: "Ferries stop", url: "https://herald.example/1", addresses: [] }),
    draft({ guid: "0", title: "Bridge opens", url: "https://herald.example/2", addresses: [] }),
    draft({ guid: "3", title: "Fog clears", url: "https://herald.example/3", addresses: [] }),
  ]);
  expect(entries.map((entry) => entry.kind)).toEqual(["content", "content", "guid"]);
  expect(new Set(entries.map((entry) => entry.head)).size).toBe(3);
});

const share = (a: string, b: string) => {
  const [x, y] = [titleSignature(a), titleSignature(b)];
  return [...x].filter((char, n) => char === y[n]).length / SIGNATURE_LENGTH;
};

test.each([
  {
    name: "a corrected word",
    a: "Dockers vote to end harbour strike",
    b: "Dockers vote to end the harbour strike",
  },
  { name: "capitals", a: "Dockers End Strike", b: "dockers end strike" },
  { name: "a text without spaces", a: "港口罢工结束", b: "港口罢工已结束" },
])("titles stay alike through $name", ({ a, b }) => expect(share(a, b)).toBeGreaterThanOrEqual(5 / 12));

test.each([
  { name: "other words", a: "Dockers vote to end harbour strike", b: "Glacier loses a tenth of its ice" },
  {
    name: "a template",
    a: "Live: City v Rovers, score and updates",
    b: "Evening briefing: storm, trains, budget",
  },
])("titles differ by $name", ({ a, b }) => expect(share(a, b)).toBeLessThan(5 / 12));
