import { expect, test } from "vitest";
import { articleKeys, KEY_LENGTH, keysOfFeed, PLACE_LENGTH } from "../../../src/dedupe/keys.ts";
import { SIGNATURE_LENGTH, titleSignature } from "../../../src/dedupe/title-signature.ts";
import { draft } from "../../support/drafts.ts";

test("an entry has a key for its guid and for each different address", () => {
  const url = "https://herald.example/a";
  const keys = articleKeys(
    draft({ url, addresses: [url, "http://www.herald.example/a/", "https://proxy.example/~r/1"] }),
  );
  expect(keys).toHaveLength(3);
  expect(keys.map((key) => key.length)).toEqual([
    KEY_LENGTH,
    PLACE_LENGTH + KEY_LENGTH,
    PLACE_LENGTH + KEY_LENGTH,
  ]);
});

test("addresses of one host are in four places, whatever stands before and behind it", () => {
  const paths = Array.from({ length: 40 }, (_, n) => `/${n}?id=${n}#part`);
  const addresses = ["https://www.herald.example", "http://herald.example"].flatMap((site) =>
    paths.map((path) => site + path),
  );
  const [, ...ofHerald] = articleKeys(draft({ url: "https://herald.example/a", addresses }));
  const places = new Set(ofHerald.map((key) => key.slice(0, PLACE_LENGTH)));
  expect(ofHerald.length).toBeGreaterThan(30);
  expect(places.size).toBe(4);
  const [, other = ""] = articleKeys(draft({ url: "https://post.example/d", addresses: [] }));
  expect(places).not.toContain(other.slice(0, PLACE_LENGTH));
});

test("a guid is identity only within its source", () => {
  const [a] = articleKeys(draft({ sourceId: "one", guid: "17" }));
  const [b] = articleKeys(draft({ sourceId: "two", guid: "17" }));
  expect(a).not.toBe(b);
});

test("a site's root is no key, so two entries that link to it stay two", () => {
  const keys = (title: string) =>
    articleKeys(draft({ guid: undefined, url: "https://herald.example/", addresses: [], title }));
  expect(keys("Ferries stop")).toHaveLength(1);
  expect(keys("Ferries stop")).not.toEqual(keys("Ferries sail again"));
});

test("without a guid, the address and title stand for it", () => {
  const [entry] = keysOfFeed([draft({ guid: undefined })]);
  expect(entry?.kind).toBe("title");
});

test("a guid that different entries of a document share is no identity", () => {
  const entries = keysOfFeed([
    draft({ guid: "0", title: "Ferries stop", url: "https://herald.example/1", addresses: [] }),
    draft({ guid: "0", title: "Bridge opens", url: "https://herald.example/2", addresses: [] }),
    draft({ guid: "3", title: "Fog clears", url: "https://herald.example/3", addresses: [] }),
  ]);
  expect(entries.map((entry) => entry.kind)).toEqual(["title", "title", "guid"]);
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
