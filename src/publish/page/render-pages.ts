import { createHash } from "node:crypto";
import { Eta } from "eta";
import { packagePath, readPackageText } from "../../ground/package-file.ts";
import { storyPath } from "../addresses.ts";
import type { PublishContext, SafeEdition, SafeStory } from "../safe-edition.ts";
import { frontPageView } from "./front-page-view.ts";
import type { PageSettings } from "./head-view.ts";
import { pageDates } from "./page-dates.ts";
import { storyPageView } from "./story-page-view.ts";

export interface RenderedPage {
  /** Within the feed's folder. */
  readonly path: string;
  readonly html: string;
}

/** The front page and a page for each story, without script, as HTML that an XML parser need not read. */
export function renderPages(
  edition: SafeEdition,
  feeds: NonNullable<PublishContext["feeds"]> = [],
): readonly RenderedPage[] {
  const eta = new Eta({
    views: packagePath("src/publish/page/templates"),
    autoTrim: ["nl", "nl"],
    cache: true,
  });
  const settings: PageSettings = {
    edition,
    feeds,
    dates: pageDates(edition.language, edition.updatedAt),
    styleVersion: styleVersion(),
  };
  const storyPage = (story: SafeStory) => ({
    path: `${storyPath(story)}index.html`,
    html: eta.render("./story-page", storyPageView(settings, story)),
  });
  return [
    { path: "index.html", html: eta.render("./front-page", frontPageView(settings)) },
    ...edition.stories.map(storyPage),
  ];
}

/** Twelve characters that change with the style sheet. */
function styleVersion(): string {
  return createHash("sha256")
    .update(readPackageText("src/publish/assets/style.css"))
    .digest("base64url")
    .slice(0, 12);
}
