import { absoluteUrl } from "./absolute-url.ts";

/** A site whose players stand in other pages. */
export interface PlayerSite {
  readonly host: RegExp;
  /** What the link is called where the player has no title of its own. */
  readonly label: string;
  /** The page on which the thing itself stands; without it, or where it finds none, the player's own address. */
  readonly page?: (url: URL) => string | undefined;
}

/** A page that the player's address names by its path: `[what is looked for, what the page is]`. */
const byPath = (pattern: RegExp, page: string) => (url: URL) => {
  const found = pattern.exec(url.pathname);
  return found ? page.replace(/\$(\d)/g, (_sign, n: string) => found[Number(n)] ?? "") : undefined;
};
const byParameter = (name: string) => (url: URL) =>
  absoluteUrl(url.searchParams.get(name) ?? undefined, url.href);

const SITES: readonly PlayerSite[] = [
  { host: /(?:^|\.)(?:youtube(?:-nocookie)?\.com|youtu\.be)$/, label: "Video on YouTube", page: youtubePage },
  { host: /(?:^|\.)vimeo\.com$/, label: "Video on Vimeo", page: vimeoPage },
  {
    host: /(?:^|\.)dailymotion\.com$/,
    label: "Video on Dailymotion",
    page: (url) => {
      const id = /^\/(?:embed\/)?video\/(\w+)/.exec(url.pathname)?.[1] ?? url.searchParams.get("video");
      return id ? `https://www.dailymotion.com/video/${id}` : undefined;
    },
  },
  { host: /(?:^|\.)twitch\.tv$/, label: "Video on Twitch", page: twitchPage },
  {
    host: /(?:^|\.)tiktok\.com$/,
    label: "Video on TikTok",
    page: byPath(/^\/(?:embed(?:\/v\d)?|player\/v1)\/(\d+)/, "https://www.tiktok.com/@/video/$1"),
  },
  {
    host: /^open\.spotify\.com$/,
    label: "Audio on Spotify",
    page: byPath(/^\/embed(?:-podcast)?\/(\w+\/\w+)/, "https://open.spotify.com/$1"),
  },
  { host: /(?:^|\.)soundcloud\.com$/, label: "Audio on SoundCloud", page: soundcloudPage },
  { host: /(?:^|\.)bandcamp\.com$/, label: "Music on Bandcamp" },
  {
    host: /(?:^|\.)podcasts\.apple\.com$/,
    label: "Podcast on Apple Podcasts",
    page: byPath(/^(\/.+)/, "https://podcasts.apple.com$1"),
  },
  {
    host: /(?:^|\.)music\.apple\.com$/,
    label: "Music on Apple Music",
    page: byPath(/^(\/.+)/, "https://music.apple.com$1"),
  },
  { host: /(?:^|\.)mixcloud\.com$/, label: "Audio on Mixcloud", page: mixcloudPage },
  { host: /(?:^|\.)(?:datawrapper\.de|dwcdn\.net)$/, label: "Chart by Datawrapper" },
  {
    host: /(?:^|\.)(?:flourish\.studio|uri\.sh)$/,
    label: "Chart by Flourish",
    page: byPath(/^\/(visualisation|story)\/(\d+)/, "https://public.flourish.studio/$1/$2/"),
  },
  { host: /(?:^|\.)infogram\.com$/, label: "Chart by Infogram" },
  {
    host: /(?:^|\.)instagram\.com$/,
    label: "Post on Instagram",
    page: byPath(/^(\/(?:p|reel|tv)\/[\w-]+)/, "https://www.instagram.com$1/"),
  },
  {
    host: /(?:^|\.)(?:twitter|x)\.com$/,
    label: "Post on X",
    page: (url) => numbered(url, "id", "https://x.com/i/status/"),
  },
  { host: /(?:^|\.)facebook\.com$/, label: "Post on Facebook", page: byParameter("href") },
  {
    host: /(?:^|\.)bsky\.app$/,
    label: "Post on Bluesky",
    page: byPath(
      /^\/embed\/(did:[^/]+)\/app\.bsky\.feed\.post\/(\w+)/,
      "https://bsky.app/profile/$1/post/$2",
    ),
  },
  {
    host: /(?:^|\.)reddit(?:media)?\.com$/,
    label: "Post on Reddit",
    page: byPath(/^(\/r\/.+)/, "https://www.reddit.com$1"),
  },
  {
    host: /(?:^|\.)codepen\.io$/,
    label: "Code on CodePen",
    page: byPath(/^\/([^/]+)\/embed\/(?:preview\/)?(\w+)/, "https://codepen.io/$1/pen/$2"),
  },
  {
    host: /^gist\.github\.com$/,
    label: "Code on GitHub",
    page: byPath(/^(\/[\w-]+\/\w+)/, "https://gist.github.com$1"),
  },
  {
    host: /(?:^|\.)archive\.org$/,
    label: "Recording on the Internet Archive",
    page: byPath(/^\/embed\/([^/]+)/, "https://archive.org/details/$1"),
  },
  // A service that shows the players of others.
  { host: /(?:^|\.)embedly\.com$/, label: "Embedded content", page: embeddedPage },
  {
    host: /(?:^|\.)ted\.com$/,
    label: "Talk at TED",
    page: byPath(/^\/talks\/(.+)/, "https://www.ted.com/talks/$1"),
  },
  {
    host: /(?:^|\.)giphy\.com$/,
    label: "Animation on Giphy",
    page: byPath(/^\/embed\/(\w+)/, "https://giphy.com/gifs/$1"),
  },
  {
    host: /(?:^|\.)loom\.com$/,
    label: "Video on Loom",
    page: byPath(/^\/embed\/(\w+)/, "https://www.loom.com/share/$1"),
  },
  { host: /(?:^|\.)threads\.(?:net|com)$/, label: "Post on Threads" },
  {
    host: /(?:^|\.)linkedin\.com$/,
    label: "Post on LinkedIn",
    page: byPath(/^\/embed(\/feed\/update\/.+)/, "https://www.linkedin.com$1"),
  },
  { host: /(?:^|\.)t\.me$/, label: "Post on Telegram" },
  { host: /^docs\.google\.com$/, label: "Document on Google Docs" },
  { host: /^maps\.google\.[\w.]+$|(?:^|\.)openstreetmap\.org$/, label: "Map" },
];

/** What a link to the page is called that has no title of its own. */
export function labelOf(site: PlayerSite | undefined, page: string): string {
  const { hostname, pathname } = new URL(page);
  if (/\/videos\/(?:embed|watch)\/|\/w\/[\w-]{10,}/.test(pathname)) return `Video on ${hostname}`;
  if (/\/@[^/]+\/\d+/.test(pathname)) return `Post on ${hostname}`;
  const file = /\.pdf$/i.test(pathname) ? "Document" : "Embedded content";
  return site?.label ?? `${file} on ${hostname.replace(/^www\.|^player\./, "")}`;
}

/** The site of a player, by the player's or the page's absolute address; undefined for one that is not known. */
export function siteOf(address: string): PlayerSite | undefined {
  const { hostname, pathname } = new URL(address);
  const known = SITES.find(({ host }) => host.test(hostname));
  if (known) return known;
  if (/(?:^|\.)google\.[\w.]+$/.test(hostname) && pathname.startsWith("/maps"))
    return { host: /^/, label: "Map" };
  // PeerTube and Mastodon stand on hosts of their own.
  const film = /^\/videos\/embed\/([\w-]{10,})/.exec(pathname)?.[1];
  if (film) return { host: /^/, label: `Video on ${hostname}`, page: (url) => `${url.origin}/w/${film}` };
  const post = /^(\/@[^/]+\/\d+)\/embed/.exec(pathname)?.[1];
  return post
    ? { host: /^/, label: `Post on ${hostname}`, page: (url) => `${url.origin}${post}` }
    : undefined;
}

function embeddedPage(url: URL): string | undefined {
  const page = byParameter("url")(url) ?? byParameter("src")(url);
  return page && (siteOf(page)?.page?.(new URL(page)) ?? page);
}

function youtubePage(url: URL): string | undefined {
  const list = url.searchParams.get("list");
  if (/\/embed\/videoseries|\/playlist/.test(url.pathname) && list)
    return `https://www.youtube.com/playlist?list=${list}`;
  const id =
    /^\/(?:embed|v|e|shorts|live)\/([\w-]+)/.exec(url.pathname)?.[1] ??
    url.searchParams.get("v") ??
    (url.hostname.endsWith("youtu.be") ? url.pathname.slice(1) : undefined);
  return id ? `https://www.youtube.com/watch?v=${id}` : undefined;
}

/** A film that is not listed has a key besides its number. */
function vimeoPage(url: URL): string | undefined {
  const id = /^\/(?:video\/)?(\d+)/.exec(url.pathname)?.[1];
  const key = url.searchParams.get("h");
  return id && `https://vimeo.com/${id}${key ? `/${key}` : ""}`;
}

function twitchPage(url: URL): string | undefined {
  const [channel, video, clip] = ["channel", "video", "clip"].map((name) => url.searchParams.get(name));
  if (clip) return `https://clips.twitch.tv/${clip}`;
  if (video) return `https://www.twitch.tv/videos/${video.replace(/^v/, "")}`;
  return channel ? `https://www.twitch.tv/${channel}` : undefined;
}

/** The track's page, where the player is told it; an address of the programming interface shows nothing. */
function soundcloudPage(url: URL): string | undefined {
  const track = byParameter("url")(url);
  return track && !/\/\/api\./.test(track) ? track : undefined;
}

function mixcloudPage(url: URL): string | undefined {
  const feed = url.searchParams.get("feed");
  return feed ? absoluteUrl(feed, "https://www.mixcloud.com/") : undefined;
}

function numbered(url: URL, name: string, page: string): string | undefined {
  const id = url.searchParams.get(name);
  return id && /^\d+$/.test(id) ? `${page}${id}` : undefined;
}
