import { describe, expect, test } from "vitest";
import type { Edition, PageLayout } from "../../../src/model/edition.ts";
import type { Story } from "../../../src/model/story.ts";
import { renderEdition } from "../../../src/publish/render-edition.ts";
import { sampleContext, sampleEdition } from "../../judge/sample-edition.ts";

const usual: PageLayout = { sections: [], pictures: "all", full: 12 };

/** The file of that path, rendered by those settings. */
function rendered(
  layout: Partial<PageLayout>,
  { editions = [], path = "index.html", main = sampleEdition() } = {} as {
    readonly editions?: readonly Edition[];
    readonly path?: string;
    readonly main?: Edition;
  },
): string {
  const all = [main, ...editions];
  const files = renderEdition(main, {
    ...sampleContext,
    feeds: all.map(({ feed }) => ({ id: feed.id, title: feed.title })),
    page: { ...usual, ...layout },
    editions: all,
  });
  return Buffer.from(files.find((file) => file.path === path)?.bytes ?? []).toString();
}

const section = (id: string, stories: readonly Story[], formats?: Edition["feed"]["formats"]): Edition => ({
  ...sampleEdition({ id, title: `The ${id}`, ...(formats && { formats }) }),
  stories,
});

const sample = sampleEdition().stories;
const idsOn = (html: string) => [...html.matchAll(/id="story-(\w+)"/g)].map((match) => match[1]);

describe("sections of the front page", () => {
  const coast = section("coast", sample.slice(8, 16));
  const tech = section("tech", sample.slice(10));

  test.each([
    { name: "one", ids: ["coast"], editions: [coast, tech] },
    { name: "two that share stories", ids: ["tech", "coast"], editions: [coast, tech] },
    { name: "one that is the whole wire again", ids: ["all"], editions: [section("all", sample)] },
  ])("every story stands once: $name", ({ ids, editions }) => {
    const html = rendered({ sections: ids }, { editions });
    expect(idsOn(html).sort()).toEqual(sample.map(({ id }) => id).sort());
    expect([...html.matchAll(/class="section" id="section-(\w+)"/g)].map((match) => match[1])).toEqual(ids);
  });

  test("are a jump list in their order, and each leads to the whole", () => {
    const html = rendered({ sections: ["tech"] }, { editions: [coast, tech] });
    expect(html).toContain('<li><a href="#section-tech">The tech</a></li>');
    expect(html).toContain('<li><a href="coast/">The coast</a></li>');
    expect(html).toContain('<a href="tech/">All of The tech</a>');
  });

  test("show stories that the main edition lacks, and link them where their page is", () => {
    const own = sample.map((story) => ({ ...story, id: story.id.replace("01JD", "01JE") }));
    const html = rendered({ sections: ["tech"] }, { editions: [section("tech", own)] });
    expect(html).toContain(`href="tech/story/${own[0]?.id}/"`);
  });

  test.each([
    {
      name: "a section without stories takes no room",
      edition: section("tech", []),
      what: 'id="section-tech"',
    },
    {
      name: "a section that has no page is not linked",
      edition: section("tech", sample.slice(10), ["atom"]),
      what: 'href="tech/"',
    },
  ])("$name", ({ edition, what }) => {
    const html = rendered({ sections: ["tech"] }, { editions: [edition] });
    expect(html.slice(html.indexOf("<main"))).not.toContain(what);
  });

  test("stand on the front page alone", () => {
    const main = section("tech", sample.slice(10));
    const html = rendered({ sections: ["coast"] }, { main, editions: [coast], path: "tech/index.html" });
    expect(html).not.toContain("section-coast");
  });
});

describe("the short form", () => {
  const briefs = (html: string) => html.match(/class="story brief"/g)?.length ?? 0;

  test.each([
    { full: 1, brief: 17 },
    { full: 5, brief: 13 },
    { full: 12, brief: 6 },
    { full: 100, brief: 0 },
  ])("of 18 stories, with $full in full, $brief are headlines", ({ full, brief }) => {
    const html = rendered({ full });
    expect(briefs(html)).toBe(brief);
    expect(idsOn(html)).toHaveLength(18);
  });

  test("folds coverage, and says how much there is of it", () => {
    const html = rendered({ full: 1 });
    const brief =
      html.slice(html.indexOf('id="story-01JD0000000000000000000001"')).split("</article>")[0] ?? "";
    expect(brief).toMatch(/<details class="fold"><summary[^>]*>2 further reports<\/summary>/);
    expect(brief).toContain("Towns urged to wait with Christmas lights");
    expect(brief).not.toContain("A dry autumn");
  });

  test("has nothing to unfold where nobody else tells it", () => {
    const html = rendered({ full: 1 });
    const brief =
      html.slice(html.indexOf('id="story-01JD0000000000000000000003"')).split("</article>")[0] ?? "";
    expect(brief).not.toContain("<details");
  });
});

describe("pictures", () => {
  const main = sampleEdition({}, "https://pictures.example/");
  const [first] = main.stories;
  const shown: Edition = {
    ...main,
    stories: [
      {
        ...(first as Story),
        lead: {
          ...(first as Story).lead,
          html: '<p>Text.</p><figure><img src="https://pictures.example/in-text-large.jpg" width="900" height="600"><figcaption>A boat</figcaption></figure><video controls poster="https://pictures.example/poster.jpg"><source src="https://outlet-0.example/a.mp4" type="video/mp4"></video><picture><source srcset="https://pictures.example/b.webp 2x"><img src="https://pictures.example/b.jpg"></picture>',
        },
      },
      ...main.stories.slice(1),
    ],
  };
  const asked = (html: string) =>
    [...html.matchAll(/<(?:img|source)\b[^>]*(?:src|srcset)="(https:\/\/pictures[^"]*)/g)].length;
  const story = "story/01JD0000000000000000000000/index.html";
  const other = "story/01JD0000000000000000000001/index.html";

  test("none: the pages ask no other host for any", () => {
    for (const path of ["index.html", story, other]) {
      const html = rendered({ pictures: "none" }, { main: shown, path });
      expect(html).toContain("<article");
      expect(html).not.toContain("pictures.example");
      expect(html).not.toContain("A boat");
    }
    expect(rendered({ pictures: "none" }, { main: shown })).toContain("a.mp4");
  });

  test("lead: of the front page's lead alone, and of each story on its own page", () => {
    const html = rendered({ pictures: "lead" }, { main: shown });
    const [lead = "", others = ""] = html.split('class="beside"');
    expect(asked(lead)).toBeGreaterThan(0);
    expect(asked(others)).toBe(0);
    expect(asked(rendered({ pictures: "lead" }, { main: shown, path: other }))).toBe(1);
  });

  test("all: of every story that has one; each has its size, so that nothing moves", () => {
    const html = rendered({ pictures: "all" }, { main });
    expect(asked(html.split('class="beside"')[1] ?? "")).toBeGreaterThan(0);
    for (const [tag] of html.matchAll(/<img\b[^>]*>/g)) expect(tag).toMatch(/width="\d+" height="\d+"/);
  });
});
