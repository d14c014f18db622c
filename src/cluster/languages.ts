/** Languages by number, from 1; 0: unknown, which is like any. */
export interface Languages {
  /** @param tag BCP 47 or ISO 639: `en-GB`, `en` and `eng` are one */
  numberOf(tag: string | undefined): number;
}

/** A byte numbers them. */
const MOST = 255;

export function createLanguages(): Languages {
  const byTag = new Map<string, number>();
  const byLanguage = new Map<string, number>();
  return {
    numberOf: (tag) => {
      if (!tag) return 0;
      const known = byTag.get(tag);
      if (known !== undefined) return known;
      const language = languageOf(tag);
      const number = byLanguage.get(language) ?? Math.min(MOST, byLanguage.size + 1);
      byLanguage.set(language, number);
      byTag.set(tag, number);
      return number;
    },
  };
}

/** The shortest code of a tag's language. */
function languageOf(tag: string): string {
  try {
    return new Intl.Locale(tag.replaceAll("_", "-")).language;
  } catch {
    return tag.toLowerCase();
  }
}
