import { expect, test } from "vitest";
import { isHostName } from "../../../src/ground/host-name.ts";

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
