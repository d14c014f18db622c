import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { OutputError, writeOutputs } from "../../../src/publish/write-outputs.ts";

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "lede-outputs-"));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const file = (name: string, text: string) => ({ path: name, bytes: Buffer.from(text) });
const inDir = (name: string) => path.join(dir, name);

describe("writing outputs", () => {
  test("puts gzip and brotli of the same bytes beside each file", async () => {
    const text = "story ".repeat(2_000);
    expect(await writeOutputs(dir, [file("tech/feed.atom", text)])).toEqual([
      { path: "tech/feed.atom", bytes: text.length, changed: true },
    ]);
    expect(await readFile(inDir("tech/feed.atom"), "utf8")).toBe(text);
    expect(gunzipSync(await readFile(inDir("tech/feed.atom.gz"))).toString()).toBe(text);
    expect(brotliDecompressSync(await readFile(inDir("tech/feed.atom.br"))).toString()).toBe(text);
  });

  test("leaves a picture as it is", async () => {
    await writeOutputs(dir, [file("icon.png", "png")]);
    expect(await readdir(dir)).toEqual(["icon.png"]);
  });

  test("does not touch a file whose bytes are the same", async () => {
    await writeOutputs(dir, [file("a.atom", "one")]);
    const before = await stat(inDir("a.atom"));
    expect(await writeOutputs(dir, [file("a.atom", "one")])).toEqual([
      { path: "a.atom", bytes: 3, changed: false },
    ]);
    expect((await stat(inDir("a.atom"))).ino).toBe(before.ino);
  });

  test("writes again when a compressed form is missing or empty", async () => {
    await writeOutputs(dir, [file("a.atom", "one")]);
    await writeFile(inDir("a.atom.gz"), "");
    expect(await writeOutputs(dir, [file("a.atom", "one")])).toMatchObject([{ changed: true }]);
    expect(gunzipSync(await readFile(inDir("a.atom.gz"))).toString()).toBe("one");
  });

  test("leaves the whole old edition when one file cannot be written", async () => {
    await writeOutputs(dir, [file("a.atom", "old"), file("b.atom", "old")]);
    // A folder where the temporary file of the second would be made cannot be made: its name is too long.
    const tooLong = `${"b".repeat(250)}.atom`;
    const failed = writeOutputs(dir, [file("a.atom", "new"), file(tooLong, "new")]);
    await expect(failed).rejects.toThrow(OutputError);
    await expect(failed).rejects.toMatchObject({ code: "ENAMETOOLONG" });
    expect(await readFile(inDir("a.atom"), "utf8")).toBe("old");
    expect((await readdir(dir)).filter((name) => name.endsWith("tmp"))).toEqual([]);
  });

  test("says what is wrong when the folder is a file", async () => {
    await writeFile(inDir("public"), "in the way");
    await expect(writeOutputs(inDir("public"), [file("a.atom", "x")])).rejects.toThrow(
      /could not be written under/,
    );
  });

  test("clears what a publication that died left, but not one that may be under way", async () => {
    await mkdir(dir, { recursive: true });
    await writeFile(inDir(".a.atom.0123456789ab.lede-tmp"), "dead");
    await utimes(inDir(".a.atom.0123456789ab.lede-tmp"), new Date(0), new Date(0));
    await writeFile(inDir(".a.atom.ba9876543210.lede-tmp"), "alive");
    await writeOutputs(dir, [file("a.atom", "x")]);
    expect((await readdir(dir)).sort()).toEqual([
      ".a.atom.ba9876543210.lede-tmp",
      "a.atom",
      "a.atom.br",
      "a.atom.gz",
    ]);
  });

  test("is readable by a web server of another user", async () => {
    await writeOutputs(dir, [file("a.atom", "x")]);
    expect((await stat(inDir("a.atom"))).mode & 0o444).toBe(0o444);
    await chmod(dir, 0o755);
  });

  test("survives two publications at the same time", async () => {
    const texts = ["a", "b", "c", "d"].map((letter) => letter.repeat(5_000));
    await Promise.all(texts.map((text) => writeOutputs(dir, [file("a.atom", text)])));
    expect(texts).toContain(await readFile(inDir("a.atom"), "utf8"));
    expect((await readdir(dir)).sort()).toEqual(["a.atom", "a.atom.br", "a.atom.gz"]);
  });
});
