import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { randomFrom } from "../unit/parse/mutate.ts";

/** One article of an invented outlet. */
export interface BornArticle {
  readonly slug: string;
  readonly url: string;
  readonly title: string;
  readonly bornAt: number;
  /** Ids of the outlets that carry it. */
  readonly carriedBy: readonly string[];
}

export interface Outlet {
  readonly id: string;
  readonly feedUrl: string;
  readonly articles: BornArticle[];
  /** When its feed was asked for, ms. */
  readonly polls: number[];
}

/** Invented outlets, each with a loopback address (so: a domain) of its own, whose feeds grow. */
export interface Wire {
  readonly outlets: readonly Outlet[];
  /** A new article in one outlet; every tenth is carried by the next outlet as well. */
  grow(outlet: Outlet): BornArticle;
  readonly articles: readonly BornArticle[];
  /** Called before a feed or page is answered: the poison kills its reader here. */
  onRequest: ((request: { readonly outlet: Outlet; readonly path: string }) => void) | undefined;
  close(): Promise<void>;
}

/** Items that a feed shows. */
const SHOWN = 60;

/** @param at network (three numbers) and port of the outlets; default: free ports of 127.0.1.* */
export async function startWire(
  count: number,
  seed: number,
  at: { readonly network: string; readonly port: number } = { network: "127.0.1", port: 0 },
): Promise<Wire> {
  const random = randomFrom(seed);
  const words = Array.from({ length: 7_000 }, () => inventWord(random));
  const sentence = (length: number) =>
    Array.from({ length }, () => words[Math.floor(random() * words.length)]).join(" ");
  const texts = new Map<string, string>();
  const outlets: Outlet[] = [];
  const articles: BornArticle[] = [];
  const wire: { onRequest: Wire["onRequest"] } = { onRequest: undefined };
  const servers = await Promise.all(
    Array.from({ length: count }, (_, n) =>
      listen({ ...at, host: `${at.network}.${n + 1}` }, (request, response) => {
        const outlet = outlets[n];
        if (!outlet) throw new Error("asked before it was there");
        const path = request.url ?? "/";
        if (path === "/feed") outlet.polls.push(Date.now());
        wire.onRequest?.({ outlet, path });
        answer(outlet, texts, { request, response });
      }),
    ),
  );
  for (const [n, { origin }] of servers.entries())
    outlets.push({ id: `outlet-${n + 1}`, feedUrl: `${origin}/feed`, articles: [], polls: [] });
  return {
    outlets,
    articles,
    get onRequest() {
      return wire.onRequest;
    },
    set onRequest(listener) {
      wire.onRequest = listener;
    },
    grow: (outlet) => {
      const slug = `a-${articles.length}`;
      const shared = articles.length % 10 === 9;
      const other = outlets[(outlets.indexOf(outlet) + 1) % outlets.length] as Outlet;
      const carriers = shared && other !== outlet ? [outlet, other] : [outlet];
      const article: BornArticle = {
        slug,
        url: new URL(`/${slug}`, outlet.feedUrl).href,
        title: sentence(7),
        bornAt: Date.now(),
        carriedBy: carriers.map(({ id }) => id),
      };
      texts.set(slug, Array.from({ length: 6 }, () => `<p>${sentence(40)}.</p>`).join("\n"));
      articles.push(article);
      for (const carrier of carriers) carrier.articles.push(article);
      return article;
    },
    close: async () => {
      await Promise.all(servers.map(({ close }) => close()));
    },
  };
}

/** Words that no language has: no two articles are about the same thing. */
function inventWord(random: () => number): string {
  const pick = (letters: string) => letters.charAt(Math.floor(random() * letters.length));
  const syllables = 3 + Math.floor(random() * 2);
  return Array.from({ length: syllables }, () => pick("bdfgklmnprstvz") + pick("aeiou")).join("");
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

async function listen({ host, port: wanted }: { host: string; port: number }, handler: Handler) {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(wanted, host, resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { origin: `http://${host}:${port}`, close };
}

function answer(
  outlet: Outlet,
  texts: ReadonlyMap<string, string>,
  { request, response }: { readonly request: IncomingMessage; readonly response: ServerResponse },
): void {
  if (request.url === "/feed") {
    answerFeed(outlet, request, response);
    return;
  }
  const slug = (request.url ?? "").slice(1);
  const article = outlet.articles.find((one) => one.slug === slug);
  if (!article) {
    response.writeHead(404).end();
    return;
  }
  response
    .writeHead(200, { "content-type": "text/html; charset=utf-8" })
    .end(
      `<!doctype html><html lang="en"><head><title>${article.title}</title></head><body><article><h1>${article.title}</h1>${texts.get(slug)}</article></body></html>`,
    );
}

function answerFeed(outlet: Outlet, request: IncomingMessage, response: ServerResponse): void {
  const etag = `"${outlet.articles.length}"`;
  if (request.headers["if-none-match"] === etag) {
    response.writeHead(304, { etag }).end();
    return;
  }
  const items = outlet.articles.slice(-SHOWN).map(
    ({ slug, title, url, bornAt }) =>
      `<item><guid isPermaLink="false">${outlet.id}:${slug}</guid><title>${title}</title><link>${url}</link>
<pubDate>${new Date(bornAt).toUTCString()}</pubDate><description>${title}</description></item>`,
  );
  response
    .writeHead(200, { "content-type": "application/rss+xml", etag })
    .end(
      `<?xml version="1.0"?><rss version="2.0"><channel><title>${outlet.id}</title>${items.join("\n")}</channel></rss>`,
    );
}
