import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { LAYOUT } from "../../../src/store/layout.ts";
import { luaText } from "../../../src/store/script.ts";

const SCRIPTS = readdirSync("src/store", { recursive: true, encoding: "utf8" }).filter((file) =>
  /-\d+\.lua$/.test(file),
);

test.each(SCRIPTS)("%s finds all that it includes and asks of the layout", (file) => {
  const text = luaText(file);
  expect(text).not.toMatch(/^--- @/m);
  // Every name in capitals is a local: Redis refuses what is not, but only when it comes to that line.
  const code = text.replace(/--.*$/gm, "").replace(/'[^']*'|redis\.[A-Z_]+/g, "");
  const declared = [...code.matchAll(/^local ([A-Z_, ]+) =/gm)].flatMap(([, names = ""]) =>
    names.split(", "),
  );
  const used = new Set(code.match(/\b[A-Z][A-Z_]+\b/g));
  expect([...used].filter((name) => !["KEYS", "ARGV", ...declared].includes(name))).toEqual([]);
});

test.each(SCRIPTS)("%s writes no key's name out", (file) => {
  const names = Object.values(LAYOUT).filter(
    (value): value is string & typeof value => typeof value === "string",
  );
  const own = luaText(file)
    .replace(/^local .*= .*"$/gm, "")
    .replace(/--.*$/gm, "");
  expect(names.filter((name) => own.includes(`'${name}`))).toEqual([]);
});
