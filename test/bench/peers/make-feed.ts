import { seededRandom } from "../support/random.ts";
import { inventEvent, inventItem } from "./invent-text.ts";

export interface World {
  readonly feeds: number;
  readonly items: number;
  /** ms; the newest item is a few minutes older. */
  readonly now: number;
  /** How far back every feed goes; undefined: as far as its own pace takes it. */
  readonly days: number | undefined;
}

/** Of ten items four tell what three others somewhere tell as well; the rest stand alone. */
const SHARED = 0.4;
const REPORTS_OF_ONE_EVENT = 4;
/** Feeds differ in pace: from one item a day to sixty, evenly by order of magnitude. */
const MOST_A_DAY = 60;
const MARKUP = 0.5;
const DAY_MS = 86_400_000;
const HALF_A_DAY_MS = DAY_MS / 2;

interface Dated extends ReturnType<typeof inventItem> {
  readonly url: string;
  readonly at: Date;
  readonly markup: boolean;
}

/** Feed number `feed` of the world, about 33 kB: the same bytes for the same arguments. One in five is Atom. */
export function makeFeed(world: World, feed: number): string {
  const pace = MOST_A_DAY ** seededRandom(feed + 0x9ace)();
  const days = world.days ?? world.items / pace;
  const items = Array.from({ length: world.items }, (_, n) => makeItem(world, { feed, n, days }));
  items.sort((a, b) => b.at.getTime() - a.at.getTime());
  return feed % 5 === 4 ? atom(feed, items) : rss(feed, items);
}

function makeItem(world: World, { feed, n, days }: { feed: number; n: number; days: number }): Dated {
  const own = feed * world.items + n;
  const random = seededRandom(own + 1);
  const age = 300_000 + ((n + random()) / world.items) * days * DAY_MS;
  const event = random() < SHARED ? sharedEvent(world, age, random) : 2 ** 31 + own;
  const item = inventItem(inventEvent(event), random);
  const at = new Date(Math.floor((world.now - age) / 1_000) * 1_000);
  const day = at.toISOString().slice(0, 10).replaceAll("-", "/");
  const url = `https://www.outlet-${feed}.example/news/${day}/${item.slug}-${own}`;
  return { ...item, at, url, markup: random() < MARKUP };
}

/** One of the events of that half day; there are as many as leave each a few reports. */
function sharedEvent(world: World, age: number, random: () => number): number {
  const halfDay = Math.floor(age / HALF_A_DAY_MS);
  const reports = SHARED * world.feeds * itemsOfHalfDay(world, halfDay);
  return halfDay * 2 ** 20 + Math.floor(random() * Math.max(1, reports / REPORTS_OF_ONE_EVENT));
}

/** Mean number that a feed has of that age. */
function itemsOfHalfDay({ items, days }: World, halfDay: number): number {
  if (days !== undefined) return items / (2 * days);
  const slowest = Math.max(2, Math.min(MOST_A_DAY, (2 * items) / (halfDay + 1)));
  return (slowest - 1) / (2 * Math.log(MOST_A_DAY));
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
  const description = markup ? `<![CDATA[${html(summary, url)}]]>` : summary;
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

function html(summary: string, url: string): string {
  return `<p><img src="${url}.jpg" alt=""/></p><p>${summary}</p><p><a href="${url}">Read on</a></p>`;
}
