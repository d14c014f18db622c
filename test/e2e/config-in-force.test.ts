import type { ChildProcess } from "node:child_process";
import { access, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort } from "../support/free-port.ts";
import { type Loopback, startLoopback } from "../support/loopback.ts";
import { type Newsstand, openNewsstand } from "../support/newsstand.ts";
import { connectRedis, freshPrefix } from "../support/redis.ts";
import { runLede, startLede } from "../support/run-lede.ts";
import { schemaKeys } from "../support/schema-keys.ts";
import { stop, until } from "../support/wire.ts";

// Every key of the YAML is edited while a wire runs, and is in force within seconds or said not to be. A key that is in
// the schema and in no row here fails the last test.

type Yaml = Record<string, unknown>;
type Look = () => Promise<unknown>;

interface Row {
  readonly name: string;
  /** What the YAML says before the edit, beside the usual; default: the usual alone. */
  readonly before?: () => Yaml;
  /** The wire is ready for the edit. */
  readonly ready?: Look;
  readonly edit: () => Yaml;
  /** What happens after the edit is in force, before it is looked at. */
  readonly after?: () => void;
  /** For each key that is edited: something, once it is in force. */
  readonly seen: Readonly<Record<string, Look>>;
}

interface Item {
  readonly id: string;
  readonly title: string;
  readonly url: string;
  readonly content_html: string;
  readonly date_published?: string;
  readonly image?: string;
  readonly language?: string;
  readonly _source: { readonly title: string; readonly outlet: string };
  readonly _also?: { readonly items: readonly { readonly title: string }[] };
}

interface Feed {
  readonly title: string;
  readonly description: string;
  readonly home_page_url: string;
  readonly language: string;
  readonly hubs?: readonly { readonly url: string }[];
  readonly items: readonly Item[];
}

interface Status {
  readonly warnings: readonly string[];
  readonly sources: readonly {
    readonly id: string;
    readonly state: string;
    readonly polling?: {
      readonly nextPollAt: number;
      readonly failure?: { readonly code: string };
      readonly document?: { readonly reader: string };
    };
  }[];
}

let stand: Newsstand;
let proxy: Loopback;
let folder: string;
let wire: ChildProcess;
let port: number;
let otherPort: number;
let log = "";
let last = "{}";
const env = { LEDE_PREFIX: freshPrefix() };

const source = (id: string, more: Yaml = {}): Yaml => ({
  id,
  url: `${stand.origin}/${id}`,
  name: id,
  outlet: id,
  every: "1s",
  ...more,
});

const usual = (): Yaml => ({
  title: "Quay wire",
  serve: { host: "127.0.0.1", port },
  output: { dir: "./public", formats: ["json", "atom"] },
  lead: { fullText: "never" },
  network: { allow: ["127.0.0.1/32"] },
  sources: [source("herald"), source("courier")],
});

async function write(yaml: Yaml): Promise<void> {
  await writeFile(path.join(folder, "lede.yaml"), JSON.stringify({ ...usual(), ...yaml }));
}

/** Writes an edit and waits until the wire says that it has taken it in. */
async function put(yaml: Yaml): Promise<void> {
  if (JSON.stringify(yaml) === last) return; // nothing to take back
  last = JSON.stringify(yaml);
  const said = () => log.match(/"configuration changed"|takes effect at the next start/g)?.length ?? 0;
  const before = said();
  await write(yaml);
  await until("the edit", async () => (said() > before ? true : undefined), 20_000);
}

const at = (place: string, from = port) => `http://127.0.0.1:${from}/${place}`;
const published = async (place = "feed.json", from = port) =>
  (await (await fetch(at(place, from))).json()) as Feed;
const status = async () => (await (await fetch(at("status.json"))).json()) as Status;
const page = async () => (await fetch(at(""))).text();
const isThere = (file: string) => access(path.join(folder, file)).then(() => true);
const yes = (is: boolean | undefined) => (is ? true : undefined);
const story = async (title: string) => (await published()).items.find((item) => item.title === title);
const leads =
  (title: string, outlet: string): Look =>
  async () =>
    yes((await published()).items.some((i) => i.title.startsWith(title) && i._source.outlet === outlet));
const polling = async (id: string) => (await status()).sources.find((one) => one.id === id)?.polling;
const failing =
  (id: string, code: string): Look =>
  async () =>
    yes((await polling(id))?.failure?.code === code);

beforeAll(async () => {
  stand = await openNewsstand();
  proxy = await startLoopback((_request, response) => {
    response
      .writeHead(200, { "content-type": "application/rss+xml" })
      .end('<rss version="2.0"><channel><title>Behind the proxy</title></channel></rss>');
  });
  stand.answer = (request, response) => {
    const name = request.url ?? "";
    if (request.method === "POST") {
      response.writeHead(202).end();
      return;
    }
    const ruled = RULED_DOCUMENTS[name];
    if (ruled) {
      response.writeHead(200, { "content-type": "text/html" }).end(ruled());
      return;
    }
    if (name === "/list.opml") {
      response.end(
        `<opml version="2.0"><body><outline type="rss" text="c" xmlUrl="${stand.origin}/courier"/></body></opml>`,
      );
      return;
    }
    const title = stand.titleOf(name.replace("/print/", "/beacon/"));
    const text = Array.from(
      { length: 12 },
      (_, n) =>
        `<p>The harbour board met on day ${n} of the month. ${title}, as its chair said to nobody's surprise, and so it was agreed before the winter comes.</p>`,
    ).join("");
    response
      .writeHead(title ? 200 : 404, { "content-type": "text/html" })
      .end(
        `<html><head><title>${title}</title></head><body><h1>${title}</h1><article><div class="body"><p class="promo">Subscribe to our paper today.</p>${text}</div></article><div class="odd"><p>The odd box has words of its own. ${text}</p></div></body></html>`,
      );
  };
  for (const feed of ["herald", "courier", "tribune", "gazette", "beacon"])
    stand.tell(feed, { title: `The ${feed} opens its office on the quay` });
  folder = await mkdtemp(path.join(tmpdir(), "lede-test-"));
  port = await freePort();
  otherPort = await freePort();
  await write({});
  wire = startLede(["run", "--config", "lede.yaml"], { cwd: folder, env });
  wire.stderr?.on("data", (chunk: Buffer) => {
    log += chunk.toString();
  });
  await until("the first edition", async () => yes((await published()).items.length > 0));
}, 60_000);

afterAll(async () => {
  await stop(wire, "SIGTERM");
  await rm(folder, { recursive: true, force: true });
  await stand.close();
  await proxy.close();
});

const WEIGHTS = { source: 0, fullText: 0, centrality: 0, earliest: 0, recency: 0 };
const ALL = ["herald", "courier", "tribune", "gazette", "beacon"];
/** Each of the five is the best by another weight. */
const five = (more: Yaml = {}) => ({
  sources: ALL.map((id) => source(id, id === "herald" ? { weight: 9, ...more } : {})),
});
function tellFive(title: string): void {
  stand.tell("herald", { title: `${title}, mayor and council of the town say`, hoursAgo: 8 });
  stand.tell("courier", { title: `${title}, fishermen near the lighthouse report`, hoursAgo: 30 });
  stand.tell("tribune", { title: `${title}, insurers count their costs already` });
  stand.tell("gazette", {
    title: `${title}, what we know so far of it`,
    hoursAgo: 8,
    content: `<p>${"All that is known of it. ".repeat(90)}</p>`,
  });
  stand.tell("beacon", { title, hoursAgo: 8 });
}
const weight = (name: keyof typeof WEIGHTS, title: string, outlet: string): Row => ({
  name: `lead.weights.${name}`,
  before: five,
  edit: () => ({ ...five(), lead: { fullText: "never", weights: { ...WEIGHTS, [name]: 50 } } }),
  after: () => tellFive(title),
  seen: { [`lead.weights.${name}`]: leads(title, outlet) },
});

const rows: readonly Row[] = [
  {
    name: "what the feed says of itself",
    edit: () => ({
      title: "Harbour wire",
      description: "All of the harbour",
      link: "https://harbour.example/",
      language: "en-GB",
      edition: { stories: 1 },
      output: { dir: "./public", formats: ["json", "rss"] },
    }),
    seen: {
      title: async () => yes((await published()).title === "Harbour wire"),
      description: async () => yes((await published()).description === "All of the harbour"),
      link: async () => yes((await published()).home_page_url === "https://harbour.example/"),
      language: async () => yes((await published()).language === "en-GB"),
      "edition.stories": async () => yes((await published()).items.length === 1),
      "output.formats": () => isThere("public/feed.rss"),
    },
  },
  {
    name: "edition.perSource",
    before: () => ({ edition: { perSource: 9 } }),
    ready: async () => {
      stand.tell("herald", { title: "Swans return to the castle moat" });
      stand.tell("herald", { title: "Bakery on Tanner street wins a medal" });
      await until("both", async () => yes((await mostOfOne()) > 1));
    },
    edit: () => ({ edition: { perSource: 1 } }),
    seen: { "edition.perSource": async () => yes((await mostOfOne()) === 1) },
  },
  {
    name: "edition.window",
    edit: () => ({ edition: { window: "9d" } }),
    after: () => stand.tell("herald", { title: "Old quarry to become a garden", hoursAgo: 100 }),
    seen: { "edition.window": () => story("Old quarry to become a garden") },
  },
  {
    name: "cluster.window",
    before: () => ({ edition: { window: "20d" }, cluster: { window: "24h", threshold: 0.3 } }),
    ready: async () => {
      stand.tell("herald", {
        title: "Tanker Aurora runs aground off Kilmore lighthouse in fog",
        hoursAgo: 40,
      });
      return until("the old report", () => story("Tanker Aurora runs aground off Kilmore lighthouse in fog"));
    },
    edit: () => ({ edition: { window: "20d" }, cluster: { window: "10d", threshold: 0.3 } }),
    after: () => stand.tell("courier", { title: "Tanker Aurora runs aground off Kilmore lighthouse in fog" }),
    seen: {
      "cluster.window": async () =>
        yes(
          (await published()).items.some((i) => i.title.startsWith("Tanker") && i._also?.items.length === 1),
        ),
    },
  },
  {
    name: "cluster.threshold",
    before: () => ({ cluster: { threshold: 0.2 } }),
    edit: () => ({ cluster: { threshold: 1 } }),
    after: () => {
      stand.tell("herald", { title: "Parliament passes fisheries bill after long night debate" });
      stand.tell("courier", { title: "Fisheries bill passes parliament after a long debate at night" });
    },
    seen: {
      "cluster.threshold": async () =>
        yes((await published()).items.filter(({ title }) => /fisheries bill/i.test(title)).length === 2),
    },
  },
  {
    name: "cluster.never",
    edit: () => ({ cluster: { never: [["herald/", "courier/"]] } }),
    after: () => {
      stand.tell("herald", { title: "Glasshouse fire in Westport destroys hundreds of orchids" });
      stand.tell("courier", { title: "Glasshouse fire in Westport destroys hundreds of orchids" });
    },
    seen: {
      "cluster.never": async () =>
        yes((await published()).items.filter(({ title }) => /^Glasshouse/.test(title)).length === 2),
    },
  },
  {
    name: "dedupe.window",
    edit: () => ({ dedupe: { window: "80d" } }),
    after: () => stand.tell("herald", { title: "Weavers of the island open their lofts" }),
    seen: { "dedupe.window": async () => yes((await longestClaim()) > 75 * 86_400_000) },
  },
  {
    name: "lead.prefer",
    edit: () => ({
      lead: { fullText: "never", prefer: ["courier"] },
      sources: [source("herald", { weight: 20 }), source("courier")],
    }),
    after: () => {
      stand.tell("herald", { title: "Kelp farm off Rosslare wins first export licence", hoursAgo: 9 });
      stand.tell("courier", { title: "Kelp farm off Rosslare wins its first export licence" });
    },
    seen: { "lead.prefer": leads("Kelp farm", "courier") },
  },
  weight("source", "Violent storm tears roof off Ballard ferry terminal", "herald"),
  weight("earliest", "Meteorite fragments found on beach near Carrick", "courier"),
  weight("recency", "Gold hoard unearthed under Lismore cathedral floor", "tribune"),
  weight("fullText", "Night train derails in tunnel outside Ennis station", "gazette"),
  weight("centrality", "Brewery explosion injures nine workers in Fermoy", "beacon"),
  {
    name: "sources[].weight",
    before: () => ({
      ...five({ weight: 0.1 }),
      lead: { fullText: "never", weights: { ...WEIGHTS, source: 50 } },
    }),
    edit: () => ({
      ...five({ weight: 90 }),
      lead: { fullText: "never", weights: { ...WEIGHTS, source: 50 } },
    }),
    after: () => tellFive("Lifeboat crew rescues nineteen from burning trawler"),
    seen: { "sources[].weight": leads("Lifeboat crew", "herald") },
  },
  {
    name: "lead.fullText",
    edit: () => ({ lead: { fullText: "always" } }),
    after: () => stand.tell("herald", { title: "Canal towpath reopens to walkers at last" }),
    seen: {
      "lead.fullText": async () =>
        yes(
          (await story("Canal towpath reopens to walkers at last"))?.content_html.includes(
            "harbour board met",
          ),
        ),
    },
  },
  {
    name: "sources[].fullText",
    edit: () => ({ sources: [source("herald", { fullText: "always" }), source("courier")] }),
    after: () => stand.tell("herald", { title: "Chapel bells are cast anew in the village" }),
    seen: {
      "sources[].fullText": async () =>
        yes(
          (await story("Chapel bells are cast anew in the village"))?.content_html.includes(
            "harbour board met",
          ),
        ),
    },
  },
  {
    name: "sources[].fullText, written out",
    edit: () => ({
      sources: [
        source("herald", {
          fullText: { selector: ".body", remove: [".promo"] },
        }),
        source("tribune", { fullText: { selector: ".odd" } }),
        source("beacon", { fullText: { print: ["beacon/", "print/"] } }),
      ],
    }),
    after: () => {
      stand.tell("herald", { title: "Lamplighters are back on the old bridge" });
      stand.tell("tribune", { title: "Puppet theatre finds a home in the mill" });
      stand.tell("beacon", { title: "Ringed plovers nest on the slipway" });
    },
    seen: {
      "sources[].fullText.selector": async () =>
        yes(
          (await story("Puppet theatre finds a home in the mill"))?.content_html.includes(
            "odd box has words",
          ),
        ),
      "sources[].fullText.remove": async () => {
        const html = (await story("Lamplighters are back on the old bridge"))?.content_html ?? "";
        return yes(html.includes("harbour board met") && !html.includes("Subscribe to our paper"));
      },
      "sources[].fullText.print": async () =>
        yes(stand.received.some((one) => one.path.startsWith("/print/"))),
    },
  },
  {
    name: "where it is served",
    edit: () => ({ serve: { host: "127.0.0.2", port: otherPort, trustProxy: true } }),
    seen: {
      "serve.port": async () => yes((await fetch(`http://127.0.0.2:${otherPort}/feed.json`)).ok),
      "serve.host": async () =>
        fetch(at("feed.json")).then(
          () => undefined,
          () => true,
        ),
      "serve.trustProxy": async () => yes(/"changed":\["serve"[^\]]*\]/.test(log)),
    },
  },
  {
    name: "serve.token",
    before: () => ({ serve: { host: "127.0.0.1", port, token: "first-token" } }),
    edit: () => ({ serve: { host: "127.0.0.1", port, token: "second-token" } }),
    seen: {
      "serve.token": async () => {
        const asked = ["first-token", "second-token"].map((token) =>
          fetch(at("status"), { headers: { authorization: `Bearer ${token}` } }),
        );
        return yes((await Promise.all(asked)).map((answer) => answer.status).join() === "401,200");
      },
    },
  },
  {
    name: "output.page",
    before: () => ({
      output: { dir: "./public", formats: ["json", "html"] },
      feeds: [{ id: "quay", title: "From the quay" }],
    }),
    edit: () => ({
      output: {
        dir: "./public",
        formats: ["json", "html"],
        page: { sections: ["quay"], pictures: "none", full: 1 },
      },
      feeds: [{ id: "quay", title: "From the quay" }],
    }),
    after: () => {
      for (const n of [1, 2, 3, 4])
        stand.tell("herald", {
          title: `Lantern number ${n} is lit on the quay`,
          content: `<p>It burns. <img src="https://pictures.example/${n}-large.jpg" width="900" height="600"></p>`,
        });
    },
    seen: {
      "output.page.sections": async () => yes((await page()).includes('id="section-quay"')),
      "output.page.pictures": async () =>
        yes((await page()).includes("Lantern") && !(await page()).includes("<img")),
      "output.page.full": async () => yes(/class="story brief"/.test(await page())),
    },
  },
  {
    name: "output.dir",
    edit: () => ({ output: { dir: "./elsewhere", formats: ["json"] } }),
    after: () => stand.tell("herald", { title: "Barley harvest ends a week early" }),
    seen: {
      "output.dir": async () =>
        yes((await readFile(path.join(folder, "elsewhere/feed.json"), "utf8")).includes("Barley harvest")) &&
        story("Barley harvest ends a week early"),
    },
  },
  {
    name: "websub",
    edit: () => ({
      link: at(""),
      websub: { hubs: [`${stand.origin}/hub`], callback: "https://wire.example/websub" },
    }),
    after: () => stand.tell("herald", { title: "Skiffs race round the bay again" }),
    seen: {
      "websub.hubs": async () =>
        yes((await published()).hubs?.some(({ url }) => url.endsWith("/hub")) && stand.asked("/hub") > 0),
      "websub.callback": async () =>
        yes((await fetch(at("websub/unknown"), { method: "POST" })).status !== 405),
    },
  },
  {
    name: "network.allow",
    before: () => ({
      network: { allow: [] },
      sources: [source("closed", { url: `${stand.origin}/herald?closed`, every: "5m" })],
    }),
    ready: () => until("the refusal", failing("closed", "FETCH_BLOCKED")),
    edit: () => ({ sources: [source("closed", { url: `${stand.origin}/herald?closed`, every: "1s" })] }),
    seen: { "network.allow": async () => yes(stand.asked("/herald?closed") > 0) },
  },
  {
    name: "what requests say, and how long and large answers may be",
    edit: () => ({
      network: {
        allow: ["127.0.0.1/32"],
        userAgent: "Quay/7",
        contact: "mailto:desk@quay.example",
        timeout: "1s",
        maxBytes: "1kb",
        perHost: 3,
      },
      sources: [
        source("beacon"),
        source("long", { url: `${stand.origin}/long` }),
        ...["slow-1", "slow-2", "slow-3"].map((id) => source(id)),
      ],
    }),
    after: () => stand.tell("long", { title: "Long", content: `<p>${"word ".repeat(2_000)}</p>` }),
    seen: {
      "network.userAgent": async () => yes(agents().includes("Quay/7 (+mailto:desk@quay.example)")),
      "network.contact": async () => yes(agents().some((agent) => agent?.includes("desk@quay.example"))),
      "network.timeout": failing("slow-1", "FETCH_TIMEOUT"),
      "network.maxBytes": failing("long", "FETCH_TOO_LARGE"),
      "network.perHost": async () => yes(stand.mostAtOnce() > 1),
    },
  },
  {
    name: "network.proxy",
    edit: () => ({
      network: { proxy: proxy.url(""), allow: ["127.0.0.1/32"] },
      sources: [source("tribune")],
    }),
    seen: { "network.proxy": async () => yes(proxy.received.length > 0) },
  },
  {
    name: "a source's own network, headers and reader",
    before: () => ({ sources: [source("gazette")] }),
    edit: () => ({
      network: { allow: [] },
      sources: [
        source("gazette", {
          every: "5m",
          url: `${stand.origin}/gazette?own`,
          network: { allow: ["127.0.0.1/32"] },
          headers: { "x-desk": "night" },
          reader: "rss-parser",
        }),
        source("beacon", {
          every: "5m",
          url: "http://beacon.example/own",
          network: { proxy: proxy.url("") },
        }),
      ],
    }),
    seen: {
      "sources[].network.allow": async () => yes(stand.asked("/gazette?own") > 0),
      "sources[].url": async () => yes(stand.asked("/gazette?own") > 0),
      "sources[].headers": async () =>
        yes(stand.received.some(({ headers }) => headers["x-desk"] === "night")),
      "sources[].reader": async () => yes((await polling("gazette"))?.document?.reader === "rss-parser"),
      "sources[].network.proxy": async () =>
        yes(proxy.received.some((one) => one.path.includes("beacon.example"))),
    },
  },
  {
    name: "who a source is",
    edit: () => ({
      sources: [
        source("herald-2", { url: `${stand.origin}/herald?2`, name: "Herald of Quay", outlet: "The Herald" }),
      ],
    }),
    after: () => stand.tell("herald", { title: "Otters seen below the weir" }),
    seen: {
      "sources[].id": async () => yes((await status()).sources.some(({ id }) => id === "herald-2")),
      "sources[].name": async () =>
        yes((await story("Otters seen below the weir"))?._source.title === "Herald of Quay"),
      "sources[].outlet": async () =>
        yes((await story("Otters seen below the weir"))?._source.outlet === "The Herald"),
    },
  },
  {
    name: "what a source keeps",
    edit: () => ({
      sources: [
        source("herald", { keep: [{ title: "mussels" }] }),
        source("courier", { drop: [{ title: "horoscope" }] }),
      ],
    }),
    after: () => {
      stand.tell("herald", { title: "Tax office moves to the square" });
      stand.tell("courier", { title: "Your horoscope for the week" });
      stand.tell("herald", { title: "Mussels are cheap this autumn" });
      stand.tell("courier", { title: "Choir sings in the lime kiln" });
    },
    seen: {
      "sources[].keep": async () =>
        yes(
          Boolean(await story("Mussels are cheap this autumn")) &&
            !(await story("Tax office moves to the square")),
        ),
      "sources[].drop": async () =>
        yes(
          Boolean(await story("Choir sings in the lime kiln")) &&
            !(await story("Your horoscope for the week")),
        ),
    },
  },
  {
    name: "what the whole wire keeps, also of what is there already",
    before: () => ({ feeds: [{ id: "big", minOutlets: 2 }] }),
    ready: async () => {
      stand.tell("herald", { title: "Beacon on the head is painted red this week" });
      stand.tell("courier", { title: "Beacon on the head is painted red this week" });
      stand.tell("courier", { title: "Cress grows in the old dry dock", content: "<p>Few words.</p>" });
      await until("both", async () => yes((await published("big/feed.json")).items.length > 0));
      await until("the other", () => story("Cress grows in the old dry dock"));
    },
    edit: () => ({
      keep: [{ outlet: "courier", match: "any" }],
      drop: [{ title: "/^Cress/", words: { lt: 80 } }],
      houses: [["herald", "The Herald", "courier"]], // an earlier row has renamed one
      feeds: [{ id: "big", minOutlets: 2 }],
      output: { dir: "./public", formats: ["json", "atom"], walls: "hide" },
    }),
    seen: {
      drop: async () => yes(!(await story("Cress grows in the old dry dock"))),
      keep: async () =>
        yes((await published()).items.every((item) => JSON.stringify(item).includes("courier"))),
      houses: async () => yes((await published("big/feed.json")).items.length === 0),
      "output.walls": async () => yes(/"changed":\[[^\]]*"output"/.test(log)),
    },
  },
  {
    name: "sources[].every",
    before: () => ({ sources: [source("courier", { url: `${stand.origin}/courier?every`, every: "24h" })] }),
    ready: () => until("a poll", async () => yes(stand.asked("/courier?every") === 1)),
    edit: () => ({ sources: [source("courier", { url: `${stand.origin}/courier?every`, every: "2s" })] }),
    seen: { "sources[].every": async () => yes(stand.asked("/courier?every") > 1) },
  },
  {
    name: "schedule.every",
    before: () => ({
      schedule: { every: "24h" },
      sources: [source("courier", { url: `${stand.origin}/courier?adaptive`, every: undefined })],
    }),
    ready: () => until("a poll", async () => yes(stand.asked("/courier?adaptive") === 1)),
    edit: () => ({
      schedule: { every: "5m" },
      sources: [source("courier", { url: `${stand.origin}/courier?adaptive`, every: undefined })],
    }),
    seen: {
      "schedule.every": async () =>
        yes(((await polling("courier"))?.nextPollAt ?? 0) < Date.now() + 20 * 3_600_000),
    },
  },
  {
    name: "timetables",
    before: () => ({
      sources: ["a", "b", "c", "d"].map((id) =>
        source(id, { url: `${stand.origin}/herald?${id}`, every: "30d" }),
      ),
    }),
    ready: () =>
      until("polls", async () => yes(["a", "b", "c", "d"].every((id) => stand.asked(`/herald?${id}`) > 0))),
    edit: () => ({
      schedule: { cron: hourFromNow(2), timezone: "UTC" },
      sources: [
        source("a", { url: `${stand.origin}/herald?a`, every: undefined }),
        source("b", { url: `${stand.origin}/herald?b`, every: undefined, cron: hourFromNow(5) }),
        source("c", {
          url: `${stand.origin}/herald?c`,
          every: undefined,
          cron: hourFromNow(5),
          timezone: "Etc/GMT-3",
        }),
      ],
    }),
    seen: {
      "schedule.cron": () => dueIn("a", 2),
      "schedule.timezone": () => dueIn("b", 5),
      "sources[].cron": () => dueIn("b", 5),
      "sources[].timezone": () => dueIn("c", 2),
    },
  },
  {
    name: "further feeds",
    edit: () => ({
      sources: [source("herald", { tags: ["coast"] }), source("courier")],
      edition: { stories: 50 },
      feeds: [
        {
          id: "coast",
          title: "Coast wire",
          description: "Of the coast",
          language: "en-IE",
          tags: ["coast"],
          formats: ["json", "rss"],
        },
        { id: "few", stories: 2, perSource: 1, keywords: ["/pilchards|violin/i"], window: "3d" },
        { id: "none", languages: ["fi"] },
        { id: "kept", keep: [{ title: "pilchards" }], drop: [{ title: "ardmore", match: "any" }] },
        { id: "big", minOutlets: 9 },
      ],
    }),
    after: () => {
      stand.tell("herald", { title: "Pilchards fill the nets at Ardmore" });
      stand.tell("courier", { title: "Violin makers meet in the granary" });
    },
    seen: {
      "feeds[].id": () => published("few/feed.json"),
      "feeds[].title": async () => yes((await published("coast/feed.json")).title === "Coast wire"),
      "feeds[].description": async () =>
        yes((await published("coast/feed.json")).description === "Of the coast"),
      "feeds[].language": async () => yes((await published("coast/feed.json")).language === "en-IE"),
      "feeds[].formats": () => isThere("public/coast/feed.rss"),
      "feeds[].tags": onlyTagged,
      "sources[].tags": onlyTagged,
      "feeds[].languages": async () => yes((await published("none/feed.json")).items.length === 0),
      "feeds[].keywords": async () =>
        yes((await published("few/feed.json")).items.every(({ title }) => /pilchards|violin/i.test(title))),
      "feeds[].stories": async () => yes((await published("few/feed.json")).items.length === 2),
      "feeds[].perSource": async () =>
        yes(new Set((await published("few/feed.json")).items.map((i) => i._source.outlet)).size === 2),
      "feeds[].keep": async () =>
        yes((await published("kept/feed.json")).items.every(({ title }) => /pilchards/i.test(title))),
      "feeds[].drop": async () =>
        yes(
          !(await published("kept/feed.json")).items.some(({ title }) => /ardmore/i.test(title)) &&
            (await published("few/feed.json")).items.length > 0,
        ),
      "feeds[].minOutlets": async () => yes((await published("big/feed.json")).items.length === 0),
      "feeds[].window": async () => yes((await published("few/feed.json")).items.length > 0),
    },
  },
  {
    name: "issues",
    before: () => ({ edition: { stories: 100 } }),
    ready: async () => {
      const titles = [
        "Ropewalk burns at night",
        "Oysters are back in the bay",
        "Choir of miners sings in Rome",
      ];
      for (const title of titles) stand.tell("courier", { title });
      await until("three stories", async () =>
        yes(!(await Promise.all(titles.map(story))).includes(undefined)),
      );
    },
    edit: () => ({
      edition: { stories: 100 },
      feeds: [{ id: "morning", digest: { at: ["00:00"], timezone: "Pacific/Kiritimati", stories: 2 } }],
    }),
    seen: {
      "feeds[].digest.at": issue(({ id }) => id.endsWith("-00")),
      "feeds[].digest.timezone": issue(({ id }) => id.includes(`/${dayIn("Pacific/Kiritimati")}-`)),
      "feeds[].digest.stories": issue(({ content_html }) => content_html.match(/<li>/g)?.length === 1),
    },
  },
  {
    name: "a list by address",
    edit: () => ({
      sources: [source("herald"), { opml: `${stand.origin}/list.opml`, every: "1h", tags: ["coast"] }],
    }),
    seen: {
      "sources[].opml": async () =>
        yes((await status()).sources.some(({ id, state }) => id.endsWith("courier") && state === "ok")),
    },
  },
  {
    name: "notices",
    edit: () => ({
      sources: ["herald", "courier", "gone-away"].map((id) =>
        source(id, { network: { allow: ["127.0.0.1/32"] } }),
      ),
      network: {},
      notify: [
        ["first", { lead: true }],
        ["told", { outlets: 1 }],
        ["word", { keyword: "/quay/i" }],
        ["sick", { sourceFailing: "1s" }],
        ["own", { outlets: 1 }, { template: "own {{title}}", headers: { "X-Wire": "quay" } }],
      ].map(([id, when, more = {}]) => ({
        id,
        url: `${stand.origin}/notify/${id}`,
        when,
        secret: "of the quay",
        network: { allow: ["127.0.0.1/32"] },
        ...(more as Yaml),
      })),
    }),
    seen: {
      "notify[].id": notified("told"),
      "notify[].url": notified("told"),
      "notify[].network.allow": notified("told"),
      "notify[].secret": notified("told", ({ headers }) => "webhook-signature" in headers),
      "notify[].when.lead": notified("first"),
      "notify[].when.outlets": notified("told"),
      "notify[].when.keyword": notified("word"),
      "notify[].when.sourceFailing": notified("sick"),
      "notify[].template": notified(
        "own",
        ({ headers }) => headers["content-type"]?.startsWith("text/") ?? false,
      ),
      "notify[].headers": notified("own", ({ headers }) => headers["x-wire"] === "quay"),
    },
  },
  {
    name: "sources[].page and sources[].json",
    edit: () => ({
      sources: [
        source("by-rule", {
          page: {
            items: ".card",
            title: ".head",
            link: ".more@href",
            date: ".when@datetime",
            summary: ".dek",
            image: ".photo@data-at",
            language: "cy",
          },
        }),
        source("by-path", {
          json: {
            items: "list.all",
            title: "called",
            link: "at",
            date: "on",
            summary: "about",
            image: "photo",
            language: "gd",
          },
        }),
      ],
    }),
    seen: {
      "sources[].page.items": () => story("Wherries by rule"),
      "sources[].page.title": () => story("Wherries by rule"),
      "sources[].page.link": async () => yes((await story("Wherries by rule"))?.url === onStand("/wherries")),
      "sources[].page.date": async () => yes((await story("Wherries by rule"))?.date_published === RULED),
      "sources[].page.summary": async () =>
        yes((await story("Wherries by rule"))?.content_html.includes("Seen from the quay")),
      "sources[].page.image": async () => yes((await story("Wherries by rule"))?.image === onStand("/w.jpg")),
      "sources[].page.language": async () => yes((await story("Wherries by rule"))?.language === "cy"),
      "sources[].json.items": () => story("Coracles by path"),
      "sources[].json.title": () => story("Coracles by path"),
      "sources[].json.link": async () => yes((await story("Coracles by path"))?.url === onStand("/coracles")),
      "sources[].json.date": async () => yes((await story("Coracles by path"))?.date_published === RULED),
      "sources[].json.summary": async () =>
        yes((await story("Coracles by path"))?.content_html.includes("Seen from the bridge")),
      "sources[].json.image": async () => yes((await story("Coracles by path"))?.image === onStand("/c.jpg")),
      "sources[].json.language": async () => yes((await story("Coracles by path"))?.language === "gd"),
    },
  },
  {
    name: "redis",
    edit: () => ({ redis: { url: "redis://127.0.0.1:9/3", allowEviction: true } }),
    seen: {
      "redis.url": async () => {
        const told = await runLede(["status", "--config", "lede.yaml"], {
          cwd: folder,
          env: { ...env, REDIS_URL: "" },
        });
        const said = [(await status()).warnings.join(), told.stdout, log];
        return yes(
          said.every((text) =>
            /redis.*next start|takes effect at the next start.*redis|"section":"redis"/s.test(text),
          ),
        );
      },
      "redis.allowEviction": async () =>
        yes((await status()).warnings.some((w) => /^redis.*next start/.test(w))),
    },
  },
];

function issue(is: (one: Item) => boolean): Look {
  return async () => yes((await published("morning/feed.json")).items.some(is));
}
const dayIn = (timeZone: string) =>
  new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" }).format(Date.now());
function notified(rule: string, is: (one: Newsstand["received"][number]) => boolean = () => true): Look {
  return async () => yes(stand.received.some((one) => one.path === `/notify/${rule}` && is(one)));
}
const onStand = (path: string) => `${stand.origin}${path}`;
/** An hour ago, to the second. */
const RULED = new Date(Math.floor(Date.now() / 1000 - 3_600) * 1000).toISOString();
/** Documents that are no feeds. */
const RULED_DOCUMENTS: Readonly<Record<string, () => string>> = {
  "/by-rule": () =>
    `<html lang="en"><h2><a href="/other">Not this one</a></h2><div class="card"><b class="head">Wherries by rule</b><a class="more" href="/wherries">on</a><i class="when" datetime="${RULED}"></i><p class="dek">Seen from the quay</p><span class="photo" data-at="/w.jpg"></span></div></html>`,
  "/by-path": () =>
    JSON.stringify({
      title: [{ url: "/no", title: "no" }],
      list: {
        all: [
          {
            called: "Coracles by path",
            at: "/coracles",
            on: RULED,
            about: "Seen from the bridge",
            photo: "/c.jpg",
          },
        ],
      },
    }),
};
const agents = () => stand.received.map(({ headers }) => headers["user-agent"]);
const hourFromNow = (hours: number) =>
  `0 ${new Date(Date.now() + (hours + 1) * 3_600_000).getUTCHours()} * * *`;
async function dueIn(id: string, hours: number): Promise<true | undefined> {
  const next = ((await polling(id))?.nextPollAt ?? 0) - Date.now();
  return yes(next > (hours - 1) * 3_600_000 && next < (hours + 1.1) * 3_600_000);
}
async function onlyTagged(): Promise<true | undefined> {
  const titles = (await published("coast/feed.json")).items.map(({ title }) => title);
  return yes(
    titles.includes("Pilchards fill the nets at Ardmore") &&
      !titles.includes("Violin makers meet in the granary"),
  );
}
/** Stories of the source that leads most of them. */
async function mostOfOne(): Promise<number> {
  const counts = new Map<string, number>();
  for (const { _source } of (await published()).items)
    counts.set(_source.title, (counts.get(_source.title) ?? 0) + 1);
  return Math.max(...counts.values());
}
/** ms that what is claimed now stays claimed. */
async function longestClaim(): Promise<number> {
  const redis = connectRedis();
  try {
    const keys = await redis.keys(`${env.LEDE_PREFIX.replace(/[{}]/g, "\\$&")}:claims*`);
    return Math.max(...(await Promise.all(keys.map((key) => redis.pttl(key)))));
  } finally {
    redis.disconnect();
  }
}

test.each(rows)(
  "$name",
  async ({ before, ready, edit, after, seen }) => {
    await put(before?.() ?? {});
    await ready?.();
    await put(edit());
    after?.();
    for (const [key, look] of Object.entries(seen))
      await until(key, () => look() as Promise<unknown>, 30_000);
  },
  120_000,
);

test("every key of the schema is edited above", () => {
  const edited = new Set(rows.flatMap(({ seen }) => Object.keys(seen)));
  expect([...edited].sort()).toEqual([...schemaKeys()].sort());
});
