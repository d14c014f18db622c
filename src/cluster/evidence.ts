import type { Reason } from "../model/story.ts";

/** What speaks for or against two articles telling one story, in words. */
export interface Evidence {
  readonly words: string;
  /** Log odds: above 0 it speaks for one story; 0: it decides by itself. */
  readonly contribution: number;
}

/** What features measure together, and how to say that they speak for one story, or against. */
const FAMILIES: readonly (readonly [features: RegExp, speaksFor: string, against: string])[] = [
  [
    /^(?:cosTitle|cosHead|titleIn\w+|letters|sharedTitleTerms)$/,
    "their headlines are alike",
    "their headlines differ",
  ],
  [
    /^(?:cosAll|cosBody|jaccard|sharedTerms|sharedWeight)$/,
    "they say much the same",
    "they have little in common",
  ],
  [
    /^unexplained/,
    "neither headline says much that the other does not",
    "each headline says what the other does not",
  ],
  [
    /^(?:rarest|second|third)(?:Shared|Rarest|InTitles)$|^sharedTitleWeight$/,
    "they share rare words",
    "they share no rare words",
  ],
  [/^namesApart$/, "both name someone in common", "both name no one in common"],
  [/^oneName$/, "they share more than one name", "one name is all they share"],
  [/^conflictingNames$/, "they name no others", "each names others than the other"],
  [/^(?:rarest|second)Plain$/, "they share more than names", "beside names they share little"],
  [/^(?:series|ofOneSeries)$/, "no series of one outlet", "two of a series of one outlet"],
  [/^(?:cosEntity|shared\w*Entities)$/, "they name the same", "they share few names"],
  [/^noSharedName$/, "", "in two languages, without a name in common"],
  [/^muchCompany$/, "most articles that came with it have company", ""],
  [/^sharedNumbers$/, "they give the same numbers", "they share no number"],
  [/^conflictingNumbers$/, "no number contradicts", "they give different numbers"],
  [/^sharedCountries$/, "they are about the same country", "they share no country"],
  [/^conflictingCountries$/, "no country contradicts", "they are about different countries"],
  [/^sharedQuoted$/, "they quote the same words", "they quote nothing in common"],
  [/^(?:hoursApart|undated)$/, "they came close together", "much time lies between them"],
  [/^sameOutlet$/, "two outlets tell them", "one outlet tells both"],
  [/^ownForms$/, "what they share is not one outlet's form", "what they share is a form of that outlet"],
  [/^(?:bodies|short)/, "there is text enough to tell", "there is little text to tell by"],
];

/** What decides without a likeness. */
const DECISIONS: ReadonlyMap<string, string> = new Map([
  ["correction", "its outlet says that one stands in the place of the other"],
  ["takenApart", "a rule of cluster.never took it out of the story that it was in"],
]);

/** Adds up reasons that say the same, the weightiest first; what hardly counts is left out. */
export function evidenceOf(reasons: readonly Reason[]): readonly Evidence[] {
  const sums = new Map<string, number>();
  for (const [features, speaksFor, against] of FAMILIES) {
    const sum = reasons.reduce(
      (all, { name, contribution }) => (features.test(name) ? all + contribution : all),
      0,
    );
    if (Math.abs(sum) >= 0.05) sums.set(sum > 0 ? speaksFor : against, sum);
  }
  const decided = reasons.flatMap(({ name }) => DECISIONS.get(name) ?? []);
  return [
    ...decided.map((words) => ({ words, contribution: 0 })),
    ...[...sums]
      .map(([words, contribution]) => ({ words, contribution }))
      .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution)),
  ];
}

/** `their headlines are alike +2.31`; of what decides by itself only the words. */
export function tellEvidence({ words, contribution }: Evidence): string {
  if (contribution === 0) return words;
  return `${words} ${contribution < 0 ? "-" : "+"}${Math.abs(contribution).toFixed(2)}`;
}
