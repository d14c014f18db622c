import { describe, expect, test } from "vitest";
import { createAccessCheck, withoutToken } from "../../../src/serve/access.ts";
import { negotiateEncoding } from "../../../src/serve/negotiate-encoding.ts";
import { isUnchanged } from "../../../src/serve/send-file.ts";

describe("the coding of an answer", () => {
  test.each([
    { accepted: undefined, chosen: "identity" },
    { accepted: "", chosen: "identity" },
    { accepted: "gzip", chosen: "gzip" },
    { accepted: "gzip, deflate, br", chosen: "br" },
    { accepted: "gzip, deflate, br, zstd", chosen: "br" },
    { accepted: "br;q=0.5, gzip", chosen: "gzip" },
    { accepted: "br;q=0, gzip;q=0", chosen: "identity" },
    { accepted: "identity;q=1, gzip;q=0.5", chosen: "identity" },
    { accepted: "*", chosen: "br" },
    { accepted: "*;q=0, gzip", chosen: "gzip" },
    { accepted: "x-gzip", chosen: "gzip" },
    { accepted: "GZIP", chosen: "gzip" },
    { accepted: "deflate, zstd", chosen: "identity" },
    { accepted: "gzip;q=banana", chosen: "identity" },
    { accepted: ",,;;q=", chosen: "identity" },
  ])("for “$accepted” is $chosen", ({ accepted, chosen }) => {
    expect(negotiateEncoding(accepted, ["br", "gzip", "identity"])).toBe(chosen);
  });

  test("is what there is", () => {
    expect(negotiateEncoding("gzip, deflate, br", ["gzip", "identity"])).toBe("gzip");
    expect(negotiateEncoding("br", ["gzip", "identity"])).toBe("identity");
  });
});

describe("a client's copy", () => {
  const modified = Date.UTC(2026, 10, 22, 6, 30);
  test.each([
    { name: "the same tag", headers: { "if-none-match": '"abc"' }, good: true },
    { name: "the same tag, called weak", headers: { "if-none-match": 'W/"abc"' }, good: true },
    { name: "one of many tags", headers: { "if-none-match": '"x", W/"y", "abc"' }, good: true },
    { name: "any tag", headers: { "if-none-match": "*" }, good: true },
    {
      name: "another tag, although the date fits",
      headers: { "if-none-match": '"x"', "if-modified-since": new Date(modified).toUTCString() },
      good: false,
    },
    { name: "the same date", headers: { "if-modified-since": new Date(modified).toUTCString() }, good: true },
    {
      name: "an older date",
      headers: { "if-modified-since": new Date(modified - 1_000).toUTCString() },
      good: false,
    },
    { name: "no date at all", headers: { "if-modified-since": "yesterday" }, good: false },
    { name: "no condition", headers: {}, good: false },
  ])("with $name is good: $good", ({ headers, good }) => {
    expect(isUnchanged(headers, '"abc"', modified)).toBe(good);
  });
});

describe("the token", () => {
  const { byHeader, byPath } = createAccessCheck("s3cret/+ü");
  const basic = (text: string) => `Basic ${Buffer.from(text).toString("base64")}`;

  test.each([
    { name: "Bearer", header: "Bearer s3cret/+ü", ok: true },
    { name: "bearer in small letters", header: "bearer s3cret/+ü", ok: true },
    { name: "a password under any name", header: basic("me:s3cret/+ü"), ok: true },
    { name: "a password without a name", header: basic(":s3cret/+ü"), ok: true },
    { name: "a wrong one", header: "Bearer s3cret", ok: false },
    { name: "an empty one", header: "Bearer ", ok: false },
    { name: "none", header: undefined, ok: false },
    { name: "another scheme", header: "Digest s3cret/+ü", ok: false },
  ])("as $name opens: $ok", ({ header, ok }) => expect(byHeader(header)).toBe(ok));

  test("in the path is taken out of it", () => {
    expect(byPath(`/t/${encodeURIComponent("s3cret/+ü")}/feed.atom?x`)).toBe("/feed.atom?x");
    expect(byPath("/t/wrong/feed.atom")).toBeUndefined();
    expect(byPath("/t/%E0%A4%A/feed.atom")).toBeUndefined();
    expect(byPath("/feed.atom")).toBeUndefined();
  });

  test("never reaches a log", () => {
    expect(withoutToken("/t/s3cret/feed.atom?x")).toBe("/t/…/feed.atom?x");
  });
});
