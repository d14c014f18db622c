import type { IncomingMessage, ServerResponse } from "node:http";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { StatusReport } from "../model/status.ts";
import type { RequestAccess } from "./access.ts";
import { sendDynamic } from "./dynamic-answer.ts";
import type { OutputStore, StoredFile } from "./output-store.ts";
import { sendFile } from "./send-file.ts";
import { plainPage, waitingPage } from "./status-page.ts";

/** What became of a story. */
export type StoryAnswer =
  /** It merged into another: that one's id. */
  | { readonly kind: "moved"; readonly to: string }
  /** Its page, for a story that no published file shows. */
  | { readonly kind: "page"; readonly html: string };

export interface OutputHandlerDeps {
  /** Why the first edition may not come soon, in a sentence. */
  readonly obstacle?: () => Promise<string | undefined>;
  readonly story?: (id: string) => Promise<StoryAnswer | undefined>;
  readonly status?: () => Promise<StatusReport>;
  /** The wire's, of pages that only the server has. */
  readonly language?: () => string | undefined;
  /** Such as `/t/TOKEN`, where a request showed its token in its path. */
  readonly tokenPath?: RequestAccess["tokenPath"];
}

/** Seconds after which a reader may ask again while nothing is published yet. */
const RETRY_AFTER = "30";
/** Any of these is there: something was published. */
const FIRST_FILES = ["feed.atom", "index.html", "feed.rss", "feed.json", "sources.opml"];
/** What a feed's first publication brings. */
const EXPECTED = /^(?:[\w-]+\/)?(?:feed\.(?:atom|rss|json)|index\.html|sources\.opml)$/;

/** Answers GET and HEAD for the published files. */
export function createOutputHandler(store: OutputStore, deps: OutputHandlerDeps) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const name = outputName(request.url);
    const file = name && (store.peek(name) ?? (await findFile(store, deps, name, request, reply)));
    if (reply.sent) return reply;
    if (!file) return sendMissing(store, deps, name, request, reply);
    const path = deps.tokenPath?.(request.raw);
    if (path !== undefined && name?.endsWith(PAGE)) {
      const html = file.representations.identity.bytes.toString();
      return sendDynamic(request, reply, 200, { type: "text/html", body: withTokenPath(html, name, path) });
    }
    sendFile(request.raw, reply.hijack().raw, file);
    return reply;
  };
}

const PAGE = "index.html";

/** A page whose address to subscribe to carries the token by which it was read: a feed reader is asked for it too. */
function withTokenPath(html: string, name: string, path: string): string {
  const folder = name.slice(0, -PAGE.length);
  const shown = path.slice(1).replace(/["<>&]/g, encodeURIComponent);
  return html.replace(
    /(<a class="button" href="feed:|<code class="address"[^>]*>)(https?:\/\/[^"<]*)/g,
    (_all, before: string, address: string) => {
      const at = address.lastIndexOf(`${folder}feed.`);
      if (at < 0 || address.includes(`/${shown}/`)) return `${before}${address}`;
      return `${before}${address.slice(0, at)}${shown}/${address.slice(at)}`;
    },
  );
}

async function findFile(
  store: OutputStore,
  deps: OutputHandlerDeps,
  name: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<StoredFile | undefined> {
  const id = storyOf(name);
  const answer = id === undefined ? undefined : await deps.story?.(id).catch(() => undefined);
  if (answer?.kind === "moved") {
    reply.redirect(`${name.endsWith("index.html") ? "../" : ""}${answer.to}/`, 301);
    return undefined;
  }
  const file = await store.load(name);
  if (file) return file;
  if (!/\.\w+$/.test(name) && (answer || (await store.load(`${name}/index.html`))))
    reply.redirect(`${name.slice(name.lastIndexOf("/") + 1)}/`, 301);
  else if (answer) await sendDynamic(request, reply, 200, { type: "text/html", body: answer.html });
  return undefined;
}

async function sendMissing(
  store: OutputStore,
  deps: OutputHandlerDeps,
  name: string | undefined,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const language = deps.language?.();
  if (name !== undefined && (await hasEnded(store, name)))
    return sendDynamic(request, reply, 410, plainPage(410, request.url, language));
  const isOutput = name !== undefined && EXPECTED.test(name);
  if (!isOutput || (await anyFile(store)))
    return sendDynamic(request, reply, 404, plainPage(404, request.url, language));
  reply.header("retry-after", RETRY_AFTER);
  if (name === "index.html") reply.header("refresh", "5");
  // A Redis that is away is reason enough to wait, and says nothing.
  const [obstacle, report] = await Promise.all([
    deps.obstacle?.().catch(() => undefined),
    deps.status?.().catch(() => undefined),
  ]);
  return sendDynamic(request, reply, 503, waitingPage({ obstacle, report }, request.url, language));
}

/** What belonged to a feed, or a format of it, that has ended: its pages, and the documents of its archive. */
async function hasEnded(store: OutputStore, name: string): Promise<boolean> {
  const [first = "", ...rest] = name.split("/");
  const folder = rest.length === 0 || first === "story" || first === "archive" ? "" : `${first}/`;
  const isPage = name.endsWith(".html") || !/\.\w+$/.test(name);
  const wanted = isPage ? PAGE : `feed${/\.\w+$/.exec(name)?.[0] ?? ""}`;
  const names = [wanted, ...(folder === "" ? [] : FIRST_FILES)].map((one) => `${folder}${one}`);
  const found = await Promise.all(names.map((one) => store.load(one)));
  const [own, ...others] = found;
  if (own) return own.isEnded;
  return others.some((file) => file?.isEnded) && !others.some((file) => file && !file.isEnded);
}

async function anyFile(store: OutputStore): Promise<boolean> {
  const found = await Promise.all(FIRST_FILES.map((name) => store.load(name)));
  return found.some((file) => file !== undefined);
}

const STORY = /^(?:[\w-]+\/)?story\/([\w-]{1,64})\/?(?:index\.html)?$/;

/** The file of the output that an address means, or undefined for an address that can mean none. */
function outputName(url: string): string | undefined {
  const end = url.search(/[?#]/);
  const path = end < 0 ? url : url.slice(0, end);
  // From an address with a slash that is none, relative links lead elsewhere.
  if (/%2f/i.test(path)) return undefined;
  let name: string;
  try {
    name = decodeURIComponent(path).slice(1);
  } catch {
    return undefined;
  }
  if (name === "" || name.endsWith("/")) name += "index.html";
  if (name === "favicon.ico") return "icon.png";
  return /^[\w-][\w.-]*(?:\/[\w-][\w.-]*)*$/.test(name) ? name : undefined;
}

/** The story whose page that is, or undefined. */
function storyOf(name: string): string | undefined {
  return STORY.exec(name)?.[1];
}

/**
 * Most requests are for a file that is in memory already: those need nothing of a framework, whose routing and
 * hooks cost as much again as the answer. Whatever is not so plain is left to it.
 *
 * @param asksForStories someone wants to be asked before a story's page is given
 * @returns whether it answered
 */
export function createMemoryAnswer(store: OutputStore, access: RequestAccess, asksForStories: boolean) {
  return (request: IncomingMessage, response: ServerResponse): boolean => {
    if (request.method !== "GET" && request.method !== "HEAD") return false;
    const name = outputName(access.rewrite(request));
    if (!name || (asksForStories && storyOf(name))) return false;
    // A page that was asked for by a token in its address carries the token on.
    if (access.lacksSlash(request) || (name.endsWith(PAGE) && access.tokenPath(request) !== undefined))
      return false;
    const file = store.peek(name);
    if (!file || !access.allowed(request)) return false;
    sendFile(request, response, file);
    return true;
  };
}
