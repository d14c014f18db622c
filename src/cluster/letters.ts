import { codeUnitAt } from "../ground/charset/code-unit.ts";

const LETTER = /[\p{L}\p{M}]/u;
const NUMERAL = /\p{N}/u;
const [UNKNOWN, OTHER, IS_LETTER, IS_NUMERAL] = [0, 1, 2, 3];

/** What each code unit is, as it is first asked for: asking Unicode again for every letter took as long as reading. */
const kinds = new Uint8Array(0x10000);

/** Whether a letter, a mark or a numeral (or one half of it) stands there. False beyond the end. */
export function isOfWord(text: string, at: number): boolean {
  return kindAt(text, at) > OTHER;
}

/** Whether a letter or a mark stands there. */
export function isLetter(text: string, at: number): boolean {
  return kindAt(text, at) === IS_LETTER;
}

/** Whether a numeral of any script stands there. */
export function isNumeral(text: string, at: number): boolean {
  return kindAt(text, at) === IS_NUMERAL;
}

function kindAt(text: string, at: number): number {
  const unit = codeUnitAt(text, at);
  if (Number.isNaN(unit)) return OTHER;
  const kind = kinds[unit] as number;
  return kind === UNKNOWN ? firstKindOf(text, at, unit) : kind;
}

function firstKindOf(text: string, at: number, unit: number): number {
  if ((unit & 0xf800) === 0xd800) return kindOfPair(text, at, unit);
  const found = kindOf(String.fromCharCode(unit));
  kinds[unit] = found;
  return found;
}

/** Half of a pair without the other half is no letter. */
function kindOfPair(text: string, at: number, unit: number): number {
  const whole = text.codePointAt(unit >= 0xdc00 ? at - 1 : at) ?? 0;
  return whole > 0xffff ? kindOf(String.fromCodePoint(whole)) : OTHER;
}

function kindOf(character: string): number {
  if (LETTER.test(character)) return IS_LETTER;
  return NUMERAL.test(character) ? IS_NUMERAL : OTHER;
}
