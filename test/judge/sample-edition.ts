import type { Edition, FeedSettings } from "../../src/model/edition.ts";
import type { Story, StoryArticle } from "../../src/model/story.ts";
import type { PublishContext } from "../../src/publish/safe-edition.ts";

/** An invented morning: a lead in full with a picture, and headlines of which some are told more than once. */

export const NOW = Date.UTC(2026, 10, 22, 6, 30);
const MINUTE = 60_000;

export const sampleFeed: FeedSettings = {
  id: "main",
  title: "Harbour Morning Wire",
  description: "Nine outlets of the Two Rivers, every story once",
  link: "https://wire.example/",
  language: "en",
  tags: [],
  languages: [],
  keywords: [],
  stories: 60,
  window: 48 * 60 * MINUTE,
  minOutlets: 1,
  keep: [],
  drop: [],
  walls: "say",
  perSource: 10,
  formats: ["atom", "rss", "json", "html", "opml"],
  hubs: ["https://hub.example/"],
  tagBase: "wire.example,2026-11-01",
};

const outlets = [
  "Harbour Post",
  "Two Rivers Herald",
  "The Ledger",
  "Northern Mail",
  "Radio Estuary",
  "Tidewater Times",
  "Le Quai",
  "Der Hafenbote",
  "صحيفة الميناء",
];

export const sampleContext: PublishContext = {
  generator: { name: "Lede", uri: "https://lede.example/", version: "0.1.0" },
  sources: outlets.map((title, n) => ({
    id: `outlet-${n}`,
    title,
    feedUrl: `https://outlet-${n}.example/feed.xml`,
    siteUrl: `https://outlet-${n}.example/`,
    tags: n === 0 ? [] : n % 2 === 0 ? ["region", "news"] : ["world"],
  })),
};

const fullText = [
  "<p>The ferry council voted on Saturday night to reopen the eastern crossing after eleven years, ending a dispute that had outlived three mayors, two operators and one of the ships. The first boat is to leave Saltmarsh Quay at six on the first of March.</p>",
  "<p>Members passed the plan by nine votes to four. It obliges the operator to run a boat every forty minutes in winter and every twenty in summer, and caps the fare for people who live on either bank at two marks.</p>",
  "<h2>What changes for commuters</h2>",
  "<p>About six thousand people drive the long way round by the Kessel bridge each working day. The council's engineers expect the crossing to take a third of them off the road, and to cut the journey from an hour to eighteen minutes.</p>",
  '<p>“We have been promised this boat by everyone who ever wanted our votes,” said Ilse Marrow, who runs the bakery at the quay. “I shall believe it when I have flour on its deck.” The <a href="https://outlet-0.example/ferry/plan">full plan</a> is open to comment until Christmas.</p>',
  "<blockquote><p>A river is only a border if nobody crosses it.</p></blockquote>",
  "<p>The four who opposed it did not object to the boat, but to its price. The guarantee that the council gives the operator runs to fourteen million marks over ten years, and falls due whether passengers come or not.</p>",
  "<h2>The long argument</h2>",
  "<p>The old service stopped when its ferry, the <em>Anna Petronella</em>, failed its survey and no yard would mend it. Since then the landing stages have been maintained by volunteers, who scraped, painted and in one winter rebuilt the eastern ramp.</p>",
  "<ul><li>Six boats a day in each direction from March</li><li>Bicycles free, cars from the summer</li><li>A night boat on Saturdays, on trial</li></ul>",
  "<p>The harbour master said that dredging would begin in January. Fishermen have asked for the work to pause during the spawning run, and the council agreed to a gap of three weeks.</p>",
  "<p>If the dredging finishes in time, the new boat, built at Norrhavn and paid for by the coast fund, is to make its trials in February. It carries two hundred people and runs on batteries that are charged at either bank.</p>",
].join("");

interface Told {
  readonly title: string;
  readonly summary?: string;
  readonly outlet: number;
  readonly also?: readonly (readonly [outlet: number, title: string])[];
  readonly language?: string;
  readonly image?: boolean;
  readonly html?: string;
  readonly categories?: readonly string[];
}

const told: readonly Told[] = [
  {
    title: "After eleven years, the eastern ferry will sail again",
    summary:
      "The council votes nine to four to reopen the crossing; the first boat is to leave on the first of March.",
    outlet: 0,
    image: true,
    html: fullText,
    categories: ["Region", "Transport"],
    also: [
      [1, "Council backs ferry plan with a fourteen-million guarantee"],
      [4, "Eastern crossing to reopen in March"],
      [6, "Le bac de l’est reprendra en mars"],
      [7, "Ostfähre fährt ab März wieder"],
      [8, "العبّارة الشرقية تعود إلى العمل في مارس"],
      [3, "Opposition calls ferry deal “a blank cheque”"],
    ],
  },
  {
    title: "Grid operator asks towns to delay Christmas lights as reservoirs run low",
    summary:
      "A dry autumn has left the upper dam at 31 per cent. Nobody expects cuts, but the operator wants a margin for January.",
    outlet: 2,
    image: true,
    also: [
      [3, "Towns urged to wait with Christmas lights"],
      [5, "Upper dam at lowest level since records began"],
    ],
  },
  {
    title: "Teachers and ministry agree on smaller first-year classes",
    summary:
      "From autumn, no first-year class is to have more than twenty-two pupils. The union calls off its strike.",
    outlet: 1,
    also: [[2, "Strike called off as ministry gives way on class size"]],
  },
  { title: "Storm names for winter published: the first will be called Albin", outlet: 4 },
  {
    title: "Cooperative bank to keep its last eleven village branches open",
    summary: "Members overruled the board at a meeting that lasted until two in the morning.",
    outlet: 5,
  },
  {
    title: "Le port obtient son deuxième portique électrique",
    summary: "La grue, livrée par barge, remplacera deux engins au gazole avant l’été.",
    outlet: 6,
    language: "fr",
    image: true,
  },
  {
    title: "Museum returns four drums to the islands they came from",
    summary:
      "The drums were bought by a ship’s doctor in 1887. A delegation of eight sailed in to fetch them.",
    outlet: 3,
    image: true,
    also: [[0, "Drums go home after 139 years"]],
  },
  {
    title: "Hafenbahn bekommt eigenen Takt",
    summary: "Ab Dezember fährt die Bahn alle zwölf Minuten, nachts alle dreißig.",
    outlet: 7,
    language: "de",
  },
  {
    title: "Court lets wind farm at Long Sand go ahead",
    summary: "Judges found that the survey of seabirds had been done properly.",
    outlet: 2,
  },
  {
    title: "Three rescued from drifting yacht off the northern light",
    outlet: 1,
    also: [[4, "Lifeboat tows yacht to safety"]],
  },
  {
    title: "مجلس الميناء يقرّ ميزانية التجديد",
    summary: "الميزانية الجديدة تخصّص ثلث المبلغ للأرصفة القديمة.",
    outlet: 8,
    language: "ar",
  },
  {
    title: "University finds lost score of Weyland’s second symphony in a cupboard",
    summary: "The parts were behind a fuse box. The orchestra will play it in May.",
    outlet: 0,
  },
  {
    title: "Herring quota cut by a fifth",
    summary: "Scientists had asked for a third. The fleet says that it can live with it.",
    outlet: 3,
  },
  {
    title: "R&D credits <b>not</b> to blame, says tax office; Q&A follows",
    summary: "Profits & losses: what <5 % means.",
    outlet: 2,
  },
  { title: "Chess: seventeen-year-old from Norrhavn wins the coast open", outlet: 5 },
  { title: "Library lends out its first kayak", summary: "And its second, within the hour.", outlet: 4 },
  {
    title: "Bakers settle on a common recipe for the ferry bun",
    summary: "Cardamom stays. Raisins are left to conscience.",
    outlet: 1,
    image: true,
  },
  { title: "Weather: fog in the morning, then bright", outlet: 4 },
];

/** The stories of the sample, newest lead first. `imageBase` is where pictures are had, if anywhere. */
export function sampleStories(imageBase?: string): readonly Story[] {
  return told.map((one, n) => sampleStory(one, n, imageBase));
}

/** The whole edition, ready to render. */
export function sampleEdition(overrides: Partial<FeedSettings> = {}, imageBase?: string): Edition {
  return {
    feed: { ...sampleFeed, ...overrides },
    stories: sampleStories(imageBase),
    updatedAt: NOW,
    archives: ["2026-11-21", "2026-11-20"],
  };
}

function sampleStory(one: Told, n: number, imageBase: string | undefined): Story {
  const id = `01JD${String(n).padStart(22, "0")}`;
  const lead = sampleArticle(one, n, `${id}L`, imageBase);
  const coverage = (one.also ?? []).map(([outlet, title], k) =>
    sampleArticle(
      { title, outlet, language: ["fr", "de", "ar"][outlet - 6] ?? "en" },
      n + k + 1,
      `${id}C${k}`,
      undefined,
    ),
  );
  const at = NOW - n * 7 * MINUTE;
  return {
    ...(n === 1 && corrected(lead, `${id}C0`)),
    id,
    entryId: `tag:wire.example,2026-11-01:story/${id}`,
    lead: n === 1 ? { ...lead, isCorrection: true } : lead,
    leadReasons: [
      { name: "source weight", value: 0.9, contribution: 2.7 },
      { name: "has full text", value: 1, contribution: 2 },
      { name: "recency", value: 0.4, contribution: 0.2 },
    ],
    coverage,
    outlets: [lead, ...coverage].map(({ article }) => article.outlet),
    memberships: [lead, ...coverage].map(({ article }, k) => ({
      articleId: article.id,
      joinedAt: at + k * MINUTE,
      score: k === 0 ? undefined : 0.92 - k * 0.07,
      with: k === 0 ? undefined : lead.article.id,
      reasons:
        k === 0
          ? []
          : [
              { name: "likeness of titles", value: 0.61, contribution: 1.4 },
              { name: "rarest shared word", value: 0.83, contribution: 0.9 },
              { name: "time apart", value: 0.12, contribution: -0.1 },
            ],
    })),
    publishedAt: at,
    announcedAt: at,
    updatedAt: at + (n % 3) * MINUTE,
    score: 10 - n * 0.4,
    orderReasons: [{ name: "outlets", value: 1, contribution: 3 }],
  };
}

/** The second story of the sample: a correction leads it, and another led before. */
function corrected(lead: StoryArticle, before: string): Pick<Story, "superseded" | "ledBefore"> {
  const earlier = { title: "Grid operator tells towns to switch Christmas lights off", outlet: 2 };
  return {
    superseded: [sampleArticle(earlier, 20, `${lead.article.id}X`, undefined)],
    ledBefore: [{ articleId: before, until: NOW - 5 * MINUTE }],
  };
}

function sampleArticle(one: Told, n: number, id: string, imageBase: string | undefined): StoryArticle {
  const host = `https://outlet-${one.outlet}.example`;
  const outlet = outlets[one.outlet] ?? "";
  const at = NOW - n * 13 * MINUTE;
  const url = `${host}/2026/11/22/${id.toLowerCase()}?a=1&b=2`;
  return {
    article: {
      id,
      sourceId: `outlet-${one.outlet}`,
      outlet,
      url,
      addresses: [url],
      guid: id,
      title: one.title,
      summary: one.summary ?? "",
      content: undefined,
      author: one.html ? "Marit Oldenkamp" : undefined,
      publishedAt: at,
      updatedAt: undefined,
      seenAt: at + 4 * MINUTE,
      language: one.language ?? "en",
      categories: one.categories ?? [],
      image: one.image && imageBase ? `${imageBase}${n}.jpg` : undefined,
      enclosures: [],
      rights: undefined,
      origin: undefined,
    },
    sourceName: outlet,
    sourceUrl: `${host}/feed.xml`,
    siteUrl: `${host}/`,
    fullText: one.html
      ? {
          kind: "text",
          html: one.html,
          words: 420,
          title: undefined,
          author: undefined,
          publishedAt: undefined,
          image: undefined,
          language: "en",
          siteName: undefined,
          addresses: [],
          at,
        }
      : undefined,
    html: one.html ?? "",
  };
}
