import type { EpochMs } from "../../../src/model/brand.ts";
import type { Fetch, FetchOutcome } from "../../../src/model/document.ts";
import { inventEvent, inventItem } from "../peers/invent-text.ts";
import { seededRandom } from "../support/random.ts";

const DAY_MS = 86_400_000;
/** Feeds differ in pace: from one item a day to sixty, evenly by order of magnitude. */
const MOST_A_DAY = 60;
const SHOWN = 20;
/** Of ten items four tell what others tell as well: an event has so many reports. */
const SHARED = 0.4;
const EVENTS_A_DAY = 1_500;

/** A network whose feeds grow with the clock; every server knows validators. */
export function growingNetwork(start: EpochMs, now: () => EpochMs): Fetch {
  return async ({ url, validators }) => {
    const feed = Number(/outlet-(\d+)/.exec(url)?.[1]);
    const born = bornBy(feed, now() - start);
    const etag = `"${born}"`;
    const answer = { url, headers: { "content-type": "application/rss+xml" }, validators: { etag }, ms: 1 };
    if (validators?.etag === etag) return { kind: "not-modified", ...answer } satisfies FetchOutcome;
    const bytes = new TextEncoder().encode(documentOf(feed, born, start));
    const document = {
      bytes,
      hash: etag,
      status: 200,
      permanentUrl: undefined,
      mediaType: "application/rss+xml",
    };
    return { kind: "document", ...answer, ...document } as FetchOutcome;
  };
}

function paceOf(feed: number): number {
  return MOST_A_DAY ** seededRandom(feed + 0x9ace)();
}

/** Items that a feed has had after so many ms; it has a few at the start. */
function bornBy(feed: number, ms: number): number {
  return 5 + Math.floor((ms / DAY_MS) * paceOf(feed) + seededRandom(feed)());
}

function documentOf(feed: number, born: number, start: EpochMs): string {
  const items = Array.from({ length: Math.min(SHOWN, born) }, (_, n) => itemOf(feed, born - 1 - n, start));
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>Outlet ${feed}</title><link>https://www.outlet-${feed}.example/</link>${items.join("\n")}</channel></rss>`;
}

function itemOf(feed: number, n: number, start: EpochMs): string {
  const random = seededRandom(feed * 10_000 + n);
  const at = start + ((n - 4.5) / paceOf(feed)) * DAY_MS;
  const day = Math.floor((at - start) / DAY_MS) + 10;
  const event =
    random() < SHARED
      ? day * EVENTS_A_DAY + Math.floor(random() * EVENTS_A_DAY)
      : 2 ** 30 + feed * 10_000 + n;
  const { title, summary, slug } = inventItem(inventEvent(event), random);
  const url = `https://www.outlet-${feed}.example/news/${slug}-${n}`;
  return `<item><title>${title}</title><link>${url}</link><guid>${url}</guid><pubDate>${new Date(at).toUTCString()}</pubDate><description>${summary}</description></item>`;
}
