import type { Redis } from "ioredis";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { keysOfFeed, urlKey } from "../../src/dedupe/keys.ts";
import type { ArticleDraft } from "../../src/model/article.ts";
import { type Claims, createClaims } from "../../src/store/claims/claims.ts";
import { seededRandom } from "../bench/support/random.ts";
import { draft } from "../support/drafts.ts";
import { connectRedis, freshPrefix } from "../support/redis.ts";

const DAY = 86_400_000;
const NOW = 1_780_000_000_000;
const redis: Redis = connectRedis();
let prefix: string;
let claims: Claims;

beforeEach(() => {
  prefix = freshPrefix();
  claims = createClaims(redis, prefix, { windowMs: 14 * DAY });
});
afterAll(() => redis.disconnect());

async function claim(source: string, drafts: readonly Partial<ArticleDraft>[], now = NOW) {
  const keys = keysOfFeed(drafts.map((one) => draft({ sourceId: source, ...one })));
  return claims.claimFeed(source, keys, now);
}

const kinds = (claimed: readonly { readonly kind: string }[]) => claimed.map(({ kind }) => kind);
const item = (n: number, more: Partial<ArticleDraft> = {}): Partial<ArticleDraft> => ({
  guid: `guid-${n}`,
  title: `Report number ${n} about the river ${"abcdefghij".charAt(n % 10)}`,
  url: `https://herald.example/story/${n}`,
  addresses: [`https://herald.example/story/${n}`],
  ...more,
});

test("an entry is new once, then seen", async () => {
  const first = await claim("herald", [item(1), item(2)]);
  const again = await claim("herald", [item(1), item(2)], NOW + 60_000);
  expect(kinds(first)).toEqual(["new", "new"]);
  expect(kinds(again)).toEqual(["seen", "seen"]);
  expect(again.map((c) => c.articleId)).toEqual(first.map((c) => c.articleId));
});

test("ids are ULIDs of the moment and differ within a document", async () => {
  const claimed = await claim(
    "herald",
    Array.from({ length: 70 }, (_, n) => item(n)),
  );
  for (const { articleId } of claimed) expect(articleId).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
  expect(new Set(claimed.map((c) => c.articleId)).size).toBe(70);
});

test("a document without entries claims nothing", async () => {
  expect(await claim("herald", [])).toEqual([]);
});

test("the same article from another source joins it, once", async () => {
  const [made] = await claim("herald", [item(1)]);
  const copy = item(1, {
    guid: "other",
    url: "http://herald.example/story/1/?utm_source=rss",
    addresses: [],
  });
  const joined = await claim("aggregator", [copy]);
  expect(joined).toEqual([{ kind: "joined", articleId: made?.articleId }]);
  expect(kinds(await claim("aggregator", [copy]))).toEqual(["seen"]);
});

test("any alias that was registered with an entry leads to its article", async () => {
  const proxy = "https://proxy.example/~r/herald/~3/x1";
  const [made] = await claim("herald", [item(1, { addresses: [proxy] })]);
  const [hit] = await claim("other", [item(9, { url: proxy, addresses: [proxy] })]);
  expect(hit).toEqual({ kind: "joined", articleId: made?.articleId });
});

describe("within one source", () => {
  test("a new title under the same guid is an edit", async () => {
    const [made] = await claim("herald", [item(1)]);
    const edited = await claim("herald", [item(1, { title: "Quite another headline" })]);
    expect(edited).toEqual([{ kind: "edited", articleId: made?.articleId }]);
    expect(kinds(await claim("herald", [item(1, { title: "Quite another headline" })]))).toEqual(["seen"]);
  });

  test("a new address under the same guid is no news, and leads to the article from then on", async () => {
    const [made] = await claim("herald", [item(1)]);
    const moved = "https://herald.example/moved/1";
    expect(kinds(await claim("herald", [item(1, { url: moved, addresses: [] })]))).toEqual(["seen"]);
    const [hit] = await claim("other", [item(7, { url: moved, addresses: [] })]);
    expect(hit?.articleId).toBe(made?.articleId);
  });

  test("a page that is filled anew is a new article each time", async () => {
    const live = { url: "https://herald.example/live", addresses: [] };
    await claim("herald", [item(1, { ...live, title: "Morning briefing: trains, fog, budget" })]);
    const evening = { ...item(2, live), title: "Storm reaches the coast as ferries stop" };
    expect(kinds(await claim("herald", [evening]))).toEqual(["new"]);
    expect(kinds(await claim("herald", [evening]))).toEqual(["seen"]);
  });

  test("a new guid on the same page with nearly the same title is the same article", async () => {
    const title = "Dockers vote to end harbour strike after nine days";
    const [made] = await claim("herald", [item(1, { title })]);
    const [again] = await claim("herald", [item(1, { guid: "new", title: `${title} of talks` })]);
    expect(again).toEqual({ kind: "edited", articleId: made?.articleId });
  });

  test("an edit without a guid is known by address and title", async () => {
    const title = "Dockers vote to end harbour strike after nine days";
    const [made] = await claim("herald", [item(1, { guid: undefined, title })]);
    const [edited] = await claim("herald", [item(1, { guid: undefined, title: `${title} of talks` })]);
    expect(edited).toEqual({ kind: "edited", articleId: made?.articleId });
  });

  test("when more than half of the guids change and the links stay, nothing is new", async () => {
    const before = await claim(
      "herald",
      Array.from({ length: 10 }, (_, n) => item(n)),
    );
    const after = await claim(
      "herald",
      Array.from({ length: 10 }, (_, n) =>
        item(n, { guid: `urn:${n}`, title: `Wholly rewritten ${n * 7919}` }),
      ),
    );
    expect(kinds(after)).toEqual(Array.from({ length: 10 }, () => "seen"));
    expect(after.map((c) => c.articleId)).toEqual(before.map((c) => c.articleId));
  });

  test("a few changed guids with other titles are other articles", async () => {
    await claim(
      "herald",
      Array.from({ length: 10 }, (_, n) => item(n)),
    );
    const after = await claim(
      "herald",
      Array.from({ length: 10 }, (_, n) =>
        n < 2 ? item(n, { guid: `urn:${n}`, title: `Wholly rewritten ${n * 7919}` }) : item(n),
      ),
    );
    expect(kinds(after).slice(0, 3)).toEqual(["new", "new", "seen"]);
  });

  test("entries that all link to one page stay apart when their guids change", async () => {
    const page = { url: "https://herald.example/alerts", addresses: [] };
    const titles = [
      "Ice on the northern roads",
      "Boil tap water in Eastport",
      "Trains replaced by buses",
      "Beach closed by jellyfish",
    ];
    await claim(
      "herald",
      titles.map((title, n) => item(n, { ...page, title })),
    );
    const next = [
      "Fog over the airport",
      "Power cut in the old town",
      "Library shut for repairs",
      "Bridge lifts at noon",
    ];
    expect(
      kinds(
        await claim(
          "herald",
          next.map((title, n) => item(n + 50, { ...page, title })),
        ),
      ),
    ).toEqual(["new", "new", "new", "new"]);
  });

  test("the same entry twice in a document is one article", async () => {
    const [a, b] = await claim("herald", [item(1), item(1)]);
    expect([a?.kind, b?.kind]).toEqual(["new", "seen"]);
    expect(a?.articleId).toBe(b?.articleId);
  });
});

describe("over time", () => {
  test("an entry that fell out of the window and comes back is not new", async () => {
    await claim("herald", [item(1)]);
    expect(kinds(await claim("herald", [item(1)], NOW + 27 * DAY))).toEqual(["seen"]);
  });

  test("an entry that stays in its feed is never new again, however long", async () => {
    await claim("herald", [item(1)]);
    const seen: string[] = [];
    for (let week = 1; week <= 30; week++)
      seen.push(...kinds(await claim("herald", [item(1)], NOW + week * 7 * DAY)));
    expect(new Set(seen)).toEqual(new Set(["seen"]));
  });

  test("every key expires by itself", async () => {
    await claim("herald", [item(1), item(2)], Date.now());
    const keys = await redis.keys(`${prefix.replace("{", "\\{")}*`);
    expect(keys.length).toBeGreaterThan(0);
    for (const key of keys) {
      const ttl = await redis.pttl(key);
      expect(ttl).toBeGreaterThan(27 * DAY);
      expect(ttl).toBeLessThanOrEqual(43 * DAY);
    }
  });

  test("an endless window keeps keys for ever", async () => {
    claims = createClaims(redis, prefix, { windowMs: Number.POSITIVE_INFINITY });
    await claim("herald", [item(1)]);
    expect(kinds(await claim("herald", [item(1)], NOW + 4000 * DAY))).toEqual(["seen"]);
  });

  test("a machine whose clock is behind at the turn of a span sees what another one claimed", async () => {
    const turn = Math.ceil(NOW / (14 * DAY)) * 14 * DAY;
    await claim("herald", [item(1)], turn + 1_000);
    expect(kinds(await claim("herald", [item(1)], turn - 1_000))).toEqual(["seen"]);
  });
});

test("addresses learned later lead to the article, and owners of taken ones are told", async () => {
  const [a, b] = await claim("herald", [item(1), item(2)]);
  const canonical = urlKey("https://herald.example/canonical/1") ?? "";
  const taken = urlKey("https://herald.example/story/2") ?? "";
  const { marks = "" } = keysOfFeed([draft(item(1))])[0] ?? {};
  const alias = { articleId: a?.articleId ?? "", sourceId: "herald", marks, urls: [canonical, taken] };
  expect(await claims.addAliases(alias, NOW)).toEqual([b?.articleId]);
  const [hit] = await claim("other", [item(8, { url: "https://herald.example/canonical/1", addresses: [] })]);
  expect(hit).toEqual({ kind: "joined", articleId: a?.articleId });
});

test("an address learned in one span leads to its article in the next, whoever else wrote nothing meanwhile", async () => {
  const canonical = "https://herald.example/canonical/1";
  const { marks = "" } = keysOfFeed([draft(item(8))])[0] ?? {};
  const alias = { articleId: `01${"A".repeat(24)}`, sourceId: "herald", marks };
  await claims.addAliases({ ...alias, urls: [urlKey(canonical) ?? ""] }, NOW);
  const [hit] = await claim("other", [item(8, { url: canonical, addresses: [] })], NOW + 20 * DAY);
  expect(hit).toEqual({ kind: "joined", articleId: alias.articleId });
});

test("a document of thousands of entries is claimed whole", async () => {
  const all = Array.from({ length: 4_500 }, (_, n) => item(n));
  const first = await claim("archive", all);
  expect(new Set(kinds(first))).toEqual(new Set(["new"]));
  const again = await claim("archive", [...all, item(4_500)], NOW + 20 * DAY);
  expect(kinds(again).slice(0, 4_500)).toEqual(Array(4_500).fill("seen"));
  expect(again.slice(0, 4_500).map((c) => c.articleId)).toEqual(first.map((c) => c.articleId));
  expect(again[4_500]?.kind).toBe("new");
});

test("the articles of the largest document have ids of their own", async () => {
  const claimed = await claim(
    "archive",
    Array.from({ length: 34_000 }, (_, n) => item(n)),
  );
  expect(new Set(claimed.map((c) => c.articleId)).size).toBe(34_000);
}, 30_000);

test("an outcome is the same whether what is known is looked up first or not", async () => {
  const random = seededRandom(17);
  const pick = (most: number) => Math.floor(random() * most);
  const any = () => {
    const [n, m] = [pick(12), pick(12)];
    const addresses = [`https://herald.example/story/${m}`, `https://proxy.example/${pick(6)}`].slice(
      pick(2),
    );
    return item(n, {
      title: `Report number ${pick(3)} about river ${n}`,
      url: addresses[0] ?? "",
      addresses,
    });
  };
  let calls = 0;
  const made = [true, false].map((first) => ({
    first,
    claims: createClaims(redis, freshPrefix(), {
      windowMs: 14 * DAY,
      random: () => String(calls).padStart(12, "0"),
    }),
  }));
  for (calls = 0; calls < 2_300; calls++) {
    const sourceId = `source-${pick(3)}`;
    const drafts = Array.from({ length: 1 + pick(8) }, () => draft({ sourceId, ...any() }));
    const keys = keysOfFeed(drafts.map((one) => (pick(4) === 0 ? { ...one, guid: undefined } : one)));
    const now = NOW + calls * (DAY / 4);
    const [with_, without] = await Promise.all(
      made.map(({ claims: both, first }) => both.claimFeed(sourceId, keys, now, { first })),
    );
    expect(without, `call ${calls}`).toEqual(with_);
  }
});

test("all keys of an installation share its hash tag", async () => {
  await claim("herald", [item(1), item(2)]);
  const keys = await redis.keys(`${prefix.replace("{", "\\{")}*`);
  expect(keys.every((key) => key.startsWith(`${prefix}:claims:`))).toBe(true);
});
