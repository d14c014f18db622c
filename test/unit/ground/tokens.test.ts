import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir, utimes } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { createTokens } from "../../../src/ground/tokens.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

test("a token is taken once, by whoever has the folder", async () => {
  const folder = path.join(await temporaryFolder(), "deep/tokens");
  const name = await createTokens(folder).lay();
  expect(createTokens(`${folder}-other`).take(name)).toBe(false);
  expect([createTokens(folder).take(name), createTokens(folder).take(name)]).toEqual([true, false]);
  expect(await readdir(folder)).toEqual([]);
});

test.each(["", "..", "../lede.yaml", "nobody-laid-this"])("%j is no token", async (name) => {
  expect(createTokens(await temporaryFolder()).take(name)).toBe(false);
});

test("one that nobody asked for in a week is swept away", async () => {
  const folder = await temporaryFolder();
  const name = await createTokens(folder).lay();
  const long = new Date(Date.now() - 8 * 86_400_000);
  await utimes(path.join(folder, name), long, long);
  await createTokens(folder).lay();
  expect(existsSync(path.join(folder, name))).toBe(false);
});

test("one that is annulled is taken by nobody, and says so to all who ask", async () => {
  const tokens = createTokens(await temporaryFolder());
  const name = await tokens.lay();
  expect([tokens.annul(name), tokens.take(name), tokens.annul(name)]).toEqual([true, false, true]);
  const taken = await tokens.lay();
  expect([tokens.take(taken), tokens.annul(taken), tokens.annul("")]).toEqual([true, false, false]);
  tokens.discard(name);
  expect(tokens.annul(name)).toBe(false);
});

test("one that is put back can be taken, or annulled, again", async () => {
  const tokens = createTokens(await temporaryFolder());
  const name = await tokens.lay();
  tokens.take(name);
  tokens.putBack(name);
  expect([tokens.take(name), tokens.take(name)]).toEqual([true, false]);
  tokens.putBack(name);
  expect(tokens.annul(name)).toBe(true);
  tokens.putBack("../elsewhere");
});

test("where nothing can be written there is none", async () => {
  expect(await createTokens("/dev/null/tokens").lay()).toBe("");
});

test("one that died with a token in hand has not taken it", async () => {
  const folder = await temporaryFolder();
  const module = path.resolve("src/ground/tokens.ts");
  const child = spawnSync(process.execPath, [
    ...["--import", "tsx", "--input-type=module", "-e"],
    `const { createTokens } = await import(${JSON.stringify(module)});
     process.stdout.write(await createTokens(${JSON.stringify(folder)}).lay(), () => process.kill(process.pid, "SIGKILL"));`,
  ]);
  expect(child.signal).toBe("SIGKILL");
  expect(createTokens(folder).take(child.stdout.toString())).toBe(true);
});
