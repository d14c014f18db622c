import { describe, expect, test } from "vitest";
import { guardEdition } from "../../../src/publish/guard.ts";
import { pageDates } from "../../../src/publish/page/page-dates.ts";
import { renderPages } from "../../../src/publish/page/render-pages.ts";
import { pageHtml } from "../../../src/publish/page/story-view.ts";
import { renderEdition } from "../../../src/publish/render-edition.ts";
import { NOW, sampleContext, sampleEdition } from "../../judge/sample-edition.ts";

const front = (overrides = {}) =>
  renderPages(guardEdition(sampleEdition(overrides), sampleContext.generator))[0]?.html ?? "";

describe("an article's HTML on a page", () => {
  test.each([
    {
      name: "headings follow on without a gap",
      html: "<h2>a</h2><h4>b</h4><h2>c</h2>",
      page: "<h3>a</h3><h4>b</h4><h3>c</h3>",
    },
    {
      name: "headings never go below six",
      html: "<h1>a</h1><h2>b</h2><h3>c</h3><h4>d</h4><h5>e</h5>",
      page: "<h3>a</h3><h4>b</h4><h5>c</h5><h6>d</h6><h6>e</h6>",
    },
    {
      name: "pictures have an alternative and wait",
      html: '<img src="x">',
      page: '<img loading="lazy" alt="" src="x">',
    },
    {
      name: "an alternative that is there stays",
      html: '<img src="x" alt="A boat">',
      page: '<img loading="lazy" src="x" alt="A boat">',
    },
    { name: "words like hr or header are no headings", html: "<hr><p>h2</p>", page: "<hr><p>h2</p>" },
  ])("$name", ({ html, page }) => expect(pageHtml(html, 2)).toBe(page));
});

describe("dates on a page", () => {
  test.each([
    { language: "de", text: /^Sonntag, 22\. November 2026$/ },
    { language: "fr", text: /^dimanche 22 novembre 2026$/ },
    { language: undefined, text: /^Sunday,? 22 November 2026$/ },
  ])("are in the language of the page: $language", ({ language, text }) => {
    expect(pageDates(language, NOW).day(NOW).text).toMatch(text);
  });

  test("leave the day out on the day itself", () => {
    const { short } = pageDates("en-GB", NOW);
    expect(short(NOW).text).toBe("06:30 UTC");
    expect(short(NOW - 86_400_000).text).toBe("21 Nov, 06:30 UTC");
  });
});

describe("the front page", () => {
  test("links with relative addresses, so that it works in any folder of any host", () => {
    const html = front();
    const own = [...html.matchAll(/(?:href|src)="([^"]*)"/g)].map((match) => match[1] ?? "");
    expect(own.filter((href) => href.startsWith("/"))).toEqual([]);
    expect(own).toContain("story/01JD0000000000000000000000/");
  });

  test("turns round for a language that is written from the right", () => {
    expect(front({ language: "ar" })).toContain('<html lang="ar" dir="rtl">');
  });

  test("offers no address that nobody can reach", () => {
    expect(front({ link: undefined })).not.toContain("feed:");
  });

  test("announces only the formats that there are", () => {
    const html = front({ formats: ["rss", "html"] });
    expect(html).toContain("application/rss+xml");
    expect(html).not.toContain("feed.atom");
    expect(html).not.toContain("sources.opml");
  });

  test("says so when there is nothing yet", () => {
    const empty = { ...sampleEdition(), stories: [] };
    expect(renderPages(guardEdition(empty, sampleContext.generator))[0]?.html).toContain("No stories yet");
  });

  test("of a further feed lies in its folder and leads back", () => {
    const files = renderEdition(sampleEdition({ id: "tech", title: "Tech wire" }), {
      ...sampleContext,
      feeds: [
        { id: "main", title: "Morning wire" },
        { id: "tech", title: "Tech wire" },
      ],
    });
    const page = files.find(({ path }) => path === "tech/index.html");
    const html = Buffer.from(page?.bytes ?? []).toString();
    expect(html).toContain('href="../style.css?v=');
    expect(html).toContain('<li><a href="../">Morning wire</a></li>');
    expect(files.map(({ path }) => path)).toContain("tech/story/01JD0000000000000000000000/index.html");
    expect(files.map(({ path }) => path)).toContain("style.css");
  });
});

describe("what only those who pay can read", () => {
  const pagesOf = (overrides = {}) => {
    const edition = sampleEdition(overrides);
    const [lead, second, ...others] = edition.stories;
    if (!lead || !second) throw new Error("the sample has two stories");
    const coverage = second.coverage.map((one, n) => (n === 0 ? { ...one, wall: "paid" as const } : one));
    const stories = [
      { ...lead, lead: { ...lead.lead, wall: "paid" as const } },
      { ...second, coverage },
      ...others,
    ];
    const pages = renderPages(guardEdition({ ...edition, stories }, sampleContext.generator));
    return pages.map(({ html }) => html);
  };
  const said = (html: string | undefined, text: string) => html?.split(text).length;

  test.each([
    { language: "en", text: "for subscribers" },
    { language: "fr", text: "pour les abonnés" },
  ])("says so on the front page and on its own, in $language", ({ language, text }) => {
    const [page, own, covering, other] = pagesOf({ language });
    expect(said(page, text)).toBe(3);
    expect(said(own, text)).toBe(3);
    expect(said(covering, text)).toBe(2);
    expect(said(other, text)).toBe(1);
  });

  test("says nothing of it where the YAML hides walls", () => {
    expect(pagesOf({ walls: "hide" }).join("")).not.toContain("for subscribers");
  });

  test("how many outlets tell a story is said under it and on its own page", () => {
    const [page, own] = pagesOf();
    const { outlets } = guardEdition(sampleEdition(), sampleContext.generator).stories[0] ?? { outlets: [] };
    expect(page).toContain(`Told by ${outlets.length} outlets`);
    expect(own).toContain(`Told by ${outlets.length} outlets`);
  });
});

describe("the words between the lead's headline and its text", () => {
  const words = "The ferry sails again from the first of March, and it takes lorries too.";
  const withLead = (summary: string) => {
    const edition = sampleEdition();
    const [lead, ...others] = edition.stories;
    if (!lead) throw new Error("the sample has a lead");
    const told = { ...lead.lead, article: { ...lead.lead.article, summary }, html: `<p>${words}</p>` };
    const page = { ...edition, stories: [{ ...lead, lead: told }, ...others] };
    return renderPages(guardEdition(page, sampleContext.generator))[0]?.html ?? "";
  };

  test("stand there when they say something of their own", () => {
    expect(withLead("An island gets its lifeline back after nine years.")).toContain('class="deck"');
  });

  test("are left out when the text begins with them", () => {
    expect(withLead(`${words.slice(0, 60)}…`)).not.toContain('class="deck"');
  });
});
