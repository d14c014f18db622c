import { describe, expect, test } from "vitest";
import { ofFeedAndPage } from "./forms.ts";
import { DAY, HOUR, MINUTE, START, startPoller } from "./poller.ts";

ofFeedAndPage((documentOf) => {
  const fixed = { source: { every: 15 * MINUTE } };
  const httpDate = (ms: number) => new Date(ms).toUTCString();

  async function waitsAfter(status: number, polls: number): Promise<number[]> {
    const poller = await startPoller([{ status }], fixed);
    const waits: number[] = [];
    for (let poll = 0; poll < polls; poll += 1) {
      await poller.pollWhenDue();
      waits.push(poller.wait());
    }
    expect(poller.state).toMatchObject({ failures: polls, failure: { since: START } });
    return waits;
  }

  test.each([500, 502, 504, 520, 599, 999])(
    "errors: %i is tried again later each time, for ever",
    async (status) => {
      const waits = await waitsAfter(status, 9);
      expect(waits.slice(0, 3)).toEqual([15 * MINUTE, 30 * MINUTE, HOUR]);
      expect(waits.slice(-2)).toEqual([DAY, DAY]);
    },
  );

  test.each([400, 401, 402, 404, 406, 418, 451])("errors: %i waits an hour at first", async (status) => {
    const waits = await waitsAfter(status, 7);
    expect(waits.slice(0, 3)).toEqual([HOUR, 2 * HOUR, 4 * HOUR]);
    expect(waits.slice(-2)).toEqual([DAY, DAY]);
  });

  describe("errors: Retry-After", () => {
    test.each<[status: number, field: string, wait: number]>([
      [429, httpDate(START + 3 * HOUR), 3 * HOUR],
      [503, httpDate(START + 3 * HOUR), 3 * HOUR],
      [429, "Wednesday, 07-Jan-26 15:00:00 GMT", 3 * HOUR],
      [429, "Wed Jan  7 15:00:00 2026", 3 * HOUR],
      [503, "999999999", 7 * DAY],
      [503, "-1", 15 * MINUTE],
      [503, "", 15 * MINUTE],
      [429, "0", HOUR],
      [429, "7200.5", 7_200_500],
      [403, "18000", 5 * HOUR],
      [404, "18000", 5 * HOUR],
      [502, "18000", 5 * HOUR],
      [500, "999999999", DAY],
    ])("errors: %i with Retry-After: %s", async (status, field, wait) => {
      const poller = await startPoller([{ status, headers: { "Retry-After": field } }], fixed);
      await poller.poll();
      expect(poller.wait()).toBe(wait);
    });

    test("errors: a date is counted from the server's own clock", async () => {
      const server = START - 30 * DAY;
      const headers = { Date: httpDate(server), "Retry-After": httpDate(server + 2 * HOUR) };
      const poller = await startPoller([{ status: 503, headers }], fixed);
      await poller.poll();
      expect(poller.wait()).toBe(2 * HOUR);
    });
  });

  describe("errors: 410", () => {
    async function pollThrough(steps: readonly (readonly [after: number, status: number])[]) {
      let status = 200;
      const poller = await startPoller(() => (status === 200 ? { body: documentOf() } : { status }), fixed);
      for (const [after, next] of steps) {
        poller.now += after;
        status = next;
        await poller.poll();
      }
      return poller.state;
    }

    test.each<[name: string, steps: readonly (readonly [number, number])[], gone: boolean]>([
      [
        "twice, a day apart, ends the polling",
        [
          [0, 410],
          [DAY, 410],
        ],
        true,
      ],
      [
        "twice within minutes does not",
        [
          [0, 410],
          [MINUTE, 410],
        ],
        false,
      ],
      [
        "twice within minutes after a day of other failures does not",
        [
          [0, 500],
          [DAY, 410],
          [MINUTE, 410],
        ],
        false,
      ],
      [
        "again and again, every half an hour, does",
        [
          [0, 410],
          [30 * MINUTE, 410],
          [30 * MINUTE, 410],
        ],
        true,
      ],
      [
        "with a feed in between does not",
        [
          [0, 410],
          [DAY, 200],
          [DAY, 410],
        ],
        false,
      ],
      [
        "with another answer in between does not",
        [
          [0, 410],
          [DAY, 503],
          [DAY, 410],
        ],
        false,
      ],
    ])("errors: 410 %s", async (_name, steps, gone) => {
      expect((await pollThrough(steps))?.goneAt !== undefined).toBe(gone);
    });

    test("errors: a feed that comes back after its end is polled again", async () => {
      const state = await pollThrough([
        [0, 410],
        [DAY, 410],
        [DAY, 200],
      ]);
      expect(state).toMatchObject({ failures: 0, nextReason: "interval" });
      expect(state).not.toHaveProperty("goneAt");
    });
  });
});
