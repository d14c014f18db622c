import { describe, expect, test } from "vitest";
import { createGrouper } from "../../../src/cluster/create-grouper.ts";
import { createLanguages } from "../../../src/cluster/languages.ts";
import { stem } from "../../../src/cluster/stem.ts";
import { hashTerm } from "../../../src/cluster/term-hash.ts";
import { createTermReader, ENTITY } from "../../../src/cluster/terms.ts";

test.each([
  { name: "a region", tags: ["en", "en-GB", "en_US"] },
  { name: "three letters", tags: ["de", "deu", "ger", "DE-at"] },
  { name: "a script", tags: ["zh", "zh-Hant-TW", "zho"] },
])("one language is one number, with $name or without", ({ tags }) => {
  const languages = createLanguages();
  languages.numberOf("fr");
  expect(new Set(tags.map((tag) => languages.numberOf(tag)))).toEqual(new Set([2]));
});

test("what is not known is no language, what is no tag is one of its own, and no number leaves its byte", () => {
  const languages = createLanguages();
  expect([languages.numberOf(undefined), languages.numberOf("")]).toEqual([0, 0]);
  expect(languages.numberOf("!?")).toBe(1);
  const many = Array.from({ length: 400 }, (_, n) => languages.numberOf(`x${n}`));
  expect(Math.max(...many)).toBe(255);
});

describe("terms", () => {
  const read = createTermReader(() => false);
  const termsOf = (title: string, lang: string) => {
    const { count, hashes, flags } = read({ title, lang });
    return new Map(Array.from({ length: count }, (_, n) => [hashes[n], flags[n] ?? 0]));
  };
  const shared = (a: ReadonlyMap<unknown, number>, b: ReadonlyMap<unknown, number>) =>
    [...a.keys()].filter((term) => b.has(term)).length;

  test.each([
    {
      name: "a name",
      a: "Minister meets Vandersloot at last",
      b: "La alcaldesa visita a Vandersloot",
      lang: "es",
    },
    { name: "a number", a: "Fire destroys 4711 trees", b: "El fuego destruye 4711", lang: "es" },
    { name: "a country", a: "Talks on Japan begin", b: "начались переговоры: Япония", lang: "ru" },
  ])("$name is one term in two languages, and the only one", ({ a, b, lang }) => {
    expect(shared(termsOf(a, "en"), termsOf(b, lang))).toBe(1);
  });

  test("German gives capitals to all nouns: they lose their endings like other words", () => {
    const [one, many] = [termsOf("Die Hafenarbeiter", "de"), termsOf("Der Hafenarbeiterin", "de")];
    expect(shared(one, many)).toBe(1);
  });

  test("a small word that begins a sentence is no name", () => {
    expect(termsOf("Los del puerto", "es").size).toBe(1);
  });

  test("a capital within a sentence marks a name", () => {
    const marks = [...termsOf("visita a Vandersloot", "es").values()].map((flags) => flags & ENTITY);
    expect(marks.sort()).toEqual([0, ENTITY]);
  });
});

test("across languages, names and numbers connect; one name alone does not", () => {
  const NOW = 1_780_000_000_000;
  const on = createGrouper({ window: 72 * 3_600_000 });
  const add = (id: string, lang: string, title: string, summary: string) =>
    on.add({ id, lang, title, summary, publishedAt: NOW, seenAt: NOW }).storyId;
  add(
    "01A",
    "en",
    "Vandersloot wins Kettlewick regatta in 4711 seconds",
    "Ilse Vandersloot beat Mikkel Thorvald on Sunday off Kettlewick, in the boat Halcyon, by 38 seconds.",
  );
  const spanish = add(
    "01B",
    "es",
    "La regata de Kettlewick: gana Vandersloot con 4711 segundos",
    "La navegante Ilse Vandersloot supera a Mikkel Thorvald frente a Kettlewick con el velero Halcyon por 38 segundos.",
  );
  const other = add(
    "01C",
    "es",
    "Nueva novela de Petra Vandersloot llega a las librerías",
    "La escritora presenta en la capital un relato sobre su abuela y los veranos de la guerra.",
  );
  expect(spanish).toBe("01A");
  expect(other).toBe("01C");
});

describe("capitals", () => {
  const known = new Set<number>();
  const read = createTermReader((hash) => known.has(hash));
  const kinds = (title: string, lang: string) => {
    const { count, hashes, flags } = read({ title, lang });
    return new Map(Array.from({ length: count }, (_, n) => [hashes[n], flags[n] ?? 0]));
  };
  const flagsOf = (all: ReadonlyMap<unknown, number>, word: string) =>
    all.get(hashTerm(stem(word, false))) ?? all.get(hashTerm(stem(word, true))) ?? 0;

  test("in German, two nouns side by side are a name, and what stands behind an article is a thing", () => {
    const found = kinds(
      "gestern hatte endlich auch Leandro Messina wieder genug davon und verließ den Verein",
      "de",
    );
    expect(flagsOf(found, "messina") & ENTITY).toBe(ENTITY);
    expect(flagsOf(found, "leandro") & ENTITY).toBe(ENTITY);
    expect(flagsOf(found, "verein") & ENTITY).toBe(0);
  });

  test("the first word of a headline is stemmed like any other, unless it is known as a name", () => {
    const first = kinds("Manifestaciones en todo el valle", "es");
    expect(first.has(hashTerm(stem("manifestaciones", false)))).toBe(true);
    known.add(hashTerm(stem("manifestaciones", true)));
    expect(kinds("Manifestaciones en todo el valle", "es").has(hashTerm(stem("manifestaciones", true)))).toBe(
      true,
    );
  });
});
