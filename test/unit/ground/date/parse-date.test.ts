import { afterEach, describe, expect, test } from "vitest";
import { parseDate } from "../../../../src/ground/date/parse-date.ts";

const iso = (text: string) => {
  const at = parseDate(text);
  return at === undefined ? undefined : new Date(at).toISOString().replace(".000Z", "Z");
};

describe("parseDate reads", () => {
  test.each([
    { name: "RFC 822", text: "Sun, 08 Nov 26 06:30:00 GMT", at: "2026-11-08T06:30:00Z" },
    { name: "RFC 850", text: "Sunday, 08-Nov-26 06:30:00 GMT", at: "2026-11-08T06:30:00Z" },
    { name: "RFC 2822", text: "Sun, 8 Nov 2026 06:30:00 +0530", at: "2026-11-08T01:00:00Z" },
    {
      name: "a comment after the zone",
      text: "Sun, 8 Nov 2026 06:30:00 +0100 (CET)",
      at: "2026-11-08T05:30:00Z",
    },
    { name: "the wrong weekday", text: "Mon, 8 Nov 2026 06:30:00 GMT", at: "2026-11-08T06:30:00Z" },
    { name: "no seconds", text: "8 November 2026 06:30 EST", at: "2026-11-08T11:30:00Z" },
    { name: "no time", text: "Sun, 8 Nov 2026", at: "2026-11-08T00:00:00Z" },
    { name: "asctime", text: "Sun Nov  8 06:30:00 2026", at: "2026-11-08T06:30:00Z" },
    { name: "asctime with a zone", text: "Sun Nov 08 06:30:00 +0200 2026", at: "2026-11-08T04:30:00Z" },
    { name: "RFC 3339", text: "2026-11-08T06:30:00.25-03:00", at: "2026-11-08T09:30:00Z" },
    { name: "ISO 8601 without separators", text: "20261108T063000Z", at: "2026-11-08T06:30:00Z" },
    { name: "a database's form", text: "2026-11-08 06:30:00.0", at: "2026-11-08T06:30:00Z" },
    { name: "a month", text: "2026-11", at: "2026-11-01T00:00:00Z" },
    { name: "a year", text: "2026", at: "2026-01-01T00:00:00Z" },
    { name: "a day of the year", text: "2026-312", at: "2026-11-08T00:00:00Z" },
    { name: "a day of a week", text: "2026-W45-7", at: "2026-11-08T00:00:00Z" },
    {
      name: "the first week, which may begin in the year before",
      text: "2026-W01-1",
      at: "2025-12-29T00:00:00Z",
    },
    { name: "hour 24", text: "2026-11-08T24:00:00Z", at: "2026-11-09T00:00:00Z" },
    { name: "a leap second", text: "Sat, 31 Dec 2016 23:59:60 GMT", at: "2017-01-01T00:00:00Z" },
    { name: "a leap day", text: "Thu, 29 Feb 2024 12:00:00 GMT", at: "2024-02-29T12:00:00Z" },
    { name: "seconds since 1970", text: "1794119400", at: "2026-11-08T06:30:00Z" },
    { name: "milliseconds since 1970", text: "1794119400000", at: "2026-11-08T06:30:00Z" },
    { name: "American noon", text: "11/8/2026 12:05:00 PM", at: "2026-11-08T12:05:00Z" },
    { name: "American midnight", text: "Nov 8, 2026 12:05 am EDT", at: "2026-11-08T04:05:00Z" },
    { name: "slashes when only one order is a date", text: "23/11/2026 06:30", at: "2026-11-23T06:30:00Z" },
    { name: "points, day first", text: "08.11.2026, 06:30 Uhr", at: "2026-11-08T06:30:00Z" },
    { name: "points in the time", text: "Sun, 08 Nov 2026 06.30.00 +0100", at: "2026-11-08T05:30:00Z" },
    { name: "points in both", text: "8. marraskuuta 2026 6.30", at: "2026-11-08T06:30:00Z" },
    { name: "an hour alone", text: "8 Nov 2026 6 pm", at: "2026-11-08T18:00:00Z" },
    { name: "a year of the last century", text: "01 Feb 99 10:00 GMT", at: "1999-02-01T10:00:00Z" },
  ])("$name", ({ text, at }) => expect(iso(text)).toBe(at));
});

describe("parseDate knows the zone", () => {
  test.each([
    { zone: "BST", hour: "05" },
    { zone: "CEST", hour: "04" },
    { zone: "MESZ", hour: "04" },
    { zone: "HNP", hour: "14" },
    { zone: "HAE", hour: "10" },
    { zone: "JST", hour: "21" },
    { zone: "Europe/Berlin", hour: "04" },
    { zone: "America/Los_Angeles", hour: "13" },
    { zone: "GMT+02:00", hour: "04" },
    { zone: "+0200", hour: "04" },
    { zone: "XYZ", hour: "06" },
    { zone: "ET", hour: "10" },
    { zone: "CT", hour: "11" },
    { zone: "MT", hour: "12" },
    { zone: "PT", hour: "13" },
    { zone: "PST8PDT", hour: "13" },
    { zone: "Eastern Time", hour: "10" },
  ])("$zone", ({ zone, hour }) =>
    expect(iso(`Wed, 08 Jul 2026 06:30:00 ${zone}`)?.slice(11, 16)).toBe(`${hour}:30`),
  );

  test("of a named place in winter too", () => {
    expect(iso("2026-01-08 06:30:00 Europe/Berlin")).toBe("2026-01-08T05:30:00Z");
    expect(iso("2026-01-08 06:30 PT")).toBe("2026-01-08T14:30:00Z");
    expect(iso("Thu, 08 Jan 2026 06:30:00 ET")).toBe("2026-01-08T11:30:00Z");
  });
});

describe("parseDate knows months in", () => {
  test.each([
    { language: "German", text: "So, 8 Mär 2026 06:30:00 +0100" },
    { language: "Austrian German", text: "8. März 2026, 06:30 Uhr MEZ" },
    { language: "French", text: "dim., 8 mars 2026 06:30:00 +0100" },
    { language: "Spanish", text: "dom, 08 mar 2026 06:30:00 +0100" },
    { language: "Italian", text: "domenica 8 marzo 2026 06:30 CET" },
    { language: "Portuguese", text: "8 de março de 2026 06:30 CET" },
    { language: "Russian", text: "Вс, 08 мар 2026 06:30:00 +0100" },
    { language: "Greek", text: "Κυρ, 08 Μαρ 2026 06:30:00 +0100" },
    { language: "Hungarian", text: "2026-március-8T6:30+01:00" },
    { language: "Polish", text: "8 marca 2026 06:30 CET" },
    { language: "Turkish", text: "8 Mart 2026 06:30 CET" },
    { language: "Japanese", text: "2026年3月8日 06時30分 +0100" },
    { language: "Chinese", text: "2026年3月8日 上午6:30 +0100" },
  ])("$language", ({ text }) => expect(iso(text)).toBe("2026-03-08T05:30:00Z"));

  test.each([
    { text: "2026년 03월 08일 06:30:00", at: "2026-03-07T21:30:00Z" },
    { text: "2026-03-08 오후 06:30:00", at: "2026-03-08T09:30:00Z" },
  ])("Korean, whose zone is its country's: $text", ({ text, at }) => expect(iso(text)).toBe(at));

  test("a language that calls Tuesday what another calls March", () => {
    expect(iso("mar., 12 mai 2026 06:30:00 +0000")).toBe("2026-05-12T06:30:00Z");
  });
});

describe("parseDate reads what ICU writes in", () => {
  const languages =
    "en en-GB en-IN de fr fr-CA es es-MX pt it nl ru pl cs uk sv da nb fi tr hu ro sk bg el sr sl mk be lt lv et is ca gl eu sq he ar ar-SY ga hi bn ta te ka hy az kk th id ms vi sw af cy mt ja zh fil km";
  const date = (month: number) => Date.UTC(2026, month, 17);
  test.each(languages.split(" "))("%s, in three styles, each month", (language) => {
    for (const dateStyle of ["medium", "long", "full"] as const)
      for (let month = 0; month < 12; month++) {
        const day = new Intl.DateTimeFormat(language, { dateStyle, timeZone: "UTC" }).format(date(month));
        expect([day, iso(day)]).toEqual([day, iso(String(date(month)))]);
        const style = { dateStyle, timeStyle: "short", timeZone: "UTC" } as const;
        const time = new Intl.DateTimeFormat(language, style).format(date(month) + 65_100_000);
        expect([time, iso(time)]).toEqual([time, iso(String(date(month) + 65_100_000))]);
      }
  });

  test.each([
    { name: "Bulgarian and Russian in three letters", text: "нед, 08 сен 2026 06:30:00 +0000", month: "09" },
    { name: "Russian February", text: "Вс, 08 фев 2026 06:30:00 +0000", month: "02" },
    { name: "French in three letters", text: "sam., 08 aoû 2026 06:30:00 +0000", month: "08" },
    { name: "Hungarian in three letters", text: "K, 08 sze 2026 06:30:00 +0000", month: "09" },
    { name: "Lithuanian in three letters", text: "08 lap 2026 06:30:00 +0000", month: "11" },
    { name: "Vietnamese between slashes", text: "08/tháng 3/2026 06:30", month: "03" },
    { name: "Thai years of the Buddha", text: "8 มี.ค. 2569 06:30", month: "03" },
    { name: "a case's ending", text: "2026ko martxoaren 8a 06:30", month: "03" },
    { name: "Catalan after an apostrophe", text: "8 d'abril de 2026 06:30", month: "04" },
    { name: "a weekday that is a month elsewhere", text: "mar. 08.12.2026 06:30", month: "12" },
    { name: "a weekday behind the year", text: "08 Haz 2026 Paz 06:30", month: "06" },
  ])("$name", ({ text, month }) => expect(iso(text)).toBe(`2026-${month}-08T06:30:00Z`));
});

describe("parseDate never guesses", () => {
  test.each([
    "",
    "yesterday",
    "Published on Sunday",
    "5",
    "12:30",
    "03/04/2026",
    "30 February 2026",
    "2026-02-30",
    "2026-13-01",
    "2026-11-08T25:00:00Z",
    "8 Xyz 2026 10:00",
    "8 November",
    "0000-00-00 00:00:00",
    "0001-01-01T00:00:00Z",
    "-62135596800",
    "1.2.3.4",
    `8 Nov 2026 ${"x".repeat(200)}`,
  ])("%j", (text) => expect(iso(text)).toBeUndefined());
});

describe("parseDate does not ask the host", () => {
  const zone = process.env["TZ"];
  afterEach(() => {
    if (zone === undefined) delete process.env["TZ"];
    else process.env["TZ"] = zone;
  });
  test.each(["2026-11-08 06:30:00", "Sun Nov 8 06:30:00 2026", "8 November 2026 06:30", "08.11.2026 06:30"])(
    "for the zone of %j",
    (text) => {
      process.env["TZ"] = "Pacific/Kiritimati";
      expect(iso(text)).toBe("2026-11-08T06:30:00Z");
    },
  );
});
