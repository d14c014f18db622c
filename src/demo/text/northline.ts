import type { DemoArticle } from "../model.ts";

/** Northline Radio: short reports of a public broadcaster. */
export const northline: readonly DemoArticle[] = [
  {
    slug: "river-treaty-signed",
    title: "Kestria and Marovia sign Lisenne treaty, first water released from Tamerin Dam",
    story: "lisenne-treaty",
    hoursAgo: 2.9,
    section: "World",
    text: `
The leaders of Kestria and Marovia have signed a treaty on the river Lisenne that ends an eleven-year dispute over the Tamerin Dam. Engineers released the first water to the plain of Marovia this morning.

President Ilena Koravic of Kestria called the agreement “a timetable with a handshake”. Marovia’s Prime Minister Teodor Malin said that the data of every gauge would be public.

Our correspondent at the dam reports that four of nine gates are open. A joint commission meets for the first time in December.

Families who lost their villages to the reservoir held up a banner with three names. Both governments said that they would be invited to the commission’s second meeting.`,
  },
  {
    slug: "sarmel-talks-weekend",
    title: "Sarmel Strait ceasefire talks between Osterby and Tolvan go into second week",
    story: "sarmel-talks",
    hoursAgo: 8.2,
    section: "World",
    text: `
Ceasefire talks on the Sarmel Strait between Osterby and Tolvan go into a second week. The mediators said that the delegations would stay in Quill until {day+4} at least.

Open questions are the line behind which patrol boats withdraw, and the neutral pilots that the mediators want to place on cargo ships.

Insurers said that they would quote prices for the strait again on the day on which a ceasefire is signed.`,
  },
  {
    slug: "orla-power-cuts",
    title: "Storm Orla: 40,000 homes without power, ferries stay in harbour",
    story: "storm-orla",
    hoursAgo: 5.5,
    section: "Home",
    text: `
Storm Orla has left 40,000 homes along the coast without electricity. Ferries stayed in harbour, and the railway closed the line along the estuary after trees fell on the tracks.

The network company has 160 fitters on the way and expects most homes to be supplied again tonight. The weather service has lifted its red warning.

Gusts reached 131 kilometres an hour in Lowmouth, where the roof of the fish market was torn off.`,
  },
  {
    slug: "coach-crash-pass",
    title: "Seven hurt as coach leaves road on Ravenna Pass",
    correctedTitle: "Nine hurt, none seriously, as coach leaves road on Ravenna Pass",
    hoursAgo: 1.1,
    section: "Home",
    picture: { motif: "snow", caption: "The pass lies at 1,640 metres." },
    text: `
A coach with a choir of thirty on board has left the icy road on the Ravenna Pass and come to rest against a barn. Passengers were taken to hospital with cuts and bruises.

The driver said that he had swerved to avoid a deer. The pass is closed until the coach has been pulled back to the road.

The choir was on its way to a competition and sang for the firemen.`,
  },
  {
    slug: "hospital-network-down",
    title: "Hospitals in Westmark go back to paper after attack on their computers",
    story: "westmark-hospitals",
    hoursAgo: 9.6,
    section: "Home",
    text: `
Five hospitals in Westmark are working with paper and pencil after an attack locked their computers on {day-2} night. Operations that can wait have been put off; emergencies are treated as usual.

The attackers demand two million crowns. The state government said that it would not pay and that backups of all patient files exist.

Retired nurses who remember the old forms have offered to help, and fourteen are on the wards already.`,
  },
  {
    slug: "seagrass-copy-radio",
    title: "Lost meadow under the sea is larger than thought, researchers say",
    story: "seagrass-meadow",
    hoursAgo: 11.9,
    section: "Science",
    copyOf: "seagrass-meadow",
    text: "",
  },
  {
    slug: "belmora-counting-goes-on",
    title: "Belmora election: alliance ahead, president calls for patience",
    story: "belmora-election",
    hoursAgo: 1.7,
    section: "World",
    text: `
In the election in Belmora the opposition alliance of Hedda Marchetti is ahead with 48 percent after half of the count. The president has called for patience until the western districts report.

Turnout was 81 percent, the highest in thirty years. Observers praised the quiet of the vote and criticised the queues.

A final result is expected on {day+1} evening.`,
  },
  {
    slug: "coast-cup-radio",
    title: "Coast Cup: goalkeeper Okoro heads late equaliser, Ferrygate Rovers win on penalties",
    story: "coast-cup-final",
    hoursAgo: 11.8,
    section: "Sport",
    text: `
Ferrygate Rovers have won the Coast Cup final against Castlegate on penalties. Their goalkeeper Ines Okoro headed the equaliser in stoppage time and scored the deciding penalty.

For Castlegate it is the third lost final in a row. Some 22,000 people saw the match.`,
  },
  {
    slug: "railway-quiet-carriage",
    title: "Railway gives up quiet carriages, introduces one for talking",
    hoursAgo: 13.7,
    section: "Home",
    text: `
The railway turns its rule around: from spring every carriage is to be quiet but one, which is meant for talking. A trial on two lines had more friends than any change in the timetable for years.

The talking carriage has tables for six and a conductor who is allowed to join in.`,
  },
  {
    slug: "teachers-agreement",
    title: "Teachers and states agree on smaller classes instead of higher pay",
    hoursAgo: 16.6,
    section: "Home",
    text: `
Teachers’ unions and the states have agreed that no primary class may have more than 22 pupils from next autumn. In return the unions give up half of the rise in pay that they had asked for.

The states need some 3,000 additional teachers. A third of them are to come back from retirement or part-time work.`,
  },
  {
    slug: "frost-vineyards",
    title: "Early frost: winegrowers harvest ice wine in November for first time in a decade",
    hoursAgo: 18.3,
    section: "Home",
    picture: { motif: "snow", caption: "Minus seven degrees at four in the morning." },
    text: `
Winegrowers in the Aller valley have picked frozen grapes in November for the first time in ten years. They need minus seven degrees for some hours and had them at four on {day-1} morning.

The yield is small but sweet: about a fifth of a litre for each vine.`,
  },
  {
    slug: "belmora-concession",
    title: "Belmora election: president concedes, Marchetti to form government",
    story: "belmora-election",
    hoursAgo: 0,
    round: 1,
    section: "World",
    text: `
The president of Belmora has conceded defeat in the election and congratulated the leader of the opposition alliance, Hedda Marchetti, who is to form a government.

With almost all votes counted the alliance has 51 percent. Marchetti said that her first decision would be about night buses.`,
  },
];
