/** Codes of ISO 639 that are there so that something can be written: no language, several, one that is not known. */
const NONE = /^(?:und|mul|mis|zxx|x|i|art)(?:-|$)/i;

/**
 * A language as BCP 47 writes it, in canonical form, of what somebody wrote for it: `en_US` is `en-US`, `ger` and
 * `German` are `de`, `iw` is `he`. Of several the first counts.
 *
 * @returns undefined where nothing is said
 */
export function languageTagOf(written: string): string | undefined {
  const [first = ""] = written
    .trim()
    .replaceAll("_", "-")
    .split(/[,;@.]/);
  if (NONE.test(first)) return undefined;
  return isTag(first) ? Intl.getCanonicalLocales(first)[0] : languageNamed(written);
}

/** A tag of RFC 5646. No language has a subtag of more than three letters, whatever the grammar leaves room for. */
export function isTag(text: string): boolean {
  try {
    return /^[a-z]{2,3}(?:-|$)/i.test(text) && Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}

/** Whether there is a language of that tag, and not only a tag of that form. */
export function isKnownLanguage(tag: string): boolean {
  const [primary = ""] = tag.split("-");
  return nameOf(primary, "en") !== undefined;
}

/** The code of the language that is called so, in English or in itself. */
export function languageNamed(name: string): string | undefined {
  codes ??= codesByName();
  return codes.get(name.trim().toLowerCase());
}

/** Made when a name is met: a tenth of a second, and few write names. */
let codes: ReadonlyMap<string, string> | undefined;

function codesByName(): ReadonlyMap<string, string> {
  const letters = [..."abcdefghijklmnopqrstuvwxyz"];
  const found = new Map<string, string>();
  for (const code of letters.flatMap((first) => letters.map((second) => first + second)))
    for (const name of [nameOf(code, "en"), nameOf(code, code)])
      if (name !== undefined && !found.has(name.toLowerCase())) found.set(name.toLowerCase(), code);
  return found;
}

function nameOf(code: string, language: string): string | undefined {
  return new Intl.DisplayNames([language], { type: "language", fallback: "none" }).of(code);
}
