import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { packagePath, readPackageJson, startingModule, VERSION } from "../../../src/ground/package-file.ts";

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

test("a thread begins with the source while the sources run", () => {
  const module = startingModule("src/extract/extract-thread");
  expect(module.pathname).toMatch(/\/src\/extract\/extract-thread\.ts$/);
  expect(existsSync(module)).toBe(true);
});
