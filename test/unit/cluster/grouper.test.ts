import { describe, expect, test } from "vitest";
import { createGrouper } from "../../../src/cluster/create-grouper.ts";
import type { ClusterDoc, Grouper, GrouperOptions } from "../../../src/cluster/grouper.ts";
import type { PairWeights } from "../../../src/cluster/pair-model.ts";
import { readPackageJson } from "../../../src/ground/package-file.ts";
import { FRONT_PAGE, TOLD_TWICE } from "../../support/headlines.ts";

const HOUR = 3_600_000;
const NOW = 1_780_000_000_000;

/** Read once: hundreds of groupers are made here. */
const weights = readPackageJson<PairWeights>("src/cluster/weights.json");
const grouper = (options: Partial<GrouperOptions> = {}) =>
  createGrouper({ window: 72 * HOUR, weights, ...options });
const doc = (id: string, title: string, more: Partial<ClusterDoc> = {}): ClusterDoc => ({
  id,
  title,
  publishedAt: NOW,
  seenAt: NOW,
  lang: "en",
  ...more,
});

/** Adds documents and gives the final story of each, by id. */
function storiesOf(on: Grouper, docs: readonly ClusterDoc[]): Map<string, string> {
  for (const one of docs) on.add(one);
  return new Map(docs.map(({ id }) => [id, on.storyOf(id) ?? ""]));
}

function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function shuffled<T>(all: readonly T[], chance: () => number): T[] {
  return all
    .map((one) => ({ one, at: chance() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
}

/** Groups of positions, each sorted. */
function groups(stories: ReadonlyMap<string, string>): string[] {
  const byStory = new Map<string, number[]>();
  for (const [id, story] of stories) byStory.set(story, [...(byStory.get(story) ?? []), Number(id)]);
  return [...byStory.values()].map((group) => group.sort((a, b) => a - b).join("+")).sort();
}

describe("a front page of seventeen headlines", () => {
  const told = new Set(TOLD_TWICE.flat());
  const wanted = [
    ...TOLD_TWICE.map((group) => group.join("+")),
    ...FRONT_PAGE.map((_, n) => n)
      .filter((n) => !told.has(n))
      .map(String),
  ].sort();
  test.each([
    { name: "with times", time: (n: number) => NOW + n * 10 * 60_000 },
    { name: "without times", time: () => undefined },
  ])(
    "is fourteen stories in every one of 300 arrival orders, $name",
    ({ time }) => {
      const chance = random(5);
      for (let order = 0; order < 300; order++) {
        const arrivals = shuffled(
          FRONT_PAGE.map((title, n) => ({ title, n })),
          chance,
        );
        const docs = arrivals.map(({ title, n }, place) =>
          doc(String(n), title, { publishedAt: time(place), seenAt: time(place) }),
        );
        expect(groups(storiesOf(grouper(), docs))).toEqual(wanted);
      }
    },
    120_000,
  );
});

const STRIKE = [
  doc("01A", "Dockers in Eastport vote to end nine-day harbour strike"),
  doc("01B", "Eastport harbour strike ends as dockers accept pay offer"),
  doc("01C", "Nine-day Eastport dockers' strike over after pay vote"),
];
const GLACIER = [
  doc("02A", "Tessel glacier lost a tenth of its ice last summer, survey finds"),
  doc("02B", "Survey: a tenth of Tessel glacier's ice gone in one summer"),
];

test("an article says which member it is most like, how much, and why", () => {
  const on = grouper();
  expect(on.add(STRIKE[0] as ClusterDoc)).toMatchObject({
    storyId: "01A",
    score: undefined,
    with: undefined,
  });
  const second = on.add(STRIKE[1] as ClusterDoc);
  expect(second).toMatchObject({ storyId: "01A", with: "01A" });
  expect(second.score).toBeGreaterThan(0.5);
  expect(second.reasons.length).toBeGreaterThan(3);
  const contributions = second.reasons.map((reason) => Math.abs(reason.contribution));
  expect(contributions).toEqual([...contributions].sort((a, b) => b - a));
});

test("the same articles in the same order give the same stories, scores and reasons", () => {
  const run = () => {
    const on = grouper();
    return [...STRIKE, ...GLACIER].map((one) => on.add(one));
  };
  expect(run()).toEqual(run());
});

test("an article that is added twice keeps what it has", () => {
  const on = grouper();
  for (const one of STRIKE) on.add(one);
  expect(on.add(STRIKE[1] as ClusterDoc).storyId).toBe("01A");
  expect(on.size).toBe(3);
});

test("a rebuilt index goes on where the old one stopped", () => {
  const before = grouper();
  const early = [...STRIKE.slice(0, 2), GLACIER[0] as ClusterDoc];
  const stories = storiesOf(before, early);
  const after = grouper();
  for (const one of early) after.restore(one, stories.get(one.id) ?? "");
  const late = [STRIKE[2], GLACIER[1]] as ClusterDoc[];
  expect(late.map((one) => after.add(one))).toEqual(late.map((one) => before.add(one)));
});

test("wherever a restart falls, the rest of a front page gets the stories that it would have got", () => {
  const docs = FRONT_PAGE.map((title, n) =>
    doc(String(n), title, { publishedAt: NOW + n * HOUR, seenAt: NOW + n * HOUR }),
  );
  const whole = [...storiesOf(grouper(), docs)];
  for (let cut = 0; cut <= docs.length; cut++) {
    const before = storiesOf(grouper(), docs.slice(0, cut));
    const after = grouper();
    for (const one of docs.slice(0, cut)) after.restore(one, before.get(one.id) ?? "");
    storiesOf(after, docs); // those that were restored are replayed, too
    expect(docs.map(({ id }) => [id, after.storyOf(id)])).toEqual(whole);
  }
});

test("a story keeps its id when the article that began it is forgotten", () => {
  const on = grouper();
  on.add(doc("01A", STRIKE[0]?.title ?? "", { publishedAt: NOW - 20 * HOUR, seenAt: NOW - 20 * HOUR }));
  on.add(STRIKE[1] as ClusterDoc);
  on.forget(NOW - HOUR);
  expect(on.storyOf("01A")).toBeUndefined();
  expect(on.add(STRIKE[2] as ClusterDoc).storyId).toBe("01A");
});

test("articles further apart than the window are other stories", () => {
  const on = grouper();
  on.add(doc("01A", STRIKE[0]?.title ?? "", { publishedAt: NOW - 73 * HOUR, seenAt: NOW - 73 * HOUR }));
  expect(on.add(doc("01B", STRIKE[0]?.title ?? "")).storyId).toBe("01B");
});

test("an endless window joins whatever tells the same, however old", () => {
  const on = grouper({ window: Number.POSITIVE_INFINITY });
  on.add(doc("01A", STRIKE[0]?.title ?? "", { publishedAt: NOW - 24 * HOUR, seenAt: NOW - 24 * HOUR }));
  expect(on.add(doc("01B", STRIKE[0]?.title ?? "")).storyId).toBe("01A");
});

describe("what the configuration decides", () => {
  test("a rule of never keeps two articles apart that would share a story", () => {
    const on = grouper({ never: [[/nine-day/i, /accept pay/i]] });
    const stories = storiesOf(on, STRIKE.slice(0, 2));
    expect(new Set(stories.values()).size).toBe(2);
  });

  test("a rule of never looks at addresses too, on either side", () => {
    const on = grouper({ never: [[/opinion/, /herald\.example\/news/g]] });
    const stories = storiesOf(on, [
      doc("01A", STRIKE[0]?.title ?? "", { url: "https://herald.example/news/1" }),
      doc("01B", STRIKE[0]?.title ?? "", { url: "https://gazette.example/opinion/1" }),
      doc("01C", STRIKE[0]?.title ?? "", { url: "https://post.example/1" }),
    ]);
    expect(stories.get("01A")).not.toBe(stories.get("01B"));
    expect([stories.get("01A"), stories.get("01B")]).toContain(stories.get("01C"));
  });

  test("a threshold of nearly one joins nothing but copies; of nearly zero, whatever shares a rare word", () => {
    const titles = [
      STRIKE[0],
      GLACIER[0],
      doc("03A", "Eastport museum shows dockers' photographs"),
    ] as ClusterDoc[];
    expect(new Set(storiesOf(grouper({ threshold: 0.999 }), titles).values()).size).toBe(3);
    expect(new Set(storiesOf(grouper({ threshold: 0.001 }), titles).values()).size).toBeLessThan(3);
  });

  test("with a threshold of one nothing joins, the same words included", () => {
    const twice = [
      doc("03B", "Parliament passes fisheries bill"),
      doc("03C", "Fisheries bill passes parliament"),
    ];
    expect(new Set(storiesOf(grouper({ threshold: 0.9 }), twice).values()).size).toBe(1);
    expect(new Set(storiesOf(grouper({ threshold: 1 }), twice).values()).size).toBe(2);
  });
});

describe("merging", () => {
  const apart = [
    doc("01A", "Storm Petra cuts power to thousands in Northmoor", { seenAt: NOW }),
    doc("01B", "Rail lines shut and schools closed as Northmoor cleans up", { seenAt: NOW + 1 }),
  ];
  const bridge = doc(
    "01C",
    "Storm Petra: thousands without power in Northmoor, rail lines shut, schools closed in clean-up",
    {
      seenAt: NOW + 2,
    },
  );

  test("a headline that tells both joins two stories into the older one", () => {
    const on = grouper({ threshold: 0.2 });
    storiesOf(on, apart);
    const { merged } = on.add(bridge);
    const stories = new Set([...apart, bridge].map(({ id }) => on.storyOf(id)));
    if (merged.length > 0) expect(stories).toEqual(new Set(["01A"]));
    for (const { from, into } of merged) expect([from, into]).toEqual(["01B", "01A"]);
  });
});

test("a text that another outlet repeats is told to be a copy of the first", () => {
  const on = grouper();
  const text =
    "The council of Eastport approved the new ferry terminal on Monday by nine votes to four, ending a dispute that " +
    "began when the old quay was closed in 2024. Work on the terminal is to begin in May, said harbour master Lene Voss.";
  on.add(doc("01A", "Eastport council approves ferry terminal", { summary: text, outlet: "Wire" }));
  const copy = on.add(
    doc("01B", "Eastport council approves ferry terminal", { summary: text, outlet: "Herald" }),
  );
  const second = on.add(
    doc("01C", "Eastport council approves new ferry terminal", { summary: text, outlet: "Post" }),
  );
  const own = on.add(
    doc("01D", "Nine votes to four: Eastport gets its ferry terminal", {
      summary:
        "After two years of quarrel Eastport's council has said yes to a ferry terminal at the old quay.",
      outlet: "Gazette",
    }),
  );
  expect(copy.syndicatedOf).toBe("01A");
  expect(second.syndicatedOf).toBe("01A");
  expect(own).toMatchObject({ storyId: "01A", syndicatedOf: undefined });
});

test("a sentence about the same event in nearly the same words is no copy", () => {
  const on = grouper();
  on.add(
    doc("01A", "Crane collapses in Port Velsen harbour, two workers hurt", {
      summary: "A harbour crane collapsed in Port Velsen on Monday and two dock workers were hurt.",
      outlet: "South",
    }),
  );
  const other = on.add(
    doc("01B", "Two dock workers hurt as crane collapses at Port Velsen", {
      summary: "Two dock workers were hurt when a crane collapsed in the harbour of Port Velsen.",
      outlet: "East",
    }),
  );
  expect(other).toMatchObject({ storyId: "01A", syndicatedOf: undefined });
});

describe("other languages", () => {
  test.each([
    {
      name: "Spanish",
      lang: "es",
      a: "Los estibadores de Puerto Viejo ponen fin a la huelga tras nueve días",
      b: "Termina la huelga de estibadores en Puerto Viejo después de nueve días",
      c: "El glaciar Tessel pierde una décima parte de su hielo",
    },
    {
      name: "German",
      lang: "de",
      a: "Hafenarbeiter in Ostersund beenden neuntägigen Streik",
      b: "Streik der Hafenarbeiter in Ostersund nach neun Tagen beendet",
      c: "Gletscher Tessel verliert ein Zehntel seines Eises",
    },
    {
      name: "Russian",
      lang: "ru",
      a: "Докеры Восточного порта прекратили забастовку после девяти дней",
      b: "Забастовка докеров в Восточном порту прекращена через девять дней",
      c: "Ледник Тессель потерял десятую часть льда",
    },
    {
      name: "Chinese",
      lang: "zh",
      a: "东港码头工人投票结束九天罢工",
      b: "东港码头工人接受加薪，九天罢工结束",
      c: "泰瑟尔冰川去年夏天失去十分之一的冰",
    },
    {
      name: "Japanese",
      lang: "ja",
      a: "東港の港湾労働者、9日間のストライキ終了を可決",
      b: "東港の港湾労働者がストライキ終了、賃上げを受け入れ",
      c: "テッセル氷河、昨夏に氷の一割を失う",
    },
    {
      name: "Arabic",
      lang: "ar",
      a: "عمال ميناء الشرق ينهون إضرابهم بعد تسعة أيام",
      b: "انتهاء إضراب عمال ميناء الشرق بعد تسعة أيام",
      c: "نهر تيسل الجليدي يفقد عشر جليده",
    },
  ])("$name headlines of one story find each other and nothing else", ({ lang, a, b, c }) => {
    const stories = storiesOf(grouper(), [
      doc("01A", a, { lang }),
      doc("01B", c, { lang }),
      doc("01C", b, { lang }),
    ]);
    expect(stories.get("01C")).toBe(stories.get("01A"));
    expect(stories.get("01B")).not.toBe(stories.get("01A"));
  });
});

test("words of kindred languages that begin alike make no story", () => {
  const stories = storiesOf(grouper(), [
    doc("01A", "La bibliothèque de nuit ne désemplit pas depuis son ouverture", { lang: "fr" }),
    doc("01B", "Una biblioteca con ruedas recorre las aldeas sin librería", { lang: "es" }),
  ]);
  expect(stories.get("01B")).not.toBe(stories.get("01A"));
});

/** Each by an outlet of its own, but for those that name one. */
const STRANGERS: readonly { name: string; lang?: string; titles: readonly string[]; outlet?: string }[] = [
  {
    name: "the formula of a beat",
    lang: "fr",
    titles: [
      "Féminicide : un homme placé en garde à vue après le meurtre présumé de sa compagne à Limoges",
      "Gard: un homme soupçonné d'avoir tué un ami de son oncle placé en garde à vue",
      "Un dentiste du Cantal placé en garde à vue, visé par cinq plaintes pour viol",
    ],
  },
  {
    name: "one kind of accident",
    titles: [
      "Head-on collision between bus and lorry in Bolivia kills more than 20",
      "Motorcyclist dead after collision with transit bus in Hamilton",
    ],
  },
  {
    name: "one kind of thing",
    titles: [
      "Two teens facing charges after police chase involving electric dirt bikes",
      "Ravenna mayor hit by electric bike and issues blanket ban in Italian city",
    ],
  },
  {
    name: "one person in two matters",
    titles: [
      "Mara Quill finally explains why she left the cooking show",
      "Mara Quill is expected to invest in Texas ranches",
    ],
  },
  {
    name: "a series of one outlet",
    outlet: "The Tip",
    titles: [
      "Drakeford promo code WIREMAX: Trade $25, get up to $500 for Lynx vs. Storm",
      "Drakeford promo code WIREMAX: Trade $25, get up to $500 for Serie A",
    ],
  },
  {
    name: "an outlet's games",
    outlet: "The Corner",
    titles: [
      "Today's Letterbox hints and answers for game 812",
      "Today's Letterbox hints and answers for game 813",
    ],
  },
];

test.each(STRANGERS)("$name makes no story", ({ titles, lang = "en", outlet }) => {
  const stories = storiesOf(
    grouper(),
    titles.map((title, n) => doc(`0${n}`, title, { lang, outlet: outlet ?? `outlet ${n}` })),
  );
  expect(new Set(stories.values()).size).toBe(titles.length);
});

test.each([
  {
    name: "German",
    lang: "de",
    titles: [
      "Mehr als 40.000 Menschen wegen Moorbränden in Ostfalen evakuiert",
      "Mehr als 45.000 Menschen wegen Moorbränden in Ostfalen evakuiert",
    ],
    summary: "Wegen der Brände im Großen Moor müssen immer mehr Orte geräumt werden.",
  },
  {
    name: "Spanish",
    lang: "es",
    titles: [
      "Más de 40.000 personas evacuadas por los incendios de Valdorra",
      "Más de 45.000 personas evacuadas por los incendios de Valdorra",
    ],
    summary: "Los incendios del monte de Valdorra obligan a desalojar cada vez más pueblos.",
  },
])(
  "a number that rises over the same text of one outlet is one story ($name)",
  ({ titles, lang, summary }) => {
    const stories = storiesOf(
      grouper(),
      titles.map((title, n) => doc(`0${n}`, title, { lang, summary, outlet: "The Count" })),
    );
    expect(new Set(stories.values()).size).toBe(1);
  },
);

test("headlines without a word, or of one word, stand alone and do no harm", () => {
  const stories = storiesOf(grouper(), [
    doc("01A", ""),
    doc("01B", ""),
    doc("01C", "…"),
    doc("01D", "Update"),
    doc("01E", "!!!"),
  ]);
  expect(new Set(stories.values()).size).toBe(5);
});

test("memory is given back: what is forgotten leaves no trace in size or answers", () => {
  const on = grouper();
  for (let n = 0; n < 4_000; n++) {
    const at = NOW + n * 60_000;
    on.add(
      doc(`d${n}`, `Report ${n} on the ${n * 31} wells of district ${n * 17}`, {
        publishedAt: at,
        seenAt: at,
      }),
    );
    if (n % 500 === 499) on.forget(at - 500 * 60_000);
  }
  expect(on.size).toBeLessThanOrEqual(1_001);
  expect(on.storyOf("d0")).toBeUndefined();
  expect(on.storyOf("d3999")).toBeDefined();
});
