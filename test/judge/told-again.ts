import { renderEdition } from "../../src/publish/render-edition.ts";
import { writeOutputs } from "../../src/publish/write-outputs.ts";
import { openRss2email, type Verdict } from "./judges.ts";
import { sampleContext, sampleEdition } from "./sample-edition.ts";
import { startSampleServer } from "./sample-server.ts";

/** Longer than the server takes to look at its files again. */
const SEEN_MS = 1_200;

/**
 * What a reader is told when stories go on: nothing for another headline, nothing for a new lead, one message
 * for a new story. Runs over the sample, which it publishes again with each change.
 */
export async function judgeByChange(name: "feed.atom" | "feed.rss"): Promise<Verdict> {
  const server = await startSampleServer();
  const reader = await openRss2email(`${server.url}${name}`);
  const verdict = { judge: "rss2email, as stories go on", subject: name };
  if (typeof reader === "string") {
    await server.close();
    return { ...verdict, skipped: reader, complaints: [] };
  }
  try {
    const edition = sampleEdition({ link: server.url });
    const [lead, second, ...rest] = edition.stories;
    if (!lead || !second) throw new Error("the sample has no stories");
    const [newLead, ...coverage] = second.coverage;
    const steps = [
      { what: "at first", stories: edition.stories.slice(1), wanted: edition.stories.length - 1 },
      {
        what: "for more coverage",
        stories: [{ ...second, coverage: [...second.coverage, lead.lead] }, ...rest],
        wanted: 0,
      },
      {
        what: "for a new lead",
        stories: [
          { ...second, lead: newLead ?? second.lead, coverage, updatedAt: edition.updatedAt },
          ...rest,
        ],
        wanted: 0,
      },
      { what: "for a new story", stories: edition.stories, wanted: 1 },
    ];
    const complaints: string[] = [];
    for (const { what, stories, wanted } of steps) {
      await writeOutputs(server.dir, renderEdition({ ...edition, stories }, sampleContext));
      await new Promise((resolve) => setTimeout(resolve, SEEN_MS));
      const came = await reader.poll();
      if (came !== wanted) complaints.push(`${came} messages ${what}, not ${wanted}`);
    }
    return { ...verdict, complaints };
  } finally {
    await reader.close();
    await server.close();
  }
}
