import { execFile } from "node:child_process";
import { cp, mkdir, readFile, symlink } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { temporaryFolder } from "../support/temporary-folder.ts";

const run = promisify(execFile);
/** What the packing reads of a checkout: the tests build in theirs at the same time. */
const PARTS = ["src", "workers", "config", "docs", "package.json", "tsconfig.json", "tsconfig.build.json"];
const PAPERS = ["README.md", "CHANGELOG.md", "LICENSE"];

interface Packed {
  readonly filename: string;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

async function pack(folder: string): Promise<Packed> {
  const checkout = path.join(folder, "checkout");
  for (const part of [...PARTS, ...PAPERS]) await cp(part, path.join(checkout, part), { recursive: true });
  await symlink(path.resolve("node_modules"), path.join(checkout, "node_modules"));
  const { stdout } = await run("npm", ["pack", "--silent", "--json", "--pack-destination", folder], {
    cwd: checkout,
  });
  return (JSON.parse(stdout) as Packed[])[0] as Packed;
}

test("the package, installed from its tarball in an empty folder, runs", { timeout: 180_000 }, async () => {
  const folder = await temporaryFolder();
  const { filename, unpackedSize, files } = await pack(folder);

  // What runs and what is read, nothing else.
  const kinds = files.map((file) => file.path.replace(/^(dist|src)\/.*(\.\w+)$/, "$1/*$2"));
  expect([...new Set(kinds)].filter((kind) => !/^(docs\/[\w-]+\.md|config\/)/.test(kind)).sort()).toEqual(
    [
      ...PAPERS,
      "dist/*.js",
      "package.json",
      ...["css", "eta", "js", "json", "lua", "mjs", "png"].map((extension) => `src/*.${extension}`),
    ].sort(),
  );
  expect(files.map((file) => file.path)).toEqual(
    expect.arrayContaining([...PAPERS, "config/lede.yaml", "config/lede.schema.json", "docs/install.md"]),
  );
  expect(unpackedSize).toBeLessThan(1_500_000);

  const home = path.join(folder, "home");
  await mkdir(home);
  const installed = await run(
    "npm",
    ["install", "--prefer-offline", "--no-audit", "--no-fund", path.join(folder, filename)],
    { cwd: home },
  );
  expect(installed.stderr).not.toMatch(/EBADENGINE|deprecated|lede@/);

  // A folder with nothing but that, a Redis of its own, nothing of the checkout's.
  const lede = (...args: string[]) => run(path.join(home, "node_modules/.bin/lede"), args, { cwd: home });
  const { stdout } = await lede("demo", "--once", "--json");
  expect(JSON.parse(stdout)).toMatchObject({ sources: { total: 19, ok: 17 } });
  const feed = await readFile(path.join(home, "data/demo/public/feed.json"), "utf8");
  expect((JSON.parse(feed) as { items: unknown[] }).items.length).toBeGreaterThan(50);
});
