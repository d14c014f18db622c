import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openNewsstand } from "../support/newsstand.ts";
import { freshPrefix } from "../support/redis.ts";
import { runLede } from "../support/run-lede.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

// A first round with a handful of feeds: nothing is known of the wire yet, and most articles stand alone.

/** What eight outlets tell: outlet, hours ago, title. */
const APART = [
  [
    "courrier",
    2,
    "Féminicide : un homme placé en garde à vue après le meurtre présumé de sa compagne à Limoges",
  ],
  ["depeche", 3, "Gard: un homme soupçonné d'avoir tué un ami de son oncle placé en garde à vue"],
  ["journal", 5, "Un dentiste du Cantal placé en garde à vue, visé par cinq plaintes pour viol"],
  ["herald", 4, "Head-on collision between bus and lorry in Bolivia kills more than 20"],
  ["lakeside", 6, "Motorcyclist dead after collision with transit bus in Hamilton"],
  ["lakeside", 9, "Two teens facing charges after police chase involving electric dirt bikes"],
  ["herald", 11, "Ravenna mayor hit by electric bike and issues blanket ban in Italian city"],
  ["tattler", 1, "Mara Quill finally explains why she left the cooking show"],
  ["ledger", 8, "Mara Quill is expected to invest in Texas ranches"],
  ["odds", 2, "Drakeford promo code WIREMAX: Trade $25, get up to $500 for Lynx vs. Storm"],
  ["odds", 7, "Drakeford promo code WIREMAX: Trade $25, get up to $500 for Serie A"],
] as const;
/** One event, told in other words: whether it is found or not, nobody else may come to it. */
const OF_ONE_EVENT = [
  ["tattler", 3, "Rustwick Breaks Leg in Dirt Bike Accident, Keeps Touring With Help of Whiskey"],
  [
    "ledger",
    6,
    "Rustwick injures his leg in motorbike crash, vows to still play European festivals this week",
  ],
] as const;

test("headlines of eight outlets that are alike in words, forms or persons alone are stories of their own", async () => {
  const stand = await openNewsstand();
  onTestFinished(stand.close);
  const told = [...APART, ...OF_ONE_EVENT];
  for (const [outlet, hoursAgo, title] of told) stand.tell(outlet, { title, hoursAgo });
  const folder = await temporaryFolder();
  await mkdir(folder, { recursive: true });
  const yaml = {
    output: { dir: "./public", formats: ["json"] },
    lead: { fullText: "never" },
    network: { allow: ["127.0.0.1/32"] },
    sources: [...new Set(told.map(([outlet]) => outlet))].map((id) => ({
      ...{ id, outlet: `${id}.example`, url: `${stand.origin}/${id}` },
    })),
  };
  await writeFile(path.join(folder, "lede.yaml"), JSON.stringify(yaml));
  const { status, stderr } = await runLede(["once", "--config", "lede.yaml"], {
    cwd: folder,
    env: { LEDE_PREFIX: freshPrefix() },
  });
  expect(status, stderr).toBe(0);
  const { items } = JSON.parse(await readFile(path.join(folder, "public/feed.json"), "utf8")) as {
    items: { title: string; _also?: { items: { title: string }[] } }[];
  };
  const stories = items.map(({ title, _also }) =>
    [title, ...(_also?.items ?? []).map((other) => other.title)].sort(),
  );
  const strangers = APART.map(([, , title]) => title as string);
  const withOthers = stories.filter((titles) => titles.length > 1);
  expect(withOthers.flat().filter((title) => strangers.includes(title))).toEqual([]);
  expect(stories.flat().sort()).toEqual(told.map(([, , title]) => title).sort());
});
