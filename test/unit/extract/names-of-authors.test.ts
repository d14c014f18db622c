import { expect, test } from "vitest";
import { cleanName } from "../../../src/extract/author-name.ts";
import { extractPage } from "../../../src/extract/extract-page.ts";

test.each([
  "November 30",
  "Nov. 3",
  "wordpressadmin",
  "admin",
  "Publiziert",
  "Veröffentlicht am 19. Dezember",
  "Posted on 25. Januar",
  "No Author",
  "Login",
  "##loginname##",
  "user17",
  "news_desk",
  "web_redaktion",
])("%s is nobody's name", (text) => {
  expect(cleanName(text)).toBeUndefined();
});

test.each(["Ada Quill", "Morag Tully", "dpa", "Jan de Vries", "April Roach", "Benni", "gull1904"])(
  "%s is a name",
  (text) => {
    expect(cleanName(text)).toBe(text);
  },
);

test.each([
  { name: "letters", written: "Caf&eacute; in the tower opens", read: "Café in the tower opens" },
  { name: "numbers", written: "The baker&#8217;s second bell", read: "The baker’s second bell" },
  { name: "nothing", written: "Salt & pepper", read: "Salt & pepper" },
])("entities in JSON-LD are read: $name", ({ written, read }) => {
  const linked = { "@type": "NewsArticle", headline: written, author: { name: "Ren&eacute;e Abt" } };
  const html = `<script type="application/ld+json">${JSON.stringify(linked)}</script><p>${"The tower has a door again. ".repeat(9)}</p>`;
  const { title, author } = extractPage({ bytes: Buffer.from(html), url: "https://a.example/b" });
  expect({ title, author }).toEqual({ title: read, author: "Renée Abt" });
});
