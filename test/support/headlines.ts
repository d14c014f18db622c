/** A front page of invented headlines: the pact with Norway stands there three times, the talks twice. */
export const FRONT_PAGE = [
  "U.S.-Norway Trade Pact Marks New Course on Tariffs, Energy, and Arctic Shipping",
  "Portugal Election 2031: Marta Vilhena Heads for Clear Victory Despite Heavy Storms",
  "Oregon Woman Charged Over Alleged Threat Against Senator Dale Whitcombe, Held Without Bail",
  "U.S. Presses Armenia-Azerbaijan Border Talks Before Winter Amid Renewed Shelling",
  "Air Force Drops Officer Training Courses at Stanford University",
  "Iceland Assures U.S. on Trade Commitments Amid Tariff Worries",
  "President Scraps 15% Tariff on Norwegian Salmon in Broad U.S.–Norway Trade and Energy Pact",
  "Lawmakers to See Unsealed Records in Dornier Banking Inquiry From Wednesday",
  "President Says “Real Progress” Made in Armenia-Azerbaijan Border Talks as Shelling Continues",
  "U.S. to Resume Payments to World Health Fund as Shortfall Forces Cuts",
  "President Supports Meridian–Halcyon Takeover Amid Consolidation in Television",
  "Egypt–Sudan Water Talks in Nairobi Meet Serious Obstacles Amid Drought Fears",
  "Ohio Judge Throws Out Suit Against Brightwell Coffee's Hiring Policies",
  "U.S. Offers Another $9 Million in Relief to Haiti Amid Port Closures and Food Shortages",
  "Norway–U.S. Interim Trade Pact Lowers Salmon Tariffs but Leaves Out Cod",
  "President Signs Order Threatening 15% Tariffs on Countries Buying Myanmar Timber",
  "President Reportedly Asked for Naming of Bridge, Ferry Terminal in Return for Tunnel Money",
] as const;

/** Which of `FRONT_PAGE` tell one story; all others stand alone. */
export const TOLD_TWICE: readonly (readonly number[])[] = [
  [0, 6, 14],
  [3, 8],
];
