import { createHash } from "node:crypto";

const LONGEST = 64;
const HASH = 6;

/**
 * The id of a source without one: its host and path in lower-case letters, digits and dashes
 * (`https://www.news.example/world/rss.xml` -> `news-example-world-rss`). Depends on the address alone, so that it
 * is the same at every start. A hash is added where letters had to be left out, so that two addresses in another
 * script do not become one.
 *
 * @param url absolute http(s) address
 */
export function deriveId(url: string): string {
  const { hostname, port, pathname, search } = new URL(url);
  const host = hostname.replace(/^www\./, "") + (port ? `-${port}` : "");
  const path = decoded(pathname).replace(/\.(xml|rss|rdf|atom|json|php|aspx?)$/i, "");
  const written = host + path + decoded(search);
  const plain = written
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  const lossy = /[^\p{ASCII}]/u.test(written) || plain.length > LONGEST || plain === "";
  return lossy ? withHash(plain, url) : plain;
}

/** For an address whose id another source has already. */
export function withHash(id: string, url: string): string {
  const hash = createHash("sha256").update(url).digest("hex").slice(0, HASH);
  const room = id.slice(0, LONGEST - HASH - 1).replace(/-+$/, "");
  return room ? `${room}-${hash}` : hash;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a stray % sign
  }
}
