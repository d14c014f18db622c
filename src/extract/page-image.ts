import type { Document, Element } from "domhandler";
import { isStoryPicture } from "../ground/picture.ts";
import { absoluteUrl } from "./absolute-url.ts";
import { metaValue, type PageFacts } from "./page-facts.ts";
import { isImage, prepareImage } from "./prepare-media.ts";
import { elementsOf, findElement } from "./tree.ts";

const LOGO =
  /(?:^|[/_.-])(?:logo|favicon|sprite|icon|avatar|gravatar|default[_-]?(?:image|share|og)|placeholder|missing|blank|spacer|pixel)(?:[/_.-]|\d|$)/i;

/** The picture that stands for the article: never a logo, an icon or a counter. */
export function pageImage(facts: PageFacts): string | undefined {
  const claims = [
    ...["og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src"].flatMap(
      (name) => facts.meta.get(name) ?? [],
    ),
    ...facts.links.filter((link) => link.rel === "image_src").map((link) => link.href),
    ...(facts.linked?.images ?? []),
    metaValue(
      facts,
      "thumbnail",
      "image",
      "sailthru.image.full",
      "parsely-image-url",
      "thumbnailurl",
      "primaryimage",
    ),
  ];
  for (const claim of claims) {
    const url = absoluteUrl(claim, facts.baseUrl);
    if (url && !LOGO.test(new URL(url).pathname) && isStoryPicture({ url }) && !isTinyDeclared(facts, claim))
      return url;
  }
  return undefined;
}

/** `og:image:width` that says it is an icon. */
function isTinyDeclared(facts: PageFacts, claim: string | undefined): boolean {
  const width = Number(metaValue(facts, "og:image:width") ?? 1000);
  return claim === facts.meta.get("og:image")?.[0] && width > 0 && width < 60;
}

/** A picture that is not said to be smaller than this may stand for its article. */
const LARGE = 200;

/** The address, as written, of the first large picture of an article's own text. */
export function bodyImage(body: Document): string | undefined {
  return findElement(body, isLarge)?.attribs["src"];
}

/** The address, as written, of the first large picture around or below the page's first-level heading: for pages that have theirs outside the text. */
export function headImage(facts: PageFacts): string | undefined {
  const index = facts.elements.findIndex((element) => element.name === "h1");
  const frame = facts.elements[index]?.parent?.parent;
  if (!frame) return undefined;
  const below = facts.elements.slice(index + 1, index + 1 + BELOW);
  for (const image of [...elementsOf(frame), ...below].filter(isImage)) {
    if (image.parent) prepareImage(image, facts.baseUrl);
    if (image.parent && isLarge(image)) return image.attribs["src"];
  }
  return undefined;
}

/** Elements below the heading that are looked at. */
const BELOW = 150;

function isLarge(image: Element): boolean {
  const { width, height, src } = image.attribs;
  if (
    image.name !== "img" ||
    !src ||
    LOGO.test(src) ||
    !isStoryPicture({ url: src, className: image.attribs["class"] }) ||
    /logo|avatar|icon/i.test(image.attribs["class"] ?? "")
  )
    return false;
  return [width, height].every((size) => !(Number.parseInt(size ?? "", 10) < LARGE));
}
