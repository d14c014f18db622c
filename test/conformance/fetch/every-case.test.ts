import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const folder = new URL(".", import.meta.url);
const list = new URL("../../fixtures/http/cases.json", import.meta.url);

test("every case of the list has a test that is named by its id", () => {
  const { cases } = JSON.parse(readFileSync(list, "utf8")) as { cases: { id: string }[] };
  const sources = readdirSync(folder)
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => readFileSync(new URL(name, folder), "utf8"))
    .join("\n");
  const titled = new Set([...sources.matchAll(/"(F\d+) /g)].map(([, id]) => id));
  const missing = cases.map(({ id }) => id).filter((id) => !titled.has(id));
  expect(cases).toHaveLength(69);
  expect(missing).toEqual([]);
});
