import { mkdir, open, rename, rm, symlink, unlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { watchConfig } from "../../../src/config/watch.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const yaml = (title: string) => `title: ${title}\nsources: [https://a.example/feed]\n`;

describe("watching the file", () => {
  let folder: string;
  let file: string;
  let told: string[];

  beforeEach(async () => {
    folder = await temporaryFolder();
    file = path.join(folder, "lede.yaml");
    await writeFile(file, yaml("first"));
    told = [];
  });

  async function start({ lookEvery = 60_000, patience = 10_000, debounce = 20, at = file } = {}) {
    const watch = await watchConfig({
      file: at,
      env: {},
      patience,
      debounce,
      lookEvery,
      onConfig: ({ title }) => told.push(title),
      onMistakes: ({ mistakes }) => told.push(`mistakes: ${mistakes.length}`),
    });
    onTestFinished(() => watch.close());
    return watch;
  }

  const untilTold = (...expected: string[]) =>
    vi.waitFor(() => expect(told).toEqual(expected), { timeout: 10_000, interval: 10 });

  test("tells of an edit in place", async () => {
    await start();
    await writeFile(file, yaml("second"));
    await untilTold("second");
  });

  test("tells of a file that was put in the place of the old one, again and again", async () => {
    await start();
    for (const [index, title] of ["second", "third"].entries()) {
      await writeFile(`${file}.new`, yaml(title));
      await rename(`${file}.new`, file);
      await untilTold(...["second", "third"].slice(0, index + 1));
    }
  });

  test("tells of a bad edit, and of the way back from it", async () => {
    await start();
    await writeFile(file, "titel: x\n");
    await untilTold("mistakes: 2");
    await writeFile(file, yaml("first"));
    await untilTold("mistakes: 2", "first");
  });

  test("tells of a file that is taken away, as a mistake", async () => {
    await start({ patience: 300 });
    await rm(file);
    await untilTold("mistakes: 1");
  });

  test("does not tell of other files, nor of a file that was only touched", async () => {
    await start();
    await writeFile(path.join(folder, "other.yaml"), yaml("other"));
    await writeFile(file, yaml("first"));
    await writeFile(file, yaml("second"));
    await untilTold("second");
  });

  test("follows a link that changes beside the file, as mounted configurations do", async () => {
    await writeFile(path.join(folder, "v1"), yaml("first"));
    await writeFile(path.join(folder, "v2"), yaml("second"));
    await rm(file);
    await symlink("v1", file);
    await start();
    await symlink("v2", `${file}.new`);
    await rename(`${file}.new`, file);
    await untilTold("second");
  });

  test("follows the two links of a mounted ConfigMap, again and again", async () => {
    const version = async (name: string, title: string) => {
      await mkdir(path.join(folder, name));
      await writeFile(path.join(folder, name, "lede.yaml"), yaml(title));
      await symlink(name, path.join(folder, "..data_tmp"));
      await rename(path.join(folder, "..data_tmp"), path.join(folder, "..data"));
    };
    await version("..v1", "first");
    await rm(file);
    await symlink("..data/lede.yaml", file);
    await start();
    for (const [n, title] of ["second", "third"].entries()) {
      await version(`..v${n + 2}`, title);
      await rm(path.join(folder, `..v${n + 1}`), { recursive: true });
      await untilTold(...["second", "third"].slice(0, n + 1));
    }
  });

  test.each([
    { name: "emptied", empty: (at: string) => writeFile(at, "") },
    { name: "left with a line break", empty: (at: string) => writeFile(at, "\n") },
    { name: "taken away", empty: (at: string) => rm(at) },
  ])("a file that is $name before it is written is no edit", async ({ empty }) => {
    await start({ lookEvery: 30, patience: 5_000 });
    await empty(file);
    await new Promise((resolve) => setTimeout(resolve, 400));
    await writeFile(file, yaml("second"));
    await untilTold("second");
  });

  test("a file that stays empty is a mistake", async () => {
    await start({ patience: 300 });
    await writeFile(file, "");
    await untilTold("mistakes: 1");
  });

  test("a file that is written in pieces is read when it is whole", async () => {
    await start({ lookEvery: 10, debounce: 1_000 });
    const text = yaml("second");
    for (let n = 1; n <= text.length; n += 2) {
      await writeFile(file, text.slice(0, n));
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await writeFile(file, text);
    await untilTold("second");
  });

  test("of edits that follow one another the last is told last, however long each takes to read", async () => {
    await start({ lookEvery: 3 });
    const sources = Array.from({ length: 400 }, (_, n) => `https://outlet-${n}.example/feed`).join(", ");
    await writeFile(file, `title: long\nsources: [${sources}]\n`);
    await new Promise((resolve) => setTimeout(resolve, 45));
    await writeFile(file, yaml("short"));
    await vi.waitFor(() => expect(told.at(-1)).toBe("short"), { timeout: 10_000 });
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(told.at(-1)).toBe("short");
  });

  test("says once that a mounted file was replaced outside, where no edit can be seen any more", async () => {
    const handle = await open(file);
    onTestFinished(() => handle.close());
    await start({ lookEvery: 20, at: `/proc/self/fd/${handle.fd}` });
    await unlink(file); // what an editor outside does when it puts a new file there
    await writeFile(file, yaml("second"));
    await untilTold("mistakes: 1");
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(told).toEqual(["mistakes: 1"]);
  });

  test("a mark at the beginning of the file is no part of it", async () => {
    await start();
    await writeFile(file, `\uFEFF${yaml("second")}`);
    await untilTold("second");
  });

  test("looks at the file itself where the system reports nothing", async () => {
    // What is mounted elsewhere changes without a word to the folder that the link is in.
    const elsewhere = path.join(await temporaryFolder(), "lede.yaml");
    await writeFile(elsewhere, yaml("first"));
    await rm(file);
    await symlink(elsewhere, file);
    await start({ lookEvery: 20 });
    await writeFile(elsewhere, yaml("second"));
    await untilTold("second");
  });

  test("is silent when it is closed", async () => {
    const watch = await start({ lookEvery: 5 });
    watch.close();
    await writeFile(file, yaml("second"));
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(told).toEqual([]);
  });
});
