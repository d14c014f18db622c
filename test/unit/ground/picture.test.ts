import { describe, expect, test } from "vitest";
import {
  choosePicture,
  isBeacon,
  isStoryPicture,
  pictureKey,
  picturesIn,
} from "../../../src/ground/picture.ts";

describe("no picture of a story is", () => {
  test.each([
    { name: "a blog host's pixel", url: "https://pages.example/_/stat?event=post.viewed&post=1", width: 1 },
    { name: "a pixel of which one side is told", url: "https://a.example/x.png", height: 1 },
    { name: "a feed service's counter", url: "https://feeds.example/~r/Harbour/~4/abcdef" },
    { name: "a gif that counts", url: "https://pixel.wp.com/b.gif?host=a.example&post=1" },
    { name: "a counter of republished articles", url: "https://counter.a.example/content/271/count.gif?x=1" },
    { name: "a blog's tracker", url: "https://blogs.example/tracker/2234-5567" },
    { name: "a newsletter's pixel", url: "https://links.a.example/wf/open?upn=abc" },
    { name: "an analytics script's picture", url: "https://a.example/matomo.php?idsite=3&rec=1" },
    { name: "a collecting society's mark", url: "https://vg02.met.vgwort.de/na/123abc" },
    {
      name: "one hidden by its style",
      url: "https://a.example/x.jpg",
      style: "border:0;width:1px;height:1px",
    },
    { name: "a counter of hits", url: "https://hits.a.example/api/count/incr/badge.svg?url=x" },
    { name: "another feed service's counter", url: "https://feedpress.me/link/2/1.gif" },
    { name: "one not displayed", url: "https://a.example/x.jpg", style: "display: none" },
    { name: "a character drawn as a picture", url: "https://s.w.org/images/core/emoji/15.0/72x72/1f600.png" },
    { name: "a character by its class", url: "https://a.example/1.png", className: "ap-emoji large" },
    { name: "a face", url: "https://secure.gravatar.com/avatar/0123456789abcdef0123?s=300" },
    { name: "a face of 30 pixels", url: "https://avatars.githubusercontent.com/u/17?s=30&v=4", width: 30 },
    { name: "a face by its folder", url: "https://social.example/system/accounts/avatars/1/original/a.png" },
    { name: "a formula", url: "https://s0.wp.com/latex.php?latex=x%5E2&bg=ffffff" },
    { name: "a badge", url: "https://img.shields.io/npm/v/lede.svg" },
    { name: "a button", url: "https://feeds.example/~ff/Harbour?d=yIl2AUoC8zA" },
    { name: "a favicon", url: "https://a.example/static/favicon-196x196.png" },
    { name: "what stands where there is none", url: "https://a.example/img/no-image.png" },
    { name: "the picture of those without one", url: "https://a.example/img/default-thumbnail-large.jpg" },
    { name: "a file of forty-three bytes", url: "https://a.example/x", bytes: 43 },
    { name: "an icon", url: "https://a.example/icon.png", width: 16, height: 16 },
  ])("$name", ({ name: _, ...picture }) => expect(isStoryPicture(picture)).toBe(false));
});

describe("a picture of a story is", () => {
  test.each([
    { name: "a photograph", url: "https://a.example/2026/ferry.jpg" },
    { name: "one whose address has no ending", url: "https://images.example/01a7?auto=format" },
    { name: "one of a telephone", url: "https://a.example/img/pixel-10-review.jpg" },
    { name: "one of athletics", url: "https://a.example/img/track-and-field.png" },
    { name: "one of a count", url: "https://a.example/count-of-votes.png" },
    { name: "a chart of an office of statistics", url: "https://stats.example/charts/prices.png" },
    { name: "one of a missing person", url: "https://a.example/missing-person.jpg" },
    { name: "one of a canvas", url: "https://a.example/blank-canvas.jpg" },
    { name: "one of a film", url: "https://a.example/avatar/poster.jpg" },
    { name: "one without a border", url: "https://a.example/a.jpg", style: "border-width:0px;line-height:1" },
    { name: "one of the twelfth series", url: "https://a.example/s12/still.jpg" },
  ])("$name", ({ name: _, ...picture }) => {
    expect(isBeacon(picture)).toBe(false);
    expect(isStoryPicture(picture)).toBe(true);
  });
});

describe("one picture in two sizes", () => {
  const s3 = "https%3A%2F%2Fposts.s3.example%2Fpublic%2Fimages%2F0a1b2c3d_1456x816.jpeg";
  test.each([
    { name: "WordPress", a: "https://a.example/up/ferry.jpg", b: "https://a.example/up/ferry-150x150.jpg" },
    {
      name: "WordPress, scaled",
      a: "https://a.example/ferry-scaled.jpg",
      b: "https://a.example/ferry-300x200.jpg",
    },
    {
      name: "Photon",
      a: "https://a.example/up/ferry.jpg",
      b: "https://i0.wp.com/a.example/up/ferry.jpg?resize=300%2C200&ssl=1",
    },
    {
      name: "Substack",
      a: `https://substackcdn.com/image/fetch/$s_!x1!,w_1456,c_limit,f_auto,q_auto:good/${s3}`,
      b: `https://substackcdn.com/image/fetch/w_256,c_fill,f_jpg/${s3}`,
    },
    {
      name: "Cloudinary",
      a: "https://res.cloudinary.com/a/image/upload/v1700000000/ferry.jpg",
      b: "https://res.cloudinary.com/a/image/upload/c_fill,w_320/q_auto/v1700000000/ferry.jpg",
    },
    {
      name: "imgix",
      a: "https://a.imgix.net/f.png?ixlib=rb-4.0&w=1200&fit=crop",
      b: "https://a.imgix.net/f.png?w=300&auto=format",
    },
    {
      name: "a Guardian",
      a: "https://i.guim.co.uk/img/media/ab/master/1.jpg?width=140&s=abc",
      b: "https://i.guim.co.uk/img/media/ab/master/1.jpg?width=700&s=def",
    },
    {
      name: "Blogger",
      a: "https://1.bp.example/-a/AAA/s72-c/ferry.jpg",
      b: "https://1.bp.example/-a/AAA/s1600/ferry.jpg",
    },
    { name: "Google", a: "https://lh3.example/abc=w640-h400", b: "https://lh3.example/abc=s1200" },
    {
      name: "Ghost",
      a: "https://a.example/content/images/2026/11/f.jpg",
      b: "https://a.example/content/images/size/w600/2026/11/f.jpg",
    },
    {
      name: "Drupal",
      a: "https://a.example/sites/default/files/styles/large/public/f.jpg?itok=x",
      b: "https://a.example/sites/default/files/styles/teaser/public/f.jpg?itok=x",
    },
    {
      name: "Medium",
      a: "https://miro.example/v2/resize:fit:1024/1*abc.png",
      b: "https://miro.example/v2/resize:fill:112/1*abc.png",
    },
    {
      name: "Tumblr",
      a: "https://64.media.tumblr.com/0123456789ab/tumblr_x/s640x960/1.jpg",
      b: "https://64.media.tumblr.com/0123456789ab/tumblr_x/s1280x1920/1.jpg",
    },
    {
      name: "Squarespace",
      a: "https://images.sq.example/f.jpg?format=1500w",
      b: "https://images.sq.example/f.jpg?format=300w",
    },
    {
      name: "Flickr",
      a: "https://live.staticflickr.com/65535/53_0a1b2c3d4e_b.jpg",
      b: "https://live.staticflickr.com/65535/53_0a1b2c3d4e_m.jpg",
    },
    {
      name: "YouTube",
      a: "https://i1.ytimg.com/vi/abcdefghijk/hqdefault.jpg",
      b: "https://i1.ytimg.com/vi/abcdefghijk/maxresdefault.jpg",
    },
    {
      name: "Mastodon",
      a: "https://files.example/media/1/original/a.jpg",
      b: "https://files.example/media/1/small/a.jpg",
    },
    {
      name: "Discourse",
      a: "https://f.example/uploads/original/2X/a/abc.jpeg",
      b: "https://f.example/uploads/optimized/2X/a/abc_2_690x400.jpeg",
    },
    {
      name: "Wikimedia",
      a: "https://u.example/c/a/ab/Ferry.jpg",
      b: "https://u.example/c/thumb/a/ab/Ferry.jpg/320px-Ferry.jpg",
    },
    {
      name: "Cloudflare",
      a: "https://a.example/f.jpg",
      b: "https://a.example/cdn-cgi/image/width=400,quality=80/https://a.example/f.jpg",
    },
    {
      name: "Next.js",
      a: "https://a.example/f.jpg",
      b: "https://a.example/_next/image?url=%2Ff.jpg&w=640&q=75",
    },
    {
      name: "Reddit",
      a: "https://i.redd.it/abc.jpeg",
      b: "https://preview.redd.it/abc.jpeg?width=640&crop=smart&auto=webp&s=0a1b",
    },
  ])("of $name is the same", ({ a, b }) => expect(pictureKey(b)).toBe(pictureKey(a)));

  test.each([
    { name: "two files", a: "https://a.example/1.jpg", b: "https://a.example/2.jpg" },
    { name: "two ids", a: "https://a.example/image.php?id=1&w=2", b: "https://a.example/image.php?id=2&w=2" },
    { name: "two sites", a: "https://a.example/1.jpg", b: "https://b.example/1.jpg" },
    {
      name: "two of a fetching service",
      a: `https://cdn.example/image/fetch/w_1/${s3}`,
      b: `https://cdn.example/image/fetch/w_1/${s3.replace("0a", "1a")}`,
    },
  ])("$name are two pictures", ({ a, b }) => expect(pictureKey(b)).not.toBe(pictureKey(a)));
});

describe("the picture that stands for a story", () => {
  const url = (name: string) => `https://a.example/${name}`;
  test.each([
    {
      name: "is the widest of those declared",
      declared: [
        { url: url("140.jpg"), width: 140 },
        { url: url("700.jpg"), width: 700 },
        { url: url("460.jpg"), width: 460 },
      ],
      chosen: url("700.jpg"),
    },
    {
      name: "is the one of most bytes where no widths are told",
      declared: [
        { url: url("s"), bytes: 4000 },
        { url: url("l"), bytes: 90_000 },
        { url: url("m"), bytes: 30_000 },
      ],
      chosen: url("l"),
    },
    {
      name: "is the next where the first is a face",
      declared: [{ url: "https://0.gravatar.com/avatar/0a1b2c3d?s=96" }, { url: url("ferry.jpg") }],
      chosen: url("ferry.jpg"),
    },
    {
      name: "is that of the text where the declared one is a stamp",
      declared: [{ url: url("up/ferry-72x72.jpg") }],
      text: [{ url: url("up/ferry.jpg") }],
      chosen: url("up/ferry.jpg"),
    },
    {
      name: "is the declared one at the size that the text has it",
      declared: [{ url: url("p/s400/ferry.jpg") }],
      text: [{ url: url("p/s1600/ferry.jpg") }],
      chosen: url("p/s1600/ferry.jpg"),
    },
    {
      name: "is a small one where there is no other",
      declared: [{ url: url("small.jpg"), width: 140 }],
      chosen: url("small.jpg"),
    },
    {
      name: "is none where there are only faces and counters",
      declared: [{ url: url("b.gif") }],
      chosen: undefined,
    },
  ])("$name", ({ declared, text = [], chosen }) => expect(choosePicture(declared, text)).toBe(chosen));
});

describe("pictures in HTML", () => {
  test("are found whatever their tags look like", () => {
    const html = `<IMG alt="a > b" src='https://a.example/1.jpg' width="600px"><img/src=https://a.example/2.jpg>
      <img src="data:image/gif;base64,R0" data-src="https://a.example/3.jpg?a=1&amp;b=2"><img src="4.jpg">`;
    expect(picturesIn(html).map(({ url }) => url)).toEqual([
      "https://a.example/1.jpg",
      "https://a.example/2.jpg",
      "https://a.example/3.jpg?a=1&b=2",
    ]);
    expect(picturesIn(html)[0]?.width).toBe(600);
  });
});
