import { seededRandom } from "../../bench/support/random.ts";

/** What goes wrong in a feed. Each changes how the true items of a history are written down, never which there are. */
export const MUTATIONS = [
  "session ids in links",
  "counters of readers in links",
  "a number of the place as link",
  "one link for all",
  "no links",
  "links that move once",
  "guids that change at every request",
  "guids that number places",
  "one guid for all",
  "no guids",
  "guids that migrate",
  "titles that are edited",
  "counters in titles",
  "titles of one form",
  "dates that are remade",
  "no dates",
  "dates without time",
  "items that vanish and return",
  "another order each time",
  "few items at a time",
] as const;
export type Mutation = (typeof MUTATIONS)[number];

/** What of an item is the same at every poll, whatever else changes. */
export function stableEvidence(
  mutations: readonly Mutation[],
): readonly ("guid" | "link" | "title and date")[] {
  const has = (...any: readonly Mutation[]) => any.some((one) => mutations.includes(one));
  const guid = !has(
    "guids that change at every request",
    "guids that number places",
    "one guid for all",
    "no guids",
  );
  const link = !has("session ids in links", "a number of the place as link", "one link for all", "no links");
  const content = !has("titles that are edited", "dates that are remade", "no dates");
  return [
    ...(guid && !has("guids that migrate") ? (["guid"] as const) : []),
    ...(link && !has("links that move once") ? (["link"] as const) : []),
    ...(content ? (["title and date"] as const) : []),
  ];
}

/** One item as one document has it. */
export interface Written {
  /** The true item, which no reader of the feed is told. */
  readonly truth: number;
  readonly guid: string | undefined;
  readonly link: string | undefined;
  readonly title: string;
  readonly text: string;
  /** ms */
  readonly date: number | undefined;
}

export interface History {
  readonly mutations: readonly Mutation[];
  /** Newest first unless its order is mixed. */
  readonly polls: readonly (readonly Written[])[];
}

const HOUR = 3_600_000;
/** When the first poll is. */
const BEGIN = Date.parse("2026-11-20T06:00:00Z");
/** One an hour. */
export const pollTime = (poll: number) => BEGIN + poll * HOUR;

const WORDS =
  "harbour ferry council glacier budget tunnel orchard senate bridge railway castle museum river border storm vaccine rocket coal ballot wolf bakery strike lighthouse parliament meadow comet dam festival quarry island pier market vineyard canal desert reactor library airport forest kitchen stadium opera valley volcano lantern harvest cable marina sculptor plumber".split(
    " ",
  );
const VERBS = "opens closes grows fails returns burns wins loses moves splits heals sinks sings votes".split(
  " ",
);

interface Item {
  readonly truth: number;
  /** The poll at which it is there first. */
  readonly since: number;
  readonly words: string;
  readonly born: number;
  readonly editedAt: number;
}

/** A feed's true history and what its documents make of it; the same seed gives the same. */
export function writeHistory(seed: number, mutations: readonly Mutation[], polls = 40): History {
  const random = seededRandom(seed);
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)] as T;
  const has = (one: Mutation) => mutations.includes(one);
  const room = has("few items at a time") ? 2 : 5 + Math.floor(random() * 8);
  const items: Item[] = [];
  const used = new Set<string>();
  const addItem = (since: number, born: number) => {
    let words = "";
    do words = `${pick(WORDS)} ${pick(VERBS)} near ${pick(WORDS)} and ${pick(WORDS)}`;
    while (used.has(words));
    used.add(words);
    items.unshift({
      truth: items.length,
      since,
      words,
      born,
      editedAt: since + 1 + Math.floor(random() * 6),
    });
  };
  for (let n = room; n > 0; n--) addItem(0, BEGIN - n * 2 * HOUR - Math.floor(random() * HOUR));
  const migratesAt = 8 + Math.floor(random() * 20);
  const movesAt = 8 + Math.floor(random() * 20);
  const remadeAt = new Set([6, 15, 16, 30].map((n) => n + Math.floor(random() * 4)));
  const hidden = new Map<number, number>();
  const documents: Written[][] = [];
  for (let poll = 0; poll < polls; poll++) {
    const fresh = poll > 0 && random() < 0.5 ? 1 + Math.floor(random() * 2) : 0;
    for (let n = 0; n < fresh; n++)
      addItem(poll, pollTime(poll) - (Math.floor(random() * 40 + 1 + n * 41) * 60_000) / 2);
    documents.push(shownAt(poll).map((item, place) => write(item, place, poll)));
  }
  return { mutations, polls: documents };

  function shownAt(poll: number): readonly Item[] {
    const shown = items.slice(0, room);
    const there = has("items that vanish and return") ? withoutVanished(shown, poll) : shown;
    return has("another order each time") ? shuffled(there, random) : there;
  }

  function withoutVanished(shown: readonly Item[], poll: number): readonly Item[] {
    const victim = shown[1 + Math.floor(random() * (shown.length - 1))];
    if (victim && victim.since < poll && random() < 0.3)
      hidden.set(victim.truth, poll + 1 + Math.floor(random() * 3));
    return shown.filter(({ truth }) => (hidden.get(truth) ?? 0) <= poll);
  }

  function write(item: Item, place: number, poll: number): Written {
    return {
      truth: item.truth,
      guid: guidOf(item, place, poll),
      link: linkOf(item, place, poll),
      title: titleOf(item, poll),
      text: `The ${item.words}, as number ${item.truth} of our reports tells, and much more is to be said.`,
      date: dateOf(item, poll),
    };
  }

  function guidOf(item: Item, place: number, poll: number): string | undefined {
    if (has("no guids")) return undefined;
    if (has("one guid for all"))
      return pick(["N/A", "https://feed.example/changelog", "entry"].slice(seed % 3, (seed % 3) + 1));
    if (has("guids that change at every request")) return `urn:${Math.floor(random() * 1e12).toString(36)}`;
    if (has("guids that number places")) return `item-${place}`;
    if (!has("guids that migrate") || poll < migratesAt) return `http://feed.example/?p=${1000 + item.truth}`;
    if (seed % 2 === 0) return `https://www.feed.example/?p=${1000 + item.truth}`;
    return `tag:feed.example,2026:${1000 + item.truth}`;
  }

  function linkOf(item: Item, place: number, poll: number): string | undefined {
    if (has("no links")) return undefined;
    if (has("one link for all")) return "https://feed.example/changelog";
    if (has("a number of the place as link")) return `https://feed.example/news/${place}`;
    const slug = seed % 3 === 0 ? `story/${item.truth}` : item.words.replaceAll(" ", "-");
    const base =
      has("links that move once") && poll >= movesAt
        ? "https://feed.example/neu/"
        : "https://feed.example/a/";
    return base + slug + queryOf();
  }

  function queryOf(): string {
    const sid = Math.floor(random() * 1e12).toString(36);
    if (has("session ids in links")) return `?sid=${sid}`;
    return has("counters of readers in links") ? `?${pick(["utm_source", "at_medium", "partner"])}=rss` : "";
  }

  function titleOf(item: Item, poll: number): string {
    const words = has("titles of one form") ? `Release 2.${item.truth} is here` : capital(item.words);
    const edited = has("titles that are edited") && item.truth % 3 === 0 && poll >= item.editedAt;
    const title = edited
      ? item.truth % 2
        ? `${words}, says minister`
        : `Quite other news ${item.truth * 7919}`
      : words;
    return has("counters in titles") ? `${title} (${poll + item.truth} comments)` : title;
  }

  function dateOf(item: Item, poll: number): number | undefined {
    if (has("no dates")) return undefined;
    if (has("dates that are remade") && [...remadeAt].some((at) => at <= poll && item.since < at)) {
      const at = Math.max(...[...remadeAt].filter((one) => one <= poll && item.since < one));
      return pollTime(at) - item.truth * 1000;
    }
    return has("dates without time")
      ? Math.floor(item.born / (24 * HOUR)) * 24 * HOUR
      : Math.floor(item.born / 1000) * 1000;
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function shuffled<T>(list: readonly T[], random: () => number): T[] {
  return list
    .map((value) => ({ value, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value);
}

/** A document as RSS 2.0. */
export function asRss(items: readonly Written[]): string {
  const written = items.map(({ truth, guid, link, title, text, date }) =>
    [
      "<item>",
      `<title>${title}</title>`,
      link === undefined ? "" : `<link>${link.replaceAll("&", "&amp;")}</link>`,
      guid === undefined ? "" : `<guid isPermaLink="false">${guid.replaceAll("&", "&amp;")}</guid>`,
      `<description>${text}</description><category>truth ${truth}</category>`,
      date === undefined ? "" : `<pubDate>${new Date(date).toUTCString()}</pubDate>`,
      "</item>",
    ].join(""),
  );
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>Feed</title><link>https://feed.example/</link>${written.join("\n")}</channel></rss>`;
}
