import type { Enclosure } from "../model/entry.ts";
import { legalUrl } from "./legal.ts";
import type { SafeEnclosure } from "./safe-edition.ts";

/** What a file's name says that it is, where nobody else does. */
const TYPES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    mp3: "audio/mpeg",
    m4a: "audio/mp4",
    m4b: "audio/mp4",
    aac: "audio/aac",
    oga: "audio/ogg",
    ogg: "audio/ogg",
    opus: "audio/ogg",
    spx: "audio/ogg",
    flac: "audio/flac",
    wav: "audio/wav",
    weba: "audio/webm",
    wma: "audio/x-ms-wma",
    aif: "audio/aiff",
    aiff: "audio/aiff",
    mp4: "video/mp4",
    m4v: "video/mp4",
    mov: "video/quicktime",
    webm: "video/webm",
    ogv: "video/ogg",
    mkv: "video/x-matroska",
    avi: "video/x-msvideo",
    mpg: "video/mpeg",
    mpeg: "video/mpeg",
    m3u8: "application/vnd.apple.mpegurl",
    pdf: "application/pdf",
    epub: "application/epub+zip",
    zip: "application/zip",
    torrent: "application/x-bittorrent",
  }),
);
/** For a file of which only that is known (Media RSS `medium`). */
const USUAL: ReadonlyMap<string, string> = new Map([
  ["audio", "audio/mpeg"],
  ["video", "video/mp4"],
]);
const UNKNOWN = "application/octet-stream";
const MOST = 20;

/**
 * The files of an article that a reader may play or keep: sound and film first, each address once. What is missing is
 * filled in where the address tells it; a length or duration that cannot be is unknown. Pictures, pages and Flash are
 * no such files.
 */
export function guardEnclosures(enclosures: readonly Enclosure[]): SafeEnclosure[] {
  const byUrl = new Map<string, SafeEnclosure>();
  for (const { url: address, type: said, length, duration } of enclosures) {
    const url = legalUrl(address);
    const type = url && typeOf(said, url);
    if (!url || !type || byUrl.has(url)) continue;
    byUrl.set(url, {
      url,
      type,
      medium: /^(audio|video)\//.exec(type)?.[1] as "audio" | "video" | undefined,
      length: positive(length),
      duration: positive(duration),
    });
  }
  const all = [...byUrl.values()];
  const played = all.filter(({ medium }) => medium);
  return [...played, ...all.filter(({ medium }) => !medium)].slice(0, MOST);
}

/** An article that is a file of sound or film itself. */
export function ownFile(address: string): Enclosure[] {
  const url = legalUrl(address);
  const isFile =
    url !== undefined && /^(?:audio|video)\//.test(TYPES.get(endingOf(new URL(url).pathname)) ?? "");
  return isFile ? [{ url, type: undefined, length: undefined }] : [];
}

const endingOf = (pathname: string) => /\.([a-z0-9]{2,7})$/i.exec(pathname)?.[1]?.toLowerCase() ?? "";

const NO_FILE = /^(?:image|text|multipart|message)\/|shockwave|flash|xhtml|\+xml$|\/(?:xml|json)$/;

function typeOf(said: string | undefined, url: string): string | undefined {
  const word = (said ?? "").split(/[;,\s]/)[0]?.toLowerCase() ?? "";
  const whole = /^[a-z]+\/[a-z0-9][a-z0-9.+-]*$/.test(word) && word !== UNKNOWN ? word : undefined;
  if (whole === "application/ogg") return "audio/ogg";
  if (whole) return NO_FILE.test(whole) ? undefined : whole;
  if (word === "image" || word === "document") return undefined;
  const told = TYPES.get(extensionOf(url));
  if (told && word === "audio") return told.replace(/^video\/(?=mp4|ogg|webm)/, "audio/");
  if (told) return told;
  return IMAGE_NAME.test(url) ? undefined : (USUAL.get(word) ?? UNKNOWN);
}

const IMAGE_NAME = /\.(?:jpe?g|png|gif|webp|avif|svg|html?)(?:$|[?#])/i;

/** Of the last part of the path, else of a file that the query names. */
function extensionOf(url: string): string {
  const { pathname, search } = new URL(url);
  const name = endingOf(pathname);
  if (TYPES.has(name)) return name;
  return /\.([a-z0-9]{2,7})(?=$|&|#)/i.exec(search)?.[1]?.toLowerCase() ?? "";
}

function positive(value: number | undefined): number | undefined {
  return value !== undefined && Number.isFinite(value) && value >= 1 && value < 1e13
    ? Math.round(value)
    : undefined;
}
