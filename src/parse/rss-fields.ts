import { resolveAddress } from "./address.ts";
import { linkOf } from "./atom-links.ts";
import { lineOf } from "./construct.ts";
import { distinct } from "./draft.ts";
import { each, firstAddress, firstHref, firstPage } from "./first-field.ts";
import { plainLine } from "./html-text.ts";
import { mailIn, personOf } from "./person.ts";
import { attribute, type Fields, fieldsOf, type XmlNode } from "./xml/node.ts";

/** The page that a channel or item stands for: its own link, or one of Atom, or one written like that. */
export function pageOf(fields: Fields): string | undefined {
  return (
    firstPage(fields, "link") ??
    linkOf(fields, "atom:link", "alternate")?.url ??
    linkOf(fields, "link", "alternate")?.url
  );
}

const NAMED_IN_MODULES = ["dc:creator", "dc:author", "atom:author", "itunes:author", "googleplay:author"];

/** The authors' names. Where RSS asks for a mail address, Dublin Core, Atom and iTunes have names. */
export function authorOf(
  fields: Fields,
  own: readonly string[],
  last: readonly string[],
): string | undefined {
  const written = firstPeople(fields, own);
  const named = written.filter((name) => !name.includes("@"));
  if (named.length > 0) return named.join(", ");
  return bylineOf(fields) ?? written[0] ?? firstPeople(fields, last)[0];
}

/** Those whom the first of these elements that is there names. */
function firstPeople(fields: Fields, names: readonly string[]): readonly string[] {
  for (const name of names) {
    const people = fields.has(name) ? peopleIn(fields, name) : NOBODY;
    if (people.length > 0) return people;
  }
  return NOBODY;
}

const NOBODY: readonly string[] = [];

function peopleIn(fields: Fields, name: string): string[] {
  return distinct(each(fields, [name], personOf));
}

/** Everyone whom one of the modules names as an author. Of a channel: a managing editor did not write all in it. */
export function bylineOf(fields: Fields): string | undefined {
  const people = firstPeople(fields, NAMED_IN_MODULES);
  return people.length > 0 ? people.join(", ") : undefined;
}

/** The first mail address in these or in what the modules have. */
export function mailOf(fields: Fields, own: readonly string[]): string | undefined {
  return each(fields, [...own, ...NAMED_IN_MODULES, "itunes:owner"], mailIn).find(
    (mail) => mail !== undefined,
  );
}

/** Categories of RSS, Dublin Core, iTunes, Media RSS and Atom, each once. */
export function categoriesOf(fields: Fields): string[] {
  return distinct([
    ...each(fields, ["category"], textCategory),
    ...each(fields, ["dc:subject"], lineOf),
    ...each(fields, ["media:category"], (node) => plainLine(attribute(node, "label")) ?? lineOf(node)),
    ...each(fields, ["itunes:category"], itunesCategories).flat(),
    ...each(fields, ["itunes:keywords", "media:keywords"], keywords).flat(),
    ...each(fields, ["atom:category"], categoryOf),
  ]);
}

function textCategory(node: XmlNode): string | undefined {
  return lineOf(node) ?? categoryOf(node);
}

/**
 * The category that an element's attributes name: its label, which is for people (RFC 4287 section 4.2.2.3), but not
 * one that only says again what scheme it is of.
 */
export function categoryOf(node: XmlNode): string | undefined {
  const label = plainLine(attribute(node, "label"));
  const term = plainLine(attribute(node, "term"));
  const other = term ?? plainLine(attribute(node, "text") ?? attribute(node, "value"));
  return label === undefined || (other !== undefined && namesScheme(label, node)) ? other : label;
}

/** `<category term="Harbour" scheme="https://paper.example/sections" label="Sections"/>` */
function namesScheme(label: string, node: XmlNode): boolean {
  const scheme = attribute(node, "scheme") ?? attribute(node, "domain");
  if (!scheme) return false;
  const name = (text: string) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, "")
      .replace(/s$/, "");
  const last =
    scheme
      .replace(/[/#]+$/, "")
      .split(/[/#:]/)
      .pop() ?? "";
  return [scheme, last].some((written) => name(written) === name(label));
}

function itunesCategories(node: XmlNode): (string | undefined)[] {
  const inner = each(fieldsOf(node), ["itunes:category"], itunesCategories).flat();
  return [plainLine(attribute(node, "text")), ...inner];
}

function keywords(node: XmlNode): (string | undefined)[] {
  return (lineOf(node) ?? "").split(",").map((word) => plainLine(word));
}

/** The address within an RSS `image`, which is written as a small channel, as attributes, or as text. */
export function imageOf(image: XmlNode): string | undefined {
  const inner = fieldsOf(image);
  const within = firstAddress(inner, "url") ?? firstHref(new Map([["image", image]]), "image");
  return (
    within ??
    resolveAddress(attribute(image, "rdf:resource"), image.base) ??
    (inner.size === 0 ? textAddress(image) : undefined)
  );
}

function textAddress(image: XmlNode): string | undefined {
  return firstAddress(new Map([["image", image]]), "image");
}
