import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { type Loopback, startLoopback } from "./loopback.ts";

/** What is told of an article; the rest does not matter. */
export interface Told {
  readonly title: string;
  /** How long ago it was published, hours; default: now. */
  readonly hoursAgo?: number;
  readonly content?: string;
  readonly category?: string;
}

/** Invented outlets on one server: each feed stands at `/NAME`, with whatever was told last first. */
export interface Newsstand {
  readonly origin: string;
  readonly received: Loopback["received"];
  /** Puts an article on top of a feed; gives its address. */
  tell(feed: string, told: Told): string;
  /** Most requests to `/slow…` that were under way at a time: they take two seconds each. */
  readonly mostAtOnce: () => number;
  /** Requests to a path since the stand was opened. */
  readonly asked: (path: string) => number;
  /** Of the article at a path; "" when there is none. */
  readonly titleOf: (path: string) => string;
  /** What any other path answers. */
  answer: (request: IncomingMessage, response: ServerResponse) => void;
  close(): Promise<void>;
}

export async function openNewsstand(): Promise<Newsstand> {
  const feeds = new Map<string, string[]>();
  const titles = new Map<string, string>();
  let count = 0;
  let slow = 0;
  let most = 0;
  const site = await startLoopback(async (request, response) => {
    const name = (request.url ?? "").slice(1).replace(/\?.*/, "");
    if (name.startsWith("slow")) {
      slow += 1;
      most = Math.max(most, slow);
      await sleep(2_000);
      slow -= 1;
    }
    const items = feeds.get(name);
    if (items === undefined && !name.startsWith("slow")) return stand.answer(request, response);
    response
      .writeHead(200, { "content-type": "application/rss+xml" })
      .end(
        `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>${name}</title><link>${origin}/</link>${(items ?? []).join("")}</channel></rss>`,
      );
  });
  const origin = site.url("");
  const stand: Newsstand = {
    origin,
    received: site.received,
    mostAtOnce: () => most,
    asked: (path) => site.received.filter((one) => one.path === path).length,
    answer: (_request, response) => response.writeHead(404).end(),
    close: site.close,
    titleOf: (path) => titles.get(path) ?? "",
    tell: (feed, { title, hoursAgo = 0, content, category }) => {
      const url = `${origin}/${feed}/${++count}`;
      titles.set(new URL(url).pathname, title);
      const date = new Date(Date.now() - hoursAgo * 3_600_000).toUTCString();
      const item = `<item><title>${title}</title><link>${url}</link><guid>${url}</guid><pubDate>${date}</pubDate>${
        category ? `<category>${category}</category>` : ""
      }${content ? `<content:encoded><![CDATA[${content}]]></content:encoded>` : ""}</item>`;
      feeds.set(feed, [item, ...(feeds.get(feed) ?? [])]);
      return url;
    },
  };
  return stand;
}
