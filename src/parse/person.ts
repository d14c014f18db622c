import type { Person } from "../model/entry.ts";
import { isWebAddress, linkAddress } from "./address.ts";
import { plainLine } from "./html-text.ts";
import { limits } from "./limits.ts";
import { type Fields, fieldsOf, hasElements, textOf, type XmlNode } from "./xml/node.ts";

/** The name in `name (mail)`, `mail (name)`, `name <mail>`; the address when there is no name. */
export function nameOf(written: string | undefined): string | undefined {
  if (written === undefined || !written.includes("@")) return plainLine(written);
  const line = plainLine(written.replace(/<([^\s<>@]{1,200}@[^\s<>@]{1,200})>/g, "($1)"));
  if (line === undefined || !line.includes("@")) return line;
  const mailFirst = /^(?:mailto:)?[^\s@()]+@[^\s@()]+\s*\((.+)\)$/.exec(line);
  if (mailFirst) return trimQuotes(mailFirst[1] as string);
  const nameFirst = /^([^()]*?)\s*\(\s*(?:mailto:)?[^\s@()]+@[^\s@()]+\s*\)$/.exec(line);
  return nameFirst?.[1] ? trimQuotes(nameFirst[1]) : (nameBeside(line) ?? line.replace(/^\(|\)$/g, ""));
}

/** What is left of a line without its mail address, when that may be a name. */
function nameBeside(line: string): string | undefined {
  if (line.length > 200) return undefined;
  const rest = line.replace(/(?:mailto:)?[^\s@()[\]<>,;]+@[^\s@()[\]<>,;]+/, " ");
  const name = rest.replace(/^[\s\p{P}<>|]+|[\s\p{P}<>|]+$/gu, "");
  return name.includes("@") || !/\p{L}\p{L}/u.test(name) ? undefined : name;
}

function trimQuotes(name: string): string {
  return name.replace(/^"|"$/g, "").trim();
}

/** The mail address of a person, in an element of its own or in the text. */
export function mailIn(node: XmlNode): string | undefined {
  if (hasElements(node)) {
    const fields = fieldsOf(node);
    return lineOf(fields, "email") ?? lineOf(fields, "itunes:email");
  }
  const text = textOf(node);
  return text.includes("@") && text.length < 1000
    ? /[^\s@<>():,;"]+@[^\s@<>():,;"]+/.exec(text)?.[0]
    : undefined;
}

/** A person construct of Atom (RFC 4287 section 3.2), or an RSS author that is written like one. */
export function personOf(node: XmlNode): string | undefined {
  if (!hasElements(node)) return nameOf(textOf(node));
  const fields = fieldsOf(node);
  return (
    lineOf(fields, "name") ??
    lineOf(fields, "atom:name") ??
    lineOf(fields, "itunes:name") ??
    lineOf(fields, "email") ??
    lineOf(fields, "uri") ??
    nameOf(textOf(node))
  );
}

/** Whom an element names, with the addresses that it gives; undefined: nobody. */
export function wholePerson(node: XmlNode): Person | undefined {
  const name = personOf(node);
  if (name === undefined) return undefined;
  const fields = hasElements(node) ? fieldsOf(node) : undefined;
  const uri = fields && (fields.get("uri") ?? fields.get("url") ?? fields.get("atom:uri"));
  const url = uri && linkAddress(textOf(uri), uri.base);
  const email = mailIn(node);
  return {
    name,
    ...(email !== undefined && { email }),
    ...(url !== undefined && isWebAddress(url) && { url }),
  };
}

/** The authors where a line of their names does not say all: several, or one who gives an address. */
export function tellingAuthors(people: readonly (Person | undefined)[]): readonly Person[] | undefined {
  const byName = new Map<string, Person>();
  for (const person of people)
    if (person && byName.size < limits.list)
      byName.set(person.name, { ...person, ...byName.get(person.name) });
  const all = [...byName.values()];
  return all.length > 1 || all.some(({ name, email = name, url }) => url !== undefined || email !== name)
    ? all
    : undefined;
}

function lineOf(fields: Fields, name: string): string | undefined {
  const node = fields.get(name);
  return node && plainLine(textOf(node));
}
