import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openNewsstand } from "../support/newsstand.ts";
import { runLede } from "../support/run-lede.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

interface Item {
  readonly id: string;
  readonly url: string;
  readonly date_published: string;
  readonly date_modified?: string;
}

/**
 * One run as a job of continuous integration makes it: a fresh machine with nothing but the YAML and what the last run
 * published. Redis is private and goes with the machine.
 */
async function nightlyRun(
  yaml: string,
  published: string | undefined,
): Promise<{ folder: string; items: Item[] }> {
  const folder = await temporaryFolder();
  await mkdir(path.join(folder, "config"));
  await writeFile(path.join(folder, "config/lede.yaml"), yaml);
  if (published) await cp(published, path.join(folder, "public"), { recursive: true });
  const env = { LEDE_REDIS: "private", REDIS_URL: "" };
  const { status, stderr } = await runLede(["once", "--json"], { cwd: folder, env });
  expect({ status, stderr }).toMatchObject({ status: 0 });
  const feed = await readFile(path.join(folder, "public/feed.json"), "utf8");
  return { folder: path.join(folder, "public"), items: (JSON.parse(feed) as { items: Item[] }).items };
}

const byUrl = (items: readonly Item[]) =>
  [...items]
    .sort((a, b) => a.url.localeCompare(b.url))
    .map(({ id, url, date_published }) => ({ id, url, date_published }));

test("a static site remembers by what it published, and announces nothing again", {
  timeout: 120_000,
}, async () => {
  const stand = await openNewsstand();
  onTestFinished(stand.close);
  const early = stand.tell("harbour", { title: "The old ferry is sold to an island", hoursAgo: 5 });
  stand.tell("harbour", { title: "A lighthouse gets new glass", hoursAgo: 4 });
  stand.tell("market", { title: "Bakers ask for cheaper flour", hoursAgo: 3 });
  stand.tell("market", { title: "The fountain in the market square runs again", hoursAgo: 2 });
  const yaml = `title: Coast\nlink: https://coast.example/\nnetwork: { allow: [127.0.0.1/32], perHost: 8 }
lead: { fullText: never }\nsources:\n  - ${stand.origin}/harbour\n  - ${stand.origin}/market\n`;

  const first = await nightlyRun(yaml, undefined);
  expect(first.items).toHaveLength(4);

  const second = await nightlyRun(yaml, first.folder);
  expect(byUrl(second.items)).toEqual(byUrl(first.items));

  const late = stand.tell("market", { title: "Swans nest under the railway bridge" });
  const third = await nightlyRun(yaml, second.folder);
  expect(byUrl(third.items.filter(({ url }) => url !== late))).toEqual(byUrl(first.items));
  expect(third.items.map(({ url }) => url)).toContain(late);
  expect(third.items.map(({ url }) => url)).toContain(early);
  expect(third.items).toHaveLength(5);
});
