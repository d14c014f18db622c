import { describe, expect, test } from "vitest";
import { areOfOneSeries } from "../../../src/cluster/series.ts";

const HOUR = 3_600_000;
const NOON = Date.parse("2026-11-30T12:00:00Z");
const pair = (a: string, b: string, hours = 1) =>
  [
    { title: a, outlet: "Herald", at: NOON },
    { title: b, outlet: "herald", at: NOON - hours * HOUR },
  ] as const;

describe("entries of one outlet and one form are different stories", () => {
  test.each([
    { name: "a briefing of two days", a: "Your morning briefing", b: "Your morning briefing", hours: 24 },
    { name: "a briefing of morning and evening", a: "News in brief", b: "News in brief", hours: 8 },
    { name: "dates", a: "Corrections: Nov. 30", b: "Corrections: Nov. 29", hours: 24 },
    {
      name: "dates at the beginning",
      a: "30 November: the day in pictures",
      b: "29 November: the day in pictures",
      hours: 24,
    },
    { name: "days of the week", a: "Monday's lottery numbers", b: "Saturday's lottery numbers", hours: 48 },
    { name: "regions", a: "Wind warning for Eastshire", b: "Wind warning for Northmark" },
    {
      name: "regions of several words",
      a: "Wind warning for Eastshire",
      b: "Wind warning for the Southern Isles",
    },
    {
      name: "regions in Title Case",
      a: "Severe Weather Warning for Eastshire",
      b: "Severe Weather Warning for Northmark",
    },
    {
      name: "regions in front",
      a: "Eastshire: bathing water quality this week",
      b: "Northmark: bathing water quality this week",
    },
    { name: "results", a: "FT: Leeds 0-0 Burnley", b: "FT: Luton 1-0 Reading" },
    { name: "results with dashes", a: "Full time – Hull 2–2 Stoke", b: "Full time – Derby 1–0 Cardiff" },
    { name: "dates of draws", a: "Lotto numbers for Nov. 29", b: "Lotto numbers for Nov. 30" },
    { name: "issues of one day", a: "Crossword No. 1,204", b: "Crossword No. 1,205" },
    { name: "signs", a: "Aries: your horoscope for today", b: "Taurus: your horoscope for today" },
    { name: "quakes", a: "Quake of magnitude 4.1 near Ostia", b: "Quake of magnitude 3.8 near Arden" },
    { name: "quakes at one place", a: "M 4.1 quake near Ostia", b: "M 4.3 quake near Ostia" },
    { name: "versions", a: "Release 2.3.1", b: "Release 2.3.2" },
    { name: "numbered episodes", a: "Episode 211: the bridge", b: "Episode 212: the bridge", hours: 170 },
    { name: "puzzles", a: "Crossword No. 1,204", b: "Crossword No. 1,205", hours: 24 },
    { name: "German weather", a: "Unwetterwarnung für Kreis Ulm", b: "Unwetterwarnung für Kreis Aalen" },
    { name: "French results", a: "Ligue 2 : Caen-Laval 1-1", b: "Ligue 2 : Pau-Amiens 0-2" },
    { name: "profiles", a: "Obituary: Anna Berg", b: "Obituary: Carl Lind" },
  ])("$name", ({ a, b, hours }) => expect(areOfOneSeries(...pair(a, b, hours))).toBe(true));
});

describe("what an outlet tells on of one event may be one story", () => {
  test.each([
    {
      name: "a new turn",
      a: "Dockers end strike at Ostia harbour",
      b: "Ostia harbour reopens after strike of dockers",
    },
    { name: "a storm's second day", a: "Storm Ada: ferries stop", b: "Storm Ada: bridges closed" },
    { name: "a toll that rises", a: "Bus crash in Bolivia kills 25", b: "Bus crash in Bolivia kills 20" },
    { name: "another verb", a: "Storm Ada Batters Coast of Ireland", b: "Storm Ada Hits Coast of Ireland" },
    { name: "one text in two feeds", a: "Dockers end strike", b: "Dockers end strike", hours: 0 },
    {
      name: "a mended spelling",
      a: "Bus drivers protest, says Hegseth",
      b: "Bus drivers protest, says Hegset",
    },
    {
      name: "a mended spelling in Swedish",
      a: "Busschaufförer protesterar i Växjö",
      b: "Busschafförer protesterar i Växjö",
    },
    { name: "a number in Chinese", a: "巴拿馬運河 美洲7國表態", b: "巴拿馬運河 美洲6國表態" },
    {
      name: "thousands",
      a: "65.000 Menschen in Frankreich evakuiert",
      b: "60.000 Menschen in Frankreich evakuiert",
    },
    { name: "more words", a: "Museum returns painting", b: "Museum returns painting to heirs of collector" },
  ])("$name", ({ a, b, hours }) => expect(areOfOneSeries(...pair(a, b, hours))).toBe(false));
});

test("one title with two texts is two entries, with one text or none it is one", () => {
  const [a, b] = pair("Re: Assembler wishes", "Re: Assembler wishes");
  expect(areOfOneSeries({ ...a, summary: "I agree." }, { ...b, summary: "I do not." })).toBe(true);
  expect(areOfOneSeries({ ...a, summary: "I agree." }, { ...b, summary: "I agree." })).toBe(false);
  expect(areOfOneSeries(a, b)).toBe(false);
});

test("two outlets have no series in common", () => {
  const [a, b] = pair("Corrections: Nov. 30", "Corrections: Nov. 29");
  expect(areOfOneSeries(a, { ...b, outlet: "Post" })).toBe(false);
  expect(areOfOneSeries({ ...a, outlet: undefined }, { ...b, outlet: undefined })).toBe(false);
});
