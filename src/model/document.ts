import type { Failure } from "./failure.ts";

/** What lets the next request be conditional. Kept byte for byte (RFC 9110 section 8.8). */
export interface Validators {
  readonly etag?: string;
  readonly lastModified?: string;
}

/** Lower-case names; repeated fields joined by ", ". */
export type ResponseHeaders = Readonly<Record<string, string>>;

/** What a fetch came to. */
export type FetchOutcome =
  | {
      readonly kind: "document";
      /** The last address of the redirect chain. */
      readonly url: string;
      /** Set when every hop of the chain was 301 or 308. */
      readonly permanentUrl: string | undefined;
      readonly status: number;
      readonly headers: ResponseHeaders;
      /** Decoded. */
      readonly bytes: Uint8Array;
      readonly validators: Validators;
      /** Of the decoded bytes, for servers that never say 304. */
      readonly hash: string;
      /** ms that robots.txt asks to leave between two requests for pages. */
      readonly crawlDelay?: number;
      readonly ms: number;
    }
  | {
      readonly kind: "not-modified";
      readonly url: string;
      /** As for a document. */
      readonly permanentUrl?: string | undefined;
      readonly headers: ResponseHeaders;
      readonly validators: Validators;
      readonly ms: number;
    }
  | (Failure & {
      readonly url: string;
      readonly status: number | undefined;
      readonly headers: ResponseHeaders;
      readonly ms: number;
      /** The caller or a shutdown ended it: it says nothing about the server, and is not to be remembered. */
      readonly aborted?: boolean;
      /** The fault is this machine's own connection (no route, no resolver), so no server is to blame. */
      readonly local?: boolean;
    });

/** A request through the guarded fetcher. Never throws: whatever happens is a `FetchOutcome`. */
export interface FetchRequest {
  readonly url: string;
  /** What is asked for decides the Accept field, the limits, whether robots.txt counts (pages only) and whether redirects are followed (notices not). */
  readonly kind: "feed" | "page" | "image" | "hub" | "notice";
  readonly method?: "GET" | "HEAD" | "POST" | "PUT";
  readonly body?: string;
  /**
   * Asked when all of the body but its last byte has gone out, on a connection of its own. What it gives is called right
   * before that byte is sent, and says whether it may be; when it may not, or nothing was given, the request breaks off,
   * and whoever was to have it has nothing.
   */
  readonly commit?: () => Promise<(() => boolean) | undefined>;
  readonly validators?: Validators | undefined;
  /** The address that gave the validators: only a hop to exactly it is conditional. Default: every hop of `url`'s origin. */
  readonly validatorsFor?: string | undefined;
  /** Follow a redirect that carries Retry-After: the wait that it asked for is over. */
  readonly waited?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  /** CIDR blocks that may be reached although they are not public, beside the program's own. */
  readonly allow?: readonly string[];
  readonly proxy?: string | undefined;
  /** Decoded bytes, where fewer than `network.maxBytes` allows. */
  readonly maxBytes?: number;
  /** Total deadline, ms; default: `network.timeout`. */
  readonly timeout?: number;
  readonly signal?: AbortSignal;
}

export type Fetch = (request: FetchRequest) => Promise<FetchOutcome>;
