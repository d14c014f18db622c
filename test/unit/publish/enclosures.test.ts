import { describe, expect, test } from "vitest";
import type { Edition } from "../../../src/model/edition.ts";
import type { Enclosure } from "../../../src/model/entry.ts";
import { guardEnclosures } from "../../../src/publish/enclosures.ts";
import { guardEdition } from "../../../src/publish/guard.ts";
import { renderPages } from "../../../src/publish/page/render-pages.ts";
import { writeAtom } from "../../../src/publish/write-atom.ts";
import { writeJsonFeed } from "../../../src/publish/write-json-feed.ts";
import { writeRss } from "../../../src/publish/write-rss.ts";
import { sampleContext, sampleEdition } from "../../judge/sample-edition.ts";
import { elementsOf, readXml } from "../../support/read-xml.ts";

const at = (name: string) => `https://cast.example/${name}`;
const file = (name: string, type?: string, length?: number, duration?: number): Enclosure => ({
  url: at(name),
  type,
  length,
  duration,
});

describe("what an enclosure is", () => {
  test.each([
    { name: "as it says", given: file("1", "audio/mpeg"), type: "audio/mpeg" },
    {
      name: "as it says, without parameters",
      given: file("1.m4a", "audio/x-m4a; codecs=mp4a.40.2"),
      type: "audio/x-m4a",
    },
    { name: "as it says, in lower case", given: file("1", "Audio/MPEG"), type: "audio/mpeg" },
    { name: "by its ending", given: file("1.mp3"), type: "audio/mpeg" },
    { name: "by its ending before a query", given: file("1.OPUS?src=feed"), type: "audio/ogg" },
    {
      name: "by the ending behind a counter's redirect",
      given: file("redirect.mp3/cdn.example/1.m4a"),
      type: "audio/mp4",
    },
    { name: "by a file that the query names", given: file("get?file=1.mp3&x=1"), type: "audio/mpeg" },
    {
      name: "by its ending, where bytes are all it says",
      given: file("1.webm", "application/octet-stream"),
      type: "video/webm",
    },
    { name: "by its ending, where the type is none", given: file("1.mp4", "mp4"), type: "video/mp4" },
    { name: "sound, where only that is said", given: file("stream/1", "audio"), type: "audio/mpeg" },
    { name: "sound in a box for film", given: file("1.mp4", "audio"), type: "audio/mp4" },
    { name: "film, where only that is said", given: file("watch/1", "video"), type: "video/mp4" },
    { name: "sound of an old name", given: file("1", "application/ogg"), type: "audio/ogg" },
    { name: "some file", given: file("stream/1"), type: "application/octet-stream" },
    { name: "a document", given: file("1.pdf"), type: "application/pdf" },
  ])("is $name", ({ given, type }) => expect(guardEnclosures([given])[0]?.type).toBe(type));

  test.each([
    { name: "a picture", given: file("1.jpg", "image/jpeg") },
    { name: "a picture by its ending", given: file("1.webp") },
    { name: "a picture by its medium", given: file("1", "image") },
    { name: "a page", given: file("1", "text/html") },
    { name: "Flash", given: file("v/1", "application/x-shockwave-flash") },
    { name: "a script", given: { ...file("1"), url: "javascript:1", type: "audio/mpeg" } },
  ])("is not $name", ({ given }) => expect(guardEnclosures([given])).toEqual([]));

  test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, undefined])("has no length of %s", (length) =>
    expect(guardEnclosures([file("1.mp3", undefined, length, length)])[0]).toMatchObject({
      length: undefined,
      duration: undefined,
    }),
  );

  test("is there once an address, sound and film first", () => {
    const all = [file("1.pdf"), file("1.mp3"), file("1.mp4"), file("1.mp3", "audio/x-mp3")];
    expect(guardEnclosures(all).map(({ url }) => url)).toEqual([at("1.mp3"), at("1.mp4"), at("1.pdf")]);
  });
});

/** The sample with these files in its lead and its second story. */
function published(enclosures: readonly Enclosure[], changes: { html?: string; image?: string } = {}) {
  const sample = sampleEdition();
  const stories = sample.stories.map((story, n) => {
    const article = { ...story.lead.article, enclosures, image: changes.image };
    return n > 1 ? story : { ...story, lead: { ...story.lead, html: changes.html ?? "", article } };
  });
  const edition: Edition = { ...sample, stories };
  return guardEdition(edition, sampleContext.generator);
}

const UNKNOWN = published([file("1.mp3"), file("1.mp4", "video/mp4", 5, 61)]);

describe("files of a story", () => {
  test("stand in Atom, with a length only where it is known", () => {
    const [entry] = elementsOf(readXml(writeAtom(UNKNOWN)), "entry");
    const links = elementsOf(entry, "link").filter((link) => link.attributes["rel"] === "enclosure");
    expect(links.map((link) => link.attributes)).toEqual([
      { rel: "enclosure", href: at("1.mp3"), type: "audio/mpeg" },
      { rel: "enclosure", href: at("1.mp4"), type: "video/mp4", length: "5" },
    ]);
  });

  test("stand in RSS: the first with a length of 0 where it is unknown, the others as Media RSS", () => {
    const [item] = elementsOf(readXml(writeRss(UNKNOWN)), "item");
    expect(elementsOf(item, "enclosure").map((one) => one.attributes)).toEqual([
      { url: at("1.mp3"), length: "0", type: "audio/mpeg" },
    ]);
    expect(elementsOf(item, "content").map((one) => one.attributes)).toEqual([
      { url: at("1.mp4"), type: "video/mp4", medium: "video", fileSize: "5", duration: "61" },
    ]);
  });

  test("say in RSS how long they last", () => {
    const [item] = elementsOf(readXml(writeRss(published([file("1.mp3", undefined, 7, 3900)]))), "item");
    expect(elementsOf(item, "duration").map((one) => one.text)).toEqual(["3900"]);
  });

  test("stand in JSON, with size and duration only where they are known", () => {
    const feed = JSON.parse(writeJsonFeed(UNKNOWN)) as { items: { attachments: object[] }[] };
    expect(feed.items[0]?.attachments).toEqual([
      { url: at("1.mp3"), mime_type: "audio/mpeg" },
      { url: at("1.mp4"), mime_type: "video/mp4", size_in_bytes: 5, duration_in_seconds: 61 },
    ]);
  });

  test("can be played on the front page and on the story's page, and load nothing before", () => {
    const [front, story] = renderPages(UNKNOWN);
    for (const html of [front?.html ?? "", story?.html ?? ""]) {
      expect(html).toMatch(
        /<audio controls preload="none" aria-label="Audio: [^"]+"><source src="[^"]+1\.mp3" type="audio\/mpeg">/,
      );
      expect(html).toMatch(
        /<video controls preload="none" aria-label="Video: [^"]+"><source src="[^"]+1\.mp4"/,
      );
      expect(html).toContain(`<a href="${at("1.mp4")}">Video</a>, 1 min`);
      expect(html.match(/<script/g)).toHaveLength(1); // the pages' own
    }
    expect(front?.html.match(/<audio/g)).toHaveLength(2);
  });

  test("are offered once where the text offers them", () => {
    const html = `<p>Listen:</p><audio controls src="${at("1.mp3")}"></audio>`;
    const [front, story] = renderPages(published([file("1.mp3")], { html }));
    expect(story?.html.match(/<audio/g)).toHaveLength(1);
    expect(front?.html.match(/<audio/g)).toHaveLength(1 + 1); // the second story shows no text there
  });

  test("are the story's own address, where that is a file that can be played", () => {
    const sample = sampleEdition();
    const [, first] = sample.stories;
    if (!first) throw new Error("the sample has stories");
    const article = { ...first.lead.article, url: at("only.MP3?x=1") };
    const edition = { ...sample, stories: [{ ...first, lead: { ...first.lead, article } }] };
    const safe = guardEdition(edition, sampleContext.generator);
    expect(safe.stories[0]?.enclosures).toMatchObject([{ url: at("only.MP3?x=1"), type: "audio/mpeg" }]);
    expect(renderPages(safe)[1]?.html).not.toContain("Read it at");
  });

  test("take the story's picture for the film's", () => {
    const image = "https://cast.example/still.jpg";
    const [front, story] = renderPages(published([file("1.mp4")], { image }));
    expect(story?.html.match(/still\.jpg/g)).toHaveLength(1);
    expect(story?.html).toContain(`poster="${image}"`);
    expect(front?.html.match(/still\.jpg/g)).toHaveLength(2);
  });

  test("in several formats are one player; parts that cannot be played are linked", () => {
    const [, story] = renderPages(published([file("1.mp3"), file("1.ogg"), file("2.mp3"), file("1.pdf")]));
    expect(story?.html.match(/<audio/g)).toHaveLength(1);
    expect(story?.html.match(/<source/g)).toHaveLength(2);
    expect(story?.html).toContain(`<a href="${at("2.mp3")}">Audio</a>`);
    expect(story?.html).toContain(`<a href="${at("1.pdf")}">PDF</a>`);
  });
});

describe("the picture above the text", () => {
  const withImage = (image: string, html: string) =>
    JSON.parse(writeJsonFeed(published([], { image, html }))) as {
      items: { image?: string; content_html: string }[];
    };
  const image = "https://a.example/up/ferry-150x150.jpg";

  test("is left out where the text has its own, in whatever size", () => {
    const large = '<p><img src="https://a.example/up/ferry.jpg" alt=""></p>';
    const [item] = withImage(image, large).items;
    expect(item?.content_html.match(/<img/g)).toHaveLength(1);
    expect(item?.image).toBe("https://a.example/up/ferry.jpg");
  });

  test("stands there where the text has only a face or a formula", () => {
    const face = '<p><img src="https://secure.gravatar.com/avatar/0a1b2c3d4e5f60718293?s=96">text</p>';
    expect(withImage(image, face).items[0]?.content_html).toContain(image);
  });

  test.each([
    "https://pixel.wp.com/b.gif?host=a.example",
    "https://medium.com/_/stat?event=post.clientViewed",
    "https://a.example/open.gif",
    "https://s.w.org/images/core/emoji/15/72x72/1f600.png",
  ])("is never %s", (counter) => {
    const safe = published([], { image: counter, html: "<p>text</p>" });
    const written = [
      writeAtom(safe),
      writeRss(safe),
      writeJsonFeed(safe),
      ...renderPages(safe).map(({ html }) => html),
    ];
    const host = new URL(counter).hostname;
    expect(
      written.filter((text) => text.includes(`${host}/${new URL(counter).pathname.split("/")[1]}`)),
    ).toEqual([]);
  });
});
