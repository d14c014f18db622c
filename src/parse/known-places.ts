import { hostedFeeds, programFeeds } from "./place-forms.ts";

/** An address in parts: what the forms of places are told by. */
interface Place {
  readonly url: URL;
  readonly host: string;
  /** Parts of the path, as written. */
  readonly path: readonly string[];
  /** An address on the same host. */
  readonly here: (path: string) => string;
  /** An address on another host, by the same scheme. */
  readonly at: (host: string, path: string) => string;
}

type Form = (place: Place) => readonly (string | undefined)[];

/** Places that are known by their host. The most telling feed first; each is read before it counts. */
const HOSTS: readonly (readonly [host: RegExp, form: Form])[] = [
  [/^(?:(?:www|m|music)\.)?youtube\.com$|^youtu\.be$/, youtube],
  [/^(?:(?:www|old|new|np|m)\.)?reddit\.com$/, reddit],
  [/^(?:www\.)?github\.com$/, github],
  [/^(?:www\.)?codeberg\.org$/, forgejo],
  [/^(?:(?:open|www)\.)?substack\.com$/, substackProfile],
  [
    /^(?:www\.)?medium\.com$/,
    ({ path: [who, ...rest], here }) => [
      who === "tag" && rest[0] ? here(`/feed/tag/${rest[0]}`) : who && here(`/feed/${who}`),
    ],
  ],
  [/^(?:www\.)?tumblr\.com$/, tumblrProfile],
  [
    /\.tumblr\.com$/,
    ({ path: [kind, tag], here }) => [
      kind === "tagged" && tag ? here(`/tagged/${tag}/rss`) : undefined,
      here("/rss"),
    ],
  ],
  [/\.blogspot\.[a-z.]+$|\.blogger\.com$/, blogger],
  [/\.wordpress\.com$/, wordpress],
  [
    /^(?:(?:.+\.)?stackexchange|stackoverflow|serverfault|superuser|askubuntu|mathoverflow|stackapps)\.(?:com|net)$/,
    stackExchange,
  ],
  [/^news\.ycombinator\.com$/, hackerNews],
  [/^(?:www\.)?arxiv\.org$|^export\.arxiv\.org$/, arxiv],
  [
    /^(?:www\.)?vimeo\.com$/,
    ({ path: [who], here }) => [who && !/^\d+$/.test(who) ? here(`/${who}/videos/rss`) : undefined],
  ],
  [
    /^(?:\w+\.)?pinterest\.[a-z.]+$/,
    ({ path: [who, board], here }) => [
      who && board ? here(`/${who}/${board}.rss`) : undefined,
      who && here(`/${who}/feed.rss`),
    ],
  ],
  [
    /^store\.steampowered\.com$/,
    ({ url, here }) => {
      const [, app] = /\/(?:app|news)\/(?:app\/)?(\d+)/.exec(url.pathname) ?? [];
      return [app && here(`/feeds/news/app/${app}/`)];
    },
  ],
  [
    /^news\.google\.com$/,
    ({ url, path, here }) => [here(`/rss${path[0] === "home" ? "" : url.pathname}${url.search}`)],
  ],
  [
    /^(?:www\.)?bing\.com$/,
    ({ url, path: [kind], here }) => [
      kind === "news" ? here(`/news/search${url.search}&format=rss`) : undefined,
    ],
  ],
  [/\.wiki(?:pedia|news|media|voyage|books)\.org$/, wikimedia],
];

/** The feeds of places that do not announce theirs, or not this one, by the form of the address; none for others. */
export function feedsOfPlace(address: string): readonly string[] {
  const place = placeOf(address);
  if (!place) return [];
  return distinct(
    [
      ...HOSTS.flatMap(([host, form]) => (host.test(place.host) ? form(place) : [])),
      ...hostedFeeds(place.url),
    ],
    address,
  );
}

/**
 * Feeds that programs have at addresses of this form on anybody's host: ActivityPub profiles (Mastodon, Pixelfed, Pleroma,
 * PeerTube, WriteFreely), Lemmy, Discourse, GitLab, Forgejo, Ghost, WordPress, Blogger, MediaWiki, phpBB, SMF, cgit, gitweb and those of
 * `place-forms.ts`.
 */
export function feedsOfProgram(address: string): readonly string[] {
  const place = placeOf(address);
  return place
    ? distinct([...PROGRAMS.flatMap((form) => form(place)), ...programFeeds(place.url)], address)
    : [];
}

const PROGRAMS: readonly Form[] = [
  ...[fediverse, lemmy, discourse, gitlab, blogger, ghost, wordpress],
  ...[mediawiki, forum, cgit],
];

/**
 * Feeds that a page names without announcing them: a player's, a podcast's, a channel's, wherever it says so in its
 * scripts (YouTube, Apple Podcasts, SoundCloud).
 */
export function feedsNamedIn(html: string, address: string): readonly string[] {
  const place = placeOf(address);
  if (!place) return [];
  const channel =
    /"(?:channelId|externalId|browseId|browse_id","value)":"(UC[\w-]{22})"|itemprop="(?:channelId|identifier)" content="(UC[\w-]{22})"/.exec(
      html,
    );
  const id = channel?.[1] ?? channel?.[2];
  const user = /soundcloud(?::\/\/|:)users:(\d+)/.exec(html)?.[1];
  const named = [
    ...html.matchAll(/"(?:feedUrl|rssUrl|rss_url|rssFeedUrl|feed_url)"\s*:\s*"((?:[^"\\]|\\.)+)"/g),
  ].slice(0, 5);
  const onYoutube = /(?:^|\.)youtube\.com$|^youtu\.be$/.test(place.host);
  return distinct(
    [
      onYoutube && id ? place.at("www.youtube.com", `/feeds/videos.xml?channel_id=${id}`) : undefined,
      user && /(?:^|\.)soundcloud\.com$/.test(place.host)
        ? place.at("feeds.soundcloud.com", `/users/soundcloud:users:${user}/sounds.rss`)
        : undefined,
      ...named.map(([, text = ""]) => unescaped(text)),
    ],
    address,
  );
}

/** A text as it stands in JSON. */
function unescaped(text: string): string | undefined {
  try {
    return JSON.parse(`"${text}"`) as string;
  } catch {
    return undefined;
  }
}

function placeOf(address: string): Place | undefined {
  const url = URL.parse(address);
  if (!url || !/^https?:$/.test(url.protocol)) return undefined;
  const path = url.pathname.split("/").filter((part) => part !== "");
  return {
    url,
    host: url.hostname.toLowerCase(),
    path,
    here: (to) => new URL(to, url).href,
    at: (host, to) => new URL(to, `${url.protocol}//${host}${url.port ? `:${url.port}` : ""}`).href,
  };
}

function distinct(found: readonly (string | undefined)[], address: string): readonly string[] {
  const all = found.filter((one) => one !== undefined && one !== "" && URL.parse(one) !== null) as string[];
  return [...new Set(all)].filter((one) => one !== address);
}

/** A handle's channel is only in its page: `feedsNamedIn`. */
function youtube({ url, path: [kind, id], at }: Place) {
  const feed = (query: string) => at("www.youtube.com", `/feeds/videos.xml?${query}`);
  const list = url.searchParams.get("list");
  return [
    kind === "channel" && id ? feed(`channel_id=${id}`) : undefined,
    list && !/^(?:RD|WL|LL)/.test(list) ? feed(`playlist_id=${list}`) : undefined,
    kind === "user" && id ? feed(`user=${id}`) : undefined,
  ];
}

function reddit({ url, path, here }: Place) {
  const bare = path.filter((part) => part !== ".rss").join("/");
  return [here(bare === "" ? `/.rss${url.search}` : `/${bare}/.rss${url.search}`)];
}

/** A project's releases, where it has some; else its commits. */
function github({ path: [owner, repo, kind, ...rest], here }: Place) {
  if (!owner || /^(?:topics|search|explore|trending|features|marketplace|sponsors|orgs)$/.test(owner))
    return [];
  if (!repo) return [here(`/${owner}.atom`)];
  const project = `/${owner}/${repo.replace(/\.git$/, "")}`;
  const ref = rest.join("/");
  if (kind === "commits" || kind === "commit" || kind === "tree")
    return [here(`${project}/commits${ref ? `/${ref}` : ""}.atom`), here(`${project}/commits.atom`)];
  if (kind === "tags") return [here(`${project}/tags.atom`)];
  if (kind === "discussions" || kind === "wiki") return [here(`${project}/${kind}.atom`)];
  return [here(`${project}/releases.atom`), here(`${project}/tags.atom`), here(`${project}/commits.atom`)];
}

function gitlab({ url, host, path, here }: Place) {
  const at = path.indexOf("-");
  const isGitlab = /(?:^|\.)gitlab\./.test(host);
  if (at < 0 && !isGitlab) return forgejo({ url, host, path, here, at: () => "" });
  const project = path.slice(0, at < 0 ? undefined : at).join("/");
  if (project === "") return [];
  const [kind, ...ref] = at < 0 ? [] : path.slice(at + 1);
  const commits = here(
    `/${project}/-/commits/${kind === "commits" && ref.length > 0 ? ref.join("/") : "HEAD"}?format=atom`,
  );
  const tags = here(`/${project}/-/tags?format=atom`);
  if (kind === "commits" || kind === "tree") return [commits];
  if (kind === "tags") return [tags];
  if (!project.includes("/")) return [here(`/${project}.atom`)];
  return [here(`/${project}/-/releases.atom`), tags, commits, here(`/${project}.atom`)];
}

/** Forgejo and Gitea. */
function forgejo({ host, path: [owner, repo, kind], here }: Place) {
  if (!/(?:^|\.)(?:codeberg|gitea|forgejo|git)\./.test(host) || !owner) return [];
  if (!repo) return [here(`/${owner}.rss`)];
  const tags = kind === "tags" ? [here(`/${owner}/${repo}/tags.rss`)] : [];
  return [...tags, here(`/${owner}/${repo}/releases.rss`), here(`/${owner}/${repo}.rss`)];
}

/** `substack.com/@NAME`, `open.substack.com/pub/NAME/p/…` */
function substackProfile({ path: [first = "", second], at }: Place) {
  const name = first === "pub" ? second : first.startsWith("@") ? first.slice(1) : undefined;
  return [name && at(`${name}.substack.com`, "/feed")];
}

/** `tumblr.com/NAME`, `tumblr.com/blog/NAME`, `tumblr.com/blog/view/NAME` */
function tumblrProfile({ path, at }: Place) {
  const name = path.find((part) => !/^(?:blog|view)$/.test(part));
  return [
    name && !/^(?:tagged|explore|dashboard|search)$/.test(name)
      ? at(`${name.replace(/^@/, "")}.tumblr.com`, "/rss")
      : undefined,
  ];
}

function blogger({ host, path: [first, second, label], here }: Place) {
  if (first === "search" && second === "label" && label) return [here(`/feeds/posts/default/-/${label}`)];
  return /\.blogspot\./.test(host) ? [here("/feeds/posts/default")] : [];
}

/** Of a category, a tag, a writer; of the whole site by the usual addresses. */
function wordpress({ host, path: [kind = "", name], url, here }: Place) {
  if (/^(?:category|tag|author|topics?|kategorie|categorie|categoria)$/.test(kind) && name)
    return [here(`${url.pathname.replace(/\/$/, "")}/feed/`)];
  return host.endsWith(".wordpress.com") ? [here("/feed/")] : [];
}

function ghost({ path: [kind = "", name], here }: Place) {
  return /^(?:tag|author)$/.test(kind) && name ? [here(`/${kind}/${name}/rss/`)] : [];
}

/** `tagged/x+or+y` of the questions, a user, one question. */
function stackExchange({ path: [kind, id, tag], here }: Place) {
  if (kind === "questions" && id === "tagged" && tag)
    return [here(`/feeds/tag?tagnames=${tag}&sort=newest`), here(`/feeds/tag/${tag}`)];
  if (kind === "questions" && id && /^\d+$/.test(id)) return [here(`/feeds/question/${id}`)];
  if (kind === "users" && id && /^\d+$/.test(id)) return [here(`/feeds/user/${id}`)];
  return [here("/feeds")];
}

/** Its own feed is the front page's; the others are hnrss.org's. */
function hackerNews({ url, path: [page = "news"], here, at }: Place) {
  const id = url.searchParams.get("id");
  const others: Readonly<Record<string, string | undefined>> = {
    newest: "/newest",
    front: "/frontpage",
    ask: "/ask",
    show: "/show",
    jobs: "/jobs",
    best: "/best",
    user: id ? `/user?id=${id}` : undefined,
    item: id ? `/item?id=${id}` : undefined,
    threads: id ? `/threads?id=${id}` : undefined,
    submitted: id ? `/submitted?id=${id}` : undefined,
  };
  const other = others[page];
  return other ? [at("hnrss.org", other)] : [here("/rss")];
}

/** The history of a page; of a page of news the news; of a special page that lists changes its list. */
function wikimedia({ host, path: [kind, title = ""], here }: Place) {
  if (kind !== "wiki") return [];
  const isFront = host.endsWith(".wikinews.org") && /^(?:Main_Page|Hauptseite)?$/.test(title);
  return [
    isFront ? here("/w/index.php?title=Special:NewsFeed&feed=atom&categories=Published") : undefined,
    ...specialPage(here, title, "/w/"),
    title && here(`/w/index.php?title=${title}&action=history&feed=atom`),
  ];
}

function mediawiki({ url, path: [kind, title = ""], here }: Place) {
  const named = kind === "wiki" ? title : (url.searchParams.get("title") ?? "");
  return [...specialPage(here, named, "/w/"), ...specialPage(here, named, "/")];
}

function specialPage(here: Place["here"], title: string, folder: string): readonly string[] {
  const isList = /^Special:(?:RecentChanges|NewPages|NewFiles|Contributions)/i.test(title);
  return isList ? [here(`${folder}index.php?title=${title}&feed=atom`)] : [];
}

/** phpBB, vBulletin, SMF: `viewforum.php?f=5`, `viewtopic.php?t=7`, `forumdisplay.php?f=5`, `index.php?board=5.0`. */
function forum({ url, path }: Place) {
  const beside = (to: string) => new URL(to, url).href;
  const [page = "", f, t] = [path.at(-1), url.searchParams.get("f"), url.searchParams.get("t")];
  if (page === "viewforum.php" && f) return [beside(`app.php/feed/forum/${f}`), beside(`feed.php?f=${f}`)];
  if (page === "viewtopic.php" && t) return [beside(`app.php/feed/topic/${t}`), beside(`feed.php?t=${t}`)];
  const board = /^\?board=(\d+)/.exec(url.search)?.[1];
  if (page === "index.php" && board) return [beside(`index.php?action=.xml;type=rss2;board=${board}`)];
  return page === "forumdisplay.php" && f ? [beside(`external.php?type=RSS2&forumids=${f}`)] : [];
}

/** `/REPO/log/` of a host that is named for it; of gitweb `?p=REPO;a=log`. */
function cgit({ url, host, here }: Place) {
  const project = /^\?p=([^;&]+)/.exec(url.search)?.[1];
  if (project) return [here(`${url.pathname}?p=${project};a=atom`)];
  const [, repo] = /^(\/.+?)\/(?:log|tree|refs|commit|about|summary)\/?$/.exec(url.pathname) ?? [];
  return repo && /^c?git\./.test(host) ? [here(`${repo}/atom/${url.search}`)] : [];
}

/** `/list/cs.CL/recent`, `/archive/math` */
function arxiv({ path: [kind, subject], at }: Place) {
  return (kind === "list" || kind === "archive") && subject ? [at("rss.arxiv.org", `/rss/${subject}`)] : [];
}

/** `/@NAME`, `/web/@NAME`, `/users/NAME`, `/tags/NAME`; also of somebody on another server, as seen from this one. */
function fediverse({ path, here, at }: Place) {
  const [first = "", second] = /^(?:web|deck)$/.test(path[0] ?? "") ? path.slice(1) : path;
  const [, name, elsewhere] = /^@([\w.-]+)(?:@([\w.-]+\.[\w-]+))?$/.exec(first) ?? [];
  if (name) {
    const from = elsewhere ? (path: string) => at(elsewhere, path) : here;
    return [
      from(`/@${name}.rss`),
      from(`/@${name}/feed.rss`),
      from(`/users/${name}/feed.rss`),
      from(`/users/${name}.atom`),
      from(`/@${name}.atom`),
      from(`/@/${name}/feed/`),
      from(`/@${name}/feed.xml`),
      from(`/@${name}/feed/atom`),
    ];
  }
  if (first === "users" && second)
    return [
      here(`/users/${second}.rss`),
      here(`/users/${second}/feed.rss`),
      here(`/users/${second}.atom`),
      here(`/@${second}.rss`),
    ];
  return first === "tags" && second ? [here(`/tags/${second}.rss`)] : [];
}

function lemmy({ path: [kind = "", name], here, at }: Place) {
  if (!/^[cum]$/.test(kind) || !name) return [];
  const [community = "", elsewhere] = name.split("@");
  if (kind === "m") return [here(`/rss?magazine=${community}`)];
  const feed = `/feeds/${kind}/${community}.xml`;
  return [
    elsewhere ? at(elsewhere, `${feed}?sort=New`) : here(`${feed}?sort=New`),
    here(`/feeds/${kind}/${name}.xml`),
  ];
}

/** `/c/NAME/5`, `/t/NAME/77`, `/tag/NAME`, `/u/NAME` */
function discourse({ path, here }: Place) {
  const [kind = "", name, id] = path;
  if (kind === "c" && name && /^\d+$/.test(path.at(-1) ?? "")) return [here(`/${path.join("/")}.rss`)];
  if (kind === "t" && id && /^\d+$/.test(id)) return [here(`/t/${name}/${id}.rss`)];
  if (kind === "tag" && name) return [here(`/tag/${name}.rss`)];
  if (kind === "u" && name) return [here(`/u/${name}/activity.rss`)];
  return kind === "latest" || kind === "top" ? [here(`/${kind}.rss`)] : [];
}
