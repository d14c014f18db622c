import { mkdir, readdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { FileError, makeFolder, writeNew, writeWhole } from "../../../src/ground/files.ts";
import { canMount, smallDisk } from "../../support/small-disk.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const caught = (error: unknown) => error as FileError;

describe("a folder", () => {
  test("is made with those above it, and may be there already", async () => {
    const folder = path.join(await temporaryFolder(), "a/b/c");
    await makeFolder(folder, 0o700);
    await makeFolder(folder);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  test.each([
    { name: "a file", make: (name: string) => writeFile(name, ""), code: "ENOTDIR", says: /not a directory/ },
    {
      name: "a link to nothing",
      make: (name: string) => symlink("/none/at/all", name),
      code: "EEXIST",
      says: /exists/,
    },
  ])("below $name is refused with the cause", async ({ make, code, says }) => {
    const name = path.join(await temporaryFolder(), "in-the-way");
    await make(name);
    const error = await makeFolder(name === "" ? name : path.join(name, "below")).catch(caught);
    expect(error).toBeInstanceOf(FileError);
    expect([code, "ENOENT"]).toContain((error as FileError).code);
    expect(String(error)).toMatch(new RegExp(`${says.source}|no such file`));
  });

  test.runIf(canMount)("on a read-only file system says that it is one", async () => {
    const disk = await smallDisk("ro,size=1m");
    const error = await makeFolder(path.join(disk, "a/b")).catch(caught);
    expect(error).toMatchObject({ code: "EROFS", message: expect.stringContaining("read-only file system") });
  });
});

describe("a file", () => {
  test("is replaced as a whole, and keeps its rights", async () => {
    const file = path.join(await temporaryFolder(), "a.yaml");
    await writeFile(file, "old", { mode: 0o640 });
    await writeWhole(file, "new");
    expect(await readFile(file, "utf8")).toBe("new");
    expect((await stat(file)).mode & 0o777).toBe(0o640);
    expect(await readdir(path.dirname(file))).toEqual(["a.yaml"]);
  });

  test("that is there already is not written over by one that must be new", async () => {
    const file = path.join(await temporaryFolder(), "a");
    await writeFile(file, "old");
    expect(await writeNew(file, "new").catch(caught)).toMatchObject({ code: "EEXIST" });
    expect(await readFile(file, "utf8")).toBe("old");
  });

  test("cannot take the place of a folder, and leaves nothing behind", async () => {
    const folder = await temporaryFolder();
    await mkdir(path.join(folder, "taken"));
    expect(await writeWhole(path.join(folder, "taken"), "x").catch(caught)).toMatchObject({ code: "EISDIR" });
    expect(await readdir(folder)).toEqual(["taken"]);
  });

  test.runIf(canMount)("on a full disk keeps its content, and leaves nothing behind", async () => {
    const disk = await smallDisk("size=64k");
    const file = path.join(disk, "a");
    await writeFile(file, "old");
    const error = await writeWhole(file, Buffer.alloc(200_000)).catch(caught);
    expect(error).toMatchObject({
      code: "ENOSPC",
      message: expect.stringContaining("no space left on device"),
    });
    expect(await readdir(disk)).toEqual(["a"]);
    expect(await readFile(file, "utf8")).toBe("old");
  });
});
