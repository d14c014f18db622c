import { afterAll, describe, expect, test } from "vitest";
import { cleanFeedHtml } from "../../../src/extract/clean-html.ts";
import { createExtractor } from "../../../src/extract/create-extractor.ts";
import { inventParagraph } from "../../support/invent-page.ts";

const BASE = "https://outlet.example/2026/story";
const extractor = createExtractor();
afterAll(() => extractor.close());

/** The same markup in an entry's content and in the middle of an article's page. */
async function shown(html: string): Promise<readonly string[]> {
  const around = (n: number) => `<p>${inventParagraph(n)}</p><p>${inventParagraph(n + 1)}</p>`;
  const page = `<!doctype html><title>A story of the harbour</title><body><nav><a href="/">Home</a></nav><article><h1>A story of the harbour</h1>${around(1)}${html}${around(3)}</article></body>`;
  const extraction = await extractor.extract({ bytes: Buffer.from(page), url: BASE });
  return [cleanFeedHtml(html, BASE), extraction.kind === "text" ? extraction.html : extraction.message];
}

const linksOf = (html: string) =>
  [...html.matchAll(/<a href="([^"]*)"[^>]*>([^<]*)<\/a>/g)].map(([, href = "", text = ""]) => ({
    href: href.replaceAll("&amp;", "&"),
    text,
  }));

describe("a player becomes a titled link:", () => {
  const youtube = "https://www.youtube.com/watch?v=aB3-_dE6gHi";
  test.each([
    {
      name: "YouTube",
      html: '<iframe src="https://www.youtube.com/embed/aB3-_dE6gHi?rel=0" title="The ferry sails"></iframe>',
      href: youtube,
      text: "The ferry sails",
    },
    {
      name: "YouTube with its usual title",
      html: '<iframe src="//www.youtube-nocookie.com/embed/aB3-_dE6gHi" title="YouTube video player"></iframe>',
      href: youtube,
      text: "Video on YouTube",
    },
    {
      name: "a list on YouTube",
      html: '<iframe src="https://www.youtube.com/embed/videoseries?list=PL12"></iframe>',
      href: "https://www.youtube.com/playlist?list=PL12",
    },
    {
      name: "lazy YouTube",
      html: '<iframe class="lazyload" src="about:blank" data-src="https://www.youtube.com/embed/aB3-_dE6gHi"></iframe>',
      href: youtube,
    },
    {
      name: "YouTube behind a consent tool",
      html: '<iframe data-cookieblock-src="https://www.youtube.com/embed/aB3-_dE6gHi"></iframe>',
      href: youtube,
    },
    {
      name: "YouTube in srcdoc",
      html: `<iframe srcdoc="<a href=https://www.youtube.com/embed/aB3-_dE6gHi?autoplay=1><img src=x></a>"></iframe>`,
      href: youtube,
    },
    {
      name: "lite-youtube",
      html: '<lite-youtube videoid="aB3-_dE6gHi" playlabel="Play: The ferry sails"></lite-youtube>',
      href: youtube,
      text: "The ferry sails",
    },
    {
      name: "amp-youtube",
      html: '<amp-youtube data-videoid="aB3-_dE6gHi" width="480" height="270"></amp-youtube>',
      href: youtube,
    },
    {
      name: "a cache plugin's YouTube",
      html: '<div class="rll-youtube-player" data-src="https://www.youtube.com/embed/aB3-_dE6gHi" data-id="aB3-_dE6gHi"></div>',
      href: youtube,
    },
    {
      name: "YouTube for those without scripts",
      html: '<noscript><iframe src="https://www.youtube.com/embed/aB3-_dE6gHi"></iframe></noscript>',
      href: youtube,
    },
    {
      name: "YouTube in Flash",
      html: '<object width="4" height="3"><param name="movie" value="https://www.youtube.com/v/aB3-_dE6gHi&fs=1"><embed src="https://www.youtube.com/v/aB3-_dE6gHi&fs=1" type="application/x-shockwave-flash"></object>',
      href: youtube,
    },
    {
      name: "Vimeo with a key",
      html: '<iframe src="https://player.vimeo.com/video/76979871?h=8272103f6e"></iframe>',
      href: "https://vimeo.com/76979871/8272103f6e",
    },
    {
      name: "Spotify",
      html: '<iframe src="https://open.spotify.com/embed/episode/7makk4oTQel546B0PZlDM5?utm_source=generator" title="Spotify Embed: Low tide"></iframe>',
      href: "https://open.spotify.com/episode/7makk4oTQel546B0PZlDM5",
      text: "Spotify Embed: Low tide",
    },
    {
      name: "SoundCloud",
      html: '<iframe src="https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/harbour/low-tide&color=%23ff5500"></iframe>',
      href: "https://soundcloud.com/harbour/low-tide",
      text: "Audio on SoundCloud",
    },
    {
      name: "SoundCloud by number",
      html: '<iframe src="https://w.soundcloud.com/player/?url=https%3A//api.soundcloud.com/tracks/293"></iframe>',
      href: "https://w.soundcloud.com/player/?url=https%3A//api.soundcloud.com/tracks/293",
    },
    {
      name: "Bandcamp",
      html: '<iframe src="https://bandcamp.com/EmbeddedPlayer/album=12/size=large/" seamless><a href="https://harbour.bandcamp.com/album/low-tide">Low Tide by Harbour</a></iframe>',
      href: "https://harbour.bandcamp.com/album/low-tide",
      text: "Low Tide by Harbour",
    },
    {
      name: "Datawrapper",
      html: '<iframe title="Herring landed since 1990" aria-label="Line chart" src="https://datawrapper.dwcdn.net/Ab1c2/3/" style="width: 0; min-width: 100% !important; border: none;" height="400"></iframe>',
      href: "https://datawrapper.dwcdn.net/Ab1c2/3/",
      text: "Herring landed since 1990",
    },
    {
      name: "PeerTube",
      html: '<iframe sandbox="allow-scripts" src="https://tube.harbour.example/videos/embed/9c9de5e8-0a1e-484a-b099-e80766180a6d" title="Low tide"></iframe>',
      href: "https://tube.harbour.example/w/9c9de5e8-0a1e-484a-b099-e80766180a6d",
      text: "Low tide",
    },
    {
      name: "Mastodon",
      html: '<iframe src="https://social.example/@ferry/1135/embed" class="mastodon-embed"></iframe>',
      href: "https://social.example/@ferry/1135",
    },
    {
      name: "Mastodon's quotation without words",
      html: '<blockquote class="mastodon-embed" data-embed-url="https://social.example/@ferry/1135/embed"></blockquote>',
      href: "https://social.example/@ferry/1135",
    },
    {
      name: "Instagram's quotation without words",
      html: '<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/Cab_1/?utm_source=ig_embed"></blockquote>',
      href: "https://www.instagram.com/p/Cab_1/",
      text: "Post on Instagram",
    },
    {
      name: "Bluesky",
      html: '<iframe src="https://embed.bsky.app/embed/did:plc:abc/app.bsky.feed.post/3kxyz"></iframe>',
      href: "https://bsky.app/profile/did:plc:abc/post/3kxyz",
    },
    {
      name: "X",
      html: '<iframe src="https://platform.twitter.com/embed/Tweet.html?id=1720000000000000000"></iframe>',
      href: "https://x.com/i/status/1720000000000000000",
    },
    {
      name: "a newsletter's quoted post",
      html: `<div class="tweet" data-attrs='{"url":"https://x.com/ferry/status/17","full_text":"The boat is back.","username":"ferry"}'></div>`,
      href: "https://x.com/ferry/status/17",
      text: "The boat is back.",
    },
    {
      name: "Twitch",
      html: '<iframe src="https://player.twitch.tv/?video=v123&parent=outlet.example"></iframe>',
      href: "https://www.twitch.tv/videos/123",
    },
    {
      name: "a gist",
      html: '<script src="https://gist.github.com/ferry/0a1b2c3d.js"></script>',
      href: "https://gist.github.com/ferry/0a1b2c3d",
      text: "Code on GitHub",
    },
    {
      name: "a document in an object",
      html: '<object data="/plan.pdf" type="application/pdf"><p>Your browser cannot show it.</p></object>',
      href: "https://outlet.example/plan.pdf",
      text: "Document on outlet.example",
    },
    {
      name: "a chart in an object, by its words",
      html: '<object data="https://charts.example/7"><p>Landings by port</p></object>',
      href: "https://charts.example/7",
      text: "Landings by port",
    },
    {
      name: "an embed",
      html: '<embed src="https://maps.example/ferry" title="The new route">',
      href: "https://maps.example/ferry",
      text: "The new route",
    },
    {
      name: "a film's picture that waits to be pressed",
      html: '<div class="youtube-facade" data-embed="aB3-_dE6gHi"><img src="https://img.youtube.com/vi/aB3-_dE6gHi/hqdefault.jpg" alt=""></div>',
      href: youtube,
    },
    {
      name: "Lyte",
      html: '<div class="lyte-wrapper"><div class="lyMe" id="WYL_aB3-_dE6gHi"><div data-src="//i.ytimg.com/vi/aB3-_dE6gHi/hqdefault.jpg"></div></div></div>',
      href: youtube,
    },
    {
      name: "an element of some script's own",
      html: '<youtube-embed video-id="aB3-_dE6gHi"></youtube-embed>',
      href: youtube,
    },
    {
      name: "an address that a blog would have replaced",
      html: '<figure class="wp-block-embed"><div class="wp-block-embed__wrapper">\nhttps://youtu.be/aB3-_dE6gHi\n</div></figure>',
      href: youtube,
      text: "Video on YouTube",
    },
    {
      name: "an address that is a whole paragraph",
      html: "<p>https://vimeo.com/76979871</p>",
      href: "https://vimeo.com/76979871",
      text: "Video on Vimeo",
    },
    {
      name: "a film's page as a source",
      html: '<video class="video-js"><source src="https://www.youtube.com/watch?v=aB3-_dE6gHi" type="video/youtube"></video>',
      href: youtube,
    },
    {
      name: "a map",
      html: '<iframe src="https://www.google.com/maps/embed?pb=!1m18"></iframe>',
      href: "https://www.google.com/maps/embed?pb=!1m18",
      text: "Map",
    },
    {
      name: "Infogram",
      html: '<div class="infogram-embed" data-id="a1b2" data-title="Landings by port"></div>',
      href: "https://infogram.com/a1b2",
      text: "Landings by port",
    },
    {
      name: "Flourish",
      html: '<div class="flourish-embed flourish-chart" data-src="visualisation/1234"></div>',
      href: "https://public.flourish.studio/visualisation/1234/",
      text: "Chart by Flourish",
    },
    {
      name: "a form",
      html: '<iframe src="https://docs.google.com/forms/d/e/x/viewform?embedded=true">Loading…</iframe>',
      href: "https://docs.google.com/forms/d/e/x/viewform?embedded=true",
      text: "Document on Google Docs",
    },
    {
      name: "a player of another service",
      html: '<iframe src="https://cdn.embedly.com/widgets/media.html?src=https%3A%2F%2Fwww.youtube.com%2Fembed%2FaB3-_dE6gHi&url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3DaB3-_dE6gHi&type=text%2Fhtml"></iframe>',
      href: youtube,
      text: "Video on YouTube",
    },
    {
      name: "any frame",
      html: '<iframe src="https://play.example/quiz/7"></iframe>',
      href: "https://play.example/quiz/7",
      text: "Embedded content on play.example",
    },
    {
      name: "a frame in a paragraph",
      html: '<p><iframe src="https://play.example/quiz/7" title="Quiz of the week"></iframe></p>',
      href: "https://play.example/quiz/7",
      text: "Quiz of the week",
    },
    {
      name: "a frame in a figure",
      html: '<figure class="wp-block-embed"><div class="wp-block-embed__wrapper"><iframe src="https://play.example/quiz/7"></iframe></div><figcaption>Play along</figcaption></figure>',
      href: "https://play.example/quiz/7",
    },
  ])("$name", async ({ html, href, text }) => {
    for (const clean of await shown(html)) {
      const links = linksOf(clean).filter((link) => link.href === href);
      expect(links, clean.slice(0, 2000)).toHaveLength(1);
      expect(links[0]?.text).toMatch(/\S/);
      if (text) expect(links[0]?.text).toBe(text);
    }
  });

  test.each([
    { name: "an advertisement", html: '<iframe src="https://securepubads.g.doubleclick.net/x"></iframe>' },
    {
      name: "a counter",
      html: '<noscript><iframe src="https://www.googletagmanager.com/ns.html?id=1" height="0" width="0" style="display:none"></iframe></noscript>',
    },
    {
      name: "a button",
      html: '<iframe src="https://www.facebook.com/plugins/like.php?href=x" width="90"></iframe>',
    },
    { name: "a frame without an address", html: '<iframe src="about:blank"></iframe>' },
    { name: "a script", html: '<iframe src="javascript:alert(1)"></iframe>' },
  ])("but not $name", async ({ html }) => {
    for (const clean of await shown(html)) expect(linksOf(clean)).toEqual([]);
  });

  test("once, however often it is written", async () => {
    const html = `<div class="rll-youtube-player" data-src="https://www.youtube.com/embed/aB3-_dE6gHi"></div><noscript><iframe src="https://www.youtube.com/embed/aB3-_dE6gHi"></iframe></noscript>`;
    for (const clean of await shown(html)) expect(linksOf(clean)).toHaveLength(1);
  });

  test("and what a reader can play itself is played, with a link for those that cannot", async () => {
    const html = `<object data="low-tide.mp4" type="video/mp4"></object><audio data-src="/low-tide.mp3">Your browser is too old.</audio>`;
    for (const clean of await shown(html)) {
      expect(clean).toMatch(
        /<video src="https:\/\/outlet\.example\/2026\/low-tide\.mp4" controls(?:="")? preload="none"/,
      );
      expect(clean).toContain('<a href="https://outlet.example/low-tide.mp3">Audio</a>');
      expect(clean).not.toContain("too old");
    }
  });

  test.each([
    {
      name: "in a box",
      html: '<div class="player"><div><audio controls src="/tide.mp3"></audio></div></div>',
      title: "Audio",
    },
    {
      name: "in a figure",
      html: '<figure><audio controls src="/tide.mp3"></audio><figcaption>The bell buoy.</figcaption></figure>',
      title: "Audio",
    },
    {
      name: "with a link for those that cannot",
      html: '<audio controls src="/tide.mp3"><a href="/tide.mp3">Hear the tide turn</a></audio>',
      title: "Hear the tide turn",
    },
  ])("and sound that closes a text stays: $name", async ({ html, title }) => {
    const page = `<!doctype html><title>A story of the harbour</title><body><article><h1>A story of the harbour</h1><p>${inventParagraph(1)}</p><p>${inventParagraph(2)}</p>${html}</article></body>`;
    const extraction = await extractor.extract({ bytes: Buffer.from(page), url: BASE });
    const clean = extraction.kind === "text" ? extraction.html : extraction.message;
    expect(clean).toContain('<audio controls src="https://outlet.example/tide.mp3"');
    expect(clean).toContain(`<a href="https://outlet.example/tide.mp3">${title}</a>`);
  });

  test.each([
    'data-src="https://www.youtube-nocookie.com/embed/aB3-_dE6gHi"',
    'data-iframe-src="https://www.youtube.com/embed/aB3-_dE6gHi"',
  ])("and what is shown only to those who agree: %s", async (attribute) => {
    const html = `<div class="embed-consent" ${attribute}><p>To show this film YouTube sets cookies. Do you agree?</p><button>Load</button></div>`;
    for (const clean of await shown(html)) {
      expect(linksOf(clean)).toEqual([
        { href: "https://www.youtube.com/watch?v=aB3-_dE6gHi", text: "Video on YouTube" },
      ]);
      expect(clean).not.toContain("sets cookies");
    }
  });

  test("and a film's file on a known host stays a film", async () => {
    const html = '<video src="https://player.vimeo.com/external/123.hd.mp4?s=1"></video>';
    for (const clean of await shown(html)) expect(clean).toContain("<video src=");
  });

  test("and a picture in an object is a picture", async () => {
    for (const clean of await shown(
      '<object type="image/svg+xml" data="/chart.svg"><img src="/chart.png" alt="Landings"></object>',
    ))
      expect(clean).toContain('<img src="https://outlet.example/chart.png" alt="Landings"');
  });
});

describe("a quoted post keeps its words and leads to it:", () => {
  test.each([
    {
      name: "X",
      html: `<figure class="wp-block-embed is-provider-twitter"><div class="wp-block-embed__wrapper"><blockquote class="twitter-tweet" data-width="550"><p lang="en" dir="ltr">The boat is back, and so are the buns. <a href="https://t.co/abc">pic.twitter.com/abc</a></p>&mdash; Ferry (@ferry) <a href="https://twitter.com/ferry/status/123?ref_src=twsrc%5Etfw">November 3, 2026</a></blockquote><script async src="https://platform.twitter.com/widgets.js"></script></div></figure>`,
      href: "https://twitter.com/ferry/status/123?ref_src=twsrc%5Etfw",
      text: "Post on X, November 3, 2026",
      words: "The boat is back, and so are the buns.",
    },
    {
      name: "Instagram",
      html: `<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/reel/Cxyz_12/?utm_source=ig_embed" data-instgrm-version="14"><div style="padding:16px;"> <a href="https://www.instagram.com/reel/Cxyz_12/?utm_source=ig_embed" target="_blank"> <div style="display: flex;"> <div></div></div><div><svg width="50px" height="50px"><g><path d="M5"></path></g></svg></div><div>View this post on Instagram</div></a><p><a href="https://www.instagram.com/reel/Cxyz_12/?utm_source=ig_embed">A post shared by Ferry (@ferry)</a></p></div></blockquote>`,
      href: "https://www.instagram.com/reel/Cxyz_12/",
      text: "A post shared by Ferry (@ferry)",
    },
    {
      name: "TikTok",
      html: `<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@ferry/video/7300" data-video-id="7300"><section><a title="@ferry" href="https://www.tiktok.com/@ferry?refer=embed">@ferry</a><p>The first crossing of the new boat, in fog.</p></section></blockquote>`,
      href: "https://www.tiktok.com/@ferry/video/7300",
      text: "Video on TikTok",
      words: "The first crossing of the new boat, in fog.",
    },
    {
      name: "Bluesky",
      html: `<blockquote class="bluesky-embed" data-bluesky-uri="at://did:plc:abc/app.bsky.feed.post/3kxy"><p lang="en">The boat is back, and so are the buns.<br><br><a href="https://bsky.app/profile/did:plc:abc/post/3kxy?ref_src=embed">[image or embed]</a></p>&mdash; Ferry (<a href="https://bsky.app/profile/did:plc:abc?ref_src=embed">@ferry.example</a>) <a href="https://bsky.app/profile/did:plc:abc/post/3kxy?ref_src=embed">Nov 3, 2026 at 9:00</a></blockquote>`,
      href: "https://bsky.app/profile/did:plc:abc/post/3kxy",
      text: "Post on Bluesky, Nov 3, 2026 at 9:00",
      words: "The boat is back, and so are the buns.",
    },
    {
      name: "Mastodon",
      html: `<blockquote class="mastodon-embed" data-embed-url="https://m.example/@a/114/embed"> <a href="https://m.example/@a/114" target="_blank"> <svg width="32" height="32"><path d="M74"/></svg> <div>Post by @a@m.example</div> <div>View on Mastodon</div> </a> </blockquote>`,
      href: "https://m.example/@a/114",
      text: "Post by @a@m.example",
    },
    {
      name: "Reddit",
      html: `<blockquote class="reddit-embed-bq"><a href="https://www.reddit.com/r/x/comments/1/t/">Two cranes, one container</a><br> by<a href="https://www.reddit.com/user/u/">u/u</a> in<a href="https://www.reddit.com/r/x/">x</a></blockquote>`,
      href: "https://www.reddit.com/r/x/comments/1/t/",
      text: "Two cranes, one container",
    },
    {
      name: "Threads",
      html: `<blockquote class="text-post-media" data-text-post-permalink="https://www.threads.net/@ferry/post/C1"></blockquote>`,
      href: "https://www.threads.net/@ferry/post/C1",
      text: "Post on Threads",
    },
    {
      name: "Bluesky's own element",
      html: `<bsky-embed data-bluesky-uri="at://did:plc:abc/app.bsky.feed.post/3kxy"></bsky-embed>`,
      href: "https://bsky.app/profile/did:plc:abc/post/3kxy",
      text: "Post on Bluesky",
    },
    {
      name: "Facebook",
      html: `<div class="fb-post" data-href="https://www.facebook.com/ferry/posts/99"></div>`,
      href: "https://www.facebook.com/ferry/posts/99",
      text: "Post on Facebook",
    },
    {
      name: "Telegram",
      html: `<script async src="https://telegram.org/js/telegram-widget.js?22" data-telegram-post="harbour/901"></script>`,
      href: "https://t.me/harbour/901",
      text: "Post on Telegram",
    },
  ])("$name", async ({ html, href, text, words }) => {
    const [feed = "", page = ""] = await shown(html);
    for (const clean of [feed, page]) {
      const links = linksOf(clean).filter((link) => link.href === href);
      expect(links, clean.slice(0, 2500)).toEqual([{ href, text }]);
    }
    if (words) expect(feed).toContain(words);
    if (words) expect(page).toContain(words);
  });

  test("and a quotation of a person stays as it is", async () => {
    const html = `<blockquote cite="https://speech.example/1"><p>A river is only a border if nobody crosses it.</p></blockquote>`;
    const [clean] = await shown(html);
    expect(clean).toBe("<blockquote><p>A river is only a border if nobody crosses it.</p></blockquote>");
  });
});

const MATHML = "<math><mi>E</mi><mo>=</mo><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup></math>";
const SEMANTICS = `<math xmlns="http://www.w3.org/1998/Math/MathML" display="block"><semantics><mrow><mi>E</mi><mo>=</mo><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup></mrow><annotation encoding="application/x-tex">E = mc^2</annotation></semantics></math>`;

describe("a formula stands once and can be read:", () => {
  test.each([
    { name: "MathML", html: MATHML },
    { name: "MathML with its source", html: SEMANTICS },
    { name: "MathML with a prefix", html: MATHML.replace(/<(\/?)/g, "<$1mml:") },
    {
      name: "KaTeX",
      html: `<span class="katex-display"><span class="katex"><span class="katex-mathml">${SEMANTICS}</span><span class="katex-html" aria-hidden="true"><span class="base"><span class="mord mathnormal">E</span><span class="mrel">=</span><span class="mord mathnormal">m</span><span class="mord">c2</span></span></span></span></span>`,
    },
    {
      name: "MathJax 2",
      html: `<span class="MathJax_Preview">E=mc2</span><span class="MathJax" data-mathml='${MATHML}'><nobr aria-hidden="true"><span class="math"><span>E=mc2</span></span></nobr><span class="MJX_Assistive_MathML">${MATHML}</span></span><script type="math/tex">E=mc^2</script>`,
    },
    {
      name: "MathJax 2, by its attribute",
      html: `<span class="mjx-chtml MathJax_CHTML" data-mathml="${MATHML.replaceAll("<", "&lt;").replaceAll(">", "&gt;")}"><span class="mjx-math">E=mc2</span></span>`,
    },
    {
      name: "MathJax 3",
      html: `<mjx-container class="MathJax" jax="CHTML" display="true"><mjx-math aria-hidden="true"><mjx-mi></mjx-mi></mjx-math><mjx-assistive-mml unselectable="on" display="block">${MATHML}</mjx-assistive-mml></mjx-container>`,
    },
    {
      name: "Wikipedia",
      html: `<span class="mwe-math-element"><span class="mwe-math-mathml-inline" style="display: none;">${SEMANTICS}</span><img src="https://wiki.example/api/rest_v1/media/math/render/svg/0a" class="mwe-math-fallback-image-inline" alt="E = mc^2"></span>`,
    },
  ])("$name", async ({ html }) => {
    for (const clean of await shown(
      `<p>${html} is the formula that everybody knows, and few can derive.</p>`,
    )) {
      expect(clean.match(/<math\b/g), clean.slice(0, 3000)).toHaveLength(1);
      const [formula = ""] = /<math[\s\S]*<\/math>/.exec(clean) ?? [];
      expect(formula).toContain("<msup><mi>c</mi><mn>2</mn></msup>");
      expect(formula.replace(/<[^>]*>/g, "")).toBe("E=mc2");
      expect(clean.replace(formula, "")).not.toMatch(/E ?= ?mc|math\/render/);
    }
  });

  test.each([
    {
      name: "TeX for a script",
      html: '<script type="math/tex">E=mc^2</script>',
      code: "<code>E=mc^2</code>",
    },
    {
      name: "MathJax 3 without MathML",
      html: '<mjx-container jax="SVG" data-latex="E=mc^2"><svg></svg></mjx-container>',
      code: "<code>E=mc^2</code>",
    },
    {
      name: "a newsletter's formula",
      html: `<div class="latex-rendered" data-attrs='{"persistentExpression":"E=mc^2","id":"A1"}'></div>`,
      code: "<code>E=mc^2</code>",
    },
    {
      name: "a drawing with its words",
      html: '<svg class="typst-math" role="img" aria-label="E=mc^2"><path d="M1"/></svg>',
      code: "<code>E=mc^2</code>",
    },
    {
      name: "a picture within the document",
      html: '<img class="latex-inline" src="data:image/svg+xml;base64,PHN2Zz4=" alt="E=mc^2">',
      code: "<code>E=mc^2</code>",
    },
    {
      name: "a formula of a magazine's own element",
      html: "<d-math>E=mc^2</d-math>",
      code: "<code>E=mc^2</code>",
    },
    {
      name: "MathML of meanings",
      html: '<math alttext="E=mc^2"><apply><eq></eq><ci>E</ci></apply></math>',
      code: "<code>E=mc^2</code>",
    },
  ])("$name as TeX", async ({ html, code }) => {
    for (const clean of await shown(
      `<p>${html} is the formula that everybody knows, and few can derive.</p>`,
    ))
      expect(clean).toContain(code);
  });

  test("a picture of a formula keeps its words", async () => {
    const html = `<p>Here <img src="https://s0.wp.com/latex.php?latex=E&amp;bg=fff" alt="E = mc^2" class="latex"> is the formula that everybody knows.</p>`;
    for (const clean of await shown(html)) expect(clean).toContain('alt="E = mc^2"');
  });

  test("an article that is named after the program stays whole", async () => {
    const [clean] = await shown(`<div class="mathjax"><p>First ${MATHML}</p><p>second</p></div>`);
    expect(clean).toContain("second");
  });
});

describe("the last line of a feed's text", () => {
  test.each([
    {
      name: "goes where it only says where the text stands",
      html: `<p>Text.</p><p>The post <a href="${BASE}">A story</a> appeared first on <a href="https://outlet.example">Outlet</a>.</p>`,
      last: "Text.",
    },
    {
      name: "goes in any language",
      html: `<p>Text.</p><p>Der Beitrag <a href="${BASE}/?utm_source=rss">Eine Geschichte</a> erschien zuerst auf <a href="https://outlet.example/">Outlet</a>.</p>`,
      last: "Text.",
    },
    {
      name: "stays where it links something else",
      html: `<p>Text.</p><p>See <a href="https://other.example/1">one</a> and <a href="https://outlet.example/">Outlet</a>.</p>`,
      last: "Outlet",
    },
    {
      name: "stays where it links the entry alone",
      html: `<p>Text.</p><p>Read on <a href="${BASE}">here</a>.</p>`,
      last: "here",
    },
  ])("$name", ({ html, last }) =>
    expect(cleanFeedHtml(html, BASE).replace(/(?:<[^>]*>|\.)+$/, "")).toMatch(
      new RegExp(`${last.replace(".", "")}$`),
    ),
  );
});

describe("pictures of a text", () => {
  test.each([
    {
      name: "a picture for a character is the character",
      html: '<p>Well done <img src="https://s.w.org/images/core/emoji/15.0.3/72x72/1f600.png" alt="😀" class="wp-smiley"></p>',
      has: "Well done 😀",
      not: "<img",
    },
    {
      name: "a pixel goes, and the paragraph that holds nothing else",
      html: '<p>Text.</p><p><img src="https://medium.example/_/stat?event=post.clientViewed" width="1" height="1" alt=""></p>',
      has: "Text.",
      not: "<p></p>",
    },
    {
      name: "a pixel of which one side is told goes",
      html: '<p>Text.<img src="https://feeds.example/x/p.png" width="1" alt=""></p>',
      has: "Text.",
      not: "<img",
    },
    {
      name: "the widest of a set is taken",
      html: '<p><img src="https://a.example/f-300x200.jpg" srcset="https://a.example/f-300x200.jpg 300w, https://a.example/f-1024x683.jpg 1024w, https://a.example/f.jpg 4000w"></p>',
      has: "f-1024x683.jpg",
      not: "300x200",
    },
    {
      name: "the larger of two resolutions is taken",
      html: '<p><img src="https://a.example/f.jpg" width="400" srcset="https://a.example/f.jpg 1x, https://a.example/f@2x.jpg 2x"></p>',
      has: "f@2x.jpg",
      not: "f.jpg",
    },
    {
      name: "a set is read that has no spaces",
      html: '<p><img src="/f-400.jpg" srcset="/f-400.jpg 400w,/f-1200.jpg 1200w"></p>',
      has: "/f-1200.jpg",
      not: "f-400",
    },
    {
      name: "an address in a set may have commas",
      html: '<p><img src="https://a.example/c_fit,w_400/f.jpg" srcset="https://a.example/c_fit,w_400/f.jpg 400w, https://a.example/c_fit,w_1200/f.jpg 1200w"></p>',
      has: "c_fit,w_1200/f.jpg",
      not: "w_400",
    },
    {
      name: "a larger source of a picture is taken",
      html: '<picture><source type="image/avif" srcset="/f-1500.avif 1500w"><source type="image/webp" srcset="/f-800.webp 800w, /f-1200.webp 1200w"><img src="/f-400.jpg" width="400"></picture>',
      has: "/f-1200.webp",
      not: "f-400",
    },
    {
      name: "what is cut for narrow screens is not",
      html: '<picture><source media="(max-width: 600px)" srcset="/f-tall.jpg 1200w"><img src="/f.jpg"></picture>',
      has: "/f.jpg",
      not: "f-tall",
    },
    {
      name: "another format of the same size is not",
      html: '<picture><source type="image/webp" srcset="/f.webp"><img src="/f.jpg"></picture>',
      has: "/f.jpg",
      not: "f.webp",
    },
    {
      name: "an element of a script's own is a picture",
      html: '<figure><a-img width="16" height="9" src="/f.jpg" alt="The boat" style="height: 0; padding-top: 56%"><div class="sizer"></div></a-img></figure>',
      has: '<img width="16" height="9" src="https://outlet.example/f.jpg" alt="The boat"',
      not: "a-img",
    },
    {
      name: "a figure whose picture is none goes",
      html: '<p>Text.</p><figure class="lazy"><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="></figure><figure></figure>',
      has: "Text.",
      not: "<figure",
    },
    {
      name: "the same photograph in two sizes stands once",
      html: '<p><img src="https://a.example/f-150x150.jpg"></p><p>Text.</p><figure><img src="https://a.example/f.jpg"><figcaption>The boat</figcaption></figure>',
      has: 'src="https://a.example/f.jpg"',
      not: "150x150",
    },
    {
      name: "a blurred first sight makes place for the picture",
      html: '<figure><img src="https://miro.example/max/60/1*a.png?q=20"><noscript><img src="https://miro.example/max/1400/1*a.png"></noscript></figure>',
      has: "max/1400",
      not: "max/60",
    },
    {
      name: "a lazy picture and its twin for those without scripts stand once",
      html: '<p>Text.</p><img src="data:image/gif;base64,R0" data-src="https://a.example/f.jpg"><noscript><img src="https://a.example/f.jpg"></noscript>',
      has: "f.jpg",
      not: "data:",
    },
  ])("$name", async ({ html, has, not }) => {
    const [clean = ""] = await shown(html);
    expect(clean).toContain(has);
    expect(clean).not.toContain(not);
    expect(clean.match(/<img/g)?.length ?? 0).toBeLessThanOrEqual(1);
  });

  test("a picture that is pressed to be shown large stays, without its button", async () => {
    const html =
      '<figure><button class="lightbox"><span>View fullsize</span><div><noscript><img src="/f.jpg"></noscript><img data-src="/f.jpg" alt="The boat"></div></button></figure>';
    const [, page = ""] = await shown(html);
    expect(page.match(/<img/g)).toHaveLength(1);
    expect(page).toContain("https://outlet.example/f.jpg");
    expect(page).not.toContain("View fullsize");
  });

  test("a long text is not lost behind pictures that are written into their addresses", () => {
    const html = `<p><img src="data:image/png;base64,${"iVBORw0KGgo".repeat(40_000)}"></p><p>The text.</p>`;
    expect(cleanFeedHtml(html, BASE)).toContain("The text.");
  });
});
