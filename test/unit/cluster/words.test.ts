import { describe, expect, test } from "vitest";
import { createWordReader, WordList } from "../../../src/cluster/words.ts";

const read = createWordReader();

function listOf(text: string, most = 60): WordList {
  const list = new WordList(most);
  read(text, list);
  return list;
}

const positions = (list: WordList) => Array.from({ length: list.count }, (_, n) => n);
const wordsOf = (text: string, most?: number) => {
  const list = listOf(text, most);
  return positions(list).map((n) => list.wordAt(n));
};
/** The words that count as names. */
const namesOf = (text: string) => {
  const list = listOf(text);
  return positions(list)
    .filter((n) => list.capital[n] === 1)
    .map((n) => list.wordAt(n));
};

test.each([
  {
    name: "spaces and marks",
    text: "Ferries stop: storm – “worst in years”",
    words: "ferries stop storm worst in years",
  },
  { name: "nothing", text: " … — !!! ", words: "" },
  { name: "accents", text: "São Tomé façade Zürich Łódź", words: "sao tome facade zurich łodz" },
  { name: "letters and their accents apart", text: "Zu\u0308rich", words: "zurich" },
  { name: "a sharp s", text: "Straße", words: "strasse" },
  { name: "initials", text: "U.S. and E.U.", words: "us and eu" },
  { name: "initials within a word, and points alone", text: "e.g. Fig.2. End.", words: "e g fig 2 end" },
  { name: "possessives", text: "Voss's dockers' Eastport’s", words: "voss dockers eastport" },
  { name: "names with an apostrophe", text: "O'Hara O’Hara", words: "o'hara o'hara" },
  { name: "leaning articles", text: "l'homme d’Eastport dell'acqua qu'il", words: "homme eastport acqua il" },
  {
    name: "an ampersand within, and one that stands free",
    text: "R&D at Brandt & Sons",
    words: "r&d at brandt sons",
  },
  { name: "an apostrophe that joins nothing", text: "rock 'n' roll", words: "rock n roll" },
  { name: "thousands", text: "1,000 1.000 12,345,678", words: "1000 1000 12345678" },
  { name: "decimals, times and scores", text: "3.5 3,5 10:30 2-1", words: "3.5 3.5 10:30 2 1" },
  { name: "a point or comma after a number", text: "in 2024. Then 7, 8", words: "in 2024 then 7 8" },
  { name: "numerals and letters together", text: "G7 3rd 15th MP3", words: "g7 3rd 15 th mp3" },
  { name: "wide digits", text: "１２３", words: "123" },
  { name: "Arabic, Persian and Indian digits", text: "١٢٣ ۱۲۳ १२३", words: "123 123 123" },
  { name: "pairs of code units", text: "𝐀𝐁 𝟏𝟐", words: "ab 12" },
  { name: "Cyrillic", text: "Ёлка и йод", words: "елка и иод" },
  { name: "Arabic with its vowels", text: "مَرْحَبًا", words: "مرحبا" },
  { name: "Hindi, whose vowels are marks", text: "हिन्दी में", words: "हिन्दी में" },
  {
    name: "Chinese, in pairs of characters",
    text: "东港码头工人结束罢工",
    words: "东港 港码 码头 头工 工人 人结 结束 束罢 罢工",
  },
  {
    name: "Chinese with numerals and Latin letters",
    text: "2024年5月 iPhone手机",
    words: "2024 年 5 月 iphone 手机",
  },
  { name: "a numeral that begins a run", text: "9日間のストライキ", words: "9 日間 ストライキ" },
  { name: "kana whose voice is a mark", text: "ガザ", words: "ガザ" },
  { name: "Thai", text: "ชนะการแข่งขัน", words: "ชนะ การ แข่งขัน" },
  { name: "Korean, which has spaces", text: "서울 회담", words: "서울 회담" },
])("words are cut at $name", ({ text, words }) => {
  expect(wordsOf(text).map((word) => word.normalize("NFC"))).toEqual(words === "" ? [] : words.split(" "));
});

test("half of a pair is no letter, and harms no neighbour", () => {
  expect(wordsOf("storm\udc00 \ud835 ferries\ud800")).toEqual(["storm", "ferries"]);
});

test("no more words are read than there is room for, in either kind of script", () => {
  expect(wordsOf("one storm three ferries", 3)).toEqual(["one", "storm", "three"]);
  expect(wordsOf("东港码头工人结束罢工", 4)).toHaveLength(4);
});

test("a list is read anew each time", () => {
  const list = new WordList(10);
  read("three ferries sail", list);
  read("storm", list);
  expect(positions(list).map((n) => list.wordAt(n))).toEqual(["storm"]);
});

describe("capitals", () => {
  test.each([
    { name: "within a sentence", text: "Ferries leave Eastport for the islands", names: ["eastport"] },
    { name: "that begin a sentence do not", text: "Storm over. Ferries sail: Crews rest", names: [] },
    { name: "after a quotation mark do not", text: "Warden says “Ferries sail”", names: [] },
    { name: "of a headline in capitals do not", text: "Ferries Leave Eastport For Islands", names: [] },
    { name: "of initials do, wherever", text: "NATO Ferries Leave Eastport For Islands", names: ["nato"] },
    { name: "of one letter do not in a headline", text: "A Ferry Leaves", names: [] },
  ])("capitals $name", ({ text, names }) => expect(namesOf(text)).toEqual(names));
});

test("words that every text has are told from others, in English and elsewhere", () => {
  const list = listOf("the ferry और में");
  expect([...list.english.subarray(0, 2)].map((hash) => hash === 0)).toEqual([true, false]);
  expect([...list.foreign.subarray(2, 4)]).toEqual([0, 0]);
});
