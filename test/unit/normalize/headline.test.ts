import { describe, expect, test } from "vitest";
import type { Entry } from "../../../src/model/entry.ts";
import { headlineOf } from "../../../src/normalize/headline.ts";
import { makeEntry, makeFeed, NOON } from "../../support/make.ts";

function headline(changes: Partial<Entry>, language?: string) {
  const entry = makeEntry({ summary: undefined, published: NOON, ...changes });
  return headlineOf(entry, makeFeed([entry]), language);
}
const untitled = (summary: string, changes: Partial<Entry> = {}) =>
  headline({ title: undefined, summary, ...changes });

const LONG =
  "The ferry that lay at the northern pier for eleven months has come back to its line and sails every hour from six in the morning until midnight, the harbour office said on Monday, and the old timetable stays in force until spring when two further ships are to join it on the line.";

describe("a post without a title", () => {
  test("is called by its words when they are few", () => {
    expect(untitled("<p>The ferry is <b>back</b>!</p>")).toEqual({
      title: "The ferry is back!",
      summary: "",
    });
  });

  test("is called by its beginning, up to a word's end, and the rest is told after it", () => {
    const { title, summary } = untitled(LONG);
    expect(title.length).toBeLessThanOrEqual(100);
    expect(title).toMatch(/^The ferry that lay .* \w+…$/);
    expect(summary).toMatch(/^…\w/);
    expect(title.slice(0, -1) + summary.slice(1).replace(/^/, " ")).toBe(LONG);
  });

  test("is called by its first sentence where that is one", () => {
    const first = "The ferry is back on its line after eleven months.";
    expect(untitled(`${first} ${LONG}`)).toEqual({ title: first, summary: LONG });
  });

  test("is not called by a short exclamation or half an abbreviation", () => {
    expect(untitled(`Look! ${LONG}`).title).toMatch(/^Look! The ferry that lay/);
    expect(untitled(`${"Long words here ".repeat(2)} as Dr. Bell said. ${LONG}`).title).toMatch(
      /Bell said\.$/,
    );
  });

  test("in a script without spaces is cut too", () => {
    const text = "港のフェリーが十一か月ぶりに運航を再開した。".repeat(10);
    const { title, summary } = untitled(text);
    expect(title.length).toBeLessThanOrEqual(100);
    expect(title.endsWith("。")).toBe(true);
    expect(text.startsWith(title + summary.slice(0, 50))).toBe(true);
  });

  test("has no addresses in its name", () => {
    expect(untitled("Tickets at https://pier.example/tickets?a=1 from noon").title).toBe(
      "Tickets at from noon",
    );
    expect(untitled("https://pier.example/tickets").title).toBe("https://pier.example/tickets");
  });

  test.each([
    {
      name: "is called so too when a bridge put the text into its title",
      title: LONG,
      summary: `<p>${LONG}</p>`,
    },
    { name: "or cut it there", title: `${LONG.slice(0, 200)}…`, summary: LONG },
    { name: "or left the text away", title: LONG, summary: undefined },
  ])("$name", ({ title, summary }) => {
    const told = headline({ title, summary });
    expect(told.title.length).toBeLessThanOrEqual(100);
    expect(told.summary.startsWith("…")).toBe(true);
  });
});

describe("a post without words", () => {
  const picture = '<img src="https://img.example/1.jpg" alt="A ferry at dusk">';
  test.each([
    { name: "its picture's", summary: picture, title: "A ferry at dusk" },
    {
      name: "those of the first picture that has some",
      summary: `<img src="a.gif" alt="">${picture}`,
      title: "A ferry at dusk",
    },
    {
      name: "none that are a file's name",
      summary: picture.replace("A ferry at dusk", "IMG_0412.JPG"),
      title: "Harbour Courier, 2 March 2026",
    },
    {
      name: "none that are a number",
      summary: picture.replace("A ferry at dusk", "DSC 0412"),
      title: "Harbour Courier, 2 March 2026",
    },
  ])("has $name", ({ summary, title }) => {
    expect(untitled(summary)).toEqual({ title, summary: "" });
  });

  test.each([
    { language: "de", title: "Ann Bell, 2. März 2026" },
    { language: "en-US", title: "Ann Bell, March 2, 2026" },
    { language: "no such thing!", title: "Ann Bell, 2 March 2026" },
  ])("has its author and day in $language", ({ language, title }) => {
    expect(headline({ title: undefined, author: "Ann Bell", summary: "<img src='x'>" }, language).title).toBe(
      title,
    );
  });

  test("nor anything else is called nothing", () => {
    expect(untitled("<p></p>", { link: undefined })).toEqual({ title: "", summary: "" });
  });
});

describe("an excerpt does not say the title again", () => {
  test.each([
    { name: "alone", title: "Ferry returns", text: "<b>Ferry returns</b>.", summary: "" },
    {
      name: "with the outlet beside it",
      title: "Ferry returns - Harbour Courier",
      text: '<a href="https://a.example/1">Ferry returns</a>&nbsp;&nbsp;<font color="#6f6f6f">Harbour Courier</font>',
      summary: "",
    },
    {
      name: "as a heading",
      title: "Ferry returns to its old line",
      text: "<h1>Ferry returns to its old line</h1><p>It sails at noon.</p>",
      summary: "It sails at noon.",
    },
    {
      name: "where a bridge cut it",
      title: "The ferry that lay at the northern…",
      text: "The ferry that lay at the northern pier is back.",
      summary: "…pier is back.",
    },
    {
      name: "but may begin with its words",
      title: "Ann Bell",
      text: "Ann Bell is back.",
      summary: "Ann Bell is back.",
    },
    {
      name: "but may go on with its words",
      title: "Ferry returns to its old line",
      text: "Ferry returns to its old line after eleven months.",
      summary: "Ferry returns to its old line after eleven months.",
    },
  ])("$name", ({ title, text, summary }) => {
    expect(headline({ title, summary: text })).toEqual({ title, summary });
  });
});

describe("an excerpt leaves out", () => {
  test.each([
    { name: "Comments", text: '<a href="https://news.example/item?id=1">Comments</a>', summary: "" },
    { name: "a count of comments", text: "12 comments", summary: "" },
    {
      name: "who submitted a link",
      text: '<span>submitted by <a href="u">/u/ann_b</a> to <a href="r">r/harbour</a></span> <br/><span><a href="l">[link]</a></span> <span><a href="c">[comments]</a></span>',
      summary: "",
    },
    {
      name: "who submitted a text",
      text: '<div><p>It sails at noon.</p></div> submitted by <a href="u">/u/ann</a> [link] [comments]',
      summary: "It sails at noon.",
    },
    {
      name: "where a link and its talk stand",
      text: "<p>Article URL: https://a.example/1</p><p>Comments URL: https://b.example/2</p><p>Points: 12</p><p># Comments: 3</p>",
      summary: "",
    },
    {
      name: "where it appeared first",
      text: "<p>It sails at noon.</p><p>The post <a href='x'>Ferry returns</a> appeared first on <a href='y'>Harbour</a>.</p>",
      summary: "It sails at noon.",
    },
    {
      name: "where it appeared first, in German",
      text: "<p>It sails at noon.</p><p>Der Beitrag Ferry returns erschien zuerst auf Harbour.</p>",
      summary: "It sails at noon.",
    },
    {
      name: "where it appeared first, in French",
      text: "<p>It sails at noon.</p><p>L’article Ferry returns est apparu en premier sur Harbour.</p>",
      summary: "It sails at noon.",
    },
    {
      name: "where it appeared first, in Spanish",
      text: "<p>It sails at noon.</p><p>La entrada Ferry returns se publicó primero en Harbour.</p>",
      summary: "It sails at noon.",
    },
    {
      name: "where it first appeared, in other words",
      text: "It sails at noon. This article was originally published on Harbour.",
      summary: "It sails at noon.",
    },
    {
      name: "who submitted a link to Lemmy",
      text: 'submitted by <a href="u">ann</a> to <a href="c">harbour</a><br>87 points | <a href="p">12 comments</a><br><a href="l">https://a.example/1</a> <p>It sails at noon.</p>',
      summary: "It sails at noon.",
    },
    {
      name: "what arXiv announces",
      text: "arXiv:2611.01234v1 Announce Type: new \nAbstract: Ferries sail.",
      summary: "Ferries sail.",
    },
    {
      name: "how many talk of it, and a picture's size",
      text: '<p>It sails.</p><div class="meta">pier<span>1920×1113 204 KB</span></div><p><small>3 posts - 2 participants</small></p><p><a href="t">Read full topic</a></p>',
      summary: "It sails.",
    },
    {
      name: "when it was posted",
      text: "It sails at noon.<p>Statistics: Posted by <a>ann</a> — Wed Oct 21, 2026 10:15 pm</p>",
      summary: "It sails at noon.",
    },
    {
      name: "who posted a photo",
      text: "<p><a>ann bell</a> posted a photo:</p><p>It sails.</p>",
      summary: "It sails.",
    },
    {
      name: "whose picture is above",
      text: "<figcaption>Enlarge / The pier (credit: Ann Bell)</figcaption>It sails.",
      summary: "It sails.",
    },
    {
      name: "what an embed is",
      text: "It sails. [contains quote post or other embedded content]",
      summary: "It sails.",
    },
    {
      name: "how to read on",
      text: "It sails at noon. Continue reading Ferry returns →",
      summary: "It sails at noon.",
    },
    {
      name: "how to read on, in German",
      text: "It sails at noon. Weiterlesen »",
      summary: "It sails at noon.",
    },
    { name: "a link without words of its own", text: "Read more...", summary: "" },
    {
      name: "others' headlines",
      text: '<ol><li><a href="https://a.example/1">One thing</a>&nbsp;&nbsp;<font color="#6f6f6f">A</font></li><li><a href="https://b.example/2">Another</a>&nbsp;&nbsp;<font color="#6f6f6f">B</font></li></ol>',
      summary: "",
    },
    {
      name: "one other's headline",
      text: '<ul><li><a href="https://a.example/1">One thing</a>&nbsp;<font>The Paper</font></li></ul>',
      summary: "",
    },
    {
      name: "no list that tells something",
      text: "<ul><li><a href='a'>One</a> is the first ship of the new line to the northern pier, and it sails at noon.</li></ul>",
      summary: "One is the first ship of the new line to the northern pier, and it sails at noon.",
    },
    {
      name: "nothing of a text about posts",
      text: "The post office appeared first.",
      summary: "The post office appeared first.",
    },
  ])("$name", ({ text, summary }) => {
    expect(headline({ title: "Another title", summary: text }).summary).toBe(summary);
  });

  test("an empty summary, and takes the content's words", () => {
    const told = headline({ title: "T", summary: "<a href='x'>Comments</a>", content: "<p>It sails.</p>" });
    expect(told.summary).toBe("It sails.");
  });
});
