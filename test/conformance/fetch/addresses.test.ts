import { describe, expect, onTestFinished, test } from "vitest";
import { parseAllowList } from "../../../src/fetch/address-space.ts";
import { createFetcher } from "../../../src/fetch/create-fetcher.ts";
import { judgeUrl, literalOf, whyNotAnswers } from "../../../src/fetch/guard.ts";
import { settings } from "./network-settings.ts";
import { startRawServer } from "./raw-server.ts";

const PUBLIC = "93.184.215.14";

async function codeAt(url: string, answers: readonly string[] = [PUBLIC], allow: readonly string[] = []) {
  const fetcher = createFetcher({ ...settings, allow, timeout: 300 }, { lookUp: async () => answers });
  const outcome = await fetcher.fetch({ url, kind: "feed" });
  await fetcher.close();
  return outcome.kind === "failure" ? outcome.code : outcome.kind;
}

function isOpen(url: string, answers: readonly string[] = [PUBLIC], allow: readonly string[] = []): boolean {
  const list = parseAllowList(allow);
  const verdict = judgeUrl(url, list);
  if (!verdict.allowed) return false;
  const { hostname } = verdict.url;
  return literalOf(hostname) !== undefined || whyNotAnswers(hostname, answers, list) === undefined;
}

/** Several addresses a line, since each is a case of its own. */
const words = (text: string) => text.trim().split(/\s+/);

describe("IPv4 in odd notations is refused", () => {
  test.each(
    words(`
    http://0177.1/ http://0x7f.0.0.1/ http://0x7F000001/ http://00000177.0.0.1/ http://127.0.0.0x1/ http://127.0.0.1.:80/
    http://0300.0250.0.1/ http://0xC0A80001/ http://192.168.1/ http://10.1/ http://0xa.1/ http://012.1/ http://167772161/
    http://2852039166/ http://0xa9fea9fe/ http://0251.0376.0251.0376/ http://025177524776/ http://169.254.43518/
    http://169.16689662/ http://%31%32%37.0.0.1/ http://127%2e0%2e0%2e1/ http://１２７.０.０.１/ http://127｡0｡0｡1/
    http://⑯⑨.254.169.254/ http://169。254。169。254/ http://256.256.256.256/ http://127.0.0.256/ http://0x100000000/
    http://1.2.3.4.5/ http://.127.0.0.1/ http:127.0.0.1/ http:\\\\127.0.0.1/ http:///127.0.0.1/`),
  )("%s", async (url) => expect(await codeAt(url)).toBe("FETCH_BLOCKED"));
});

describe("IPv6 that is not public is refused", () => {
  test.each(
    words(`
    [::ffff:0:7f00:1] [::ffff:127.1] [::FFFF:7F00:0001] [::ffff:10.0.0.1] [::ffff:100.64.0.1] [::ffff:0.0.0.0]
    [::ffff:224.0.0.1] [::93.184.215.14] [fe80::1%25eth0] [fe80::1%eth0] [feb0::1] [fec0::1] [feff::1] [fdff:ffff::1]
    [ff00::] [ff05::2] [ff0e::1] [100::] [100:0:0:1::] [64:ff9b:1::] [64:ff9b:1:ffff:ffff::1.1.1.1]
    [64:ff9b:0:1::8.8.8.8] [64:ff9b::192.168.1.1] [64:ff9b::100.64.1.1] [2002:6440:1::] [2002:e000:1::]
    [2002:5db8:d70e::5efe:10.0.0.1] [2606:2800:21f:cb07:200:5efe:127.0.0.1] [2001:0:5db8:d70e::] [2001:2::] [2001:10::]
    [2001:20::] [2001:1ff:ffff::] [2001:db8:ffff::] [3fff:fff::1] [3ffe::1] [5f00:1::] [4000::] [1fff:ffff::]`),
  )("%s", async (host) => expect(await codeAt(`http://${host}/`)).toBe("FETCH_BLOCKED"));
});

describe("special IPv4 is refused to its edges", () => {
  test.each(
    words(`
    0.255.255.255 10.0.0.0 100.64.0.0 127.255.255.255 169.254.0.0 172.31.255.255 192.0.0.0 192.0.0.9 192.0.0.10
    192.0.0.170 192.0.0.255 192.0.2.255 192.88.99.255 192.168.255.255 198.18.0.0 198.51.100.255 203.0.113.0
    224.0.0.0 239.255.255.255 240.0.0.0 255.255.255.255`),
  )("%s", async (host) => expect(await codeAt(`http://${host}/`)).toBe("FETCH_BLOCKED"));
});

describe("what is public beside them is let through", () => {
  test.each(
    words(`
    1.0.0.0 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.0 169.253.255.255 169.255.0.0
    172.15.255.255 172.32.0.0 191.255.255.255 192.0.1.0 192.0.3.0 192.31.196.1 192.52.193.1 192.88.98.255 192.88.100.0
    192.167.255.255 192.169.0.0 192.175.48.1 198.17.255.255 198.20.0.0 198.51.99.255 198.51.101.0 203.0.112.255
    203.0.114.0 223.255.255.255 [::ffff:93.184.215.14] [64:ff9b::8.8.8.8] [2002:5db8:d70e::1] [2001:200::]
    [2001:4860:4860::8888] [2620:4f:8000::1] [2a00::1] [3fff:1000::1] [2606:2800:21f:cb07:0:5efe:93.184.215.14]`),
  )("%s", (host) => expect(isOpen(`http://${host}/`)).toBe(true));
});

describe("names", () => {
  test.each(
    words(`
    localhost localhost. LocalHost a.b.localhost %6cocalhost ｌｏｃａｌｈｏｓｔ localhost:3000`),
  )("%s is this machine, whatever a name server says", async (host) =>
    expect(await codeAt(`http://${host}/`, [PUBLIC])).toBe("FETCH_BLOCKED"),
  );

  test.each([
    ["localhost.localdomain", ["127.0.0.1"]],
    ["ip6-localhost", ["::1"]],
    ["printer.local", ["192.168.1.9"]],
    ["metadata", ["169.254.169.254"]],
    ["gateway.docker.internal", ["192.168.65.1"]],
    ["kubernetes.default.svc", ["10.96.0.1"]],
    ["127.0.0.1.wild.example", ["127.0.0.1"]],
    ["bad-first.example", ["10.0.0.5", PUBLIC]],
    ["bad-last.example", [PUBLIC, "::1"]],
    ["bad-v6.example", ["2606:2800::1", "fd00::1"]],
    ["six-to-four.example", [PUBLIC, "2002:7f00:1::"]],
    ["nat64.example", ["64:ff9b::7f00:1"]],
    ["zero.example", ["0.0.0.0"]],
    ["none.example", ["::"]],
    ["mapped.example", ["::ffff:169.254.169.254"]],
    ["one-mapped-of-two.example", ["::ffff:5db8:d70e", "::ffff:a00:1"]],
  ])("%s that points at %s is refused", async (host, answers) =>
    expect(await codeAt(`http://${host}/`, answers)).toBe("FETCH_BLOCKED"),
  );

  test.each(
    words("notlocalhost localhost.example ☃.example faß.example xn--bcher-kva.example ex\u00adample.org"),
  )("%s that points at a public address is let through", (host) =>
    expect(isOpen(`http://${host}/`)).toBe(true),
  );

  test("that pointed at a public address a poll ago are judged again", async () => {
    const server = await startRawServer(() => ({ body: "<rss/>" }));
    onTestFinished(server.close);
    let answers = ["127.0.0.2"];
    const fetcher = createFetcher({ ...settings, allow: ["127.0.0.2/32"] }, { lookUp: async () => answers });
    onTestFinished(fetcher.close);
    const get = () => fetcher.fetch({ url: `http://rebound.example:${server.port}/`, kind: "feed" });
    expect(await get()).toMatchObject({ code: "FETCH_CONNECT" }); // nobody listens there
    answers = ["127.0.0.1"];
    expect(await get()).toMatchObject({ code: "FETCH_BLOCKED" });
    expect(server.requests).toEqual([]);
  });
});

describe("what is no plain web address is refused", () => {
  test.each([
    ...words(`
    ftps://example.org/ sftp://example.org/ ldap://example.org/ wss://example.org/ feed://example.org/
    feed:https://example.org/ itpc://example.org/x view-source:http://example.org/ filesystem:http://example.org/
    mailto:a@example.org tel:1 netdoc:///etc/passwd php://filter //example.org/ /feed http:// https://?
    http://exam<ple.org/ http://example.org%00.evil.example/ http://example.org%2f.evil.example/ http://xn--/
    http://a@example.org/ http://:b@example.org/ http://example.org:80@127.0.0.1/ http://127.0.0.1@example.org/
    http://%61:%62@example.org/ http://127.1.1.1:80\\@127.2.2.2:80/ http://example.org:65536/ http://example.org:-1/
    http://example.org:00022/`),
    "",
    "http://exa mple.org/",
  ])("%j", async (url) => expect(await codeAt(url)).toBe("FETCH_BLOCKED"));

  test.each([
    "HTTP://example.org/",
    "  http://example.org/  ",
    "http:example.org/",
    "http://:@example.org/",
    "http://example.org:0080/",
    "http://example.org:/",
  ])("but %j is one", (url) => expect(isOpen(url)).toBe(true));
});

describe("ports", () => {
  test.each(
    words(`
    1 7 9 19 20 21 23 25 53 69 110 111 119 135 137 139 161 179 389 427 445 465 512 514 548 554 587 623 636 873 990 993
    995 1099 1433 1521 1719 1720 1723 1883 2049 2181 2376 2379 3268 3306 3389 3659 4045 4190 4222 5060 5061 5433 5672
    5900 5984 5985 6380 6443 6566 6665 6669 6679 6697 7474 8086 8200 8500 8529 8983 9042 9092 9300 10250 15672 26379
    27017 28015 33060 61616`),
  )("%s is refused, also where the address is allowed", async (port) => {
    expect(await codeAt(`http://example.org:${port}/`)).toBe("FETCH_BLOCKED");
    expect(await codeAt(`http://127.0.0.1:${port}/`, [], ["127.0.0.0/8"])).toBe("FETCH_BLOCKED");
  });

  test.each(words("80 81 443 3000 4000 5000 8000 8008 8080 8081 8443 8888 9000 18080 65535"))(
    "%s is let through",
    (port) => expect(isOpen(`http://example.org:${port}/`)).toBe(true),
  );
});

describe("an allow list", () => {
  test.each<[url: string, answers: readonly string[], allow: readonly string[], open: boolean]>([
    ["http://0x0a140101/", [], ["10.20.0.0/16"], true],
    ["http://[::ffff:10.20.1.1]/", [], ["10.20.0.0/16"], true],
    ["http://[64:ff9b::10.20.1.1]/", [], ["10.20.0.0/16"], false],
    ["http://[fd00::5]/", [], ["fd00::/8"], true],
    ["http://[fe80::5]/", [], ["fd00::/8"], false],
    ["http://user:x@10.20.1.1/", [], ["10.20.0.0/16"], false],
    ["http://169.254.169.254/", [], ["10.0.0.0/8", "127.0.0.0/8", "192.168.0.0/16"], false],
    ["http://two.lan/", ["10.20.1.1", "10.20.2.2"], ["10.20.0.0/16"], true],
    ["http://two.lan/", ["10.20.1.1", "10.21.1.1"], ["10.20.0.0/16"], false],
    ["http://localhost/", ["127.0.0.1"], ["127.0.0.1/32"], true],
    ["http://localhost/", ["::1"], ["::1/128"], true],
    ["http://localhost/", ["127.0.0.1", "::1"], ["127.0.0.1/32"], false],
    ["http://localhost/", ["127.0.0.1", "::1"], ["127.0.0.0/8", "::1/128"], true],
  ])("%s (%j) under %j: %s", (url, answers, allow, open) => {
    expect(isOpen(url, answers, allow)).toBe(open);
  });
});
