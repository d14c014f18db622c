import { describe, expect, test } from "vitest";
import type { FilterRule, WireRule } from "../../../src/model/source.ts";
import { createJudge, describeRule, type RuleFacts, refusal } from "../../../src/normalize/rules.ts";

const facts = (changes: Partial<RuleFacts> = {}): RuleFacts => ({
  title: "Ferry returns",
  urls: ["https://harbour.example/ferry", "https://feeds.example/~r/1"],
  author: "Ann Bell",
  categories: ["Sport"],
  text: ["Ferry returns", "The ferry is back."],
  outlet: "Harbour Courier",
  language: "en",
  words: 120,
  ...changes,
});

describe("the rules of a source", () => {
  test.each<{ name: string; rules: { keep?: FilterRule[]; drop?: FilterRule[] }; kept: boolean }>([
    { name: "drop what matches", rules: { drop: [{ category: /sport/i }] }, kept: false },
    { name: "keep what no drop rule matches", rules: { drop: [{ title: /tunnel/i }] }, kept: true },
    { name: "drop what no keep rule matches", rules: { keep: [{ title: /tunnel/i }] }, kept: false },
    {
      name: "keep what one of them matches",
      rules: { keep: [{ title: /tunnel/i }, { text: /back/ }] },
      kept: true,
    },
    {
      name: "want every field of a rule",
      rules: { drop: [{ title: /ferry/i, category: /politics/ }] },
      kept: true,
    },
    {
      name: "let drop win over keep",
      rules: { keep: [{ title: /ferry/i }], drop: [{ url: /ferry/ }] },
      kept: false,
    },
  ])("$name", ({ rules: { keep = [], drop = [] }, kept }) => {
    const [hits] = createJudge().hits([...keep, ...drop], [facts()]);
    expect(refusal({ keep, drop }, (rule) => hits?.has(rule) ?? false) === undefined).toBe(kept);
  });
});

describe("a rule is true", () => {
  test.each<{ rule: Partial<WireRule>; of?: Partial<RuleFacts>; hit: boolean }>([
    { rule: { outlet: /courier/i }, hit: true },
    { rule: { outlet: /herald/i }, hit: false },
    { rule: { outlet: /herald/i }, of: { outlet: "Herald" }, hit: true },
    { rule: { language: ["de", "en"] }, hit: true },
    { rule: { language: ["de"] }, of: { language: "de-AT" }, hit: true },
    { rule: { language: ["en"] }, of: { language: undefined }, hit: false },
    { rule: { words: { lt: 120 } }, hit: false },
    { rule: { words: { lt: 121 } }, hit: true },
    { rule: { words: { gt: 100, lt: 200 } }, hit: true },
    { rule: { words: { lt: 80 } }, of: { words: undefined }, hit: false },
    { rule: { wall: "paid" }, of: { wall: "paid" }, hit: true },
    { rule: { wall: "paid" }, hit: false },
    { rule: { wall: "paid", words: { lt: 80 } }, of: { wall: "paid" }, hit: false },
    { rule: { url: /~r/ }, hit: true },
    { rule: { title: /here's why/ }, of: { title: "Here: here’s\u00a0why it rains" }, hit: true },
    { rule: { title: /off the cost/ }, of: { title: "Save 94% off the\u00a0cost" }, hit: true },
    { rule: { title: /café/ }, of: { title: "cafe\u0301 on the quay" }, hit: true },
    { rule: { title: /“quay”/ }, of: { title: "the “quay” opens" }, hit: true },
    { rule: { text: /R&D is/ }, of: { text: ["R&amp;D <b>is</b>"], plain: "R&D is cut" }, hit: true },
    { rule: { text: /<iframe/ }, of: { text: ["<iframe src=x>"], plain: "" }, hit: true },
    { rule: { author: /ann/i }, of: { author: undefined }, hit: false },
  ])("$rule of $of: $hit", ({ rule, of, hit }) => {
    const whole = { match: "lead", ...rule } as const;
    expect(
      createJudge()
        .hits([whole], [facts(of)])[0]
        ?.has(whole),
    ).toBe(hit);
  });
});

describe("an expression that comes to no end", () => {
  const evil = [/^(?:a+)+$/, /(x+x+)+y/, /^(\w+\s?)*$/, /^(a|a)*$/, /(?:.*,){25}P/];
  const bait = [
    `${"a".repeat(60)}!`,
    "x".repeat(60),
    `${"word ".repeat(30)}!`,
    `${"a".repeat(60)}!`,
    "1,".repeat(60),
  ];

  test.each(evil.map((title, n) => ({ title, n })))(
    "$title is left aside, the others count",
    ({ title, n }) => {
      const judge = createJudge();
      const rules: FilterRule[] = [{ title }, { title: /ferry/i }, { title: /^a+!$/ }];
      const all = [facts(), facts({ title: bait[n] ?? "" }), facts({ title: "aa!" })];
      expect(judge.hits(rules, all).map((hits) => hits.has(rules[1] as FilterRule))).toEqual([
        true,
        false,
        false,
      ]);
      expect([...judge.slow]).toEqual([rules[0]]);
      expect(judge.hits(rules, all)[2]?.has(rules[2] as FilterRule)).toBe(true);
    },
  );
});

test("a rule is told as a person reads it", () => {
  const rule: WireRule = { title: /x/i, language: ["de"], words: { lt: 80 }, wall: "paid", match: "all" };
  expect(describeRule({ ...rule, age: { gt: 36 * 3_600_000 } })).toBe(
    "title /x/i, language de, words < 80, age > 36h, wall paid, match all",
  );
});
