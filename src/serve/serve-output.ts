import type { FastifyReply, FastifyRequest } from "fastify";
import { sendDynamic } from "./dynamic-answer.ts";
import { isUnchanged } from "./is-unchanged.ts";
import { negotiateEncoding } from "./negotiate-encoding.ts";
import type { OutputStore, Representation, StoredFile } from "./output-store.ts";
import { plainPage, waitingPage } from "./status-page.ts";

/** What became of a story. */
export type StoryAnswer =
  /** It merged into another: that one's id. */
  | { readonly kind: "moved"; readonly to: string }
  /** Its page, for a story that no published file shows. */
  | { readonly kind: "page"; readonly html: string };

export interface OutputHandlerDeps {
  readonly story?: (id: string) => Promise<StoryAnswer | undefined>;
}

/** Seconds after which a reader may ask again while nothing is published yet. */
const RETRY_AFTER = "30";
/** Any of these is there: something was published. */
const FIRST_FILES = ["feed.atom", "index.html", "feed.rss", "feed.json", "sources.opml"];
/** What a feed's first publication brings. */
const EXPECTED = /^(?:[\w-]+\/)?(?:feed\.(?:atom|rss|json)|index\.html|sources\.opml)$/;
const STORY = /^(?:[\w-]+\/)?story\/([\w-]{1,64})\/?(?:index\.html)?$/;

/** Answers GET and HEAD for the published files. */
export function createOutputHandler(store: OutputStore, deps: OutputHandlerDeps) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const name = fileOf(request.url);
    const file = name && (store.peek(name) ?? (await findFile(store, deps, name, request, reply)));
    if (reply.sent) return reply;
    return file ? sendFile(request, reply, file) : sendMissing(store, name, request, reply);
  };
}

/** The file that an address means, or undefined for an address that can mean none. */
function fileOf(url: string): string | undefined {
  const end = url.search(/[?#]/);
  let name: string;
  try {
    name = decodeURIComponent(end < 0 ? url : url.slice(0, end)).slice(1);
  } catch {
    return undefined;
  }
  if (name === "" || name.endsWith("/")) name += "index.html";
  if (name === "favicon.ico") return "icon.png";
  return /^[\w-][\w.-]*(?:\/[\w-][\w.-]*)*$/.test(name) ? name : undefined;
}

async function findFile(
  store: OutputStore,
  deps: OutputHandlerDeps,
  name: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<StoredFile | undefined> {
  const id = STORY.exec(name)?.[1];
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

/** Around fastify's own sending: the header fields and the bytes are ready, and there are many such requests. */
function sendFile(request: FastifyRequest, reply: FastifyReply, file: StoredFile): FastifyReply {
  const { headers, method } = request.raw;
  const one = choose(file, headers["accept-encoding"]);
  const response = reply.hijack().raw;
  if (isUnchanged(headers, one.etag, file.lastModified)) {
    response.writeHead(304, one.notModifiedHeaders).end();
    return reply;
  }
  response.writeHead(200, one.headers);
  if (method === "HEAD") response.end();
  else response.end(one.bytes);
  return reply;
}

function choose(file: StoredFile, accepted: string | string[] | undefined): Representation {
  const header = Array.isArray(accepted) ? accepted.join(", ") : accepted;
  return file.representations[negotiateEncoding(header, file.encodings)] ?? file.representations.identity;
}

async function sendMissing(
  store: OutputStore,
  name: string | undefined,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const isOutput = name !== undefined && EXPECTED.test(name);
  if (!isOutput || (await anyFile(store))) return sendDynamic(request, reply, 404, plainPage(404));
  reply.header("retry-after", RETRY_AFTER);
  if (name === "index.html") reply.header("refresh", "5");
  return sendDynamic(request, reply, 503, waitingPage());
}

async function anyFile(store: OutputStore): Promise<boolean> {
  const found = await Promise.all(FIRST_FILES.map((name) => store.load(name)));
  return found.some((file) => file !== undefined);
}
