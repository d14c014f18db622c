import { parseDate } from "../ground/date/parse-date.ts";
import { lettersOf } from "../ground/text.ts";
import type { CategoryTerm, DeletedEntry, Entry, EntrySource, Person } from "../model/entry.ts";
import { resolveAddress } from "./address.ts";
import { linkOf } from "./atom-links.ts";
import { constructLine, lineOf } from "./construct.ts";
import { distinct } from "./draft.ts";
import { each, firstAddress, firstDate, firstHref, firstLine, firstPage, firstText } from "./first-field.ts";
import { plainLine } from "./html-text.ts";
import { limits } from "./limits.ts";
import { mailIn, personOf, tellingAuthors, wholePerson } from "./person.ts";
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

/** Everyone whom the same element names that `authorOf` takes, where there is more to say than a line of names. */
export function authorsOf(fields: Fields, own: readonly string[]): readonly Person[] | undefined {
  const written = each(fields, own, wholePerson);
  const isNamed = written.some((person) => person && !person.name.includes("@"));
  const others = NAMED_IN_MODULES.find((name) => fields.has(name) && peopleIn(fields, name).length > 0);
  if (isNamed || others === undefined) return tellingAuthors(written);
  return tellingAuthors(each(fields, [others], wholePerson));
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

/**
 * What few entries have: authors of whom there is more to say than names, what their categories are of, a publisher that
 * is only named, and that they were taken back.
 */
export function furtherFacts(
  fields: Fields,
  authors: readonly Person[] | undefined,
): Pick<Entry, "authors" | "categoryTerms" | "publisher" | "deleted"> {
  const categoryTerms = categoryTermsOf(fields);
  const publisher = firstLine(fields, "dc:publisher", "dcterms:publisher", "news:source", "news:provider");
  return {
    ...(authors && { authors }),
    ...(categoryTerms && { categoryTerms }),
    ...(publisher !== undefined && { publisher }),
    ...(isDeleted(fields) && { deleted: true }),
  };
}

/**
 * What categories are of: `scheme` of Atom, `domain` of RSS, and the term where a label stands for it, by the name that
 * the category has; undefined: they are only names.
 */
function categoryTermsOf(fields: Fields): Readonly<Record<string, CategoryTerm>> | undefined {
  const named = each(fields, ["category", "atom:category", "media:category"], categoryTerm);
  const found = named.filter((one) => one !== undefined).slice(0, limits.list);
  return found.length > 0 ? Object.fromEntries(found.reverse()) : undefined;
}

function categoryTerm(node: XmlNode): [name: string, term: CategoryTerm] | undefined {
  const scheme = plainLine(attribute(node, "scheme") ?? attribute(node, "domain"));
  const written = plainLine(attribute(node, "term"));
  const name = textCategory(node);
  const term = written === name ? undefined : written;
  if (name === undefined || (scheme ?? term) === undefined) return undefined;
  return [name, { ...(scheme && { scheme }), ...(term && { term }) }];
}

/**
 * The feed that an entry says it was first published in.
 *
 * @param prefix of Atom's elements where it stands: `atom:` in RSS
 */
export function atomSourceOf(source: XmlNode, prefix: "" | "atom:"): EntrySource {
  const fields = fieldsOf(source);
  const name = (local: string) => `${prefix}${local}`;
  const page = linkOf(fields, name("link"), "alternate")?.url;
  const updated = firstDate(fields, name("updated"), name("modified"));
  const id = firstText(fields, name("id"));
  const rights = constructLine(fields.get(name("rights")));
  return {
    title: constructLine(fields.get(name("title"))),
    url: linkOf(fields, name("link"), "self")?.url ?? page,
    ...(page !== undefined && { siteUrl: page }),
    ...(id !== undefined && { id }),
    ...(updated !== undefined && { updated }),
    ...(rights !== undefined && { rights }),
  };
}

/** Entries that were taken back (RFC 6721 section 3), in whatever kind of feed. */
export function deletedIn(fields: Fields): readonly DeletedEntry[] | undefined {
  if (!fields.has("at:deleted-entry")) return undefined;
  return each(fields, ["at:deleted-entry"], (node) => {
    const ref = attribute(node, "ref")?.trim();
    return ref ? { ref, at: parseDate(attribute(node, "when")) } : undefined;
  })
    .filter((one) => one !== undefined)
    .slice(0, limits.entries);
}

/** Media RSS says of an entry itself that it is no more: `<media:status state="deleted"/>`. */
function isDeleted(fields: Fields): boolean {
  const status = fields.get("media:status");
  return status !== undefined && attribute(status, "state")?.trim().toLowerCase() === "deleted";
}

/** `<category term="Harbour" scheme="https://paper.example/sections" label="Sections"/>` */
function namesScheme(label: string, node: XmlNode): boolean {
  const scheme = attribute(node, "scheme") ?? attribute(node, "domain");
  if (!scheme) return false;
  const name = (text: string) => lettersOf(text).replace(/s$/, "");
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
