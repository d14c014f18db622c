import type { DemoArticle } from "../model.ts";

/** The Skerry Pilot: no feed, but the sitemap that search engines want of news. */
export const pilot: readonly DemoArticle[] = [
  {
    slug: "foghorn-skerry-retires",
    title: "Foghorn of Outer Skerry Sounds for the Last Time After 131 Years",
    hoursAgo: 2.6,
    by: "Runa Halvard",
    section: "Islands",
    picture: { motif: "islands", caption: "The horn was heard eleven miles out, when the wind was kind." },
    text: `
The foghorn of Outer Skerry was sounded for the last time on {day} morning, in clear weather, with the lighthouse keeper’s granddaughter at the valve. Ships have steered by satellites for years.

The keeper’s log has 48,210 hours of fog in it. The longest was nine days in 1911, when the island ran out of coal and the horn was blown by hand.

The brass will hang in the school. The children have asked for one blast a year, on the first day of the summer holidays.`,
  },
  {
    slug: "kelp-bread-skerry",
    title: "Islanders Bake Bread With Kelp and Cannot Bake Enough of It",
    hoursAgo: 8.2,
    by: "Tormod Eide",
    section: "Islands",
    text: `
A bakery with one oven on Middle Skerry sends its kelp bread to the mainland by the morning boat, and the boat’s crew have asked for a limit of three loaves a passenger.

The kelp is cut at low water, dried on the same racks as the stockfish and milled with rye. It makes the crust green and the butter unnecessary, says the baker.`,
  },
  {
    slug: "mail-drone-gulls",
    title: "Gulls Bring Down the Islands’ Mail Drone, and the Post Goes by Rowing Boat Again",
    hoursAgo: 14.4,
    by: "Runa Halvard",
    section: "Islands",
    text: `
The drone that carried letters between the Skerries since spring lies in the sea off Gannet Point. A colony of gulls had taken it for a bird of prey, the post office believes, and there were four hundred of them.

The letters were saved. They were dried in the sauna of the harbour master and delivered by rowing boat, by the woman who had done it for thirty years before the drone came.`,
  },
];

/** The allotment society of Fenwick: a page that the treasurer writes, and nothing else. */
export const allotments: readonly DemoArticle[] = [
  {
    slug: "water-rota-of-the-lower-plots-2",
    title: "Water Rota of the Lower Plots Holds After Two Summers of Quarrel",
    hoursAgo: 5.1,
    by: "Edith Marchbanks",
    section: "Notices",
    text: `
The lower plots have shared one tap for two summers, and the rota that hangs beside it has now held for a month without a line struck out. The committee thanks the person who took the scissors away.

The tap runs from six to nine in the morning, beginning on {day+2}. Cans may be filled for a neighbour who is ill.`,
  },
  {
    slug: "giant-marrow-disqualified-show",
    title: "Giant Marrow Disqualified From the Autumn Show for Being a Pumpkin",
    hoursAgo: 11.3,
    by: "Edith Marchbanks",
    section: "Shows",
    picture: { motif: "fields", caption: "The fruit in question, with a wheelbarrow for comparison." },
    text: `
The fruit that won the class of marrows by eleven kilograms is a pumpkin, the judges decided on {day-1} after they had cut it open. The prize goes to plot 34, for a marrow that is one.

Its grower says that it had never told anybody what it was. It may be eaten at the harvest supper.`,
  },
  {
    slug: "hedgehog-gates-fenwick-fences",
    title: "Forty Hedgehog Gates Cut Into the Fences of Fenwick’s Gardens",
    hoursAgo: 18.7,
    by: "Edith Marchbanks",
    section: "Notices",
    text: `
Members have cut forty gates into the fences between their plots, each as wide as a hand and a half, so that hedgehogs may walk from the railway to the brook without crossing a road.

A camera at plot 12 has counted seven of them in one night, and one cat, which turned round and left.`,
  },
];
