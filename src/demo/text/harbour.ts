import type { DemoArticle } from "../model.ts";

/** Harbour Courier: a daily of the coast; its section feed "Coast" repeats a part of the main feed. */
export const harbour: readonly DemoArticle[] = [
  {
    slug: "dam-gates-open-at-dawn",
    title: "Gates of Tamerin Dam Open at Dawn as Lisenne River Treaty Takes Effect",
    story: "lisenne-treaty",
    hoursAgo: 2.6,
    by: "Hanneke Tolliver",
    section: "World",
    picture: { motif: "river", caption: "The reservoir above the dam an hour after the gates were opened." },
    text: `
Four gates of the Tamerin Dam opened at dawn on {day} and sent a brown wave down the Lisenne, hours after Kestria and Marovia signed a treaty that settles how the two countries share the river.

People had come out in the dark to watch. When the siren sounded, a group of schoolchildren on the Marovian bank counted the gates aloud and booed when the fifth stayed shut; it is being repaired.

Under the treaty Kestria must release at least 180 cubic metres a second in August and 410 in spring. Marovia will help to pay for a switching station, which lets the dam sell its electricity at other hours.

For shipping, the agreement means that barges may be able to go up to Sant Oril again from next year. The harbour association of the delta said that it would dredge the lower channel in January and had already asked for offers.`,
  },
  {
    slug: "storm-orla-ferries",
    title: "Storm Orla Closes Four Ferry Lines and Tears Roof Off Fish Market in Lowmouth",
    story: "storm-orla",
    hoursAgo: 6.9,
    by: "Wim Sorrell",
    section: "Coast",
    picture: { motif: "harbour", caption: "Lowmouth harbour on {day-1} afternoon, before the wind turned." },
    text: `
Storm Orla closed four ferry lines along the coast on {day-1} night and tore a third of the roof off the fish market in Lowmouth. Nobody was hurt; the market had been empty for an hour.

The harbour master measured gusts of 131 kilometres an hour at the outer mole before the instrument was blown away. Two yachts sank at their moorings, and a buoy of eight tonnes was found on the golf course.

The line to Tern Island will run again on {day+1}, the others on {day+2}. Stallholders will sell from lorries on the quay until the roof is mended.`,
  },
  {
    slug: "seagrass-copy",
    title: "Divers and Drones Chart Forgotten Seagrass Meadow Off Our Coast",
    story: "seagrass-meadow",
    hoursAgo: 12.2,
    by: "Concordia Press Agency",
    section: "Coast",
    copyOf: "seagrass-meadow",
    text: "",
  },
  {
    slug: "pilots-night-rule",
    title: "Harbour Pilots Get Second Boat After Dispute About Night Watches",
    hoursAgo: 9.1,
    by: "Hanneke Tolliver",
    section: "Coast",
    text: `
The pilots of Lowmouth will get a second boat and a third man on night watches, ending a dispute in which they had refused to board large tankers after dark.

The port authority pays 1.2 million crowns for the boat, which was built for another harbour that never opened. It will be called Second Opinion, a name chosen by the pilots.

Ships had waited up to nine hours for daylight since the end of September.`,
  },
  {
    slug: "oyster-thieves",
    title: "Oyster Farmers Chip Their Shells to Catch Thieves in Marsh Bay",
    hoursAgo: 13.4,
    by: "Wim Sorrell",
    section: "Coast",
    picture: { motif: "islands", caption: "Marsh Bay at low tide." },
    text: `
Oyster farmers in Marsh Bay have begun to hide small transmitters in false shells after thieves emptied forty baskets in two nights. The first of them spoke up on {day-2}, from a restaurant.

The landlord says that he bought in good faith, at half of the usual price. Police are looking for a flat boat with a quiet motor.

The transmitters cost four crowns each and have to be dug out of the oyster before it is served.`,
  },
  {
    slug: "lighthouse-for-rent",
    title: "Last Lighthouse Keeper of Grey Skerry Hands Key to a Computer",
    hoursAgo: 15.9,
    by: "Edda Marlowe",
    section: "Coast",
    picture: { motif: "night", caption: "Moon over the skerries, seen from the keeper’s kitchen." },
    text: `
Birger Aalto has climbed the 168 steps of the Grey Skerry lighthouse every evening for 37 years. On {day-2} he climbed them once more, wound the clock and handed the key to a woman with a laptop.

From now on the lamp is switched from the mainland. Aalto stays on the island through the winter, as a guest of the lighthouse association, to write down what the computer does not know: which window whistles in a north wind, and what it means.

The association lets the lower room from May.`,
  },
  {
    slug: "container-cranes-quiet",
    title: "Electric Cranes Halve Noise on East Quay, Residents’ Measurements Show",
    hoursAgo: 17.1,
    by: "Wim Sorrell",
    section: "Coast",
    text: `
The new electric cranes on the east quay are half as loud as the diesel ones, according to residents who have measured the noise from eleven balconies for a year.

At night the average fell from 58 to 49 decibels. What remains is the beeping, which the labour inspectorate insists on.

The port wants to replace the last six diesel cranes by the end of next year.`,
  },
  {
    slug: "painting-found-attic",
    title: "Painting Stolen From Vesterholm Museum Found Behind Wardrobe After 41 Years",
    story: "vesterholm-painting",
    hoursAgo: 7.3,
    by: "Edda Marlowe",
    section: "Culture",
    picture: { motif: "city", caption: "The flat is in one of the tower houses behind the docks." },
    text: `
A painting that was stolen from the Vesterholm Museum 41 years ago has been found behind a wardrobe in a flat near the harbour. The tenant, who is moving to a home, had been using the frame to hang up ties.

Experts confirmed on {day-1} that it is “The Blue Weir” by Agathe Lorn, worth about two million crowns. The tenant’s late husband had bought it for fifty from a man in a bar.

The theft is past the statute of limitations. The museum will show the picture from {day+4}, with the ties.`,
  },
  {
    slug: "anuvela-second-ship",
    title: "Second Relief Ship Leaves for Anuvela Islands With Pumps, Diesel and a Bakery",
    story: "anuvela-cyclone",
    hoursAgo: 5.8,
    by: "Hanneke Tolliver",
    section: "World",
    picture: { motif: "harbour", caption: "Lowmouth’s outer quay." },
    text: `
A second relief ship has left Lowmouth for the Anuvela islands, where a cyclone destroyed the fuel depot and cut off the villages in the south. On board are water pumps, 200 tonnes of diesel and a field bakery.

The bakery, lent by the army, makes 4,000 loaves a day. The crew of nineteen volunteers expects to reach the islands on {day+3} if the swell allows it.

The relief committee said that it has enough tents and asks for no more clothes.`,
  },
  {
    slug: "rovers-harbour-final",
    title: "Ferrygate Rovers Win Coast Cup Final on Penalties After Goalkeeper Scores",
    story: "coast-cup-final",
    hoursAgo: 11.3,
    by: "Teddy Brannock",
    section: "Sport",
    text: `
Ferrygate Rovers have won the Coast Cup for the first time since the war, beating favourites Castlegate 5-4 on penalties after their goalkeeper, Ines Okoro, had headed the equaliser in the last minute of the final.

Okoro then saved two penalties and scored the last one herself. “I was on my way back,” she said of her header, “and it seemed rude not to.”

The team takes the ferry home on {day+1}, provided that it runs.`,
  },
  {
    slug: "tern-island-school",
    title: "Tern Island’s School Reopens for Two Pupils and a Dog",
    hoursAgo: 21.5,
    by: "Edda Marlowe",
    section: "Coast",
    text: `
The school on Tern Island opens its door again on {day+1} after three years, for two sisters of seven and nine whose parents took over the bakery. The dog belongs to the teacher.

The island has 61 inhabitants in winter. By law a school must open for one child if the crossing takes more than an hour.

The sisters asked whether there would still be days off for fog. There will.`,
  },
  {
    slug: "barges-ask-for-berths",
    aftermathOf: "lisenne-treaty",
    title: "Barge Companies Ask for Berths at Sant Oril Within a Day of River Treaty",
    hoursAgo: 0,
    round: 3,
    by: "Hanneke Tolliver",
    section: "Coast",
    text: `
Three barge companies have asked for winter berths at Sant Oril, where no freight has been loaded for eleven years. The town has two cranes, one of which serves as a monument.

The mayor said that the monument could be unscrewed within a week. A survey of the channel begins in January.

The companies want to carry grain first, then gravel, “and some day oranges”.`,
  },
];
