import { groupBy } from "../../ground/group-by.ts";
import { isParticular, pathOf } from "./addresses.ts";
import { type Candidate, isMarked, share } from "./candidate.ts";
import { FEW, wordCount } from "./teaser-parts.ts";

/** Words of a section's name. */
const LONGEST_NAME = 3;

/** Sections are named by the beginnings of their articles' addresses. */
export function withoutSections(all: readonly Candidate[]): readonly Candidate[] {
  const below = new Map<string, number>();
  for (const { url } of all) {
    const path = pathOf(url);
    for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1))
      below.set(path.slice(0, end), (below.get(path.slice(0, end)) ?? 0) + 1);
  }
  // An article may have pages below it, too: it says more than a name.
  return all.filter(
    ({ url, title, summary, dated }) =>
      ((summary !== undefined || dated) && wordCount(title) > LONGEST_NAME) ||
      (below.get(pathOf(url)) ?? 0) < 2,
  );
}

/** Where nearly all addresses are made like those of articles, one that is not is no article's. */
export function likeTheOthers(accepted: readonly Candidate[]): readonly Candidate[] {
  const like = accepted.filter(({ url }) => isParticular(url));
  return withoutOutsiders(like.length >= accepted.length * 0.65 ? like : accepted);
}

/**
 * Where most articles lie in one folder of the site, what lies elsewhere is an article if it has a date, or an address
 * made as theirs: with a number, or with nearly as many words.
 */
function withoutOutsiders(accepted: readonly Candidate[]): readonly Candidate[] {
  const folders = foldersOf(accepted.map(({ url }) => pathOf(url).split("/")));
  const sizes = groupBy(accepted, (_, n) => folders[n]);
  const [inside = []] = [...sizes.values()].sort((a, b) => weightOf(b) - weightOf(a));
  if (inside.length < FEW || inside.length < accepted.length * LEAST_SHARE) return accepted;
  const isNumbered = share(inside, hasDigit) >= 0.8;
  const median = inside.map(({ url }) => slugWords(url)).sort((a, b) => a - b)[inside.length >> 1] ?? 0;
  const least = Math.max(median * 0.6, isNumbered ? LEAST_SLUG : 0);
  const shapes = new Set(inside.map(({ shape }) => shape));
  const isMadeAlike = (one: Candidate) =>
    (isMarked(one) || shapes.has(one.shape)) &&
    ((isNumbered && hasDigit(one)) || slugWords(one.url) >= least);
  const insiders = new Set(inside);
  return accepted.filter((one) => insiders.has(one) || one.published !== undefined || isMadeAlike(one));
}

/** Of a page's teasers those that lie in the folder of its articles. */
const LEAST_SHARE = 0.4;

/** What has a date is more likely an article. */
function weightOf(all: readonly Candidate[]): number {
  return all.length + all.filter(({ published }) => published !== undefined).length;
}

/** Words in an address that are a headline's. */
const LEAST_SLUG = 4;
const hasDigit = ({ url }: Candidate) => /\d/.test(url.replace(/^https?:\/\/[^/]+/, ""));

/** The first part of each address that not all have in common. */
function foldersOf(paths: readonly (readonly string[])[]): readonly (string | undefined)[] {
  let depth = 0;
  while (paths.every((path) => path.length > depth + 1 && path[depth] === paths[0]?.[depth])) depth += 1;
  return paths.map((path) => path[depth]);
}

function slugWords(url: string): number {
  return Math.max(
    ...pathOf(url)
      .split("/")
      .slice(1)
      .map((part) => part.split(/[-_.+]|%20/).length),
  );
}
