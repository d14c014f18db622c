import { expect, test } from "vitest";
import { isHostName, readableHost } from "../../../src/ground/host-name.ts";

test.each([
  "paper.example",
  "xn--bcher-kva.example",
  "www.xn--fa-hia.example",
  "xn--zca",
  "xn--wgbl6a",
  "xn--ls8h.xn--bcher-kva.example",
  "a--b.example",
  "127.0.0.1",
  "[::1]",
])("%s is a host", (name) => expect(isHostName(name)).toBe(true));

test.each([
  "xn--",
  "xn--.example",
  "xn--a",
  "xn--a.example",
  "www.xn--a.example",
  "xn---",
  "xn--a-",
  "xn--te-.example",
  "xn--0",
  "xn--999999999",
  "xn--xn--a",
  "xn--xn---epa.example",
  "xn--bcher-kva.xn--b",
])("%s is none, whatever the engine's parser takes", (name) => expect(isHostName(name)).toBe(false));

test.each([
  { name: "xn--kln-sna.example", read: "köln.example" },
  { name: "xn--gckvb8fzb.com", read: "マリウス.com" },
  { name: "xn--80aswg.xn--p1ai", read: "сайт.рф" },
  { name: "paper.example", read: "paper.example" },
])("$name is read $read", ({ name, read }) => expect(readableHost(name)).toBe(read));

test.each([
  { name: "xn--80ak6aa92e.com", as: "Cyrillic letters under a Latin ending" },
  { name: "xn--pple-43d.example", as: "one Cyrillic letter among Latin ones" },
  { name: "xn--a.example", as: "no letters at all" },
])("$name stays as it is: $as", ({ name }) => expect(readableHost(name)).toBe(name));
