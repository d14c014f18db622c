import { describe, expect, test } from "vitest";
import { createCorrections } from "../../../src/pipeline/group/corrections.ts";
import { createDesk, deskArticle } from "../../../src/pipeline/group/desk.ts";
import { draft } from "../../support/drafts.ts";

const HOUR = 3_600_000;
const NOON = Date.parse("2026-11-30T12:00:00Z");

const article = (title: string, hours: number, more: Parameters<typeof draft>[0] = {}) => {
  const publishedAt = NOON - hours * HOUR;
  const made = { ...draft({ title, publishedAt, seenAt: publishedAt, ...more }), id: `01${title}${hours}` };
  return deskArticle(
    { article: made, sourceIds: [made.sourceId], storyId: undefined, fullText: undefined },
    { score: undefined, syndicatedOf: undefined },
  );
};

/** What the second one is to the first, which is on the desk. */
function relate(first: ReturnType<typeof article>, second: ReturnType<typeof article>) {
  const desk = createDesk();
  const corrections = createCorrections(desk);
  corrections.relate(first);
  desk.place("story", first);
  return corrections.relate(second)?.superseded;
}

describe("a later version takes the place of the earlier one, in whatever order they come", () => {
  test.each([
    ["Acme to cut 400 jobs", "CORRECTED-Acme to cut 4,000 jobs"],
    ["Acme to cut 400 jobs", "CORRECTED-UPDATE 1-Acme to cut 4,000 jobs"],
    ["UPDATE 1-Acme to cut jobs in Ohio", "UPDATE 2-Acme to cut jobs in Ohio, shares fall"],
    ["Acme to cut 400 jobs", "REFILE-Acme to cut 400 jobs"],
    ["Acme to cut 400 jobs", "[Correction] Acme to cut 4,000 jobs"],
    ["Acme to cut 400 jobs", "Clarification: Acme to cut 4,000 jobs"],
    ["Acme to cut 400 jobs", "Acme to cut 4,000 jobs – corrected"],
    ["Acme streicht 400 Stellen", "KORREKTUR: Acme streicht 4000 Stellen"],
    ["Acme streicht 400 Stellen", "Acme streicht 4000 Stellen (Berichtigung)"],
    ["Acme streicht 400 Stellen", "WDH: Acme streicht 400 Stellen"],
    ["Acme recorta 400 empleos", "Acme recorta 4.000 empleos (corrige cifra de empleos)"],
    ["Acme recorta 400 empleos", "Fe de erratas: Acme recorta 4.000 empleos"],
    ["Acme supprime 400 postes", "RECTIFICATIF - Acme supprime 4 000 postes"],
    ["Acme supprime 400 postes", "Acme supprime 4 000 postes [corrigé]"],
    ["Acme taglia 400 posti", "Rettifica: Acme taglia 4.000 posti"],
    ["Acme corta 400 empregos", "Correção: Acme corta 4.000 empregos"],
    ["Acme schrapt 400 banen", "Rectificatie: Acme schrapt 4.000 banen"],
    ["Acme varslar 400 anställda", "Rättelse: Acme varslar 4 000 anställda"],
    ["Acme zwalnia 400 osób", "Sprostowanie: Acme zwalnia 4000 osób"],
    ["Акме сократит 400 человек", "Исправление: Акме сократит 4000 человек"],
    ["アクメ、400人削減へ", "【訂正】アクメ、4000人削減へ"],
    ["爱克姆裁员四百人", "更正：爱克姆裁员四千人"],
  ])("%s, then %s", (wrong, right) => {
    const [first, second] = [article(wrong, 3), article(right, 1)];
    expect(relate(first, second)).toBe("other");
    expect(relate(second, first)).toBe("newcomer");
  });
});

describe("nothing else is superseded", () => {
  test.each([
    {
      name: "another text",
      a: article("Glacier loses ice", 3),
      b: article("CORRECTED-Acme to cut 4,000 jobs", 1),
    },
    {
      name: "a title without a word of correction",
      a: article("Acme to cut 400 jobs", 3),
      b: article("Acme to cut 4,000 jobs", 1),
    },
    {
      name: "another source's text",
      a: article("Acme to cut 400 jobs", 3, { sourceId: "post" }),
      b: article("CORRECTED-Acme to cut 4,000 jobs", 1),
    },
    {
      name: "a later text",
      a: article("Acme to cut 400 jobs", 1),
      b: article("CORRECTED-Acme to cut 4,000 jobs", 3),
    },
    {
      name: "a column of corrections",
      a: article("Corrections: Nov. 29", 25),
      b: article("Corrections: Nov. 30", 1),
    },
    {
      name: "a text of long ago",
      a: article("Acme to cut 400 jobs", 24 * 9),
      b: article("CORRECTED-Acme to cut 4,000 jobs", 1),
    },
  ])("$name", ({ a, b }) => expect(relate(a, b)).toBeUndefined());
});
