import { writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { check } from "../../../src/cli/commands/check.ts";
import { ConfigError } from "../../../src/config/config-error.ts";
import { loadConfig, warningsIn } from "../../../src/config/load.ts";
import { invoke } from "../../support/invoke.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const SOURCES = [
  "sources:",
  "  - { id: harbour, name: Harbour Post, url: https://harbour.example/feed, tags: [coast] }",
  "  - https://roundup.example/feed",
].join("\n");

async function yaml(text: string): Promise<string> {
  const file = path.join(await temporaryFolder(), "lede.yaml");
  await writeFile(file, text.includes("sources:") ? text : `${SOURCES}\n${text}\n`);
  await loadConfig(file);
  return file;
}

/** `line:col: message` of every warning. */
async function warnings(text: string): Promise<string[]> {
  return (await warningsIn(await yaml(text))).map(({ line, col, message }) => `${line}:${col}: ${message}`);
}

describe("what leads to nothing is warned of with its place", () => {
  test.each<[text: string, said: string]>([
    ["lead: { prefer: [weather-service] }", '4:18: no source has the id "weather-service"'],
    [
      "lead: { prefer: [harbour, Harbour Post] }",
      '4:27: no source has the id "Harbour Post": ids are meant, and "Harbour Post" is called "harbour"',
    ],
    [
      "drop: [{ title: (i?)horoscope }]",
      "4:17: (i?) is a group, and no flag: whatever the case is (?i), or /…/i",
    ],
    [
      'notify: [{ url: "https://push.example/a", when: { keyword: "/(i?)tariff/" } }]',
      "4:60: (i?) is a group, and no flag: whatever the case is (?i), or /…/i",
    ],
    ["feeds: [{ id: x, tags: [sport] }]", '4:25: no source has the tag "sport"'],
    ["feeds: [{ id: x, tags: [Coast] }]", '4:25: no source has the tag "Coast": did you mean "coast"?'],
    [
      "feeds: [{ id: x, tags: [coast, coats] }]",
      '4:32: no source has the tag "coats": did you mean "coast"?',
    ],
    ["language: jp", '4:11: "jp" is the tag of no language: codes are as in ISO 639, not of countries'],
    [
      "feeds: [{ id: x, languages: [en, cz] }]",
      '4:34: "cz" is the tag of no language: codes are as in ISO 639, not of countries',
    ],
    [
      "sources:\n  - { id: a, url: https://a.example/f }\n  - { id: b, url: https://a.example/f }",
      '3:19: source 1 ("a") has this address too: it is polled once for both',
    ],
    [
      "sources:\n  - { id: a, url: https://a.example }\n  - { id: b, url: https://A.example/#top }",
      '3:19: source 1 ("a") has this address too: it is polled once for both',
    ],
    [
      "link: https://wire.example/\nserve: { token: a-token-of-some-length }\nwebsub: { hubs: [https://hub.example/] }",
      "6:17: hubs cannot fetch a private wire: with serve.token they are answered 401",
    ],
    [
      "websub: { hubs: [https://hub.example/] }",
      '4:17: hubs are told of nothing without "link", the address of this wire',
    ],
    [
      "link: http://localhost:8080/\nwebsub: { hubs: [https://hub.example/] }",
      "4:7: hubs cannot reach localhost: it is an address of this network alone",
    ],
    [
      "websub: { callback: http://192.168.1.4/websub }",
      "4:21: hubs cannot reach 192.168.1.4: it is an address of this network alone",
    ],
    [
      "edition: { window: 7d }\ndedupe: { window: 2d }",
      "5:19: dedupe.window (2d) is shorter than edition.window: what a feed still shows may be told again as new",
    ],
    [
      "edition: { window: 30d }",
      "1:1: dedupe.window (14d) is shorter than edition.window: what a feed still shows may be told again as new",
    ],
    [
      "feeds: [{ id: x, window: 30d }]",
      "4:26: longer than dedupe.window (14d): what a feed still shows may be told again as new",
    ],
    ["drop: [{ words: { gt: 100, lt: 80 } }]", "4:17: nothing is both: the rule never hits"],
    [
      "feeds: [{ id: x, keep: [{ age: { gt: 2h, lt: 90m } }] }]",
      "4:32: nothing is both: the rule never hits",
    ],
    [
      "feeds: [{ id: x, stories: 5, digest: { at: ['07:00'] } }]",
      "4:18: says nothing of a digest: digest.stories is how many an issue has",
    ],
    [
      "sources: [{ url: https://a.example/f, page: {}, reader: rss-parser }]",
      '1:49: is for feeds: what has "page" is read by that',
    ],
    ["houses: [[harbour.example, Harbour.example]]", '4:28: "Harbour.example" stands in this house already'],
    [
      "sources: [{ url: https://a.example/f, every: 7d }]",
      "1:46: longer than edition.window: much of what it brings is too old by then to be shown",
    ],
    ["serve: { token: abc }", "4:17: a token of fewer than 12 characters can be guessed"],
    [
      "network: { allow: [0.0.0.0/0] }",
      "4:20: opens every address, those of this machine and of its network included, to whatever a feed names",
    ],
    [
      "sources: [{ url: http://a.example/f, headers: { Authorization: Bearer x } }]",
      "1:49: is sent in the clear to an http address",
    ],
    [
      "sources: [{ url: https://a.example/f, keep: [{ title: sea }], drop: [{ title: sea }] }]",
      "1:70: the same rule stands under keep: nothing passes both",
    ],
    [
      "houses: [[harbour.example, other.example], [Harbor Post, third.example]]",
      '4:45: no source is of the outlet "Harbor Post": did you mean "Harbour Post"?',
    ],
    [
      "houses: [[a.example, b.example], [c.example, A.example]]",
      '4:46: "A.example" stands in house 1 already: it belongs to that one',
    ],
    [
      "feeds: [{ id: x, minOutlets: 5 }]",
      "4:30: more outlets than there are sources (2): nothing may ever enter",
    ],
    [
      "network: { contact: me@example.org }",
      "4:21: is no address that a server's owner could write to: write mailto:me@example.org",
    ],
    [
      "drop: [{ language: [en, jp] }]",
      '4:25: "jp" is the tag of no language: codes are as in ISO 639, not of countries',
    ],
  ])("%s", async (text, said) => expect(await warnings(text)).toEqual([said]));

  test.each([
    ["nothing at all", ""],
    [
      "windows without an end",
      "edition: { window: 30d }\ndedupe: { window: all }\nfeeds: [{ id: x, window: all }]",
    ],
    [
      "bounds that something is between",
      "drop: [{ words: { gt: 80, lt: 100 } }, { age: { gt: 1h, lt: 1d } }, { words: { lt: 0.5e2 } }]",
    ],
    [
      "the zone of a digest's hours",
      "schedule: { timezone: Europe/Paris }\nfeeds: [{ id: x, digest: { at: ['07:00'] } }]",
    ],
    [
      "names that are there",
      "lead: { prefer: [harbour, roundup-example-feed] }\nfeeds: [{ id: x, tags: [coast] }]",
    ],
    [
      "one address with two passwords",
      "sources:\n  - { id: a, url: https://a.example/f, headers: { Authorization: x } }\n  - { id: b, url: https://a.example/f, headers: { Authorization: y } }",
    ],
    ["a language of three letters, and a script", "language: zh-Hant\nfeeds: [{ id: x, language: ast }]"],
    [
      "a server of one's own network",
      "sources: [{ url: http://192.168.1.2/f, headers: { Authorization: x } }]",
    ],
    ["houses of outlets that a feed may carry", "houses: [[paper.example, paper-sport.example]]"],
    ["a contact", 'network: { contact: "mailto:me@example.org" }'],
    ["a window of all", "edition: { window: all }"],
  ])("but not %s", async (_name, text) => expect(await warnings(text)).toEqual([]));
});

test("the shipped configuration has none", async () => {
  expect(await warningsIn("config/lede.yaml")).toEqual([]);
});

test("lede check says them, with the file's name, and still ends with 0", async () => {
  const file = await yaml("lead: { prefer: [weather-service] }\nlanguage: jp");
  const { status, stdout } = await invoke(check, { config: file });
  expect(status).toBe(0);
  expect(stdout.split("\n")).toEqual([
    `${file}:4:18: warning: no source has the id "weather-service"`,
    expect.stringContaining(`${file}:5:11: warning: "jp" is the tag of no language`),
    `${file} is valid: 2 sources, 1 feed`,
  ]);
  const json = JSON.parse((await invoke(check, { config: file, options: { json: true } })).stdout) as object;
  expect(json).toMatchObject({
    valid: true,
    mistakes: [],
    warnings: [
      { line: 4, col: 18 },
      { line: 5, col: 11 },
    ],
  });
});

test.each([
  ["english", "en"],
  ["Deutsch", "de"],
  ["norwegian bokmål", "nb"],
  ["en_US", "en_US".replace("_", "-")],
])("language: %s is a mistake that says what is meant", async (written, meant) => {
  const error = await yaml(`language: ${written}`).catch((one: unknown) => one);
  expect(error).toBeInstanceOf(ConfigError);
  expect((error as ConfigError).mistakes).toEqual([
    { line: 4, col: 11, message: `must be a language tag such as en or pt-BR: "${meant}" is meant` },
  ]);
});
