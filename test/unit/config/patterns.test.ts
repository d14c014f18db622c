import { describe, expect, test } from "vitest";
import { parseConfig } from "../../../src/config/load.ts";

const read = async (rules: string) =>
  parseConfig("/wire/lede.yaml", `drop: [${rules}]\nsources: [https://a.example/feed]\n`, {});
const pattern = async (title: string) => {
  const { drop } = await read(`{ title: ${JSON.stringify(title)} }`);
  return drop[0]?.title as RegExp;
};
const mistakes = (rules: string) =>
  read(rules).then(
    () => [],
    (error: { mistakes: readonly { message: string }[] }) => error.mistakes.map(({ message }) => message),
  );

describe("a rule's text finds", () => {
  test.each([
    { rule: "here's why", text: "Here’s why it rains" },
    { rule: "here’s why", text: "Here's why it rains" },
    { rule: '"Let\'s Dance"', text: "Watch “Let’s Dance” tonight" },
    { rule: "kingdom-come", text: "Kingdom–Come: Deliverance" },
    { rule: "two words", text: "only two\u00a0words" },
    { rule: "cafe\u0301", text: "Café on the quay" },
    { rule: "C++ (part 2)", text: "Learn C++ (Part 2) now" },
    { rule: "5.00 $ / month", text: "for 5.00 $ / month" },
    { rule: "/^C\\+\\+/", text: "C++ is old" },
    { rule: "/(?i)promocje\\s+dnia/", text: "Promocje dnia" },
    { rule: "(?i)^promo", text: "Promocje dnia" },
    { rule: "/(?is)a.b/u", text: "A\nB" },
    { rule: "/\\bпаром\\b/i", text: "Новый Паром вышел" },
    { rule: "/\\bécole\\b/", text: "une école ferme" },
    { rule: "/^\\w+ und/", text: "Ämter und Würden" },
    { rule: "/^[\\w-]+ und/", text: "Über-Ämter und Würden" },
    { rule: "/\\b지대로\\b/u", text: "이 지대로 간다" },
    { rule: "/^\\W/", text: "«Quay»" },
    { rule: "/a\\Bé/v", text: "haé" },
    { rule: "/\\bport\\-au\\b/", text: "in port-au" },
    { rule: "^https:\\/\\/", text: "in ^https:\\/\\/ as written" },
  ])("$rule in $text", async ({ rule, text }) => {
    expect((await pattern(rule)).test(text)).toBe(true);
  });

  test.each([
    { rule: "5.00", text: "5100" },
    { rule: "/promo/", text: "Promocje" },
    { rule: "heres", text: "Here’s" },
    { rule: "/\\btest\\b/i", text: "a Testü of testé" },
    { rule: "/\\bпаром\\b/i", text: "на пароме" },
    { rule: "/\\W/", text: "Ürün" },
    { rule: "/\\bvp\\b/i", text: "prévp" },
  ])("$rule not in $text", async ({ rule, text }) => {
    expect((await pattern(rule)).test(text)).toBe(false);
  });
});

describe("what is no rule is said so", () => {
  test.each([
    {
      rules: "{}",
      message: "must name a field: title, url, author, category, text, outlet, language, words, age or wall",
    },
    {
      rules: "{ match: all }",
      message: "must name a field: title, url, author, category, text, outlet, language, words, age or wall",
    },
    { rules: "{ words: {} }", message: "must have lt (less than) or gt (greater than)" },
    { rules: "{ wall: free }", message: "must be paid" },
    { rules: "{ title: a, match: some }", message: "must be lead, all or any" },
    { rules: "{ title: '/(/' }", message: expect.stringContaining("not a regular expression") },
    { rules: "{ age: yesterday }", message: expect.stringContaining("must be a duration such as") },
    { rules: "{ language: x }", message: expect.stringContaining("must be a language tag") },
  ])("$rules", async ({ rules, message }) => {
    expect(await mistakes(rules)).toEqual([message]);
  });
});

test("age and language are written short or long", async () => {
  const { drop } = await read(
    "{ age: 36h }, { age: { lt: 2h } }, { age: { gt: 1h, lt: 1d } }, { language: pt-BR }, { language: [de, FR] }",
  );
  const hour = 3_600_000;
  expect(drop).toEqual([
    { age: { gt: 36 * hour }, match: "lead" },
    { age: { lt: 2 * hour }, match: "lead" },
    { age: { gt: hour, lt: 24 * hour }, match: "lead" },
    { language: ["pt"], match: "lead" },
    { language: ["de", "fr"], match: "lead" },
  ]);
});

test("an expression is shown as it was written", async () => {
  expect(String(await pattern("/\\bпаром\\w*/i"))).toBe("/\\bпаром\\w*/i");
});

describe("an address in Apprise's language is told how it is written here", () => {
  const said = (url: string) =>
    parseConfig(
      "/wire/lede.yaml",
      `notify: [{ url: "${url}", when: { outlets: 2 } }]\nsources: [https://a.example/feed]\n`,
      {},
    ).catch((error: { mistakes: readonly { message: string }[] }) => error.mistakes[0]?.message);

  test.each([
    { url: "ntfys://name:word@push.example/wire", means: "that is https://… with template: ntfy" },
    { url: "ntfy://push.example/wire", means: "template: ntfy" },
    { url: "mmosts://chat.example/key", means: "template: mattermost" },
    { url: "discord://1/2", means: "template: discord" },
    { url: "tgram://1:2/3", means: "give the address of your Apprise API" },
    { url: "mailtos://name:word@mail.example", means: "give the address of your Apprise API" },
  ])("$url", async ({ url, means }) => {
    expect(await said(url)).toContain(means);
  });
});
