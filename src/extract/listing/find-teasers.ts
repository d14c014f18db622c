import { absoluteUrl } from "../absolute-url.ts";
import { ancestors, attribute, elementsOf } from "../tree.ts";
import type { ListingPage, Teaser } from "./teaser.ts";
import { dateIn, headlineOf, pictureIn, textBelow } from "./teaser-parts.ts";

/** Finds the teasers of a page by its structure alone. */
export function findTeasers(page: ListingPage): readonly Teaser[] {
  const found = new Map<string, Teaser>();
  for (const heading of page.elements.filter(({ name }) => /^h[1-4]$/.test(name))) {
    const link =
      elementsOf(heading).find(({ name }) => name === "a") ??
      ancestors(heading).find(({ name }) => name === "a");
    const url = absoluteUrl(link && attribute(link, "href"), page.baseUrl);
    const title = headlineOf(heading);
    if (url === undefined || title === "" || found.has(url)) continue;
    const block =
      ancestors(heading).find(({ name }) => /^(?:article|li|div|section|a)$/.test(name)) ?? heading;
    found.set(url, {
      url,
      title,
      published: dateIn(block, page),
      summary: textBelow(block, title),
      image: pictureIn(block, page),
    });
  }
  return [...found.values()];
}
