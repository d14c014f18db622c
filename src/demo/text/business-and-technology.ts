import type { DemoArticle } from "../model.ts";

/** Ledgerline: business; some of its pages are for subscribers. */
export const ledgerline: readonly DemoArticle[] = [
  {
    slug: "trade-deal-winners",
    title: "Winners and Losers of the Calvera–Norhaven Trade Deal: Cable Makers Up, Truck Builders Down",
    story: "calvera-norhaven-trade",
    hoursAgo: 4.4,
    by: "Cosima Reuter",
    section: "Markets",
    text: `
The trade deal between Calvera and Norhaven lifted the shares of cable makers and battery firms on both exchanges, while truck builders lost, after the framework left electric trucks out of the tariff cuts.

Norhaven’s grid operator gained 7 percent: the deal links the two electricity markets by a second cable under the strait, to be laid from next year.

Analysts at the bank Oakes & Finch reckon that the lower tariff adds 0.3 percent to the output of both countries within five years.`,
  },
  {
    slug: "altomar-skyfield-bid",
    title: "Altomar and Skyfield Win Ministers’ Backing for Broadcasting Merger Worth 3.1 Billion",
    story: "altomar-skyfield",
    hoursAgo: 6.6,
    by: "Cosima Reuter",
    section: "Companies",
    picture: { motif: "city", caption: "Altomar’s and Skyfield’s towers stand side by side." },
    text: `
The broadcasters Altomar and Skyfield have won the backing of the government for their merger, a deal worth 3.1 billion crowns that would create the largest owner of local television stations.

The competition office must still agree. It stopped a smaller merger two years ago, and lawyers expect that it asks the two to sell stations in at least eleven towns.

Skyfield’s shares closed 9 percent higher. Altomar’s fell by 2.`,
  },
  {
    slug: "halden-foods-profit",
    title: "Halden Foods Quarterly Profit Rises 12% on Frozen Vegetables",
    hoursAgo: 9.3,
    by: "Matthis Orde",
    section: "Companies",
    text: `
Halden Foods earned 12 percent more in the third quarter than a year ago, 84 million crowns, because households bought more frozen vegetables and the price of energy fell.

Sales rose by 4 percent. The company keeps its forecast for the year and raises the dividend by a tenth.`,
  },
  {
    slug: "corvane-steel-profit",
    title: "Corvane Steel Quarterly Profit Falls 12% on Weak Demand From Builders",
    hoursAgo: 9.8,
    by: "Matthis Orde",
    section: "Companies",
    text: `
Corvane Steel earned 12 percent less in the third quarter than a year ago, 131 million crowns, because builders ordered fewer beams and scrap became dearer.

The company closes a rolling mill for two weeks at the turn of the year and lowers its forecast.`,
  },
  {
    slug: "valdane-bank-holds",
    title: "Valdane Central Bank Keeps Rate at 3.5 Percent, Sees Inflation at Target by Summer",
    hoursAgo: 12.5,
    by: "Cosima Reuter",
    section: "Markets",
    wall: "subscription",
    text: `
The central bank of Valdane has kept its key rate at 3.5 percent and expects inflation to reach the target of 2 percent by summer, but two of its nine directors voted for a cut at once.

The minutes show a discussion about rents, which rise faster than everything else and answer to the rate most slowly.

Traders now expect the first cut in March. The currency lost half a percent against its neighbours.

The governor said that patience had been the cheapest instrument so far.`,
  },
  {
    slug: "warehouse-robots-leased",
    title: "Why Warehouses Rent Their Robots by the Hour",
    hoursAgo: 15.8,
    by: "Matthis Orde",
    section: "Ideas",
    wall: "subscription",
    text: `
A robot that carries shelves costs 40,000 crowns. Since last year it can be had for three crowns an hour, and the warehouses that could never afford one now use two hundred in December and none in January.

The firms that rent them out drive them from one trade to the next: toys before the holidays, gardening in March, school books in August.

What looks like a machine is a bet on the calendar, and so far the calendar has paid.`,
  },
  {
    slug: "ferry-bond-oversubscribed",
    title: "Bond for Electric Ferries Draws Nine Times as Much Money as Needed",
    hoursAgo: 18.5,
    by: "Cosima Reuter",
    section: "Markets",
    picture: { motif: "harbour", caption: "The first electric ferry will lie at this quay." },
    text: `
A bond with which the coastal shipping company pays for four electric ferries was oversubscribed nine times. Investors accept 2.9 percent for twelve years.

The first ferry is to sail in two years. It charges during the eleven minutes in which cars drive off and on.`,
  },
  {
    slug: "lumenar-recall-cost",
    title: "Battery Recall Will Cost Lumenar 260 Million, Supplier Disputes Blame",
    story: "lumenar-recall",
    hoursAgo: 5.3,
    by: "Matthis Orde",
    section: "Companies",
    text: `
The recall of 1.4 million portable batteries will cost the electronics company Lumenar about 260 million crowns, it said on {day}. Its supplier disputes that the cells were at fault.

Lumenar stops selling the Brick 20 battery and pays back the price or sends another one. Eleven of them have caught fire while charging.

The shares fell by 8 percent in early trading outside the exchange.`,
  },
];

/** Circuit Weekly: technology. */
export const circuit: readonly DemoArticle[] = [
  {
    slug: "lumenar-brick-recall",
    title: "Lumenar Recalls 1.4 Million Brick 20 Batteries After Eleven Fires",
    story: "lumenar-recall",
    hoursAgo: 7.1,
    by: "Priya Westergaard",
    section: "Hardware",
    picture: { motif: "city", caption: "Lumenar’s headquarters stand in the tower district of Halm." },
    text: `
Lumenar recalls its best-selling portable battery, the Brick 20. Eleven of them have caught fire while charging, and the company asks the owners of all 1.4 million batteries to stop using them today.

The fault sits in a seam between two cells which can wear through after about 300 charges. Batteries from the second half of the year have a thicker foil and are not affected.

To find out whether yours is, look for the letter K at the end of the serial number. Do not put it into the household rubbish and do not post it: shops take it back in a box with sand.`,
  },
  {
    slug: "westmark-ransom",
    title: "Attack on Westmark Hospitals Came Through a Printer, Investigators Say",
    story: "westmark-hospitals",
    hoursAgo: 6.2,
    by: "Leopold Asante",
    section: "Security",
    text: `
The attackers who locked the computers of five hospitals in Westmark came in through a label printer whose password was its own name, investigators say.

From there they reached the directory server in eleven hours. The patient files were not copied, as far as anybody can tell, because the line was too slow.

The hospitals, which still work on paper, expect to switch on the first wards again on {day+2}.`,
  },
  {
    slug: "open-map-editors",
    title: "Volunteers Finish Open Map of Every Footpath in Belmora, Down to the Stiles",
    hoursAgo: 10.2,
    by: "Priya Westergaard",
    section: "Open source",
    text: `
After nine years the volunteers of an open mapping project have recorded every footpath in Belmora, 88,000 kilometres of them, with benches, stiles and the places where the bull is.

The last path was a dead end behind a sewage works. Forty people walked it together on {day-1}.

Hospitals and fire brigades already use the map. The land registry has asked politely for a copy.`,
  },
  {
    slug: "old-phones-school",
    title: "A School That Teaches With Telephones From the Drawer",
    hoursAgo: 14.9,
    by: "Leopold Asante",
    section: "Education",
    text: `
In Brackwater every pupil of the tenth form turns an old telephone into something useful: a weather station, a door bell, a microscope. The spare parts come from drawers all over town.

The teacher, Noor Halloran, started with six phones. She has 900 now and has had to ask people to stop.`,
  },
  {
    slug: "browser-without-tabs",
    title: "A Browser Without Tabs Finds a Million Users",
    hoursAgo: 16.3,
    by: "Priya Westergaard",
    section: "Software",
    text: `
It can show one page at a time and refuses to do more. The browser Solo, written by two sisters in their kitchen, has reached a million users a year after it was mocked at a trade fair.

A new version remembers the page before. The sisters argued about it for a month.`,
  },
  {
    slug: "satellite-text-service",
    title: "Text Messages by Satellite Reach Last Four Valleys Without a Signal",
    hoursAgo: 19.2,
    by: "Leopold Asante",
    section: "Networks",
    picture: { motif: "snow", caption: "One of the four valleys, in its usual weather." },
    text: `
The last four valleys without a mobile signal can send text messages by satellite from December. Each takes about twenty seconds and needs a view of the southern sky.

Farmers tested the service with sheep: a collar reports when an animal has not moved for six hours.`,
  },
  {
    slug: "chess-program-explains",
    title: "Chess Program Learns to Explain Its Moves to Children",
    hoursAgo: 21.1,
    by: "Priya Westergaard",
    section: "Software",
    text: `
A chess program that explains its moves in sentences has been tried in twenty schools. Children who played against it for a term solved a third more problems than those who used a silent one.

“It says that it is afraid of my knight,” a girl of eight reported. “It should be.”`,
  },
];
