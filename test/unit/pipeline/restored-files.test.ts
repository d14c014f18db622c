import { expect, test } from "vitest";
import { readPublishedAtom } from "../../../src/pipeline/restore/read-atom.ts";
import { readPublishedJson } from "../../../src/pipeline/restore/read-json.ts";
import { guardEdition } from "../../../src/publish/guard.ts";
import { writeAtom } from "../../../src/publish/write-atom.ts";
import { writeJsonFeed } from "../../../src/publish/write-json-feed.ts";
import { sampleContext, sampleEdition } from "../../judge/sample-edition.ts";

const SOUND = { url: "https://cast.example/1.mp3", type: "audio/mpeg", length: 7, duration: 61 };
const UNKNOWN = {
  url: "https://cast.example/2.mp4",
  type: "video/mp4",
  length: undefined,
  duration: undefined,
};

test.each([
  { name: "JSON Feed", write: writeJsonFeed, read: readPublishedJson, duration: 61 },
  { name: "Atom", write: writeAtom, read: readPublishedAtom, duration: undefined },
])("what was published as $name gives sound and film back", ({ write, read, duration }) => {
  const sample = sampleEdition();
  const stories = sample.stories.slice(0, 2).map((story, n) => ({
    ...story,
    lead: { ...story.lead, article: { ...story.lead.article, enclosures: n === 0 ? [SOUND, UNKNOWN] : [] } },
  }));
  const text = write(guardEdition({ ...sample, stories }, sampleContext.generator));
  const [first, second] = read(text);
  expect(first?.lead.enclosures).toEqual([{ ...SOUND, duration }, UNKNOWN]);
  expect(second?.lead.enclosures).toEqual([]);
});
