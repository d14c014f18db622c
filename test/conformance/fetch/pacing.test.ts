import { describe, expect, test } from "vitest";
import type { SourceState } from "../../../src/model/source-state.ts";
import { sameFeeds } from "../../../src/schedule/same-feed.ts";
import { ofEveryForm } from "./forms.ts";
import { DAY, HOUR, MINUTE, rss, START, sourceAt, startPoller } from "./poller.ts";

const fixed = { source: { every: 15 * MINUTE } };
const httpDate = (ms: number) => new Date(ms).toUTCString();

ofEveryForm((documentOf) => {
  test("F21 max-age honoured", async () => {
    const poller = await startPoller(
      [{ headers: { "Cache-Control": "max-age=7200" }, body: documentOf() }],
      fixed,
    );
    await poller.poll();
    expect(poller.wait()).toBe(2 * HOUR);
    expect(poller.state?.nextReason).toBe("max-age");
  });

  test("F23 max-age on 304 too", async () => {
    const poller = await startPoller(
      [
        { headers: { ETag: '"1"', "Cache-Control": "max-age=60" }, body: documentOf() },
        { status: 304, headers: { "Cache-Control": "max-age=7200" } },
      ],
      fixed,
    );
    await poller.poll();
    expect(poller.wait()).toBe(15 * MINUTE);
    await poller.pollWhenDue();
    expect(poller.wait()).toBe(2 * HOUR);
  });

  test("a 304 that says nothing about it leaves the stored max-age in force", async () => {
    const poller = await startPoller(
      [
        { headers: { ETag: '"1"', "Cache-Control": "max-age=7200" }, body: documentOf() },
        { status: 304 },
        { status: 304, headers: { "Cache-Control": "no-cache" } },
        { status: 304 },
      ],
      fixed,
    );
    const waits: number[] = [];
    for (let poll = 0; poll < 4; poll += 1) {
      await poller.pollWhenDue();
      waits.push(poller.wait());
    }
    expect(waits).toEqual([2 * HOUR, 2 * HOUR, 15 * MINUTE, 15 * MINUTE]);
  });

  test("F24 max-age on 429 too", async () => {
    const poller = await startPoller(
      [{ status: 429, headers: { "Cache-Control": "max-age=172800" } }],
      fixed,
    );
    await poller.poll();
    expect(poller.wait()).toBe(2 * DAY);
  });

  test("F25 absurd max-age capped", async () => {
    const poller = await startPoller(
      [{ headers: { "Cache-Control": "max-age=31536000" }, body: documentOf() }],
      fixed,
    );
    poller.random = 1;
    await poller.poll();
    expect(poller.wait()).toBe(DAY);
  });

  test("F26 Expires used when no max-age", async () => {
    const server = START - 5 * DAY; // its clock is wrong: only the difference counts
    const headers = { Date: httpDate(server), Expires: httpDate(server + 3 * HOUR) };
    const poller = await startPoller([{ headers, body: documentOf() }], fixed);
    await poller.poll();
    expect(poller.wait()).toBe(3 * HOUR);
    expect(poller.state?.nextReason).toBe("expires");
  });

  test("F27 max-age wins over Expires", async () => {
    const headers = { "Cache-Control": "max-age=600", Date: httpDate(START), Expires: httpDate(START + DAY) };
    const poller = await startPoller([{ headers, body: documentOf() }], { source: { every: 5 * MINUTE } });
    await poller.poll();
    expect(poller.wait()).toBe(10 * MINUTE);
  });

  test.each(["0", "-1", httpDate(START - HOUR), "soon"])(
    "F28 Expires: 0 / past / garbage: %s",
    async (expires) => {
      const headers = { ETag: '"1"', Date: httpDate(START), Expires: expires };
      const poller = await startPoller([{ headers, body: documentOf() }, { status: 304 }], fixed);
      await poller.poll();
      expect(poller.wait()).toBe(15 * MINUTE);
      await poller.pollWhenDue();
      expect(poller.server.requests[1]?.headers["if-none-match"]).toBe('"1"');
    },
  );

  test.each(["no-cache", "no-store", "max-age=0", "private"])(
    "F29 no-cache, no-store, max-age=0, private: %s",
    async (control) => {
      const headers = { ETag: '"1"', "Cache-Control": control };
      const poller = await startPoller([{ headers, body: documentOf() }, { status: 304 }], fixed);
      await poller.poll();
      expect(poller.wait()).toBe(15 * MINUTE);
      await poller.pollWhenDue();
      expect(poller.server.requests[1]?.headers["if-none-match"]).toBe('"1"');
    },
  );

  test("F35 hard minimum", async () => {
    const poller = await startPoller([{ body: documentOf() }], { source: { every: 1_000 } });
    await poller.poll();
    expect(poller.wait()).toBe(5 * MINUTE);
    const lifted = await startPoller([{ body: documentOf() }], {
      source: { every: 1_000 },
      schedule: { least: 0 },
    });
    await lifted.poll();
    expect(lifted.wait()).toBe(1_000);
  });
});

describe("F32 skipHours / skipDays", () => {
  const skip = (tag: string, values: readonly (string | number)[]) =>
    `<skip${tag}s>${values.map((value) => `<${tag.toLowerCase()}>${value}</${tag.toLowerCase()}>`).join("")}</skip${tag}s>`;

  test("F32 skipHours: no request until the hour that is left", async () => {
    const hours = Array.from({ length: 24 }, (_, hour) => hour).filter((hour) => hour !== 6);
    const poller = await startPoller([{ body: rss({ channel: skip("Hour", hours) }) }], fixed);
    poller.now = Date.UTC(2026, 0, 7, 3, 20);
    await poller.poll();
    expect(poller.state?.nextPollAt).toBe(Date.UTC(2026, 0, 7, 6));
    expect(poller.state?.nextReason).toBe("skip-hours");
  });

  test("F32 skipDays: no request until the day after", async () => {
    const poller = await startPoller(
      [{ body: rss({ channel: skip("Day", ["Saturday", "Sunday"]) }) }],
      fixed,
    );
    poller.now = Date.UTC(2026, 0, 9, 23, 50); // a Friday
    await poller.poll();
    expect(poller.state?.nextPollAt).toBe(Date.UTC(2026, 0, 12));
  });
});

test("F33 sy:updatePeriod/updateFrequency/updateBase", async () => {
  const channel =
    "<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency><sy:updateBase>2000-01-01T12:00+00:00</sy:updateBase>";
  const poller = await startPoller([{ body: rss({ channel }) }], fixed);
  await poller.poll();
  expect(poller.wait()).toBe(12 * HOUR);
});

test("F34 largest hint wins, clamp last", async () => {
  const reply = { headers: { "Cache-Control": "max-age=3600" }, body: rss({ channel: "<ttl>30</ttl>" }) };
  const poller = await startPoller([reply], { source: { every: 5 * MINUTE } });
  await poller.poll();
  expect(poller.wait()).toBe(HOUR);
});

test("F36 no burst after restart", async () => {
  const poller = await startPoller([{ body: rss() }], fixed);
  const stored: string[] = [];
  for (let i = 0; i < 100; i += 1) {
    poller.state = undefined;
    await poller.poll(sourceAt(poller.server.url(`/feed/${i}`), { every: 15 * MINUTE }));
    stored.push(JSON.stringify(poller.state));
  }
  poller.now += 2 * MINUTE;
  for (let restart = 0; restart < 5; restart += 1) {
    const due = stored
      .map((text) => JSON.parse(text) as SourceState)
      .filter((s) => s.nextPollAt <= poller.now);
    expect(due).toEqual([]);
  }
  expect(poller.server.requests).toHaveLength(100);
});

test("F37 never early", async () => {
  const headers = { ETag: '"1"', "Cache-Control": "max-age=3600" };
  const poller = await startPoller(
    [
      { headers, body: rss() },
      { status: 304, headers },
    ],
    fixed,
  );
  const started: number[] = [];
  for (let poll = 0; poll < 200; poll += 1) {
    poller.random = (poll * 0.618) % 1;
    await poller.pollWhenDue();
    started.push(poller.now);
  }
  const gaps = started.slice(1).map((at, i) => at - (started[i] ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(HOUR);
  expect(Math.max(...gaps)).toBeGreaterThan(HOUR);
});

test("F38 spread", async () => {
  const poller = await startPoller([{ body: rss() }], fixed);
  const waits: number[] = [];
  for (let i = 0; i < 200; i += 1) {
    poller.state = undefined;
    poller.random = (i * 0.618) % 1;
    await poller.poll();
    waits.push(poller.wait());
  }
  const mean = waits.reduce((sum, wait) => sum + wait, 0) / waits.length;
  const deviation = Math.sqrt(waits.reduce((sum, wait) => sum + (wait - mean) ** 2, 0) / waits.length);
  expect(deviation).toBeGreaterThan(0.1 * 15 * MINUTE);
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(15 * MINUTE);
});

test("F39 duplicate config entries", async () => {
  const poller = await startPoller((request) =>
    request.target === "/feed/" ? { body: rss() } : { status: 301, headers: { Location: "/feed/" } },
  );
  const sources = ["/feed/", "/feed/", "/feed", "/feed/#top"].map((path, i) =>
    sourceAt(poller.server.url(path), { id: `s${i}` }),
  );
  const states = new Map<string, SourceState>();
  const round = async () => {
    const same = sameFeeds(sources, (id) => states.get(id));
    const polled = sources.filter(({ id }) => !same.has(id));
    for (const source of polled) {
      poller.state = states.get(source.id);
      states.set(source.id, (await poller.poll(source)).state);
    }
    return polled.length;
  };
  expect(await round()).toBe(2); // two spellings; nobody can know yet that one redirects to the other
  expect(await round()).toBe(1);
  expect(poller.server.requests.at(-1)?.target).toBe("/feed/");
});
