/** A public news feed that many read. */
export interface WellKnownFeed {
  readonly name: string;
  readonly url: string;
}

/** What a first wire may be about, in the order in which it is asked. */
export const TOPICS = ["world", "business", "science", "technology", "culture", "sport"] as const;

export type Topic = (typeof TOPICS)[number];

type Feeds = Partial<Readonly<Record<Topic, Readonly<Record<string, string>>>>>;

/** By language, topic and name: what `lede init` offers. Addresses are those that the publishers name. */
const FEEDS: Readonly<Record<string, Feeds>> = {
  en: {
    world: {
      "BBC World": "https://feeds.bbci.co.uk/news/world/rss.xml",
      "The Guardian, World": "https://www.theguardian.com/world/rss",
      "NPR World": "https://feeds.npr.org/1004/rss.xml",
      "Al Jazeera": "https://www.aljazeera.com/xml/rss/all.xml",
      "Deutsche Welle": "https://rss.dw.com/rdf/rss-en-all",
      "France 24": "https://www.france24.com/en/rss",
      "UN News": "https://news.un.org/feed/subscribe/en/news/all/rss.xml",
    },
    business: {
      "BBC Business": "https://feeds.bbci.co.uk/news/business/rss.xml",
      "The Guardian, Business": "https://www.theguardian.com/uk/business/rss",
      "The New York Times, Business": "https://rss.nytimes.com/services/xml/rss/nyt/Business.xml",
    },
    science: {
      Nature: "https://www.nature.com/nature.rss",
      "Phys.org": "https://phys.org/rss-feed/",
      NASA: "https://www.nasa.gov/feed/",
      "Quanta Magazine": "https://www.quantamagazine.org/feed/",
    },
    technology: {
      "Ars Technica": "https://feeds.arstechnica.com/arstechnica/index",
      "The Verge": "https://www.theverge.com/rss/index.xml",
      "The Register": "https://www.theregister.com/headlines.atom",
    },
    culture: {
      "BBC Entertainment and Arts": "https://feeds.bbci.co.uk/news/entertainment_and_arts/rss.xml",
      "The Guardian, Culture": "https://www.theguardian.com/culture/rss",
    },
    sport: {
      "BBC Sport": "https://feeds.bbci.co.uk/sport/rss.xml",
      "The Guardian, Sport": "https://www.theguardian.com/uk/sport/rss",
    },
  },
  de: {
    world: {
      Tagesschau: "https://www.tagesschau.de/index~rss2.xml",
      "Deutsche Welle": "https://rss.dw.com/rdf/rss-de-all",
      "Der Spiegel": "https://www.spiegel.de/schlagzeilen/index.rss",
      "Die Zeit": "https://newsfeed.zeit.de/index",
    },
    business: {
      "Tagesschau, Wirtschaft": "https://www.tagesschau.de/wirtschaft/index~rss2.xml",
      "Die Zeit, Wirtschaft": "https://newsfeed.zeit.de/wirtschaft/index",
    },
    science: {
      "Der Spiegel, Wissenschaft": "https://www.spiegel.de/wissenschaft/index.rss",
      "Die Zeit, Wissen": "https://newsfeed.zeit.de/wissen/index",
    },
    technology: {
      "heise online": "https://www.heise.de/rss/heise-atom.xml",
      Golem: "https://rss.golem.de/rss.php?feed=ATOM1.0",
      "netzpolitik.org": "https://netzpolitik.org/feed/",
    },
    culture: { "Die Zeit, Kultur": "https://newsfeed.zeit.de/kultur/index" },
    sport: { "Der Spiegel, Sport": "https://www.spiegel.de/sport/index.rss" },
  },
  fr: {
    world: {
      "Le Monde": "https://www.lemonde.fr/rss/une.xml",
      "France 24": "https://www.france24.com/fr/rss",
      RFI: "https://www.rfi.fr/fr/rss",
    },
    business: { "Le Monde, Économie": "https://www.lemonde.fr/economie/rss_full.xml" },
    science: { "Le Monde, Sciences": "https://www.lemonde.fr/sciences/rss_full.xml" },
    technology: {
      "Le Monde, Pixels": "https://www.lemonde.fr/pixels/rss_full.xml",
      Numerama: "https://www.numerama.com/feed/",
    },
    culture: { "Le Monde, Culture": "https://www.lemonde.fr/culture/rss_full.xml" },
    sport: { "Le Monde, Sport": "https://www.lemonde.fr/sport/rss_full.xml" },
  },
  es: {
    world: {
      "El País": "https://feeds.elpais.com/mrss-s/pages/ep/site/elpais.com/portada",
      "BBC Mundo": "https://feeds.bbci.co.uk/mundo/rss.xml",
      "France 24": "https://www.france24.com/es/rss",
    },
    business: {
      "El País, Economía":
        "https://feeds.elpais.com/mrss-s/pages/ep/site/elpais.com/section/economia/portada",
    },
    science: {
      "El País, Ciencia": "https://feeds.elpais.com/mrss-s/pages/ep/site/elpais.com/section/ciencia/portada",
    },
    technology: {
      "El País, Tecnología":
        "https://feeds.elpais.com/mrss-s/pages/ep/site/elpais.com/section/tecnologia/portada",
    },
    culture: {
      "El País, Cultura": "https://feeds.elpais.com/mrss-s/pages/ep/site/elpais.com/section/cultura/portada",
    },
    sport: {
      "El País, Deportes":
        "https://feeds.elpais.com/mrss-s/pages/ep/site/elpais.com/section/deportes/portada",
    },
  },
  pt: {
    world: {
      "BBC News Brasil": "https://feeds.bbci.co.uk/portuguese/rss.xml",
      G1: "https://g1.globo.com/rss/g1/",
      "Deutsche Welle": "https://rss.dw.com/rdf/rss-br-all",
    },
    business: { "G1, Economia": "https://g1.globo.com/rss/g1/economia/" },
    technology: { "G1, Tecnologia": "https://g1.globo.com/rss/g1/tecnologia/" },
  },
  it: {
    world: {
      ANSA: "https://www.ansa.it/sito/ansait_rss.xml",
      "la Repubblica": "https://www.repubblica.it/rss/homepage/rss2.0.xml",
    },
    business: { "ANSA, Economia": "https://www.ansa.it/sito/notizie/economia/economia_rss.xml" },
    technology: { "ANSA, Tecnologia": "https://www.ansa.it/sito/notizie/tecnologia/tecnologia_rss.xml" },
    culture: { "ANSA, Cultura": "https://www.ansa.it/sito/notizie/cultura/cultura_rss.xml" },
    sport: { "ANSA, Sport": "https://www.ansa.it/sito/notizie/sport/sport_rss.xml" },
  },
  nl: {
    world: {
      "NOS Nieuws": "https://feeds.nos.nl/nosnieuwsalgemeen",
      "NU.nl": "https://www.nu.nl/rss/Algemeen",
    },
    business: { "NOS Economie": "https://feeds.nos.nl/nosnieuwseconomie" },
    technology: { Tweakers: "https://tweakers.net/feeds/nieuws.xml" },
    sport: { "NOS Sport": "https://feeds.nos.nl/nossportalgemeen" },
  },
  ja: {
    world: { "NHK ニュース": "https://www3.nhk.or.jp/rss/news/cat0.xml" },
    business: { "NHK 経済": "https://www3.nhk.or.jp/rss/news/cat5.xml" },
    science: { "NHK 科学・文化": "https://www3.nhk.or.jp/rss/news/cat3.xml" },
    sport: { "NHK スポーツ": "https://www3.nhk.or.jp/rss/news/cat7.xml" },
  },
  sv: {
    world: {
      "SVT Nyheter": "https://www.svt.se/nyheter/rss.xml",
      "Sveriges Radio Ekot": "https://api.sr.se/api/rss/program/83",
    },
  },
};

/** Languages that there are feeds of, as tags. */
export const LANGUAGES: readonly string[] = Object.keys(FEEDS);

/** The topics that there are feeds of, for a language tag (`pt-BR` is `pt` here). */
export function topicsIn(language: string): readonly Topic[] {
  return TOPICS.filter((topic) => feedsOf(language, topic).length > 0);
}

/** The feeds of a topic, best known first. */
export function feedsOf(language: string, topic: Topic): readonly WellKnownFeed[] {
  const named = FEEDS[language.toLowerCase().split("-")[0] ?? ""]?.[topic] ?? {};
  return Object.entries(named).map(([name, url]) => ({ name, url }));
}
