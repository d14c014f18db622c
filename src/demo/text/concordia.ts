import type { DemoArticle } from "../model.ts";

/** Concordia Press Agency: the sober version; others print its texts. */
export const concordia: readonly DemoArticle[] = [
  {
    slug: "kestria-marovia-river-accord",
    title: "Kestria, Marovia Agree to Share Lisenne River Water, Ending Dam Dispute",
    story: "lisenne-treaty",
    hoursAgo: 3.6,
    section: "International",
    picture: { motif: "river", caption: "Tamerin Dam, upper Lisenne valley. Concordia archive." },
    text: `
SANT ORIL (CPA) - Kestria and Marovia signed an agreement on {day} to share the water of the river Lisenne, ending an 11-year dispute over the Tamerin Dam in which the two neighbours had broken off talks nineteen times.

Kestria guarantees a flow of 410 cubic metres a second in spring and at least 180 in August, according to the text seen by Concordia. Shortfalls in dry years are shared in equal proportion.

Marovia withdraws its complaint from the court of arbitration and contributes 120 million crowns to a switching station. A commission of ten, five from each country, decides by seven votes.

President Ilena Koravic and Prime Minister Teodor Malin attended the opening of the dam’s gates by video an hour after the ceremony.

The parliaments of both countries must ratify the agreement by the end of March. It applies provisionally from the day of signature.`,
  },
  {
    slug: "seagrass-meadow",
    title: "Researchers Map Seagrass Meadow the Size of a City in Hallam Sound",
    story: "seagrass-meadow",
    hoursAgo: 14.5,
    section: "Science",
    picture: { motif: "islands", caption: "Hallam Sound. The meadow begins two metres below the surface." },
    text: `
HALLAM (CPA) - Researchers have mapped a meadow of seagrass in Hallam Sound that covers 212 square kilometres, the area of a large city, and is four times as big as the charts show.

Divers and small drones under water took more than 90,000 photographs in two summers. A computer compared them with aerial pictures from the 1950s, on which the meadow appears as a dark stain that was taken for mud.

The plants store as much carbon as a forest of the same size, said Nerys Attwater, who led the work at the marine institute in Hallam. They also shelter young cod, of which the divers counted more than expected.

Anchors are the greatest danger. The institute has proposed 300 fixed moorings, at a cost of about two million crowns, and asks sailors to use the map that it published on {day-1}.

Fishermen who were asked about the discovery said that they had known the meadow all their lives and that nobody had wanted to hear about it.`,
  },
  {
    slug: "anuvela-islands-aid",
    title: "Relief Committee Seeks Fuel for Anuvela Islands’ Hospitals After Cyclone",
    story: "anuvela-cyclone",
    hoursAgo: 6.1,
    section: "International",
    text: `
PORT ANUVELA (CPA) - The relief committee for the Anuvela islands asked for 600 tonnes of diesel on {day-1}, because the hospitals will run out of fuel for their generators within nine days after the cyclone.

Two ships have unloaded pumps and tarpaulins. Neighbouring countries have promised 6 million crowns.

The cyclone killed nobody, since the villages had been warned a day ahead, but destroyed the only depot.`,
  },
  {
    slug: "gharim-cameras",
    title: "Inspectors Enter Gharim Reactor for First Time in Two Years",
    story: "gharim-inspectors",
    hoursAgo: 11.2,
    section: "International",
    text: `
GHARIM (CPA) - International inspectors entered the Gharim reactor on {day-1}, two years after they were sent away, and found six of their fourteen cameras in working order.

The inspectors stay for five days. Talks in Sel Amar on the sealed recordings continue on {day+1}.

The operator said that the plant had been shut for repairs since summer.`,
  },
  {
    slug: "vesterholm-blue-weir",
    title: "“The Blue Weir”, Stolen From Vesterholm Museum 41 Years Ago, Recovered",
    story: "vesterholm-painting",
    hoursAgo: 8.8,
    section: "Culture",
    text: `
VESTERHOLM (CPA) - The painting “The Blue Weir” by Agathe Lorn, stolen from the Vesterholm Museum 41 years ago, has been recovered from a private flat, police said on {day-1}.

The tenant, aged 83, had not known what it was. She will not be charged. The museum puts the value at two million crowns.

The thieves were never found.`,
  },
  {
    slug: "probe-ice-moon",
    title: "Probe Halcyon Sends First Pictures From Orbit of Ice Moon",
    story: "halcyon-probe",
    hoursAgo: 4.1,
    section: "Science",
    text: `
TARN FIELD (CPA) - The space probe Halcyon has entered orbit around an ice moon after a flight of nine years and has sent its first eleven pictures, the control centre at Tarn Field said on {day}.

They show ridges up to 400 metres high and a region without any craters. The braking manoeuvre took 34 minutes, four seconds less than planned.

The probe is to pass the moon’s south pole at a height of 90 kilometres in February.`,
  },
  {
    slug: "quake-dorn-valley",
    title: "Earthquake of Magnitude 5.1 Shakes Dorn Valley, Chimneys Fall",
    hoursAgo: 7.6,
    section: "International",
    text: `
DORN (CPA) - An earthquake of magnitude 5.1 shook the Dorn valley early on {day}. Chimneys fell in four villages; nobody was reported hurt.

The tremor was felt 120 kilometres away. The geological service expects weaker aftershocks.

Engineers are checking a dam built of earth above the village of Upper Dorn.`,
  },
  {
    slug: "quake-isles-of-pell",
    title: "Earthquake of Magnitude 4.8 Shakes Isles of Pell, No Damage Reported",
    hoursAgo: 13.1,
    section: "International",
    text: `
PELL HAVEN (CPA) - An earthquake of magnitude 4.8 was felt on the Isles of Pell on {day-1}. No damage was reported.

The centre lay 40 kilometres out at sea and 22 kilometres deep. There was no warning of a wave.

A brass band that was playing in the open air finished its piece.`,
  },
  {
    slug: "grain-price-falls",
    title: "Grain Price Falls to Lowest Level in Three Years on Record Harvest",
    hoursAgo: 15.2,
    section: "Economy",
    picture: { motif: "fields", caption: "The last fields were cut in October." },
    text: `
LOWMOUTH (CPA) - The price of grain has fallen to 186 crowns a tonne, the lowest level in three years, after the farmers’ association reported a record harvest of 61 million tonnes.

Silos along the coast are full. Traders expect exports to rise until February and the price to recover in spring.`,
  },
  {
    slug: "glass-recycling-law",
    title: "Parliament Passes Deposit on All Glass Bottles From July",
    hoursAgo: 18.1,
    section: "Politics",
    text: `
OSTERWALD (CPA) - Parliament has passed a law that puts a deposit of 15 pence on every glass bottle from July, wine bottles included. Winegrowers had asked for an exception until the last day.

Shops with less than 100 square metres need not take bottles back.`,
  },
  {
    slug: "mountain-rescue-drones",
    title: "Mountain Rescuers Find Lost Hikers by Drone Within Forty Minutes",
    hoursAgo: 20.2,
    section: "Panorama",
    picture: { motif: "snow", caption: "The fog lifted an hour after the hikers had been found." },
    text: `
ALPSEE (CPA) - Mountain rescuers have found four hikers in thick fog within forty minutes, with a drone that listens for human voices. It was its first mission.

The hikers had been singing to keep warm. “Badly,” said the leader of the team, “which helped.”`,
  },
  {
    slug: "quarterly-unemployment",
    title: "Unemployment Falls Below Five Percent for First Time Since Statistics Began",
    hoursAgo: 22.4,
    section: "Economy",
    text: `
OSTERWALD (CPA) - Unemployment fell to 4.9 percent in October, below five percent for the first time since records began 28 years ago, the statistical office said.

The number of open posts rose to 310,000. Builders, nurses and bus drivers are wanted most.`,
  },
];
