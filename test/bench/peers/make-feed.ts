import { seededRandom } from "../support/random.ts";
import { inventEvent, inventItem } from "./invent-text.ts";

export interface World {
  readonly feeds: number;
  readonly items: number;
  /** ms; the newest item is a few minutes older. */
  readonly now: number;
  /** How far back the items go, ms. */
  readonly span: number;
}

/** Of ten items four tell what three others somewhere tell as well; the rest stand alone. */
const SHARED = 0.4;
const REPORTS_OF_ONE_EVENT = 4;
const HALF_A_DAY = 12 * 3_600_000;

interface Dated extends ReturnType<typeof inventItem> {
  readonly url: string;
  readonly at: Date;
  readonly markup: boolean;
}

/** Feed number `feed` of the world, about 33 kB: the same bytes for the same arguments. One in five is Atom. */
export function makeFeed(world: World, feed: number): string {
  const items = Array.from({ length: world.items }, (_, n) => makeItem(world, feed, n));
  items.sort((a, b) => b.at.getTime() - a.at.getTime());
  return feed % 5 === 4 ? atom(feed, items) : rss(feed, items);
}

function makeItem({ feeds, items, now, span }: World, feed: number, n: number): Dated {
  const own = feed * items + n;
  const random = seededRandom(own + 1);
  const isShared = random() < SHARED;
  const events = Math.max(1, Math.round((feeds * items * SHARED) / REPORTS_OF_ONE_EVENT));
  const event = isShared ? Math.floor(random() * events) : 2 ** 28 + own;
  const item = inventItem(inventEvent(event), random);
  const happened = seededRandom(event + 7)() * (span - Math.min(span / 2, HALF_A_DAY));
  const age = 300_000 + happened + random() * Math.min(span / 2, HALF_A_DAY);
  const at = new Date(Math.floor((now - age) / 1_000) * 1_000);
  const day = at.toISOString().slice(0, 10).replaceAll("-", "/");
  const url = `https://www.outlet-${feed}.example/news/${day}/${item.slug}-${own}`;
  return { ...item, at, url, markup: random() < 0.3 };
}

function rss(feed: number, items: readonly Dated[]): string {
  const site = `https://www.outlet-${feed}.example/`;
  const head = `<title>Outlet ${feed}</title><link>${site}</link><description>News of outlet ${feed}</description>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel>${head}<language>en</language>
${items.map(rssItem).join("\n")}
</channel></rss>
`;
}

function rssItem({ title, summary, author, category, url, at, markup }: Dated): string {
  const description = markup ? `<![CDATA[<p>${summary}</p><p><a href="${url}">Read on</a></p>]]>` : summary;
  return `<item><title>${title}</title>
<link>${url}</link>
<guid isPermaLink="true">${url}</guid>
<pubDate>${at.toUTCString()}</pubDate>
<dc:creator>${author}</dc:creator><category>${category}</category>
<description>${description}</description></item>`;
}

function atom(feed: number, items: readonly Dated[]): string {
  const site = `https://www.outlet-${feed}.example/`;
  const updated = items[0]?.at.toISOString() ?? "";
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Outlet ${feed}</title><id>${site}</id>
<link rel="alternate" href="${site}"/><updated>${updated}</updated>
${items.map(atomEntry).join("\n")}
</feed>
`;
}

function atomEntry({ title, summary, author, category, url, at, markup }: Dated): string {
  const body = markup
    ? `<summary type="html">&lt;p&gt;${summary}&lt;/p&gt;</summary>`
    : `<summary>${summary}</summary>`;
  return `<entry><title>${title}</title>
<link rel="alternate" type="text/html" href="${url}"/>
<id>${url}</id>
<updated>${at.toISOString()}</updated><published>${at.toISOString()}</published>
<author><name>${author}</name></author><category term="${category}"/>
${body}</entry>`;
}
