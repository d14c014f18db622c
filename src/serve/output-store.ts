import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { saysEnded } from "../ground/files.ts";
import type { Encoding } from "./negotiate-encoding.ts";
import { CORS_HEADERS, FILE_HEADERS, PAGE_HEADERS } from "./security-headers.ts";

/** One file as one coding sends it, its header fields ready. */
export interface Representation {
  readonly bytes: Buffer;
  /** Strong: a hash of these very bytes. */
  readonly etag: string;
  /** Names and values in turn, as `writeHead` takes them with the least work. */
  readonly headers: readonly string[];
  /** Only what 304 must repeat (RFC 9110 section 15.4.5), and what a browser needs to let a script see it. */
  readonly notModifiedHeaders: readonly string[];
}

export interface StoredFile {
  /** It is the last document of a feed that has ended: sent as 410. */
  readonly isEnded: boolean;
  /** Of the file, whole seconds, in ms. */
  readonly lastModified: number;
  /** Best first, `identity` last. */
  readonly encodings: readonly Encoding[];
  readonly representations: Readonly<Partial<Record<Encoding, Representation>>> & {
    readonly identity: Representation;
  };
}

export interface OutputStoreOptions {
  readonly dir: string;
  /** `private` keeps shared caches off. */
  readonly cache: "public" | "private";
  /** The Link field of a file: a feed's hubs and itself. */
  readonly link?: ((name: string) => string | undefined) | undefined;
  /** Bytes of files kept in memory; those longest unused go first. */
  readonly maxBytes: number;
  /** ms between looks at whether a file changed. */
  readonly checkEvery: number;
  /** ms, of a clock that never goes back. */
  readonly now: () => number;
}

interface Held {
  readonly file: StoredFile;
  readonly mark: string;
  readonly size: number;
  checkedAt: number;
}

/**
 * The published files, held in memory and read again when they change: another process may write them, on
 * another machine, so that what counts is the file's own mark (size, time, inode) and no watcher.
 */
export class OutputStore {
  readonly #options: OutputStoreOptions;
  readonly #held = new Map<string, Held>();
  #size = 0;

  constructor(options: OutputStoreOptions) {
    this.#options = options;
  }

  /** The file as it was a moment ago, or undefined when it must be looked for. */
  peek(name: string): StoredFile | undefined {
    const held = this.#held.get(name);
    return held && this.#options.now() - held.checkedAt < this.#options.checkEvery ? held.file : undefined;
  }

  /** The file as it is now, or undefined when there is none. Throws only when the disk does. */
  async load(name: string): Promise<StoredFile | undefined> {
    const type = contentTypeOf(name);
    if (!type) return undefined;
    const file = path.join(this.#options.dir, name);
    const found = await stat(file).catch(absent);
    if (!found?.isFile()) {
      this.#drop(name);
      return undefined;
    }
    const mark = `${found.ino} ${found.size} ${found.mtimeMs}`;
    const held = this.#held.get(name);
    if (held?.mark === mark) {
      held.checkedAt = this.#options.now();
      return held.file;
    }
    return this.#hold(name, mark, await this.#read(name, file, type, found.mtimeMs));
  }

  async #read(name: string, file: string, type: string, mtimeMs: number): Promise<StoredFile | undefined> {
    const [bytes, gzip, br] = await Promise.all(
      ["", ".gz", ".br"].map((suffix) => readFile(`${file}${suffix}`).catch(absent)),
    );
    if (!bytes) return undefined;
    const lastModified = Math.floor(mtimeMs / 1_000) * 1_000;
    const { cache, link } = this.#options;
    const shared = sharedHeaders(name, { type, lastModified, cache, link: link?.(name) });
    const make = (encoding: Encoding, body: Buffer) => representation(encoding, body, shared);
    return {
      isEnded: saysEnded(bytes),
      lastModified,
      encodings: [...(br ? (["br"] as const) : []), ...(gzip ? (["gzip"] as const) : []), "identity"],
      representations: {
        identity: make("identity", bytes),
        ...(gzip && { gzip: make("gzip", gzip) }),
        ...(br && { br: make("br", br) }),
      },
    };
  }

  #hold(name: string, mark: string, file: StoredFile | undefined): StoredFile | undefined {
    this.#drop(name);
    if (!file) return undefined;
    const size = Object.values(file.representations).reduce((sum, one) => sum + one.bytes.byteLength, 0);
    this.#held.set(name, { file, mark, size, checkedAt: this.#options.now() });
    this.#size += size;
    for (const oldest of this.#held.keys()) {
      if (this.#size <= this.#options.maxBytes || oldest === name) break;
      this.#drop(oldest);
    }
    return file;
  }

  #drop(name: string): void {
    this.#size -= this.#held.get(name)?.size ?? 0;
    this.#held.delete(name);
  }
}

/** No such file is an answer; anything else is the disk's failure. */
function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT" && error.code !== "ENOTDIR" && error.code !== "ENAMETOOLONG") throw error;
}

interface Sharing {
  readonly type: string;
  readonly lastModified: number;
  readonly cache: "public" | "private";
  readonly link: string | undefined;
}

function sharedHeaders(name: string, { type, lastModified, cache, link }: Sharing) {
  const page = name.endsWith(".html");
  return {
    ...(page ? PAGE_HEADERS : FILE_HEADERS),
    ...(page ? {} : CORS_HEADERS),
    ...(link ? { link } : {}),
    "content-type": type,
    "cache-control": cacheControl(name, cache),
    "last-modified": new Date(lastModified).toUTCString(),
    ...(name.endsWith(".png") ? {} : { vary: "accept-encoding" }),
  };
}

/** A minute for what changes; a style sheet's address changes with it, so that it may be kept for good. */
function cacheControl(name: string, cache: "public" | "private"): string {
  const extension = extensionOf(name);
  if (extension === ".css") return `${cache}, max-age=31536000, immutable`;
  return `${cache}, max-age=${extension === ".png" ? 86_400 : 60}`;
}

const REPEATED = new Set(["etag", "cache-control", "vary", "access-control-allow-origin"]);

function representation(
  encoding: Encoding,
  bytes: Buffer,
  shared: Readonly<Record<string, string>>,
): Representation {
  const etag = `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"`;
  const length = { "content-length": String(bytes.byteLength) };
  const coding = encoding === "identity" ? {} : { "content-encoding": encoding };
  const repeated = Object.entries({ ...shared, etag }).filter(([name]) => REPEATED.has(name));
  return {
    bytes,
    etag,
    notModifiedHeaders: repeated.flat(),
    headers: Object.entries({ ...shared, etag, ...length, ...coding }).flat(),
  };
}

/** What the server gives out, by the end of the name; nothing else in the folder is served. */
const TYPES: Readonly<Record<string, string>> = {
  ".atom": "application/atom+xml; charset=utf-8",
  ".rss": "application/rss+xml; charset=utf-8",
  ".json": "application/feed+json; charset=utf-8",
  ".opml": "text/x-opml; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".png": "image/png",
};

/** The media type of a file of the output, or undefined for what is none of it. */
function contentTypeOf(path: string): string | undefined {
  return TYPES[extensionOf(path)];
}

/** `.atom`, or `""`. */
function extensionOf(path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const dot = name.lastIndexOf(".");
  return dot > 0 ? name.slice(dot) : "";
}
