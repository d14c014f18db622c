import { describe, expect, test } from "vitest";
import type { Entry } from "../../../src/model/entry.ts";
import { type Carried, normalizeEntry } from "../../../src/normalize/normalize-entry.ts";
import { readFeed } from "../../../src/parse/read-feed.ts";
import { type OutletOf, publishersOf } from "../../../src/pipeline/poll/publishers.ts";
import { makeSource, NOON } from "../../support/make.ts";

const CARRIER = "https://roundup.example/feed";

async function take(
  document: string,
  { url = CARRIER, outlet = "roundup.example", ...given } = {},
  outletOf?: OutletOf,
) {
  const source = { ...makeSource({ url, outlet, name: undefined }), ...given };
  const read = await readFeed(Buffer.from(document), { url, headers: {}, now: NOON });
  if (read.kind !== "feed") throw new Error(read.message);
  const { feed } = read;
  const publisherOf: (entry: Entry) => Carried | undefined = publishersOf(feed, source, outletOf);
  return feed.entries.map((entry) => {
    const made = normalizeEntry(entry, feed, source, NOON, publisherOf(entry));
    if (made.kind !== "article") throw new Error(made.reason);
    return made.draft;
  });
}

const rss = (
  items: readonly string[],
  head = "<title>Roundup</title><link>https://roundup.example/</link>",
  more = "",
) =>
  `<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom" ${more}><channel>${head}${items.map((item) => `<item>${item}</item>`).join("")}</channel></rss>`;
const atom = (entries: readonly string[]) =>
  `<feed xmlns="http://www.w3.org/2005/Atom"><id>tag:planet.example,2026:p</id><title>Planet Coast</title><link href="https://planet.example/"/><link rel="self" href="https://planet.example/atom.xml"/><updated>2026-03-02T11:00:00Z</updated>${entries.map((entry) => `<entry><updated>2026-03-02T10:00:00Z</updated>${entry}</entry>`).join("")}</feed>`;
const voicesOf = (
  drafts: readonly { outlet: string; origin?: { voice?: string | undefined } | undefined }[],
) => drafts.map(({ outlet, origin }) => [outlet, origin?.voice]);

/** As Google wrote addresses until 2024: a field of a protocol buffer in base64. */
const googleNews = (url: string) => {
  const length = url.length < 128 ? [url.length] : [(url.length & 127) | 128, url.length >> 7];
  const bytes = Buffer.from([0x08, 0x13, 0x22, ...length, ...Buffer.from(url), 0xd2, 0x01, 0x00]);
  return `https://news.google.com/rss/articles/${bytes.toString("base64url")}?oc=5`;
};
const OPAQUE = "https://news.google.com/rss/articles/CBMiaEFVX3lxTE5xWGpsdkpOa0VXYl9n?oc=5";

describe("a publisher that an entry names", () => {
  test.each([
    {
      name: "RSS source with the address of its feed",
      document: rss([
        '<title>Ferry returns</title><link>https://harbour.example/1</link><source url="https://harbour.example/feed">Harbour Post</source>',
      ]),
      voices: [["Harbour Post", "harbour.example"]],
    },
    {
      name: "RSS source with its site, and the text shown by the carrier",
      document: rss([
        '<title>Ferry returns</title><link>https://roundup.example/n/1</link><source url="https://www.harbour.example">Harbour Post</source>',
      ]),
      voices: [["Harbour Post", "harbour.example"]],
    },
    {
      name: "RSS source by way of a service that passes feeds on",
      document: rss([
        '<title>Ferry returns</title><link>https://harbour.example/1</link><source url="http://feeds.feedburner.com/harbour">Harbour Post</source>',
      ]),
      voices: [["Harbour Post", "harbour.example"]],
    },
    {
      name: "RSS source on the carrier's own server, with a link to the publisher",
      document: rss([
        '<title>Episode 4</title><link>https://pier-talk.example/4</link><source url="https://roundup.example/rss/17">Pier Talk</source>',
      ]),
      voices: [["Pier Talk", "pier-talk.example"]],
    },
    {
      name: "several services that nobody has listed, told by what they have in common",
      document: rss(
        ["a", "b"].map(
          (x) =>
            `<title>News ${x}</title><link>https://${x}-paper.example/1</link><source url="https://proxy.example/${x}">Paper ${x}</source>`,
        ),
      ),
      voices: [
        ["Paper a", "a-paper.example"],
        ["Paper b", "b-paper.example"],
      ],
    },
    {
      name: "atom:source with its own feed and page",
      document: atom([
        '<id>urn:1</id><title>Tides</title><link href="https://jo.example/tides"/><source><id>https://jo.example/atom</id><title>Jo on the water</title><link rel="self" href="https://jo.example/atom"/><link href="https://jo.example/"/></source>',
      ]),
      url: "https://planet.example/atom.xml",
      voices: [["Jo on the water", "jo.example"]],
    },
    {
      name: "atom:source that has one link and no rel",
      document: atom([
        '<source><link href="https://jo.example/atom" rel="alternate"/><id>https://jo.example/atom</id><title type="text">\n Jo Quay\n</title></source><link href="https://jo.example/Posts/1"/><content type="html"/><id>https://jo.example/Posts/1</id><title>Conex</title>',
      ]),
      url: "https://planet.example/atom.xml",
      voices: [["Jo Quay", "jo.example"]],
    },
    {
      name: "atom:source in RSS",
      document: rss([
        '<title>Tides</title><link>https://jo.example/tides</link><atom:source><atom:title>Jo</atom:title><atom:link rel="self" href="https://jo.example/atom"/></atom:source>',
      ]),
      voices: [["Jo", "jo.example"]],
    },
    {
      name: "blogs under one roof by their names",
      document: rss(
        ["quay", "pier"].map(
          (x) =>
            `<title>From ${x}</title><link>https://medium.com/@${x}/post-1</link><source url="https://medium.com/feed/@${x}">${x}</source>`,
        ),
      ),
      voices: [
        ["quay", "medium.com/@quay"],
        ["pier", "medium.com/@pier"],
      ],
    },
    {
      name: "Inoreader's bundles",
      document: rss(
        [
          '<title>Visit</title><link>https://darla.blogspot.com/2026/05/visit.html</link><dc:creator>Darla</dc:creator><source url="http://darla.blogspot.com/">myllogname1</source><guid isPermaLink="false">http://www.inoreader.com/article/3a9c6e7a</guid>',
        ],
        "<title>my feed</title><link>https://www.inoreader.com</link>",
      ),
      url: "https://www.inoreader.com/stream/user/100/tag/x",
      voices: [["myllogname1", "darla.blogspot.com"]],
    },
    {
      name: "Google News",
      document: rss(
        [
          `<title>Ferry returns - Harbour Post</title><link>${OPAQUE}</link><description>&lt;a href="${OPAQUE}"&gt;Ferry returns&lt;/a&gt;&amp;nbsp;&amp;nbsp;&lt;font color="#6f6f6f"&gt;Harbour Post&lt;/font&gt;</description><source url="https://www.harbour.example">Harbour Post</source>`,
        ],
        "<title>ferry - Google News</title><link>https://news.google.com/search?q=ferry</link>",
      ),
      url: "https://news.google.com/rss/search?q=ferry",
      voices: [["Harbour Post", "harbour.example"]],
    },
    {
      name: "Bing News",
      document: rss(
        [
          "<title>Ferry returns</title><link>http://www.bing.com/news/apiclick.aspx?ref=FexRss&amp;aid=&amp;url=https%3a%2f%2fwww.harbour.example%2fferry&amp;c=1&amp;mkt=en-us</link><News:Source>Harbour Post</News:Source>",
        ],
        "<title>ferry - BingNews</title><link>https://www.bing.com/news/search?q=ferry&amp;format=rss</link>",
        'xmlns:News="https://www.bing.com/news/search?q=ferry&amp;format=rss"',
      ),
      url: "https://www.bing.com/news/search?q=ferry&format=rss",
      voices: [["Harbour Post", "harbour.example"]],
    },
    {
      name: "Bing News, of a text that MSN shows",
      document: rss(
        ["a", "b"].map(
          (x) =>
            `<title>Ferry ${x}</title><link>http://www.bing.com/news/apiclick.aspx?url=https%3a%2f%2fwww.msn.com%2f${x}&amp;c=1</link><News:Source>Paper ${x} on MSN.com</News:Source>`,
        ),
        "<title>ferry - BingNews</title><link>https://www.bing.com/news/search?q=ferry</link>",
        'xmlns:News="https://www.bing.com/news/search?q=ferry&amp;format=rss"',
      ),
      url: "https://www.bing.com/news/search?q=ferry&format=rss",
      voices: [
        ["Paper a", "paper a"],
        ["Paper b", "paper b"],
      ],
    },
    {
      name: "dc:publisher of a merged feed",
      document: rss(
        ["a", "b"].map(
          (x) =>
            `<title>News ${x}</title><link>https://${x}.example/1</link><dc:publisher>Paper ${x}</dc:publisher>`,
        ),
      ),
      voices: [
        ["Paper a", "a.example"],
        ["Paper b", "b.example"],
      ],
    },
    {
      name: "JSON Feed, as Lede and others write it",
      document: JSON.stringify({
        version: "https://jsonfeed.org/version/1.1",
        title: "Roundup",
        home_page_url: "https://roundup.example/",
        items: [
          {
            id: "1",
            url: "https://harbour.example/1",
            title: "Ferry",
            _source: { title: "Harbour", outlet: "Harbour Post", feed_url: "https://harbour.example/feed" },
          },
          {
            id: "2",
            url: "https://jo.example/2",
            title: "Tide",
            source: { title: "Jo", url: "https://jo.example/feed" },
          },
          {
            id: "3",
            url: "https://pier.example/3",
            title: "Pier",
            origin: {
              streamId: "feed/https://pier.example/rss",
              htmlUrl: "https://pier.example/",
              title: "Pier News",
            },
          },
        ],
      }),
      voices: [
        ["Harbour Post", "harbour.example"],
        ["Jo", "jo.example"],
        ["Pier News", "pier.example"],
      ],
    },
  ])("$name", async ({ document, url, voices }) => {
    expect(voicesOf(await take(document, { ...(url && { url }) }))).toEqual(voices);
  });
});

describe("a document that gathers the pages of many", () => {
  const planet = (title: (who: string) => string, author: (who: string) => string) =>
    rss(
      ["jo", "mia", "ben", "jo"].map(
        (who, n) =>
          `<title>${title(who)} ${n}</title><link>https://${who}.example/${n}</link><dc:creator>${author(who)}</dc:creator>`,
      ),
    );
  test.each([
    {
      name: "by where its entries lead",
      document: planet(
        () => "Tides",
        (who) => who,
      ),
      first: ["jo.example", "jo.example"],
      title: "Tides 0",
    },
    {
      name: "with the blog's name before each title",
      document: planet(
        (who) => `${who}'s log: Tides`,
        (who) => who,
      ),
      first: ["jo's log", "jo.example"],
      title: "Tides 0",
    },
    {
      name: "with the paper's name behind each title",
      document: rss(
        ["jo", "mia", "ben"].map(
          (who) => `<title>Tides - ${who} Daily</title><link>https://${who}.example/1</link>`,
        ),
      ),
      first: ["jo Daily", "jo.example"],
      title: "Tides",
    },
    {
      name: "through pages of its own that lead on",
      document: rss(
        ["jo", "mia", "ben"].map(
          (who) =>
            `<title>Tides</title><link>https://roundup.example/out?url=${encodeURIComponent(`https://${who}.example/1`)}</link>`,
        ),
      ),
      first: ["jo.example", "jo.example"],
      title: "Tides",
    },
    {
      name: "with an author that the domain spells",
      document: rss(
        ["Harbour Post", "Pier News", "Quay Times"].map(
          (who) =>
            `<title>Tides</title><link>https://www.${who.replace(" ", "").toLowerCase()}.example/1</link><dc:creator>${who}</dc:creator>`,
        ),
      ),
      first: ["Harbour Post", "harbourpost.example"],
      title: "Tides",
    },
  ])("$name", async ({ document, first, title }) => {
    const [draft] = await take(document);
    expect([draft?.outlet, draft?.origin?.voice, draft?.title]).toEqual([...first, title]);
  });
});

describe("what is the source's own", () => {
  test.each([
    {
      name: "one that names itself",
      document: rss([
        '<title>A</title><link>https://roundup.example/1</link><source url="https://roundup.example/feed">Roundup</source>',
      ]),
    },
    {
      name: "a section of the same domain",
      document: rss([
        '<title>A</title><link>https://roundup.example/1</link><source url="https://sport.roundup.example/rss">Roundup Sport</source>',
      ]),
    },
    {
      name: "a section that is only named",
      document: rss([
        "<title>A</title><link>https://roundup.example/1</link><source>Sport</source>",
        "<title>B</title><link>https://roundup.example/2</link><source>Culture</source>",
      ]),
    },
    {
      name: "an agency that is named here and there",
      document: rss([
        "<title>A</title><link>https://roundup.example/1</link><dc:source>Coast Agency</dc:source>",
        "<title>B</title><link>https://roundup.example/2</link>",
      ]),
    },
    {
      name: "one who links to others and comments on it",
      document: rss(
        ["jo", "mia", "ben"].map(
          (who) =>
            `<title>On tides</title><link>https://${who}.example/1</link><dc:creator>Ola Brook</dc:creator>`,
        ),
      ),
    },
    {
      name: "a feed on another host than its site",
      document: rss(
        ["1", "2", "3"].map((n) => `<title>A${n}</title><link>https://harbour.example/${n}</link>`),
        "<title>Harbour</title><link>https://harbour.example/</link>",
      ),
    },
    {
      name: "a paper of two domains",
      document: rss(
        ["harbour.example", "harbour-sport.example", "harbour.example"].map(
          (host, n) => `<title>A${n}</title><link>https://${host}/${n}</link>`,
        ),
        "<title>Harbour</title><link>https://harbour.example/</link>",
      ),
    },
  ])("$name", async ({ document }) => {
    expect((await take(document)).map(({ outlet, origin }) => [outlet, origin])).toEqual(
      (await take(document)).map(() => ["roundup.example", undefined]),
    );
  });

  test("all of it, where the YAML says whose it is", async () => {
    const document = rss([
      '<title>Ferry returns - Harbour Post</title><link>https://harbour.example/1</link><source url="https://harbour.example/feed">Harbour Post</source>',
    ]);
    const [draft] = await take(document, { outlet: "The Roundup", isOutletGiven: true } as never);
    expect(draft).toMatchObject({
      outlet: "The Roundup",
      title: "Ferry returns - Harbour Post",
      origin: undefined,
    });
  });
});

describe("of a carried entry", () => {
  const one = async (title: string, source = "Harbour Post", description = "") =>
    (
      await take(
        rss([
          `<title>${title}</title><link>https://roundup.example/1</link><description>${description}</description><source url="https://www.harbourpost.example">${source}</source>`,
        ]),
      )
    )[0];

  test.each([
    { title: "Ferry returns - Harbour Post" },
    { title: "Ferry returns – harbour post" },
    { title: "Ferry returns | The Harbour Post" },
    { title: "Ferry returns - harbourpost.example" },
    { title: "Ferry returns - www.harbourpost.example" },
    { title: "Ferry returns (Harbour Post)" },
    { title: "Ferry returns｜Harbour Post" },
    { title: "Harbour Post: Ferry returns" },
    { title: "Ferry returns - Harbour Post - North", source: "Harbour Post - North" },
    { title: "Ferry returns - Harbour Post", source: "The Harbour Post" },
  ])("the publisher comes off $title", async ({ title, source }) => {
    expect((await one(title, source))?.title).toBe("Ferry returns");
  });

  test.each([
    { title: "Harbour Post" },
    { title: "Ferry returns to Harbour Post" },
    { title: "Old quay - new quay" },
    { title: "Ferry-Harbour Post" },
  ])("nothing comes off $title", async ({ title }) => {
    expect((await one(title))?.title).toBe(title);
  });

  test("what only says the headline and the publisher again is no text", async () => {
    const draft = await one(
      "Ferry returns - Harbour Post",
      "Harbour Post",
      "&lt;a href='https://roundup.example/1'&gt;Ferry returns&lt;/a&gt;&amp;nbsp;&lt;font color='#6f6f6f'&gt;Harbour Post&lt;/font&gt;",
    );
    expect([draft?.summary, draft?.content]).toEqual(["", undefined]);
  });

  test.each([
    { name: "Google News of old", link: googleNews("https://harbourpost.example/2026/03/ferry-returns") },
    {
      name: "a long address in Google News",
      link: googleNews(`https://harbourpost.example/2026/03/ferry-returns${"-and-returns".repeat(12)}`),
    },
    {
      name: "Google Alerts",
      link: "https://www.google.com/url?rct=j&amp;sa=t&amp;url=https://harbourpost.example/2026/03/ferry-returns&amp;ct=ga",
    },
    {
      name: "Yahoo's search",
      link: "https://r.search.yahoo.com/_ylt=A/RV=2/RU=https%3a%2f%2fharbourpost.example%2f2026%2f03%2fferry-returns/RK=2/RS=x-",
    },
  ])("the link leads to its page: $name", async ({ link }) => {
    const [draft] = await take(
      rss([
        `<title>Ferry</title><link>${link}</link><source url="https://harbourpost.example">Harbour Post</source>`,
      ]),
    );
    expect(draft?.url).toMatch(/^https:\/\/harbourpost\.example\/2026\/03\/ferry-returns/);
  });

  test("an address that only Google can read stays", async () => {
    const [draft] = await take(
      rss([
        `<title>Ferry</title><link>${OPAQUE}</link><source url="https://harbourpost.example">Harbour Post</source>`,
      ]),
    );
    expect(draft?.url).toBe(OPAQUE);
  });

  test("the outlet is called and counted as the YAML calls a source of that domain", async () => {
    const document = rss([
      '<title>Ferry - Harbour Post</title><link>https://roundup.example/1</link><source url="https://harbour.example/feed">Harbour Post</source>',
    ]);
    const [draft] = await take(document, {}, (domain) =>
      domain === "harbour.example" ? "The Post" : undefined,
    );
    expect(draft).toMatchObject({ outlet: "The Post", title: "Ferry", origin: { voice: "The Post" } });
  });
});
