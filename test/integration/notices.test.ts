import { spawn } from "node:child_process";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import path from "node:path";
import { pino } from "pino";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { createFetcher } from "../../src/fetch/create-fetcher.ts";
import { createTokens } from "../../src/ground/tokens.ts";
import { noticeSources } from "../../src/pipeline/notices/decide-notices.ts";
import { createGiver } from "../../src/pipeline/notices/give-notice.ts";
import { createNotifyWorker } from "../../src/queue/notify-worker.ts";
import { createQueues } from "../../src/queue/queues.ts";
import type { Claim } from "../../src/store/notices/notice-store.ts";
import { FRONT_PAGE } from "../support/headlines.ts";
import { makeEntry } from "../support/make.ts";
import { startNewsroom } from "../support/newsroom.ts";
import { type Receiver, startReceiver } from "../support/receiver.ts";
import { connectRedis } from "../support/redis.ts";

const HOUR = 3_600_000;
const SECRET = "a-key-for-tests";
const OUTLETS = ["harbour", "courier", "beacon", "gazette"];

const wire = (url: string, rules: readonly string[], ...more: string[]) =>
  [
    "link: https://wire.example/",
    "output: { dir: ./public, formats: [json, atom, html] }",
    "lead: { fullText: never }",
    "network: { allow: [127.0.0.1/32] }",
    ...more,
    "notify:",
    ...rules.map((rule) => `  - { url: "${url}", secret: ${SECRET}, ${rule} }`),
    "sources:",
    ...OUTLETS.map((id) => `  - { id: ${id}, url: "https://${id}.example/feed" }`),
  ].join("\n");

type Room = Awaited<ReturnType<typeof startNewsroom>>;

const STORY = [
  FRONT_PAGE[0],
  FRONT_PAGE[6],
  FRONT_PAGE[14],
  "U.S.-Norway Trade Pact Sets New Course on Salmon Tariffs and Arctic Shipping",
];
const tell = (room: Room, n: number, title = STORY[n] ?? "", slug = "pact") =>
  room.takeIn(OUTLETS[n] ?? "", [
    makeEntry({
      id: `urn:${slug}:${n}`,
      link: `https://${OUTLETS[n]}.example/${slug}`,
      title,
      summary: "",
      published: room.now(),
    }),
  ]);

async function open(rules: readonly string[], ...more: string[]) {
  const receiver = await startReceiver(SECRET);
  onTestFinished(receiver.close);
  const room = await startNewsroom(wire(receiver.url("/hook"), rules, ...more));
  receiver.now = room.now;
  return { receiver, room, ...givers(room) };
}

function givers(room: Room) {
  const fetcher = createFetcher(room.config.network);
  onTestFinished(fetcher.close);
  const giver = () => createGiver({ ...room, fetch: fetcher.fetch, config: () => room.config });
  const give = giver();
  /** Gives all that waits, once. */
  const giveAll = async () => {
    const waits: (number | undefined)[] = [];
    for (const id of await room.notices.waiting()) waits.push(await give(id));
    return waits;
  };
  return { giver, giveAll };
}

const told = ({ accepted }: Receiver) =>
  accepted.map(({ body }) => JSON.parse(body) as Record<string, unknown>);

describe("stories", () => {
  test("are told when the third outlet has them, once, whatever comes after", async () => {
    const { receiver, room, giveAll } = await open(["id: big, when: { outlets: 3 }"]);
    for (const n of [0, 1]) await tell(room, n);
    await room.publish();
    await giveAll();
    expect(told(receiver)).toEqual([]);
    for (const n of [2, 3]) {
      await tell(room, n);
      await room.publish();
      await giveAll();
    }
    await room.restart();
    await room.publish();
    await giveAll();
    const [item] = await room.items();
    expect(told(receiver)).toMatchObject([
      {
        kind: "story",
        rule: "big",
        story: item?.id,
        outlets: 3,
        why: "told by 3 outlets",
        title: item?.title,
      },
    ]);
    expect(String(told(receiver)[0]?.["page"])).toMatch(/^https:\/\/wire\.example\/story\/\w+\/$/);
  });

  test("are told by each rule that they meet", async () => {
    const { receiver, room, giveAll } = await open([
      "id: first, when: { lead: true }",
      "id: tariffs, when: { keyword: /tariffs?|duties/i }",
      'id: both, when: { keyword: "tariffs", outlets: 2 }',
      'id: trams, when: { keyword: "tram" }',
    ]);
    await tell(room, 0);
    await room.publish();
    await giveAll();
    expect(
      told(receiver)
        .map(({ rule }) => rule)
        .sort(),
    ).toEqual(["first", "tariffs"]);
    await tell(room, 1);
    await room.publish();
    await giveAll();
    expect(
      told(receiver)
        .map(({ rule }) => rule)
        .sort(),
    ).toEqual(["both", "first", "tariffs"]);
  });

  test("that a Redis without memory read back from the files are not told again", async () => {
    const { receiver, room, giveAll } = await open(['id: tariffs, when: { keyword: "tariffs" }']);
    await tell(room, 0);
    await room.publish();
    await giveAll();
    const keys = await room.redis.keys(`${room.keys.prefix.replace(/[{}]/g, "\\$&")}*`);
    await room.redis.del(...keys);
    await room.restart();
    await room.publish();
    await giveAll();
    expect(receiver.accepted).toHaveLength(1);
    await tell(room, 1, "Lisbon tram fares rise as tariffs on copper wire bite", "second");
    await room.publish();
    await giveAll();
    expect(told(receiver).map(({ title }) => title)).toEqual([
      STORY[0],
      "Lisbon tram fares rise as tariffs on copper wire bite",
    ]);
  });

  test("of a rule that is gone are not told any more", async () => {
    const { receiver, room, giveAll } = await open(['id: tariffs, when: { keyword: "tariffs" }']);
    await tell(room, 0);
    await room.publish();
    await room.edit(wire(receiver.url("/hook"), ['id: other, when: { keyword: "tram" }']));
    await giveAll();
    expect(receiver.accepted).toEqual([]);
    expect(await room.notices.waiting()).toEqual([]);
  });
});

describe("once", () => {
  const one = async () => {
    const opened = await open(['id: tariffs, when: { keyword: "tariffs" }']);
    await tell(opened.room, 0);
    await opened.room.publish();
    return opened;
  };

  test("two givers of one notice give it once", async () => {
    const { receiver, room, giver } = await one();
    const [id = ""] = await room.notices.waiting();
    const { giver: other } = givers(room);
    await Promise.all([giver()(id), other()(id), giver()(id)]);
    expect(receiver.accepted).toHaveLength(1);
    expect(receiver.refused).toEqual([]);
  });

  test.each([503, 500, 429, 404, 401])(
    "an answer of %i is tried again, and then it has arrived",
    async (status) => {
      const { receiver, room, giveAll } = await one();
      receiver.answer = () => status;
      expect(await giveAll()).toEqual([2_000]);
      receiver.answer = () => 200;
      expect(await giveAll()).toEqual([undefined]);
      expect(receiver.accepted).toHaveLength(1);
      expect(await room.notices.waiting()).toEqual([]);
    },
  );

  test.each([400, 410, 413, 302, 307])("an answer of %i ends it", async (status) => {
    const { receiver, room, giveAll } = await one();
    receiver.answer = () => status;
    expect(await giveAll()).toEqual([undefined]);
    expect(receiver.accepted).toEqual([]);
    expect(await room.notices.waiting()).toEqual([]);
  });

  test("a receiver that breaks off after it has all of it may have taken it, and is not told again", async () => {
    const { receiver, room, giveAll } = await one();
    receiver.answer = (_delivery, response) => {
      response.destroy();
      return undefined;
    };
    expect(await giveAll()).toEqual([undefined]);
    await room.publish();
    expect(await giveAll()).toEqual([]);
    expect(receiver.accepted).toHaveLength(1);
  });

  test("a Matrix room that breaks off is told again under the same transaction, and when the giver died as well", async () => {
    const receiver = await startReceiver(SECRET);
    onTestFinished(receiver.close);
    const room = await startNewsroom(
      wire(receiver.url("/_matrix/client/v3/rooms/!news:wire.example/send/m.room.message"), [
        'id: tariffs, when: { keyword: "tariffs" }',
      ]),
    );
    receiver.now = room.now;
    const { giveAll } = givers(room);
    await tell(room, 0);
    await room.publish();
    receiver.answer = (_delivery, response) => {
      response.destroy();
      return undefined;
    };
    expect(await giveAll()).toEqual([2_000]);
    const [id = ""] = await room.notices.waiting();
    await room.notices.claim(id, "");
    await room.redis.del(room.keys.turn(id));
    receiver.answer = () => 200;
    expect(await giveAll()).toEqual([undefined]);
    expect(receiver.accepted.map(({ method, path: at }) => `${method} ${at.split("/").at(-1)}`)).toEqual([
      `PUT ${id}`,
      `PUT ${id}`,
    ]);
  });

  test("a receiver that breaks off before it has all of it is told again", async () => {
    const { receiver, room, giveAll } = await one();
    await receiver.close();
    expect(await giveAll()).toEqual([2_000]);
    expect(await room.notices.waiting()).toHaveLength(1);
  });

  test.each([
    { name: "had taken its token is not given by another", dies: "behind the token", times: 0 },
    { name: "laid no token is not given by another", dies: "without one", times: 0 },
    { name: "had not taken its token is given by another", dies: "before it", times: 1 },
    { name: "was taken over is given by another", dies: "taking over", times: 1 },
    { name: "was refused is given by another", dies: "behind a refusal", times: 1 },
  ])("what one who died $name", async ({ dies, times }) => {
    const { receiver, room, giveAll } = await one();
    const [id = ""] = await room.notices.waiting();
    const token = dies === "without one" ? "" : await room.tokens.lay();
    expect(await room.notices.claim(id, token)).toEqual({ kind: "mine" });
    if (dies === "taking over") expect(room.tokens.annul(token)).toBe(true);
    if (dies.startsWith("behind")) expect(room.tokens.take(token)).toBe(true);
    if (dies === "behind a refusal") room.tokens.putBack(token);
    expect(await giveAll()).toEqual([8_000]);
    expect(receiver.accepted).toEqual([]);
    await room.redis.del(room.keys.turn(id));
    expect(await giveAll()).toEqual([undefined]);
    expect(receiver.accepted).toHaveLength(times);
    expect(await room.notices.waiting()).toEqual([]);
  });

  test("one whose process died behind an answer that refused it is given", async () => {
    const { receiver, room } = await one();
    receiver.answer = () => 503;
    const [id = ""] = await room.notices.waiting();
    const fetcher = createFetcher(room.config.network);
    onTestFinished(fetcher.close);
    const dying = {
      ...room.notices,
      again: async () => {
        throw new Error("killed");
      },
    };
    const config = () => room.config;
    const give = createGiver({ ...room, notices: dying, fetch: fetcher.fetch, config });
    await expect(give(id)).rejects.toThrow("killed");
    await room.redis.del(room.keys.turn(id));
    receiver.answer = () => 200;
    await createGiver({ ...room, fetch: fetcher.fetch, config })(id);
    expect(receiver.accepted).toHaveLength(1);
  });

  test("what another took over and has in hand is not given back by one who wakes", async () => {
    const { room } = await one();
    const [id = ""] = await room.notices.waiting();
    await room.notices.claim(id, "first");
    await room.notices.again(id, "first");
    expect(await room.notices.claim(id, "second")).toEqual({ kind: "mine" });
    await room.notices.again(id, "first");
    expect(await room.notices.claim(id, "third")).toEqual({ kind: "busy" });
  });

  test("a job that failed does not stand in the way of the notice that is asked for again", async () => {
    const { room } = await one();
    const connection = connectRedis();
    const { prefix } = room.keys;
    const log = pino({ level: "silent" });
    const queues = createQueues({ connection: room.redis, prefix, log, publishDelay: 0 });
    const [id = ""] = await room.notices.waiting();
    let asked = 0;
    const worker = createNotifyWorker({
      ...{ connection, prefix, log },
      give: async () => {
        asked += 1;
        throw new Error("Redis is away");
      },
    });
    onTestFinished(async () => {
      await worker.close();
      await queues.close();
      connection.disconnect();
    });
    void worker.run();
    for (const wanted of [1, 2]) {
      await queues.requestNotices([id]);
      await vi.waitUntil(() => asked === wanted, { timeout: 20_000 });
      await vi.waitUntil(async () => (await queues.notify.getJobCountByTypes("active")) === 0, {
        timeout: 20_000,
      });
    }
  });

  test("one that slept while another gave it gives nothing when it wakes", async () => {
    const { receiver, room, giver } = await one();
    const [id = ""] = await room.notices.waiting();
    let wake = () => {};
    let asleep = () => {};
    const sleeps = new Promise<void>((resolve) => {
      asleep = resolve;
    });
    const fetcher = createFetcher(room.config.network);
    onTestFinished(fetcher.close);
    const sleeper = createGiver({
      ...room,
      notices: {
        ...room.notices,
        claim: async (one, token) => {
          const claim = await room.notices.claim(one, token);
          await new Promise<void>((resolve) => {
            wake = resolve;
            asleep();
          });
          return claim;
        },
      },
      fetch: fetcher.fetch,
      config: () => room.config,
    })(id);
    await sleeps;
    await room.redis.del(room.keys.turn(id));
    await giver()(id);
    expect(receiver.accepted).toHaveLength(1);
    wake();
    expect(await sleeper).toBe(8_000);
    expect(receiver.accepted).toHaveLength(1);
  });

  test("where no token can be laid it is given all the same", async () => {
    const { receiver, room } = await one();
    const fetcher = createFetcher(room.config.network);
    onTestFinished(fetcher.close);
    const tokens = createTokens("/dev/null/tokens");
    const [id = ""] = await room.notices.waiting();
    await createGiver({ ...room, tokens, fetch: fetcher.fetch, config: () => room.config })(id);
    expect(receiver.accepted).toHaveLength(1);
  });

  test("one that died before Redis knew of it leaves a request that is not whole", async () => {
    const { receiver, room } = await one();
    const fetcher = createFetcher(room.config.network);
    const [id = ""] = await room.notices.waiting();
    const never = new Promise<Claim>(() => {});
    const give = createGiver({
      ...room,
      notices: { ...room.notices, claim: () => never },
      fetch: fetcher.fetch,
      config: () => room.config,
    });
    const head = new Promise<void>((resolve) => {
      receiver.onHead = resolve;
    });
    const given = give(id);
    await head;
    await fetcher.close();
    await given;
    expect(receiver.accepted).toEqual([]);
    expect(receiver.refused).toEqual([]);
  });

  test.each([
    { moment: "before", arrived: 0 },
    { moment: "after", arrived: 1 },
  ])(
    "of a process that is killed in the turn of the event loop of its last byte, $moment it, $arrived arrives",
    async ({ moment, arrived }) => {
      const receiver = await startReceiver(SECRET);
      onTestFinished(receiver.close);
      const modules = ["fetch/create-fetcher", "notify/write-notice"].map((name) =>
        path.resolve(`src/${name}.ts`),
      );
      const dying = `
      const [fetching, writing, url] = process.argv.slice(1);
      const { createFetcher } = await import(fetching);
      const { noticeRequest } = await import(writing);
      const rule = { id: "a", url, when: {}, headers: {}, allow: ["127.0.0.1/32"], secret: "${SECRET}" };
      const notice = { id: "n-1", rule: "a", kind: "test", subject: "s", at: 0, title: "t", url: "", also: [] };
      const die = () => process.kill(process.pid, "SIGKILL");
      const before = () => die();
      const after = () => {
        queueMicrotask(die);
        return true;
      };
      const fetcher = createFetcher({ allow: [], perHost: 1, maxBytes: 1e6, timeout: 1e4, userAgent: "Lede" });
      await fetcher.fetch({ ...noticeRequest(rule, notice, Date.now()), commit: async () => ${moment} });`;
      const run = ["--import", "tsx", "--input-type=module", "-e", dying, ...modules, receiver.url("/a")];
      const head = new Promise<void>((resolve) => {
        receiver.onHead = resolve;
      });
      const child = spawn(process.execPath, run, { stdio: ["ignore", "inherit", "inherit"] });
      const [, signal] = await once(child, "exit");
      expect(signal).toBe("SIGKILL");
      await head;
      await receiver.idle();
      expect(receiver.accepted).toHaveLength(arrived);
    },
  );

  test("after a day it is given up", async () => {
    const { receiver, room, giveAll } = await one();
    receiver.answer = () => 503;
    room.pass(6 * HOUR);
    expect(await giveAll()).toEqual([HOUR]);
    room.pass(18 * HOUR);
    expect(await giveAll()).toEqual([undefined]);
    expect(await room.troubles.all()).toEqual([
      expect.stringMatching(/^Notices of the rule "tariffs" do not arrive, since \d\d:\d\d UTC: .*503/),
    ]);
  });
});

test("a receiver in a network that is not opened is not reached", async () => {
  const receiver = await startReceiver(SECRET);
  onTestFinished(receiver.close);
  const closed = wire(receiver.url("/hook"), ['when: { keyword: "tariffs" }']).replace(/network: .*\n/, "");
  const room = await startNewsroom(closed);
  const { giveAll } = givers(room);
  await tell(room, 0);
  await room.publish();
  await giveAll();
  expect(receiver.accepted).toEqual([]);
  await room.edit(closed.replace("secret:", "network: { allow: [127.0.0.1/32] }, secret:"));
  await giveAll();
  expect(receiver.accepted).toHaveLength(1);
});

test("a source that has failed for as long as the rule says is told of once a spell", async () => {
  const { receiver, room, giveAll } = await open(["id: sick, when: { sourceFailing: 24h }"]);
  const began = room.now();
  let since = began;
  const schedule = {
    states: async () =>
      OUTLETS.map((id) =>
        id === "beacon"
          ? {
              ...{ url: "", validators: {}, nextPollAt: 0, nextReason: "", failures: 3 },
              failure: {
                code: "FETCH_DNS" as const,
                message: "There is no host of that name.",
                remedy: "Check the address.",
                since,
              },
            }
          : undefined,
      ),
  };
  const look = async () => {
    await noticeSources({ ...room, schedule }, room.config);
    await giveAll();
  };
  for (const hours of [23, 1, 5]) {
    room.pass(hours * HOUR);
    await look();
  }
  expect(told(receiver)).toMatchObject([
    {
      kind: "source",
      source: "beacon",
      rule: "sick",
      title: "beacon cannot be read",
      url: "https://beacon.example/feed",
    },
  ]);
  since = room.now();
  room.pass(25 * HOUR);
  await look();
  expect(receiver.accepted).toHaveLength(2);
});

test("files of before do not stand for what is told now", async () => {
  // A Redis that is empty, and an output that is too: everything is new, and is told.
  const { receiver, room, giveAll } = await open(["when: { outlets: 1 }"]);
  await rm(path.join(room.folder, "public"), { recursive: true, force: true });
  await tell(room, 0);
  await room.publish();
  await giveAll();
  expect(receiver.accepted).toHaveLength(1);
});
