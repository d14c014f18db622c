import { beforeEach, describe } from "vitest";
import type { Source } from "../../../src/model/source.ts";

/** What the n-th article of an invented document says. */
interface Told {
  readonly link: string;
  readonly title: string;
  readonly date: string;
}

/** A form of source: what its YAML says beside the address, and how its document is written. */
interface Form {
  readonly name: string;
  readonly rule: Partial<Source>;
  readonly write: (articles: readonly Told[]) => string;
}

const FORMS: readonly Form[] = [
  {
    name: "a feed",
    rule: {},
    write: (articles) =>
      `<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title><link>http://one.example/</link>${articles.map(({ title, link }) => `<item><title>${title}</title><guid>${link}</guid></item>`).join("")}</channel></rss>`,
  },
  {
    name: "a sitemap",
    rule: {},
    write: (articles) =>
      `<?xml version="1.0"?><urlset xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">${articles.map(({ link, title, date }) => `<url><loc>${link}</loc><n:news><n:title>${title}</n:title><n:publication_date>${date}</n:publication_date></n:news></url>`).join("")}</urlset>`,
  },
  {
    name: "a page",
    rule: { page: { items: "article" } },
    write: (articles) =>
      `<!doctype html><html><body>${articles.map(({ link, title, date }) => `<article><h2><a href="${link}">${title}</a></h2><time datetime="${date}"></time></article>`).join("")}</body></html>`,
  },
  {
    name: "JSON by a rule",
    rule: { json: { items: "data.list" } },
    write: (articles) =>
      JSON.stringify({
        data: { list: articles.map(({ link, title, date }) => ({ url: link, title, date })) },
      }),
  },
];

let current: Form = FORMS[0] as Form;

/** The form that the tests at hand are about; outside of `ofEveryForm` a feed. */
export function currentForm(): Form {
  return current;
}

/** Writes a document with as many articles as asked for, all of the day that tests begin on. */
export type Write = (given?: { readonly items?: number; readonly title?: string }) => string;

/** @param documentOf writes a document of the form */
type Tests = (documentOf: Write, name: string) => void;

/** Declares the tests once for each form of source: nothing is fetched with less care because it is no feed. */
export function ofEveryForm(tests: Tests): void {
  declare(FORMS, tests);
}

/** The same of a feed and a page alone, which are asked for differently: for tests that turn on no document. */
export function ofFeedAndPage(tests: Tests): void {
  declare(
    FORMS.filter(({ name }) => name === "a feed" || name === "a page"),
    tests,
  );
}

function declare(forms: readonly Form[], tests: Tests): void {
  for (const form of forms)
    describe(`of ${form.name}`, () => {
      beforeEach(() => {
        current = form;
        return () => {
          current = FORMS[0] as Form;
        };
      });
      tests(({ items = 2, title = "Item" } = {}) => form.write(articles(items, title)), form.name);
    });
}

function articles(count: number, title: string): readonly Told[] {
  return Array.from({ length: count }, (_, n) => ({
    link: `http://one.example/${n}`,
    title: `${title} ${n}`,
    date: "2026-01-07T06:00:00Z",
  }));
}
