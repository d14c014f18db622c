import type { ArticleDraft } from "../model/article.ts";

/** News agencies by the names under which papers credit them, lower case: the first is what they are told apart by. */
const AGENCIES: readonly (readonly string[])[] = [
  ["ap", "associated press", "apnews.com"],
  ["reuters", "thomson reuters", "reuters.com"],
  ["afp", "agence france-presse", "agence france presse", "afp.com"],
  ["dpa", "deutsche presse-agentur", "dpa.com"],
  ["pa", "pa media", "press association", "pa news agency"],
  ["ansa", "ansa.it"],
  ["efe", "agencia efe", "efe.com"],
  ["xinhua", "xinhua news agency", "news.cn"],
  ["kyodo", "kyodo news", "kyodonews.net"],
  ["tass", "itar-tass", "tass.com"],
  ["apa", "austria presse agentur"],
  ["keystone-sda", "sda", "ats"],
  ["anp"],
  ["belga", "belga news agency"],
  ["ritzau"],
  ["ntb"],
  ["tt", "tt nyhetsbyrån"],
  ["stt"],
  ["pap", "polska agencja prasowa"],
  ["čtk", "ctk"],
  ["lusa", "agência lusa"],
  ["the canadian press", "canadian press"],
  ["aap", "australian associated press"],
  ["pti", "press trust of india"],
  ["ani", "asian news international"],
  ["ians"],
  ["yonhap", "yonhap news agency"],
  ["anadolu", "anadolu agency", "aa.com.tr"],
  ["upi", "united press international"],
  ["epd", "evangelischer pressedienst"],
  ["kna", "katholische nachrichten-agentur"],
];
const BY_NAME = new Map(AGENCIES.flatMap((names) => names.map((name) => [name, names[0] as string])));

/** `LONDON (Reuters) - `, `PARIS, May 2 (AFP) —`, `Berlin (dpa) –`: a place in capitals or of a few words before it. */
const DATELINE = /^\p{Lu}[\p{L}\p{N}.,'’/ -]{1,60}? ?\(([^()]{2,40})\) ?[-–—:]/u;

/**
 * The agency that wrote an article, where its byline names nothing else or its text begins with its dateline: whoever
 * prints it, and under whatever headline, is no further voice. A byline with an agency beside a reporter is the
 * reporter's.
 */
export function agencyOf({ author, summary }: Pick<ArticleDraft, "author" | "summary">): string | undefined {
  const credited = named(author?.replace(/^(?:by|von|par|de|di) /i, "") ?? "");
  return credited ?? named(DATELINE.exec(summary)?.[1] ?? "");
}

/** The agency that an outlet is. */
export function agencyNamed(outlet: string): string | undefined {
  return named(outlet);
}

function named(text: string): string | undefined {
  const name = text
    .trim()
    .toLowerCase()
    .replace(/^the /, "")
    .replace(/[ /-]+(?:staff|wire|news|news agency)$/, "");
  return BY_NAME.get(name) ?? BY_NAME.get(text.trim().toLowerCase());
}
