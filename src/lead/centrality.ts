/** What is read of a member to see how typical it is. */
interface Told {
  readonly title: string;
  readonly summary: string;
}

/** Members beyond this many are compared with a sample only. */
const MOST = 40;

/**
 * How typical each member is of its story: the mean likeness of its words (Dice) to the other members', 0-1. Alone
 * in its story, a member is 1.
 */
export function centralities(members: readonly Told[]): readonly number[] {
  if (members.length < 2) return members.map(() => 1);
  const words = members.map(wordsOf);
  const step = Math.max(1, Math.ceil(words.length / MOST));
  return words.map((own, n) => {
    let sum = 0;
    let others = 0;
    for (let m = 0; m < words.length; m += step) {
      if (m === n) continue;
      sum += dice(own, words[m] as ReadonlySet<string>);
      others++;
    }
    return others === 0 ? 0 : sum / others;
  });
}

function wordsOf({ title, summary }: Told): ReadonlySet<string> {
  const text = `${title} ${summary}`.toLowerCase();
  const spaced = text.match(/[\p{L}\p{N}]{2,}/gu) ?? [];
  const words = spaced.filter((word) => word.length > 3 || /\P{Script=Latin}/u.test(word));
  return new Set(
    words.flatMap((word) =>
      /[\p{Script=Han}\p{Script=Thai}\p{Script=Hiragana}]/u.test(word) ? bigrams(word) : word,
    ),
  );
}

function bigrams(run: string): readonly string[] {
  const characters = [...run];
  return characters.slice(1).map((character, n) => `${characters[n]}${character}`);
}

function dice(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0;
  let shared = 0;
  for (const word of a) if (b.has(word)) shared++;
  return (2 * shared) / (a.size + b.size);
}
