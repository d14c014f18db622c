import { describe, expect, test } from "vitest";
import { bareTitle, titleForm } from "../../../src/dedupe/bare-title.ts";

describe("what counts by itself is no part of a title", () => {
  test.each([
    "Storm reaches the coast (updated 6 minutes ago)",
    "Storm reaches the coast (12 comments)",
    "Storm reaches the coast [1,204 views]",
    "Storm reaches the coast (7)",
    "Storm reaches the coast – 3 hours ago",
    "Storm reaches the coast | 5 replies",
    "Storm reaches the coast - 4 min read",
    "Updated 6 minutes ago: Storm reaches the coast",
    "(15) Storm reaches the coast",
    "231° - Storm reaches the coast",
    "Storm reaches the coast (Last updated: 14:05)",
    "Storm reaches the coast (updated an hour ago)",
    "Storm reaches the coast (vor 6 Minuten)",
    "Storm reaches the coast (aktualisiert: 14:05 Uhr)",
    "Storm reaches the coast (12 Kommentare)",
    "Storm reaches the coast (il y a 6 minutes)",
    "Storm reaches the coast (12 commentaires)",
    "Storm reaches the coast (hace 6 minutos)",
    "Storm reaches the coast (12 comentarios)",
    "Storm reaches the coast (12 commenti)",
    "Storm reaches the coast (6 minuten geleden)",
    "Storm reaches the coast (comments: 12)",
  ])("%s", (title) => expect(bareTitle(title)).toBe("Storm reaches the coast"));
});

describe("numbers that say something stay", () => {
  test.each([
    "Acme to cut 400 jobs",
    "Storm kills 12",
    "Corrections: Nov. 29",
    "Review: a phone (2026)",
    "Ten years ago in March",
    "Release 2.3.1",
    "FT: Leeds 0-0 Burnley",
    "Part 2 of 3",
    "25 killed in crash (police)",
    "12 comments",
  ])("%s", (title) => expect(bareTitle(title)).toBe(title));
});

test.each([
  ["Corrections: Nov. 29", "Corrections: Nov. 30"],
  ["Release 2.3.1", "Release 2.4"],
  ["Weather for Monday", "Weather for Tuesday"],
  ["Wetter am Dienstag, 1. Dezember", "Wetter am Montag, 30. November"],
])("%s and %s are of one form", (a, b) => expect(titleForm(a)).toBe(titleForm(b)));
