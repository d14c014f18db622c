import { expect, test } from "vitest";
import { printAddress } from "../../../src/extract/print-address.ts";

const ARTICLE = "https://news.example/article/12345?x=1";

test.each([
  {
    name: "in the same place",
    rule: [/article\/(\d+)/, "print/$1"],
    to: "https://news.example/print/12345?x=1",
  },
  {
    name: "by the names of groups",
    rule: [/article\/(?<n>\d+).*/, "p?id=$<n>"],
    to: "https://news.example/p?id=12345",
  },
  {
    name: "on another host",
    rule: [/^https:\/\/news\.example\/article\/(\d+).*/, "http://print.example/$1"],
    to: "http://print.example/12345",
  },
  { name: "nowhere, where the rule does not match", rule: [/story/, "print"], to: undefined },
  { name: "nowhere, where it changes nothing", rule: [/article/, "article"], to: undefined },
  { name: "nowhere, where an address is not absolute", rule: [/^.*$/, "/print/1"], to: undefined },
  { name: "nowhere, where an address is no address", rule: [/^.*$/, "https://"], to: undefined },
  { name: "nowhere, where an address is a script", rule: [/^.*$/, "javascript:print()"], to: undefined },
  { name: "nowhere, where an address is a file", rule: [/^https/, "file"], to: undefined },
] as const)("the print version stands $name", ({ rule: [address, replacement], to }) => {
  expect(printAddress(ARTICLE, { address, replacement })).toBe(to);
});

test("without a rule there is none", () => {
  expect(printAddress(ARTICLE, undefined)).toBeUndefined();
});
