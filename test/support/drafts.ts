import type { ArticleDraft } from "../../src/model/article.ts";

/** An invented entry; what a test is about is given, the rest does not matter. */
export function draft(given: Partial<ArticleDraft>): ArticleDraft {
  const url = given.url ?? "https://herald.example/world/harbour-strike";
  return {
    sourceId: "herald",
    outlet: "Herald",
    url,
    addresses: [url],
    guid: "guid-1",
    title: "Dockers vote to end harbour strike",
    summary: "",
    content: undefined,
    author: undefined,
    publishedAt: undefined,
    updatedAt: undefined,
    seenAt: 1_780_000_000_000,
    language: "en",
    categories: [],
    image: undefined,
    enclosures: [],
    rights: undefined,
    origin: undefined,
    ...given,
  };
}
