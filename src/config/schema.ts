import * as z from "zod";
import {
  bounds,
  cidr,
  clockTime,
  duration,
  expression,
  flag,
  httpUrl,
  id,
  language,
  NOTICE_PRESETS,
  noticeUrl,
  number,
  pattern,
  redisAddress,
  size,
  template,
  text,
  timezone,
  window,
} from "./values.ts";

const DURATION_RANGE = ["1s", "30d"] as const;
const age = duration("1m", "365d");
const fullTextMode = z.enum(["auto", "always", "never"], "must be auto, always or never");
const format = z.enum(["atom", "rss", "json", "html", "opml"], "must be atom, rss, json, html or opml");
const cidrs = z
  .array(cidr)
  .meta({ description: "CIDR blocks that may be reached although they are not public" });
const every = duration(...DURATION_RANGE);
const cron = text.meta({
  description: "five fields: minute, hour, day of the month, month, day of the week",
});

const texts = { title: pattern, url: pattern, author: pattern, category: pattern, text: pattern };

const rule = z
  .strictObject(texts)
  .partial()
  .refine(
    (fields) => Object.keys(fields).length > 0,
    "must name a field: title, url, author, category or text",
  )
  .meta({
    description: "all the fields given must match; /…/flags is a regular expression, other text a part",
  });

/** Of the whole wire, or of one feed: it is asked of a story's articles. */
const wireRule = z
  .strictObject({
    ...texts,
    outlet: pattern,
    language: z.union([language, z.array(language).min(1, "must name a language")], {
      error: "must be a language tag such as en, or a list of them",
    }),
    words: bounds(number(0, 1_000_000, "whole")).meta({ description: "of the longest text that is known" }),
    age: z
      .union([age.transform((gt) => ({ gt })), bounds(age)], {
        error: "must be a duration such as 36h, or { gt: 36h }, { lt: 36h }",
      })
      .meta({ description: "older than this" }),
    wall: z.enum(["paid"], "must be paid").meta({ description: "articles that are for subscribers" }),
    match: z
      .enum(["lead", "all", "any"], "must be lead, all or any")
      .meta({ description: "which of a story's articles the rule has to be true of; default: its lead" }),
  })
  .partial()
  .refine(
    ({ match: _match, ...fields }) => Object.keys(fields).length > 0,
    "must name a field: title, url, author, category, text, outlet, language, words, age or wall",
  )
  .meta({
    description: "all the fields given must match; /…/flags is a regular expression, other text a part",
  });
const wireRules = {
  keep: z.array(wireRule).optional().meta({ description: "any rule keeps a story; none: all are kept" }),
  drop: z.array(wireRule).optional(),
};

const PRINT = "must be a pair: a regular expression, and what replaces it in the article's address";
/** What must not stand alone is said by `check-whole.ts`. */
const fullTextRule = z
  .strictObject({
    selector: text.meta({ description: "CSS selector of the text on this source's pages" }),
    remove: z.array(text).meta({ description: "CSS selectors of what in it is no text" }),
    print: z.tuple([expression, text], PRINT).meta({
      description:
        "the address of the print version: a regular expression, and what replaces it in the article's address",
    }),
  })
  .partial()
  .meta({ minProperties: 1, dependentRequired: { remove: ["selector"] } });

const headers = z
  .record(z.string(), z.string("must be text: put it in quotes"))
  .meta({ description: "sent with every poll of this source" });

const notice = z.strictObject({
  id: id.optional().meta({ description: "what `lede notify --test` calls it; default: from host and path" }),
  url: noticeUrl,
  when: z
    .strictObject({
      outlets: number(1, 1000, "whole").meta({ description: "independent outlets that tell the story" }),
      keyword: pattern.meta({ description: "in the title or summary of any of its articles" }),
      lead: flag.meta({ description: "it leads the main feed" }),
      sourceFailing: every.meta({ description: "a source could not be read for so long" }),
    })
    .partial()
    .refine(
      (when) => Object.values(when).some((one) => one !== undefined && one !== false),
      "must name what is waited for: outlets, keyword, lead or sourceFailing",
    )
    .refine(
      (when) => when.sourceFailing === undefined || Object.keys(when).length === 1,
      "sourceFailing is about sources: what is about stories needs a rule of its own",
    ),
  template: template
    .optional()
    .meta({ description: `${NOTICE_PRESETS.join(", ")}, or a text with {{title}}; default: by the address` }),
  secret: text.optional().meta({ description: "key of the signature (HMAC-SHA-256)" }),
  headers: headers.optional().meta({ description: "sent with every notice of this rule" }),
  network: z.strictObject({ allow: cidrs }).partial().optional(),
});

const edition = {
  stories: number(1, 1000, "whole").meta({ description: "stories in the feed" }),
  window: window.meta({ description: "how old a story may be; or all" }),
  perSource: number(1, 1000, "whole").meta({ description: "stories that one source may lead" }),
};

const selector = (what: string) =>
  text.meta({ description: `CSS selector of ${what}; @name: its attribute` });
const page = z
  .strictObject({
    items: text.meta({ description: "CSS selector of the teasers" }),
    title: selector("the headline in a teaser"),
    link: selector("the link in a teaser"),
    date: selector("the date in a teaser"),
    summary: selector("the text in a teaser"),
    image: selector("the picture in a teaser"),
    language: language.meta({ description: "of the articles; default: the page's" }),
  })
  .partial()
  .meta({ description: "the source is a page without a feed; {} finds the teasers by itself" });

const dotted = (what: string) => text.meta({ description: `dotted path of ${what}` });
const json = z
  .strictObject({
    items: dotted("the list of articles"),
    title: dotted("the headline in an article"),
    link: dotted("the address in an article"),
    date: dotted("the date in an article"),
    summary: dotted("the text in an article"),
    image: dotted("the picture in an article"),
    language: language.meta({ description: "of the articles" }),
  })
  .partial()
  .meta({ description: "the source is JSON that is no JSON Feed" });

const sourceSettings = z.strictObject({
  id: id.optional().meta({ description: "stable name; default: from host and path" }),
  name: text.optional(),
  outlet: text.optional().meta({
    description: "the publisher; default: the one that an item names, else the host's registrable domain",
  }),
  url: httpUrl,
  every: every.optional().meta({ description: "fixed interval; without it the interval adapts" }),
  cron: cron.optional(),
  timezone: timezone.optional(),
  weight: number(0, 100).optional().meta({ description: "trust, in the choice of a lead; 1 is usual" }),
  tags: z.array(text).optional(),
  fullText: z.union([fullTextMode, fullTextRule]).optional(),
  keep: z.array(rule).optional().meta({ description: "any rule keeps an entry; none: all are kept" }),
  drop: z.array(rule).optional(),
  headers: headers.optional(),
  network: z.strictObject({ allow: cidrs, proxy: httpUrl }).partial().optional(),
  reader: z.enum(["auto", "rss-parser"], "must be auto or rss-parser").optional(),
  page: page.optional(),
  json: json.optional(),
});

const sourceList = z
  .strictObject({
    opml: httpUrl.meta({ description: "a list of feeds that somebody else keeps" }),
    every: every.optional().meta({ description: "how often it is looked at; default: 24h" }),
    tags: sourceSettings.shape.tags,
    weight: sourceSettings.shape.weight,
    fullText: sourceSettings.shape.fullText,
    keep: sourceSettings.shape.keep,
    drop: sourceSettings.shape.drop,
  })
  .meta({ description: "all the feeds of an OPML document" });

const digest = z
  .strictObject({
    at: z
      .array(clockTime, "must be a list of times, such as [07:00]")
      .min(1, "must name a time")
      .meta({ description: "when there is an issue, every day" }),
    timezone: timezone.optional().meta({ description: "default: schedule.timezone, else UTC" }),
    stories: number(1, 200, "whole").optional().meta({ description: "the lead among them; default: 18" }),
  })
  .meta({ description: "each entry is an issue: the lead in full, then the other headlines" });

const furtherFeed = z.strictObject({
  id,
  title: text.optional(),
  description: text.optional(),
  language: language.optional(),
  tags: z.array(text).optional().meta({ description: "sources with any of these" }),
  languages: z.array(language).optional(),
  keywords: z.array(pattern).optional().meta({ description: "any of these in a title or summary" }),
  stories: edition.stories.optional(),
  window: edition.window.optional(),
  perSource: edition.perSource.optional(),
  formats: z.array(format).min(1, "must name a format").optional(),
  digest: digest.optional(),
  ...wireRules,
  minOutlets: number(1, 100, "whole")
    .optional()
    .meta({ description: "a story enters when so many independent outlets tell it" }),
});

/** `lede.yaml`: what may be written, and what each value becomes (ms, bytes, RegExp). Defaults: `build-config.ts`. */
export const configSchema = z.strictObject({
  title: text.optional().meta({ description: "of the main feed" }),
  description: text.optional(),
  link: httpUrl.optional().meta({ description: "where the output will be served" }),
  language: language.optional(),
  redis: z
    .strictObject({
      url: redisAddress.meta({
        description:
          "redis://host:6379/0, rediss:// over TLS, redis+sentinel://host,host/master, or the path of a unix socket",
      }),
      allowEviction: flag.meta({
        description:
          "takes a Redis that throws keys away when its memory is full: queues and schedule may be lost",
      }),
    })
    .partial()
    .optional(),
  schedule: z.strictObject({ every, cron, timezone }).partial().optional(),
  edition: z.strictObject(edition).partial().optional(),
  lead: z
    .strictObject({
      prefer: z.array(text),
      fullText: fullTextMode,
      weights: z
        .strictObject({
          source: number(0, 100),
          fullText: number(0, 100),
          centrality: number(0, 100),
          earliest: number(0, 100),
          recency: number(0, 100),
        })
        .partial(),
    })
    .partial()
    .optional(),
  dedupe: z.strictObject({ window }).partial().optional(),
  cluster: z
    .strictObject({
      window,
      threshold: number(0, 1),
      never: z.array(z.tuple([expression, expression], "must be a pair of regular expressions")),
    })
    .partial()
    .optional(),
  output: z
    .strictObject({
      dir: text,
      formats: z.array(format).min(1, "must name a format"),
      page: z
        .strictObject({
          sections: z.array(id).meta({ description: "further feeds that stand on the front page, by id" }),
          pictures: z.enum(["all", "lead", "none"], "must be all, lead or none").meta({
            description: "pictures of the outlets on the pages: of every story, of the lead alone, or none",
          }),
          full: number(1, 1000, "whole").meta({
            description: "stories with summary and coverage; of the rest the headlines, coverage folded",
          }),
        })
        .partial(),
      walls: z
        .enum(["say", "hide"], "must be say or hide")
        .meta({ description: "whether entries say that they are for subscribers" }),
    })
    .partial()
    .optional(),
  serve: z
    .strictObject({ host: text, port: number(0, 65535, "whole"), trustProxy: flag, token: text })
    .partial()
    .optional(),
  websub: z
    .strictObject({ hubs: z.array(httpUrl), callback: httpUrl })
    .partial()
    .optional(),
  network: z
    .strictObject({
      allow: cidrs,
      proxy: httpUrl,
      contact: text.meta({ description: "where a server's owner can complain: mailto: or https:" }),
      userAgent: text,
      perHost: number(1, 16, "whole"),
      maxBytes: size,
      timeout: duration("1s", "10m"),
    })
    .partial()
    .optional(),
  notify: z.array(notice).optional().meta({ description: "who is told of what, once" }),
  ...wireRules,
  houses: z
    .array(z.array(text).min(2, "must name two outlets"))
    .optional()
    .meta({ description: "outlets of one owner, by name or domain: together they are one voice" }),
  sources: z
    .array(
      z.union([httpUrl, sourceSettings, sourceList], "must be an address, or a mapping with a url"),
      "must be a list of feeds",
    )
    .min(1, "must name at least one feed"),
  feeds: z.array(furtherFeed).optional().meta({ description: "further outputs, each with all formats" }),
});

export type Settings = z.output<typeof configSchema>;
export type WireRuleSettings = z.output<typeof wireRule>;
export type SourceSettings = z.output<typeof sourceSettings>;
