import { lettersOf } from "../ground/text.ts";
import { metaValue, type PageFacts } from "./page-facts.ts";

/** Tells the outlet from persons: by what it calls itself, by its address, and by the words of organizations. */
export function outletTest(facts: PageFacts): (name: string) => boolean {
  const host = new URL(facts.url).hostname.replace(/^www\./, "");
  const labels = host
    .split(".")
    .slice(0, -1)
    .map(lettersOf)
    .filter((label) => label.length > 3);
  const names = [
    metaValue(facts, "og:site_name"),
    metaValue(facts, "application-name"),
    metaValue(facts, "publisher"),
    facts.linked?.publisher,
    ...(facts.linked?.organizations ?? []),
    host,
    host.split(".").slice(0, -1).join("."),
  ];
  const known = new Set(names.flatMap((name) => (name ? [lettersOf(name)] : [])));
  return (name) => {
    const letters = lettersOf(name);
    return known.has(letters) || ORGANIZATION.test(name) || labels.some((label) => letters.includes(label));
  };
}

const ORGANIZATION =
  /\b(?:e\.\s?V\.|gGmbH|GmbH|AG|SE|KG|Inc|Ltd|LLC|S\.A|Stiftung|Verein|Verband|Institut|Universität|University|Landesanstalt|Ministerium|Bundesministerium|Verlag|Media|Publishing|Association|Foundation|Agentur|Agency|Presse|Magazin|Zeitung|Illustrierte)\b/;
