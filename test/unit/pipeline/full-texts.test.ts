import { expect, test } from "vitest";
import type { Config } from "../../../src/model/config.ts";
import type { FeedSettings } from "../../../src/model/edition.ts";
import { awaitedTexts } from "../../../src/pipeline/edition/full-texts.ts";
import type { TellingContext } from "../../../src/pipeline/edition/tell-story.ts";
import { draft } from "../../support/drafts.ts";

const NOW = 1_780_000_000_000;
const article = { ...draft({ sourceId: "removed", title: "Ferry is to run again" }), id: "01A" };
const chosen = [
  {
    feed: {} as FeedSettings,
    stories: [
      {
        id: "01A",
        leadId: "01A",
        leadReasons: [],
        outlets: [],
        memberIds: ["01A"],
        score: 1,
        orderReasons: [],
      },
    ],
  },
];
const context: TellingContext = {
  articles: new Map([["01A", { article, sourceIds: ["removed"], storyId: "01A", fullText: undefined }]]),
  memberships: new Map(),
  sources: new Map(),
  mastheads: new Map(),
};

test.each([
  { mode: "never", awaited: [] },
  { mode: "always", awaited: ["01A"] },
] as const)("an article whose source was removed is fetched as all are: $mode", ({ mode, awaited }) => {
  const { lead } = { lead: { fullText: mode } } as unknown as Config;
  expect(awaitedTexts({ lead, sources: new Map() }, chosen, context, NOW)).toEqual(awaited);
});
