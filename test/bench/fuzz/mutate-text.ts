/** Random choices that depend on a seed alone. */
export interface Choice {
  /** 0 to below. */
  below(n: number): number;
  of<T>(all: readonly T[]): T;
}

export function choiceFrom(random: () => number): Choice {
  const below = (n: number) => Math.floor(random() * n);
  return { below, of: (all) => all[below(all.length)] as (typeof all)[number] };
}

/** A text that differs from one of the seeds in one to six places. */
export function mutateText(seeds: readonly string[], tokens: readonly string[], choice: Choice): Buffer {
  let bytes: Buffer = Buffer.from(choice.of(seeds), "latin1");
  for (let times = 1 + choice.below(6); times > 0; times--)
    bytes = mutateOnce(bytes, { seeds, tokens, choice });
  return bytes.subarray(0, 100_000);
}

interface Material {
  readonly seeds: readonly string[];
  readonly tokens: readonly string[];
  readonly choice: Choice;
}

function mutateOnce(bytes: Buffer, { seeds, tokens, choice }: Material): Buffer {
  const at = choice.below(bytes.length + 1);
  const end = Math.min(bytes.length, at + 1 + choice.below(30));
  const [before, within, after] = [bytes.subarray(0, at), bytes.subarray(at, end), bytes.subarray(end)];
  switch (choice.below(7)) {
    case 0: // some of it is missing
      return Buffer.concat([before, after]);
    case 1: // some of it is there many times
      return Buffer.concat([before, ...Array.from({ length: 1 + choice.below(50) }, () => within), after]);
    case 2: // cut off
      return Buffer.from(before);
    case 3: // other bytes
      return Buffer.concat([before, Buffer.from(within.map((byte) => byte ^ (1 << choice.below(8)))), after]);
    case 4: {
      // the middle of another one
      const other = Buffer.from(choice.of(seeds), "latin1");
      const from = choice.below(other.length);
      return Buffer.concat([before, other.subarray(from, from + choice.below(200)), after]);
    }
    default:
      return Buffer.concat([
        before,
        Buffer.from(choice.of(tokens)),
        choice.below(2) ? after : bytes.subarray(at),
      ]);
  }
}
