/**
 * Share of a round's articles that have company in it, from which the bar falls. On nineteen recorded wires it is .06 to
 * .58; in collections in which nearly every article has a partner, .7, as far as it is found (docs/decisions/006).
 */
const USUAL = 0.6;
/** Log odds by which the bar falls for each by which the share is above, and by which it falls at most. */
const [EASE, MOST] = [2, 2];
/** What is thought of a round before it is read: so many articles, and those of them that have company. */
const [BEFOREHAND, IN_COMPANY] = [20, 5];

/**
 * By how much less a pair must say where most articles have company: the weights were fitted where most stand alone.
 *
 * @param inCompany of `all` articles of a round, those that came to a story of several
 * @returns log odds, 0 on a usual wire
 */
export function easeOf(inCompany: number, all: number): number {
  const share = (inCompany + IN_COMPANY) / (all + BEFOREHAND);
  return Math.min(MOST, Math.max(0, EASE * (logOdds(share) - logOdds(USUAL))));
}

/** @param share 0-1, neither of them included */
export function logOdds(share: number): number {
  return Math.log(share / (1 - share));
}
