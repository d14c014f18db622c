import { rename, rm, symlink, writeFile } from "node:fs/promises";
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

  async function start({ lookEvery = 60_000 } = {}) {
    const watch = await watchConfig({
      file,
      env: {},
      debounce: 20,
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
    await start();
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
