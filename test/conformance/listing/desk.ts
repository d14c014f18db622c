/** An invented front page, and the articles that a reader would say it shows. */
export interface FrontPage {
  readonly name: string;
  readonly html: string;
  /** Paths and titles, in no order. */
  readonly expected: ReadonlyMap<string, string>;
}

export interface Piece {
  readonly title: string;
  readonly path: string;
  readonly text: string;
  readonly image: string;
  readonly iso: string;
  readonly clock: string;
}

const PLACES = [
  "Ardmore",
  "Kilbride",
  "Westport",
  "Norrvik",
  "Lindau",
  "Corvara",
  "Estella",
  "Brennick",
  "Harlow",
  "Tarbert",
];
const EVENTS = [
  "Ferry to %s returns after a week of storms",
  "Council of %s votes to close the old swimming pool",
  "Three held after bank robbery in %s",
  "%s hospital opens its new wing for children",
  "Why bakers in %s no longer work at night",
  "Flood warning lifted along the river at %s",
  "Teachers in %s walk out over class sizes",
  "New bridge at %s costs twice what was planned",
  "Lost dog from %s found on an island after two years",
  "%s wins the cup in the last minute",
];

/** Headlines of which no two are alike; `kind` keeps the addresses of what is expected and what is not apart. */
function pieces(path: (n: number, slug: string) => string, titled?: (n: number) => string): () => Piece {
  let n = 0;
  return () => {
    n += 1;
    const place = PLACES[(n * 7 + Math.floor(n / 10)) % PLACES.length] as string;
    const title = (EVENTS[n % EVENTS.length] as string).replace(
      "%s",
      `${place}${n > 9 ? ` on day ${n}` : ""}`,
    );
    const slug = title
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, "");
    return {
      title: titled?.(n) ?? title,
      path: path(n, slug),
      text: `What happened in ${place}, who was there, and what the people who live near it say about the matter today.`,
      image: `/media/${n * 31}/large.jpg`,
      iso: `2026-11-${String(1 + (n % 28)).padStart(2, "0")}T${String(6 + (n % 12)).padStart(2, "0")}:30:00Z`,
      clock: `${String(6 + (n % 12)).padStart(2, "0")}:30`,
    };
  };
}

interface Desk {
  /** The next article that the page is to be read for. */
  readonly piece: () => Piece;
  readonly pieces: (count: number, write: (piece: Piece, n: number) => string) => string;
  /** The next one that is not to be taken. */
  readonly other: () => Piece;
  readonly others: (count: number, write: (piece: Piece, n: number) => string) => string;
}

/**
 * Builds a page, and notes what it is to be read for.
 *
 * @param path the address of the article with a number
 * @param titled its headline, of a page that is not in English
 */
export function frontPage(
  name: string,
  build: (desk: Desk) => string,
  path: (n: number, slug: string) => string = (n, slug) => `/news/2026/11/${slug}-${41_000 + n}`,
  titled?: (n: number) => string,
): FrontPage {
  const expected = new Map<string, string>();
  const next = pieces(path, titled);
  const nextOther = pieces((n, slug) => path(n + 500, `older-${slug}`), titled && ((n) => titled(n + 500)));
  const piece = () => {
    const one = next();
    expected.set(one.path, one.title);
    return one;
  };
  const other = () => {
    const one = nextOther();
    return titled ? one : { ...one, title: `Earlier: ${one.title}` };
  };
  const many =
    (from: () => Piece): Desk["pieces"] =>
    (count, write) =>
      Array.from({ length: count }, (_, n) => write(from(), n)).join("\n");
  const html = build({ piece, pieces: many(piece), other, others: many(other) });
  return { name, html, expected };
}

export const NAV = `<nav><ul>${["World", "Business", "Sport and leisure", "Arts", "Our newsletters for you", "Weather for the weekend"].map((s) => `<li><a href="/${s.toLowerCase().split(" ")[0]}">${s}</a></li>`).join("")}</ul></nav>`;
export const FOOTER = `<footer><h4>About us</h4><ul><li><a href="/about-the-quay-post">About the Quay Post and its people</a></li><li><a href="/terms-and-conditions-of-use">Terms and conditions of use</a></li><li><a href="/privacy-policy-and-cookies">Privacy policy and cookies</a></li><li><a href="/complaints-and-corrections">Complaints and corrections</a></li></ul></footer>`;
export const head = (title: string, lang = "en") =>
  `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>${title}</title></head>`;
