import { decodeHTMLStrict } from "entities";
import { codeUnitAt } from "../../ground/charset/code-unit.ts";
import { wellFormed } from "../controls.ts";

/** Longest name that is looked up: `CounterClockwiseContourIntegral`. */
const LONGEST_NAME = 32;
const SEMICOLON = 59;
const HASH = 35;

/**
 * Decodes character references and the named entities of XML and HTML, once. What is no reference stays as it
 * is, so that a bare `&` costs nothing. References in 0x80-0x9F mean windows-1252, as browsers read them;
 * those to characters that no document may hold are dropped.
 *
 * @param own entities that the document type declares, with their literal text
 */
export function decodeEntities(raw: string, own?: ReadonlyMap<string, string>): string {
  let ampersand = raw.indexOf("&");
  if (ampersand < 0) return raw;
  let decoded = "";
  let from = 0;
  while (ampersand >= 0) {
    const end = endOfReference(raw, ampersand + 1);
    const value = end < 0 ? undefined : decodeReference(raw.slice(ampersand + 1, end), own);
    if (value !== undefined) {
      decoded += raw.slice(from, ampersand) + value;
      from = end + 1;
    }
    ampersand = raw.indexOf("&", value === undefined ? ampersand + 1 : from);
  }
  decoded += raw.slice(from);
  // Some write one character as references to both its surrogates; a lone one is none.
  return raw.includes("&#") && SURROGATE_REFERENCE.test(raw) ? wellFormed(decoded) : decoded;
}

const SURROGATE_REFERENCE = /&#(?:[xX]0*[dD][89a-fA-F]|0*5[567]\d\d\d;)/;

/** Position of the semicolon; -1 when what follows the ampersand is no reference. */
function endOfReference(raw: string, from: number): number {
  const last = Math.min(raw.length, from + LONGEST_NAME);
  for (let at = from; at < last; at++) {
    const code = codeUnitAt(raw, at);
    if (code === SEMICOLON) return at > from ? at : -1;
    if (!isReferenceCharacter(code)) return -1;
  }
  return -1;
}

function isReferenceCharacter(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 45 && code <= 58 && code !== 47) ||
    code === HASH ||
    code === 95 ||
    code > 127
  );
}

function decodeReference(name: string, own: ReadonlyMap<string, string> | undefined): string | undefined {
  switch (name) {
    case "lt":
      return "<";
    case "gt":
      return ">";
    case "amp":
      return "&";
    case "quot":
      return '"';
    case "apos":
      return "'";
    default:
      if (codeUnitAt(name, 0) === HASH) return decodeNumber(name);
      return own?.get(name) ?? decodeName(name);
  }
}

function decodeNumber(name: string): string | undefined {
  const hex = /^#[xX][0-9a-fA-F]+$/.test(name);
  if (!hex && !/^#\d+$/.test(name)) return undefined;
  const code = hex ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
  if (code < 0x20 && code !== 9 && code !== 10 && code !== 13) return "";
  if (code >= 0x80 && code <= 0x9f) return decodeHTMLStrict(`&${name};`);
  if (code > 0x10ffff || (code & 0xfffe) === 0xfffe) return "\ufffd";
  return String.fromCodePoint(code);
}

const named = new Map<string, string | undefined>();

function decodeName(name: string): string | undefined {
  if (!/^[a-zA-Z]\w*$/.test(name)) return undefined;
  if (named.has(name)) return named.get(name);
  const whole = `&${name};`;
  const value = decodeHTMLStrict(whole);
  const found = value === whole ? undefined : value;
  // Only names that HTML has are remembered: others come from documents, without end.
  if (found !== undefined) named.set(name, found);
  return found;
}

/** How much text a document may declare, and how long one entity may be. */
const MAX_DECLARED = 64;
const MAX_ENTITY_LENGTH = 64;

/**
 * Reads the entities of an internal DTD subset whose text is literal: no file, no address, no other entity.
 * Nothing is expanded twice, so that nested declarations stay as long as they are written.
 */
export function readDeclaredEntities(subset: string): Map<string, string> {
  const entities = new Map<string, string>();
  const declaration = /<!ENTITY\s+([\w.:-]+)\s+(?:"([^"<]*)"|'([^'<]*)')\s*>/g;
  for (const [, name = "", double, single] of subset.slice(0, 65_536).matchAll(declaration)) {
    const value = double ?? single ?? "";
    if (entities.size >= MAX_DECLARED) break;
    if (value.length <= MAX_ENTITY_LENGTH && !/&(?!#)/.test(value)) entities.set(name, decodeEntities(value));
  }
  return entities;
}
