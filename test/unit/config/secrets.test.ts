import path from "node:path";
import { expect, test } from "vitest";
import { parseConfig } from "../../../src/config/load.ts";
import { createVeil } from "../../../src/config/veil.ts";

const read = (text: string, env: Record<string, string> = {}) =>
  parseConfig(path.resolve("x.yaml"), text, env);

test.each([
  { name: "no secret", url: "https://a.example/rss?page=2", shown: undefined },
  {
    name: "a key",
    url: "https://a.example/rss?page=2&api_key=Zx81kk2",
    shown: "https://a.example/rss?page=2",
  },
  { name: "a token", url: "https://a.example/rss?token=Zx81kk2", shown: "https://a.example/rss" },
  { name: "a word that only looks like one", url: "https://a.example/rss?keyword=trade", shown: undefined },
  { name: "a variable in the path", url: `https://a.example/u/\${MINE}/rss`, shown: "https://a.example/" },
  { name: "a variable in the host", url: `https://\${HOST}/rss`, shown: undefined },
  {
    name: "a variable in the query",
    url: `https://a.example/rss?u=\${MINE}&n=5`,
    shown: "https://a.example/rss?n=5",
  },
])("an address with $name is shown as it should be", async ({ url, shown }) => {
  const env = { MINE: "k3yOfMine", HOST: "feeds.example" };
  const { sources } = await read(`sources: [{ url: "${url}" }]`, env);
  expect(sources[0]?.shownUrl).toBe(shown);
});

test("what is for one server alone is known as secret", async () => {
  const { secrets } = await read(
    `
serve: { token: wireToken }
network: { proxy: "http://me:pro%20xy@proxy.example:3128" }
sources:
  - { url: "https://me:hidden@a.example/rss", headers: { Accept: text/xml, X-Key: zzTop99, Authorization: "Basic bWU6b3Blbg==" } }
`,
    { REDIS_URL: "redis://:fromEnv@redis.example" },
  );
  expect(secrets).toEqual(
    expect.arrayContaining(["wireToken", "pro xy", "hidden", "zzTop99", "bWU6b3Blbg==", "open", "fromEnv"]),
  );
  expect(secrets).not.toContain("text/xml");
});

test("a veil hides a secret as it is, in an address and in JSON, the longest first", () => {
  const veil = createVeil();
  veil.hide(['a"b c/d', "secretive", "secretive-more"]);
  expect(veil.over('a"b c/d')).toBe("[secret]");
  expect(veil.over(`?k=${encodeURIComponent('a"b c/d')}`)).toBe("?k=[secret]");
  expect(veil.over(JSON.stringify({ k: 'a"b c/d' }))).toBe('{"k":"[secret]"}');
  expect(veil.over("secretive-more, secretive")).toBe("[secret], [secret]");
});

test("a veil leaves short words and numbers alone, which would be in every sentence", () => {
  const veil = createVeil();
  veil.hide(["true", "8080", "123456", ""]);
  expect(veil.over('{"ok":true,"port":8080,"at":1234567}')).toBe('{"ok":true,"port":8080,"at":1234567}');
});

test("a percent sign that encodes nothing is part of the password", async () => {
  const { sources } = await read('sources: ["https://me:100%@a.example/rss"]');
  const pair = Buffer.from("me:100%").toString("base64");
  expect(sources[0]?.headers).toEqual({ authorization: `Basic ${pair}` });
});
