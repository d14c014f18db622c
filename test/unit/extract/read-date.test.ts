import { expect, test } from "vitest";
import { extractPage } from "../../../src/extract/extract-page.ts";
import { inWords } from "../../../src/extract/read-date.ts";
import { inventParagraph } from "../../support/invent-page.ts";

const paragraphs = Array.from({ length: 6 }, (_, i) => `<p>${inventParagraph(i)}</p>`).join("");

/** When a page says that it was published. */
function dateOf(mark: string): string | undefined {
  const html = `<!doctype html><html><head><title>The ferry runs again</title></head><body><article><h1>The ferry runs again</h1>${mark}${paragraphs}</article></body></html>`;
  const read = extractPage({ bytes: Buffer.from(html), url: "https://www.outlet.example/news/ferry" });
  if (read.kind === "failure") throw new Error(read.message);
  return read.publishedAt === undefined ? undefined : new Date(read.publishedAt).toISOString().slice(0, 10);
}

const WRITTEN = [
  { language: "Lithuanian", text: "2026 m. sausio 5 d." },
  { language: "Lithuanian, with a time", text: "2026 m. sausio 5 d., 10:30" },
  { language: "Lithuanian, abbreviated", text: "2026 m. saus. 5 d." },
  { language: "Latvian without spaces", text: "2026.gada 5.janvāris" },
  { language: "Estonian", text: "5. jaanuar 2026" },
  { language: "Latvian", text: "2026. gada 5. janvāris" },
  { language: "Galician", text: "5 de xaneiro de 2026" },
  { language: "Catalan", text: "5 de gener del 2026" },
  { language: "Serbian", text: "5. јануар 2026." },
  { language: "Serbian, genitive", text: "5. јануара 2026." },
  { language: "Persian", text: "۵ ژانویهٔ ۲۰۲۶" },
  { language: "Arabic, with its digits", text: "٥ يناير ٢٠٢٦" },
  { language: "Icelandic", text: "5. janúar 2026" },
  { language: "Albanian", text: "5 janar 2026" },
  { language: "Macedonian", text: "5 јануари 2026" },
  { language: "Belarusian", text: "5 студзеня 2026" },
  { language: "Basque", text: "2026ko urtarrilaren 5a" },
  { language: "Hebrew", text: "5 בינואר 2026" },
  { language: "Azerbaijani", text: "5 yanvar 2026" },
  { language: "Kazakh", text: "2026 ж. 5 қаңтар" },
  { language: "Armenian", text: "5 հունվարի 2026" },
  { language: "Georgian", text: "5 იანვარი, 2026" },
  { language: "Hungarian", text: "2026. január 5." },
  { language: "Afrikaans", text: "5 Januarie 2026" },
  { language: "Bengali", text: "৫ জানুয়ারি ২০২৬" },
];
/** Only where the page marks it as a date: in a line of text these words say too little. */
const MARKED = [
  { language: "Thai", text: "5 มกราคม 2569" },
  { language: "Vietnamese", text: "5 tháng 1, 2026" },
];

test.each([...WRITTEN, ...MARKED])("a marked date in $language is read: $text", ({ text }) => {
  expect(dateOf(`<p><time>${text}</time></p>`)).toBe("2026-01-05");
});

test.each(WRITTEN)("a date in $language is found in its line: $text", ({ text }) => {
  expect(dateOf(`<p class="meta">Nina Haff | ${text}</p>`)).toBe("2026-01-05");
});

test.each([
  { text: "5 dead, 12 hurt in May storms" },
  { text: "The bridge, shut in 2026, may reopen" },
  { text: "A fleet of 2026 may 10 years later need new boats" },
  { text: "Apollo 11 mission 2026" },
  { text: "Season 3 finals 2026" },
])("a headline is no date: $text", ({ text }) => expect(inWords(text)).toBeUndefined());
