// biome-ignore-all lint/suspicious/noTemplateCurlyInString: ${NAME} is what the YAML itself may hold
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { ConfigError } from "../../../src/config/config-error.ts";
import { largestDocument } from "../../../src/config/defaults.ts";
import { loadConfig, parseConfig } from "../../../src/config/load.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const FILE = path.resolve("config/wire.yaml");
const SOURCES = "sources:\n  - https://feeds.example/world.xml\n";

async function read(text: string, env: Record<string, string> = {}) {
  return parseConfig(FILE, text, env);
}

/** `line:col: message` of every mistake. */
async function mistakesIn(text: string, env: Record<string, string> = {}): Promise<string[]> {
  try {
    await read(text, env);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.mistakes.map(({ line, col, message }) => `${line}:${col}: ${message}`);
  }
}

describe("a configuration without a word too much", () => {
  test("is a list of addresses; the rest has defaults", async () => {
    const config = await read(SOURCES);
    expect(config).toMatchObject({
      file: FILE,
      title: "Lede",
      link: undefined,
      schedule: { every: 900_000, cron: undefined },
      edition: { stories: 60, window: 48 * 3_600_000, perSource: 10 },
      dedupe: { window: 14 * 86_400_000 },
      cluster: { window: 72 * 3_600_000, threshold: undefined, never: [] },
      output: { dir: path.resolve("public"), formats: ["atom", "rss", "json", "html", "opml"] },
      serve: { host: "127.0.0.1", port: 8080, trustProxy: false, token: undefined },
      network: { perHost: 1, maxBytes: 33_554_432, timeout: 30_000, allow: [] },
    });
    expect(config.sources).toEqual([
      {
        id: "feeds-example-world",
        url: "https://feeds.example/world.xml",
        name: undefined,
        outlet: "feeds.example",
        every: undefined,
        cron: undefined,
        timezone: undefined,
        weight: 1,
        tags: [],
        fullText: { mode: "auto" },
        keep: [],
        drop: [],
        headers: {},
        network: { allow: [], proxy: undefined },
        reader: "auto",
      },
    ]);
    expect(config.feeds.map(({ id }) => id)).toEqual(["main"]);
  });

  test("cannot be changed afterwards", async () => {
    const config = await read(SOURCES);
    expect(Object.isFrozen(config)).toBe(true);
    expect(Object.isFrozen(config.sources[0]?.network)).toBe(true);
  });
});

test("every key of the documentation becomes what the program works with", async () => {
  const config = await read(
    `
title: Morning wire
description: All of it
link: https://wire.example
language: EN-us
redis: { url: "redis://127.0.0.1:6380" }
schedule: { cron: "*/10 6-23 * * *", timezone: Europe/Paris }
edition: { stories: 30, window: all, perSource: 5 }
lead: { prefer: [bbc-world], fullText: never, weights: { recency: 2 } }
dedupe: { window: 30d }
cluster: { window: 1.5h, threshold: 0.5, never: [["/live/", "^opinion:"]] }
output: { dir: /srv/wire, formats: [atom, json] }
serve: { host: 0.0.0.0, port: \${PORT}, trustProxy: true, token: \${LEDE_TOKEN} }
websub: { hubs: [https://hub.example/], callback: https://wire.example/websub }
network: { allow: [10.1.2.3, "fd00::/8"], contact: "mailto:me@example.org", perHost: 2, maxBytes: 512kb, timeout: 5s }
sources:
  - id: bbc-world
    name: BBC World
    outlet: BBC
    url: https://feeds.bbci.co.uk/news/world/rss.xml
    every: 10m
    weight: 1.5
    tags: [world]
    fullText: { selector: "article .body", remove: [".promo"], print: ['/article/(\\d+)', "/print/$1"] }
    keep: [{ title: "/trade|tariff/i" }]
    drop: [{ category: sport, text: "a.b" }]
    headers: { Authorization: "Bearer \${TOKEN}" }
    network: { allow: [127.0.0.1/32], proxy: "http://proxy.example:3128" }
    reader: rss-parser
  - https://user:p%40ss@news.example.co.uk/feed
feeds:
  - { id: tech, title: Tech wire, tags: [tech], languages: [en], keywords: [chips, "/^AI/"], stories: 10 }
`,
    { PORT: "9090", LEDE_TOKEN: "12345", TOKEN: "abc" },
  );
  expect(config).toMatchObject({
    link: "https://wire.example/",
    language: "en-US",
    schedule: { cron: "*/10 6-23 * * *", timezone: "Europe/Paris" },
    edition: { stories: 30, window: Number.POSITIVE_INFINITY, perSource: 5 },
    lead: { prefer: ["bbc-world"], fullText: "never", weights: { source: 3, recency: 2 } },
    cluster: { window: 5_400_000, threshold: 0.5, never: [[/live/, /^opinion:/i]] },
    output: { dir: "/srv/wire", formats: ["atom", "json"] },
    serve: { host: "0.0.0.0", port: 9090, trustProxy: true, token: "12345" },
    websub: { hubs: ["https://hub.example/"], callback: "https://wire.example/websub" },
    network: { allow: ["10.1.2.3/32", "fd00::/8"], perHost: 2, maxBytes: 524_288, timeout: 5_000 },
  });
  expect(config.network.userAgent).toContain("mailto:me@example.org");
  expect(config.sources[0]).toMatchObject({
    every: 600_000,
    cron: undefined,
    weight: 1.5,
    fullText: {
      mode: "selector",
      selector: "article .body",
      remove: [".promo"],
      print: { address: /\/article\/(\d+)/i, replacement: "/print/$1" },
    },
    keep: [{ title: /trade|tariff/i }],
    drop: [{ category: /sport/iu, text: /a\.b/iu }],
    headers: { authorization: "Bearer abc" },
    network: { allow: ["127.0.0.1/32"], proxy: "http://proxy.example:3128/" },
    reader: "rss-parser",
  });
  expect(config.sources[1]).toMatchObject({
    url: "https://news.example.co.uk/feed",
    outlet: "example.co.uk",
    cron: "*/10 6-23 * * *",
    timezone: "Europe/Paris",
    fullText: { mode: "never" },
    headers: { authorization: `Basic ${Buffer.from("user:p@ss").toString("base64")}` },
  });
  expect(config.feeds[1]).toMatchObject({
    id: "tech",
    title: "Tech wire",
    link: "https://wire.example/tech/",
    tags: ["tech"],
    languages: ["en"],
    keywords: [/chips/iu, /^AI/],
    stories: 10,
    window: Number.POSITIVE_INFINITY,
    formats: ["atom", "json"],
  });
});

test("an outlet is called as people read its domain, and belongs to a house by either spelling", async () => {
  const config = await read("houses: [[köln.example, bote]]\nsources: [https://köln.example/feed]\n");
  expect(config.sources[0]).toMatchObject({
    url: "https://xn--kln-sna.example/feed",
    outlet: "köln.example",
  });
  expect(config.houses).toEqual([["köln.example", "xn--kln-sna.example", "bote"]]);
});

test("servers of one's own network may be polled as often as one likes, and are outlets of their own", async () => {
  const own = ["http://127.0.0.1:4001/feed", "http://localhost:4002/feed", "http://[::1]:4003/feed"];
  const sources = own.map((url) => `  - { url: "${url}", every: 1s }\n`).join("");
  const text = `schedule: { every: 2s }\nnetwork: { allow: [127.0.0.0/8, "::1"] }\nsources:\n${sources}`;
  const config = await read(text);
  expect(config.schedule.every).toBe(2_000);
  expect(config.sources.map(({ every, outlet }) => [every, outlet])).toEqual([
    [1_000, "127.0.0.1:4001"],
    [1_000, "localhost:4002"],
    [1_000, "[::1]:4003"],
  ]);
});

describe("mistakes", () => {
  test("are all reported at once, in the order of the file, each at its own place", async () => {
    const text = `titel: Morning wire
schedule: { every: 15 }
lead: { prefer: [reuters, bbc-wrld] }
serve: { token: \${LEDE_TOKEN} }
sources:
  - id: bbc-world
    url: https://feeds.example/world.xml
    keep: [{ title: "/trade(/i" }]
    colour: red
  - id: bbc-world
    url: ftp://feeds.example/
`;
    const error = await read(text).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ConfigError);
    expect(error).toMatchObject({ code: "CONFIG_INVALID" });
    expect((error as ConfigError).message.split("\n")).toEqual([
      'config/wire.yaml:1:1: unknown key "titel": did you mean "title"?',
      "config/wire.yaml:2:20: must be a duration such as 90s, 15m, 36h or 7d",
      'config/wire.yaml:3:27: no source has the id "bbc-wrld": did you mean "bbc-world"?',
      "config/wire.yaml:4:17: the environment variable LEDE_TOKEN is not set",
      "config/wire.yaml:8:21: not a regular expression: /trade(/i: Unterminated group",
      'config/wire.yaml:9:5: unknown key "colour"',
      'config/wire.yaml:10:9: source 1 has the id "bbc-world" already',
      "config/wire.yaml:11:10: must be an absolute http(s) address, such as https://feeds.example/world.xml",
    ]);
  });

  test.each([
    { name: "an empty file", text: "", mistakes: ['1:1: "sources" is missing'] },
    { name: "a file of comments", text: "# nothing\n", mistakes: ['1:1: "sources" is missing'] },
    { name: "a list as a whole", text: "- a\n", mistakes: ["1:1: must be a mapping, not a list"] },
    { name: "no sources", text: "sources: []\n", mistakes: ["1:10: must name at least one feed"] },
    { name: "sources of another kind", text: "sources: 5\n", mistakes: ["1:10: must be a list of feeds"] },
    {
      name: "sources that are neither an address nor a mapping",
      text: "sources:\n  - https://a.example/f\n  - 5\n  -\n",
      mistakes: [
        "3:5: must be an address, or a mapping with a url",
        "4:4: must be an address, or a mapping with a url",
      ],
    },
    {
      name: "values of the wrong kind, each once",
      text: `title: []\nhouses: [harbour.example]\n${SOURCES}`,
      mistakes: ["1:8: must be text, not a list", "2:10: must be a list, not text"],
    },
    {
      name: "a second document",
      text: `${SOURCES}---\n${SOURCES}`,
      mistakes: ["3:1: one document is read: nothing may stand under a second ---"],
    },
    {
      name: "a time zone that nothing asks for",
      text: `schedule: { timezone: Europe/Paris }\n${SOURCES}feeds: [{ id: tech }]\n`,
      mistakes: ["1:13: a time zone needs a cron expression"],
    },
    {
      name: "a source without an address",
      text: "sources:\n  - id: a\n",
      mistakes: ['2:5: "url" is missing'],
    },
    {
      name: "an empty address",
      text: "sources:\n  - url:\n    id: a\n",
      mistakes: ['2:9: "url" is missing'],
    },
    {
      name: "a number where text should be",
      text: `title: 2026\n${SOURCES}`,
      mistakes: ["1:8: must be text, not a number: put it in quotes"],
    },
    {
      name: "an address twice",
      text: `${SOURCES}  - https://feeds.example/world.xml\n`,
      mistakes: ["3:5: source 1 has this address already"],
    },
    {
      name: "a time zone that is none",
      text: `schedule:\n  cron: 0 8 * * *\n  timezone: Europe/Atlantis\n${SOURCES}`,
      mistakes: ["3:13: must be a time zone such as Europe/Paris"],
    },
    {
      name: "a cron expression that is none",
      text: `schedule: { cron: "61 * * * *" }\n${SOURCES}`,
      mistakes: [expect.stringMatching(/^1:19: not a cron expression: /)],
    },
    {
      name: "a cron expression with seconds",
      text: `schedule: { cron: "0 */10 * * * *" }\n${SOURCES}`,
      mistakes: ["1:19: a cron expression has five fields (minute hour day month weekday), this has 6"],
    },
    {
      name: "an interval that is too short for others",
      text: `schedule: { every: 59s }\n${SOURCES}  - { url: "http://127.0.0.1/", every: 2s }\n`,
      mistakes: [
        expect.stringMatching(/^1:20: no .*every 1m, but/),
        expect.stringMatching(/^4:40: no .*every 1m, but/),
      ],
    },
    {
      name: "an interval beside a timetable",
      text: `schedule: { every: 15m, cron: "0 * * * *" }\n${SOURCES}`,
      mistakes: ["1:25: either every or cron, not both"],
    },
    {
      name: "a block that is none",
      text: `network: { allow: [10.0.0.0/33, 010.1, ten] }\n${SOURCES}`,
      mistakes: [
        "1:20: must be a CIDR block, such as 192.168.1.0/24 or fd00::/8",
        "1:33: must be a CIDR block, such as 192.168.1.0/24",
        "1:40: must be a CIDR block, such as 192.168.1.0/24 or fd00::/8",
      ],
    },
    {
      name: "pairs that are none",
      text: `cluster: { never: [[a], b, [a, "("]] }\n${SOURCES}`,
      mistakes: [
        "1:20: must be a pair of regular expressions",
        "1:25: must be a pair of regular expressions",
        "1:32: not a regular expression: /(/i: Unterminated group",
      ],
    },
    {
      name: "a rule without a field",
      text: "sources:\n  - url: https://a.example/\n    drop: [{}]\n",
      mistakes: ["3:12: must name a field: title, url, author, category or text"],
    },
    {
      name: "a selector that is none",
      text: 'sources:\n  - url: https://a.example/\n    fullText: { selector: "p[", remove: ["a:not("] }\n',
      mistakes: [
        expect.stringMatching(/^3:27: not a CSS selector/),
        expect.stringMatching(/^3:42: not a CSS selector/),
      ],
    },
    {
      name: "rules for print versions that are none",
      text: `sources:
  - { url: "https://a.example/", fullText: { print: "/print/" } }
  - { url: "https://b.example/", fullText: { print: [/a/, /b/, /c/] } }
  - { url: "https://c.example/", fullText: { print: ["(", /b/] } }
  - { url: "https://d.example/", fullText: { print: [/a/, 5] } }
  - { url: "https://e.example/", fullText: { print: [/a/story, /b/] } }
  - { url: "https://f.example/", fullText: { prnt: [a, b], selector: p } }
`,
      mistakes: [
        "2:53: must be a pair: a regular expression, and what replaces it in the article's address",
        "3:53: must be a pair: a regular expression, and what replaces it in the article's address",
        "4:54: not a regular expression: /(/i: Unterminated group",
        "5:59: must be text, not a number: put it in quotes",
        expect.stringMatching(/^6:54: not a regular expression: Invalid flags/),
        '7:46: unknown key "prnt": did you mean "print"?',
      ],
    },
    {
      name: "a rule for full text that says too little",
      text: `sources:
  - { url: "https://a.example/", fullText: {} }
  - { url: "https://b.example/", fullText: { remove: [p], print: ["(", b] } }
`,
      mistakes: [
        "2:44: must have a selector or print",
        '3:46: needs a "selector": what is removed from',
        "3:67: not a regular expression: /(/i: Unterminated group",
      ],
    },
    {
      name: "a mode that is none",
      text: "sources:\n  - url: https://a.example/\n    fullText: sometimes\n",
      mistakes: ["3:15: must be auto, always or never"],
    },
    {
      name: "headers that HTTP cannot carry",
      text: 'sources:\n  - url: https://a.example/\n    headers: { "a b": x, Host: y, X: "a\\nb", N: 5 }\n',
      mistakes: [
        '3:16: "a b" is not the name of a header',
        "3:26: Host is set by the connection itself",
        "3:38: has characters that HTTP does not permit",
        "3:49: must be text: put it in quotes",
      ],
    },
    {
      name: "ids of feeds that are taken",
      text: `${SOURCES}feeds:\n  - id: main\n  - id: tech\n  - id: tech\n  - id: Tech\n`,
      mistakes: [
        '4:9: "main" is taken by the program itself',
        '6:9: another feed has the id "tech" already',
        "7:9: must be lower-case letters, digits and dashes (at most 64)",
      ],
    },
    {
      name: "numbers out of range",
      text: `serve: { port: 70000 }\nedition: { stories: 1.5, perSource: many }\n${SOURCES}`,
      mistakes: [
        "1:16: must be a whole number from 0 to 65535",
        "2:21: must be a whole number from 1 to 1000",
        "2:37: must be a whole number from 1 to 1000",
      ],
    },
    {
      name: "a key given twice",
      text: `title: a\ntitle: b\nlanguage: "?"\n${SOURCES}`,
      mistakes: ["2:1: this key is given twice", "3:11: must be a language tag such as en or pt-BR"],
    },
    {
      name: "broken YAML, with the mistakes above the break",
      text: "titel: a\nserve: { port: 8080\nsources:\n  - https://a.example/\n",
      mistakes: [
        '1:1: unknown key "titel": did you mean "title"?',
        expect.stringContaining("not valid YAML"),
      ],
    },
    {
      name: "broken YAML, with what the values below the break say, but nothing about the structure",
      text: `serve: { port: 80800\nedition: { window: 3 weeks, windw: 2d }\n${SOURCES}`,
      mistakes: [
        "1:16: must be a whole number from 0 to 65535",
        expect.stringContaining("2:1: not valid YAML"),
        "2:20: must be a duration such as 36h or 7d, or all",
      ],
    },
    {
      name: "a line that is indented wrongly, and a bad value below it",
      text: `${SOURCES} title: x\nedition: { window: 3 weeks }\n`,
      mistakes: [
        "3:1: not valid YAML: all mapping items must start at the same column",
        "4:20: must be a duration such as 36h or 7d, or all",
      ],
    },
    {
      name: "a word where true or false should be",
      text: `serve: { trustProxy: yes }\n${SOURCES}`,
      mistakes: ["1:22: must be true or false"],
    },
    {
      name: "tabs",
      text: "edition:\n\tstories: 5\n",
      mistakes: [expect.stringContaining("tabs cannot indent YAML: use spaces")],
    },
    {
      name: "an alias without an anchor",
      text: "sources: *none\n",
      mistakes: ['1:10: there is no anchor "none" above'],
    },
    {
      name: "a key of a list that only a source has",
      text: "sources:\n  - opml: https://lists.example/a.opml\n    network: { allow: [10.0.0.0/8] }\n",
      mistakes: ['3:5: unknown key "network"'],
    },
    {
      name: "a notice that waits for nothing",
      text: `notify: [{ url: "https://a.example/", when: { lead: false } }]\n${SOURCES}`,
      mistakes: [expect.stringMatching(/^1:45: must name what is waited for/)],
    },
    {
      name: "a notice about sources and stories at once",
      text: `notify: [{ url: "https://a.example/", when: { lead: true, sourceFailing: 1d } }]\n${SOURCES}`,
      mistakes: [expect.stringMatching(/^1:45: sourceFailing is about sources/)],
    },
    {
      name: "a template that is none",
      text: `notify: [{ url: "https://a.example/", when: { lead: true }, template: nfty }]\n${SOURCES}`,
      mistakes: [expect.stringMatching(/^1:71: must be json, ntfy, .* or a text with {{title}} in it$/)],
    },
    {
      name: "a word that no template has",
      text: `notify: [{ url: "https://a.example/", when: { lead: true }, template: "{{titel}}" }]\n${SOURCES}`,
      mistakes: [expect.stringMatching(/^1:71: {{titel}} is not known: there are {{title}}/)],
    },
    {
      name: "two rules of one id",
      text: `notify:\n  - { id: a, url: "https://a.example/", when: { lead: true } }\n  - { id: a, url: "https://b.example/", when: { lead: true } }\n${SOURCES}`,
      mistakes: ['3:11: another rule has the id "a" already'],
    },
    {
      name: "aliases that would fill the memory",
      text: `a: &a [x, x]\nb: &b [${"*a,".repeat(40)}]\nc: &c [${"*b,".repeat(40)}]\nsources: [${"*c,".repeat(40)}]\n`,
      mistakes: ["1:1: its aliases stand for more than can be read"],
    },
  ])("$name", async ({ text, mistakes }) => {
    expect(await mistakesIn(text)).toEqual(mistakes);
  });

  test("of a missing file say what to do", async () => {
    const file = path.join(await temporaryFolder(), "none.yaml");
    await expect(loadConfig(file)).rejects.toMatchObject({
      code: "CONFIG_INVALID",
      message: `${file}:1:1: there is no such file: "lede init" makes one, "--config FILE" names another`,
    });
  });
});

describe("environment variables", () => {
  test("stand for themselves when escaped, and for part of a text when they are part of it", async () => {
    const config = await read(`title: "a \${X} b $\${X} c"\n${SOURCES}`, { X: "1" });
    expect(config.title).toBe("a 1 b ${X} c");
  });

  test("may have a value for when they are not set", async () => {
    const text = `serve: { host: \${H:-0.0.0.0}, port: \${P:-9000}, token: "\${T:-}x$\${T:-y}" }\n${SOURCES}`;
    expect((await read(text, { P: "1" })).serve).toMatchObject({
      host: "0.0.0.0",
      port: 1,
      token: "x${T:-y}",
    });
  });

  test("that are not set are reported once, at the value", async () => {
    expect(
      await mistakesIn(`serve: { port: \${PORT}, host: "\${A}-\${B}" }\n${SOURCES}`, { A: "x" }),
    ).toEqual([
      "1:16: the environment variable PORT is not set",
      "1:31: the environment variable B is not set",
    ]);
  });

  test("may hold anything, YAML's own characters too", async () => {
    const config = await read(`serve: { token: \${T} }\n${SOURCES}`, { T: '}: # "\n${T}' });
    expect(config.serve.token).toBe('}: # "\n${T}');
  });
});

describe("the file", () => {
  test("may begin with a byte order mark and end lines as Windows does", async () => {
    const file = path.join(await temporaryFolder(), "wire.yaml");
    await writeFile(file, `\uFEFFtitle: a\r\n${SOURCES}`);
    expect((await loadConfig(file, {})).title).toBe("a");
  });

  test("may use anchors and merge keys", async () => {
    const config = await read(
      "sources:\n  - &a { url: https://a.example/, weight: 2 }\n  - { <<: *a, url: https://b.example/ }\n",
    );
    expect(config.sources.map(({ weight }) => weight)).toEqual([2, 2]);
  });

  test("may have keys with nothing after them", async () => {
    expect((await read(`serve:\nfeeds:\n  # - id: tech\n${SOURCES}`)).feeds).toHaveLength(1);
  });
});

test.each([
  { name: "brackets", text: `sources: ${"[".repeat(9_000)}` },
  { name: "dashes", text: `sources:\n  ${"- ".repeat(9_000)}x` },
  {
    name: "lines",
    text: `sources:\n${Array.from({ length: 4_000 }, (_, n) => `${" ".repeat(n + 1)}a:`).join("\n")}`,
  },
])("$name that are nested without an end are a mistake, not the end of the program", async ({ text }) => {
  await expect(parseConfig(path.resolve("deep.yaml"), text, {})).rejects.toThrow(ConfigError);
});

test("an alias within what it stands for is a mistake", async () => {
  const text = 'sources: &all ["https://a.example/rss", *all]';
  await expect(parseConfig(path.resolve("endless.yaml"), text, {})).rejects.toThrow(
    'endless.yaml:1:41: what "all" stands for contains itself',
  );
});

describe("words that YAML takes for more than words", () => {
  test.each([
    { line: "title: News: the best", at: "1:8", quoted: 'title: "News: the best"' },
    { line: "description: @harbour, daily", at: "1:14", quoted: 'description: "@harbour, daily"' },
    { line: "title: [Live] The coast", at: "1:8", quoted: 'title: "[Live] The coast"' },
    { line: "title: *Star* report", at: "1:8", quoted: 'title: "*Star* report"' },
    { line: "title: %d% of everything", at: "1:8", quoted: 'title: "%d% of everything"' },
    { line: "title: 'It's all here'", at: "1:8", quoted: 'title: "It\'s all here"' },
    { line: 'title: "Post" and Mail', at: "1:8", quoted: 'title: "\\"Post\\" and Mail"' },
    { line: "title: - a wire -", at: "1:8", quoted: 'title: "- a wire -"' },
    { line: "title: > greater", at: "1:8", quoted: 'title: "> greater"' },
  ])("are told to be put in quotes: $line", async ({ line, at, quoted }) => {
    const said = `${at}: YAML reads more than text here: put the text in quotes, as in ${quoted}`;
    expect(await mistakesIn(`${line}\n${SOURCES}`)).toEqual([said]);
    expect(await mistakesIn(`${quoted}\n${SOURCES}`)).toEqual([]);
  });

  test("of a source or a feed, and several at once", async () => {
    const text = `${SOURCES}  - id: two\n    name: Post: the coast\n    url: https://b.example/\nfeeds:\n  - id: x\n    title: X: all\n`;
    expect(await mistakesIn(text)).toEqual([
      expect.stringMatching(/^4:11: .*put the text in quotes, as in name: "Post: the coast"$/),
      expect.stringMatching(/^8:12: .*put the text in quotes, as in title: "X: all"$/),
    ]);
  });

  test("elsewhere, without showing what may be a secret", async () => {
    const [said] = await mistakesIn(`serve:\n  token: abc: def\n${SOURCES}`);
    expect(said).toBe("2:10: a colon and a space begin another value here: put the text in quotes");
  });
});

test.each([
  { memory: "24 GB", mb: 24 * 1024, largest: 32 },
  { memory: "512 MB", mb: 512, largest: 32 },
  { memory: "a container of 160 MB", mb: 160, largest: 10 },
  { memory: "next to none", mb: 40, largest: 4 },
])("a document may be as large as $memory can read", ({ mb, largest }) => {
  expect(largestDocument(mb * 2 ** 20)).toBe(largest * 2 ** 20);
});
