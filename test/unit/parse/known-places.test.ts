import { describe, expect, test } from "vitest";
import { sitemapsOf, usualFeedAddresses } from "../../../src/parse/discover.ts";
import { feedsNamedIn, feedsOfPlace, feedsOfProgram } from "../../../src/parse/known-places.ts";

const ID = "UCabcdefghijklmnopqrstuv";

test.each([
  ["https://www.youtube.com/channel/UC123", "https://www.youtube.com/feeds/videos.xml?channel_id=UC123"],
  ["https://m.youtube.com/channel/UC123/videos", "https://www.youtube.com/feeds/videos.xml?channel_id=UC123"],
  ["https://www.youtube.com/playlist?list=PL9", "https://www.youtube.com/feeds/videos.xml?playlist_id=PL9"],
  ["https://www.youtube.com/watch?v=x&list=PL9", "https://www.youtube.com/feeds/videos.xml?playlist_id=PL9"],
  ["https://www.youtube.com/user/quay", "https://www.youtube.com/feeds/videos.xml?user=quay"],
  ["https://bsky.app/profile/ida.example", "https://bsky.app/profile/ida.example/rss"],
  ["https://www.reddit.com/r/harbours", "https://www.reddit.com/r/harbours/.rss"],
  ["https://old.reddit.com/user/ida/", "https://old.reddit.com/user/ida/.rss"],
  ["https://www.reddit.com/r/harbours/top/?t=day", "https://www.reddit.com/r/harbours/top/.rss?t=day"],
  ["https://github.com/quay/boats", "https://github.com/quay/boats/releases.atom"],
  ["https://github.com/quay/boats/releases/tag/v1", "https://github.com/quay/boats/releases.atom"],
  ["https://github.com/quay/boats/tags", "https://github.com/quay/boats/tags.atom"],
  ["https://github.com/quay/boats/commits/main", "https://github.com/quay/boats/commits/main.atom"],
  ["https://github.com/quay", "https://github.com/quay.atom"],
  ["https://gist.github.com/ida", "https://gist.github.com/ida.atom"],
  ["https://codeberg.org/quay/boats", "https://codeberg.org/quay/boats/releases.rss"],
  ["https://quay.substack.com/", "https://quay.substack.com/feed"],
  ["https://open.substack.com/pub/quay/p/boats", "https://quay.substack.com/feed"],
  ["https://substack.com/@quay", "https://quay.substack.com/feed"],
  ["https://medium.com/@ida", "https://medium.com/feed/@ida"],
  ["https://medium.com/quay-notes/boats-1", "https://medium.com/feed/quay-notes"],
  ["https://medium.com/tag/boats", "https://medium.com/feed/tag/boats"],
  ["https://ida.medium.com/", "https://ida.medium.com/feed"],
  ["https://quay.tumblr.com/", "https://quay.tumblr.com/rss"],
  ["https://www.tumblr.com/quay", "https://quay.tumblr.com/rss"],
  ["https://www.tumblr.com/blog/view/quay", "https://quay.tumblr.com/rss"],
  ["https://quay.blogspot.com/2026/11/boats.html", "https://quay.blogspot.com/feeds/posts/default"],
  ["https://quay.blogspot.com/search/label/boats", "https://quay.blogspot.com/feeds/posts/default/-/boats"],
  ["https://quay.wordpress.com/", "https://quay.wordpress.com/feed/"],
  ["https://quay.wordpress.com/category/boats", "https://quay.wordpress.com/category/boats/feed/"],
  [
    "https://stackoverflow.com/questions/tagged/boats",
    "https://stackoverflow.com/feeds/tag?tagnames=boats&sort=newest",
  ],
  ["https://sailing.stackexchange.com/users/7/ida", "https://sailing.stackexchange.com/feeds/user/7"],
  ["https://stackoverflow.com/questions/77/how", "https://stackoverflow.com/feeds/question/77"],
  ["https://news.ycombinator.com/", "https://news.ycombinator.com/rss"],
  ["https://news.ycombinator.com/newest", "https://hnrss.org/newest"],
  ["https://news.ycombinator.com/user?id=ida", "https://hnrss.org/user?id=ida"],
  ["https://arxiv.org/list/cs.CL/recent", "https://rss.arxiv.org/rss/cs.CL"],
  ["https://arxiv.org/archive/math", "https://rss.arxiv.org/rss/math"],
  ["https://lobste.rs/t/boats", "https://lobste.rs/t/boats.rss"],
  ["https://vimeo.com/quay", "https://vimeo.com/quay/videos/rss"],
  ["https://dev.to/ida", "https://dev.to/feed/ida"],
  ["https://pypi.org/project/boats/", "https://pypi.org/rss/project/boats/releases.xml"],
  [
    "https://en.wikipedia.org/wiki/Boat",
    "https://en.wikipedia.org/w/index.php?title=Boat&action=history&feed=atom",
  ],
  ["https://news.google.com/search?q=boats&hl=en", "https://news.google.com/rss/search?q=boats&hl=en"],
  ["https://news.google.com/topics/CAAq?hl=de", "https://news.google.com/rss/topics/CAAq?hl=de"],
  ["https://news.google.com/home?hl=de&gl=DE", "https://news.google.com/rss?hl=de&gl=DE"],
  ["https://www.bing.com/news/search?q=boats", "https://www.bing.com/news/search?q=boats&format=rss"],
  ["https://crates.io/crates/boats", "https://static.crates.io/rss/crates/boats.xml"],
  ["https://git.sr.ht/~ida/boats/tree", "https://git.sr.ht/~ida/boats/log/rss.xml"],
  ["https://lore.kernel.org/netdev/20261130.1@ida/", "https://lore.kernel.org/netdev/new.atom"],
  ["https://arxiv.org/a/tully_i_1", "https://arxiv.org/a/tully_i_1.atom"],
  ["https://archive.org/details/boats", "https://archive.org/services/collection-rss.php?collection=boats"],
  [
    "https://en.wikinews.org/wiki/Main_Page",
    "https://en.wikinews.org/w/index.php?title=Special:NewsFeed&feed=atom&categories=Published",
  ],
  [
    "https://de.wikipedia.org/wiki/Special:NewPages",
    "https://de.wikipedia.org/w/index.php?title=Special:NewPages&feed=atom",
  ],
  ["https://buttondown.com/quay/archive/boats/", "https://buttondown.com/quay/rss"],
  ["https://www.buzzsprout.com/1234567", "https://feeds.buzzsprout.com/1234567.rss"],
  ["https://quay.podbean.com/e/boats/", "https://feed.podbean.com/quay/feed.xml"],
  ["https://shows.acast.com/quay/episodes/boats", "https://feeds.acast.com/public/shows/quay"],
  ["https://odysee.com/@quay:a", "https://odysee.com/$/rss/@quay:a"],
  ["https://qiita.com/tags/boats", "https://qiita.com/tags/boats/feed.atom"],
  ["https://zenn.dev/ida", "https://zenn.dev/ida/feed"],
  ["https://note.com/ida/n/n123", "https://note.com/ida/rss"],
  ["https://blog.naver.com/ida/2234", "https://rss.blog.naver.com/ida.xml"],
  ["https://elk.zone/social.example/@ida", "https://social.example/@ida.rss"],
  ["https://dev.to/t/boats", "https://dev.to/feed/tag/boats"],
  ["https://quay.itch.io/boats", "https://quay.itch.io/boats/devlog.rss"],
  ["https://www.dailymotion.com/quay", "https://www.dailymotion.com/rss/user/quay"],
  ["https://quay.bandcamp.com/music", "https://quay.bandcamp.com/feed"],
  ["https://micro.blog/ida", "https://ida.micro.blog/feed.xml"],
  ["https://write.as/quay/boats", "https://write.as/quay/feed/"],
  ["https://lobste.rs/", "https://lobste.rs/rss"],
  ["https://letterboxd.com/ida/films/", "https://letterboxd.com/ida/rss/"],
  [
    "https://store.steampowered.com/app/1972440/Boats/",
    "https://store.steampowered.com/feeds/news/app/1972440/",
  ],
  [
    "https://store.steampowered.com/news/app/1972440",
    "https://store.steampowered.com/feeds/news/app/1972440/",
  ],
  ["https://sourceforge.net/projects/boats/files/", "https://sourceforge.net/projects/boats/rss?path=/"],
  ["https://flipboard.com/@ida", "https://flipboard.com/@ida.rss"],
  ["https://flipboard.com/@ida/boats-7q1", "https://flipboard.com/@ida/boats-7q1.rss"],
  ["https://launchpad.net/boats", "https://feeds.launchpad.net/boats/announcements.atom"],
  [
    "https://www.kickstarter.com/projects/ida/boats/description",
    "https://www.kickstarter.com/projects/ida/boats/posts.atom",
  ],
  ["https://www.royalroad.com/fiction/77/boats", "https://www.royalroad.com/fiction/syndication/77"],
  ["https://www.behance.net/ida", "https://www.behance.net/feeds/user?username=ida"],
  ["https://neocities.org/site/quay", "https://neocities.org/site/quay.rss"],
  ["https://listed.to/@ida/77/boats", "https://listed.to/@ida/feed"],
  ["https://quay.posthaven.com/boats", "https://quay.posthaven.com/posts.atom"],
  ["https://quay.bearblog.dev/boats/", "https://quay.bearblog.dev/feed/"],
  ["https://quay.mataroa.blog/blog/boats/", "https://quay.mataroa.blog/rss/"],
])("the feed of %s is %s", (address, feed) => expect(feedsOfPlace(address)[0]).toBe(feed));

test.each([
  ["Mastodon", "https://social.example/@ida", "https://social.example/@ida.rss"],
  [
    "Mastodon, somebody elsewhere",
    "https://social.example/@ida@quay.example",
    "https://quay.example/@ida.rss",
  ],
  ["Mastodon, the actor", "https://social.example/users/ida", "https://social.example/users/ida.rss"],
  ["Mastodon, a tag", "https://social.example/tags/boats", "https://social.example/tags/boats.rss"],
  ["Pleroma", "https://social.example/users/ida", "https://social.example/users/ida/feed.rss"],
  ["Pixelfed", "https://photos.example/@ida", "https://photos.example/users/ida.atom"],
  ["Lemmy", "https://lemmy.example/c/boats", "https://lemmy.example/feeds/c/boats.xml?sort=New"],
  [
    "Lemmy, elsewhere",
    "https://lemmy.example/c/boats@quay.example",
    "https://quay.example/feeds/c/boats.xml?sort=New",
  ],
  ["Lemmy, a person", "https://lemmy.example/u/ida", "https://lemmy.example/feeds/u/ida.xml?sort=New"],
  ["Discourse, a category", "https://forum.example/c/boats/5", "https://forum.example/c/boats/5.rss"],
  ["Discourse, a topic", "https://forum.example/t/boats/77", "https://forum.example/t/boats/77.rss"],
  ["Discourse, a tag", "https://forum.example/tag/boats", "https://forum.example/tag/boats.rss"],
  ["GitLab, a project", "https://gitlab.com/quay/boats", "https://gitlab.com/quay/boats/-/releases.atom"],
  [
    "GitLab, commits",
    "https://code.example/quay/boats/-/commits/main",
    "https://code.example/quay/boats/-/commits/main?format=atom",
  ],
  ["Forgejo", "https://git.quay.example/ida/boats", "https://git.quay.example/ida/boats/releases.rss"],
  ["Ghost, a tag", "https://quay.example/tag/boats/", "https://quay.example/tag/boats/rss/"],
  [
    "WordPress, a category",
    "https://quay.example/category/boats/",
    "https://quay.example/category/boats/feed/",
  ],
  ["WordPress, a writer", "https://quay.example/author/ida/", "https://quay.example/author/ida/feed/"],
  ["Mastodon, its own reader", "https://social.example/web/@ida", "https://social.example/@ida.rss"],
  ["Castopod", "https://casts.example/@quay", "https://casts.example/@quay/feed.xml"],
  ["Mobilizon", "https://events.example/@quay", "https://events.example/@quay/feed/atom"],
  [
    "PeerTube, a channel",
    "https://tube.example/c/quay.audio/videos",
    "https://tube.example/feeds/videos.xml?videoChannelName=quay.audio",
  ],
  [
    "PeerTube, an account",
    "https://tube.example/a/ida/video-channels",
    "https://tube.example/feeds/videos.xml?accountName=ida",
  ],
  ["Friendica", "https://friends.example/profile/ida", "https://friends.example/feed/ida/"],
  ["BookWyrm", "https://books.example/user/ida", "https://books.example/user/ida/rss"],
  ["Funkwhale", "https://audio.example/channels/quay", "https://audio.example/api/v1/channels/quay/rss"],
  ["Shopify", "https://shop.example/blogs/news", "https://shop.example/blogs/news.atom"],
  ["XenForo", "https://talk.example/forums/boats.5/", "https://talk.example/forums/boats.5/index.rss"],
  ["Invision", "https://talk.example/forum/5-boats/", "https://talk.example/forum/5-boats.xml/"],
  ["phpBB", "https://talk.example/bb/viewforum.php?f=5", "https://talk.example/bb/feed.php?f=5"],
  [
    "vBulletin",
    "https://talk.example/forumdisplay.php?f=5",
    "https://talk.example/external.php?type=RSS2&forumids=5",
  ],
  [
    "SMF",
    "https://talk.example/index.php?board=5.0",
    "https://talk.example/index.php?action=.xml;type=rss2;board=5",
  ],
  ["NodeBB, a category", "https://talk.example/category/5/boats", "https://talk.example/category/5.rss"],
  ["NodeBB, a topic", "https://talk.example/topic/77/boats", "https://talk.example/topic/77.rss"],
  ["Mbin", "https://mbin.example/m/boats", "https://mbin.example/rss?magazine=boats"],
  ["Misskey", "https://social.example/@ida", "https://social.example/@ida.atom"],
  ["gitweb", "https://git.example/?p=boats.git;a=summary", "https://git.example/?p=boats.git;a=atom"],
  ["Drupal, a term", "https://quay.example/taxonomy/term/5", "https://quay.example/taxonomy/term/5/feed"],
  ["Redmine", "https://work.example/projects/boats/news", "https://work.example/projects/boats/news.atom"],
  ["Trac", "https://work.example/timeline", "https://work.example/timeline?format=rss"],
  ["cgit", "https://git.example/boats.git/log/?h=main", "https://git.example/boats.git/atom/?h=main"],
  [
    "MediaWiki",
    "https://wiki.example/wiki/Special:RecentChanges",
    "https://wiki.example/index.php?title=Special:RecentChanges&feed=atom",
  ],
])("%s: the feeds of %s have %s among them", (_name, address, feed) =>
  expect(feedsOfProgram(address)).toContain(feed),
);

describe("what a page names without announcing it", () => {
  test.each([
    [
      "a handle of YouTube",
      "https://www.youtube.com/@quay",
      `{"externalId":"${ID}"}`,
      `https://www.youtube.com/feeds/videos.xml?channel_id=${ID}`,
    ],
    [
      "a short address",
      "https://youtu.be/abc",
      `{"channelId":"${ID}"}`,
      `https://www.youtube.com/feeds/videos.xml?channel_id=${ID}`,
    ],
    [
      "SoundCloud",
      "https://soundcloud.com/quay",
      '<meta content="soundcloud://users:42">',
      "https://feeds.soundcloud.com/users/soundcloud:users:42/sounds.rss",
    ],
    [
      "Apple Podcasts",
      "https://podcasts.apple.com/de/podcast/quay/id42",
      String.raw`{"feedUrl":"https:\/\/quay.example\/podcast.xml"}`,
      "https://quay.example/podcast.xml",
    ],
  ])("%s", (_name, address, html, feed) => expect(feedsNamedIn(html, address)).toEqual([feed]));

  test("is none where it is no address", () =>
    expect(feedsNamedIn('{"feedUrl":"none"}', "https://a.example/")).toEqual([]));
});

test("feeds stand below the page, then on the site", () => {
  const found = usualFeedAddresses("https://quay.example/blog/");
  expect(found[0]).toBe("https://quay.example/blog/feed");
  expect(found).toContain("https://quay.example/feed");
  expect(found).toContain("https://quay.example/blog?format=rss");
  expect(found).toContain("https://quay.example/blog-feed.xml");
  expect(usualFeedAddresses("https://quay.example/")[0]).toBe("https://quay.example/feed");
});

test("sitemaps of news come first, those of robots.txt before those that are guessed", () => {
  const robots = "User-agent: *\nSitemap: https://quay.example/map-1.xml\nsitemap: /news/index.xml\n";
  expect(sitemapsOf("https://quay.example/", robots).slice(0, 3)).toEqual([
    "https://quay.example/news/index.xml",
    "https://quay.example/map-1.xml",
    "https://quay.example/news-sitemap.xml",
  ]);
});
