import type { IncomingHttpHeaders } from "node:http";
import { Readable } from "node:stream";
import type { Dispatcher } from "undici";
import type { FetchRequest, ResponseHeaders } from "../model/document.ts";
import type { Cancellation } from "./cancellation.ts";
import { contentCodings } from "./decode-body.ts";
import { type Asking, UnaskedError } from "./dispatchers.ts";
import { explainError, explainProxied, timedOut, tooLarge } from "./explain-error.ts";
import { FetchError } from "./fetch-error.ts";
import { mediaType } from "./media-type.ts";
import { stopped } from "./per-host.ts";

export interface ExchangeOptions {
  readonly dispatcher: Dispatcher;
  /** Told of the request for as long as an answer is waited for. */
  readonly asking: Asking;
  readonly url: URL;
  readonly method: NonNullable<FetchRequest["method"]>;
  readonly headers: Record<string, string>;
  readonly body: string | undefined;
  /** Whether the last byte of the body may follow the others. */
  readonly commit: FetchRequest["commit"] | undefined;
  readonly maxBytes: number;
  /** ms until the header section has to be complete. */
  readonly headersTimeout: number;
  /** ms for all of it. */
  readonly timeout: number;
  /** Pictures, films and archives are refused by their first bytes. */
  readonly textOnly: "feed" | "page" | undefined;
  /** Host and port of the proxy that the request goes through. */
  readonly proxy: string | undefined;
  readonly cancellation: Cancellation;
}

/** One answer, still encoded. */
export interface Answer {
  readonly status: number;
  readonly headers: ResponseHeaders;
  readonly body: Buffer;
  /** The exchange ended before its end; the body may be whole all the same, where its length was told wrongly. */
  readonly cut?: FetchError;
}

/** Of an answer that is not wanted: enough to keep the connection, not enough to be kept busy. */
const DISCARD_BYTES = 64 * 1024;
const DISCARD_MS = 2_000;
/** A body shows what it is at its beginning, which may come in pieces. */
const SNIFFED_BYTES = 64;
const NO_BYTES = Buffer.alloc(0);

/**
 * One request and its answer, under a deadline for the header section and one for the whole. The body of anything but
 * a 2xx is thrown away.
 *
 * @throws FetchError for everything that goes wrong below the status line
 */
export async function exchange(options: ExchangeOptions): Promise<Answer> {
  try {
    return await attempt(options);
  } catch (error) {
    if (error instanceof FetchError && error.stale && options.method === "GET") return attempt(options);
    throw error;
  }
}

function attempt(options: ExchangeOptions): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { dispatcher, url, method, headers, body, commit } = options;
    const reception = new Reception(options, resolve, reject);
    const { origin, href, hash } = url;
    dispatcher.dispatch(
      {
        origin,
        path: href.slice(origin.length, hash === "" ? undefined : -hash.length),
        method,
        ...(commit && body !== undefined ? heldBack(headers, body, commit) : { headers, body: body ?? null }),
        headersTimeout: 0,
        bodyTimeout: 0,
      },
      reception,
    );
  });
}

/** A body whose last byte waits for a word; a connection that others have used may be closing just now. */
function heldBack(
  headers: ExchangeOptions["headers"],
  text: string,
  commit: NonNullable<ExchangeOptions["commit"]>,
): Pick<Dispatcher.DispatchOptions, "headers" | "body" | "reset"> {
  const bytes = Buffer.from(text);
  let asked = 0;
  const body = new Readable({
    highWaterMark: 1, // what follows is asked for when this is out
    read: () => {
      asked += 1;
      if (asked === 1) body.push(bytes.subarray(0, -1));
      if (asked === 2) commit().then(release, (error: Error) => body.destroy(error));
    },
  });
  const release = (mayFollow: (() => boolean) | undefined) => {
    if (body.destroyed) return body; // the line broke meanwhile
    if (!mayFollow?.()) return body.destroy(stopped());
    // Nothing is waited for: who pulls at the body writes into the socket at once.
    body.push(bytes.subarray(-1));
    return body.push(null);
  };
  return { headers: { ...headers, "content-length": String(bytes.length) }, body, reset: true };
}

/** Collects one answer. Every limit ends here, and the promise settles exactly once. */
class Reception implements Dispatcher.DispatchHandler {
  readonly #options: ExchangeOptions;
  readonly #resolve: (answer: Answer) => void;
  readonly #reject: (error: FetchError) => void;
  readonly #started = performance.now();
  #controller: Dispatcher.DispatchController | undefined;
  #timer: NodeJS.Timeout;
  #settled = false;
  readonly #asked: () => void;
  #status = 0;
  #headers: ResponseHeaders = {};
  #wanted = false;
  #length = 0;
  #chunks: Buffer[] = [];

  constructor(
    options: ExchangeOptions,
    resolve: (answer: Answer) => void,
    reject: (error: FetchError) => void,
  ) {
    this.#options = options;
    this.#asked = options.asking.begin(options.url.origin);
    this.#resolve = resolve;
    this.#reject = reject;
    this.#timer = setTimeout(
      () => this.#fail(timedOut(`${options.url.host} did not answer in time`)),
      Math.min(options.headersTimeout, options.timeout),
    );
    options.cancellation.listen(() => this.#fail(stopped()));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#settled) controller.abort(stopped());
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: IncomingHttpHeaders,
  ): void {
    if (status < 200 || this.#settled) return;
    this.#status = status;
    this.#headers = readHeaders(headers, controller.rawHeaders as readonly Buffer[]);
    this.#wanted = status < 300;
    clearTimeout(this.#timer);
    const left = this.#options.timeout - (performance.now() - this.#started);
    this.#timer = this.#wanted
      ? setTimeout(() => this.#cut(timedOut(`${this.#options.url.host} sent too slowly`)), Math.max(1, left))
      : setTimeout(() => this.#succeed(), Math.max(1, Math.min(left, DISCARD_MS)));
    if (this.#wanted && Number(this.#headers["content-length"]) > this.#options.maxBytes)
      this.#fail(tooLarge(this.#options.url.host, this.#options.maxBytes));
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#settled) return;
    this.#length += chunk.length;
    if (!this.#wanted) {
      if (this.#length > DISCARD_BYTES) this.#succeed();
      return;
    }
    this.#chunks.push(chunk);
    if (this.#length - chunk.length < SNIFFED_BYTES) this.#refuseMedia();
    if (this.#length > this.#options.maxBytes)
      this.#fail(tooLarge(this.#options.url.host, this.#options.maxBytes));
  }

  onResponseEnd(): void {
    this.#controller = undefined; // nothing is left to cut off
    this.#succeed();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    const { proxy, url } = this.#options;
    const { host } = url;
    if (this.#status === 0) {
      const explained = proxy ? explainProxied(error, host, proxy) : explainError(error, host);
      this.#fail(isStale(error) ? staleConnection(explained) : explained);
    } else if (this.#wanted) this.#cut(explainBroken(error, host));
    else this.#succeed();
  }

  /** What there is of a text may be all of it: whoever reads it knows. */
  #cut(error: FetchError): void {
    if (this.#options.textOnly && this.#length > 0) this.#succeed(error);
    else this.#fail(error);
  }

  #refuseMedia(): void {
    const { textOnly, url } = this.#options;
    if (!textOnly || contentCodings(this.#headers["content-encoding"]).length > 0) return;
    const [first = NO_BYTES] = this.#chunks;
    const start = this.#chunks.length > 1 ? Buffer.concat(this.#chunks) : first;
    const isShort = start.length < SNIFFED_BYTES; // the rest will tell whether it is text after all
    const media = mediaType(start, isShort ? undefined : this.#headers["content-type"]);
    if (media) this.#fail(notText(url, media, textOnly));
  }

  #succeed(cut?: FetchError): void {
    const [first = NO_BYTES] = this.#chunks;
    const body = this.#chunks.length > 1 ? Buffer.concat(this.#chunks, this.#length) : first;
    const answer = { status: this.#status, headers: this.#headers, body };
    if (this.#settle()) this.#resolve(cut ? { ...answer, cut } : answer);
  }

  #fail(error: FetchError): void {
    if (this.#settle()) this.#reject(error);
  }

  /** Ends the exchange if it has not ended; whatever the server still wants to send is cut off. */
  #settle(): boolean {
    if (this.#settled) return false;
    this.#settled = true;
    clearTimeout(this.#timer);
    this.#options.cancellation.listen(undefined);
    this.#chunks = [];
    this.#asked();
    this.#controller?.abort(stopped());
    return true;
  }
}

/**
 * The server closed a kept connection just as it was used again: it has read nothing of the request, which may be sent
 * once more (RFC 9112 section 9.3.1).
 */
function isStale(error: Error): boolean {
  if (error instanceof UnaskedError) return true;
  const { code, message, socket } = error as Error & { code?: string; socket?: { bytesRead?: number } };
  return code === "UND_ERR_SOCKET" && message === "other side closed" && (socket?.bytesRead ?? 0) > 0;
}

function staleConnection({ message, code, remedy, cause }: FetchError): FetchError {
  return new FetchError(message, { code, remedy, stale: true, cause });
}

/** A connection that ends within a body leaves half a document. */
function explainBroken(error: Error, host: string): FetchError {
  const explained = explainError(error, host);
  if (explained.code !== "FETCH_CONNECT") return explained;
  return new FetchError(`${host} broke off before its document was complete.`, {
    code: "FETCH_TRUNCATED",
    remedy: "It is fetched again from the beginning; what was read before stays.",
    cause: error,
  });
}

/** A body that is a picture, a film or an archive. */
export function notText(url: URL, media: string, wanted: "feed" | "page"): FetchError {
  if (wanted === "page")
    return new FetchError(`${url.href} is ${media}, not a page to read.`, {
      code: "EXTRACT_EMPTY",
      remedy: "Nothing: the feed's own text is shown.",
    });
  return new FetchError(`${url.href} is ${media}, not a feed.`, {
    code: "PARSE_NOT_A_FEED",
    remedy: "Look for the feed's own address on the site; lede add URL finds it.",
  });
}

/** Fields that hold one value, so that the first of several counts. */
const SINGLE = new Set(["content-type", "etag", "last-modified", "location", "retry-after", "date"]);
const NOT_ASCII = /[^\t -~]/;

/** Lower-case names; repeated fields are joined by ", ". Values beyond ASCII are Latin-1, so that every byte survives. */
export function readHeaders(parsed: IncomingHttpHeaders, raw: readonly Buffer[]): ResponseHeaders {
  const headers: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const name in parsed) {
    const value = parsed[name];
    const text = typeof value === "string" ? value : joined(name, value ?? []);
    if (NOT_ASCII.test(text)) return readRawHeaders(raw);
    headers[name] = text;
  }
  return headers;
}

function readRawHeaders(raw: readonly Buffer[]): ResponseHeaders {
  const values = new Map<string, string[]>();
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = (raw[i] as Buffer).toString("latin1").toLowerCase();
    const value = (raw[i + 1] as Buffer).toString("latin1");
    values.set(name, [...(values.get(name) ?? []), value]);
  }
  return Object.fromEntries([...values].map(([name, all]) => [name, joined(name, all)]));
}

function joined(name: string, values: readonly string[]): string {
  return SINGLE.has(name) ? (values[0] ?? "") : values.join(", ");
}
