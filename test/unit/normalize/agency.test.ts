import { expect, test } from "vitest";
import { agencyOf } from "../../../src/normalize/agency.ts";

test.each([
  { author: "Reuters", agency: "reuters" },
  { author: "By The Associated Press", agency: "ap" },
  { author: "AP", agency: "ap" },
  { author: "Reuters Staff", agency: "reuters" },
  { author: "PA Media", agency: "pa" },
  { author: "dpa", agency: "dpa" },
  { author: "Ann Bell, Reuters", agency: undefined },
  { author: "Ann Reuter", agency: undefined },
  { author: undefined, summary: "LONDON (Reuters) - The harbour opens.", agency: "reuters" },
  { author: "Online desk", summary: "PARIS, May 2 (AFP) — The harbour opens.", agency: "afp" },
  { author: undefined, summary: "Berlin (dpa) – Der Hafen öffnet.", agency: "dpa" },
  { author: undefined, summary: "Berlin (dpa/lsw) – Der Hafen öffnet.", agency: undefined },
  { author: undefined, summary: "The union (ver.di) - and others - strike.", agency: undefined },
  { author: undefined, summary: "The paper said (AP) that it rains.", agency: undefined },
  { author: undefined, summary: "", agency: undefined },
])("$author, $summary: $agency", ({ author, summary = "", agency }) => {
  expect(agencyOf({ author, summary })).toBe(agency);
});
