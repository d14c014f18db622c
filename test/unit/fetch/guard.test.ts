import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseAllowList, whyNotReachable } from "../../../src/fetch/address-space.ts";
import { judgeUrl, whyNotAnswers } from "../../../src/fetch/guard.ts";

const allowed = (url: string, allow: readonly string[] = []) => judgeUrl(url, parseAllowList(allow)).allowed;

describe("addresses that are not public are refused however they are written", () => {
  test.each([
    "http://0x7f000001/",
    "http://0x7f.1/",
    "http://127.0x0.0.1/",
    "http://0300.0250.0.1/",
    "http://192.168.257/",
    "http://127。0。0。1/",
    "http://127．0．0．1/",
    "http://1②7.0.0.1/",
    "http://0X7F.0.0.1/",
    "http://[::ffff:7f00:1]/",
    "http://[::ffff:0:0]/",
    "http://[0:0:0:0:0:ffff:a9fe:a9fe]/",
    "http://[64:ff9b::10.0.0.1]/",
    "http://[64:ff9b:1:abcd::1]/",
    "http://[2002:c0a8:101::1]/",
    "http://[2002:a9fe:a9fe::]/",
    "http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/",
    "http://[2001:2::1]/",
    "http://[2001:10::1]/",
    "http://[2001:20::1]/",
    "http://[2001:db8::1]/",
    "http://[2606:4700::200:5efe:192.168.0.1]/",
    "http://[fec0::1]/",
    "http://[fe80::1]/",
    "http://[febf::1]/",
    "http://[ff0e::1]/",
    "http://[100:0:0:1::1]/",
    "http://[3ffe::1]/",
    "http://[::2]/",
    "http://192.0.0.8/",
    "http://192.0.0.192/",
    "http://168.63.129.16/",
    "http://255.255.255.255/",
    "http://240.0.0.1/",
    "http://203.0.113.9/",
    "http://100.127.255.255/",
    "http://172.31.0.1/",
    "http://169.254.255.255/",
  ])("%s", (url) => expect(allowed(url)).toBe(false));
});

describe("public addresses next to them are let through", () => {
  test.each([
    "http://1.1.1.1/",
    "http://9.255.255.255/",
    "http://11.0.0.0/",
    "http://100.63.255.255/",
    "http://100.128.0.0/",
    "http://126.255.255.255/",
    "http://128.0.0.1/",
    "http://169.253.255.255/",
    "http://172.15.255.255/",
    "http://172.32.0.0/",
    "http://192.0.1.0/",
    "http://192.167.255.255/",
    "http://192.169.0.0/",
    "http://198.17.255.255/",
    "http://223.255.255.255/",
    "http://[2606:4700:4700::1111]/",
    "http://[2001:200::1]/",
    "http://[2a00:1450:4001::1]/",
    "http://[64:ff9b::1.1.1.1]/",
    "http://[2002:101:101::]/",
    "http://[::ffff:1.1.1.1]/",
  ])("%s", (url) => expect(allowed(url)).toBe(true));
});

describe("what is no web address is refused", () => {
  test.each([
    "",
    "feed",
    "//example.org/feed",
    "http://",
    "https://user@example.org/",
    "https://:secret@example.org/",
    "feed://example.org/x",
    "view-source:http://example.org/",
    "http://exa mple.org/",
    "http://example.org:99999/",
    "http://example.org:27017/",
    "http://example.org:3306/",
    "http://example.org:25/",
    "http://example.org:6667/",
    "http://256.1.1.1/",
    "http://1.2.3.4.5/",
    "http://[fe80::1%eth0]/",
  ])("%j", (url) => expect(allowed(url)).toBe(false));

  test.each([
    "http://example.org:8080/",
    "http://example.org:3000/",
    "https://example.org:443/",
    "HTTP://EXAMPLE.ORG/",
  ])("and %s is one", (url) => expect(allowed(url)).toBe(true));
});

test("a name beyond ASCII is read the ten-thousandth time as it was the first", () => {
  const address = Buffer.from("https://b\xfccher.example/", "latin1").toString("latin1");
  const refused = Array.from({ length: 20_000 }, () => judgeUrl(address)).filter(({ allowed }) => !allowed);
  expect(refused).toEqual([]);
});

describe("an allow list opens what it names and no more", () => {
  test.each([
    ["10.1.2.3", ["10.0.0.0/8"], true],
    ["10.1.2.3", ["10.1.2.3"], true],
    ["10.1.2.4", ["10.1.2.3"], false],
    ["[fd00::1]", ["fd00::/8"], true],
    ["[::1]", ["::1/128"], true],
    ["[::ffff:10.1.2.3]", ["10.0.0.0/8"], true],
    ["10.1.2.3", ["::ffff:10.0.0.0/104"], true],
    ["[64:ff9b::10.1.2.3]", ["10.0.0.0/8"], false],
    ["10.1.2.3", ["10.0.0.0/33", "ten", "10.0.0.0/-1", "10.0.0.0/"], false],
    ["[::1]", ["0.0.0.0/0"], false],
  ])("%s under %j: %s", (host, allow, expected) => {
    expect(allowed(`http://${host}/`, allow)).toBe(expected);
  });
});

test("one bad answer among good ones is enough", () => {
  expect(whyNotAnswers("a.example", ["1.1.1.1", "2606:4700::1"])).toBeUndefined();
  expect(whyNotAnswers("a.example", ["1.1.1.1", "::1"])).toContain("::1");
  expect(whyNotAnswers("a.example", ["1.1.1.1", "not an address"])).toContain("not an IP address");
  expect(whyNotAnswers("a.example", ["fe80::1%eth0"])).toContain("zone id");
});

test("an IPv4 address is judged alike in every form that carries it", () => {
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      const plain = whyNotReachable(address) === undefined;
      expect(whyNotReachable(`::ffff:${address}`) === undefined).toBe(plain);
      expect(whyNotReachable(`64:ff9b::${address}`) === undefined).toBe(plain);
      expect(allowed(`http://${address}/`)).toBe(plain);
    }),
  );
});

test("nothing outside 2000::/3 is reached but what carries public IPv4", () => {
  fc.assert(
    fc.property(fc.ipV6(), (address) => {
      if (whyNotReachable(address) !== undefined) return;
      const first = address.startsWith("::") ? 0 : Number.parseInt(address.split(":")[0] ?? "0", 16);
      expect((first >= 0x2000 && first <= 0x3fff) || first === 0x64 || first === 0).toBe(true);
    }),
  );
});
