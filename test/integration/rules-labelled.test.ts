import { expect, test } from "vitest";
import { draft } from "../support/drafts.ts";
import { startNewsroom } from "../support/newsroom.ts";

// Stories whose articles are labelled, and rules of every kind over them: what is published is what plain reading of the
// labels says.

/** The same numbers at every run. */
function numbers(seed: number) {
  let state = seed;
  return (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const HOUR = 3_600_000;
const TOPICS = ["trade", "horoscope", "ferry", "election", "football"];
const CATEGORIES = ["Politics", "Sport", "Leisure"];
const LANGUAGES = ["en", "de", "pt"];
const SOURCES = ["harbour", "roundup", "beacon", "courier"];
const AUTHORS = ["Ann Bell", "Cem Dag", "Eva Fox"];

interface Label {
  readonly id: string;
  readonly story: string;
  readonly source: string;
  readonly topic: string;
  readonly category: string;
  readonly language: string;
  readonly author: string;
  readonly words: number;
  readonly hoursAgo: number;
  readonly paid: boolean;
}

type Written = Readonly<Record<string, unknown>> & { readonly match?: string };

/** Whether a rule is true of an article, by its label alone. */
function isTrueOf(rule: Written, label: Label): boolean {
  const { words, age } = rule as { words?: { lt: number }; age?: string };
  return (
    (rule["title"] === undefined || rule["title"] === label.topic) &&
    (rule["category"] === undefined || rule["category"] === label.category.toLowerCase()) &&
    (rule["author"] === undefined || rule["author"] === label.author) &&
    (rule["outlet"] === undefined || rule["outlet"] === label.source) &&
    (rule["language"] === undefined || rule["language"] === label.language) &&
    (words === undefined || label.words < words.lt) &&
    (age === undefined || label.hoursAgo > Number.parseInt(age, 10)) &&
    (rule["wall"] === undefined || label.paid)
  );
}

test("sixty stories, sixty lists of rules", async () => {
  const pick = numbers(21);
  const one = <T>(list: readonly T[]): T => list[pick(list.length)] as T;
  const yaml = (rules: object) =>
    [
      "output: { dir: ./public, formats: [json] }",
      "lead: { fullText: never }",
      "edition: { stories: 1000, perSource: 1000 }",
      ...Object.entries(rules).map(([key, list]) => `${key}: ${JSON.stringify(list)}`),
      "sources:",
      ...SOURCES.map((id) => `  - { id: ${id}, url: "https://${id}.example/feed" }`),
    ].join("\n");
  const room = await startNewsroom(yaml({}));
  const labels: Label[] = [];
  const ulid = () => `01M8C8W4583H8Q28A869V${String(labels.length).padStart(5, "0")}`;
  for (let n = 0; n < 60; n++) {
    const story = ulid();
    const topic = one(TOPICS);
    for (const source of SOURCES.slice(pick(SOURCES.length)).slice(0, 1 + pick(3)))
      labels.push({
        ...{ id: ulid(), story, source, topic: pick(4) === 0 ? one(TOPICS) : topic },
        ...{ category: one(CATEGORIES), language: one(LANGUAGES), author: one(AUTHORS) },
        ...{ words: one([20, 60, 90, 200]), hoursAgo: one([1, 5, 20, 40]), paid: pick(5) === 0 },
      });
  }
  const articles = labels.map((label) => ({
    ...draft({
      url: `https://${label.source}.example/${label.id}`,
      title: `Report ${label.id} of the ${label.topic}`,
      content: `<p>${"word ".repeat(label.words)}</p>`,
      ...{ sourceId: label.source, outlet: `${label.source}.example`, author: label.author },
      ...{ categories: [label.category], language: label.language, guid: label.id },
    }),
    id: label.id,
    publishedAt: room.now() - label.hoursAgo * HOUR,
    seenAt: room.now(),
  }));
  await room.articles.add(articles);
  const assigned = labels.map(({ id, story }) => ({
    storyId: story,
    membership: {
      articleId: id,
      joinedAt: 1,
      score: id === story ? undefined : 1,
      with: undefined,
      reasons: [],
    },
    absorbed: [],
  }));
  await room.stories.assign(
    assigned,
    labels.map(({ id }) => id),
  );
  for (const { id, paid } of labels)
    if (paid)
      await room.articles.setFullText(id, {
        ...{ kind: "none", code: "EXTRACT_WALL", message: "", at: room.now(), attempts: 2, wall: "paid" },
      });
  await room.restart();
  await room.publish();
  const told = (await room.stories.statuses()).find(({ feedId }) => feedId === "main")?.told ?? [];
  expect(told).toHaveLength(60);
  const leads = new Map(told);

  const rule = (): Written => {
    const fields: readonly (() => object)[] = [
      () => ({ title: one(TOPICS) }),
      () => ({ category: one(CATEGORIES).toLowerCase() }),
      () => ({ author: one(AUTHORS) }),
      () => ({ outlet: one(SOURCES) }),
      () => ({ language: one(LANGUAGES) }),
      () => ({ words: { lt: one([50, 80, 100]) } }),
      () => ({ age: one(["3h", "10h", "30h"]) }),
      () => ({ wall: "paid" }),
    ];
    const match = one([{}, { match: "lead" }, { match: "all" }, { match: "any" }]);
    return { ...one(fields)(), ...(pick(3) === 0 ? one(fields)() : {}), ...match };
  };
  const isTrueOfStory = (written: Written, story: string) => {
    const members = labels.filter((label) => label.story === story);
    if (written.match === "any") return members.some((label) => isTrueOf(written, label));
    if (written.match === "all") return members.every((label) => isTrueOf(written, label));
    return members.some((label) => label.id === leads.get(story) && isTrueOf(written, label));
  };
  let dropped = 0;
  for (let n = 0; n < 60; n++) {
    const keep = Array.from({ length: pick(3) }, rule);
    const drop = Array.from({ length: pick(3) }, rule);
    await room.edit(yaml({ keep, drop }));
    await room.publish();
    const status = (await room.stories.statuses()).find(({ feedId }) => feedId === "main");
    const expected = told
      .map(([story]) => story)
      .filter((story) => !drop.some((written) => isTrueOfStory(written, story)))
      .filter((story) => keep.length === 0 || keep.some((written) => isTrueOfStory(written, story)));
    dropped += told.length - expected.length;
    expect(status?.told?.map(([story]) => story).sort(), JSON.stringify({ keep, drop })).toEqual(
      expected.sort(),
    );
  }
  expect(dropped).toBeGreaterThan(500);
}, 120_000);
