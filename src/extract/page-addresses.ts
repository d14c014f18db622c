/** What a fetched page says of where it stands. All absolute. */
interface FetchedPage {
  /** Where it was served, after redirects. */
  readonly url: string;
  readonly canonical: string | undefined;
  readonly amp: string | undefined;
}

/**
 * Further addresses of an article, learned from its page: where redirects led, `rel=canonical` and the AMP version. The
 * last two are believed where they name the same piece: editors' templates let every page point to the newest one.
 */
export function pageAddresses(asked: string, { url, canonical, amp }: FetchedPage): readonly string[] {
  const slugs = new Set([asked, url].flatMap(slugsOf));
  const named = [canonical, amp].filter(
    (address) => address !== undefined && slugsOf(address).some((slug) => slugs.has(slug)),
  );
  return [...new Set([url, ...(named as string[])])].filter((address) => address !== asked);
}

/** Long enough not to be a section's or a year's. */
const SLUG = /[\p{L}\p{N}]+(?:[-_.][\p{L}\p{N}]+){2,}|\p{N}{5,}/gu;

/** The parts of an address that name one piece: hyphenated titles and long numbers. */
function slugsOf(address: string): readonly string[] {
  const { pathname, search } = new URL(address);
  return (
    `${decoded(pathname)}${search}`
      .replace(/\.(?:s?html?|php|aspx?|amp)\b/gi, "")
      .match(SLUG)
      ?.map(lower) ?? []
  );
}

const lower = (text: string): string => text.toLowerCase();

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
