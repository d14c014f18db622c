/** Hides secrets in whatever is about to be shown. */
export interface Veil {
  hide(secrets: Iterable<string>): void;
  /** The text with every secret in it replaced. */
  over(text: string): string;
}

/** Shorter ones would take half of every sentence with them. */
const SHORTEST = 6;
const HIDDEN = "[secret]";

/** One for the process: what it once knew stays hidden, also after the YAML has changed. */
export function createVeil(): Veil {
  const forms = new Set<string>();
  let pattern: RegExp | undefined;
  return {
    hide: (secrets) => {
      for (const secret of secrets)
        if (secret.length >= SHORTEST && !/^\d{1,9}$/.test(secret))
          for (const form of formsOf(secret)) forms.add(form);
      // The longest first: one secret may begin another.
      const sorted = [...forms].sort((a, b) => b.length - a.length).map(escaped);
      pattern = sorted.length > 0 ? new RegExp(sorted.join("|"), "g") : undefined;
    },
    over: (text) => (pattern ? text.replace(pattern, HIDDEN) : text),
  };
}

/** As it is, in an address, and in JSON. */
function formsOf(secret: string): readonly string[] {
  return [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)];
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
}
