/**
 * Places by host and path, and where their feed is: `:name` is one part of a path or the first label of a host, further
 * parts may follow. Of several the first line is asked first.
 */
const HOSTED = `
bsky.app/profile/:who                  > bsky.app/profile/:who/rss
gist.github.com/:who                   > gist.github.com/:who.atom
:who.medium.com                        > :who.medium.com/feed
:who.substack.com                      > :who.substack.com/feed
lobste.rs/t/:tag                       > lobste.rs/t/:tag.rss
lobste.rs                              > lobste.rs/rss
dailymotion.com/:who                   > www.dailymotion.com/rss/user/:who
dev.to/t/:tag                          > dev.to/feed/tag/:tag
dev.to/:who                            > dev.to/feed/:who
dev.to                                 > dev.to/feed
letterboxd.com/:who                    > letterboxd.com/:who/rss/
pypi.org/project/:name                 > pypi.org/rss/project/:name/releases.xml
crates.io/crates/:name                 > static.crates.io/rss/crates/:name.xml
sourceforge.net/projects/:name         > sourceforge.net/projects/:name/rss?path=/
sourceforge.net/p/:name                > sourceforge.net/projects/:name/rss?path=/
git.sr.ht/:who/:repo                   > git.sr.ht/:who/:repo/log/rss.xml
lore.kernel.org/:list                  > lore.kernel.org/:list/new.atom
arxiv.org/a/:who                       > arxiv.org/a/:who.atom
archive.org/details/:collection        > archive.org/services/collection-rss.php?collection=:collection
elk.zone/:host/:who                    > :host/:who.rss
:who.livejournal.com                   > :who.livejournal.com/data/rss
:who.dreamwidth.org                    > :who.dreamwidth.org/data/rss
:who.bandcamp.com                      > :who.bandcamp.com/feed
micro.blog/:who                        > :who.micro.blog/feed.xml
write.as/:blog                         > write.as/:blog/feed/
paragraph.com/:who                     > paragraph.com/api/blogs/rss/:who
buttondown.com/:who                    > buttondown.com/:who/rss
note.com/:who                          > note.com/:who/rss
qiita.com/tags/:tag                    > qiita.com/tags/:tag/feed.atom
qiita.com/:who                         > qiita.com/:who/feed.atom
zenn.dev/topics/:tag                   > zenn.dev/topics/:tag/feed
zenn.dev/:who                          > zenn.dev/:who/feed
ameblo.jp/:who                         > rssblog.ameba.jp/:who/rss20.html
blog.naver.com/:who                    > rss.blog.naver.com/:who.xml
blog.csdn.net/:who                     > blog.csdn.net/:who/rss/list
v2ex.com/go/:node                      > www.v2ex.com/feed/:node.xml
odysee.com/:who                        > odysee.com/$/rss/:who
bitchute.com/channel/:who              > www.bitchute.com/feeds/rss/channel/:who/
steamcommunity.com/games/:game         > steamcommunity.com/games/:game/rss/
itch.io/games/:kind                    > itch.io/games/:kind.xml
:who.itch.io/:game                     > :who.itch.io/:game/devlog.rss
:show.podbean.com                      > feed.podbean.com/:show/feed.xml
:show.libsyn.com                       > :show.libsyn.com/rss
:show.transistor.fm                    > feeds.transistor.fm/:show
buzzsprout.com/:show                   > feeds.buzzsprout.com/:show.rss
shows.acast.com/:show                  > feeds.acast.com/public/shows/:show
spreaker.com/show/:show                > www.spreaker.com/show/:show/episodes/feed
audioboom.com/channels/:show           > audioboom.com/channels/:show.rss
flipboard.com/:who/:magazine           > flipboard.com/:who/:magazine.rss
flipboard.com/:who                     > flipboard.com/:who.rss
launchpad.net/:project                 > feeds.launchpad.net/:project/announcements.atom
kickstarter.com/projects/:who/:project > www.kickstarter.com/projects/:who/:project/posts.atom
royalroad.com/fiction/:id              > www.royalroad.com/fiction/syndication/:id
behance.net/:who                       > www.behance.net/feeds/user?username=:who
neocities.org/site/:site               > neocities.org/site/:site.rss
listed.to/:who                         > listed.to/:who/feed
:blog.posthaven.com                    > :blog.posthaven.com/posts.atom
:blog.bearblog.dev                     > :blog.bearblog.dev/feed/
:blog.mataroa.blog                     > :blog.mataroa.blog/rss/
`;

/** The same of programs that run on anybody's host. */
const PROGRAMS = `
@/:who                                 > @/:who/feed/
~/:blog                                > ~/:blog/atom.xml
profile/:who                           > feed/:who/
user/:who                              > user/:who/rss
channels/:who                          > api/v1/channels/:who/rss
c/:channel                             > feeds/videos.xml?videoChannelName=:channel
a/:who                                 > feeds/videos.xml?accountName=:who
video-channels/:channel                > feeds/videos.xml?videoChannelName=:channel
g/:group                               > g/:group/posts.rss
blogs/:blog                            > blogs/:blog.atom
forums/:forum                          > forums/:forum/index.rss
forum/:forum                           > forum/:forum.xml/
category/:id                           > category/:id.rss
topic/:id                              > topic/:id.rss
taxonomy/term/:id                      > taxonomy/term/:id/feed
projects/:name/news                    > projects/:name/news.atom
projects/:name                         > projects/:name/activity.atom
timeline                               > timeline?format=rss
`;

interface Form {
  readonly host: readonly string[];
  readonly path: readonly string[];
  readonly feed: string;
}

function formsIn(table: string, isHosted: boolean): readonly Form[] {
  return table
    .trim()
    .split("\n")
    .map((line) => {
      const [form = "", feed = ""] = line.split(/\s+>\s+/);
      const parts = form.split("/");
      const host = isHosted ? (parts.shift() ?? "").split(".") : [];
      return { host, path: parts, feed };
    });
}

const hosted = formsIn(HOSTED, true);
const programs = formsIn(PROGRAMS, false);

/** The feeds of a place whose host is in the table. */
export function hostedFeeds(url: URL): readonly string[] {
  const labels = url.hostname.toLowerCase().split(".");
  const bare = /^(?:www|m)$/.test(labels[0] ?? "") ? labels.slice(1) : labels;
  return feedsBy(hosted, bare, url).map((feed) => `${url.protocol}//${feed}`);
}

/** The feeds that programs have at such a path on the same host. */
export function programFeeds(url: URL): readonly string[] {
  return feedsBy(programs, [], url).map((feed) => `${url.origin}/${feed}`);
}

function feedsBy(forms: readonly Form[], host: readonly string[], url: URL): readonly string[] {
  const path = url.pathname.split("/").filter((part) => part !== "");
  return forms.flatMap((form) => {
    const isLong = form.host.length === host.length && form.path.length <= path.length;
    const names = isLong
      ? matched([...form.host, ...form.path], [...host, ...path.slice(0, form.path.length)])
      : undefined;
    return names ? form.feed.replace(/:([a-z]+)/g, (all, name: string) => names.get(name) ?? all) : [];
  });
}

/** What stands for each `:name`; undefined: another form. */
function matched(form: readonly string[], parts: readonly string[]): ReadonlyMap<string, string> | undefined {
  const names = new Map<string, string>();
  for (const [n, wanted] of form.entries()) {
    const part = parts[n] ?? "";
    if (wanted.startsWith(":")) names.set(wanted.slice(1), part);
    else if (wanted !== part) return undefined;
  }
  return names;
}
