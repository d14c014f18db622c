import { parseHtml } from "../../../src/extract/parse-html.ts";
import { visibleText } from "../../../src/extract/tree.ts";
import { picturesIn } from "../../../src/ground/picture.ts";
import type { ExpectedStory } from "./expectation.ts";
import type { Shown } from "./published.ts";

/** What one output says of a story and should not, or should and does not: a sentence each. */
export function complaintsOf(expected: ExpectedStory, shown: Shown): string[] {
  return [
    ...exact("title", expected.title, shown.title),
    ...starts("title", expected["title starts"], shown.title),
    ...exact("url", expected.url, shown.url),
    ...contains("url", expected["url contains"], shown.url),
    ...exact("date", expected.date?.toISOString(), iso(shown.date)),
    ...(shown.format === "HTML" && !shown.byline ? [] : exact("byline", expected.byline, shown.byline)),
    ...(shown.summary === undefined ? [] : summaryComplaints(expected, shown.summary)),
    ...(shown.categories === undefined
      ? []
      : exact("categories", list(expected.categories), list(shown.categories))),
    ...pictureComplaints(expected, shown),
    ...textComplaints(expected, shown),
    ...(expected.plays ?? []).flatMap((file) => fileComplaints(file, shown)),
    ...(expected.never ?? []).filter((part) => shown.whole.includes(part)).map((part) => `holds ${part}`),
  ].map((complaint) => `${shown.format}: ${complaint}`);
}

const list = (values: readonly string[] | undefined) => values?.join(" | ");
const iso = (at: number | undefined) => (at === undefined ? undefined : new Date(at).toISOString());

function exact(what: string, expected: string | undefined, shown: string | undefined): string[] {
  if (expected === undefined || expected === shown) return [];
  return [`${what} is ${JSON.stringify(shown)} and not ${JSON.stringify(expected)}`];
}

function starts(what: string, expected: string | undefined, shown: string | undefined): string[] {
  return expected === undefined || shown?.startsWith(expected)
    ? []
    : [`${what} is ${JSON.stringify(shown)} and does not start with ${JSON.stringify(expected)}`];
}

function contains(what: string, expected: string | undefined, shown: string | undefined): string[] {
  return expected === undefined || shown?.includes(expected)
    ? []
    : [`${what} is ${JSON.stringify(shown)} and does not contain ${JSON.stringify(expected)}`];
}

function summaryComplaints(expected: ExpectedStory, summary: string): string[] {
  if (expected.summary === "none") return exact("summary", "", summary);
  return [
    ...exact("summary", expected.summary, summary),
    ...starts("summary", expected["summary starts"], summary),
  ];
}

/** A page shows the picture above the text, or the text has it; a feed names it besides. */
function pictureComplaints(expected: ExpectedStory, { format, picture, html }: Shown): string[] {
  const complaints: string[] = [];
  const onPage = format === "HTML";
  if (expected.picture === "none") complaints.push(...exact("picture", undefined, picture));
  else if (!onPage) complaints.push(...exact("picture", expected.picture, picture));
  if (expected.picture === "none" && picture)
    complaints.push(`picture is ${picture}, and there should be none`);
  if (!onPage) complaints.push(...contains("picture", expected["picture contains"], picture));
  const own = expected["pictures in text"];
  if (own === undefined) return complaints;
  const above = own === 0 && expected.picture !== "none" && !onPage ? 1 : 0;
  const count = picturesIn(html).length;
  if (count !== own + above) complaints.push(`the text shows ${count} pictures and not ${own + above}`);
  if (onPage && own > 0 && picture) complaints.push("the page shows a picture above a text that has its own");
  return complaints;
}

function textComplaints({ text = [], markup = [] }: ExpectedStory, { html, format }: Shown): string[] {
  const document = parseHtml(html, { depth: 300, elements: 50_000, over: "flatten" });
  const words = typeof document === "string" ? "" : visibleText(document);
  // A page changes levels of headings and loads pictures late; its markup is that of the feeds but for that.
  const parts = format === "HTML" ? [] : markup;
  return [
    ...text
      .filter((part) => !words.includes(part))
      .map((part) => `the text does not say ${JSON.stringify(part)}`),
    ...parts.filter((part) => !html.includes(part)).map((part) => `the text does not hold ${part}`),
  ];
}

function fileComplaints(expected: NonNullable<ExpectedStory["plays"]>[number], shown: Shown): string[] {
  const file = shown.files.find(({ url }) => url === expected.url);
  if (!file) return [`${expected.url} cannot be played`];
  const says = shown.format !== "HTML";
  return [
    ...exact("type", expected.type, file.type),
    ...(says ? exact("size", String(expected.bytes), String(file.bytes)) : []),
    ...(says && shown.format !== "Atom"
      ? exact("duration", String(expected.seconds), String(file.seconds))
      : []),
  ];
}
