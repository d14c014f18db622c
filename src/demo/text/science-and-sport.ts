import type { DemoArticle } from "../model.ts";

/** Orbit & Lab: a science magazine that puts its whole texts into the feed. */
export const orbit: readonly DemoArticle[] = [
  {
    slug: "halcyon-first-images",
    title: "First Pictures From Halcyon: An Ice Moon With Ridges and Hardly a Crater",
    story: "halcyon-probe",
    hoursAgo: 3.9,
    by: "Saskia Brandt-Okafor",
    section: "Space",
    picture: {
      motif: "night",
      caption: "The antennas of Tarn Field received the signal at 2.14 in the morning.",
    },
    text: `
The space probe Halcyon has arrived in orbit around an ice moon and has sent eleven pictures of ridges, cracks and a plain on which there is hardly a crater.

For geologists the missing craters are the news. A surface without them is young: something must be smoothing it, and the only candidate is water that rises from below and freezes.

The probe travelled for nine years. Its braking manoeuvre took 34 minutes, during which the control centre at Tarn Field, 51 light minutes away, could do nothing but eat the cake that had been baked for either outcome.

In February Halcyon passes the south pole at a height of 90 kilometres. If there are fountains, it flies through them.`,
  },
  {
    slug: "crows-count-pause",
    title: "Crows Pause Before Counting, and the Pause Gets Longer With the Number",
    hoursAgo: 8.1,
    by: "Emeric Stone",
    section: "Behaviour",
    text: `
Crows that were taught to caw a given number of times wait before they begin, and the higher the number, the longer they wait. The birds seem to plan the whole series, not one call after the other.

Three crows took part in the trial. The first caw alone betrayed to the researchers how many would follow, in two cases out of three.

When the birds made mistakes, they usually stopped one too early: they are not wrong about the number, the authors say, they are bored.`,
  },
  {
    slug: "moss-roof-cities",
    title: "Moss on Bus Shelters Cools a Street by Almost Two Degrees",
    hoursAgo: 11.6,
    by: "Saskia Brandt-Okafor",
    section: "Climate",
    picture: { motif: "fields", caption: "The moss comes from slopes on which nothing else wants to grow." },
    text: `
A street whose bus shelters carry moss is up to 1.9 degrees cooler on a hot afternoon than the next one, a trial with 44 shelters in Halm has found.

Moss needs no soil, no watering and no gardener. It drinks dew, and it shrinks to a grey felt when there is none.

The city wants to plant 400 more. The bus drivers asked for some on the buses.`,
  },
  {
    slug: "old-bread-yeast",
    title: "Yeast From a Bakery Buried for 900 Years Still Makes Bread Rise",
    hoursAgo: 14.1,
    by: "Emeric Stone",
    section: "Archaeology",
    text: `
Yeast cells that archaeologists scraped from a trough in a bakery buried by a landslide 900 years ago have come to life in a laboratory, and the dough rose.

It took two days instead of two hours. The bread tasted “like a cellar, in a good way”, according to the report, which is signed by eleven people who all had some.

The cells are related to modern baker’s yeast as a wolf is to a terrier.`,
  },
  {
    slug: "telescope-farmers",
    title: "The Telescope That Farmers Built Between Their Fields",
    hoursAgo: 17.8,
    by: "Saskia Brandt-Okafor",
    section: "Space",
    picture: { motif: "night", caption: "The antennas listen best when the moon is down." },
    text: `
Twelve farms in the Aller valley have put up 600 simple antennas between their fields. Together they make a radio telescope with a diameter of thirty kilometres.

The antennas look like coat stands and cost ninety crowns each. Sheep scratch themselves on them, which appears in the data as a star that rises twice a day.

In return the farms get a fast connection to the internet, which is why they agreed.`,
  },
  {
    slug: "hearing-aid-whisper",
    title: "Hearing Aid Learns to Pick One Voice Out of a Full Restaurant",
    hoursAgo: 20.9,
    by: "Emeric Stone",
    section: "Medicine",
    text: `
A new hearing aid follows the voice at which its wearer looks for three seconds, and turns all others down. In a trial with 60 people in a full restaurant they understood twice as many words.

It forgets the voice when the wearer nods twice. Some participants found that useful too.`,
  },
];

/** Touchline: sport. Its server answers every request in full. */
export const touchline: readonly DemoArticle[] = [
  {
    slug: "okoro-header-final",
    title: "Okoro, the Goalkeeper Who Headed Ferrygate Rovers to the Coast Cup",
    story: "coast-cup-final",
    hoursAgo: 10.9,
    by: "Gus Pereira",
    section: "Football",
    picture: {
      motif: "fields",
      caption: "The practice ground of the Rovers lies between the dunes and a wheat field.",
    },
    text: `
Ninety-four minutes of the Coast Cup final were gone when goalkeeper Ines Okoro left her line, ran the length of the pitch and headed the corner into Castlegate’s net. Ferrygate Rovers went on to win 5-4 on penalties.

She had asked the coach with her eyes, she said afterwards, and he had looked at his shoes. Castlegate protested that she had been standing offside; the pictures show that everybody else was.

Okoro saved two penalties, then took the last one. “I know where goalkeepers do not like it,” she said.`,
  },
  {
    slug: "rowing-eight-fog",
    title: "Rowing: Old Town Eight Wins Race in Fog Without Seeing Opponent",
    hoursAgo: 6.4,
    by: "Gus Pereira",
    section: "Rowing",
    text: `
The eight of the old town has won the autumn race by four lengths and did not see the other boat once. Fog lay so thick on the river that the umpire followed the two by their cox’s voices.

“We heard that we were ahead when they became more polite,” said the stroke.`,
  },
  {
    slug: "marathon-wrong-turn",
    title: "Marathon: Leaders Follow Wrong Car, Woman in Ninth Place Wins",
    hoursAgo: 12.1,
    by: "Abena Lister",
    section: "Athletics",
    text: `
The eight leading runners of the Halm marathon followed a delivery van at kilometre 31 and lost four minutes in a yard. Jarmila Novotna-Reyes, a nurse who was ninth at the time, read the signs and won.

The organisers let the result stand. The driver of the van was given a medal.`,
  },
  {
    slug: "ski-season-postponed",
    title: "Ski Jumping: First Meeting of Winter Put Off for Lack of Frost",
    hoursAgo: 15.4,
    by: "Abena Lister",
    section: "Winter sports",
    picture: { motif: "snow", caption: "There is snow, but not where it is wanted." },
    text: `
The first meeting of the ski jumpers has been put off by a week because the snow guns need two degrees less than there are. The athletes will train on plastic mats.

The race director hopes for a change of wind on {day+2}.`,
  },
  {
    slug: "castlegate-coach-stays",
    title: "Castlegate Keep Their Coach After Third Lost Final in a Row",
    hoursAgo: 4.9,
    by: "Gus Pereira",
    section: "Football",
    text: `
Castlegate extend the contract of their coach, Rufus Delacroix-Hahn, by two years, one day after the club lost its third final in a row.

The chairwoman said that somebody who gets to the last match three times knows the way. The supporters’ club bought an advertisement with the words “Fourth time”.`,
  },
  {
    slug: "live-indoor-tennis",
    title: "Live: Indoor Tennis Semi-Finals in Osterwald, Set by Set",
    hoursAgo: 1.4,
    by: "Abena Lister",
    section: "Tennis",
    text: `
Both semi-finals of the indoor tournament in Osterwald are under way. We report set by set on this page.

First set: 6-4 for the qualifier, who has not lost a service game this week. Second set: interrupted, a bird is in the hall.`,
  },
  {
    slug: "cycling-night-stage",
    title: "Cycling: Night Stage Over Three Passes Ends in Sprint by Torchlight",
    hoursAgo: 18.7,
    by: "Gus Pereira",
    section: "Cycling",
    picture: { motif: "night", caption: "The second of the three passes, a little after midnight." },
    text: `
The first night stage of the tour ended in a sprint of nineteen riders by torchlight. Wanda Ekström was half a wheel ahead and saw it only on the photograph.

Thousands of spectators stood on the passes with lamps. The organisers will repeat the stage next year.`,
  },
];

/** The Valley Lantern: a village paper whose feed is broken XML. */
export const lantern: readonly DemoArticle[] = [
  {
    slug: "orla-trees-valley",
    title: "Storm Orla Fells the Two-Hundred-Year-Old Lime Tree of Netherfold and Cuts Power",
    story: "storm-orla",
    hoursAgo: 7.9,
    by: "Maud Ellery",
    section: "Valley",
    text: `
Storm Orla felled the old lime tree of Netherfold and left the valley without power until {day} morning. The tree fell on the bus shelter and spared the chapel and the bank.

The parish will count the rings on {day+5}. Slices can be ordered at the post office.`,
  },
  {
    slug: "netherfold-shop-reopens",
    title: "Netherfold Shop Reopens as a Co-operative With 214 Owners",
    hoursAgo: 13.9,
    by: "Maud Ellery",
    section: "Valley",
    text: `
The village shop opens again on {day+1} and belongs to 214 people, which is more than live in the village. Shares cost 20 crowns and come with a say in the cheese.

It opens from seven to one and sells stamps, bread and paraffin.`,
  },
  {
    slug: "beaver-bridge-council",
    title: "Council and Beavers Disagree About Bridge at Lower Mill",
    hoursAgo: 16.8,
    by: "Maud Ellery",
    section: "Valley",
    text: `
The council took down the beavers’ dam at Lower Mill for the third time and found it rebuilt on {day-1}, a hand higher. The footbridge is under water.

The ranger proposes to raise the bridge. The beavers, he says, will not go to arbitration.`,
  },
  {
    slug: "bell-ringers-record",
    title: "Bell Ringers of Upfold Ring for Four Hours and Wake Only One Person",
    hoursAgo: 19.9,
    by: "Maud Ellery",
    section: "Valley",
    text: `
The bell ringers of Upfold rang 5,040 changes without a mistake, in four hours and two minutes. There was one complaint, from a visitor.

The oldest ringer is 88 and took the tenor.`,
  },
];
