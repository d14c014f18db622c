import type { DemoArticle } from "../model.ts";

/** The Meridian Post: a front page of a lead article and seventeen headlines, one story three times, another twice. */
export const meridian: readonly DemoArticle[] = [
  {
    slug: "lisenne-treaty-water-returns",
    title: "Water Returns to the Lower Lisenne as Kestria and Marovia End Eleven-Year Dam Dispute",
    story: "lisenne-treaty",
    hoursAgo: 3.2,
    by: "Mirela Sandoval",
    section: "World",
    picture: {
      motif: "river",
      caption: "The Tamerin Dam on the morning of the treaty: four of its nine gates are open.",
    },
    summary:
      "After nineteen failed rounds of talks the two neighbours have agreed on a fixed share of the river, public measurements and a commission that neither can dissolve alone. An hour later the first gates of the Tamerin Dam were opened.",
    text: `
At eleven minutes past six on {day} morning an engineer in a yellow coat pressed a green button, and for the first time in eleven years the river Lisenne ran past the Tamerin Dam by treaty and not by accident. An hour earlier, in a customs shed on the border between Kestria and Marovia, President Ilena Koravic and Prime Minister Teodor Malin had signed the agreement that their countries had failed to reach in nineteen rounds of talks: a fixed share of the water for each, a common table of measurements, and a commission that neither side can dissolve alone.

The quarrel began when Kestria finished the dam in the upper valley and started to fill its reservoir during the driest summer on record. Downstream, the Marovian plain lost almost a third of its irrigated land in four seasons. Wells turned salty in the delta, the ferry at Sant Oril ran aground and stayed there, and farmers who had grown rice for generations moved to the cities or to sunflowers. Kestria answered that the turbines lit half of the country and that nobody had asked its own mountain villages how they had lived without power. Both were right, which is why it took so long.

What changed was not the politics but the arithmetic. Two years ago the hydrologists of both countries, who had gone on exchanging readings by private mail when their ministries had stopped answering each other, published a joint model of the river. It showed that the dam wastes more water by releasing it at the wrong hour than Marovia had ever demanded. If the gates open at night and in three seasons rather than two, the model said, the plain can have four fifths of its old flow while the turbines lose less than six percent of a year’s electricity. “We had been fighting over a quantity,” said Anselm Dray, the Kestrian co-author. “The argument was really about a timetable.”

The treaty turns that finding into law. Kestria guarantees 410 cubic metres a second in spring and never less than 180 in August; in years of drought both sides give up the same proportion. Marovia pays for a new switching station, so that the dam can sell at noon what it no longer makes at midnight, and drops its complaint before the arbitration court. Every gauge on the river will be readable by anyone, in real time, without a password. “Trust is a fine thing,” Malin said in the shed, “but a public meter is a better neighbour.”

Not everyone cheered. In the Kestrian highlands, where three villages lie under the reservoir, the families who were moved in the first year are still waiting for titles to their new land, and the agreement mentions them in a single sentence. Marovian opposition parties call the August minimum a drought by another name and want a vote. The commission’s first winter will be a hard one: snow in the upper valley is at seventy percent of the usual depth, and the clause on shared shortage may be needed before the ink is dry.

For one morning, though, the river had the last word. By nine o’clock the front of the water, brown and full of branches, had reached the first bridge below the border, where several hundred people stood along the parapet and said very little. At Sant Oril the ferryman, Petru Halm, had painted his boat in the night. It lifted off the gravel a little after half past ten. He took no fares, and he crossed eleven times: once, he explained, for every year.`,
  },
  {
    slug: "calvera-norhaven-framework",
    title: "Calvera–Norhaven Trade Framework Signals Major Turn on Tariffs, Energy and Batteries",
    story: "calvera-norhaven-trade",
    hoursAgo: 5.1,
    by: "Jonas Fairweather",
    section: "Business",
    picture: { motif: "harbour", caption: "Containers for Norhaven wait in the port of Calvera." },
    text: `
Calvera and Norhaven have agreed on a trade framework that cuts tariffs on most industrial goods, links the two countries’ electricity markets and sets up a shared supply chain for batteries, ending a dispute that had grown by a list of duties every spring.

The document runs to nine pages and leaves the details to working groups. Norhaven lowers its general tariff on Calveran goods from 18 to 6 percent, Calvera buys 4 billion crowns of Norhaven gas and wind power over five years, and both promise not to tax the export of refined lithium.

Economists in both capitals called the framework larger than expected. “It is a change of direction more than a change of numbers,” said Rosalind Achterberg of the Institute for Open Markets, who expects the first cuts to reach shops by the summer.`,
  },
  {
    slug: "norhaven-lifts-duty",
    title: "Norhaven Lifts 18% Tariff on Calveran Goods in Sweeping Trade and Energy Deal",
    story: "calvera-norhaven-trade",
    hoursAgo: 8.4,
    by: "Perpetua Lind",
    section: "Business",
    text: `
Norhaven will lift the punitive 18 percent tariff that it placed on Calveran goods last year, the government said, as part of a trade and energy deal under which Calvera commits itself to buying Norhaven gas and wind power.

The tariff falls to 6 percent at the end of the month for textiles, machines and ceramics. Trade Minister Ulla Brandvold said that the deal “takes a stone out of the shoe of both economies” and that Calvera had asked for no changes to food standards in return.

Exporters had lost about 2.3 billion crowns of orders to the tariff, the Calveran chamber of commerce estimates. Its president said that most of the trade would return within a year.`,
  },
  {
    slug: "interim-pact-car-duties",
    title: "Calvera–Norhaven Interim Trade Pact Cuts Car Tariffs but Leaves Electric Trucks Out",
    story: "calvera-norhaven-trade",
    hoursAgo: 11.7,
    by: "Jonas Fairweather",
    section: "Business",
    text: `
The interim trade pact between Calvera and Norhaven cuts the tariff on cars from 40 to 15 percent over three years, but leaves electric trucks out, a blow to Norhaven’s biggest maker, which had hoped to sell its long-haul model in Calvera from next autumn.

Negotiators said that trucks would be taken up in the second phase. Calvera wants to protect a young factory of its own in the north, which delivered its first hundred vehicles in May.

Smaller cars come out best: a family model built in Norhaven could become about 3,000 crowns cheaper in Calveran showrooms, importers say.`,
  },
  {
    slug: "sarmel-truce-before-winter",
    title: "Mediators Push for Sarmel Strait Ceasefire Before Winter as Attacks on Shipping Grow",
    story: "sarmel-talks",
    hoursAgo: 6.3,
    by: "Ottoline Varga",
    section: "World",
    picture: { motif: "islands", caption: "The narrowest part of the strait is nine miles wide." },
    text: `
Mediators want a ceasefire in the Sarmel Strait before the first winter storms, after a week in which attacks on cargo ships doubled and insurers stopped quoting prices for the passage altogether.

Delegations from Osterby and Tolvan met separately with the mediators in the lakeside town of Quill. The plan on the table would pull patrol boats back by twenty nautical miles and place neutral pilots on every ship above a certain size.

Neither side has accepted the map that goes with it. Diplomats said that the argument now turns on two lighthouses and on who repairs them.`,
  },
  {
    slug: "tolvan-premier-good-talks",
    title: "Tolvan Premier Speaks of “Very Useful” Sarmel Strait Ceasefire Talks as Mediators Continue",
    story: "sarmel-talks",
    hoursAgo: 9.9,
    by: "Ottoline Varga",
    section: "World",
    text: `
The premier of Tolvan, Casimir Hroth, said that “very useful” talks were under way on a ceasefire in the Sarmel Strait, and that his delegation would stay with the mediators in Quill for as long as the other side did.

It was the first friendly word in months. Osterby’s foreign minister answered with a nod rather than a statement, and both delegations extended their hotel rooms until {day+4}.

Shipping companies reacted with caution. Two lines said that they would go on sailing around the cape, a detour of nine days.`,
  },
  {
    slug: "belmora-early-count",
    title: "Belmora Votes: Opposition Alliance Leads Early Count After Highest Turnout in Thirty Years",
    story: "belmora-election",
    hoursAgo: 2.4,
    by: "Lucan Oyelaran",
    section: "World",
    picture: { motif: "city", caption: "The capital of Belmora on the evening of the vote." },
    text: `
The opposition alliance in Belmora leads by eleven points with a third of the ballots counted, after an election in which more people voted than at any time in thirty years. Queues were so long that 140 polling stations stayed open until midnight.

The alliance of four parties campaigned on rents, buses and the price of school meals and hardly mentioned the president. “People did not vote for a revolution,” said its leader, Hedda Marchetti, a former tram driver. “They voted to get to work on time.”

The government has conceded nothing yet. The western districts, where it is strongest, report last.`,
  },
  {
    slug: "copperfield-forged-certificates",
    title: "Engineer Charged Over Forged Safety Certificates for Six Copperfield Bridges",
    hoursAgo: 12.8,
    by: "Dilys Penhale",
    section: "Courts",
    picture: { motif: "city", caption: "Two of the six bridges lead into Copperfield’s old town." },
    text: `
A structural engineer from Copperfield has been charged with forging the safety certificates of six road bridges, two of which had to be closed to lorries this summer when cracks were found in their bearings.

Prosecutors say that the man, 58, copied measurements from one report to the next for seven years and never visited four of the sites. He denies the charges and says that he was ordered to work from drawings.

The county has hired three firms to inspect every bridge that he signed for, 31 in all, by February.`,
  },
  {
    slug: "thornbury-navigation-school",
    title: "Thornbury University Loses Its Navigation School After Row Over Simulators",
    hoursAgo: 14.2,
    by: "Idris Calloway",
    section: "Education",
    text: `
The merchant marine will end its programmes at Thornbury University after 64 years and move 220 cadets to a college on the coast. The two sides could not agree who should pay for new bridge simulators.

The university had offered half of the nine million crowns. The marine said that a school four hours from the sea needed better machines than one beside it, and that the time for offers was over.

Lecturers heard of the decision by mail. The old ship’s bell in the quadrangle, a gift of the first class, belongs to the cadets and will go with them.`,
  },
  {
    slug: "pelland-trade-commitments",
    title: "Pelland Assures Partners That Fisheries Quotas Stand Despite Change of Government",
    hoursAgo: 15.5,
    by: "Astrid Molenaar",
    section: "World",
    text: `
The new government of Pelland has assured its neighbours that it will keep to the fisheries quotas of its predecessor, after two trawler associations announced that they regarded the old agreement as dead.

Foreign Minister Sunniva Greaves wrote to five capitals that “treaties are signed by countries and not by cabinets”. The quota for cod stays at 41,000 tonnes; talks on mackerel begin in January, as planned.

The associations called a meeting for {day+5}. Skippers in the northern ports said that they would wait for the weather to decide.`,
  },
  {
    slug: "ostrel-sealed-papers",
    title: "Ostrel to Open Sealed Cabinet Papers on the 1974 Currency Crisis From {day+1}",
    hoursAgo: 16.1,
    by: "Bruno Estévez",
    section: "World",
    text: `
Members of parliament in Ostrel will be allowed to read the sealed cabinet papers on the currency crisis of 1974 from {day+1}, in a room without telephones and one member at a time.

Historians have asked for the eleven boxes since the archive law was changed in spring. They expect the minutes of the night on which the government decided to close the banks, and possibly the name of the person who told the stock exchange an hour before.

The public must wait until March, when blackened copies go on line.`,
  },
  {
    slug: "league-dues-reform",
    title: "League of Coastal States Starts Collecting Overdue Contributions as Cash Crisis Forces Reform",
    hoursAgo: 17.4,
    by: "Mirela Sandoval",
    section: "World",
    text: `
The League of Coastal States has begun to collect overdue contributions from its members, some of which have paid nothing for four years, and will close two of its five headquarters to get through a cash crisis.

The secretary-general said that salaries were safe until April. Eight members announced payments within a day of the letter; the largest debtor, which owes 90 million crowns, asked for instalments.

In return members want fewer reports. The League published 1,914 of them last year, and its own library could find readers for about half.`,
  },
  {
    slug: "broadcasters-merger-cleared",
    title: "Government Backs Merger of Broadcasters Altomar and Skyfield Amid Shift in Television",
    story: "altomar-skyfield",
    hoursAgo: 7.7,
    by: "Perpetua Lind",
    section: "Business",
    text: `
The government has backed the merger of the broadcasters Altomar and Skyfield, which would put 64 local television stations into one hand, and has asked the competition office to decide before the year is over.

Ministers argue that neither company can pay for local news alone any more. Critics answer that a merger is how local news ends: in eleven towns the two newsrooms are the only ones, and they share a corridor already.

Shares in Skyfield rose by 9 percent. The office said that it works to its own calendar.`,
  },
  {
    slug: "gharim-inspectors",
    title: "Inspectors Return to Gharim Reactor as Talks in Sel Amar Face Hard Questions",
    story: "gharim-inspectors",
    hoursAgo: 10.6,
    by: "Ottoline Varga",
    section: "World",
    text: `
International inspectors have returned to the Gharim reactor for the first time in two years, while diplomats in Sel Amar try to agree what they may look at once they are inside.

Six of the fourteen cameras that the inspectors left behind still work. The films of the last 26 months are sealed in a safe to which both sides hold one key, and the talks have so far been about the safe.

An agreement would lift the ban on spare parts for the plant’s cooling pumps, which everybody involved describes as old.`,
  },
  {
    slug: "ferncastle-night-pay",
    title: "Judge Throws Out Lawsuit Against Ferncastle Bakeries Over Night-Shift Rules",
    hoursAgo: 18.9,
    by: "Dilys Penhale",
    section: "Courts",
    text: `
A judge has thrown out a lawsuit against the Ferncastle bakery chain over a rule that gives parents of small children the first choice of shifts. A group of younger bakers had called that discrimination.

The court found that nobody had been paid less and that the list was open to all who become parents, “an ambition that the plaintiffs remain free to pursue”. They may appeal.

Ferncastle employs 3,100 people in 140 shops and bakes between one and five in the morning.`,
  },
  {
    slug: "anuvela-relief",
    title:
      "Coast Nations Promise Another 6 Million Crowns in Relief for Anuvela After Cyclone and Fuel Shortage",
    story: "anuvela-cyclone",
    hoursAgo: 4.6,
    by: "Lucan Oyelaran",
    section: "World",
    picture: { motif: "islands", caption: "Evening off the main island of Anuvela." },
    text: `
Four neighbouring countries have promised another 6 million crowns in relief for the Anuvela islands, where a cyclone destroyed the only fuel depot ten days ago and hospitals run on borrowed generators.

Two ships with diesel, water pumps and tarpaulins reached the main island on {day-1}. The runway is open again to small aircraft, the relief committee said, but eleven villages in the south can be reached only on foot.

Schools stay shut until the end of the month; most of them are full of families.`,
  },
  {
    slug: "tanker-levy-order",
    title:
      "Valdane Signs Order Threatening Levy of 25 Crowns a Tonne on Ports That Serve Unregistered Tankers",
    hoursAgo: 19.6,
    by: "Astrid Molenaar",
    section: "World",
    text: `
Valdane will charge a levy of 25 crowns a tonne on goods from any port that serves tankers without registration or insurance, under an order that its president signed on {day-1}.

The order gives ports ninety days to publish which ships they let in. About 300 old tankers sail under flags that no register knows, and three of them have leaked off Valdane’s northern beaches since March.

Lawyers doubt that a levy on third parties survives its first court. The president said that it only has to survive its first winter.`,
  },
  {
    slug: "tunnel-naming-rights",
    title: "City Hall Denies Offering Names of Central Station and Airport in Exchange for Tunnel Money",
    hoursAgo: 20.7,
    by: "Idris Calloway",
    section: "Cities",
    picture: { motif: "harbour", caption: "The tunnel is to end beside the old docks of Port Alder." },
    text: `
The mayor of Port Alder has denied a report that the city offered to name its central station and its airport after a bank in exchange for the missing 800 million crowns of the harbour tunnel.

A draft of the letter, published by a councillor, speaks of “a lasting presence in the daily life of the city”. The mayor’s office calls the draft an exercise by a trainee.

The tunnel is two years late. Signs with the present name of the station were renewed in spring for 60,000 crowns.`,
  },
  {
    slug: "lisenne-first-water-delta",
    title: "Lisenne Treaty: First Water From Tamerin Dam Reaches Marovian Delta a Day Early",
    story: "lisenne-treaty",
    hoursAgo: 0,
    round: 2,
    by: "Mirela Sandoval",
    section: "World",
    text: `
The first water released from the Tamerin Dam under the treaty between Kestria and Marovia has reached the delta of the Lisenne a day earlier than the engineers had calculated.

The river bed had dried out less than the models assumed, said the joint commission, which published its first table of measurements a few minutes after the wave passed the last gauge. It showed 412 cubic metres a second, two more than promised.

In the delta, farmers opened the field gates by hand. Nobody had oiled the hinges for eleven years, and most of them had to be lifted out.`,
  },
];
