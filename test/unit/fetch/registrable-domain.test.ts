import { expect, test } from "vitest";
import { domainOf } from "../../../src/fetch/registrable-domain.ts";

test.each([
  { name: "a host of a domain", address: "https://feeds.bbci.co.uk:8443/rss.xml", domain: "bbci.co.uk" },
  { name: "a customer of a platform", address: "https://a.blogspot.com/feed", domain: "a.blogspot.com" },
  {
    name: "a server among several on one machine",
    address: "http://127.0.0.1:4001/f",
    domain: "127.0.0.1:4001",
  },
  { name: "the same by name", address: "http://localhost:4001/f", domain: "localhost:4001" },
  { name: "an IPv6 address", address: "http://[::1]:4001/f", domain: "[::1]:4001" },
  { name: "an address at the usual port", address: "http://192.0.2.7/f", domain: "192.0.2.7" },
  { name: "no address", address: "nonsense", domain: "nonsense" },
])("politeness towards $name counts by $domain", ({ address, domain }) => {
  expect(domainOf(address)).toBe(domain);
});
