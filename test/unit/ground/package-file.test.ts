import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { moduleBeside, packagePath, readPackageJson, VERSION } from "../../../src/ground/package-file.ts";

test("files of the package are found from its root", () => {
  expect(readFileSync(packagePath("src/publish/assets/style.css"), "utf8")).toContain("{");
  expect(readPackageJson<{ name: string }>("package.json").name).toBe("lede");
  expect(VERSION).toMatch(/^\d+\.\d+\.\d+/);
});

test("a package without one of its files says which", () => {
  expect(() => packagePath("src/publish/assets/lost.css")).toThrow(
    "a file of the package is missing: src/publish/assets/lost.css",
  );
});

test.each([
  { self: "file:///lede/src/parse/read.ts", beside: "file:///lede/src/parse/thread.ts" },
  { self: "file:///lede/dist/src/parse/read.js", beside: "file:///lede/dist/src/parse/thread.js" },
])("beside $self stands $beside", ({ self, beside }) => {
  expect(moduleBeside(self, "thread").href).toBe(beside);
});
