import { expect, test } from "vitest";
import { cookiesFor, withCookies } from "../../../src/fetch/cookies.ts";

const from = (field: string, address = "https://idp.paper.example/login") =>
  withCookies([], new URL(address), field);

test.each([
  { name: "its own host", to: "https://idp.paper.example/x", sent: "a=1" },
  { name: "another host of the domain", to: "https://www.paper.example/", sent: undefined },
  { name: "a host below it", to: "https://x.idp.paper.example/", sent: undefined },
])("without a domain a cookie is for the host that gave it: $name", ({ to, sent }) => {
  expect(cookiesFor(from("a=1; Path=/"), new URL(to))).toBe(sent);
});

test.each([
  { name: "the owner's hosts", domain: ".paper.example", to: "https://www.paper.example/", sent: "a=1" },
  { name: "nobody else's", domain: "other.example", to: "https://other.example/", sent: undefined },
  {
    name: "no suffix's",
    domain: "co.uk",
    to: "https://other.co.uk/",
    giver: "https://paper.co.uk/",
    sent: undefined,
  },
  { name: "none of a like name", domain: "paper.example", to: "https://newspaper.example/", sent: undefined },
])("with a domain it is for $name", ({ domain, to, giver, sent }) => {
  expect(cookiesFor(from(`a=1; Domain=${domain}`, giver), new URL(to))).toBe(sent);
});

test("what is given again takes the place of what was; what is taken back is gone", () => {
  const url = new URL("https://paper.example/");
  const first = withCookies([], url, "a=1, b=2; expires=Thu, 01 Dec 2027 00:00:00 GMT, c=3");
  expect(cookiesFor(withCookies(first, url, "a=4, b=; Max-Age=0"), url)).toBe("a=4; c=3");
});

test("a cookie of many kilobytes, or none, is left out", () => {
  const url = new URL("https://paper.example/");
  expect(cookiesFor(withCookies([], url, `a=${"x".repeat(5000)}, =y, z`), url)).toBeUndefined();
});
