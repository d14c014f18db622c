import { readFileSync } from "node:fs";
import path from "node:path";
import { ConfigError } from "../../../src/config/config-error.ts";
import { parseConfig } from "../../../src/config/load.ts";
import { randomFrom } from "../../unit/parse/mutate.ts";
import { choiceFrom, mutateText } from "./mutate-text.ts";
import { type Fuzz, Tally } from "./report.ts";

const SHIPPED = readFileSync(path.resolve(import.meta.dirname, "../../../config/lede.yaml"), "utf8");
const WHOLE = `
title: &name "Wire \${NAME:-of mine}"
link: https://wire.example/w/
schedule: { cron: "*/10 6-23 * * *", timezone: Europe/Lisbon }
edition: { stories: 60, window: 48h, perSource: 10 }
lead: { prefer: [one], fullText: auto, weights: { source: 3 } }
dedupe: { window: all }
cluster: { window: 72h, threshold: 0.7, never: [["/a+b/i", "c"]] }
output: { dir: ./public, formats: [atom, rss, json, html, opml] }
serve: { host: 127.0.0.1, port: 8080, trustProxy: false, token: "\${TOKEN}" }
websub: { hubs: [https://hub.example/], callback: https://wire.example/websub }
network: { allow: [10.0.0.0/8, "fd00::/8"], contact: "mailto:me@example.org", perHost: 1, maxBytes: 10mb, timeout: 30s }
sources:
  - https://feeds.example/world.xml
  - &base { id: one, url: "https://one.example/rss?k=\${TOKEN}", every: 10m, weight: 1.5, tags: [world], name: *name }
  - { <<: *base, id: two, url: "https://two.example/rss", keep: [{ title: "/trade|tariff/i" }], drop: [{ category: sport }] }
  - id: three
    url: https://user:pass@three.example/feed
    fullText: { selector: "article .body", remove: [".promo"], print: ["/article/([0-9]+)", "/print/$1"] }
    headers: { Authorization: "Bearer \${TOKEN}" }
    network: { allow: [127.0.0.1/32], proxy: "http://proxy.example:3128" }
feeds:
  - { id: tech, title: Tech wire, tags: [tech], keywords: ["/(a|b)+c/"], languages: [en] }
`;
const TOKENS = [
  ..."{}[],:&*!|>'\"%@`#?-\n\t\0",
  "- ",
  ": ",
  "? ",
  "<<: *base",
  "*base",
  "&a [*a]",
  "!!binary ",
  "!!js/function ",
  "!!timestamp 2001-12-15",
  "~",
  "null",
  "true",
  "1e999",
  "-0",
  "0x1f",
  ".inf",
  ".nan",
  "9".repeat(400),
  "${",
  "}",
  `\${TOKEN}`,
  `$\${X}`,
  `\${MISSING}`,
  `\${A:-\${B}}`,
  "---\n",
  "...\n",
  "%YAML 9.9\n",
  "__proto__: 1\n",
  "constructor: { a: 1 }\n",
  "toString: x\n",
  "- __proto__\n",
  "\u2028",
  "\ufeff",
  "é",
  "\ud800",
  "/(a+)+$/",
  "/[/",
  "/a/gggg",
  "999999999d",
  "-5m",
  "0s",
  "1.5.5h",
  "all",
  "* * * * *",
  "99 99 * * *",
  "Mars/Olympus",
  "http://",
  "http://[::1]:99999/",
  "javascript:alert(1)",
  "file:///etc/passwd",
  "https://a\\b",
  "[[",
  "{".repeat(200),
  "[".repeat(5_000),
  "- ".repeat(5_000),
  "a: ".repeat(2_000),
  "- ".repeat(300),
  "&x ".repeat(40),
  "  ".repeat(200),
  "\r",
  "|+9\n",
  ">-\n",
];

/** Whatever the file says: a configuration, or mistakes with their places. */
export const fuzzYaml: Fuzz = async ({ inputs, seed }) => {
  const choice = choiceFrom(randomFrom(seed));
  const tally = new Tally();
  for (let n = 0; n < inputs; n++) {
    const bytes = mutateText([WHOLE, WHOLE, SHIPPED], TOKENS, choice);
    const before = process.cpuUsage();
    try {
      await parseConfig("/fuzz/lede.yaml", bytes.toString(), { TOKEN: "abcdefgh", NAME: "x: [" });
      tally.count("valid");
    } catch (error) {
      if (error instanceof ConfigError && error.mistakes.every(({ line, col }) => line > 0 && col > 0))
        tally.count("with mistakes");
      else tally.crash(n, error, bytes);
    }
    const { user, system } = process.cpuUsage(before);
    if (user + system > MOST_MS * 1_000) tally.hang(n, (user + system) / 1_000, bytes);
  }
  return tally.result;
};

const MOST_MS = 2_000;
